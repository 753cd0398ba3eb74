"""The order of entries in one number: local day << 20 | counter.

It is the row number of an entry and of its row in the search index, so that newest first and
"from this day to that" need no sorting. The counter begins with the minute of the day, which
leaves 512 places a minute.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from safeharbor.domain.moment import Moment

DAY_BITS: Final = 20
_MINUTE_BITS: Final = 9
_MINUTES: Final = 24 * 60
_DAY_MASK: Final = (1 << DAY_BITS) - 1
_MINUTE_MASK: Final = (1 << _MINUTE_BITS) - 1


def first_key(day: dt.date) -> int:
    """The smallest key of ``day``."""
    return day.toordinal() << DAY_BITS


def last_key(day: dt.date) -> int:
    """The greatest key of ``day``."""
    return first_key(day) | _DAY_MASK


def day_of(key: int) -> dt.date:
    """The day that ``key`` belongs to."""
    return dt.date.fromordinal(key >> DAY_BITS)


def seed_key(moment: Moment) -> int:
    """The key that an entry of ``moment`` gets if it is free: its day and its local minute."""
    minute = (moment.utc_us // 60_000_000 + moment.offset_min) % _MINUTES
    return first_key(moment.local_date) | minute << _MINUTE_BITS


def minute_end(seed: int) -> int:
    """The last key of the minute that begins with ``seed``."""
    return seed | _MINUTE_MASK


def next_key(seed: int, newest_in_minute: int | None, newest_in_day: int | None) -> int | None:
    """A free key for an entry seeded at ``seed``, after what was written in the same minute.

    Args:
        seed: from ``seed_key``.
        newest_in_minute: the greatest key taken from ``seed`` to ``minute_end(seed)``.
        newest_in_day: the greatest key taken in the day.

    Returns:
        The seed, or the key after the newest of the minute; in a full minute the key after the
        newest of the day; None when those are full too and a gap has to be looked for.
    """
    if newest_in_minute is None:
        return seed
    if newest_in_minute < minute_end(seed):
        return newest_in_minute + 1
    newest = max(newest_in_minute, newest_in_day or 0)
    return newest + 1 if newest & _DAY_MASK < _DAY_MASK else None
