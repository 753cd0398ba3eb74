"""Forms that are changed: only what changed is written, and every kept state comes back."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from safeharbor.domain.answers import Answers, FormSnapshot, Row, from_answers
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FormState
from safeharbor.domain.revision import Placement
from safeharbor.storage.database import Database
from safeharbor.storage.payload import pack_form_state, unpack_form_state
from safeharbor.storage.transaction import Transaction
from support.sheets import TEMPLATE, a_snapshot, answers
from support.store import TODAY, decrypted_pages, moment, reopen

SECRET = "xylomancy"
_TEXTS = st.text("aé猫 \n\"'", min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
_ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from([bytes([n]) * 16 for n in range(1, 6)]),
        st.dictionaries(st.sampled_from(["what", "how"]), _TEXTS | st.integers(0, 10)),
    ),
    max_size=4,
    unique_by=lambda row: row.id,
)
_STATES = st.builds(
    lambda values, rows: Answers(values).with_rows("ways", tuple(rows)),
    st.dictionaries(st.sampled_from(["a", "b", "c"]), _TEXTS | st.integers(0, 10)),
    _ROWS,
)


def write(
    tx: Transaction, snapshot: FormSnapshot, placement: Placement, revision: UUID | None = None
) -> UUID:
    made = revision or uuid7()
    tx.forms.write(snapshot, placement, made, snapshot.moment.utc_us)
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(_STATES, min_size=1, max_size=5))
def test_any_states_one_after_the_other_come_back(
    database: Database, states: list[Answers]
) -> None:
    """One database for all examples; each has a form of its own."""
    form = a_snapshot(states[0])
    with database.transaction() as tx:
        head = write(tx, form, Placement.FIRST)
        kept = [head]
        for state in states[1:]:
            now = replace(form, answers=state, base_revision=head)
            head = write(tx, now, Placement.NEXT)
            kept.append(head)
            assert _as_kept(tx, form.form_id) == state
        told = [tx.revisions.get_form(each) for each in kept]
    assert [state.answers for _, state in filter(None, told)] == states


def _as_kept(tx: Transaction, form_id: UUID) -> Answers:
    form = tx.forms.get(form_id)
    assert form is not None
    return from_answers(form.answers)


def test_what_is_beside_the_line_leaves_the_form_as_it_is(database: Database) -> None:
    form = a_snapshot(answers("one"))
    with database.transaction() as tx:
        head = write(tx, form, Placement.FIRST)
        beside = write(tx, replace(form, answers=answers("two")), Placement.BESIDE)
        found = tx.forms.get(form.form_id)
        assert found is not None
        assert found.head_revision == head
        assert _as_kept(tx, form.form_id) == answers("one")
        info, state = tx.revisions.get_form(beside) or (None, None)
        assert info is not None
        assert (info.note, info.is_open) == ("draft", False)
        assert state is not None
        assert state.answers == answers("two")


def test_a_closed_state_is_never_written_to(database: Database) -> None:
    form = a_snapshot(answers("one"))
    with database.transaction() as tx:
        head = write(tx, form, Placement.FIRST)
        tx.revisions.close_open(form.form_id)
        with pytest.raises(HarborError) as caught:
            write(tx, replace(form, answers=answers("two")), Placement.CONTINUE, head)
    assert caught.value.code is ErrorCode.UNEXPECTED


def test_a_form_that_is_not_there_is_not_changed(database: Database) -> None:
    gone = uuid7()
    with database.transaction() as tx:
        for change in (
            lambda: write(tx, a_snapshot(form_id=gone), Placement.NEXT),
            lambda: tx.forms.trash(gone, 1),
            lambda: tx.forms.restore(gone, 1),
            lambda: tx.forms.set_extra(gone, "a", 1, 1),
        ):
            with pytest.raises(HarborError) as caught:
                change()
            assert caught.value.code is ErrorCode.FORM_NOT_FOUND


def test_its_states_are_its_own_and_those_of_entries_are_not(database: Database) -> None:
    form = a_snapshot()
    with database.transaction() as tx:
        write(tx, form, Placement.FIRST)
        assert tx.revisions.form_head(form.form_id) is not None
        assert tx.revisions.head(form.form_id) is None
        tx.revisions.close_open(None)
        head = tx.revisions.form_head(form.form_id)
        assert head is not None
        assert not head.is_open


def test_members_beside_the_answers_are_set_one_by_one(database: Database) -> None:
    form = a_snapshot(extra={"kept": ["as", "it", "was"]})
    with database.transaction() as tx:
        write(tx, form, Placement.FIRST)
        tx.forms.set_extra(form.form_id, "entry", "ab", 1)
        found = tx.forms.get(form.form_id)
        assert found is not None
        assert found.extra == {"kept": ["as", "it", "was"], "entry": "ab"}
        tx.forms.set_extra(form.form_id, "entry", None, 1)
        tx.forms.set_extra(form.form_id, "entry", None, 1)
        found = tx.forms.get(form.form_id)
        assert found is not None
        assert found.extra == {"kept": ["as", "it", "was"]}


def test_the_trash_is_a_list_of_its_own(database: Database) -> None:
    kept, gone = a_snapshot(), a_snapshot()
    with database.transaction() as tx:
        write(tx, kept, Placement.FIRST)
        write(tx, gone, Placement.FIRST)
        tx.forms.trash(gone.form_id, 50)
        lists = tx.form_lists
        assert [line.id for line in lists.page("sheet")] == [kept.form_id]
        assert [line.id for line in lists.page("sheet", trashed=True)] == [gone.form_id]
        assert lists.count("sheet") == 1
        assert tx.forms.expired_trash(50, 9) == []
        assert tx.forms.expired_trash(51, 9) == [gone.form_id]


def test_a_day_that_is_moved_keeps_answers_and_states(database: Database) -> None:
    form = a_snapshot(answers("one", "a"))
    day = TODAY + dt.timedelta(days=9)
    with database.transaction() as tx:
        head = write(tx, form, Placement.FIRST)
        later = replace(form, base_revision=head, moment=form.moment.on(day))
        write(tx, later, Placement.NEXT)
        assert _as_kept(tx, form.form_id) == form.answers
        found = tx.forms.get(form.form_id)
        assert found is not None
        assert found.moment.local_date == day


def test_what_was_deleted_or_written_over_is_in_no_page(database: Database, path: Path) -> None:
    gone, changed = a_snapshot(answers(SECRET, SECRET)), a_snapshot(answers("kept", SECRET))
    with database.transaction() as tx:
        write(tx, gone, Placement.FIRST)
        head = write(tx, changed, Placement.FIRST)
    database.close()
    again = reopen(path)
    with again.transaction() as tx:
        tx.forms.delete(gone.form_id, 1)
        write(tx, replace(changed, answers=answers("kept")), Placement.CONTINUE, head)
    again.close()
    assert SECRET.encode() not in decrypted_pages(path)


def test_a_state_comes_back_as_it_was() -> None:
    state = FormState(TEMPLATE.hash, moment(), answers("one", "a", "b"), "title", {"a": [1]})
    assert unpack_form_state(pack_form_state(state)) == state


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        zlib.compress(b"[]"),
        zlib.compress(b"{}"),
        zlib.compress(b'{"answers":5}'),
        zlib.compress(b'{"answers":[["a","zz",1]]}'),
        zlib.compress(b'{"answers":[],"template":"","title":"","extra":5,"utc_us":1}'),
    ],
)
def test_what_is_no_state_is_called_damage(packed: bytes) -> None:
    with pytest.raises(HarborError) as caught:
        unpack_form_state(packed)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED
