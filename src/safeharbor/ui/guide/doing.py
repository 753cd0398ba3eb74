"""The blocks of a step that lead elsewhere and back: a practice, a worksheet, the journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeharbor.domain.filled import SheetSummary
from safeharbor.domain.guide import Block
from safeharbor.services.open_plan import SAFETY_PLAN
from safeharbor.services.sheets import SUPPORT_MAP
from safeharbor.ui.appearance import SCHEME, Appearance
from safeharbor.ui.guide import going
from safeharbor.ui.guide.part import Part, Place, present
from safeharbor.ui.guide.quiet import quiet_line, quiet_tag
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.theme import Scheme, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.widgets.wrapping import WrappingButton, WrappingRow
from safeharbor.ui.wishes import NewEntry, NewSheet, OpenSheet

_SINGLE: Final = frozenset({SAFETY_PLAN, SUPPORT_MAP})
"""Sheets of which there is one: opening one is going on with it."""


class Doing(Part):
    """A sentence, a button that leads on, and what stands beside it."""

    def __init__(self, place: Place, block: Block, parent: QWidget, title: str) -> None:
        """The head with ``title``; the rest is added by whoever knows what it does."""
        super().__init__(place, block, parent)
        self._title = title
        self.skip_link = self.skip(title)
        self.head(title, self.skip_link)
        self.buttons: list[Button] = []
        self.links: list[Link] = []

    @property
    def name(self) -> str:
        """What it is called in the list."""
        return self._title.rstrip(".:?…")

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return present(*self.buttons, *self.links, self.skip_link)

    def button(self, word: str, name: str, *, primary: bool = False, icon: str = "") -> Button:
        """A button, not yet in the column."""
        kit = self.place.kit
        kind = Kind.PRIMARY if primary else Kind.PLAIN
        made = WrappingButton(kit.look, kit.icons, self, kind=kind)
        made.dress(word, icon=icon)
        made.setAccessibleIdentifier(f"step.{name}")
        self.buttons.append(made)
        return made

    def row(self) -> None:
        """What was made, in a line."""
        look = self.place.kit.look
        if self.buttons:
            self.column.addWidget(WrappingRow(look, self, *self.buttons))
        if self.links:
            self.column.addWidget(WrappingRow(look, self, *self.links))

    def go(self, goal: going.Goal) -> None:
        """Go there, and come back."""
        self.be_through()
        self.went.emit(goal)


class ExercisePart(Doing):
    """A practice that begins by one key, and others beside it."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        titles = place.kit.title_of
        title = titles(f"ex:{block.exercise}") or block.label
        super().__init__(place, block, parent, title)
        if block.text:
            self.words(block.text, Type.BODY, color="muted")
        #: Begins a practice.
        word = block.label or self.tr("Begin")
        self.start = self.button(word, "exercise", primary=block.core, icon="breathe")
        self.start.setAccessibleDescription(title)
        self.start.clicked.connect(lambda: self._practise(block.exercise, block.minutes))
        for each in block.also:
            if other := titles(f"ex:{each}"):
                act = self._starter(each)
                self.links.append(self.link(other, f"also.{each}", act))
        if block.help:
            self.words(block.help, Type.SMALL, color="muted")
        self.row()
        self.dark = self._dark_switch() if block.dark else None

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*super().stops(), *present(self.dark)]

    def give_keys(self) -> None:
        """To what begins."""
        self.start.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _dark_switch(self) -> Tick:
        """The dark colours of Settings, for whoever lies awake before a bright screen."""
        kit, here = self.place.kit, Appearance(self.place.kit.look, self.place.preferences)
        words = self.tr("As in Settings. They stay until you change them.")
        tick = Tick(kit.look, kit.icons, self, self.tr("Dark colours"), words)
        tick.setAccessibleIdentifier("step.dark")
        dark = kit.look.scheme in {Scheme.DARK, Scheme.HC_DARK}
        tick.setChecked(dark)
        # Where the screen is dark by itself there is nothing to switch.
        tick.setVisible(not dark or here.scheme is Scheme.DARK)
        before = None if here.scheme is Scheme.DARK else here.scheme

        def darken(on: bool) -> None:  # noqa: FBT001 - Qt's own signature
            here.set_scheme(Scheme.DARK if on else before)
            self.chose.emit(SCHEME)

        tick.toggled.connect(darken)
        self.column.addWidget(tick)
        return tick

    def _starter(self, exercise: str) -> Callable[[], None]:
        return lambda: self._practise(exercise, 0)

    def _practise(self, exercise: str, minutes: int) -> None:
        self.go(going.goal(f"ex:{exercise}", self.place.here, minutes))


class WorksheetPart(Doing):
    """A worksheet with the fields that the step names; the one of this visit is gone on with."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        title = place.kit.title_of(f"ws:{block.sheet}") or block.label
        super().__init__(place, block, parent, title)
        self._before: UUID | None = None
        self._mine: UUID | None = None
        self._left = False
        if block.text:
            self.words(block.text)
        #: Opens a worksheet from a step of a guide.
        word = self.tr("Open it now") if block.offer else block.label or self.tr("Open the sheet")
        self.open = self.button(word, "worksheet", primary=block.core, icon="file-text")
        self.open.setAccessibleDescription(title)
        self.open.clicked.connect(self._open)
        if block.offer:
            #: A page is not written now, but perhaps another day.
            later = self.button(self.tr("Later"), "worksheet.later")
            later.clicked.connect(self._put_off)
            never = self.button(self.tr("Not for me"), "worksheet.never")
            never.clicked.connect(self.pass_over)
        #: Opens the worksheet that was filled in last.
        self.last = self.link(self.tr("Go on with the last one"), "worksheet.last", self._open_last)
        self.last.hide()
        self.links.append(self.last)
        self.waits = self.words("", Type.SMALL, color="muted")
        self.waits.hide()
        if block.help:
            self.words(block.help, Type.SMALL, color="muted")
        self.row()
        self.look_again()

    def look_again(self) -> None:
        """Find out whether there is one to go on with."""
        if self.block.sheet not in _SINGLE:
            self.place.newest(self.block.sheet, self._found)

    def _found(self, summary: SheetSummary) -> None:
        if not self._left:
            self._before = summary.id
        elif summary.id != self._before:
            self._mine = summary.id
            self.open.dress(self.tr("Go on with your sheet"), icon="file-text")
        show_if(self.last, shown=self._mine is None)
        self.turned.emit()

    def _open(self) -> None:
        here, block = self.place.here, self.block
        if self._mine is not None:
            self.go(going.Goal(going.WORKSHEET, OpenSheet(self._mine, then=here)))
            return
        self._left = True
        self.go(going.Goal(going.WORKSHEET, NewSheet(block.sheet, block.show, here, block.preset)))

    def _open_last(self) -> None:
        def found(summary: SheetSummary) -> None:
            self.go(going.Goal(going.WORKSHEET, OpenSheet(summary.id, then=self.place.here)))

        self.place.newest(self.block.sheet, found)

    def _put_off(self) -> None:
        self.waits.say(self.tr("It waits under Worksheets."))
        show_if(self.waits, shown=True)
        self.pass_over()


class JournalPart(Doing):
    """A page of the journal that begins with a line of the step."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        super().__init__(place, block, parent, block.text)
        if block.help:
            self.words(block.help, Type.BODY, color="muted")
        #: Opens a new page of the journal from a step of a guide.
        word = block.label or self.tr("Write it in the journal")
        self.write = self.button(word, "journal", icon="notebook")
        self.write.setAccessibleDescription(block.text)
        self.write.clicked.connect(self._write)
        self.row()

    def _write(self) -> None:
        kept, block = self.place.preferences, self.block
        first, tag = quiet_line(kept, block.text), quiet_tag(kept, block.tag)
        self.go(going.Goal(going.JOURNAL, NewEntry(None, first, tag, block.minutes, block.last)))
