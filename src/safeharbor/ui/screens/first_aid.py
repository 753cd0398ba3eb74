"""A step for the first hour, without a vault: reading, exercises and help, and nothing is stored.

Where the vault is open the step is handed on to the screen that keeps what is answered. It asks
other screens by their names and knows none of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.content.guides import load_guide
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.guide import Mark
from safeharbor.system.prefs import Preferences
from safeharbor.ui.guide import going
from safeharbor.ui.guide.leaving import Leaving
from safeharbor.ui.guide.page import StepPage
from safeharbor.ui.guide.part import Place
from safeharbor.ui.guide.strength import is_night
from safeharbor.ui.guide.visit import Visit, unkept
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.knowing import country_facts
from safeharbor.ui.theme import Look
from safeharbor.ui.wishes import OpenStep


class FirstAidScreen(Screen):
    """One step of first aid. It touches no vault."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        preferences: Preferences,
        fear: FearGate,
        opened: Callable[[], bool],
        now: Callable[[], dt.datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Nothing lies there until somebody wishes for a step.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            preferences: the plain settings.
            fear: what was answered to the question about fear in this window.
            opened: whether the vault is open.
            now: the present moment, local.
            parent: the window.
        """
        super().__init__(parent)
        self._preferences = preferences
        self._fear = fear
        self._opened = opened
        self._now = now
        self._then = ""
        self._visit: Visit | None = None
        self.setAccessibleName(self.tr("First aid"))
        self._kit = Kit(look, icons, lambda: now().date())
        self.page = StepPage(self._kit, self, back=self.tr("Back"))
        self.leaving = Leaving(self.page, going.FIRST_AID, self)
        self.leaving.go.connect(self.go)
        self.leaving.wish.connect(self.ask)
        self.page.left.connect(self.escape)
        self.page.chose.connect(self.changed)

    def asked(self, wish: object) -> None:
        """A certain step; where the vault is open, on the page that keeps what is answered."""
        if not isinstance(wish, OpenStep):
            return
        self.leaving.forget()
        if self._opened():
            self.ask.emit(going.GUIDE_STEP, wish)
            return
        self._then = wish.then
        try:
            self._show(wish.guide_id, wish.step_id)
        except HarborError as error:
            self._drop()
            self.page.notice.say_error(error)
        self.page.give_keys()

    def entered(self) -> None:
        """Back to where somebody left by a link, else to the first thing to do."""
        if not self.leaving.come_back():
            self.page.give_keys()

    def left(self) -> None:
        """What was ticked or written goes, unless one comes back."""
        if not self.leaving.away:
            self._forget()

    def covered(self) -> None:
        """Whoever hides it wants nothing of it to be there afterwards."""
        self._forget()

    def escape(self) -> None:
        """Back at once, nothing asked."""
        if self.page.escape():
            return
        self.leaving.forget()
        if self._then:
            self.go.emit(self._then)
        else:
            self.back.emit()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.page.stops()

    def arrange(self) -> None:
        """Fill the room."""
        self.page.setGeometry(self.rect())
        self.page.fill(self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _show(self, guide_id: str, step_id: str) -> None:
        guide = load_guide(guide_id)
        step = next((each for each in guide.steps if each.id == step_id), None)
        if step is None or step.mark is not Mark.FIRST_AID:
            raise HarborError(ErrorCode.RESOURCE_MISSING)
        self._drop()
        visit = self._visit = unkept(guide, step, self)
        visit.model.set_known(facts=country_facts(self._preferences))
        place = Place(
            self._kit,
            visit,
            self._fear,
            self._preferences,
            going.FIRST_AID,
            night=is_night(self._now()),
            back=going.back_words(self._then) or self.tr("Back"),
        )
        self.page.notice.clear()
        self.page.show_visit(place)
        self.arrange()

    def _drop(self) -> None:
        """Let go of the step that lies there."""
        visit, self._visit = self._visit, None
        self.page.clear()
        if visit is not None:
            visit.model.close()
            visit.model.deleteLater()

    def _forget(self) -> None:
        if self._visit is not None:
            self._visit.model.leave()
