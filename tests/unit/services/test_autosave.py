"""When a save is due, told as the life of one editor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.services.autosave import LONGEST_SECONDS, QUIET_SECONDS, Autosaver, SaveState
from support.clock import FakeClock


def state_of(saver: Autosaver) -> SaveState:
    """Asked anew each time."""
    return saver.state


def test_a_save_is_due_700_ms_after_the_last_key(clock: FakeClock) -> None:
    saver = Autosaver(clock)
    assert saver.due_in() is None
    saver.edited()
    clock.advance(0.5)
    saver.edited()
    clock.advance(0.5)
    assert saver.due_in() == pytest.approx(0.2)
    clock.advance(0.2)
    assert saver.due_in() == 0


def test_somebody_who_never_pauses_is_saved_after_three_seconds(clock: FakeClock) -> None:
    saver = Autosaver(clock)
    waited = 0.0
    while saver.due_in() != 0:
        saver.edited()
        clock.advance(0.25)
        waited += 0.25
    assert waited == LONGEST_SECONDS


def test_leaving_the_field_saves_at_once(clock: FakeClock) -> None:
    saver = Autosaver(clock)
    saver.hurry()
    assert saver.due_in() is None
    saver.edited()
    saver.hurry()
    assert saver.due_in() == 0


def test_saved_is_said_of_the_newest_text_only(clock: FakeClock) -> None:
    saver = Autosaver(clock)
    assert state_of(saver) is SaveState.NOTHING
    saver.edited()
    first = saver.begin()
    saver.edited()
    saver.done(first)
    assert state_of(saver) is SaveState.WRITING
    assert saver.unsaved
    saver.done(saver.begin())
    assert state_of(saver) is SaveState.SAVED


def test_a_failed_save_is_said_and_tried_again_later_and_later(clock: FakeClock) -> None:
    saver = Autosaver(clock)
    saver.edited()
    waits = []
    for _ in range(5):
        saver.failed(saver.begin())
        assert saver.state is SaveState.NOT_SAVED
        waits.append(saver.due_in() or 0.0)
        clock.advance(waits[-1])
    assert waits == [2.0, 5.0, 10.0, 30.0, 30.0]
    saver.done(saver.begin())
    assert saver.state is SaveState.SAVED


def test_an_edit_after_a_failure_does_not_wait_for_the_retry(clock: FakeClock) -> None:
    saver = Autosaver(clock)
    saver.edited()
    saver.failed(saver.begin())
    saver.edited()
    assert saver.due_in() == pytest.approx(QUIET_SECONDS)


@given(st.lists(st.sampled_from(["key", "wait", "save", "fail", "blur"]), max_size=60))
def test_no_edit_is_ever_forgotten(happenings: list[str]) -> None:
    """Whatever happens, unsaved text has a save under way or one that falls due."""
    clock = FakeClock()
    saver = Autosaver(clock)
    edits = kept = 0
    for happening in happenings:
        if happening == "key":
            saver.edited()
            edits += 1
        elif happening == "wait":
            clock.advance(0.3)
        elif happening == "blur":
            saver.hurry()
        elif saver.due_in() is not None:
            version = saver.begin()
            if happening == "save":
                saver.done(version)
                kept = edits
            else:
                saver.failed(version)
        assert saver.unsaved == (edits > kept)
        assert (saver.due_in() is not None) == saver.unsaved
