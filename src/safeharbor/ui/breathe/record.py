"""What may be kept of a practice of breathing; loaded when one is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from safeharbor.domain.moment import Moment, moment_of
from safeharbor.domain.practice import LONGEST_S, After, PracticeRecord
from safeharbor.services.ids import new_id
from safeharbor.system.clock import SystemClock
from safeharbor.ui.breathe.sitting import Past


def record_of(
    past: Past, ago: float, after: After | None, now: Callable[[], Moment] | None = None
) -> PracticeRecord:
    """The record of what is over.

    Args:
        past: what was breathed.
        ago: seconds since it began, pauses and all.
        after: how it was afterwards, None where that was not asked or answered.
        now: the present moment, None for that of this computer.
    """
    moment = (now or SystemClock().now)()
    begun = moment.local_datetime - dt.timedelta(seconds=max(ago, 0.0))
    seconds = min(round(past.seconds), LONGEST_S)
    began = moment_of(begun, moment.zone)
    return PracticeRecord(new_id(), past.exercise, began, seconds, past.before, after)
