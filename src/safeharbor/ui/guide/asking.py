"""The blocks of a step that ask something, and what follows from how strong it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.answer_words import number_in
from safeharbor.domain.answers import Value, is_empty
from safeharbor.domain.errors import HarborError
from safeharbor.domain.form_rules import Show
from safeharbor.domain.guide import Block, BlockType, Mark
from safeharbor.domain.sheet import UNSURE, FieldType
from safeharbor.ui.announce import announce
from safeharbor.ui.guide import going
from safeharbor.ui.guide.bringing import FilledSheets
from safeharbor.ui.guide.part import Part, Place, present
from safeharbor.ui.guide.quiet import QUIET_NAMES
from safeharbor.ui.guide.strength import Change, change, is_strong
from safeharbor.ui.guide.visit import checkin
from safeharbor.ui.sheet import held
from safeharbor.ui.sheet.notes import HELP
from safeharbor.ui.sheet.question import Question
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.wrapping import WrappingButton, WrappingRow

_ABOVE: Final = 6
_APART: Final = 8


class Asking(Part):
    """A question of the form."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        """The question of ``block``, with what was answered before."""
        super().__init__(place, block, parent)
        assert block.field is not None
        self.field = block.field
        model = place.visit.model
        self.question = Question(
            place.kit,
            model,
            held.Place(self.field.id),
            model.state(self.field.id),
            self,
            skips=True,
        )
        question = self.question
        question.asked.connect(self.asked)
        question.entered.connect(self.passed)
        question.skipped.connect(self.pass_over)
        question.sight.connect(self.sight)
        question.told.connect(self.told)
        question.caret.connect(self.caret)
        question.shifted.connect(self.shifted)
        self.column.addWidget(question)
        model.value_changed.connect(self._on_value)
        model.rows_changed.connect(self._on_value)
        if block.repeat:
            self._look_back(block.repeat)
        self.quiet_names = self._quiet_switch() if block.quiet_names else None
        self.filled = self._filled_sheets() if block.filled else None

    @property
    def name(self) -> str:
        """What it is called in the list."""
        if self.block.type is BlockType.PLAN:
            #: A plan of the form "When … I will …", in the list of the parts of a step.
            return self.tr("A small plan")
        return self.question.state.label.rstrip(".:?…")

    @property
    def done(self) -> bool:
        """Answered, or passed over."""
        return self.through or self.answered

    @property
    def answered(self) -> bool:
        """Whether anything stands there."""
        answers = self.place.visit.model.held.answers
        if self.field.type is FieldType.ROWS:
            return any(not row.empty for row in answers.rows_of(self.field.id))
        return not is_empty(answers.value(self.field.id))

    @property
    def there(self) -> bool:
        """Whether the form asks it at all as it stands now."""
        return self.question.state.show is not Show.HIDDEN

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        filled = [] if self.filled is None else self.filled.stops()
        return [*self.question.stops(), *present(self.quiet_names), *filled]

    def give_keys(self) -> None:
        """To the answer."""
        self.question.give_keys(held.Place(self.field.id))

    def _on_value(self, field_id: str) -> None:
        if field_id == self.field.id:
            self.turned.emit()

    def _filled_sheets(self) -> FilledSheets:
        """The way to what somebody has filled in already."""
        made = FilledSheets(self.place, self)
        made.went.connect(self.went)
        made.turned.connect(self.turned)
        made.sight.connect(self.sight)
        self.column.addWidget(made)
        return made

    def _quiet_switch(self) -> Tick:
        """The switch of Settings, where somebody may want it."""
        kit, kept = self.place.kit, self.place.preferences
        words = self.tr(
            "A page or a tag that a guide begins is called “page” or “note”, and not what it is "
            "about."
        )
        #: A switch below a question; it is no answer to it.
        word = self.tr("Use quiet names from now on")
        tick = Tick(kit.look, kit.icons, self, word, words)
        tick.setAccessibleIdentifier("step.quiet_names")
        tick.setChecked(bool(kept.get(QUIET_NAMES, False)))
        tick.toggled.connect(self._on_quiet)
        self.column.addSpacing(kit.look.px(_APART))
        self.column.addWidget(Rule(kit.look, self))
        self.column.addWidget(tick)
        return tick

    def _on_quiet(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        with contextlib.suppress(HarborError):
            self.place.preferences.set(QUIET_NAMES, on)
        self.chose.emit(QUIET_NAMES)

    def _look_back(self, path: str) -> None:
        """Show what was answered to the same question before, without a word about it."""
        step, _, field = path.rpartition(".")
        self.place.earlier(step or self.place.visit.id, field, self._show_earlier)

    def _show_earlier(self, value: Value) -> None:
        number = number_in(value)
        said = self.field.unsure if value == UNSURE else "" if number is None else str(number)
        if said:
            #: Below a number from 0 to 10 that is asked for again; %1 is the earlier one.
            words = self.tr("Earlier: %1. A difference, or none, is information.")
            self.words(words.replace("%1", said), Type.SMALL, color="muted")


class CheckIn(Asking):
    """How strong it is, and what is offered then."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        """The number of this visit, if it was given already."""
        super().__init__(place, block, parent)
        heavy = place.visit.step.mark is Mark.HEAVY
        if heavy and place.night and not block.after:
            #: Said at night on a page that touches painful memory.
            words = self.tr("Heavy pages are often heavier at night. This one will wait.")
            self.words(words, color="muted")
        self.note = self.words("", Type.BODY)
        self.note.hide()
        self.buttons: list[Button] = []
        self.links: list[Link] = []
        self.offers = QWidget(self)
        inside = QVBoxLayout(self.offers)
        inside.setContentsMargins(0, place.kit.look.px(_ABOVE), 0, 0)
        inside.addWidget(self._offered_after() if block.after else self._offered_before())
        self.column.addWidget(self.offers)
        self._follow()

    @property
    def name(self) -> str:
        """What it is called in the list."""
        return self.tr("Check in again") if self.block.after else self.tr("Check in")

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        found = super().stops()
        return found if is_away(self.offers) else [*found, *present(*self.buttons, *self.links)]

    def _on_value(self, field_id: str) -> None:
        super()._on_value(field_id)
        before = checkin(self.place.visit.step, after=False)
        if field_id in {self.field.id, before.id if before else ""}:
            self._follow(said=True)

    def _follow(self, *, said: bool = False) -> None:
        """Offer what the number asks for."""
        value = self._value(self.field.id)
        if self.block.after:
            self._follow_after(value, said=said)
        else:
            self._show_offers(shown=is_strong(value))

    def _follow_after(self, value: Value, *, said: bool) -> None:
        before = checkin(self.place.visit.step, after=False)
        was = None if before is None else self._value(before.id)
        how = change(was, value, self.place.visit.rises)
        words = dict(self.block.notes).get(how or "", "")
        new = words and words != self.note.words
        self.note.say(words)
        show_if(self.note, shown=bool(words))
        if said and new and self.isVisible():
            announce(self, words)
        self.twice.setVisible(how is Change.TWICE)
        self.people.setVisible(how is Change.TWICE)
        rose = how in {Change.HIGHER, Change.TWICE}
        self._show_offers(shown=rose or is_strong(value))

    def _show_offers(self, *, shown: bool) -> None:
        if is_away(self.offers) is shown:
            show_if(self.offers, shown=shown)
            self.turned.emit()
            if shown:
                self.sight.emit(self)

    def _value(self, field_id: str) -> Value:
        return self.place.visit.model.held.answers.value(field_id)

    def _offered_before(self) -> QWidget:
        """Steadiness first, then the page, then another day."""
        if self.place.visit.step.mark is Mark.FIRST_AID:
            core = self.place.visit.step.core
            same = core.exercise if core is not None else going.STEADY
            more = self._button(self.tr("More of the same"), "more", lambda: self._practise(same))
            self.buttons = [more]
            if same != going.STEADY:
                word = self.tr("Look around the room")
                self.buttons.append(self._button(word, "around", self._steady))
        else:
            first = self._button(self.tr("Steady first"), "steady", self._steady, primary=True)
            go_on = self._button(self.tr("Carry on gently"), "gently", self.pass_over)
            leave = self._button(self.tr("Not today"), "not_today", self._leave)
            self.buttons = [first, go_on, leave]
        row = WrappingRow(self.place.kit.look, self, *self.buttons)
        return row if self.place.visit.step.mark is Mark.FIRST_AID else self._with_steadier(row)

    def _with_steadier(self, row: QWidget) -> QWidget:
        """Other ways to get steady, beside the one that begins by one key."""
        kit, held = self.place.kit, QWidget(self)
        titled = [(name, kit.title_of(f"ex:{name}")) for name in going.STEADIER]
        for name, title in titled:
            if title:
                act = partial(self._practise, name)
                self.links.append(self.link(title, f"steadier.{name}", act))
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(kit.look.px(_ABOVE))
        column.addWidget(row)
        column.addWidget(WrappingRow(kit.look, held, *self.links))
        return held

    def _offered_after(self) -> QWidget:
        """Something outward; another way of looking where this one does not suit."""
        titles = self.place.kit.title_of
        outward = self._link(titles(f"ex:{going.OUTWARD}"), f"ex:{going.OUTWARD}")
        self.twice = self._link(titles(f"ex:{going.OTHER_WAY}"), f"ex:{going.OTHER_WAY}")
        self.people = self._link(titles(f"step:{going.PEOPLE}"), f"step:{going.PEOPLE}")
        help_ = self._link(self.tr("Get help"), HELP)
        self.links = [outward, self.twice, self.people, help_]
        return WrappingRow(self.place.kit.look, self, *self.links)

    def _button(
        self, word: str, name: str, act: Callable[[], object], *, primary: bool = False
    ) -> Button:
        kit = self.place.kit
        kind = Kind.PRIMARY if primary else Kind.PLAIN
        made = WrappingButton(kit.look, kit.icons, self, kind=kind)
        made.dress(word)
        made.setAccessibleIdentifier(f"step.{name}")
        made.clicked.connect(lambda *_: act())
        return made

    def _link(self, word: str, target: str) -> Link:
        return self.link(word, f"go.{target}", lambda: self.asked.emit(target))

    def _steady(self) -> None:
        self._practise(going.STEADY)

    def _practise(self, exercise: str) -> None:
        self.went.emit(going.goal(f"ex:{exercise}", self.place.here))

    def _leave(self) -> None:
        """To the page for the night, or to what is calm."""
        if self.place.night and self.place.kit.title_of(f"step:{going.NIGHT}"):
            self.asked.emit(f"step:{going.NIGHT}")
        else:
            self.went.emit(going.Goal(going.CALM))
