"""A whole form: what is asked first, and the rest behind "More, if you like".

It stands in a page that scrolls and says what of it is to be seen. The page belongs to a screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from safeharbor.domain.form_rules import Show, arranged
from safeharbor.domain.sheet import Fear, Gate
from safeharbor.ui.announce import announce
from safeharbor.ui.sheet.column import Column
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.sheet.gate_view import GateView
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.question import Question, question_of
from safeharbor.ui.sheet.row_tools import RowTools
from safeharbor.ui.sheet.rows import RowsInput
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.sheet.small_link import SmallLink
from safeharbor.ui.sheet.watch import Watch
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.surfaces import LitNote, Rule
from safeharbor.ui.widgets.words import Words

_GAP: Final = 24
_QUESTION: Final = 90
"""About how high a question is."""
_SEEN: Final = 1100
"""What is further down than this is not seen at once."""


class FormView(Column):
    """The column of questions."""

    def __init__(
        self,
        kit: Kit,
        model: FormModel,
        parent: QWidget | None = None,
        *,
        gate: FearGate | None = None,
        first: Collection[str] = (),
        skips: bool = False,
    ) -> None:
        """All of ``model``.

        Args:
            kit: what to make it with.
            model: the form.
            parent: the widget it stands in.
            gate: the question about fear; None where it is not asked.
            first: the fields that stand open in place of the sheet's own.
            skips: whether "Skip this" stands beside each question.
        """
        super().__init__(parent)
        self._kit = kit
        self._model = model
        self._skips = skips
        self._high = 0
        self._gaps: list[QSpacerItem] = []
        self._note: QVBoxLayout | None = None
        self._watch = Watch(model, self)
        self._opened, self._later = arranged(model.sheet, first)
        self.gate = None if gate is None else GateView(kit, gate, model, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lay_out_head()
        self._body = QWidget(self)
        self._questions = QVBoxLayout(self._body)
        self._questions.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._body)
        for name in self._opened:
            self._add(name)
        self._lay_out_foot()
        kit.look.changed.connect(self._measure)
        self._measure()
        self._connect()
        self._show_gate()

    @property
    def questions(self) -> dict[str, Question]:
        """The questions that are made, by their fields."""
        return self._watch.questions

    def unfold(self) -> None:
        """Show all questions."""
        if is_away(self.more):
            return
        self._unfold()
        first = next((self.questions[n] for n in self._later if self._is_there(n)), None)
        if first is not None:
            first.give_keys(Place(first.place.field))
            self.begun.emit(first)
        self.more.hide()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        found = [] if self.gate is None else self.gate.stops()
        if not is_away(self._body):
            found += self._question_stops()
        return found if is_away(self.again) else [*found, self.again]

    def give_keys(self) -> None:
        """Give the keys to the first thing that can be answered."""
        stop = next((each for each in self._first_stops() if each.isVisibleTo(self)), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_place(self, place: Place) -> None:
        """Put a place in sight and give it the keys."""
        if place.field in self._later and not is_away(self.more):
            self._unfold()
            self.more.hide()
        name = self._owner(place.field)
        question = self.questions.get(name)
        if question is None or is_away(question):
            return
        receiver = question.give_keys(place, by_hand=True)
        self.sight.emit(question if receiver is None else receiver)

    def escape(self) -> bool:
        """Close what is open in a question, such as a small month; whether anything was."""
        inputs = [question.input for question in self.questions.values()]
        return any(each.fold() for each in inputs if each is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo are for the whole form."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._model.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._model.redo()
        else:
            super().keyPressEvent(event)

    def _lay_out_head(self) -> None:
        sheet, look = self._model.sheet, self._kit.look
        self.safety: Words | None = None
        if sheet.safety:
            note = LitNote(look, self)
            self._note = QVBoxLayout(note)
            self.safety = Words(look, sheet.safety, Type.BODY, note)
            self._note.addWidget(self.safety)
            self._column.addWidget(note)
            self._add_gap()
        if self.gate is not None:
            self._column.addWidget(self.gate)
        self.intro: Words | None = None
        if sheet.intro:
            self.intro = Words(look, sheet.intro, Type.READING, self, color="muted")
            self._column.addWidget(self.intro)
            self._add_gap()

    def _lay_out_foot(self) -> None:
        kit, leading = self._kit, Qt.AlignmentFlag.AlignLeading
        self.more = Link(kit.look, kit.icons, self, self.tr("More, if you like"))
        self.more.setAccessibleIdentifier("sheet.more")
        self.more.clicked.connect(self.unfold)
        self._questions.addWidget(self.more, 0, leading)
        self.more.setVisible(bool(self._later))
        self.again = SmallLink(kit, self, self.tr("Ask about safety again"))
        self._add_gap()
        self._column.addWidget(self.again, 0, leading)

    def _add_gap(self) -> None:
        gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._gaps.append(gap)
        self._column.addItem(gap)

    def _measure(self) -> None:
        px = self._kit.look.px
        for gap in self._gaps:
            gap.changeSize(0, px(_GAP), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._questions.setSpacing(px(_GAP))
        if self._note is not None:
            self._note.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.invalidate()

    def _connect(self) -> None:
        model = self._model
        self._watch.laid_out.connect(self.laid_out)
        model.value_changed.connect(self._on_value)
        model.row_changed.connect(self._on_value)
        model.settings_changed.connect(self._show_gate)
        model.returned.connect(self.show_place)
        if self.gate is not None:
            self.gate.settled.connect(self._on_gate)
            self.gate.asked.connect(self.asked)
            self.again.clicked.connect(self.gate.ask_again)

    def _add(self, name: str) -> None:
        kit, model = self._kit, self._model
        question = Question(
            kit,
            model,
            Place(name),
            model.state(name),
            self._body,
            skips=self._skips,
            seen=self._high < kit.look.px(_SEEN),
        )
        rows = question.input.stack.estimate if isinstance(question.input, RowsInput) else 0
        self._high += kit.look.px(_QUESTION) + rows
        question.asked.connect(self.asked)
        question.entered.connect(self._go_on)
        question.skipped.connect(lambda: self._skip(name))
        question.sight.connect(self.sight)
        question.told.connect(self.told)
        question.caret.connect(self.caret)
        question.shifted.connect(self.shifted)
        self._watch.add(question)
        self._questions.addWidget(question)

    def _unfold(self) -> None:
        self._questions.addWidget(Rule(self._kit.look, self._body))
        for name in self._later:
            self._add(name)
            # Only what is shown can be given the keys.
            shown = self._model.state(name).show is not Show.HIDDEN
            show_if(self.questions[name], shown=shown)
        self.laid_out.emit()

    def _is_there(self, name: str) -> bool:
        return name in self.questions and bool(self.questions[name].stops())

    def _first_stops(self) -> Iterator[QWidget]:
        """What Tab visits, asked for one by one: rows make what Tab can come to in them."""
        if self.gate is not None:
            yield from self.gate.stops()
        if not is_away(self._body):
            for name in self._opened:
                rows = self.questions[name].input
                if isinstance(rows, RowsInput) and rows.cards and not is_away(self.questions[name]):
                    yield from rows.cards[0].stops()
                yield from self.questions[name].stops()

    def _question_stops(self) -> list[QWidget]:
        found = [stop for name in self._opened for stop in self.questions[name].stops()]
        if not is_away(self.more):
            found.append(self.more)
        later = (self.questions[name] for name in self._later if name in self.questions)
        return found + [stop for question in later for stop in question.stops()]

    def _owner(self, field_id: str) -> str:
        """The field that a text beside "other" belongs to."""
        if field_id in self.questions:
            return field_id
        owners = (name for name in self.questions if field_id.startswith(f"{name}_"))
        return next(owners, field_id)

    def _on_value(self, _field_id: str) -> None:
        if self.gate is not None and self._model.sheet.gate is Gate.NAMED:
            self._show_gate()

    def _show_gate(self) -> None:
        """The question about fear comes before all others, and alone, unless it came up later."""
        model = self._model
        self.again.setVisible(
            self.gate is not None and model.held.gated and model.held.fear is Fear.NO
        )
        if self.gate is None:
            return
        self.gate.refresh()
        alone = self.gate.asking and model.sheet.gate is Gate.ALWAYS
        self._body.setVisible(not alone)
        if self.intro is not None:
            self.intro.setVisible(not alone)

    def _on_gate(self) -> None:
        """It was answered: on to what can help, or to the first question."""
        self._show_gate()
        self.laid_out.emit()
        gate = self.gate
        if gate is None or gate.asking:
            return
        if gate.words:
            announce(self, gate.words)
        guards = self._model.held.fear is not None and self._model.held.fear.guards
        first = gate.stops() if guards else self._question_stops()
        stop = next((each for each in first if each.isVisibleTo(self)), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_on(self) -> None:
        """To what Tab would visit after this question, past the tools of a row."""
        stops = [stop for stop in self.stops() if stop.isVisibleTo(self)]
        focus = QApplication.focusWidget()
        place = next((n for n, stop in enumerate(stops) if stop is focus), -1)
        asked = question_of(focus)
        after = (
            stop
            for stop in stops[place + 1 :]
            if (asked is None or not asked.isAncestorOf(stop))
            and not isinstance(stop.parentWidget(), RowTools)
        )
        there = next(after, None)
        if there is not None:
            there.setFocus(Qt.FocusReason.TabFocusReason)
            self.sight.emit(there)

    def _skip(self, name: str) -> None:
        shown = [each for each in self.questions if self._is_there(each)]
        place = shown.index(name) + 1
        if place < len(shown):
            self.show_place(Place(shown[place]))
        elif not is_away(self.more):
            self.more.setFocus(Qt.FocusReason.ShortcutFocusReason)
