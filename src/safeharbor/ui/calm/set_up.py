"""The page of one exercise: begin it, and what can be chosen about it before.

Begin stands first, so that nothing has to be chosen. Below it every choice says what follows from
it, then what to know first, and last, folded up, what the exercise rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from safeharbor.domain.breathing import Pattern
from safeharbor.domain.exercise import Area, Exercise, Need
from safeharbor.ui.breathe.form import Form
from safeharbor.ui.calm.forms import FormPicker
from safeharbor.ui.calm.lengths import Lengths
from safeharbor.ui.calm.pills import Pills
from safeharbor.ui.calm.reading import About
from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.exercise.talk import ExerciseTalk
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.options import Option, Tick
from safeharbor.ui.widgets.why import Why

_TICKS: Final = 240
"""The least width of a column of ticks."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What every page of an exercise begins and ends with.

    Attributes:
        title: what it is called.
        line: one sentence about it.
        about: what can be read about it.
        ask_before: whether somebody wants to be asked how strong it is, before it begins.
    """

    title: str
    line: str
    about: About = field(default_factory=About)
    ask_before: bool = False


class SetUp(Stack):
    """The parts that every exercise has."""

    begin = Signal()
    settings = Signal()
    """The settings of sound are to be shown."""
    unfolded = Signal(object)
    """There is more to be seen; carries the widget."""
    before_wanted = Signal(bool)
    """Somebody wants to be asked how strong it is, or does so no longer."""

    def __init__(self, bench: Bench, heading: Heading) -> None:
        """The head; what can be chosen is added by ``_fill``."""
        super().__init__(bench)
        self.heading_words = heading
        self.title = self.words(heading.title, Type.TITLE)
        if heading.line:
            self.gap(4)
            self.words(heading.line, Type.READING, color="muted")
        self.gap(20)
        #: Begins an exercise.
        word = self.tr("Begin")
        self.go = self.button("calm.begin", word, self._on_begin, kind=Kind.PRIMARY, height=48)
        self.alone(self.go)

    def first_wrong(self) -> QWidget | None:
        """What has to be looked at before it can begin."""
        return None

    def _on_begin(self) -> None:
        self.begin.emit()

    def _add_sound(self) -> None:
        hint = self.tr("Tones and a voice are off until you choose them in Settings.")
        self.heading(self.tr("Sound"), hint)
        self.beside(self.link("calm.sound", self.tr("Sound in Settings"), self.settings.emit))

    def _add_before(self) -> None:
        heading = self.heading_words
        self.heading(self.tr("Before it begins"))
        self.before = self._tick(
            "calm.before",
            self.tr("Ask how strong it is"),
            self.tr("From 0 to 10, before every exercise. No answer is fine."),
            on=heading.ask_before,
        )
        self.before.toggled.connect(self.before_wanted)
        self.part(self.before, [self.before])

    def _add_about(self) -> None:
        about = self.heading_words.about
        if about.cautions:
            self.heading(self.tr("Good to know"))
            for number, caution in enumerate(about.cautions):
                self.gap(12 if number else 6)
                self.words(caution, Type.BODY)
        if about.why is not None:
            self.gap(24)
            self.rule()
            self.gap(8)
            read = [f"{each.name}. {each.about} {each.where}" for each in about.sources]
            why = about.why
            self.why = Why(self.bench, "calm.why", why.studied, why.sure, lambda: read)
            self.why.unfolded.connect(self.unfolded)
            self.part(self.why, self.why.stops())
        self.gap(32)
        self.column.addStretch()

    def _tick(self, ident: str, word: str, meaning: str = "", *, on: bool) -> Tick:
        tick = Tick(self.bench.look, self.bench.icons, self, word, meaning)
        tick.setChecked(on)
        tick.setAccessibleIdentifier(ident)
        return tick


class BreathSetUp(SetUp):
    """The page of a way of breathing."""

    varied = Signal(object)
    """Another form of the pattern was chosen; carries the Pattern."""
    lasting = Signal(object)
    """Another length was chosen: seconds, None for no end."""
    formed = Signal(object)
    """Another Form of the picture was chosen."""

    def __init__(
        self,
        bench: Bench,
        heading: Heading,
        *,
        variants: Sequence[Pattern],
        pattern: Pattern,
        seconds: float | None,
        form: Form,
        still: bool,
        tools: Sequence[tuple[str, str, Callable[[], object]]] = (),
    ) -> None:
        """What is chosen so far about one way of breathing.

        Args:
            bench: what to make it with.
            heading: its words.
            variants: the pattern and the forms of it.
            pattern: which of them is chosen.
            seconds: how long; None for no end.
            form: the form of the picture.
            still: whether words and a bar stand in its place.
            tools: what else can be done with it: a name, a word and an act each.
        """
        super().__init__(bench, heading)
        if tools:
            self.gap(8)
            self.beside(*(self.link(name, word, act) for name, word, act in tools))
        self.heading(self.tr("How long"))
        self.gap(6)
        self.lengths = Lengths(bench, pattern, seconds)
        self.lengths.chosen.connect(self.lasting)
        self.part(self.lengths, self.lengths.stops())
        if len(variants) > 1:
            self._add_variants(variants, pattern)
        self._add_form(form, still=still)
        self._add_sound()
        self._add_before()
        self._add_about()

    def first_wrong(self) -> QWidget | None:
        """The number of minutes, where it is none."""
        return self.lengths.first_wrong()

    def _add_variants(self, variants: Sequence[Pattern], pattern: Pattern) -> None:
        #: Which form of a pattern is breathed: as usual, smaller, without holds.
        self.heading(self.tr("Which way"))
        holder = Stack(self.bench, self)
        self.variants: dict[str, Option] = {}
        for each in variants:
            talk = self.bench.talk
            word, meaning = talk.variant(each), talk.phases(each)
            option = Option(self.bench.look, holder, word, meaning)
            option.setAccessibleIdentifier(f"calm.variant.{each.id}")
            option.setChecked(each.id == pattern.id)
            option.clicked.connect(lambda *_, each=each: self.varied.emit(each))
            holder.part(option, [option])
            self.variants[each.id] = option
        self.part(holder, holder.stops())

    def _add_form(self, form: Form, *, still: bool) -> None:
        #: The form in which a breath is shown.
        self.heading(self.tr("Shown as"))
        if still:
            hint = self.tr("Less motion is on: words and a bar take the place of all three.")
            self.words(hint, Type.SMALL, color="muted")
        self.gap(6)
        self.form = FormPicker(self.bench.look, self, form)
        self.form.chosen.connect(self.formed)
        self.part(self.form, list(self.form.cells.values()))


class ScriptSetUp(SetUp):
    """The page of an exercise with a script."""

    chosen = Signal()
    """Something was chosen by hand."""

    def __init__(
        self,
        bench: Bench,
        heading: Heading,
        exercise: Exercise,
        *,
        areas: frozenset[str],
        minutes: int | None,
        needs: frozenset[Need],
        by_hand: bool,
        room: int,
    ) -> None:
        """What is chosen so far about ``exercise``.

        Args:
            bench: what to make it with.
            heading: its words.
            exercise: the exercise.
            areas: the ids of the places of the body that are kept.
            minutes: how long, None where it lasts as long as it is written.
            needs: what somebody does it without.
            by_hand: whether each step stays.
            room: pixels that a row has.
        """
        super().__init__(bench, heading)
        self._exercise = exercise
        self._room = room
        self.areas: dict[str, Tick] = {}
        self.needs: dict[Need, Tick] = {}
        self.minutes: Pills[int] | None = None
        if len(exercise.minutes) > 1:
            self._add_minutes(exercise.minutes, minutes)
        if exercise.areas:
            self._add_areas(exercise.areas, areas)
        self._add_steps(needs, by_hand=by_hand)
        self._add_sound()
        self._add_before()
        self._add_about()

    @property
    def kept(self) -> frozenset[str] | None:
        """The ids of the places of the body that are kept; None where it has none."""
        if not self.areas:
            return None
        return frozenset(area for area, tick in self.areas.items() if tick.isChecked())

    @property
    def length(self) -> int | None:
        """The minutes that are chosen."""
        return None if self.minutes is None else self.minutes.value

    def needed(self, before: frozenset[Need]) -> frozenset[Need]:
        """What somebody does it without; what this page does not ask stays as it was ``before``."""
        chosen = {need for need, tick in self.needs.items() if tick.isChecked()}
        return frozenset((before - set(self.needs)) | chosen)

    def _add_minutes(self, minutes: Sequence[int], chosen: int | None) -> None:
        self.heading(self.tr("How long"))
        self.gap(6)
        talk = self.bench.talk
        answers = [(number, talk.lasting(number * 60.0)) for number in minutes]
        value = chosen if chosen is not None and chosen in minutes else minutes[0]
        self.minutes = Pills(self.bench.look, self, self.tr("How long"), answers, value)
        self.minutes.chosen.connect(lambda _: self.chosen.emit())
        self.part(self.minutes, list(self.minutes.pills.values()))

    def _add_areas(self, areas: Sequence[Area], kept: frozenset[str]) -> None:
        hint = self.tr("Leave out any place. What is off stays off until you choose it.")
        self.heading(self.tr("Places of the body"), hint)
        for area in areas:
            tick = self._tick(f"calm.area.{area.id}", area.name, on=area.id in kept)
            tick.clicked.connect(self.chosen)
            self.areas[area.id] = tick
        self._add_grid(list(self.areas.values()))

    def _add_steps(self, needs: frozenset[Need], *, by_hand: bool) -> None:
        asked = {need for step in self._exercise.steps for need in step.swaps}
        hint = self.tr("Other words, where a step would not suit.") if asked else ""
        self.heading(self.tr("How you do it"), hint)
        talk = ExerciseTalk(self)
        for need in (each for each in Need if each in asked):
            self.needs[need] = self._tick(
                f"calm.need.{need.value}", *talk.need(need), on=need in needs
            )
            self.needs[need].clicked.connect(self.chosen)
            self.part(self.needs[need], [self.needs[need]])
        meaning = self.tr("Each step stays until you press Next.")
        self.by_hand = self._tick("calm.by_hand", self.tr("By hand"), meaning, on=by_hand)
        self.by_hand.clicked.connect(self.chosen)
        self.part(self.by_hand, [self.by_hand])

    def _add_grid(self, ticks: Sequence[Tick]) -> None:
        """In two columns where there is room; read down, then across."""
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        columns = 2 if self._room >= 2 * self.bench.look.px(_TICKS) else 1
        rows = -(-len(ticks) // columns)
        for number, tick in enumerate(ticks):
            grid.addWidget(tick, number % rows, number // rows)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.part(holder, ticks)
