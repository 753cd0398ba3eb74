"""Moments as a writer means them, and the clock that orders changes.

A moment keeps the instant, the offset and zone it was written in, and the local date the writer
meant; travelling or a change of daylight saving time never moves an entry to another day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Protocol

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_COUNTER_BITS = 16
_COUNTER_MASK = (1 << _COUNTER_BITS) - 1


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant with the local date its writer meant.

    Attributes:
        utc_us: microseconds since 1970-01-01T00:00:00Z, negative before it.
        offset_min: minutes east of UTC that held where it was written.
        zone: IANA name such as ``Europe/Berlin``, or "" where it is unknown.
        local_date: the day the entry belongs to.
    """

    utc_us: int
    offset_min: int
    zone: str
    local_date: dt.date

    @property
    def local_datetime(self) -> dt.datetime:
        """The wall-clock time of the instant, with its fixed offset."""
        zone = dt.timezone(dt.timedelta(minutes=self.offset_min))
        return (_EPOCH + dt.timedelta(microseconds=self.utc_us)).astimezone(zone)

    def on(self, day: dt.date) -> Moment:
        """The same instant, meant for another day."""
        return replace(self, local_date=day)


def moment_of(when: dt.datetime, zone: str = "") -> Moment:
    """The moment of an aware ``when``; its local date is that of its own offset.

    Raises:
        ValueError: ``when`` has no offset.
    """
    offset = when.utcoffset()
    if offset is None:
        raise ValueError("a moment needs an offset")
    micros = (when - _EPOCH) // dt.timedelta(microseconds=1)
    return Moment(micros, round(offset.total_seconds() / 60), zone, when.date())


class Clock(Protocol):
    """What the services ask for the time."""

    def now(self) -> Moment:
        """The present moment, local."""

    def monotonic(self) -> float:
        """Seconds that never go back, for measuring rests."""


@dataclass(frozen=True, slots=True)
class HybridClock:
    """A hybrid logical clock: milliseconds << 16 | counter, never going back.

    After Kulkarni et al. 2014, "Logical Physical Clocks": a wall clock that jumps back makes the
    counter advance instead, so later changes always compare as later.
    """

    last: int = 0

    def tick(self, utc_us: int) -> HybridClock:
        """The clock after one change at ``utc_us``; its ``last`` is the change's time stamp."""
        wall = max(utc_us // 1000, 0) << _COUNTER_BITS
        return HybridClock(max(wall, self.last + 1))

    @staticmethod
    def milliseconds(stamp: int) -> int:
        """The wall-clock part of a time stamp, in milliseconds since 1970."""
        return stamp >> _COUNTER_BITS

    @staticmethod
    def counter(stamp: int) -> int:
        """The logical part of a time stamp."""
        return stamp & _COUNTER_MASK
