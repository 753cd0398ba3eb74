"""The forms in which a breath is shown; all of them keep the same time."""

from __future__ import annotations

import enum
from typing import Final

from safeharbor.system.prefs import Preferences

CALM_FORM: Final = "calm_form"
"""The preference: the value of a ``Form``."""


class Form(enum.StrEnum):
    """What moves with the breath."""

    CIRCLE = "circle"
    WAVE = "wave"
    BAR = "bar"


def form_of(preferences: Preferences | None) -> Form:
    """The form that was chosen, the circle where none was."""
    chosen = preferences.get(CALM_FORM, "") if preferences is not None else ""
    return next((form for form in Form if form == chosen), Form.CIRCLE)
