"""Moments, and the clock that orders changes."""

from __future__ import annotations

import datetime as dt
import itertools
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.moment import HybridClock, Moment, moment_of

TIMES = st.lists(st.integers(-(10**15), 4 * 10**15), max_size=40)


def test_a_moment_keeps_the_day_of_its_writer() -> None:
    berlin = dt.timezone(dt.timedelta(hours=1))
    moment = moment_of(dt.datetime(2026, 11, 21, 0, 30, tzinfo=berlin), "Europe/Berlin")
    assert moment.local_date == dt.date(2026, 11, 21)
    assert moment.offset_min == 60
    assert moment.local_datetime == dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)


def test_another_day_is_the_same_instant() -> None:
    moment = Moment(1, 0, "UTC", dt.date(1970, 1, 1))
    assert moment.on(dt.date(2000, 2, 29)) == Moment(1, 0, "UTC", dt.date(2000, 2, 29))


def test_a_moment_needs_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        moment_of(dt.datetime(2026, 1, 1))  # noqa: DTZ001 - without a zone on purpose


@settings(max_examples=100)
@given(
    st.datetimes(dt.datetime(1970, 1, 3), dt.datetime(2106, 12, 31)),  # noqa: DTZ001 - without a zone on purpose
    st.sampled_from(["Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia", "UTC"]),
)
def test_the_day_view_is_the_wall_clock_of_the_place(when: dt.datetime, zone: str) -> None:
    local = when.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    moment = moment_of(local, zone)
    assert moment.local_date == when.date()
    assert abs(moment.local_datetime - local) < dt.timedelta(minutes=1)


@given(TIMES)
def test_time_stamps_never_go_back_whatever_the_wall_clock_does(times: list[int]) -> None:
    clock, stamps = HybridClock(), [0]
    for utc_us in times:
        clock = clock.tick(utc_us)
        stamps.append(clock.last)
        assert HybridClock.milliseconds(clock.last) >= max(utc_us // 1000, 0)
    assert all(one < other for one, other in itertools.pairwise(stamps))


def test_a_clock_that_was_set_back_counts_on() -> None:
    late = HybridClock().tick(5_000_000)
    early = late.tick(1_000_000)
    assert HybridClock.milliseconds(early.last) == 5000
    assert HybridClock.counter(early.last) == 1


def test_a_full_counter_carries_into_the_milliseconds() -> None:
    clock = HybridClock((7 << 16) | 0xFFFF).tick(0)
    assert HybridClock.milliseconds(clock.last) == 8
