"""The keys that work on every screen, and what they do: one list for the window and its overlay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

HIDE_KEY: Final = "hide_key"
"""The preference."""
USUAL_HIDE_KEY: Final = "F9"


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
    Action("settings", str(QT_TRANSLATE_NOOP("keys", "Settings")), ("Ctrl+,",)),
    Action("larger", str(QT_TRANSLATE_NOOP("keys", "Larger")), ("Ctrl++", "Ctrl+=")),
    Action("smaller", str(QT_TRANSLATE_NOOP("keys", "Smaller")), ("Ctrl+-",)),
    Action("usual", str(QT_TRANSLATE_NOOP("keys", "Usual size")), ("Ctrl+0",)),
    Action("motion", str(QT_TRANSLATE_NOOP("keys", "Moving light off, or on")), ("M",)),
    Action("keys", str(QT_TRANSLATE_NOOP("keys", "These keys")), ("F1", "Ctrl+?")),
    Action("quit", str(QT_TRANSLATE_NOOP("keys", "Close the window")), ("Ctrl+Q",)),
)


def hide_key(chosen: str) -> str:
    """``chosen`` where it is a key that nothing else has, else the usual one."""
    taken = {key for action in ACTIONS if action.id != "hide" for key in action.keys}
    known = QKeySequence(chosen).toString()
    return known if known and known not in taken else USUAL_HIDE_KEY


class Keys:
    """The shortcuts of a window."""

    def __init__(self, window: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
        """Bind every action of ``ACTIONS``.

        Args:
            window: where the keys work.
            acts: what each action does, by its id.
        """
        self._shortcuts = {}
        for action in ACTIONS:
            shortcut = QShortcut(window)
            shortcut.setKeys([QKeySequence(key) for key in action.keys])
            shortcut.setAutoRepeat(action.id in {"larger", "smaller"})
            shortcut.activated.connect(acts[action.id])
            self._shortcuts[action.id] = shortcut

    def use(self, action: str, key: str) -> None:
        """Let another key do this."""
        self._shortcuts[action].setKey(QKeySequence(key))
