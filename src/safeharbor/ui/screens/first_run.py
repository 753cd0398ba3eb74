"""The first run: a question, a passphrase where it is wanted, and the recovery code.

Three pages at most, each of which can be put off; breathing and help need none of them. It makes
the journal through the session and shows the code once; a lock takes the code away at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.domain.policy import Policy
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.first_run.offers import Offer, Offers
from safeharbor.ui.first_run.panels import Panels
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.session import SessionController
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.page import Page

if TYPE_CHECKING:
    from safeharbor.services.shown import CreatedVault
    from safeharbor.ui.first_run.code_page import CodePage
    from safeharbor.ui.first_run.panels import Panel
    from safeharbor.ui.first_run.passphrase import PassphrasePanel

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
        self.panels = Panels(look, icons, self.page, self._connect_passphrase, self._connect_code)
        self.question = self.panels.question
        self._connect()
        self._show(self.question)
        look.changed.connect(self.arrange)

    @property
    def shows_code(self) -> bool:
        """Whether the code is in front: nothing is to lead away from it by itself."""
        return self.panels.shows_code

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
        self.panels.forget_secret()
        self.question.notice.clear()
        if not self.shows_code:
            self.question.reset()
            self._show(self.question)

    def escape(self) -> None:
        """Back at once; from the passphrase to the question."""
        if self.panels.shows_passphrase and not self._asked:
            self._show(self.question)
        else:
            if not self.question.isHidden():
                self._offers.made(Offer.FIRST_RUN)
            super().escape()

    def stops(self) -> list[QWidget]:
        """What all pages have, in order; what is not in front is passed over."""
        return self.panels.stops()

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
        self.question.notice.acted.connect(lambda: self._show(self.panels.passphrase))
        self.question.notice.dismissed.connect(self._focus)
        self._session.ready.connect(lambda _: self._leave_where_a_journal_is())
        self._session.created.connect(self._on_created)
        self._session.failed.connect(self._on_failed)
        self._session.busy.connect(lambda busy: self.panels.show_busy(busy=busy and self._asked))
        self._session.locking.connect(self._on_locking)

    def _connect_passphrase(self, panel: PassphrasePanel) -> None:
        panel.notice.dismissed.connect(self._focus)
        panel.chosen.connect(self._create)
        panel.returned.connect(lambda: self._show(self.question))
        panel.skipped.connect(self._skip)

    def _connect_code(self, code: CodePage) -> None:
        code.panel.checked.connect(self._on_checked)
        code.panel.later.connect(self._on_later)
        code.panel.grid.look_here.connect(self.page.bring_into_sight)

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
            self._show(self.panels.passphrase)
        else:
            self._begin(policy, None)

    def _create(self, passphrase: str) -> None:
        self.panels.passphrase.notice.clear()
        self._begin(Policy.PRIVATE, passphrase)

    def _begin(self, policy: Policy, passphrase: str | None) -> None:
        self._policy = policy
        self._asked = True
        self._session.create(policy, passphrase)

    def _on_created(self, made: CreatedVault) -> None:
        if not self._asked:
            return
        self._asked = False
        self.panels.forget_secret()
        self.panels.code.show_code(made, self._policy)
        self._show(self.panels.code)

    def _on_failed(self, error: HarborError) -> None:
        if not self._asked:
            return
        self._asked = False
        panel = self.question if self._policy is Policy.SIMPLE else self.panels.passphrase
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
        self.panels.forget_secret()
        self.panels.show_busy(busy=False)
        if self.shows_code:
            self._offers.made(Offer.RECOVERY)
        self._forget_code()

    def _forget_code(self) -> None:
        self.panels.forget_code()
        self.question.reset()
        self._show(self.question)

    def _show(self, panel: Panel) -> None:
        self.panels.show(panel)
        self._focus()

    def _focus(self) -> None:
        first = next((stop for stop in self.stops() if stop.isVisibleTo(self.window())), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.bring_into_sight(first)
