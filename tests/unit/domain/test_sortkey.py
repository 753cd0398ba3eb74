"""The order of entries in one number."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.moment import Moment, moment_of
from safeharbor.domain.sortkey import (
    day_of,
    first_key,
    last_key,
    minute_end,
    next_key,
    seed_key,
)

MOMENTS = st.builds(
    Moment,
    utc_us=st.integers(-(2**62), 2**62),
    offset_min=st.integers(-1440, 1440),
    zone=st.just(""),
    local_date=st.dates(),
)


@given(MOMENTS)
def test_a_key_lies_in_its_day(moment: Moment) -> None:
    key = seed_key(moment)
    assert first_key(moment.local_date) <= key <= minute_end(key) <= last_key(moment.local_date)
    assert day_of(key) == moment.local_date
    assert 0 < key < 2**63


@given(st.dates(), st.dates())
def test_days_do_not_overlap(one: dt.date, other: dt.date) -> None:
    if one < other:
        assert last_key(one) < first_key(other)


def test_the_local_minute_orders_a_day() -> None:
    berlin = dt.timezone(dt.timedelta(hours=1))
    morning = moment_of(dt.datetime(2026, 11, 21, 8, 0, tzinfo=berlin))
    later = moment_of(dt.datetime(2026, 11, 21, 8, 1, tzinfo=berlin))
    assert seed_key(later) - seed_key(morning) == 512
    assert seed_key(morning) == first_key(morning.local_date) + 8 * 60 * 512


def test_the_next_key_follows_the_newest_of_the_minute() -> None:
    seed = first_key(dt.date(2026, 1, 1)) + 512
    assert next_key(seed, None, None) == seed
    assert next_key(seed, seed + 3, seed + 9000) == seed + 4


def test_a_full_minute_goes_on_after_the_newest_of_the_day() -> None:
    day = dt.date(2026, 1, 1)
    seed = first_key(day)
    assert next_key(seed, minute_end(seed), seed + 9000) == seed + 9001
    assert next_key(seed, minute_end(seed), last_key(day)) is None


@given(MOMENTS, st.integers(0, 2**20), st.integers(0, 2**20))
def test_the_next_key_is_new_and_of_the_same_day(moment: Moment, one: int, other: int) -> None:
    seed = seed_key(moment)
    in_minute = min(seed + one, minute_end(seed))
    in_day = max(in_minute, first_key(moment.local_date) + min(other, 2**20 - 1))
    key = next_key(seed, in_minute, in_day)
    if key is not None:
        assert day_of(key) == moment.local_date
        assert key > in_minute
        assert key <= minute_end(seed) or key > in_day
