"""Adding tags: a field, and the tags there are already that begin like what is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.domain.query import fold_tag
from safeharbor.domain.text import clean
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.line_field import LineField
from safeharbor.ui.journal.quiet import Pill
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.flow import Flow

_SHOWN: Final = 8
_LONGEST: Final = 80


def tidy(tag: str) -> str:
    """A tag as it is kept: one line, single blanks, no leading ``#``."""
    return " ".join(clean(tag).split()).lstrip("#").strip()[:_LONGEST]


def suggestions(typed: str, known: list[tuple[str, int]], taken: tuple[str, ...]) -> list[str]:
    """Known tags that fit what is typed: those that begin so first, then the most used."""
    wanted = fold_tag(typed)
    used = {fold_tag(tag) for tag in taken}
    fitting = [
        (not fold_tag(tag).startswith(wanted), -count, tag)
        for tag, count in known
        if wanted in fold_tag(tag) and fold_tag(tag) not in used
    ]
    return [tag for _, _, tag in sorted(fitting)][:_SHOWN]


class TagEntry(QWidget):
    """The field, the suggestions, and Done."""

    added = Signal(str)
    done = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._known: list[tuple[str, int]] = []
        self._taken: tuple[str, ...] = ()
        self.pills: list[Pill] = []
        self.field = LineField(look, icons, self)
        self.field.setMaxLength(_LONGEST)
        self.field.setPlaceholderText(self.tr("Tag"))
        self.field.setAccessibleName(self.tr("New tag"))
        self.field.returnPressed.connect(self._on_entered)
        self.field.textChanged.connect(self._suggest)
        self.field.walked.connect(self._walk)
        self.close_button = Button(look, icons, self, kind=Kind.QUIET, height=36)
        self.close_button.dress(self.tr("Done"))
        self.close_button.clicked.connect(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self._offered = QWidget(self)
        self._flow = Flow(self._offered)
        self._under = QHBoxLayout()
        self._under.addWidget(self._offered)
        column.addLayout(self._under)
        look.changed.connect(self._dress)
        self._dress()

    def know(self, tags: list[tuple[str, int]]) -> None:
        """These tags exist, with their numbers of entries."""
        self._known = tags
        self._suggest()

    def take(self, tags: tuple[str, ...]) -> None:
        """The entry has these already."""
        self._taken = tags
        self._suggest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from suggestion to suggestion, Up back to the field."""
        here = next((n for n, pill in enumerate(self.pills) if pill.hasFocus()), None)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if here is not None and key in steps:
            there = min(max(here + steps[key], 0), len(self.pills) - 1)
            self.pills[there].setFocus(Qt.FocusReason.TabFocusReason)
        elif here is not None and key == Qt.Key.Key_Up:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        if step > 0 and self.pills:
            self.pills[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_entered(self) -> None:
        tag = tidy(self.field.text())
        if not tag:
            self.done.emit()
            return
        same = next((known for known, _ in self._known if fold_tag(known) == fold_tag(tag)), tag)
        self._add(same)

    def _add(self, tag: str) -> None:
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.added.emit(tag)

    def _suggest(self) -> None:
        for pill in self.pills:
            self._flow.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self.pills = []
        for tag in suggestions(self.field.text(), self._known, self._taken):
            pill = Pill(self._look, self._icons, tag, self._offered)
            #: %1 is a tag.
            pill.setAccessibleName(self.tr("Add tag %1").replace("%1", tag))
            pill.clicked.connect(lambda *_, tag=tag: self._add(tag))
            self._flow.addWidget(pill)
            pill.show()
            self.pills.append(pill)
        self._offered.setVisible(bool(self.pills))
        self.updateGeometry()

    def _dress(self) -> None:
        column = self.layout()
        if column is not None:
            column.setSpacing(self._look.px(8))
        free = self._look.free_room
        self._under.setContentsMargins(free, 0, free, 0)
        self._flow.set_gaps(self._look.px(8), self._look.px(4))
