"""All keys at a glance, over whatever was there: F1 opens it and closes it.

The keys of the whole window and of Breathe come from ``ui/keys.py``, those of an exercise from its
own list; the others are listed here, and a test looks whether any is missing.
"""

from __future__ import annotations

import contextlib
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.exercise.keys import LIGHTS, ON_EXERCISE
from safeharbor.ui.icons import Icons
from safeharbor.ui.keys import (
    ACTIONS,
    HIDE_KEY,
    LETTERS,
    ON_BREATHE,
    USUAL_HIDE_KEY,
    Action,
    hide_key,
    in_force,
    letter_words,
)
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.back import Back
from safeharbor.ui.widgets.chip import chip_size, paint_chip
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

IN_JOURNAL: Final = (
    Action(
        "find",
        str(QT_TRANSLATE_NOOP("keys", "Find in the entry, or from the list in the journal")),
        ("Ctrl+F",),
    ),
    Action("next", str(QT_TRANSLATE_NOOP("keys", "Next place found")), ("F3",)),
    Action("previous", str(QT_TRANSLATE_NOOP("keys", "Place found before")), ("Shift+F3",)),
    Action("trash", str(QT_TRANSLATE_NOOP("keys", "In the list: to the trash")), ("Del",)),
    Action("undo", str(QT_TRANSLATE_NOOP("keys", "Undo")), ("Ctrl+Z",)),
)

IN_EXERCISE: Final = (
    *(Action(f"exercise.{action.id}", action.title, action.keys) for action in ON_EXERCISE),
    Action(
        "exercise.light",
        str(QT_TRANSLATE_NOOP("keys", "Light so many lamps; Space lights the next one")),
        tuple(key for action in LIGHTS for key in action.keys),
    ),
)

ON_HELP: Final = (
    Action(
        "move",
        str(QT_TRANSLATE_NOOP("keys", "Move one of your own numbers")),
        ("Alt+Up", "Alt+Down"),
    ),
)

LISTED: Final = (*ACTIONS, *ON_BREATHE, *IN_EXERCISE, *IN_JOURNAL, *ON_HELP)
"""Every key there is."""

_WIDTH: Final = 680
_ROW: Final = 36


class ShortcutsScreen(Screen):
    """A list of keys."""

    way_back_above = True

    def __init__(
        self, look: Look, icons: Icons, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._preferences = preferences
        self.rows: dict[str, KeyRow] = {}
        self.setAccessibleName(self.tr("Keys"))
        self.page = Page(look, self, width=_WIDTH, top=64)
        self.leave = Back(look, icons, self)
        self.leave.clicked.connect(self.escape)
        self.page.column.addWidget(Words(look, self.tr("Keys"), Type.TITLE))
        self.page.column.addSpacing(look.px(12))
        self.letters = Tick(look, icons, self, *letter_words())
        self.letters.setAccessibleIdentifier("keys.letters")
        self.letters.toggled.connect(self._on_letters)
        self.page.column.addWidget(self.letters)
        self._add(self.tr("Everywhere"), ACTIONS)
        self._add(self.tr("While breathing"), ON_BREATHE)
        self._add(self.tr("In an exercise"), IN_EXERCISE)
        self._add(self.tr("In the journal"), IN_JOURNAL)
        self._add(self.tr("On Get help"), ON_HELP)
        self.page.column.addStretch()
        look.changed.connect(self.arrange)

    def entered(self) -> None:
        """The way back has the focus."""
        self.letters.setChecked(self._preferences.get(LETTERS, True))
        self._show_keys()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """The way back, and the switch."""
        return [self.leave, self.letters]

    def arrange(self) -> None:
        """Give the page its room."""
        self.page.fill(self.rect(), self.corner)
        self.leave.place_in(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _on_letters(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if on != self._preferences.get(LETTERS, True):
            # Where nothing can be written it holds for this run.
            with contextlib.suppress(HarborError):
                self._preferences.set(LETTERS, on)
            self.changed.emit(LETTERS)
        self._show_keys()

    def _show_keys(self) -> None:
        """Only the keys that do something."""
        letters = self.letters.isChecked()
        for action in LISTED:
            self.rows[action.id].show_keys(in_force(action.keys, letters=letters))
        key = hide_key(self._preferences.get(HIDE_KEY, USUAL_HIDE_KEY))
        self.rows["hide"].show_keys((key,))

    def _add(self, head: str, actions: tuple[Action, ...]) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.setContentsMargins(0, self._look.px(24), 0, 0)
        column.addWidget(Words(self._look, head, Type.SMALL_HEAD, color="muted"))
        for action in actions:
            column.addWidget(Rule(self._look))
            row = KeyRow(self._look, action)
            self.rows[action.id] = row
            column.addWidget(row)
        column.addWidget(Rule(self._look))
        self.page.column.addLayout(column)


class KeyRow(QWidget):
    """What a key does, and the key."""

    def __init__(self, look: Look, action: Action) -> None:
        super().__init__()
        self._look = look
        self.setMinimumHeight(look.px(_ROW))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(6), 0, look.px(6))
        title = QCoreApplication.translate("keys", action.title)
        row.addWidget(Words(look, title, Type.BODY), 1)
        self._keys = _KeyChips(look, self)
        row.addWidget(self._keys)
        row.addSpacing(look.free_room)
        row.setSpacing(look.px(8))
        self.show_keys(action.keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are shown, as this system writes them."""
        return self._keys.keys

    def show_keys(self, keys: tuple[str, ...]) -> None:
        """Show these keys."""
        self._keys.show_keys(keys)


class _KeyChips(QWidget):
    """Keys in their frames, side by side."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.keys: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_keys(self, keys: tuple[str, ...]) -> None:
        native = QKeySequence.SequenceFormat.NativeText
        self.keys = tuple(QKeySequence(key).toString(native) for key in keys)
        self.setAccessibleName(", ".join(self.keys))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All of them in a row."""
        sizes = [chip_size(self._look, key) for key in self.keys]
        width = sum(size.width() for size in sizes) + self._look.px(8) * (len(sizes) - 1)
        return QSize(width, sizes[0].height() if sizes else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frames."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Keys are written as on the keyboard, also among words that run from right to left.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        tokens, left = self._look.tokens, 0
        for key in self.keys:
            place = self.rect()
            place.setSize(chip_size(self._look, key))
            place.moveLeft(left)
            left += place.width() + self._look.px(8)
            place = mirrored(self.layoutDirection(), self.rect(), place)
            paint_chip(painter, self._look, place, key, edge=tokens.border, ink=tokens.muted)
