"""Sealed notes as JSON, there and back, and what is refused or left for a newer version."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.entry import MAX_TEXT_BYTES, EntryContent, Mood, Snapshot
from safeharbor.domain.moment import Moment
from safeharbor.domain.practice import LONGEST_S, After, PracticeRecord
from safeharbor.services.envelope import (
    Note,
    NoteKind,
    PracticeNote,
    read_envelope,
    write_envelope,
)

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_MOMENTS = st.builds(
    Moment,
    utc_us=st.integers(-62_135_510_400_000_000, 253_402_128_000_000_000),
    offset_min=st.integers(-1439, 1439),
    zone=_TEXT,
    local_date=st.dates(),
)
_CONTENTS = st.builds(
    EntryContent,
    title=_TEXT,
    body=_TEXT,
    tags=st.lists(_TEXT).map(tuple),
    mood=st.none() | st.sampled_from(Mood),
    starred=st.booleans(),
)
_SNAPSHOTS = st.builds(
    Snapshot,
    entry_id=st.uuids(),
    base_revision=st.none() | st.uuids(),
    content=_CONTENTS,
    moment=_MOMENTS,
    caret=st.integers(0, 2**31),
)
_RECORDS = st.builds(
    PracticeRecord,
    id=st.uuids(),
    exercise=st.from_regex(r"[a-z][a-z0-9_]{0,63}", fullmatch=True),
    moment=st.builds(
        Moment,
        utc_us=st.integers(-62_135_510_400_000_000, 253_402_128_000_000_000),
        offset_min=st.integers(-1439, 1439),
        zone=st.text(st.characters(exclude_categories=["Cs"]), max_size=64),
        local_date=st.dates(),
    ),
    seconds=st.integers(0, LONGEST_S),
    before=st.none() | st.integers(-1, 10),
    after=st.none() | st.sampled_from(After),
)


def _practice() -> PracticeNote:
    moment = Moment(1_795_000_000_000_000, 60, "Europe/Berlin", dt.date(2026, 11, 21))
    return PracticeNote(PracticeRecord(uuid.uuid4(), "gr_feet", moment, 90, 5, After.SAME))


def _note(body: str = "The canal was still.") -> Note:
    moment = Moment(1_795_000_000_000_000, 60, "Europe/Berlin", dt.date(2026, 11, 21))
    return Note(NoteKind.ENTRY, Snapshot(uuid.uuid4(), None, EntryContent(body=body), moment))


@given(st.builds(Note, kind=st.sampled_from(NoteKind), snapshot=_SNAPSHOTS))
def test_a_note_comes_back_as_it_was(note: Note) -> None:
    assert read_envelope(write_envelope(note)) == note


def test_two_mebibytes_of_quotes_fit_into_a_note() -> None:
    note = _note('"' * MAX_TEXT_BYTES)
    raw = write_envelope(note)
    assert len(raw) < 4 * 1024 * 1024
    assert read_envelope(raw) == note


@pytest.mark.parametrize("change", [{"v": 2}, {"kind": "session"}])
def test_what_a_newer_version_wrote_is_left_for_it(change: dict[str, object]) -> None:
    envelope = json.loads(write_envelope(_note())) | change
    assert read_envelope(json.dumps(envelope).encode()) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'{"v":1}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_envelope_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        read_envelope(raw)


@pytest.mark.parametrize(
    "change",
    [
        {"utc_us": 10**30},
        {"utc_us": True},
        {"offset_min": 100_000},
        {"local_date": "yesterday"},
        {"entity": "not an id"},
        {"mood": 9},
        {"tags": "sleep"},
        {"text": 5},
    ],
)
def test_a_field_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    envelope = json.loads(write_envelope(_note())) | change
    with pytest.raises(ValueError):
        read_envelope(json.dumps(envelope).encode())


@given(st.builds(PracticeNote, record=_RECORDS))
def test_a_record_of_a_practice_comes_back_as_it_was(note: PracticeNote) -> None:
    assert read_envelope(write_envelope(note)) == note


def test_it_is_as_long_as_a_short_note_when_it_is_sealed() -> None:
    assert len(write_envelope(_practice())) < 1000


@pytest.mark.parametrize(
    "change",
    [
        {"utc_us": 10**30},
        {"offset_min": 100_000},
        {"local_date": "yesterday"},
        {"zone": "x" * 65},
        {"zone": 5},
        {"id": "not an id"},
        {"id": None},
        {"exercise": ""},
        {"exercise": "gr_feet\u202e"},
        {"exercise": "x" * 65},
        {"exercise": ["gr_feet"]},
        {"seconds": -1},
        {"seconds": LONGEST_S + 1},
        {"seconds": 1.5},
        {"seconds": True},
        {"before": -2},
        {"before": 11},
        {"before": False},
        {"after": "wonderful"},
        {"after": 1},
    ],
)
def test_a_record_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    envelope = json.loads(write_envelope(_practice())) | change
    with pytest.raises(ValueError):
        read_envelope(json.dumps(envelope).encode())


@pytest.mark.parametrize(
    "left_out", ["id", "exercise", "seconds", "before", "after", "zone", "utc_us"]
)
def test_a_record_without_a_part_is_refused(left_out: str) -> None:
    envelope = json.loads(write_envelope(_practice()))
    del envelope[left_out]
    with pytest.raises(ValueError):
        read_envelope(json.dumps(envelope).encode())


def test_what_a_newer_version_says_besides_is_passed_over() -> None:
    note = _practice()
    envelope = json.loads(write_envelope(note)) | {"place": "in bed"}
    assert read_envelope(json.dumps(envelope).encode()) == note
