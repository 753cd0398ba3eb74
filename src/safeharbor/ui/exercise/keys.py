"""The keys of the player. Figures and letters alone can be switched off with all others."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from safeharbor.ui.exercise.lamps import MOST
from safeharbor.ui.keys import Action

ON_EXERCISE: Final = (
    Action("right", str(QT_TRANSLATE_NOOP("keys", "Next")), ("Right",)),
    Action("left", str(QT_TRANSLATE_NOOP("keys", "Back")), ("Left",)),
    Action("skip", str(QT_TRANSLATE_NOOP("keys", "Skip this")), ("Ctrl+Right",)),
    Action("pause", str(QT_TRANSLATE_NOOP("keys", "Pause, or go on")), ("P", "Ctrl+P")),
)
"""What works while a script is in front; ``right`` and ``left`` change sides with the language."""

LIGHTS: Final = tuple(
    Action(f"light_{lamps}", str(QT_TRANSLATE_NOOP("keys", "Light lamps")), (str(lamps),))
    for lamps in range(1, MOST + 1)
)
"""So many lamps at once; Space lights one after the other."""
