"""What choices have in common: a text beside "other", and answers that are unfolded by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeharbor.domain.sheet import Option
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.fields.text import TextInput
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.sheet.small_link import SmallLink
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.words import Words


class OptionsInput(Input):
    """The column of answers, with what stands below them."""

    def __init__(self, kit: Kit, parent: QWidget, name: str) -> None:
        """No answers yet, to what is called ``name``."""
        super().__init__(parent)
        self._kit = kit
        self._name = name
        self._about = ""
        self._opened = False
        self._options: tuple[Option, ...] = ()
        self.other: TextInput | None = None
        self.more: SmallLink | None = None
        self._box = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(kit.look.px(2))
        self._column.addWidget(self._box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_other(self, words: str) -> None:
        """Show the text beside "other"."""
        if words:
            self._make_other()
        if self.other is not None:
            self.other.show_value(words)
        self._show_other_box()

    def rename(self, name: str) -> None:
        """Their name for a screen reader."""
        self._name = name
        self._box.setAccessibleName(name)

    def _stops_below(self) -> list[QWidget]:
        """What unfolds the rest, and the text beside "other"."""
        found: list[QWidget] = []
        if self.more is not None and not is_away(self.more):
            found.append(self.more)
        if self.other is not None and not is_away(self.other):
            found += self.other.stops()
        return found

    def _new_box(self) -> QWidget:
        """An empty place for the answers, where the one before was."""
        before, self._box = self._box, QWidget(self)
        self._box.setAccessibleName(self._name)
        self._column.replaceWidget(before, self._box)
        before.hide()
        before.deleteLater()
        return self._box

    def _holds_other(self) -> bool:
        """Whether "other" is chosen."""
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError

    def _part(self, option_id: str) -> QWidget:
        """What stands for an answer."""
        raise NotImplementedError

    def _is_chosen(self, option_id: str) -> bool:
        raise NotImplementedError

    def _show_folds(self) -> None:
        """Show what is folded where it was opened, or where something in it is chosen."""
        folded = [option for option in self._options if option.folded]
        unfolded = self._opened or any(self._is_chosen(option.id) for option in folded)
        for option in folded:
            show_if(self._part(option.id), shown=unfolded)
        if folded and self.more is None:
            self.more = SmallLink(self._kit, self, self.tr("More choices"))
            self.more.clicked.connect(self._open)
            self._column.insertWidget(1, self.more, 0, Qt.AlignmentFlag.AlignLeading)
        if self.more is not None:
            show_if(self.more, shown=bool(folded) and not unfolded)

    def _show_other_box(self) -> None:
        if self._holds_other():
            self._make_other()
        if self.other is not None:
            shown = self._holds_other() or bool(self.other.box.text())
            show_if(self.other, shown=shown)
            show_if(self._other_words, shown=shown)

    def _open(self) -> None:
        self._opened = True
        self._show()
        first = next((option.id for option in self._options if option.folded), None)
        if first is not None:
            self._part(first).setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.grown.emit(self)

    def _make_other(self) -> None:
        if self.other is not None:
            return
        #: The name of the text beside the answer "other"; %1 is the question.
        name = self.tr("%1, in your own words").replace("%1", self._name)
        other = TextInput(self._kit, self, name)
        other.written.connect(lambda value: self.other_written.emit(str(value or "")))
        other.rested.connect(self.rested)
        other.entered.connect(self.entered)
        other.caret_moved.connect(self.caret_moved)
        words = self.tr("In your own words")
        self._other_words = Words(self._kit.look, words, Type.SMALL, self, color="muted")
        for part in (self._other_words, other):
            self._column.addWidget(part)
        self.other = other
