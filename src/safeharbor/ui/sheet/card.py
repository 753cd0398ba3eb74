"""One row of a form: its questions one below the other, or one line where it has but one.

A row is made when it is about to be seen. Until then a place of about its height stands for it, so
that hundreds of rows open at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.domain.answers import Row
from safeharbor.domain.form_rules import FieldState, Show, folds, line_folds
from safeharbor.domain.sheet import Field, FieldType
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.notes import Reactions
from safeharbor.ui.sheet.row_tools import Grip, RowTools
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

if TYPE_CHECKING:
    from safeharbor.ui.sheet.question import Question

    MakeQuestion = type[Question]

_LINE: Final = frozenset(
    {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON, FieldType.DATE, FieldType.CHOICE}
)
_GAP: Final = 14
_HEAD: Final = 36
_HIGHEST: Final = 16_777_215
"""What Qt takes for no limit."""
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RowCard(QWidget):
    """The row."""

    asked = Signal(str)
    sight = Signal(object)
    caret = Signal(object)
    moved = Signal(int)
    """It is to go up (-1) or down (1) by one place."""
    removed = Signal()
    entered = Signal()
    """Enter was pressed in its last line."""
    onward = Signal()
    """Enter was pressed in another line of it."""

    def __init__(
        self, kit: Kit, model: FormModel, field: Field, row: Row, make: MakeQuestion
    ) -> None:
        """The row ``row`` of ``field``; ``make`` makes its questions."""
        super().__init__()
        self._kit = kit
        self._model = model
        self._field = field
        self._make = make
        self._opened = False
        self._states: tuple[FieldState, ...] = ()
        self.row = row
        self.line = model.held.line(field.id, row)
        self._shut = line_folds(model.sheet, field, row)
        self.fixed = bool(self.line) or bool((field.lines or field.lines_by) and not field.more)
        self.single = single(field) and not self.line
        self.questions: list[Question] = []
        self.grip = Grip(kit, self)
        self.tools = RowTools(kit, self, moves=not self.fixed and not self.single)
        self.tools.moved.connect(self.moved)
        self.tools.removed.connect(self.removed)
        self.title: Words | None = None
        self.unfold: Link | None = None
        self.reactions: Reactions | None = None
        self._inside = QWidget(self)
        self._outer = QVBoxLayout(self)
        self._fill()
        self.refresh(row)

    @property
    def folded(self) -> bool:
        """Whether it has folded itself, or is a line that is opened by choice only."""
        return not self._opened and (self._shut or folds(self._field, self.row))

    def refresh(self, row: Row) -> None:
        """Show what stands in it now."""
        self.row = row
        states = self._model.held.columns(self._field.id, row)
        for question, before, state in zip(self.questions, self._states, states, strict=True):
            if state != before:
                question.show_state(state)
            else:
                question.refresh()
        self._states = states
        # What was written in it shows, such as after a step was done again.
        self._shut = self._shut and row.empty
        self._show_fold()

    def refresh_known(self) -> None:
        """What is known besides has changed."""
        for question in self.questions:
            question.refresh_known()

    def stand(self, place: int, count: int, *, removable: bool) -> None:
        """Stand at ``place`` of ``count`` rows."""
        self.tools.stand(place, count)
        show_if(self.tools, shown=not self.fixed and removable)
        show_if(self.grip, shown=not self.fixed and count > 1)
        if self.title is not None and not self.line and self.title.words != str(place + 1):
            self.title.say(str(place + 1))
        for question in self.questions:
            # What a column asks is said once, in the first row; a screen reader hears it in each.
            question.show_help(shown=place == 0)
        #: %1 is the place of a row, from 1; %2 is the question that it belongs to.
        name = self.tr("Row %1, %2").replace("%1", str(place + 1))
        state = self._model.state(self._field.id)
        self.setAccessibleName(self.line or name.replace("%2", state.label))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        tools = [] if is_away(self.tools) else self.tools.stops()
        if self.unfold is not None and self.folded:
            reactions = [] if self.reactions is None else self.reactions.stops()
            return [self.unfold, *reactions, *tools]
        return [*(stop for each in self.questions for stop in each.stops()), *tools]

    def give_keys(self, column: str = "") -> QWidget | None:
        """Give the keys to a column of it, or to the first."""
        if self.unfold is not None and self.folded:
            self.unfold.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return self.unfold
        shown = [each for each in self.questions if each.state.show is not Show.HIDDEN]
        wanted = next((q for q in shown if column in {q.place.column, ""}), None)
        # What belongs to "other" has the name of its column before it.
        wanted = wanted or next((q for q in shown if column.startswith(q.place.column)), None)
        return None if wanted is None else wanted.give_keys(wanted.place, by_hand=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with Up and Down moves the row."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = _STEPS.get(Qt.Key(event.key()))
        if alt and step is not None and not self.fixed:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        states = self._model.held.columns(self._field.id, self.row)
        self._states = states
        for state in states:
            place = Place(self._field.id, self.row.id, state.field.id)
            question = self._make(
                self._kit, self._model, place, state, self._inside, small=True, bare=self.single
            )
            question.asked.connect(self.asked)
            question.sight.connect(self.sight)
            question.caret.connect(self.caret)
            self.questions.append(question)
        for question in self.questions[:-1]:
            question.entered.connect(self.onward)
        self.questions[-1].entered.connect(self.entered)
        self._inner = QVBoxLayout(self._inside)
        self._inner.setContentsMargins(0, 0, 0, 0)
        for question in self.questions:
            self._inner.addWidget(question)
        if self.single:
            self._lay_out_line()
        else:
            self._lay_out_card()
        self._kit.look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        px = self._kit.look.px
        self._inner.setSpacing(px(10))
        self._outer.setContentsMargins(0, 0, 0, px(4 if self.single else _GAP))
        self._outer.setSpacing(px(4))

    def _lay_out_line(self) -> None:
        outer = self._outer
        row = QHBoxLayout()
        row.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.grip, 0, top)
        row.addWidget(self._inside, 1)
        row.addWidget(self.tools, 0, top)
        outer.addLayout(row)

    def _lay_out_card(self) -> None:
        px = self._kit.look.px
        outer = self._outer
        outer.addWidget(Rule(self._kit.look, self))
        head = QHBoxLayout()
        head.addStrut(px(_HEAD))
        head.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignVCenter
        head.addWidget(self.grip, 0, middle)
        self.title = Words(self._kit.look, self.line, Type.LABEL, self)
        head.addWidget(self.title, 1, middle)
        head.addWidget(self.tools, 0, middle)
        outer.addLayout(head)
        outer.addWidget(self._inside)

    def _show_fold(self) -> None:
        """A row that stings is folded with its words; what it offers stays in sight."""
        folded = self.folded
        if not folded and self.unfold is None:
            return
        unfold, reactions = self._made_folds()
        focus = QApplication.focusWidget()
        had = focus is not None and self._inside.isAncestorOf(focus)
        show_if(unfold, shown=folded)
        if folded and had:
            unfold.setFocus(Qt.FocusReason.OtherFocusReason)
        show_if(self._inside, shown=not folded)
        held = [each for state in self._states for each in state.reactions if each.folds]
        emergency = self._model.held.facts.emergency
        reactions.show_held(held if folded else [], emergency)

    def _made_folds(self) -> tuple[Link, Reactions]:
        """What unfolds the row, and what it offers meanwhile; made when it folds first."""
        if self.unfold is None or self.reactions is None:
            #: Shows a row that has folded itself.
            word = self.tr("Open this row")
            self.unfold = Link(self._kit.look, self._kit.icons, self, word)
            if self.line:
                self.unfold.setAccessibleName(f"{word}: {self.line}")
            self.unfold.clicked.connect(self._open)
            self.reactions = Reactions(self._kit, self)
            self.reactions.asked.connect(self.asked)
            self._outer.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeading)
            self._outer.addWidget(self.reactions)
        return self.unfold, self.reactions

    def _open(self) -> None:
        self._opened = True
        self._show_fold()
        self.give_keys()
        self.sight.emit(self)


class RowSlot(QWidget):
    """The place of a row, and the row once it is made. It is cheap, since there may be hundreds."""

    def __init__(
        self, row: Row, fill: Callable[[RowSlot], None], high: int, parent: QWidget
    ) -> None:
        """The place of ``row``, ``high`` pixels high until ``fill`` puts the row into it."""
        super().__init__(parent)
        self.row = row
        self.card: RowCard | None = None
        self._fill = fill
        self._due = False
        self.setFixedHeight(high)

    def put(self, card: RowCard) -> None:
        """Hold the row from now on, as high as it is."""
        self.card = card
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.setMinimumHeight(0)
        self.setMaximumHeight(_HIGHEST)
        show_if(card, shown=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """It is about to be seen: make the row, as soon as nothing is being painted."""
        super().paintEvent(event)
        if self.card is None and not self._due:
            self._due = True
            QTimer.singleShot(0, self, lambda: self._fill(self))


def single(field: Field) -> bool:
    """Whether a row is one line: one thing to write, without a word that needs saying."""
    columns = field.columns
    return len(columns) == 1 and columns[0].type in _LINE
