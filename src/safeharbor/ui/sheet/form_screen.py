"""What every screen has in common on which one form is filled in, kept by itself."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.answers import FormSnapshot
from safeharbor.ui.screen import Screen
from safeharbor.ui.sheet.form_desk import FormDesk


class Stage(Protocol):
    """The pages of such a screen."""

    def setGeometry(self, room: QRect, /) -> None:
        """Take this room."""

    def arrange(self, corner: QSize) -> None:
        """Give the page in front its room, except the corner."""

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""

    def forget_paper(self) -> None:
        """Leave the page for printing, with every dialog of it and what it held."""


class FormScreen(Screen):
    """One form at a time, on a desk. A lock asks it for ``snapshot``."""

    desk: FormDesk
    stage: Stage

    @property
    def filling(self) -> bool:
        """Whether the form itself is in front."""
        raise NotImplementedError

    def snapshot(self) -> FormSnapshot | None:
        """What is in the form and not durable yet; it only reads."""
        return self.desk.snapshot()

    def covered(self) -> None:
        """No dialog stays open over a blank page."""
        self.stage.forget_paper()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.stage.stops()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo, wherever the keys are."""
        sitting = self.desk.sitting if self.filling else None
        if sitting is not None and event.matches(QKeySequence.StandardKey.Undo):
            sitting.model.undo()
        elif sitting is not None and event.matches(QKeySequence.StandardKey.Redo):
            sitting.model.redo()
        else:
            super().keyPressEvent(event)

    def arrange(self) -> None:
        """Fill the room."""
        self.stage.setGeometry(self.rect())
        self.stage.arrange(self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()
