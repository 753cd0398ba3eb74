"""A way to an exercise or to another sheet; what it led to is kept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.domain.answers import Value
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.choice import Choice
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.link import Link

ANY: Final = "ex:"
"""The target of a link to any exercise."""


class _ExerciseChoice(Choice):
    """The list of exercises; the wheel scrolls the page over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel belongs to what lies around."""
        event.ignore()


class LinkInput(Input):
    """A list of exercises where any of them may be meant, and what leads there."""

    def __init__(self, kit: Kit, parent: QWidget, target: str, name: str) -> None:
        """Lead to ``target``: ``ex:`` for any exercise, ``ex:ID`` or ``ws:ID``."""
        super().__init__(parent)
        self._kit = kit
        self._target = target
        self._value = ""
        self.choice: _ExerciseChoice | None = None
        flow = Flow(self, gap=kit.look.px(8), row_gap=kit.look.px(4))
        self.go: Button
        if target == ANY:
            self.choice = self._make_choice(name)
            flow.addWidget(self.choice)
            self.go = Link(kit.look, kit.icons, self, self.tr("Open it"))
        else:
            self.go = Button(kit.look, kit.icons, self, height=40)
            self.go.dress(kit.title_of(target) or name)
        self.go.clicked.connect(self._on_go)
        flow.addWidget(self.go)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.rename(name)
        self.show_value(None)

    def show_value(self, value: Value) -> None:
        """Show what it leads to."""
        self._value = value if isinstance(value, str) else ""
        if self.choice is not None:
            place = max(self.choice.findData(self._value), 0)
            self.choice.setCurrentIndex(place)
            show_if(self.go, shown=bool(self._value))

    def stops(self) -> list[QWidget]:
        """The list, and what leads there."""
        parts: list[QWidget] = [] if self.choice is None else [self.choice]
        return parts if is_away(self.go) else [*parts, self.go]

    def describe(self, words: str) -> None:
        """What a screen reader says of it besides its name."""
        (self.choice or self.go).setAccessibleDescription(words)

    def rename(self, name: str) -> None:
        """Its name for a screen reader."""
        if self.choice is not None:
            self.choice.setAccessibleName(name)

    def _make_choice(self, name: str) -> _ExerciseChoice:
        choice = _ExerciseChoice(self._kit.look, self._kit.icons, self, width=260)
        choice.setAccessibleName(name)
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        #: No exercise was chosen.
        choice.addItem(self.tr("None"), "")
        for exercise_id, title in self._kit.exercises():
            choice.addItem(title, f"{ANY}{exercise_id}")
        choice.activated.connect(self._on_chosen)
        return choice

    def _on_chosen(self, place: int) -> None:
        if self.choice is not None:
            value = str(self.choice.itemData(place))
            self.show_value(value)
            self.written.emit(value or None)

    def _on_go(self) -> None:
        if self.choice is None and not self._value:
            self.show_value(self._target)
            self.written.emit(self._target)
        self.opened.emit(self._value or self._target)
