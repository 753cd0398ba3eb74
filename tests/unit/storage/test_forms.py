"""Forms: kept under their template, listed by date, and gone for good when they are deleted."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form import Answer, Form, Template
from safeharbor.domain.revision import Placement
from safeharbor.domain.sortkey import seed_key
from safeharbor.storage.database import Database
from safeharbor.storage.transaction import Transaction
from support.store import TODAY, add, decrypted_pages, edit, moment, reopen

TEMPLATE = Template("sheet", "boundaries", 2, {"fields": {"want": {"type": "text"}}})
SECRET = "xylomancy"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text("aé猫\n\"'<"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz"), inner, max_size=3),
    max_leaves=6,
)


def a_form(*answers: Answer, kind: str = "sheet", minute: int = 480, **parts: object) -> Form:
    made = Form(uuid7(), kind, TEMPLATE.hash, moment(TODAY, minute), answers)
    return replace(made, **parts)  # type: ignore[arg-type]  # any field


def put(tx: Transaction, form: Form) -> UUID:
    tx.forms.add_template(TEMPLATE)
    tx.forms.insert(form, form.moment.utc_us)
    return form.id


def test_a_form_comes_back_as_it_was(database: Database) -> None:
    form = a_form(
        Answer("row", {"who": "Ada"}, b"1"),
        Answer("row", {"who": "Bo"}, b"2"),
        Answer("want", "a quiet evening"),
        title="For Sunday",
        head_revision=uuid7(),
        extra={"a newer": ["thing"]},
    )
    with database.transaction() as tx:
        put(tx, form)
    with database.transaction() as tx:
        found = tx.forms.get(form.id)
        assert found == form
        assert found.sort_key == seed_key(form.moment)
        assert found.value("want") == "a quiet evening"
        assert found.value("row") is None
        assert tx.forms.get(uuid7()) is None


@given(JSON)
def test_a_template_has_one_hash_however_it_was_made(body: object) -> None:
    template = Template("sheet", "x", 1, {"b": body, "a": 1})
    again = Template("sheet", "x", 1, json.loads(json.dumps({"a": 1, "b": body})))
    assert template.hash == again.hash
    assert template.text == again.text
    assert replace(template, version=2).hash != template.hash
    assert len(template.hash) == 32


def test_values_are_json_of_any_shape(database: Database) -> None:
    value = {"n": [1, 2.5, None, True], "s": "é猫 \u200f", "deep": {"a": {"b": []}}}
    form = a_form(Answer("any", value))
    with database.transaction() as tx:
        put(tx, form)
        assert tx.forms.get(form.id) == form


def test_texts_that_sqlite_or_a_screen_would_choke_on_are_shown(database: Database) -> None:
    form = a_form(Answer("f\ud800", ["a\ud800b", {"k\x00": "\x00"}]), title="t\ud800")
    with database.transaction() as tx:
        put(tx, form)
        found = tx.forms.get(form.id)
    assert found is not None
    assert (found.title, found.answers) == (
        "t\ufffd",
        (Answer("f\ufffd", ["a\ufffdb", {"k\u2400": "\u2400"}]),),
    )


def test_a_template_is_kept_once_and_as_it_was(database: Database) -> None:
    with database.transaction() as tx:
        for _ in range(3):
            tx.forms.add_template(TEMPLATE)
        assert tx.forms.template(TEMPLATE.hash) == TEMPLATE
        assert tx.forms.template(b"other") is None
    count = database._raw.execute("SELECT count(*) FROM form_template").fetchone()
    assert count == (1,)


def test_a_form_needs_its_template(database: Database) -> None:
    with pytest.raises(HarborError), database.transaction() as tx:
        tx.forms.insert(a_form(Answer("want", "x")), 1)
    with database.transaction() as tx:
        assert tx.forms.page("sheet") == []


def test_pages_go_newest_first_without_gap_or_overlap(database: Database) -> None:
    with database.transaction() as tx:
        ids = [put(tx, a_form(Answer("want", n), minute=n // 3)) for n in range(12)]
        put(tx, a_form(kind="step"))
        seen: list[UUID] = []
        before: int | None = None
        while page := tx.forms.page("sheet", before, 5):
            seen += [form.id for form in page]
            before = page[-1].sort_key
        assert seen == ids[::-1]
        assert [form.value("want") for form in tx.forms.page("sheet", limit=2)] == [11, 10]
        assert len(tx.forms.page("step")) == 1


def test_what_lies_in_the_trash_is_on_no_page(database: Database) -> None:
    with database.transaction() as tx:
        form_id = put(tx, a_form(trashed_utc_us=5))
        assert tx.forms.page("sheet") == []
        found = tx.forms.get(form_id)
        assert found is not None
        assert found.trashed_utc_us == 5


def test_a_day_of_another_zone_keeps_its_place(database: Database) -> None:
    with database.transaction() as tx:
        late = put(tx, a_form(minute=5))
        early = a_form(minute=600)
        put(tx, replace(early, moment=early.moment.on(TODAY - dt.timedelta(days=1))))
        assert [form.id for form in tx.forms.page("sheet")] == [late, early.id]


def test_forms_and_entries_share_no_place(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "words")
        form = a_form(Answer("want", "words"))
        put(tx, form)
        assert [entry.id for entry in tx.entries.page()] == [entry_id]
        assert tx.entries.count() == 1
        assert tx.entries.months() == [(2026, 11, 1)]
        assert tx.entries.get(form.id) is None


def test_every_write_is_in_the_log_with_a_later_stamp(database: Database) -> None:
    with database.transaction() as tx:
        kept, gone = put(tx, a_form(Answer("a", 1), Answer("b", 2))), put(tx, a_form())
        tx.forms.delete(gone, 0)
    rows = database._raw.execute(
        "SELECT entity, kind, rev, hlc FROM change ORDER BY seq"
    ).fetchall()
    assert [(entity, kind, rev) for entity, kind, rev, _ in rows] == [
        (kept.bytes, "form", b""),
        (gone.bytes, "form", b""),
        (gone.bytes, "tombstone", b""),
    ]
    stamps = [stamp for *_, stamp in rows]
    assert stamps == sorted(set(stamps))
    answers = database._raw.execute("SELECT DISTINCT hlc, device FROM answer").fetchall()
    assert answers == [(stamps[0], b"device-16-bytes.")]


def test_deleting_leaves_a_tombstone_alone(database: Database) -> None:
    with database.transaction() as tx:
        form_id = put(tx, a_form(Answer("want", "x"), Answer("want", "y", b"1")))
        other = put(tx, a_form(Answer("want", "z")))
        assert not tx.forms.deleted(form_id)
        assert tx.forms.delete(form_id, 10)
        assert not tx.forms.delete(form_id, 11)
        assert tx.forms.deleted(form_id)
        assert [form.id for form in tx.forms.page("sheet")] == [other]
    raw = database._raw
    assert raw.execute("SELECT form FROM answer").fetchall() == [(other.bytes,)]
    assert raw.execute("SELECT id, kind FROM tombstone").fetchall() == [(form_id.bytes, "sheet")]


def test_its_kept_states_go_with_it(database: Database) -> None:
    """As a worksheet may have some."""
    with database.transaction() as tx:
        entry_id = add(tx, "a state")
        edit(tx, entry_id, lambda content: content, placement=Placement.NEXT)
        form = a_form(id=entry_id)
        put(tx, form)
        tx.forms.delete(form.id, 1)
        assert tx.revisions.list(form.id) == []


def test_all_of_a_kind_go_in_portions(database: Database) -> None:
    with database.transaction() as tx:
        for minute in range(7):
            put(tx, a_form(minute=minute))
        put(tx, a_form(trashed_utc_us=1))
        other = put(tx, a_form(kind="step"))
        assert [tx.forms.delete_some("sheet", 1, 5) for _ in range(3)] == [5, 3, 0]
        assert tx.forms.page("sheet") == []
        assert [form.id for form in tx.forms.page("step")] == [other]


def test_what_was_deleted_is_in_no_page_of_the_file(database: Database, path: Path) -> None:
    with database.transaction() as tx:
        for minute in range(80):
            put(tx, a_form(Answer("want", f"a quiet evening {minute}"), minute=minute))
        gone = put(tx, a_form(Answer("want", f"{SECRET} " * 30), title=SECRET, minute=90))
    database.close()
    assert SECRET.encode() in decrypted_pages(path)
    again = reopen(path)
    with again.transaction() as tx:
        tx.forms.delete(gone, 1)
    again.close()
    pages = decrypted_pages(path)
    assert SECRET.encode() not in pages
    assert b"a quiet evening 79" in pages


def test_a_moment_beyond_the_calendar_is_refused(database: Database) -> None:
    form = a_form()
    beyond = replace(form, moment=replace(form.moment, utc_us=2**70))
    with pytest.raises(HarborError) as caught, database.transaction() as tx:
        put(tx, beyond)
    assert caught.value.code is ErrorCode.DATE_UNREADABLE


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answer SET value = '{'",
        "UPDATE form SET extra = '[]'",
        "UPDATE form SET local_date = 'yesterday'",
    ],
)
def test_what_is_no_json_is_called_damage(database: Database, change: str) -> None:
    with database.transaction() as tx:
        form_id = put(tx, a_form(Answer("want", "x")))
    database._raw.execute(change)
    with pytest.raises(HarborError) as caught, database.transaction() as tx:
        tx.forms.get(form_id)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED


def test_a_broken_template_is_called_damage(database: Database) -> None:
    with database.transaction() as tx:
        tx.forms.add_template(TEMPLATE)
    database._raw.execute("UPDATE form_template SET body = '7'")
    with pytest.raises(HarborError) as caught, database.transaction() as tx:
        tx.forms.template(TEMPLATE.hash)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED


def test_a_full_minute_and_a_full_day_find_room(database: Database) -> None:
    with database.transaction() as tx:
        first = a_form()
        put(tx, first)
        key = seed_key(first.moment)
        end = key | 511
        database._raw.execute("UPDATE form SET sort_key = ?", (end,))
        second = put(tx, a_form())
        found = tx.forms.get(second)
        assert found is not None
        assert found.sort_key == end + 1
        database._raw.execute(
            "UPDATE form SET sort_key = ? WHERE id = ?", (key | (1 << 20) - 1, second.bytes)
        )
        third = tx.forms.get(put(tx, a_form()))
        assert third is not None
        assert third.sort_key == end + 1
