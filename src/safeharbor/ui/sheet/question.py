"""One question of a form: its words, the way of answering, and all that is said about it.

It writes into the form and shows what stands there. The steps of guides ask with the same
questions, one by one.
"""

from __future__ import annotations

import operator
from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from safeharbor.domain.answers import Value
from safeharbor.domain.form_rules import FieldState, Show
from safeharbor.domain.hints import find, notes, of_field
from safeharbor.domain.sheet import OTHER, FieldType
from safeharbor.ui.sheet.aids import Aids
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.fields.make import make_input
from safeharbor.ui.sheet.fields.options_input import OptionsInput
from safeharbor.ui.sheet.fields.person import PersonInput
from safeharbor.ui.sheet.fields.text import LONGEST, TextInput
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.keep_tick import KeepTick
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.notes import Notes, Reactions
from safeharbor.ui.sheet.offer import Offer
from safeharbor.ui.sheet.question_head import QuestionHead
from safeharbor.ui.sheet.rows import RowsInput
from safeharbor.ui.sheet.sentences import sentences
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.sheet.small_link import SmallLink, SmallLinks
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.words import Words

_HELP_ABOVE: Final = frozenset({FieldType.CHOICE, FieldType.MULTI, FieldType.ROWS, FieldType.LINK})
_NARROW: Final = frozenset({FieldType.PERSON, FieldType.DATE})
_MOST_NARROW: Final = 340


class Question(QWidget):
    """A question at a place of a form."""

    asked = Signal(str)
    """Somebody wants to go to ``ex:ID``, ``ws:ID``, ``step:ID``, or what ``notes`` names."""
    entered = Signal()
    """Enter was pressed in a line: on to what comes next."""
    skipped = Signal()
    """It is passed over."""
    sight = Signal(object)
    """This widget of it is to be seen."""
    told = Signal(object)
    """Something was said in this widget of it."""
    caret = Signal(object)
    """The same, as far as the caret in it goes."""
    shifted = Signal(object, int)
    """This widget of it is higher now by so many pixels, without anybody's doing."""

    head: QuestionHead | None = None
    input: Input | None = None
    help: Words | None = None
    offer: Offer | None = None
    keep: KeepTick | None = None
    aids: Aids | None = None
    said: Notes | None = None
    reactions: Reactions | None = None

    def __init__(
        self,
        kit: Kit,
        model: FormModel,
        place: Place,
        state: FieldState,
        parent: QWidget | None = None,
        *,
        small: bool = False,
        skips: bool = False,
        bare: bool = False,
        seen: bool = True,
    ) -> None:
        """A question as ``state`` says.

        Args:
            kit: what to make it with.
            model: the form.
            place: where the answer goes.
            state: its words, its options, and whether it is there.
            parent: the widget it stands in.
            small: whether it stands in a row.
            skips: whether "Skip this" stands beside it.
            bare: without its words, where those around it say what is asked.
            seen: whether it is likely to be seen at once.
        """
        super().__init__(parent)
        self._kit = kit
        self._model = model
        self._small = small
        self._bare = bare
        self._opened = False
        self._seen = seen
        self._helps = not bare
        self._told = (0, 0)
        self.place = place
        self.state = state
        self._links: list[SmallLink] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if not bare:
            self._make_head(skips=skips)
        self._inside = QWidget(self)
        self._parts = QVBoxLayout(self._inside)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._inside)
        kit.look.changed.connect(self._measure)
        self._measure()
        self.show_state(state)

    @property
    def folded(self) -> bool:
        """Whether only its label can be seen."""
        return self.state.show is Show.FOLDED and not self._opened

    def show_state(self, state: FieldState) -> None:
        """Stand as ``state`` says."""
        self.state = state
        show_if(self, shown=state.show is not Show.HIDDEN)
        folded = self.folded
        if self.head is not None:
            self.head.say(state, folded=folded)
        if not folded and self.input is None and state.show is not Show.HIDDEN:
            self._fill()
        show_if(self._inside, shown=not folded)
        if self.input is None:
            return
        self._show_help()
        self.input.rename(self._name())
        self.input.describe(state.help)
        self.input.offer(state.options)
        self._show_aids()
        self.refresh()

    def refresh(self) -> None:
        """Show what stands at its place now."""
        if self.input is None:
            return
        model, place = self._model, self.place
        self.input.show_value(model.held.value(place))
        if self.state.field.type in {FieldType.CHOICE, FieldType.MULTI}:
            self.input.show_other(model.held.text(place.beside(OTHER)))
        if self.keep is not None:
            self.keep.refresh()
        self._say()
        if self.offer is not None:
            self.offer.refresh()

    def show_help(self, *, shown: bool) -> None:
        """Whether its help is seen; a screen reader hears it in any case."""
        self._helps = shown and not self._bare
        self._show_help()

    def refresh_known(self) -> None:
        """What is known besides has changed: names, words to mark."""
        if isinstance(self.input, PersonInput):
            self.input.know(self._model.people)
        if isinstance(self.input, RowsInput):
            self.input.refresh_known()
        self.refresh()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        if self.state.show is Show.HIDDEN:
            return []
        found = [] if self.head is None else self.head.stops()
        if self.folded or self.input is None:
            return found
        found += self.input.stops()
        if self.keep is not None:
            found.append(self.keep)
        found += [link for link in self._links if not is_away(link)]
        for part in (self.aids, self.reactions):
            if part is not None and not is_away(part):
                found += part.stops()
        skip = None if self.head is None else self.head.skip
        return found if skip is None else [*found, skip]

    def give_keys(self, place: Place, *, by_hand: bool = False) -> QWidget | None:
        """Give the keys to what stands for ``place`` in it; gives that, None where there is none.

        What is folded unfolds, since somebody has written there already.
        """
        if self.folded:
            self._open()
        if isinstance(self.input, RowsInput) and place.row:
            return self.input.give_keys(place)
        receiver = None if self.input is None else self.input.receiver()
        if receiver is not None:
            reason = Qt.FocusReason
            receiver.setFocus(reason.OtherFocusReason if by_hand else reason.ShortcutFocusReason)
        return receiver

    def _make_head(self, *, skips: bool) -> None:
        self.head = QuestionHead(self._kit, self, small=self._small, skips=skips)
        self.head.skipped.connect(self.skipped)
        self.head.opened.connect(self._open)
        self._column.addWidget(self.head)

    def _name(self) -> str:
        """What a screen reader calls it: in a row, with the row it belongs to."""
        if not self.place.row:
            return self.state.label
        row = self._model.held.row(self.place.field, self.place.row)
        line = self._model.held.line(self.place.field, row)
        return f"{line}, {self.state.label}" if line else self.state.label

    def _open(self) -> None:
        self._opened = True
        self.show_state(self.state)
        receiver = None if self.input is None else self.input.receiver()
        if receiver is not None:
            receiver.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sight.emit(self)

    def _fill(self) -> None:
        """Make the way of answering, when it is seen for the first time."""
        kit, field = self._kit, self.state.field
        if field.type is FieldType.ROWS:
            made: Input = RowsInput(
                kit, self._model, self.place.field, Question, self._inside, seen=self._seen
            )
        else:
            made = make_input(kit, self._inside, self.state, small=self._small)
        self.input = made
        column = f".{self.place.column}" if self.place.row else ""
        made.set_keys(f"sheet.{self.place.field}{column}")
        self._parts.addWidget(made)
        self._measure()
        self._connect(made)
        self._add_keep()
        self._add_below()

    def _connect(self, made: Input) -> None:
        made.written.connect(self._on_written)
        made.other_written.connect(self._on_other)
        made.rested.connect(self._model.seal)
        made.entered.connect(self.entered)
        made.opened.connect(self.asked)
        made.grown.connect(self.sight)
        made.caret_moved.connect(self.caret)
        if isinstance(made, RowsInput):
            made.shifted.connect(self.shifted)
        if isinstance(made, TextInput):
            made.too_long.connect(self._say_too_long)
        if isinstance(made, PersonInput):
            made.know(self._model.people)

    def _show_help(self) -> None:
        """Above what is chosen from, below what is written; made when it is seen first."""
        shown = self._helps and bool(self.state.help)
        if self.input is None or (self.help is None and not shown):
            return
        if self.help is None:
            self.help = Words(self._kit.look, "", Type.SMALL, self._inside, color="muted")
            below = self.state.field.type not in _HELP_ABOVE
            self._parts.insertWidget(self._parts.indexOf(self.input) + below, self.help)
        if self.help.words != self.state.help:
            self.help.say(self.state.help)
        show_if(self.help, shown=shown)

    def _measure(self) -> None:
        px = self._kit.look.px
        gap = px(2 if self._small else 4)
        self._column.setSpacing(gap)
        self._parts.setSpacing(gap)
        if self.input is not None and self.state.field.type in _NARROW and not self._small:
            self.input.setMaximumWidth(px(_MOST_NARROW))

    def _add_keep(self) -> None:
        field = self.state.field
        if not field.stored and field.keep_label:
            self.keep = KeepTick(self._kit, self._model, field, self._inside)
            self._parts.addWidget(self.keep)

    def _add_below(self) -> None:
        """What could stand there, what helps, and the links to both in one line."""
        kit, field = self._kit, self.state.field
        if field.suggest is not None and not self.place.row:
            self.offer = Offer(kit, self._model, field.id, self._inside)
            self.offer.acted.connect(lambda: self.give_keys(self.place, by_hand=True))
            self._parts.addWidget(self.offer)
            self.offer.grown.connect(self.sight)
            if self.input is not None:
                self.input.rested.connect(self.offer.rest)
            self._links += [self.offer.see, self.offer.take, self.offer.own]
        varied = any(each.example for each in field.variants)
        if field.example or varied or field.ready or field.frame:
            self.aids = Aids(kit, self._inside, self.state.label)
            self.aids.taken.connect(self._on_taken)
            self.aids.grown.connect(self.sight)
            self._links += [self.aids.example, self.aids.words]
        if self._links:
            line = SmallLinks(kit.look, self._inside, *self._links)
            self._parts.addWidget(line)
            for part in (self.offer, self.aids):
                if part is not None:
                    part.turned.connect(line.settle)
            line.settle()
        if self.aids is not None:
            self._parts.addWidget(self.aids)

    def _show_aids(self) -> None:
        field = self.state.field
        if self.aids is not None:
            ready = (*((field.frame,) if field.frame else ()), *field.ready)
            self.aids.offer(self.state.label, self.state.example, ready)

    def _say(self) -> None:
        """Everything that is said about what stands there."""
        said = [*sentences(self._model.held, self.place, self.state), *self._hinted()]
        if said or self.said is not None:
            self._said_below().say(said)
        held = self.state.reactions
        if self.reactions is None and held:
            self.reactions = Reactions(self._kit, self._inside)
            self.reactions.asked.connect(self.asked)
            self._parts.addWidget(self.reactions)
        if self.reactions is not None:
            self.reactions.show_held(held, self._model.held.facts.emergency)
        more = (len(said), len(held))
        if any(map(operator.gt, more, self._told)) and has_keys(self):
            self.told.emit(self)
        self._told = more

    def _hinted(self) -> list[str]:
        """Mark words softly in what is written; gives what is said about them."""
        marked = self.input
        if isinstance(marked, OptionsInput):
            marked = marked.other
        hints = self.state.field.hints
        if not hints or not isinstance(marked, TextInput):
            return []
        spans = find(marked.box.text(), of_field(hints, self._model.lexicon))
        marked.box.mark(spans)
        return list(notes(spans))

    def _say_too_long(self) -> None:
        #: %1 is a number of letters.
        words = self.tr("That text has more than %1 letters. A journal entry has room for it.")
        self._said_below().say([words.replace("%1", QLocale().toString(LONGEST))])

    def _said_below(self) -> Notes:
        """Where sentences stand: at once below the answer."""
        if self.said is None:
            self.said = Notes(self._kit.look, self._inside)
            place = 0 if self.input is None else self._parts.indexOf(self.input) + 1
            self._parts.insertWidget(place, self.said)
        return self.said

    def _on_written(self, value: Value) -> None:
        self._model.write(self.place, value)

    def _on_other(self, words: str) -> None:
        self._model.write(self.place.beside(OTHER), words)

    def _on_taken(self, words: str) -> None:
        """Ready words go into the text; the first gap in them is chosen, to be written over."""
        if isinstance(self.input, TextInput):
            self._model.seal()
            self.input.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.input.box.add_ready(words)
            self._model.seal()


def question_of(widget: QWidget | None) -> Question | None:
    """The question that ``widget`` stands in, the innermost one; None where it stands in none."""
    while widget is not None and not isinstance(widget, Question):
        widget = widget.parentWidget()
    return widget


def has_keys(widget: QWidget) -> bool:
    """Whether something in ``widget`` has the keys."""
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus)
