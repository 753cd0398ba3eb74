from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.rotation import PLAN, Plan, kept

START = dt.datetime(2026, 1, 1, 20, 0)  # noqa: DTZ001 - the local time of whoever made it
TIMES = st.lists(
    st.datetimes(min_value=dt.datetime(1970, 1, 2), max_value=dt.datetime(2106, 1, 1)),  # noqa: DTZ001 - the local time of whoever made it
    max_size=60,
)


def days(count: int) -> list[dt.datetime]:
    return [START + dt.timedelta(days=number) for number in range(count)]


def test_nothing_is_kept_of_nothing() -> None:
    assert kept([]) == frozenset()


def test_the_first_week_loses_nothing() -> None:
    assert kept(days(7)) == set(days(7))


def test_a_year_leaves_seven_days_four_weeks_and_six_months() -> None:
    left = sorted(kept(days(365)), reverse=True)
    newest = START + dt.timedelta(days=364)
    assert left[:7] == [newest - dt.timedelta(days=number) for number in range(7)]
    assert len({moment.isocalendar()[:2] for moment in left}) >= PLAN.weeks
    assert len({(moment.year, moment.month) for moment in left}) == PLAN.months
    assert len(left) <= PLAN.days + PLAN.weeks + PLAN.months


def test_of_one_day_the_newest_stays() -> None:
    hours = [START + dt.timedelta(minutes=number) for number in range(50)]
    assert kept(hours) == {hours[-1]}


def test_a_long_pause_lets_no_old_one_go() -> None:
    before = days(7)
    after = [START + dt.timedelta(days=2000)]
    assert set(before[1:]) <= kept(before + after)


def test_rotating_every_day_keeps_as_much_as_rotating_once() -> None:
    present: frozenset[dt.datetime] = frozenset()
    for moment in days(400):
        present = kept([*present, moment])
    assert present == kept(days(400))


@settings(max_examples=60, deadline=None)
@given(TIMES)
def test_the_newest_stays_and_a_second_round_takes_nothing(made: list[dt.datetime]) -> None:
    left = kept(made)
    assert left <= set(made)
    assert len(left) <= PLAN.days + PLAN.weeks + PLAN.months
    assert bool(left) is bool(made)
    if made:
        assert max(made) in left
    assert kept(left) == left


@settings(max_examples=60, deadline=None)
@given(TIMES, st.integers(1, 5), st.integers(0, 5), st.integers(0, 5))
def test_a_larger_plan_keeps_no_less(
    made: list[dt.datetime], more_days: int, weeks: int, months: int
) -> None:
    small = Plan(2, 1, 1)
    large = Plan(2 + more_days, 1 + weeks, 1 + months)
    assert kept(made, small) <= kept(made, large)
