"""Where a pattern of one's own is written: its name, its four parts, and how it moves.

Nothing is wrong before it is: a number says so as soon as it does not fit, the name when it is
missing at the end. What was typed stays, whatever it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from safeharbor.domain.own_pattern import (
    LONGEST_NAME,
    LONGEST_STAY_S,
    SECONDS,
    STAYS,
    STEP_S,
    Draft,
    Fault,
    Part,
    bounds,
    own_pattern,
)
from safeharbor.ui.calm.preview import Preview
from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.calm.step_field import StepField
from safeharbor.ui.motion import Motion
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.fields import Field, Labelled, Tone

_NAME: Final = 380
_SHOWN: Final = UUID(int=0)
"""The id of what is only looked at."""


class Editor(Stack):
    """The page."""

    edited = Signal(object)
    """Something was changed; carries the Draft."""
    kept = Signal(object)
    """It is to be kept; carries the Draft, which fits."""
    dropped = Signal()

    def __init__(
        self,
        bench: Bench,
        draft: Draft,
        motion: Motion,
        clock: Callable[[], float],
        *,
        title: str,
        caution: str,
    ) -> None:
        """Write ``draft``.

        Args:
            bench: what to make it with.
            draft: what stands in it so far.
            motion: whether the light may move.
            clock: seconds that never go back.
            title: of the page.
            caution: what to know about holding the breath, "" where it cannot be read.
        """
        super().__init__(bench)
        self._draft = draft
        self._caution = caution
        self.words(title, Type.TITLE)
        self.gap(4)
        lead = self.tr("In whole or half seconds. The light shows how it goes.")
        self.words(lead, Type.READING, color="muted")
        self.gap(20)
        self.name = self._name_field(draft.name)
        self.parts = {part: self._number(part) for part in SECONDS}
        self.preview = Preview(bench, motion, clock, self)
        self.note = self._lay_out()
        self.gap(20)
        #: Keeps a pattern that was written.
        self.keep = self.button("calm.keep", self.tr("Keep"), self._on_keep, kind=Kind.PRIMARY)
        self.cancel = self.button(
            "calm.cancel", self.tr("Cancel"), self.dropped.emit, kind=Kind.QUIET
        )
        self.beside(self.keep, self.cancel)
        self.gap(32)
        self.column.addStretch()
        self._say_numbers()
        self._show_it()

    @property
    def draft(self) -> Draft:
        """What stands in it now."""
        return self._draft

    def first_wrong(self) -> QWidget | None:
        """What has to be looked at before it can be kept."""
        faults = self._draft.faults()
        if Part.NAME in faults:
            return self.name.field
        return next((self.parts[part].field for part in SECONDS if part in faults), None)

    def _name_field(self, name: str) -> Labelled:
        field = Field(self.bench.look, self, height=40)
        field.setMaxLength(LONGEST_NAME)
        field.setText(name)
        field.setAccessibleIdentifier("calm.name")
        field.textEdited.connect(self._on_named)
        field.returnPressed.connect(self._on_keep)
        labelled = Labelled(self.bench.look, self.bench.icons, self.tr("Name"), field, self)
        labelled.setMaximumWidth(self.bench.look.px(_NAME))
        return labelled

    def _number(self, part: Part) -> StepField:
        names = {
            #: A part of a breath.
            Part.IN: self.tr("In"),
            #: A part of a breath: staying with the breath in.
            Part.FULL: self.tr("Stay, breath in"),
            #: A part of a breath.
            Part.OUT: self.tr("Out"),
            #: A part of a breath: resting with the breath out.
            Part.EMPTY: self.tr("Rest, breath out"),
        }
        least, most = bounds(part)
        number = StepField(
            self.bench,
            self,
            names[part],
            ident=f"calm.part.{part.value}",
            value=self._draft.lasting(part),
            least=least,
            most=most,
            step=STEP_S,
            #: No seconds at all of staying with the breath in or out.
            none=self.tr("None") if part in STAYS else "",
        )
        number.changed.connect(lambda seconds: self._on_number(part, seconds))
        return number

    def _lay_out(self) -> Stack:
        """The fields beside the light, or above it; below them the note about holds."""
        px = self.bench.look.px
        fields = QWidget(self)
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        column.addWidget(self.name)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(14))
        columns = 2 if self.bench.wide else 1
        for place, part in enumerate(SECONDS):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(self.parts[part], place // columns, place % columns, top)
        column.addLayout(grid)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(across if self.bench.wide else down)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(24))
        # Neither is taller than it has to be: what follows stands right below them.
        row.addWidget(fields, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.preview, 2, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self._stops += [self.name.field, *(self.parts[part].field for part in SECONDS)]
        self._stops.append(self.preview.pause)
        note = Stack(self.bench, self)
        note.gap(12)
        note.words(self._caution, Type.BODY)
        return self.put(note)

    def _on_named(self, name: str) -> None:
        self._draft = replace(self._draft, name=name)
        self.name.clear_said()
        self.edited.emit(self._draft)

    def _on_number(self, part: Part, seconds: float) -> None:
        held = {each: self._draft.lasting(each) for each in SECONDS}
        self._draft = replace(self._draft, seconds={**held, part: seconds})
        self._say_numbers()
        self._show_it()
        self.edited.emit(self._draft)

    def _say_numbers(self) -> None:
        faults = self._draft.faults()
        for part, number in self.parts.items():
            fault = faults.get(part)
            number.say("" if fault is None else self._wrong(part, fault))
        self.note.setVisible(bool(self._caution) and self._holds())

    def _holds(self) -> bool:
        return any(self._draft.lasting(part) > 0 for part in STAYS)

    def _wrong(self, part: Part, fault: Fault) -> str:
        talk = self.bench.talk
        if fault is Fault.NO_HALF:
            #: %1 is a whole number, %2 one with a half.
            words = self.tr("Whole or half seconds, such as %1 or %2.")
            return words.replace("%1", talk.seconds(4)).replace("%2", talk.seconds(4.5))
        least, most = bounds(part)
        if part in STAYS:
            #: %1 is a number.
            words = self.tr("None, or at most %1 seconds.")
            return words.replace("%1", talk.seconds(LONGEST_STAY_S))
        #: %1 and %2 are numbers.
        words = self.tr("Between %1 and %2 seconds.")
        return words.replace("%1", talk.seconds(least)).replace("%2", talk.seconds(most))

    def _show_it(self) -> None:
        """Let the light move as it is written; while something does not fit, as it was."""
        shown = replace(self._draft, name="-")
        if not shown.faults():
            self.preview.show_pattern(own_pattern(_SHOWN, shown).pattern)

    def _on_keep(self) -> None:
        if Part.NAME in self._draft.faults():
            self.name.say(self.tr("A name is needed, so that you find it again."), Tone.WRONG)
        wrong = self.first_wrong()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.kept.emit(self._draft)
