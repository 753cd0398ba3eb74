from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.breathing import (
    BOX,
    DEFAULT,
    FASTEST,
    LONG_EXHALE,
    NATURAL,
    SIGH,
    SLOWEST,
    STOCK,
    STOCK_HOLD_LIMIT,
    VARIANTS,
    Minutes,
    Pattern,
    Phase,
    PhaseKind,
    SpeedChange,
    Start,
    end_after,
    faster,
    pattern_for,
    phase_at,
    slower,
    without_holds,
)

patterns = st.sampled_from(list(STOCK.values()))
moments = st.floats(0, 1200, allow_nan=False)
speeds = st.integers(6, 14).map(lambda tenths: tenths / 10)
change_lists = st.lists(st.builds(SpeedChange, moments, speeds), max_size=6).map(
    lambda changes: tuple(sorted(changes, key=lambda change: change.at_elapsed))
)


def test_the_default_starts_softly_and_has_no_hold() -> None:
    assert DEFAULT is LONG_EXHALE
    assert not DEFAULT.has_hold
    beginnings = [phase_at(DEFAULT, (), t) for t in (0, 3, 7, 10, 15, 19, 25)]
    assert [frame.kind for frame in beginnings] == [PhaseKind.IN, PhaseKind.OUT] * 3 + [
        PhaseKind.IN
    ]
    assert [frame.seconds_total for frame in beginnings] == [3, 4, 3, 5, 4, 6, 4]
    assert [frame.round_index for frame in beginnings] == [0, 0, 1, 1, 2, 2, 3]


def test_all_eight_patterns_ship_and_none_for_distress_holds_the_breath() -> None:
    assert set(STOCK) == {
        "br_long_exhale",
        "br_even",
        "br_sigh",
        "br_pursed",
        "br_hum",
        "br_box",
        "br_478",
        "br_natural",
    }
    assert not any(pattern.has_hold for pattern in STOCK.values() if pattern.in_distress)
    assert all(
        pattern.minutes.least <= pattern.minutes.usual <= pattern.minutes.most
        for pattern in STOCK.values()
    )


@pytest.mark.parametrize(
    ("pattern_id", "seconds", "minutes"),
    [
        ("br_long_exhale", (4, 6), (1, 20, 5)),
        ("br_even", (5, 5), (1, 20, 5)),
        ("br_even_slower", (5.5, 5.5), (1, 20, 5)),
        ("br_even_quicker", (4, 4), (1, 20, 5)),
        ("br_sigh", (2, 1, 6, 1), (0.5, 5, 5)),
        ("br_pursed", (2, 4), (1, 5, 2)),
        ("br_hum", (4, 8), (1, 5, 3)),
        ("br_box", (4, 4, 4, 4), (1, 5, 3)),
        ("br_box_gentle", (3, 3, 3, 3), (1, 5, 3)),
        ("br_box_no_holds", (4, 4), (1, 5, 3)),
        ("br_478", (4, 7, 8), (76 / 60, 152 / 60, 76 / 60)),
        ("br_478_half", (2, 3.5, 4), (38 / 60, 76 / 60, 38 / 60)),
        ("br_478_no_holds", (4, 8), (76 / 60, 152 / 60, 76 / 60)),
    ],
)
def test_the_seconds_are_those_of_the_evidence_table(
    pattern_id: str, seconds: tuple[float, ...], minutes: tuple[float, ...]
) -> None:
    pattern = pattern_for(pattern_id)
    assert pattern is not None
    assert tuple(phase.seconds for phase in pattern.phases) == seconds
    assert pattern.minutes == pytest.approx(minutes)


def test_every_form_has_an_id_of_its_own_and_the_words_of_its_pattern() -> None:
    forms = [form for forms in VARIANTS.values() for form in forms]
    ids = [pattern.id for pattern in (*STOCK.values(), *forms)]
    assert len(ids) == len(set(ids))
    assert all(pattern_for(form.id) is form for form in forms)
    assert all(STOCK[form.exercise].id == form.variant_of for form in forms)
    assert all(pattern.exercise == pattern.id for pattern in STOCK.values())
    assert pattern_for("br_fast") is None


def test_what_has_no_holds_is_left_as_it_is_and_a_short_rest_stays() -> None:
    assert without_holds(SIGH) is SIGH
    rest = Phase(PhaseKind.REST, 2)
    own = Pattern(
        "own_1",
        (Phase(PhaseKind.IN, 4), Phase(PhaseKind.HOLD, 0.5), Phase(PhaseKind.OUT, 6), rest),
        Minutes(1, 5, 3),
    )
    assert own.has_hold
    free = without_holds(own)
    assert [phase.kind for phase in free.phases] == [PhaseKind.IN, PhaseKind.OUT, PhaseKind.REST]
    assert (free.has_hold, free.exercise, without_holds(free)) == (False, "own_1", free)


def test_a_long_rest_is_a_breath_hold_too() -> None:
    phases = (Phase(PhaseKind.IN, 4), Phase(PhaseKind.OUT, 4), Phase(PhaseKind.REST, 2.5))
    assert Pattern("own_2", phases, Minutes(1, 5, 3)).has_hold


def test_a_practice_may_begin_with_a_later_round_or_an_out_breath() -> None:
    later = phase_at(LONG_EXHALE, (), 0, Start(2))
    assert (later.kind, later.seconds_total, later.round_index) == (PhaseKind.IN, 4, 2)
    full = Start(2, full=True)
    first = phase_at(LONG_EXHALE, (), 0, full)
    assert (first.kind, first.fullness, first.seconds_total) == (PhaseKind.OUT, 1, 6)
    assert phase_at(LONG_EXHALE, (), 6, full).round_index == 3
    assert end_after(LONG_EXHALE, (), 6.1, full) == 16
    assert phase_at(BOX, (), 0, Start(0, full=True)).kind is PhaseKind.OUT
    assert phase_at(LONG_EXHALE, (), 10 * 10_000 + 6.5, full).round_index == 10_003


def test_the_second_in_breath_of_a_sigh_tops_up_the_first() -> None:
    full = [round(phase_at(SIGH, (), t).fullness, 3) for t in (0, 2, 3, 9, 9.5)]
    assert full == [0, 0.667, 1, 0, 0]


def test_an_unpaced_pattern_drifts_and_takes_no_speed() -> None:
    change = (SpeedChange(0, 1.3),)
    frames = [phase_at(NATURAL, change, t / 4) for t in range(400)]
    assert {frame.kind for frame in frames} == {PhaseKind.FREE}
    assert {frame.speed for frame in frames} == {1.0}
    assert all(0.4 <= round(frame.fullness, 9) <= 0.6 for frame in frames)
    assert not NATURAL.paced
    assert end_after(NATURAL, (), 60) == 60


def test_a_change_of_speed_waits_for_the_next_phase() -> None:
    change = (SpeedChange(16.0, 0.5 + 0.3),)
    assert phase_at(LONG_EXHALE, change, 18.9).seconds_total == 4
    assert phase_at(LONG_EXHALE, change, 19.0).seconds_total == pytest.approx(6 / 0.8)


def test_steps_of_speed_stay_within_the_bounds() -> None:
    speed = 1.0
    down = [speed := slower(speed) for _ in range(6)]
    up = [speed := faster(speed) for _ in range(10)]
    assert down == [0.9, 0.8, 0.7, 0.6, 0.6, 0.6]
    assert up[:2] == [0.7, 0.8]
    assert up[-1] == FASTEST
    with pytest.raises(ValueError, match="bounds"):
        SpeedChange(0, 2.0)
    with pytest.raises(ValueError, match="bounds"):
        SpeedChange(0, 0.1)


def test_slowing_down_never_stretches_a_hold_beyond_seven_seconds() -> None:
    slow = (SpeedChange(0, SLOWEST),)
    holds = [phase_at(STOCK["br_478"], slow, t / 4) for t in range(200)]
    assert max(f.seconds_total for f in holds if f.kind is PhaseKind.HOLD) == STOCK_HOLD_LIMIT
    assert phase_at(BOX, slow, 7.0).seconds_total == pytest.approx(4 / SLOWEST)


@pytest.mark.parametrize(
    ("wished", "end"), [(0, 7), (7, 7), (7.01, 15), (60, 65), (65, 65), (300, 305)]
)
def test_a_practice_ends_with_an_out_breath(wished: float, end: float) -> None:
    assert end_after(LONG_EXHALE, (), wished) == end


@pytest.mark.parametrize(
    "phases",
    [
        (),
        (Phase(PhaseKind.OUT, 4), Phase(PhaseKind.IN, 4)),
        (Phase(PhaseKind.IN, 4),),
        (Phase(PhaseKind.IN, 4), Phase(PhaseKind.OUT, 4), Phase(PhaseKind.OUT, 2)),
        (Phase(PhaseKind.FREE, 4), Phase(PhaseKind.IN, 4)),
    ],
)
def test_a_round_that_does_not_come_back_is_refused(phases: tuple[Phase, ...]) -> None:
    with pytest.raises(ValueError, match="round"):
        Pattern("own", phases, Minutes(1, 5, 1))


def test_a_phase_takes_some_time() -> None:
    with pytest.raises(ValueError, match="time"):
        Phase(PhaseKind.IN, 0)


@given(patterns, change_lists, moments)
def test_a_frame_is_whole(
    pattern: Pattern, changes: tuple[SpeedChange, ...], elapsed: float
) -> None:
    frame = phase_at(pattern, changes, elapsed)
    phases = pattern.round_phases(frame.round_index)
    assert phases[frame.phase_index].kind is frame.kind
    assert 0 <= frame.seconds_into <= frame.seconds_total
    assert frame.progress == pytest.approx(frame.seconds_into / frame.seconds_total)
    assert 0 <= frame.fullness <= 1
    assert frame.seconds_total == pytest.approx(phases[frame.phase_index].lasting(frame.speed))


@given(patterns, st.integers(0, 100_000), st.floats(0, 19.5))
def test_nothing_drifts_over_many_rounds(pattern: Pattern, rounds: int, into: float) -> None:
    begin = sum(phase.seconds for round_ in pattern.soft_start for phase in round_)
    here = phase_at(pattern, (), begin + into)
    later = phase_at(pattern, (), begin + into + rounds * pattern.seconds)
    moved = abs(later.fullness - here.fullness)
    assert moved < 1e-6
    near_an_edge = min(here.seconds_into, here.seconds_total - here.seconds_into) < 1e-6
    assert near_an_edge or later.round_index - here.round_index == rounds


@given(patterns, change_lists, moments)
def test_the_lamp_never_jumps(
    pattern: Pattern, changes: tuple[SpeedChange, ...], elapsed: float
) -> None:
    tick = 0.001
    before = phase_at(pattern, changes, elapsed).fullness
    after = phase_at(pattern, changes, elapsed + tick).fullness
    # The steepest slope of a cosine ease is pi/2 for each phase; the shortest rise is 1 s long.
    assert abs(after - before) <= FASTEST * tick * 1.6


@given(patterns, change_lists, st.floats(0, 300))
def test_the_phases_fill_the_time(
    pattern: Pattern, changes: tuple[SpeedChange, ...], until: float
) -> None:
    moment, seen = 0.0, 0
    while moment < until:
        frame = phase_at(pattern, changes, moment + 1e-6)
        assert frame.seconds_into == pytest.approx(0, abs=1e-5)
        moment += frame.seconds_total
        seen += 1
    assert seen == 0 or moment >= until


@given(patterns, change_lists, st.builds(SpeedChange, moments, speeds), moments)
def test_a_change_never_alters_the_past(
    pattern: Pattern, changes: tuple[SpeedChange, ...], new: SpeedChange, elapsed: float
) -> None:
    earlier = tuple(c for c in changes if c.at_elapsed <= new.at_elapsed)
    if elapsed < new.at_elapsed:
        assert phase_at(pattern, (*earlier, new), elapsed) == phase_at(pattern, earlier, elapsed)


@given(patterns, change_lists, moments)
def test_the_end_is_the_first_one_that_is_long_enough(
    pattern: Pattern, changes: tuple[SpeedChange, ...], wished: float
) -> None:
    end = end_after(pattern, changes, wished)
    assert end >= wished - 1e-6
    if pattern.paced:
        last = phase_at(pattern, changes, end - 1e-6)
        assert last.kind is PhaseKind.OUT
        assert end - wished <= 2 * pattern.seconds / SLOWEST
        assert end_after(pattern, changes, end) == pytest.approx(end)


def test_importing_it_brings_nothing_from_outside_the_standard_library() -> None:
    code = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "import safeharbor.domain.breathing\n"
        "names = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(names - set(sys.stdlib_module_names)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "['safeharbor']"
