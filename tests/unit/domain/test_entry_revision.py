"""When a save goes on with the open revision, and when it begins another."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.entry import RevisionInfo
from safeharbor.domain.revision import REST_MS, Placement, continues, place

ENTRY = uuid4()
HEAD = uuid4()
NOW = 1_795_000_000_000


def head(*, saved_ms: int = NOW, is_open: bool = True) -> RevisionInfo:
    return RevisionInfo(HEAD, ENTRY, None, saved_ms, is_open=is_open)


HEADS = st.builds(
    RevisionInfo,
    id=st.sampled_from([HEAD, uuid4()]),
    entry_id=st.just(ENTRY),
    parent=st.none(),
    saved_ms=st.integers(0, 2**45),
    is_open=st.booleans(),
)


def test_a_save_within_the_sitting_goes_on() -> None:
    assert continues(head(), NOW + REST_MS - 1, same_sitting=True, date_changed=False)


def test_ten_minutes_of_rest_end_the_sitting() -> None:
    assert not continues(head(), NOW + REST_MS, same_sitting=True, date_changed=False)


def test_a_lock_or_another_day_ends_the_sitting() -> None:
    assert not continues(head(), NOW, same_sitting=False, date_changed=False)
    assert not continues(head(), NOW, same_sitting=True, date_changed=True)


def test_a_closed_head_is_never_written_again() -> None:
    assert not continues(head(is_open=False), NOW, same_sitting=True, date_changed=False)
    assert not continues(None, NOW, same_sitting=True, date_changed=False)


def test_a_clock_that_was_set_back_ends_no_sitting() -> None:
    assert continues(head(), NOW - 86_400_000, same_sitting=True, date_changed=False)


def test_places() -> None:
    assert place(None, None, NOW) is Placement.FIRST
    assert place(head(), HEAD, NOW) is Placement.CONTINUE
    assert place(head(), HEAD, NOW + REST_MS) is Placement.NEXT
    assert place(head(), HEAD, NOW, date_changed=True) is Placement.NEXT
    assert place(head(), uuid4(), NOW) is Placement.BESIDE
    assert place(head(), None, NOW) is Placement.BESIDE


@given(
    st.none() | HEADS,
    st.none() | st.just(HEAD),
    st.integers(0, 2**45),
    st.booleans(),
    st.booleans(),
)
def test_only_a_text_that_began_from_the_head_moves_the_line(
    present: RevisionInfo | None, base: UUID | None, now: int, sitting: bool, moved: bool
) -> None:
    found = place(present, base, now, same_sitting=sitting, date_changed=moved)
    assert (found is Placement.FIRST) == (present is None)
    if found in (Placement.CONTINUE, Placement.NEXT):
        assert present is not None
        assert present.id == base
    if found is Placement.CONTINUE:
        assert present is not None
        assert present.is_open
        assert sitting
        assert not moved
