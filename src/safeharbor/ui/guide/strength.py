"""What follows from how strong it is: before a step, and after it. Numbers only, no widget."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import Final

from safeharbor.domain.answer_words import number_in
from safeharbor.domain.answers import Value
from safeharbor.domain.checkins import CHECKINS, is_rise
from safeharbor.domain.sheet import UNSURE

STRONG: Final = 7
"""From here on steadiness is offered first."""
_NIGHT: Final = (23, 5)


class Change(enum.StrEnum):
    """How it is after a step."""

    LOWER = "lower"
    SAME = "same"
    HIGHER = "higher"
    TWICE = "twice"
    """Higher, and it was the last time too."""


def is_strong(value: Value) -> bool:
    """Whether steadiness comes first. Numb is not calm: it counts as strong."""
    number = number_in(value)
    return value == UNSURE or (number is not None and number >= STRONG)


def change(before: Value, after: Value, rises: int) -> Change | None:
    """How it is now; None where nothing can be said.

    Args:
        before: 0 to 10, ``UNSURE`` or None.
        after: the same.
        rises: how often in a row it was higher after this step, before now.
    """
    if is_rise(before, after):
        return Change.TWICE if rises else Change.HIGHER
    first, second = number_in(before), number_in(after)
    if first is None or second is None:
        return None
    return Change.LOWER if second < first else Change.SAME


def is_night(now: dt.datetime) -> bool:
    """Whether heavy pages are likely to be heavier."""
    begins, ends = _NIGHT
    return now.hour >= begins or now.hour < ends


def with_visit(extra: Mapping[str, object], before: Value, after: Value) -> dict[str, object]:
    """``extra`` with the check-ins of one more visit that is over."""
    found = extra.get(CHECKINS)
    visits = list(found) if isinstance(found, (list, tuple)) else []
    return {**extra, CHECKINS: [*visits, [before, after]]}
