"""What the pages around the worksheets know, and what is done with whole sheets there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from safeharbor.content.sheets import SHEET_IDS, SheetCard, sheet_catalogue
from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import SheetSummary
from safeharbor.domain.sheet import Sheet
from safeharbor.services.own_sheets import OwnSheetService, own_id
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask, ignore

T = TypeVar("T")

ORIGIN: Final = "worksheets"
_NEWEST: Final = 3
_TRASHED: Final = 100


@dataclass(frozen=True, slots=True)
class Known:
    """What the shelf is made of.

    Attributes:
        cards: the sheets that ship and can be opened, by id and in order.
        newest: what was filled in last.
        own: the sheets of one's own, by their titles.
        loaded: whether any answer has come yet.
    """

    cards: Mapping[str, SheetCard] = field(default_factory=dict)
    newest: tuple[SheetSummary, ...] = ()
    own: tuple[Sheet, ...] = ()
    loaded: bool = False

    @property
    def lost(self) -> int:
        """How many of the sheets that ship cannot be read."""
        return len(SHEET_IDS) - len(self.cards)


@dataclass(frozen=True, slots=True)
class Trashed:
    """What is in the trash."""

    filled: tuple[SheetSummary, ...] = ()
    own: tuple[Sheet, ...] = ()
    more: bool = False
    loaded: bool = False


class ShelfDesk(QObject):
    """Asks the services, and says when something has changed."""

    changed = Signal()
    """``known`` has."""
    trash_changed = Signal()
    """``trash`` has."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(
        self, sheets: SheetService, own: OwnSheetService, bridge: Bridge, parent: QObject
    ) -> None:
        """Know nothing yet but the sheets that ship."""
        super().__init__(parent)
        self._sheets = sheets
        self._own = own
        self._bridge = bridge
        try:
            self.known = Known(sheet_catalogue())
        except HarborError:
            self.known = Known()
        self.trash = Trashed()
        self._limit = _TRASHED

    def refresh(self) -> None:
        """Read anew what was filled in last, and one's own sheets."""
        self._do(lambda: self._sheets.page(limit=_NEWEST), self._on_newest)
        self._do(self._own.list, self._on_own)

    def refresh_trash(self) -> None:
        """Read anew what is in the trash."""
        limit = self._limit

        def with_own(filled: list[SheetSummary]) -> None:
            def both(own: tuple[Sheet, ...]) -> None:
                self.trash = Trashed(tuple(filled), own, len(filled) == limit, loaded=True)
                self.trash_changed.emit()

            self._do(lambda: self._own.list(trashed=True), both)

        self._do(lambda: self._sheets.page(limit=limit, trashed=True), with_own)

    def more_trash(self) -> None:
        """Show more of the trash."""
        self._limit += _TRASHED
        self.refresh_trash()

    def tidy(self) -> None:
        """Delete what has been in the trash for long enough."""
        # Whether it worked is of no use to anybody; the next time does it again.
        ask(self._bridge, self, self._sheets.purge_expired, ignore)

    def throw_away(self, form_id: UUID, done: Callable[[], None]) -> None:
        """Put a filled sheet into the trash."""
        self._do(lambda: self._sheets.trash(form_id, ORIGIN), lambda _: done())

    def add_own(self, sheet: Sheet, done: Callable[[str], None]) -> None:
        """Keep a sheet that came from a file; ``done`` gets its id."""

        def added(changes: Changes) -> None:
            done(own_id(next(iter(changes.forms))))

        self._do(lambda: self._own.add(sheet, ORIGIN), added)

    def attach(self, form_id: UUID, entry_id: UUID, done: Callable[[], None]) -> None:
        """Let a filled sheet belong to an entry of the journal."""
        self._do(lambda: self._sheets.attach(form_id, entry_id, ORIGIN), lambda _: done())

    def bring_back(self, what: UUID | str, done: Callable[[], None]) -> None:
        """Take a filled sheet, or by its id one's own, out of the trash."""
        self._do(lambda: self._touch(what, for_good=False), lambda _: done())

    def destroy(self, what: UUID | str, done: Callable[[], None]) -> None:
        """Delete for good what is in the trash."""
        self._do(lambda: self._touch(what, for_good=True), lambda _: done())

    def _touch(self, what: UUID | str, *, for_good: bool) -> Future[Changes]:
        if isinstance(what, str):
            act = self._own.purge if for_good else self._own.restore
            return act(what, ORIGIN)
        sheets = self._sheets.purge if for_good else self._sheets.restore
        return sheets(what, ORIGIN)

    def _on_newest(self, page: list[SheetSummary]) -> None:
        self._know(Known(self.known.cards, tuple(page), self.known.own, loaded=True))

    def _on_own(self, own: tuple[Sheet, ...]) -> None:
        self._know(Known(self.known.cards, self.known.newest, own, self.known.loaded))

    def _know(self, known: Known) -> None:
        if known != self.known:
            self.known = known
            self.changed.emit()

    def _do(self, start: Callable[[], Future[T]], ok: Callable[[T], None]) -> None:
        ask(self._bridge, self, start, ok, self.failed.emit)
