"""What the pages around the guides know: the guides, where somebody was, and what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from safeharbor.content.guides import GuideCard, GuideCatalogue, guide_catalogue
from safeharbor.content.routes import SuggestedRoute, load_routes
from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.services.guides import GuideService
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.guides.written import written_in
from safeharbor.ui.journal.asking import ask

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What the shelf is made of.

    Attributes:
        cards: the guides that can be opened, by id and in order.
        faults: what is wrong with files that are left out.
        routes: suggested places to begin.
        where: the step that was opened last, by guide.
        loaded: whether any answer has come yet.
    """

    cards: Mapping[str, GuideCard] = field(default_factory=dict)
    faults: tuple[HarborError, ...] = ()
    routes: tuple[SuggestedRoute, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    loaded: bool = False


class GuidesDesk(QObject):
    """Asks the service, and says when something has changed."""

    changed = Signal()
    """``known`` has."""
    read = Signal(str, object)
    """What was written in a guide: its id, and a tuple of Written."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(
        self,
        guides: GuideService,
        sheets: SheetService,
        bridge: Bridge,
        packs: Path | None,
        parent: QObject,
    ) -> None:
        """Know the guides that ship.

        Args:
            guides: what was answered, and where somebody was.
            sheets: knows the names of the support map.
            bridge: brings results to this thread.
            packs: the folder with guides that somebody has put in by hand, None for none.
            parent: the owner.
        """
        super().__init__(parent)
        self._guides = guides
        self._sheets = sheets
        self._bridge = bridge
        self._packs = packs
        found = guide_catalogue()
        self.known = Known(found.cards, found.faults, _routes_to(found.cards))
        self._read_packs()

    def refresh(self) -> None:
        """Read anew where somebody was."""
        self._do(self._guides.where, self._on_where)

    def read_written(self, guide_id: str) -> None:
        """Read what was written in a guide; ``read`` brings it."""

        def ok(found: list[FilledSheet]) -> None:
            self.read.emit(guide_id, written_in(found))

        self._do(lambda: self._guides.written(guide_id), ok)

    def with_people(self, then: Callable[[tuple[str, ...]], None]) -> None:
        """Call ``then`` with the names of the support map, with none where they cannot be read."""

        def ok(names: list[str]) -> None:
            then(tuple(names))

        ask(self._bridge, self, self._sheets.people, ok, lambda _: then(()))

    def card(self, guide_id: str) -> GuideCard | None:
        """A guide that can be opened, None for none."""
        return self.known.cards.get(guide_id)

    def _read_packs(self) -> None:
        """What somebody has put in by hand is read behind the page: it may be much."""
        folder = self._packs
        if folder is None or not folder.is_dir():
            return

        def ok(found: GuideCatalogue) -> None:
            self._know(replace(self.known, cards=found.cards, faults=found.faults))

        self._do(lambda: self._bridge.run(lambda: guide_catalogue(packs=folder)), ok)

    def _on_where(self, where: Mapping[str, str]) -> None:
        self._know(replace(self.known, where=where, loaded=True))

    def _know(self, known: Known) -> None:
        if known != self.known:
            self.known = known
            self.changed.emit()

    def _do(self, start: Callable[[], Future[T]], ok: Callable[[T], None]) -> None:
        ask(self._bridge, self, start, ok, self.failed.emit)


def _routes_to(cards: Mapping[str, GuideCard]) -> tuple[SuggestedRoute, ...]:
    """The suggested routes of which every page can be opened."""
    there = {f"{card.id}.{step.id}" for card in cards.values() for step in card.steps}
    try:
        routes = load_routes()
    except HarborError:
        return ()
    return tuple(each for each in routes if {*each.to} <= {*cards, *there})
