"""Numbers of one's own on the page: their rows, and the form in which one is written.

The form says before anything is kept that these numbers can be read without unlocking.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.own_number import LONGEST, OwnNumber, own_number
from safeharbor.ui.help.column import Bench, Column
from safeharbor.ui.help.view import Draft, HelpView, own_id
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.fields import Field, Labelled, Tone
from safeharbor.ui.widgets.help_line import Line, Way, filled
from safeharbor.ui.widgets.rows import ButtonRow, WideButton
from safeharbor.ui.widgets.words import Words

AT_A_GLANCE: Final = 2
_FIELD: Final = 480


class OwnRow(Column):
    """A number that somebody added. Alt and Up or Down moves it."""

    moved = Signal(int, str)
    """It is to be moved by this many places; the button with this name has the keys."""
    edit = Signal()
    remove = Signal()

    def __init__(self, bench: Bench, number: OwnNumber, place: int, *, count: int = 0) -> None:
        """Show ``number``, the one at ``place``.

        Args:
            bench: what to make it with.
            number: the number.
            place: 0 for the first one.
            count: how many there are, where it may be changed.
        """
        super().__init__(bench)
        self._id = own_id(place)
        self._name = number.name or self.tr("A number of your own")
        line = Line(self._id, self._name, number.when, (Way("", number.number),))
        self.row(line, self._tools(place, count) if count else [])
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._move, step))

    def _tools(self, place: int, count: int) -> list[Button]:
        """Change and Remove, and where there are others, Up and Down."""
        tools = [
            #: On a link below a number: change this number.
            self._tool("edit", self.tr("Change"), self.tr("Change %1")),
            #: On a link below a number: let go of this number.
            self._tool("remove", self.tr("Remove"), self.tr("Remove %1")),
        ]
        if place > 0:
            #: On a link below a number: move this number towards the top of the list.
            up = self.tr("Up")
            tools.append(self._tool("up", up, self.tr("Move %1 up")))
        if place < count - 1:
            #: On a link below a number: move this number towards the end of the list.
            down = self.tr("Down")
            tools.append(self._tool("down", down, self.tr("Move %1 down")))
        return tools

    def _tool(self, part: str, word: str, name: str) -> Button:
        acts: dict[str, Callable[[], None]] = {
            "edit": self.edit.emit,
            "remove": self.remove.emit,
            "up": partial(self.moved.emit, -1, "up"),
            "down": partial(self.moved.emit, 1, "down"),
        }
        tool = self.link(f"{self._id}.{part}", word, acts[part])
        tool.setAccessibleName(filled(name, self._name))
        return tool

    def _move(self, step: int) -> None:
        """The keys stay with the button that had them."""
        for stop in self.stops():
            if stop.hasFocus():
                part = stop.accessibleIdentifier().removeprefix(f"{self._id}.")
                self.moved.emit(step, part)
                return


class OwnForm(QWidget):
    """Name, number, when to call. Any text is taken."""

    kept = Signal(object)
    """The OwnNumber that was written."""
    dropped = Signal()

    def __init__(self, look: Look, icons: Icons, draft: Draft, parent: QWidget) -> None:
        """Write ``draft``, which follows every key, so that nothing that was typed is lost."""
        super().__init__(parent)
        self._look = look
        self._draft = draft
        self.name = self._field(icons, self.tr("Name"), "name", draft.name)
        self.number = self._field(icons, self.tr("Number"), "number", draft.number)
        self.when = self._field(icons, self.tr("When to call, if you like"), "when", draft.when)
        self.keep = WideButton(look, icons, self, kind=Kind.PRIMARY)
        #: On the button that keeps a number that was written.
        self.keep.dress(self.tr("Keep"))
        self.keep.setAccessibleIdentifier("help.form.keep")
        self.keep.clicked.connect(self._on_keep)
        self.cancel = Button(look, icons, self, kind=Kind.QUIET)
        self.cancel.dress(self.tr("Cancel"))
        self.cancel.setAccessibleIdentifier("help.form.cancel")
        self.cancel.clicked.connect(self.dropped)
        self._build()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.name.field, self.number.field, self.when.field, self.keep, self.cancel]

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(16), 0, px(16))
        column.setSpacing(px(16))
        readable = self.tr(
            "This is kept readable without unlocking, so anybody at this computer can see it."
        )
        column.addWidget(Words(self._look, readable, Type.BODY))
        for part in (self.name, self.number, self.when):
            part.setMaximumWidth(px(_FIELD))
            column.addWidget(part)
        column.addWidget(ButtonRow(self._look, self, self.keep, self.cancel))

    def _field(self, icons: Icons, name: str, part: str, text: str) -> Labelled:
        field = Field(self._look, self, height=48)
        field.setMaxLength(LONGEST)
        field.setText(text)
        field.setAccessibleIdentifier(f"help.form.{part}")
        field.textEdited.connect(lambda typed: setattr(self._draft, part, typed))
        field.returnPressed.connect(self._on_keep)
        return Labelled(self._look, icons, name, field, self)

    def _on_keep(self) -> None:
        name, number, when = (part.field.text() for part in (self.name, self.number, self.when))
        written = own_number(name, number, when)
        if written.number:
            self.kept.emit(written)
            return
        self.number.say(self.tr("A number is needed, or a word that you know it by."), Tone.WRONG)
        self.number.field.setFocus(Qt.FocusReason.OtherFocusReason)


class OwnGroup(Column):
    """The numbers that were added: a few of them at first, then all and how to add one."""

    def __init__(self, bench: Bench, view: HelpView, *, whole: bool) -> None:
        """Show what ``view`` has, ``whole`` or only the first ones."""
        super().__init__(bench)
        self._view = view
        if not whole:
            self._add_rows(AT_A_GLANCE, changing=False)
            return
        self.heading(self.tr("Your numbers"))
        if not view.own and view.draft is None:
            self.words(self.tr("A friend, a neighbour, a doctor: whoever you would ring."))
        self._add_rows(len(view.own), changing=view.changing)
        if view.own:
            self.rule()
        self._add_gone()
        self._add_end()

    def _add_rows(self, most: int, *, changing: bool) -> None:
        view = self._view
        count = len(view.own) if changing else 0
        for place, number in enumerate(view.own[:most]):
            if view.draft is not None and view.draft.place == place:
                self.rule()
                self._add_form(view.draft)
                continue
            row = OwnRow(self.bench, number, place, count=count)
            row.moved.connect(partial(view.move, place))
            row.edit.connect(partial(view.begin, place))
            row.remove.connect(partial(view.remove, place))
            self.part(row, row.stops())

    def _add_gone(self) -> None:
        view = self._view
        if view.gone is not None:
            name = view.gone.number.name or view.gone.number.number
            self.gap(8)
            #: %1 is the name of a number that was removed.
            self.words(filled(self.tr("%1 was removed."), name))
            self.beside(self.link("help.undo", self.tr("Undo"), view.undo))

    def _add_end(self) -> None:
        """A new number, the way to one, or why there is none."""
        view = self._view
        if view.draft is not None:
            if view.draft.place is None:
                self._add_form(view.draft)
            return
        self.gap(12)
        if view.full:
            self.words(self.tr("Fifty numbers are kept. There is no room for more."))
        else:
            self.beside(self.button("help.add", self.tr("Add a number"), "plus", view.begin))

    def _add_form(self, draft: Draft) -> None:
        form = OwnForm(self.bench.look, self.bench.icons, draft, self)
        form.kept.connect(self._view.keep)
        form.dropped.connect(self._view.drop)
        self.part(form, form.stops())
