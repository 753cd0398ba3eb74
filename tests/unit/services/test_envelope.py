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
from safeharbor.services.envelope import Note, NoteKind, read_envelope, write_envelope

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
