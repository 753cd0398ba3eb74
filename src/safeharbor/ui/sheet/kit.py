"""What every part of a form is made with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from safeharbor.ui.icons import Icons
from safeharbor.ui.sheet.titles import exercise_titles, title_of
from safeharbor.ui.theme import Look


@dataclass(frozen=True, slots=True)
class Kit:
    """What every part of a form is made with.

    Attributes:
        look: what to paint from.
        icons: where icons are taken from.
        today: the present day.
        title_of: what a place is called that a form leads to, "" for one that is not known;
            asked with ``ex:ID``, ``ws:ID`` or ``step:ID``.
        exercises: the ids and names of all exercises, for a link to any of them.
    """

    look: Look
    icons: Icons
    today: Callable[[], dt.date]
    title_of: Callable[[str], str] = title_of
    exercises: Callable[[], tuple[tuple[str, str], ...]] = exercise_titles
