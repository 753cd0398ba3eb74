"""The pages of the screen of a step: the step, and its paper."""

from __future__ import annotations

import enum
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.ui.bridge import Bridge
from safeharbor.ui.guide.page import StepPage
from safeharbor.ui.paper.job import PaperJob
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.sitting import Sitting
from safeharbor.ui.sheet.stage import PaperPage


class Front(enum.Enum):
    """Which page is in front."""

    STEP = enum.auto()
    PAPER = enum.auto()


class StepStage(QWidget):
    """The step; its paper is made when it is wanted."""

    left = Signal()
    """The way back to the guides was taken."""
    to_step = Signal()
    """The way back to the step was taken."""
    turned = Signal()
    """Another page is in front."""

    def __init__(self, kit: Kit, bridge: Bridge, parent: QWidget) -> None:
        """The step in front."""
        super().__init__(parent)
        self._kit = kit
        self._bridge = bridge
        self._corner = QSize(0, 0)
        self._paper: PaperPage | None = None
        self.page = StepPage(kit, self, back=self.tr("Guides"))
        self.page.left.connect(self.left)
        self.front = Front.STEP

    @cached_property
    def paper(self) -> PaperPage:
        """What is printed or saved as a file."""
        page = self._paper = PaperPage(self._kit.look, self._kit.icons, self._bridge, self)
        page.back.dress(self.tr("Back to the step"), icon="arrow-left")
        page.left.connect(self.to_step)
        page.hide()
        return page

    def show_paper(self, sitting: Sitting) -> None:
        """Put the pocket card in front as it goes onto paper; answers only if they are chosen."""
        model, sheet = sitting.model, sitting.sheet
        job = PaperJob(
            replace(sheet, paper=replace(sheet.paper, parts=())),
            model.held.answers,
            sitting.moment.local_date,
            guarded=model.held.guarded,
            keep=model.held.keep,
            names=model.people,
        )
        self.paper.show_job(job, card=True)
        self.show_front(Front.PAPER)
        pane = self.paper.pane
        stop = next(each for each in pane.stops() if each.isVisibleTo(self.paper))
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_front(self, front: Front) -> None:
        """Put a page in front; what the paper held goes."""
        if self.front is Front.PAPER and front is not Front.PAPER:
            self.paper.pane.forget()
        before, self.front = self.front, front
        self.arrange(self._corner)
        self.page.setVisible(front is Front.STEP)
        if self._paper is not None:
            self._paper.setVisible(front is Front.PAPER)
        if before is not front:
            self.turned.emit()

    def forget_paper(self) -> None:
        """Leave the page for printing, with every dialog of it and what it held."""
        if self.front is Front.PAPER:
            self.show_front(Front.STEP)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.paper.stops() if self.front is Front.PAPER else self.page.stops()

    def arrange(self, corner: QSize) -> None:
        """Give the page in front its room, except the corner."""
        self._corner = corner
        page = self.paper if self.front is Front.PAPER else self.page
        page.setGeometry(self.rect())
        page.fill(corner)
