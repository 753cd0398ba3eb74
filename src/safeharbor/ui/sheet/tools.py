"""What can be done with a whole sheet: one quiet row, and the rest of it in a drawer below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.quiet import QuietButton
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.flow import Flow

_GAP: Final = 16


class SheetTools(QWidget):
    """Undo, redo, earlier versions, print, and more."""

    undo = Signal()
    redo = Signal()
    versions = Signal()
    paper = Signal()
    attach = Signal()
    copy_wanted = Signal()
    share = Signal()
    trash = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        """The row; the drawer is closed."""
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._stack: QUndoStack | None = None
        self._row, self._drawer = _Line(look, self), _Line(look, self)
        words = {
            "undo": (self.tr("Undo"), "undo-2", self.undo),
            "redo": (self.tr("Redo"), "redo-2", self.redo),
            "versions": (self.tr("Earlier versions"), "history", self.versions),
            #: Opens the page where a sheet is printed or saved as a file.
            "paper": (self.tr("Print or save"), "printer", self.paper),
        }
        more = {
            "attach": (self.tr("Attach to a journal entry"), "notebook", self.attach),
            "copy": (self.tr("Make my own sheet from it"), "copy", self.copy_wanted),
            #: A view of a sheet that two people look at together.
            "share": (self.tr("View for two"), "eye", self.share),
            "trash": (self.tr("Move to trash"), "trash-2", self.trash),
        }
        self.buttons: dict[str, QuietButton] = {}
        for line, these in ((self._row, words), (self._drawer, more)):
            for name, (word, icon, signal) in these.items():
                self._add(line, name, word, icon)
                self.buttons[name].clicked.connect(lambda *_, signal=signal: signal.emit())
        self._add(self._row, "more", self.tr("More"), "ellipsis")
        self.buttons["more"].setAccessibleName(self.tr("More for this sheet"))
        self.buttons["more"].clicked.connect(lambda: self.show_more(on=self._drawer.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        column.addWidget(self._row)
        column.addWidget(self._drawer)
        self.show_more(on=False)

    def follow(self, stack: QUndoStack | None) -> None:
        """Say whether there is anything to undo or redo in ``stack``."""
        if self._stack is not None:
            self._stack.canUndoChanged.disconnect(self._say_undo)
            self._stack.canRedoChanged.disconnect(self._say_redo)
        self._stack = stack
        if stack is not None:
            stack.canUndoChanged.connect(self._say_undo)
            stack.canRedoChanged.connect(self._say_redo)
        self._say_undo(can=stack is not None and stack.canUndo())
        self._say_redo(can=stack is not None and stack.canRedo())

    def offer(self, *names: str) -> None:
        """Offer only these, beside undo and redo."""
        for name, button in self.buttons.items():
            button.setVisible(name in {"undo", "redo", *names})
        self._row.settle()
        self._drawer.settle()

    def show_more(self, *, on: bool) -> None:
        """Open the drawer, or close it."""
        self._drawer.setVisible(on)
        #: Read out for a button that opens and closes a row below it.
        words = self.tr("open") if on else self.tr("closed")
        self.buttons["more"].setAccessibleDescription(words)

    @property
    def open(self) -> bool:
        """Whether the drawer is open."""
        return not self._drawer.isHidden()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        row = ("undo", "redo", "versions", "paper", "more", "attach", "copy", "share", "trash")
        return [self.buttons[name] for name in row]

    def _add(self, line: _Line, name: str, word: str, icon: str) -> None:
        color = "danger" if name == "trash" else "text"
        button = QuietButton(self._look, self._icons, line, color=color, weight=500)
        button.dress(word, icon=icon)
        button.setAccessibleIdentifier(f"sheet.{name}")
        line.flow.addWidget(button)
        self.buttons[name] = button

    def _say_undo(self, can: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._say_step("undo", "redo", can=can)

    def _say_redo(self, can: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._say_step("redo", "undo", can=can)

    def _say_step(self, name: str, other: str, *, can: bool) -> None:
        button = self.buttons[name]
        if button.hasFocus() and not can:
            # The keys stay in the row.
            near = self.buttons[other]
            (near if near.isEnabled() else self.buttons["more"]).setFocus()
        button.setEnabled(can)
        button.dress(button.text(), icon=f"{name}-2", color="text" if can else "muted")


class _Line(QWidget):
    """Buttons in a line, and in the next one where there is no more room."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.flow = Flow(self, gap=look.px(_GAP) - look.free_room, row_gap=look.px(2))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def settle(self) -> None:
        """Some were shown or hidden."""
        self.flow.invalidate()
        self.updateGeometry()
