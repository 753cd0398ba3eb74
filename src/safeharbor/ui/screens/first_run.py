"""The first run: a question, a passphrase where it is wanted, and the recovery code.

Three pages at most, each of which can be put off; breathing and help need none of them. It makes
the journal through the session and shows the code once; a lock takes the code away at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.domain.policy import Policy
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.first_run.code_panel import CodePanel
from safeharbor.ui.first_run.offers import Offer, Offers
from safeharbor.ui.first_run.passphrase import PassphrasePanel
from safeharbor.ui.first_run.question import QuestionPanel
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.session import SessionController
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.head import Head
from safeharbor.ui.widgets.page import Page

if TYPE_CHECKING:
    from safeharbor.services.shown import CreatedVault

JOURNAL = "journal"
HOME = "home"
LOCK = "lock"
SETTINGS = "settings"


class FirstRunScreen(Screen):
    """Full window, one page at a time."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        session: SessionController,
        bridge: Bridge,
        offers: Offers,
        parent: QWidget | None = None,
    ) -> None:
        """The question first.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            session: makes the journal.
            bridge: brings results to this thread.
            offers: keeps when what was put off.
            parent: the window.
        """
        super().__init__(parent)
        self._session = session
        self._bridge = bridge
        self._offers = offers
        self._policy = Policy.PRIVATE
        self._asked = False
        self.setAccessibleName(self.tr("Setting up the journal"))
        self.page = Page(look, self, width=680, top=64)
        self.question = QuestionPanel(look, icons, self)
        self.passphrase = PassphrasePanel(look, icons, self)
        self.code = _CodePage(look, icons, self)
        for panel in self.panels:
            self.page.column.addWidget(panel)
        self.page.column.addStretch()
        self._connect()
        self._show(self.question)
        look.changed.connect(self.arrange)

    @property
    def panels(self) -> tuple[QuestionPanel, PassphrasePanel, _CodePage]:
        """The three pages."""
        return (self.question, self.passphrase, self.code)

    @property
    def shows_code(self) -> bool:
        """Whether the code is in front: nothing is to lead away from it by itself."""
        return not self.code.isHidden()

    def entered(self) -> None:
        """The page that is in front takes the keys; where a journal is, it is opened instead."""
        if self.shows_code:
            self._focus()
            return
        self._session.prepare()
        self._leave_where_a_journal_is()
        self._focus()

    def left(self) -> None:
        """What was typed does not wait here; the code does, until it is finished or put off."""
        self.passphrase.new.forget()
        self.passphrase.notice.clear()
        self.question.notice.clear()
        if not self.shows_code:
            self.question.reset()
            self._show(self.question)

    def escape(self) -> None:
        """Back at once; from the passphrase to the question."""
        if not self.passphrase.isHidden() and not self._asked:
            self._show(self.question)
        else:
            if not self.question.isHidden():
                self._offers.made(Offer.FIRST_RUN)
            super().escape()

    def stops(self) -> list[QWidget]:
        """What all pages have, in order; what is not in front is passed over."""
        return [stop for panel in self.panels for stop in panel.stops()]

    def arrange(self) -> None:
        """One column at the content edge."""
        self.page.fill(self.rect(), self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _connect(self) -> None:
        self.question.answered.connect(self._on_answer)
        self.question.skipped.connect(self._skip)
        self.question.restore.connect(lambda: self.ask.emit(SETTINGS, OpenTab(Tab.BACKUP)))
        self.question.notice.acted.connect(lambda: self._show(self.passphrase))
        for notice in (self.question.notice, self.passphrase.notice):
            notice.dismissed.connect(self._focus)
        self.passphrase.chosen.connect(self._create)
        self.passphrase.returned.connect(lambda: self._show(self.question))
        self.passphrase.skipped.connect(self._skip)
        self.code.panel.checked.connect(self._on_checked)
        self.code.panel.later.connect(self._on_later)
        self.code.panel.grid.look_here.connect(self.page.bring_into_sight)
        self._session.ready.connect(lambda _: self._leave_where_a_journal_is())
        self._session.created.connect(self._on_created)
        self._session.failed.connect(self._on_failed)
        self._session.busy.connect(self._on_busy)
        self._session.locking.connect(self._on_locking)

    def _leave_where_a_journal_is(self) -> None:
        if self._session.state is None:
            return  # nothing is known before the first picture
        from safeharbor.services.session import SessionState

        if self.isVisibleTo(self.window()) and not self._asked and not self.shows_code:
            if self._session.state is SessionState.LOCKED:
                self.go.emit(LOCK)
            elif self._session.state is SessionState.UNLOCKED:
                self.go.emit(JOURNAL)

    def _on_answer(self, policy: Policy) -> None:
        self.question.notice.clear()
        if policy is Policy.PRIVATE:
            self._show(self.passphrase)
        else:
            self._begin(policy, None)

    def _create(self, passphrase: str) -> None:
        self.passphrase.notice.clear()
        self._begin(Policy.PRIVATE, passphrase)

    def _begin(self, policy: Policy, passphrase: str | None) -> None:
        self._policy = policy
        self._asked = True
        self._session.create(policy, passphrase)

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a slot
        panel = self.question if self._policy is Policy.SIMPLE else self.passphrase
        panel.show_busy(busy=busy and self._asked)

    def _on_created(self, made: CreatedVault) -> None:
        if not self._asked:
            return
        self._asked = False
        self.passphrase.new.forget()
        self.code.show_code(made, self._policy)
        self._show(self.code)

    def _on_failed(self, error: HarborError) -> None:
        if not self._asked:
            return
        self._asked = False
        panel = self.question if self._policy is Policy.SIMPLE else self.passphrase
        panel.say_failed(error)
        self._focus()
        self.page.bring_into_sight(panel.notice)

    def _on_checked(self) -> None:
        services = self._session.services
        if services is not None:
            ways = self._bridge.run(services.methods.ways)
            self._bridge.then(ways, self, self._offers.checked_newest, lambda _: None)
        self._finish()

    def _on_later(self) -> None:
        self._offers.made(Offer.RECOVERY)
        self._finish()

    def _finish(self) -> None:
        self._forget_code()
        self.go.emit(JOURNAL)

    def _skip(self) -> None:
        self._offers.made(Offer.FIRST_RUN)
        if self._asked:
            self._session.lock()
        self.go.emit(HOME)

    def _on_locking(self) -> None:
        self._asked = False
        self.passphrase.new.forget()
        self.passphrase.show_busy(busy=False)
        if self.shows_code:
            self._offers.made(Offer.RECOVERY)
        self._forget_code()

    def _forget_code(self) -> None:
        self.code.panel.forget()
        self.question.reset()
        self._show(self.question)

    def _show(self, panel: QWidget) -> None:
        for each in self.panels:
            each.setVisible(each is panel)
        self.page.verticalScrollBar().setValue(0)
        self._focus()

    def _focus(self) -> None:
        first = next((stop for stop in self.stops() if stop.isVisibleTo(self.window())), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.bring_into_sight(first)


class _CodePage(QWidget):
    """The code under its head."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = Head(
            look,
            self,
            small=self.tr("A second way in"),
            title=self.tr("Your recovery code"),
        )
        self.panel = CodePanel(look, icons, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(20))
        column.addWidget(self.head)
        column.addWidget(self.panel)

    def show_code(self, made: CreatedVault, policy: Policy) -> None:
        """Show the code, and what it is for."""
        if policy is Policy.SIMPLE:
            lead = self.tr(
                "If this computer or its sign-in is ever lost, this code opens your journal. "
                "Nobody else has a copy, and we cannot make another."
            )
        else:
            lead = self.tr(
                "If the passphrase is ever lost, this code opens your journal. Nobody else has a "
                "copy, and we cannot make another."
            )
        self.head.say(lead)
        self.panel.show_code(made)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.panel.stops()
