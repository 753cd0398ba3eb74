"""Kept states, tags, sealed notes and facts about the vault."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from safeharbor.domain.entry import EntryContent, Mood, RevisionInfo, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.revision import REST_MS, Placement, place
from safeharbor.storage.database import Database, Transaction
from safeharbor.storage.payload import (
    pack_state,
    storable,
    unpack_extra,
    unpack_indexed,
    unpack_state,
)
from support.store import add, edit, moment, reopen

NOW_US = moment().utc_us


def head(tx: Transaction, entry_id: UUID) -> RevisionInfo:
    found = tx.revisions.head(entry_id)
    assert found is not None
    return found


def body(tx: Transaction, revision_id: UUID) -> str:
    revision = tx.revisions.get(revision_id)
    assert revision is not None
    return revision.content.body


def test_one_sitting_is_one_revision(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "a")
        for text in ("ab", "abc"):
            edit(tx, entry_id, partial(replace, body=text))
        (only,) = tx.revisions.list(entry_id)
        assert only == head(tx, entry_id)
        assert only.is_open
        assert only.parent is None
        assert only.saved_ms == NOW_US // 1000
        assert body(tx, only.id) == "abc"


def test_the_next_sitting_follows_the_one_before(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "a")
        first = head(tx, entry_id)
        second = edit(
            tx,
            entry_id,
            lambda c: replace(c, body="b", title="t", mood=Mood.GOOD),
            placement=Placement.NEXT,
            utc_us=NOW_US + 5_000_000,
        )
        newest, oldest = tx.revisions.list(entry_id)
        assert (newest.id, newest.parent, newest.is_open) == (second, first.id, True)
        assert (oldest.id, oldest.is_open) == (first.id, False)
        assert newest.saved_ms == oldest.saved_ms + 5000
        assert body(tx, first.id) == "a"
        kept = tx.revisions.get(second)
        assert kept is not None
        assert kept.content == EntryContent("t", "b", (), Mood.GOOD)
        assert kept.moment == moment()


def test_a_closed_state_is_never_written_again(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "a")
        tx.revisions.close_open(entry_id)
        assert not head(tx, entry_id).is_open
    with pytest.raises(HarborError), database.transaction() as tx:
        edit(tx, entry_id, lambda c: replace(c, body="b"))
    with database.transaction() as tx:
        entry = tx.entries.get(entry_id)
        assert entry is not None
        assert entry.content.body == "a"


def test_a_lock_ends_every_sitting(database: Database) -> None:
    with database.transaction() as tx:
        ids = [add(tx, str(n)) for n in range(3)]
        tx.revisions.close_open(ids[0])
        assert [head(tx, n).is_open for n in ids] == [False, True, True]
        tx.revisions.close_open(None)
        assert not any(head(tx, n).is_open for n in ids)


def test_a_text_with_an_old_base_is_kept_beside_the_line(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "a")
        base = head(tx, entry_id)
        now = edit(tx, entry_id, lambda c: replace(c, body="b"), placement=Placement.NEXT)
        draft = uuid7()
        snapshot = Snapshot(entry_id, base.id, EntryContent("t", "from elsewhere"), moment())
        assert place(head(tx, entry_id), base.id, NOW_US // 1000) is Placement.BESIDE
        tx.entries.write(snapshot, Placement.BESIDE, draft, NOW_US)

        assert head(tx, entry_id).id == now
        assert head(tx, entry_id).is_open
        entry = tx.entries.get(entry_id)
        assert entry is not None
        assert (entry.content.body, entry.content.title) == ("b", "")
        kept = next(info for info in tx.revisions.list(entry_id) if info.id == draft)
        assert (kept.note, kept.parent, kept.is_open) == ("draft", base.id, False)
        assert body(tx, draft) == "from elsewhere"


def test_time_stamps_go_on_after_opening_again(path: Path) -> None:
    database = reopen(path)
    with database.transaction() as tx:
        entry_id = add(tx, "a", tags=["t", "u"])
    database.close()
    database = reopen(path)
    newest_of_all = max(
        database._raw.execute(f"SELECT max(hlc) FROM {table}").fetchone()[0]
        for table in ("entry_tag", "revision", "change")
    )
    with database.transaction() as tx:
        assert tx.stamp(0) > newest_of_all
        edit(tx, entry_id, lambda c: replace(c, body="b"), placement=Placement.NEXT, utc_us=1)
        newest, oldest = tx.revisions.list(entry_id)
        assert newest.saved_ms == oldest.saved_ms  # the clock was set back by decades
        assert body(tx, newest.id) == "b"
    database.close()


def test_what_is_not_there(database: Database) -> None:
    with database.transaction() as tx:
        assert tx.revisions.get(uuid7()) is None
        assert tx.revisions.head(uuid7()) is None
        assert tx.revisions.list(uuid7()) == []


STEPS = st.lists(
    st.tuples(st.integers(0, 2 * REST_MS), st.sampled_from(["head", "old", "none"]), st.booleans()),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_no_text_is_ever_lost_whatever_is_saved_when(
    empty_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, str, bool]],
) -> None:
    """Each kept state that another one replaced in its sitting was the base of that one."""
    path = tmp_path_factory.mktemp("rev") / "v.db"
    path.write_bytes(empty_database.read_bytes())
    path.chmod(0o600)
    database = reopen(path)
    now_ms = NOW_US // 1000
    with database.transaction() as tx:
        entry_id = add(tx, "0")
        line, final = [head(tx, entry_id).id], {head(tx, entry_id).id: "0"}
        for number, (wait, base, lock) in enumerate(steps, 1):
            now_ms += wait
            if lock:
                tx.revisions.close_open(None)
            based = {"head": line[-1], "old": line[0], "none": None}[base]
            where = place(head(tx, entry_id), based, now_ms)
            revision = line[-1] if where is Placement.CONTINUE else uuid7()
            snapshot = Snapshot(entry_id, based, EntryContent(body=str(number)), moment())
            tx.entries.write(snapshot, where, revision, now_ms * 1000)
            final[revision] = str(number)
            if where is Placement.NEXT:
                line.append(revision)
        assert {info.id: body(tx, info.id) for info in tx.revisions.list(entry_id)} == final
        assert sum(info.is_open for info in tx.revisions.list(entry_id)) <= 1
        assert head(tx, entry_id).id == line[-1]
    database.close()


CONTENTS = st.builds(
    EntryContent,
    title=st.text(st.characters(), max_size=20),
    body=st.text(st.characters(), max_size=80),
    tags=st.lists(st.text(st.characters(), max_size=8), max_size=3, unique=True).map(tuple),
    mood=st.none() | st.sampled_from(Mood),
    starred=st.booleans(),
)


@settings(max_examples=100, deadline=None)
@given(CONTENTS, st.dates(), st.integers(-(2**63), 2**63 - 1))
def test_a_packed_state_comes_back(content: EntryContent, day: dt.date, utc_us: int) -> None:
    content = storable(content)
    when = Moment(utc_us, -90, "Asia/Tehran", day)
    assert unpack_state(pack_state(content, when)) == (content, when)


@pytest.mark.parametrize(
    "packed",
    [b"", b"noise", zlib.compress(b"{}"), zlib.compress(b"[1,2,3]"), zlib.compress(b"{}")[:-3]],
)
def test_a_broken_state_is_damage(packed: bytes) -> None:
    with pytest.raises(HarborError) as caught:
        unpack_state(packed)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED


@pytest.mark.parametrize("packed", [b"noise", zlib.compress(b"[1,2]"), zlib.compress(b"[1,2,3]")])
def test_a_broken_note_of_the_index_is_damage(packed: bytes) -> None:
    with pytest.raises(HarborError) as caught:
        unpack_indexed(packed)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED


def test_a_state_that_swells_without_end_is_damage() -> None:
    with pytest.raises(HarborError):
        unpack_state(zlib.compress(b'"' + bytes(33 * 1024 * 1024)))


@pytest.mark.parametrize("text", ["[]", "{", "1", "[" * 100_000])
def test_a_broken_extra_is_damage(text: str) -> None:
    with pytest.raises(HarborError):
        unpack_extra(text)


def test_tags_keep_their_order_and_come_back(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "x", tags=["a", "b", "c"])
        for tags in (("c", "a"), ("c", "a", "b"), (), ("b",), ("b", "a")):
            edit(tx, entry_id, partial(replace, tags=tags))
            assert tx.tags.of(entry_id) == tags
        add(tx, "y", tags=["a"])
        gone = add(tx, "z", tags=["a", "z"])
        assert tx.tags.all() == [("a", 3), ("b", 1), ("z", 1)]
        tx.entries.trash(gone, 1)
        assert tx.tags.all() == [("a", 2), ("b", 1)]
    removed = database._raw.execute(
        "SELECT count(*) FROM entry_tag WHERE removed_hlc IS NOT NULL"
    ).fetchone()
    assert removed == (1,)


def test_a_sealed_note_is_remembered_until_its_file_is_gone(database: Database) -> None:
    note = bytes(16)
    with database.transaction() as tx:
        assert not tx.notes.seen(note)
        tx.notes.remember(note, uuid7(), 1)
    with database.transaction() as tx:
        assert tx.notes.seen(note)
        tx.notes.forget([note, b"x" * 16])
        tx.notes.forget([])
        assert not tx.notes.seen(note)


def test_facts_keep_their_type(database: Database) -> None:
    with database.transaction() as tx:
        for value in (b"\0\xff", 7, "text", None):
            tx.meta.set("key", value)
            assert tx.meta.get("key") == value
        assert tx.meta.get("nothing") is None
        assert tx.meta.get("schema") == 1


def test_a_new_device_id_marks_what_is_written_from_then_on(database: Database) -> None:
    with database.transaction() as tx:
        tx.meta.set("device_id", b"another device..")
        add(tx, "x")
    rows = database._raw.execute("SELECT device FROM revision").fetchall()
    assert rows == [(b"another device..",)]
