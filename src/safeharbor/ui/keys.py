"""The keys that do something, and what they do: one list for the window, Breathe and the overlay.

A letter or sign alone can be switched off, for whoever speaks to the computer or hits a key by
accident (WCAG 2.1.4); whatever has one has another key that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QKeyCombination,
    QObject,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from safeharbor.system.prefs import Preferences

HIDE_KEY: Final = "hide_key"
"""The preference."""
USUAL_HIDE_KEY: Final = "F9"
LETTERS: Final = "single_letter_keys"
"""The preference: whether a letter or sign alone does something."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does. The first key is the one that is shown.

    ``keys`` are written as Qt writes them in every language, such as ``Ctrl+L``.
    """

    id: str
    title: str
    keys: tuple[str, ...]


ACTIONS: Final = (
    Action("breathe", str(QT_TRANSLATE_NOOP("keys", "Breathe")), ("F2", "B")),
    Action("help", str(QT_TRANSLATE_NOOP("keys", "Get help")), ("F4", "G")),
    Action("escape", str(QT_TRANSLATE_NOOP("keys", "Stop, or back")), ("Esc",)),
    Action("hide", str(QT_TRANSLATE_NOOP("keys", "Hide")), (USUAL_HIDE_KEY,)),
    Action("lock", str(QT_TRANSLATE_NOOP("keys", "Lock")), ("Ctrl+L",)),
    Action("write", str(QT_TRANSLATE_NOOP("keys", "New entry")), ("Ctrl+N",)),
    Action("home", str(QT_TRANSLATE_NOOP("keys", "Home")), ("Ctrl+1",)),
    Action("journal", str(QT_TRANSLATE_NOOP("keys", "Journal")), ("Ctrl+2",)),
    Action("guides", str(QT_TRANSLATE_NOOP("keys", "Guides")), ("Ctrl+5",)),
    Action("worksheets", str(QT_TRANSLATE_NOOP("keys", "Worksheets")), ("Ctrl+4",)),
    Action("calm", str(QT_TRANSLATE_NOOP("keys", "Calm")), ("Ctrl+3",)),
    Action("settings", str(QT_TRANSLATE_NOOP("keys", "Settings")), ("Ctrl+,",)),
    Action("larger", str(QT_TRANSLATE_NOOP("keys", "Larger")), ("Ctrl++", "Ctrl+=")),
    Action("smaller", str(QT_TRANSLATE_NOOP("keys", "Smaller")), ("Ctrl+-",)),
    Action("usual", str(QT_TRANSLATE_NOOP("keys", "Usual size")), ("Ctrl+0",)),
    Action(
        "motion", str(QT_TRANSLATE_NOOP("keys", "Moving light off, or on")), ("M", "Ctrl+Shift+M")
    ),
    Action("keys", str(QT_TRANSLATE_NOOP("keys", "These keys")), ("F1", "Ctrl+?")),
    Action("quit", str(QT_TRANSLATE_NOOP("keys", "Close the window")), ("Ctrl+Q",)),
)

ON_BREATHE: Final = (
    Action("slower", str(QT_TRANSLATE_NOOP("keys", "Slower")), ("-", "Ctrl+Down")),
    Action("faster", str(QT_TRANSLATE_NOOP("keys", "Faster")), ("+", "=", "Ctrl+Up")),
    Action("sigh", str(QT_TRANSLATE_NOOP("keys", "Three sighs; 4-7-8 smaller")), ("S", "Ctrl+S")),
    Action("holds", str(QT_TRANSLATE_NOOP("keys", "Without breath holds")), ("H", "Ctrl+H")),
    Action("pause", str(QT_TRANSLATE_NOOP("keys", "Pause, or go on")), ("P", "Ctrl+P")),
)
"""What works while the breathing circle is in front."""


def letter_words() -> tuple[str, str]:
    """What the switch for ``LETTERS`` is called, and what it means."""
    return (
        QCoreApplication.translate("keys", "Single-letter keys"),
        QCoreApplication.translate(
            "keys",
            "B breathes, G gets help; never while you type. Off leaves F2, F4 and keys with Ctrl.",
        ),
    )


def breathing_words(*, letters: bool, holds: bool = False, sizes: bool = False) -> str:
    """The keys of Breathe in a few sentences, for whoever does not see the page of keys.

    Args:
        letters: whether a letter or sign alone does something.
        holds: whether there are breath holds to leave out.
        sizes: whether what is breathed comes in two sizes.
    """
    said = [
        QCoreApplication.translate("keys", "P pauses. Minus is slower, plus is faster.")
        if letters
        else QCoreApplication.translate(
            "keys", "Control P pauses. Control down is slower, control up is faster."
        )
    ]
    if holds:
        said.append(
            QCoreApplication.translate("keys", "H takes the holds out.")
            if letters
            else QCoreApplication.translate("keys", "Control H takes the holds out.")
        )
    said.append(_sigh_words(letters=letters, sizes=sizes))
    said.append(QCoreApplication.translate("keys", "Escape stops."))
    return " ".join(str(sentence) for sentence in said)


def _sigh_words(*, letters: bool, sizes: bool) -> str:
    """What S does."""
    if sizes:
        return str(
            QCoreApplication.translate("keys", "S is half the size.")
            if letters
            else QCoreApplication.translate("keys", "Control S is half the size.")
        )
    return str(
        QCoreApplication.translate("keys", "S is three sighs.")
        if letters
        else QCoreApplication.translate("keys", "Control S is three sighs.")
    )


def in_force(keys: Iterable[str], *, letters: bool) -> tuple[str, ...]:
    """Those of ``keys`` that do something, with or without letters and signs alone."""
    return tuple(key for key in keys if letters or not _is_letter(key))


def _is_letter(key: str) -> bool:
    """Whether it types something: a letter, a figure or a sign, with Shift at most."""
    return len(key.removeprefix("Shift+")) == 1


def hide_key(chosen: str) -> str:
    """``chosen`` where it is a key that nothing else has, else the usual one."""
    taken = {key for action in ACTIONS if action.id != "hide" for key in action.keys}
    known = QKeySequence(chosen).toString()
    return known if known and known not in taken else USUAL_HIDE_KEY


class Keys(QObject):
    """The shortcuts of a window, or of one screen of it."""

    changed = Signal()
    """Letters were switched on or off."""

    def __init__(
        self,
        owner: QWidget,
        acts: Mapping[str, Callable[[], object]],
        actions: Iterable[Action] = ACTIONS,
    ) -> None:
        """Bind every one of ``actions``; they work where ``owner`` is.

        Args:
            owner: the window or the screen.
            acts: what each action does, by its id.
            actions: what there is.
        """
        super().__init__(owner)
        self.letters = True
        self._keys = {action.id: action.keys for action in actions}
        self._shortcuts: dict[str, QShortcut] = {}
        for name in self._keys:
            shortcut = QShortcut(owner)
            shortcut.setAutoRepeat(name in {"larger", "smaller"})
            shortcut.activated.connect(acts[name])
            self._shortcuts[name] = shortcut
            self._bind(name)

    def follow(self, preferences: Preferences) -> None:
        """Use the key that hides, and letters and signs alone, as they are set now."""
        letters = preferences.get(LETTERS, True)
        changed, self.letters = letters is not self.letters, letters
        if "hide" in self._keys:
            self._keys["hide"] = (hide_key(preferences.get(HIDE_KEY, USUAL_HIDE_KEY)),)
        for name in self._keys:
            self._bind(name)
        if changed:
            self.changed.emit()

    def press(self, combination: QKeyCombination) -> None:
        """Do what ``combination`` stands for, if anything."""
        pressed = QKeySequence(combination)
        for shortcut in self._shortcuts.values():
            keys = shortcut.keys()
            if pressed in keys:
                shortcut.activated.emit()
                return

    def _bind(self, action: str) -> None:
        keys = in_force(self._keys[action], letters=self.letters)
        self._shortcuts[action].setKeys([QKeySequence(key) for key in keys])
