"""What an unlock has to say beyond being open: read-only, no room, a mended key file, odd notes.

It stands at the foot of the page, one thing at a time, the gravest first, until it is closed or
the vault is locked. Breathing and help stay as they are. It shows nothing of what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.ui.routes import SETTINGS
from safeharbor.ui.settings.folders import path_words
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.spine import Spine
from safeharbor.ui.window import Window

if TYPE_CHECKING:
    from safeharbor.services.session import Unlocked

_CANNOT_WRITE: Final = (
    ErrorCode.DISK_FULL,
    ErrorCode.FOLDER_READ_ONLY,
    ErrorCode.WRITE_FAILED,
)
_NAMED: Final = 3
"""Notes that are called by the names of their files; the number is said of all."""


class Told(NamedTuple):
    """One thing to say: an error or words, and a tab of Settings to go on to."""

    what: HarborError | str
    action: str = ""
    tab: Tab | None = None


class AfterUnlock(QObject):
    """Says it in the one place of the frame that every page of the journal shares."""

    def __init__(self, window: Window, spine: Spine) -> None:
        """Nothing to say yet."""
        super().__init__(window)
        self._window = window
        self._spine = spine
        self._waiting: list[Told] = []
        self._listening = False
        spine.session.unlocked.connect(self._on_unlocked)
        spine.session.locking.connect(self._forget)
        spine.practice_keeper.failed.connect(self._on_note_failed)

    def _on_unlocked(self, unlocked: Unlocked) -> None:
        self._waiting = self._found(unlocked)
        if unlocked.sound is not None:
            self._spine.bridge.then(unlocked.sound, self, self._on_sound, lambda _: None)
        if self._waiting:
            self._show()

    def _found(self, unlocked: Unlocked) -> list[Told]:
        codes = unlocked.notices
        stuck = [code for code in _CANNOT_WRITE if code in codes]
        told: list[Told] = []
        if unlocked.read_only:
            told.append(Told(HarborError(ErrorCode.VAULT_READ_ONLY)))
        elif stuck:
            told.append(Told(HarborError(stuck[0])))
        elif ErrorCode.HEADER_DAMAGED in codes:
            told.append(self._mended())
        if unlocked.unreadable:
            told.append(Told(self._notes(unlocked.unreadable)))
        return told

    def _mended(self) -> Told:
        words = self.tr(
            "The key file of the journal was damaged and is whole again. What you wrote was not "
            "touched. If one way in stops working, use another and make a new one."
        )
        return Told(words, self.tr("See the ways in"), Tab.PRIVACY)

    def _notes(self, names: Sequence[str]) -> str:
        #: %1 is a number of notes that were sealed while the journal was locked.
        words = self.tr(
            "Notes in the inbox that could not be opened: %1. They stay there, and the journal "
            "is unchanged. A newer version or a copy of this journal may open them."
        ).replace("%1", str(len(names)))
        listed = ", ".join(path_words(Path(name)) for name in names[:_NAMED])
        return f"{words} {listed}{', …' if len(names) > _NAMED else ''}"

    def _on_sound(self, sound: bool) -> None:  # noqa: FBT001 - the result of a future
        """After a session that did not end well the whole file was looked through."""
        # Heard after a lock it waits: the next unlock looks again.
        if not sound and self._spine.is_open:
            damaged = HarborError(ErrorCode.DATABASE_DAMAGED)
            self._waiting.insert(0, Told(damaged, self.tr("Bring back a backup"), Tab.BACKUP))
            self._show()

    def _on_note_failed(self, _error: HarborError) -> None:
        """Somebody may be breathing now: it is said where there are pages, once the vault is open.

        While it is locked nothing is said; the next unlock tries again.
        """
        words = self.tr(
            "A note of a practice could not be kept on the disk. Your journal is unchanged. The "
            "note stays in memory and is tried again when you lock or unlock."
        )
        if self._spine.is_open and Told(words) not in self._waiting:
            self._waiting.append(Told(words))
            self._show()

    def _on_acted(self) -> None:
        told = self._waiting[0] if self._waiting else None
        self._next()
        if told is not None and told.tab is not None:
            self._window.show_screen(SETTINGS, OpenTab(told.tab))

    def _next(self) -> None:
        del self._waiting[:1]
        self._show()

    def _forget(self) -> None:
        if self._waiting:
            self._waiting.clear()
            self._show()

    def _listen(self) -> None:
        """The notice is made when there is something to say, seldom enough."""
        if not self._listening:
            self._listening = True
            self._window.frame.notice.acted.connect(self._on_acted)
            self._window.frame.notice.dismissed.connect(self._next)

    def _show(self) -> None:
        frame = self._window.frame
        if self._waiting:
            self._listen()
            told = self._waiting[0]
            if isinstance(told.what, HarborError):
                frame.notice.say_error(told.what, told.action)
            else:
                frame.notice.say(told.what, told.action)
        else:
            frame.notice.clear()
        frame.tell(telling=bool(self._waiting))
        # The pages make room for it, or take it back.
        self._window.show_open(opened=self._spine.is_open)
