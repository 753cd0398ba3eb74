"""The top of a question: what is asked, what passes it over, and what opens it when folded."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from safeharbor.domain.form_rules import FieldState
from safeharbor.ui.mirror import leading
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.words import Words

_ACROSS: Final = Qt.AlignmentFlag.AlignHorizontal_Mask


class BesideLink(QVBoxLayout):
    """Keeps the first line of some words in the line of a link beside them."""

    def __init__(self, look: Look, words: Words, link: Link) -> None:
        """``words`` before ``link``."""
        super().__init__()
        self._words = words
        self._link = link
        self._above = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)
        self.addItem(self._above)
        self.addWidget(words)
        self.addStretch()
        words.setAlignment(words.alignment() & _ACROSS | Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        above = max(self._link.sizeHint().height() // 2 - self._words.middle, 0)
        self._above.changeSize(0, above, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.invalidate()


class QuestionHead(QWidget):
    """The words of a question."""

    skipped = Signal()
    opened = Signal()

    def __init__(self, kit: Kit, parent: QWidget, *, small: bool, skips: bool) -> None:
        """No words yet; ``small`` is for rows, ``skips`` puts "Skip this" beside them."""
        super().__init__(parent)
        self._kit = kit
        self.open: Link | None = None
        self.skip: Link | None = None
        kind = Type.BUTTON if small else Type.LABEL
        self.label = Words(kit.look, "", kind, self, spaced=not small)
        self._align()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if skips:
            self.skip = Link(kit.look, kit.icons, self, self.tr("Skip this"))
            self.skip.clicked.connect(self.skipped)
            row.addLayout(BesideLink(kit.look, self.label, self.skip), 1)
            row.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignTop)
        else:
            row.addWidget(self.label, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row)

    def say(self, state: FieldState, *, folded: bool) -> None:
        """Say what is asked, and how it is opened while it is folded."""
        label = state.label
        if label != self.label.words:
            self.label.say(label)
        if self.skip is not None:
            #: %1 is a question.
            self.skip.setAccessibleName(self.tr("Skip this: %1").replace("%1", label))
        if folded and self.open is None:
            self.open = Link(self._kit.look, self._kit.icons, self)
            self.open.clicked.connect(self.opened)
            self._column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeading)
        if self.open is not None:
            #: Shows a question although it may be unsafe to plan such words.
            anyway = self.tr("Open anyway")
            #: Shows a question that is folded up.
            word = anyway if state.guarded else self.tr("Open")
            self.open.dress(word)
            self.open.setAccessibleName(f"{word}: {label}")
            show_if(self.open, shown=folded)

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side where the direction of the window has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        # A label in one piece would begin where its own script does.
        self.label.setAlignment(leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignTop)

    def stops(self) -> list[QWidget]:
        """What opens it."""
        return [] if self.open is None or is_away(self.open) else [self.open]
