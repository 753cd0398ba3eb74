"""What can be chosen about an exercise: places of the body, minutes, other words, by hand.

Before an exercise it also says what to know first, once. Nothing in it has to be answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from safeharbor.domain.exercise import Area, Need
from safeharbor.ui.exercise.following import FollowingPage
from safeharbor.ui.exercise.sitting import Choices
from safeharbor.ui.exercise.talk import ExerciseTalk
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.distress_scale import DistressScale
from safeharbor.ui.widgets.options import Option, Tick
from safeharbor.ui.widgets.words import Words

WIDTH: Final = 600
_TOP: Final = 64
_HIGH: Final = 24
"""The same in a low window."""
_COLUMN: Final = 216
"""The least width of a column of ticks."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what is chosen so far.

    Attributes:
        title: of the page.
        lead: one sentence below it.
        cautions: what to know first.
        areas: the places of the body there are; empty: they are not asked about.
        kept: the ids of those that are kept.
        minutes: the lengths there are; fewer than two are not asked about.
        length: the one that is chosen.
        needs: what somebody does without; None: not asked about.
        by_hand: whether each step stays; None: not asked about.
        before: whether to ask how strong it is.
    """

    title: str
    lead: str = ""
    cautions: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    kept: frozenset[str] = frozenset()
    minutes: tuple[int, ...] = ()
    length: int | None = None
    needs: frozenset[Need] | None = None
    by_hand: bool | None = None
    before: bool = False


class ChoosePage(FollowingPage):
    """Asks a ``Question``; ``answers`` are read when somebody goes on."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(look, parent, width=WIDTH, top=_TOP, centred=True)
        self._icons = icons
        self._talk = ExerciseTalk(self)
        self._body: QWidget | None = None
        self._grids: list[tuple[QGridLayout, list[Tick]]] = []
        self._question = Question("")
        self.areas: dict[str, Tick] = {}
        self.lengths: dict[int, Option] = {}
        self.needs: dict[Need, Tick] = {}
        self.by_hand: Tick | None = None
        self.scale: DistressScale | None = None

    def ask(self, question: Question) -> None:
        """Ask this and nothing that was asked before."""
        self._question = question
        if self._body is not None:
            self.column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.areas, self.lengths, self.needs, self._grids = {}, {}, {}, []
        self.by_hand = self.scale = None
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._fill(column, question)
        column.addStretch()
        self.column.addWidget(self._body, 1)
        self.verticalScrollBar().setValue(0)
        self.arrange()

    def answers(self, choices: Choices) -> Choices:
        """``choices`` with what was chosen here; what was not asked about stays."""
        if self.areas:
            kept = frozenset(area for area, tick in self.areas.items() if tick.isChecked())
            choices = replace(choices, areas=kept)
        for minutes, option in self.lengths.items():
            if option.isChecked():
                choices = replace(choices, minutes=minutes)
        if self.needs:
            needs = frozenset(need for need, tick in self.needs.items() if tick.isChecked())
            choices = replace(choices, needs=needs)
        if self.by_hand is not None:
            choices = replace(choices, by_hand=self.by_hand.isChecked())
        if self.scale is not None:
            choices = replace(choices, before=self.scale.value)
        return choices

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        found: list[QWidget] = [*self.areas.values()]
        found += [option for option in self.lengths.values() if option.isChecked()]
        found += self.needs.values()
        found += [self.by_hand] if self.by_hand is not None else []
        found += [self.scale.first_stop()] if self.scale is not None else []
        return found

    def begin_high(self, *, high: bool) -> None:
        """Keep less free above the title, as a low window wants it; seen when it is filled."""
        self.top = _HIGH if high else _TOP

    def arrange(self) -> None:
        """Ticks in two columns where there is room, else in one."""
        for grid, ticks in self._grids:
            columns = 2 if self.column_width >= 2 * self._look.px(_COLUMN) else 1
            rows = -(-len(ticks) // columns)
            for number, tick in enumerate(ticks):
                grid.addWidget(tick, number % rows, number // rows)
            for column in range(2):
                grid.setColumnStretch(column, 1 if column < columns else 0)

    def _fill(self, column: QVBoxLayout, question: Question) -> None:
        look = self._look
        column.addWidget(Words(look, question.title, Type.TITLE))
        if question.lead:
            column.addSpacing(look.px(8))
            column.addWidget(Words(look, question.lead, Type.READING, color="muted"))
        if question.cautions:
            self._head(column, self.tr("Good to know first"))
            for caution in question.cautions:
                column.addSpacing(look.px(8))
                column.addWidget(Words(look, caution, Type.BODY))
        if question.areas:
            self._add_areas(column, question.areas, question.kept)
        if len(question.minutes) > 1:
            self._add_minutes(column, question.minutes, question.length)
        if question.needs is not None:
            self._add_needs(column, question.needs)
        if question.by_hand is not None:
            self._add_by_hand(column, by_hand=question.by_hand)
        if question.before:
            self._head(column, self.tr("How strong is it now?"), self.tr("No answer is fine."))
            self.scale = DistressScale(look, self)
            self.follow(self.scale.cells.values())
            column.addSpacing(look.px(8))
            column.addWidget(self.scale)

    def _head(self, column: QVBoxLayout, words: str, hint: str = "") -> None:
        column.addSpacing(self._look.px(28))
        column.addWidget(Words(self._look, words, Type.LABEL))
        if hint:
            column.addWidget(Words(self._look, hint, Type.SMALL, color="muted"))

    def _add_areas(self, column: QVBoxLayout, areas: Sequence[Area], kept: frozenset[str]) -> None:
        hint = self.tr("Leave out any place. What is off stays off until you choose it.")
        self._head(column, self.tr("Places of the body"), hint)
        for area in areas:
            tick = self._tick(area.name, on=area.id in kept)
            tick.setAccessibleIdentifier(f"exercise.area.{area.id}")
            self.areas[area.id] = tick
        self._add_grid(column, list(self.areas.values()))

    def _add_needs(self, column: QVBoxLayout, needs: frozenset[Need]) -> None:
        column.addSpacing(self._look.px(16))
        for need in Need:
            tick = self._tick(*self._talk.need(need), on=need in needs)
            tick.setAccessibleIdentifier(f"exercise.need.{need.value}")
            column.addWidget(tick)
            self.needs[need] = tick

    def _add_by_hand(self, column: QVBoxLayout, *, by_hand: bool) -> None:
        column.addSpacing(self._look.px(8))
        meaning = self.tr("Each step stays until you press Next.")
        self.by_hand = self._tick(self.tr("By hand"), meaning, on=by_hand)
        self.by_hand.setAccessibleIdentifier("exercise.by_hand")
        column.addWidget(self.by_hand)

    def _add_minutes(self, column: QVBoxLayout, minutes: Sequence[int], length: int | None) -> None:
        self._head(column, self.tr("How long"))
        group = QButtonGroup(self._body)
        for number in minutes:
            option = Option(self._look, self, self.tr("%n minutes", "", number))
            option.setAccessibleIdentifier(f"exercise.minutes.{number}")
            option.setChecked(number == (length or minutes[0]))
            group.addButton(option)
            column.addWidget(option)
            self.lengths[number] = option
        self.follow(self.lengths.values())

    def _add_grid(self, column: QVBoxLayout, ticks: list[Tick]) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, self._look.px(8), 0, 0)
        grid.setSpacing(0)
        for row, tick in enumerate(ticks):
            grid.addWidget(tick, row, 0)
        self._grids.append((grid, ticks))
        column.addLayout(grid)

    def _tick(self, word: str, meaning: str = "", *, on: bool) -> Tick:
        tick = Tick(self._look, self._icons, self, word, meaning)
        tick.setChecked(on)
        self.follow([tick])
        return tick
