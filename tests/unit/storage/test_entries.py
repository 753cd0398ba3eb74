"""Entries: written, moved, listed by key-set, thrown away."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from safeharbor.domain.entry import Entry, EntryContent, Mood, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.revision import Placement
from safeharbor.domain.sortkey import day_of, first_key, last_key, minute_end, seed_key
from safeharbor.storage.database import Database, Transaction
from support.store import TODAY, add, edit, moment

YESTERDAY = TODAY - dt.timedelta(days=1)


def got(tx: Transaction, entry_id: UUID) -> Entry:
    entry = tx.entries.get(entry_id)
    assert entry is not None
    return entry


def test_an_entry_comes_back_as_it_was_written(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(
            tx, "body", title="title", tags=["b", "a"], mood=Mood.GOOD, starred=True, minute=61
        )
    with database.transaction() as tx:
        entry = got(tx, entry_id)
    assert entry.content == EntryContent("title", "body", ("b", "a"), Mood.GOOD, starred=True)
    assert entry.moment == moment(TODAY, 61)
    assert entry.kind == "entry"
    assert entry.sort_key == seed_key(entry.moment)


def test_an_edit_changes_the_entry_in_its_place(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "one", tags=["a", "b"], mood=Mood.LOW)
        before = got(tx, entry_id)
    with database.transaction() as tx:
        edit(tx, entry_id, lambda c: replace(c, body="two", tags=("c", "a"), mood=None))
    with database.transaction() as tx:
        after = got(tx, entry_id)
    assert after.content == EntryContent("", "two", ("c", "a"))
    assert after.sort_key == before.sort_key


def test_what_a_newer_version_added_survives_an_edit(database: Database) -> None:
    strange = {"weather": {"rain": [1, 2.5, None, "ü"]}, "!x": True}
    snapshot = Snapshot(uuid7(), None, EntryContent("t", "b"), moment())
    with database.transaction() as tx:
        tx.entries.write(snapshot, Placement.FIRST, uuid7(), 1, kind="voice note", extra=strange)
    with database.transaction() as tx:
        edit(tx, snapshot.entry_id, lambda c: replace(c, body="new"))
        edit(tx, snapshot.entry_id, lambda c: c, placement=Placement.NEXT, day=YESTERDAY)
    with database.transaction() as tx:
        entry = got(tx, snapshot.entry_id)
    assert (entry.kind, entry.extra, entry.content.body) == ("voice note", strange, "new")


def test_a_mood_of_a_newer_version_is_read_as_none(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "x", mood=Mood.GOOD)
        database._raw.execute("UPDATE entry SET mood = 9")
        assert got(tx, entry_id).content.mood is None


def test_moving_an_entry_changes_its_day_and_place(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "x", minute=600)
        edit(tx, entry_id, lambda c: c, placement=Placement.NEXT, day=YESTERDAY)
        entry = got(tx, entry_id)
        assert day_of(entry.sort_key) == entry.moment.local_date == YESTERDAY
        assert entry.moment.utc_us == moment(TODAY, 600).utc_us
        assert tx.entries.page(day_from=TODAY) == []
        assert [row.id for row in tx.entries.page(day_to=YESTERDAY)] == [entry_id]


def test_an_entry_that_is_not_there(database: Database) -> None:
    with database.transaction() as tx:
        assert tx.entries.get(uuid7()) is None
        assert not tx.entries.deleted(uuid7())
    snapshot = Snapshot(uuid7(), uuid7(), EntryContent(body="x"), moment())
    for placement in (Placement.CONTINUE, Placement.NEXT):
        with pytest.raises(HarborError) as caught, database.transaction() as tx:
            tx.entries.write(snapshot, placement, uuid7(), 1)
        assert caught.value.code is ErrorCode.ENTRY_NOT_FOUND
    with pytest.raises(HarborError) as caught, database.transaction() as tx:
        tx.entries.trash(uuid7(), 1)
    assert caught.value.code is ErrorCode.ENTRY_NOT_FOUND


@pytest.mark.parametrize("text", ["nul\0here", "lone \ud800 end", "\uffff \u202e \u200d", "a\r\nb"])
def test_strange_characters_are_kept_or_shown(database: Database, text: str) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, text, title=text, tags=[text])
        entry = got(tx, entry_id)
    shown = text.replace("\0", "␀").replace("\ud800", "\ufffd").replace("\r\n", "\n")
    assert (entry.content.body, entry.content.title) == (shown, shown)
    assert entry.content.tags == (shown,)


def test_a_text_of_two_mebibytes(database: Database) -> None:
    body = "猫 and words\n" * 140_000
    with database.transaction() as tx:
        entry_id = add(tx, body)
        edit(tx, entry_id, lambda c: replace(c, body=c.body + "end"))
    with database.transaction() as tx:
        assert got(tx, entry_id).content.body == body + "end"


@pytest.mark.parametrize("utc_us", [2**63, -(2**63) - 1, 10**30])
def test_a_moment_beyond_reason_is_refused(database: Database, utc_us: int) -> None:
    snapshot = Snapshot(uuid7(), None, EntryContent(body="x"), Moment(utc_us, 0, "", TODAY))
    with pytest.raises(HarborError) as caught, database.transaction() as tx:
        tx.entries.write(snapshot, Placement.FIRST, uuid7(), 1)
    assert caught.value.code is ErrorCode.DATE_UNREADABLE


def test_entries_of_one_minute_stand_in_the_order_of_writing(database: Database) -> None:
    with database.transaction() as tx:
        ids = [add(tx, str(n)) for n in range(520)]  # more than a minute has places
        assert [row.id for row in tx.entries.page(limit=600)] == ids[::-1]
        before_them = add(tx, "early", minute=479)
        assert tx.entries.page(limit=600)[-1].id == before_them


def test_a_full_end_of_the_day_fills_a_gap(database: Database) -> None:
    with database.transaction() as tx:
        last = [add(tx, str(n), minute=1439) for n in range(512)]
        top = last_key(TODAY)
        database._raw.execute("UPDATE entry SET sort_key = ? WHERE id = ?", (top, last[-1].bytes))
        database._raw.execute(
            "UPDATE entry SET sort_key = ? WHERE id = ?",
            (minute_end(seed_key(moment(TODAY, 1439))), last[-2].bytes),
        )
        entry = got(tx, add(tx, "one more", minute=1439))
    assert first_key(TODAY) <= entry.sort_key < top
    assert day_of(entry.sort_key) == TODAY


def test_pages_show_everything_once(database: Database) -> None:
    with database.transaction() as tx:
        ids = [
            add(tx, str(n), day=TODAY - dt.timedelta(days=n // 7), minute=1000 - n)
            for n in range(120)
        ]
    with database.transaction() as tx:
        seen: list[UUID] = []
        before = None
        while page := tx.entries.page(before=before, limit=7):
            assert len(page) <= 7
            seen += [row.id for row in page]
            before = page[-1].sort_key
        keys = [tx.entries.page(before=None, limit=120)[n].sort_key for n in (10, 3)]
        newer = tx.entries.page(after=keys[0], limit=7)
    assert seen == ids
    assert [row.id for row in newer] == ids[3:10]
    assert newer[0].sort_key == keys[1]


def test_paging_over_two_thousand_entries_while_others_come_in(database: Database) -> None:
    chance = random.Random(7)
    first = dt.date(2020, 1, 1)
    with database.transaction() as tx:
        ids = {
            add(tx, "old", day=first + dt.timedelta(days=chance.randrange(900)))
            for _ in range(2000)
        }
    seen: list[UUID] = []
    before = None
    while True:
        with database.transaction() as tx:
            page = tx.entries.page(before=before, limit=50)
            for _ in range(3):
                add(tx, "new", day=first + dt.timedelta(days=chance.randrange(900)))
        if not page:
            break
        seen += [row.id for row in page]
        before = page[-1].sort_key
    assert len(seen) == len(set(seen))
    assert ids <= set(seen)


def test_a_list_by_days_stars_tags_and_words(database: Database) -> None:
    with database.transaction() as tx:
        one = add(tx, "three words here", tags=["Müde"], starred=True)
        two = add(tx, "x", day=YESTERDAY, tags=["müde", "other"])
        three = add(tx, "x", day=YESTERDAY - dt.timedelta(days=9), starred=True)

        def ids(**asked: object) -> list[UUID]:
            return [row.id for row in tx.entries.page(**asked)]  # type: ignore[arg-type]  # passed on as they came

        assert ids(starred=True) == [one, three]
        assert ids(starred=False) == [two]
        assert ids(day_from=YESTERDAY, day_to=YESTERDAY) == [two]
        assert ids(tag="müde") == ids(tag="MUDE") == [one, two]
        assert ids(tag="müde", starred=True) == [one]
        assert ids(tag="mü") == []
        assert tx.entries.page(with_words=True, limit=1)[0].words == 3
        assert tx.entries.page(limit=1)[0].words is None
        tx.entries.trash(two, 1)
        assert ids(tag="müde") == [one]
        assert ids(trashed=True) == ids(trashed=True, tag="other") == [two]
        assert ids(trashed=True, tag="none") == []


def test_a_tag_among_many_others_in_the_trash(database: Database) -> None:
    with database.transaction() as tx:
        ids = [add(tx, "x", tags=["rare"] if n % 150 == 0 else ["a"]) for n in range(450)]
        for n in ids:
            tx.entries.trash(n, 1)
        rows = tx.entries.page(trashed=True, tag="rare")
        assert [row.id for row in rows] == [ids[300], ids[150], ids[0]]
        (newer,) = tx.entries.page(trashed=True, tag="rare", after=rows[1].sort_key)
        assert newer == rows[0]


def test_counts_by_month_and_day(database: Database) -> None:
    with database.transaction() as tx:
        for day in (dt.date(2026, 11, 1), dt.date(2026, 11, 30), dt.date(2025, 2, 28)):
            add(tx, "x", day=day)
        gone = add(tx, "x", day=dt.date(2025, 2, 27))
        tx.entries.trash(gone, 1)
        lone = add(tx, "x", day=dt.date(2024, 1, 1))
        tx.entries.trash(lone, 1)
        assert tx.entries.months() == [(2026, 11, 2), (2025, 2, 1)]
        assert tx.entries.days(2026, 11) == {dt.date(2026, 11, 1), dt.date(2026, 11, 30)}
        assert tx.entries.days(2025, 2) == {dt.date(2025, 2, 28)}
        assert tx.entries.count() == 3


def test_the_trash_keeps_an_entry_and_gives_it_back(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "x", title="kept")
        tx.entries.trash(entry_id, 5_000_000)
        assert got(tx, entry_id).trashed_utc_us == 5_000_000
        assert tx.entries.page() == []
        assert tx.entries.expired_trash(5_000_000, 10) == []
        assert tx.entries.expired_trash(5_000_001, 10) == [entry_id]
        tx.entries.restore(entry_id, 6_000_000)
        assert got(tx, entry_id).trashed_utc_us is None
        assert tx.entries.expired_trash(9_000_000, 10) == []
        assert [row.title for row in tx.entries.page()] == ["kept"]


def test_deleting_for_good_leaves_a_tombstone_alone(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "x", tags=["t"])
        edit(tx, entry_id, lambda c: replace(c, body="y"), placement=Placement.NEXT)
        tx.entries.trash(entry_id, 1)
        tx.entries.purge(entry_id, 2)
    with database.transaction() as tx:
        assert tx.entries.get(entry_id) is None
        assert tx.entries.deleted(entry_id)
        assert tx.revisions.list(entry_id) == []
        assert tx.tags.all() == []
    for table in ("entry", "revision", "entry_tag", "search_dirty"):
        assert database._raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert database._raw.execute("SELECT id FROM tombstone").fetchone() == (entry_id.bytes,)


def test_every_write_leaves_its_change_in_the_log(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "x")
        first = tx.meta.sequence()
        edit(tx, entry_id, lambda c: replace(c, body="y"))
        renewed = tx.meta.sequence()
        tx.entries.trash(entry_id, 1)
        tx.entries.purge(entry_id, 1)
    rows = database._raw.execute("SELECT seq, kind, hlc FROM change ORDER BY seq").fetchall()
    assert [kind for _, kind, _ in rows] == ["revision", "trash", "tombstone"]
    assert renewed > first
    assert [hlc for *_, hlc in rows] == sorted({hlc for *_, hlc in rows})


def test_a_failed_job_leaves_nothing(database: Database) -> None:
    def half(tx: Transaction) -> None:
        add(tx, "half")
        raise RuntimeError

    with pytest.raises(RuntimeError), database.transaction() as tx:
        half(tx)
    with database.transaction() as tx:
        assert tx.entries.count() == 0
        assert tx.meta.sequence() == 0
