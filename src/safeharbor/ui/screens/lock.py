"""The lock screen: one field, one button, and what the lock stops and cannot stop.

It tells nothing of what is behind it, no count, date or title. Breathing and help stay open in
the corner whatever goes wrong here, and nothing here deletes anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.content.messages import sentence
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.lock.form import By, LockForm
from safeharbor.ui.screen import Screen
from safeharbor.ui.session import SessionController
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.fields import Tone
from safeharbor.ui.widgets.page import Page

if TYPE_CHECKING:
    from safeharbor.services.methods import Way

FIRST_RUN: Final = "first_run"
SETTINGS: Final = "settings"
HARD_NIGHTS: Final = "hard_nights"

_WIDTH: Final = 440
_ALL: Final = "1-10"
_SLOW_MS: Final = 4000
_WITH_PASSPHRASE: Final = frozenset({SlotType.PASSPHRASE, SlotType.BOTH})

_IN_THE_FIELD: Final = frozenset(
    {
        ErrorCode.WRONG_PASSPHRASE,
        ErrorCode.WRONG_RECOVERY_CODE,
        ErrorCode.RECOVERY_CODE_MISTYPED,
    }
)
"""What is wrong with what was typed is said below it; everything else in a notice above it."""

_NEEDS_THE_CODE: Final = frozenset(
    {
        ErrorCode.KEYRING_UNAVAILABLE,
        ErrorCode.KEYRING_MISSING,
        ErrorCode.KEYRING_WRONG,
        ErrorCode.KEYRING_READBACK,
        ErrorCode.SLOT_DAMAGED,
        ErrorCode.METHOD_NOT_FOUND,
        ErrorCode.SECRET_NEEDED,
    }
)
_NEEDS_A_BACKUP: Final = frozenset(
    {
        ErrorCode.HEADER_DAMAGED,
        ErrorCode.HEADER_MISSING,
        ErrorCode.DATABASE_MISSING,
        ErrorCode.DATABASE_EMPTY,
        ErrorCode.DATABASE_DAMAGED,
        ErrorCode.DATABASE_PLAIN,
    }
)
_NO_BUTTON_HELPS: Final = frozenset(
    {ErrorCode.VAULT_TOO_NEW, ErrorCode.DATABASE_TOO_NEW, ErrorCode.SQLITE_TOO_OLD}
)


class LockScreen(Screen):
    """Where the journal is opened."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        session: SessionController,
        bridge: Bridge,
        parent: QWidget | None = None,
        *,
        has_page: Callable[[], bool] = lambda: False,
    ) -> None:
        """The form of the policy in force.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            session: opens the vault.
            bridge: brings results to this thread.
            parent: the window.
            has_page: whether there is a page that is readable without unlocking.
        """
        super().__init__(parent)
        self._look = look
        self._session = session
        self._has_page = has_page
        self._bridge = bridge
        self._usual = By.PASSPHRASE
        self._asked = False
        self._said: ErrorCode | None = None
        self.setAccessibleName(self.tr("The journal is locked"))
        self.page = Page(look, self, width=_WIDTH, top=24, centred=True)
        self.form = LockForm(look, icons, self)
        self.page.column.addStretch(2)
        self.page.column.addWidget(self.form)
        self.page.column.addStretch(3)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._connect()
        look.changed.connect(self.arrange)

    def entered(self) -> None:
        """The field takes the keys; what the vault asks for is looked up."""
        self._session.prepare()
        self.form.page.setVisible(self._has_page())
        self._look_up()
        self._take_keys()

    def left(self) -> None:
        """What was typed does not wait here."""
        self.form.forget()
        self._slow.stop()

    def stops(self) -> list[QWidget]:
        """All that can be pressed or typed into."""
        return self.form.stops()

    def arrange(self) -> None:
        """One narrow column in the middle."""
        self.page.fill(self.rect(), self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _connect(self) -> None:
        self.form.submitted.connect(self._on_unlock)
        self.form.edited.connect(self._on_edited)
        self.form.other.clicked.connect(self._on_other)
        self.form.page.clicked.connect(lambda: self.go.emit(HARD_NIGHTS))
        self.form.notice.acted.connect(self._on_acted)
        self.form.notice.dismissed.connect(self._take_keys)
        self._slow.timeout.connect(self._say_slow)
        self._session.ready.connect(lambda _: self._look_up())
        self._session.busy.connect(self._on_busy)
        self._session.failed.connect(self._on_failed)
        self._session.unlocked.connect(lambda _: self._forget())
        self._session.locking.connect(self._forget)

    def _look_up(self) -> None:
        """Which ways in there are: out of the header, so on another thread."""
        services = self._session.services
        if services is None or not self._is_in_front():
            return
        methods, session = services.methods, services.session
        found = self._bridge.run(lambda: (methods.ways(), session.policy))
        self._bridge.then(found, self, self._on_found, self._say)

    def _on_found(self, found: tuple[tuple[Way, ...], Policy | None]) -> None:
        ways, policy = found
        kinds = {way.type for way in ways}
        if kinds & _WITH_PASSPHRASE:
            usual = By.PASSPHRASE
        else:
            usual = By.KEYRING if SlotType.KEYRING in kinds else By.CODE
        changed, self._usual = usual is not self._usual, usual
        self.form.show_policy(policy)
        if changed and self.form.by is By.CODE:
            # Somebody was faster than the disk, and is about to type it.
            self.form.show_by(By.CODE, usual)
        elif changed:
            self._ask_for(usual)
        self._show_notice()

    def _ask_for(self, by: By) -> None:
        self.form.show_by(by, self._usual)
        self._take_keys()

    def _on_other(self) -> None:
        self.form.notice.clear()
        self._ask_for(By.CODE if self.form.by is not By.CODE else self._usual)

    def _on_unlock(self) -> None:
        secret = self.form.secret
        if secret is not None and not secret.strip():
            self._take_keys()
        elif not self.form.busy and self._is_sound(secret):
            self._asked = True
            self.form.clear_said()
            self.form.notice.clear()
            rest = math.ceil(self._session.rest_seconds)
            self._session.unlock(secret)
            if rest > 0:
                words = self.tr("After several that did not fit, the next one waits %1 s.")
                self.form.waiting.say(words.replace("%1", str(rest)))

    def _is_sound(self, secret: str | None) -> bool:
        """Whether ``secret`` may be tried: a code with a typing slip is said to have one."""
        if secret is None or self.form.by is not By.CODE:
            return True
        from safeharbor.services.shown import check_code

        try:
            check_code(secret)
        except HarborError as error:
            self.form.say_wrong(self._slip(error))
            self._take_keys()
            return False
        return True

    def _slip(self, error: HarborError) -> str:
        """Which groups to look at; where all of them may be wrong, it is no whole code."""
        if error.code is ErrorCode.RECOVERY_CODE_MISTYPED and error.facts.get("groups") == _ALL:
            return self.tr(
                "A recovery code has ten groups of four. Your journal is unchanged. Compare it "
                "with the paper, and try again."
            )
        return str(sentence(error))

    def _take_keys(self) -> None:
        """The keys go to the field, and the field into sight."""
        self.form.take_keys()
        focus = self.focusWidget()
        if focus is not None:
            self.page.bring_into_sight(focus)

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a slot
        self.form.show_busy(busy=busy)
        self.form.waiting.clear()
        if busy:
            self._slow.start()
        else:
            self._slow.stop()

    def _say_slow(self) -> None:
        """A hung keyring keeps nobody from the other way in."""
        if self.form.by is By.KEYRING:
            self.form.waiting.say(
                self.tr(
                    "The keyring has not answered yet. It may ask something behind other "
                    "windows. The recovery code works too."
                ),
                Tone.WARN,
            )

    def _on_edited(self) -> None:
        # A try that hangs is given up for the next one.
        if self._usual is By.KEYRING:
            self.form.show_busy(busy=False)

    def _on_failed(self, error: HarborError) -> None:
        if not (self._asked or self._is_in_front()):
            return
        self._asked = False
        if error.code in _IN_THE_FIELD and self.form.by is not By.KEYRING:
            self.form.say_wrong(str(sentence(error)))
            self._take_keys()
        else:
            self._say(error)

    def _say(self, error: HarborError) -> None:
        self._said = error.code
        self.form.notice.say_error(error, self._action(error.code))
        self._show_notice()

    def _show_notice(self) -> None:
        """What went wrong is seen before anything else, whatever changes around it."""
        if self.form.notice.words:
            self.page.bring_into_sight(self.form.notice)

    def _action(self, code: ErrorCode) -> str:
        """The one next step as a button, "" where none helps."""
        if code is ErrorCode.NO_VAULT:
            return self.tr("Set up a journal")
        if code in _NEEDS_THE_CODE:
            return self.tr("Use the recovery code") if self.form.by is not By.CODE else ""
        if code in _NEEDS_A_BACKUP:
            return self.tr("Bring back a backup")
        return "" if code in _NO_BUTTON_HELPS else self.tr("Try again")

    def _on_acted(self) -> None:
        code, self._said = self._said, None
        self.form.notice.clear()
        if code is ErrorCode.NO_VAULT:
            self.go.emit(FIRST_RUN)
        elif code in _NEEDS_THE_CODE:
            self._ask_for(By.CODE)
        elif code in _NEEDS_A_BACKUP:
            self.ask.emit(SETTINGS, OpenTab(Tab.BACKUP))
        elif self.form.by is By.KEYRING or self.form.secret:
            self._on_unlock()
        else:
            self._look_up()
            self._take_keys()

    def _is_in_front(self) -> bool:
        """Also while the window itself is still on its way."""
        return self.isVisibleTo(self.window())

    def _forget(self) -> None:
        """Nothing of a secret stays."""
        self._asked = False
        self.form.forget()
