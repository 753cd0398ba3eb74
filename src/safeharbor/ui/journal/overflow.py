"""A paste that is longer than an entry holds: offered as several entries, before anything goes in.

The open entry stays as it is. The new ones are of the same day, in order; what could not be kept
is offered again and stays in memory until then.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.entry import MAX_TEXT_BYTES, Changes, EntryContent
from safeharbor.domain.errors import HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.text import split_long
from safeharbor.services.journal import JournalService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.field import TextField
from safeharbor.ui.widgets.notice import Notice

ORIGIN = "paste"


class Overflow(QObject):
    """One offer at a time, in the editor's own notice."""

    made = Signal(int)
    """So many entries were made."""

    def __init__(
        self, journal: JournalService, bridge: Bridge, notice: Notice, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._bridge = bridge
        self._notice = notice
        self._pieces: list[str] = []
        self._moment: Moment | None = None
        self._all = 0
        self._busy = False
        notice.acted.connect(self._accept)
        notice.dismissed.connect(self.forget)

    @property
    def pending(self) -> bool:
        """Whether an offer is open."""
        return bool(self._pieces)

    def offer(self, text: str, field: TextField, moment: Moment) -> bool:
        """Offer entries for ``text`` if the page cannot take it too; False when it can."""
        chosen = len(field.textCursor().selectedText().encode())
        size = len(text.encode())
        if size <= MAX_TEXT_BYTES and size + len(field.text().encode()) - chosen <= MAX_TEXT_BYTES:
            return False
        self._pieces = split_long(text, MAX_TEXT_BYTES)
        self._all = len(self._pieces)
        self._moment = moment
        words = self.tr("This is longer than one entry holds. Nothing was put in yet.")
        action = self.tr("Make an entry")
        if self._all > 1:
            #: %n is a number of entries.
            action = self.tr("Make %n entries", "", self._all)
        self._notice.say(words, action)
        return True

    def forget(self) -> None:
        """Let the offer go."""
        if not self._busy:
            self._pieces = []

    def _accept(self) -> None:
        if not self._pieces or self._busy or self._moment is None:
            return
        self._busy = True
        self._notice.say(self.tr("Making entries."))
        self._next()

    def _next(self) -> None:
        """Keep the pieces one by one, each in a commit of its own."""
        moment = self._moment
        if not self._pieces or moment is None:
            self._busy = False
            #: %n is a number of entries.
            self._notice.say(self.tr("%n entries were made.", "", self._all))
            self.made.emit(self._all)
            return
        number = self._all - len(self._pieces) + 1
        #: The title of one of several entries made from a long text; %1 and %2 are numbers.
        title = self.tr("Part %1 of %2").replace("%1", str(number)).replace("%2", str(self._all))
        content = EntryContent(title=title if self._all > 1 else "", body=self._pieces[0])
        snapshot = self._journal.snapshot(content, moment.local_date)
        ask(
            self._bridge,
            self,
            lambda: self._journal.save(snapshot, ORIGIN),
            self._kept,
            self._failed,
        )

    def _kept(self, _changes: Changes) -> None:
        del self._pieces[0]
        self._next()

    def _failed(self, error: HarborError) -> None:
        self._busy = False
        self._notice.say_error(error, self.tr("Try again"))
