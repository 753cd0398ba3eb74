"""A clock that a test moves by hand."""

from __future__ import annotations

import datetime as dt

from safeharbor.domain.moment import Moment, moment_of


class FakeClock:
    """Starts on 2026-11-21 at 08:00 in Berlin and moves only when told."""

    def __init__(self, start: dt.datetime | None = None, zone: str = "Europe/Berlin") -> None:
        berlin = dt.timezone(dt.timedelta(hours=1))
        self._now = start or dt.datetime(2026, 11, 21, 8, 0, tzinfo=berlin)
        self._zone = zone
        self._seconds = 1000.0

    def now(self) -> Moment:
        """The moment the test has set."""
        return moment_of(self._now, self._zone)

    def monotonic(self) -> float:
        """Seconds moved so far, from an arbitrary start."""
        return self._seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += dt.timedelta(seconds=seconds)
        self._seconds += seconds

    def set_wall(self, when: dt.datetime) -> None:
        """Set the wall clock alone, as a person or a time server does."""
        self._now = when
