"""A sheet on the screen when the vault is locked: kept or sealed, and back where it belongs."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.entry import MAX_TEXT_BYTES
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form import Template
from safeharbor.services.envelope import FormNote, read_envelope, write_envelope
from safeharbor.services.session import Kept
from safeharbor.storage.transaction import Transaction
from safeharbor.vault.inbox import open_note
from safeharbor.wiring import Services
from support.clock import FakeClock
from support.sheets import TEMPLATE, a_snapshot, answers
from support.store import moment

SECRET = "xylomancy"
_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
_VALUES = (
    _TEXTS.filter(lambda text: bool(text.strip()))
    | st.integers(0, 10)
    | st.lists(_TEXTS, min_size=1, max_size=3)
)
_ROWS = st.lists(
    st.builds(Row, st.binary(min_size=1, max_size=64), st.dictionaries(_TEXTS, _VALUES)),
    min_size=1,
    max_size=3,
    unique_by=lambda row: row.id,
)
_NAMES = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
_FORMS = st.builds(
    FormSnapshot,
    form_id=st.uuids(),
    base_revision=st.none() | st.uuids(),
    template=st.builds(
        Template, _NAMES, _NAMES, st.integers(0, 9), st.dictionaries(_NAMES, _VALUES)
    ),
    moment=st.just(moment()),
    answers=st.builds(
        Answers, st.dictionaries(_NAMES, _VALUES), st.dictionaries(_NAMES, _ROWS.map(tuple))
    ),
    title=_TEXTS,
    extra=st.dictionaries(_NAMES, _VALUES),
)


@contextmanager
def hanging(services: Services) -> Iterator[None]:
    """The disk hangs until the block ends."""
    release, running = threading.Event(), threading.Event()

    def hang(_: Transaction) -> None:
        running.set()
        release.wait(30)

    thread = services.session.thread()
    thread.write(hang)
    assert running.wait(10)
    yield
    release.set()
    assert thread.closed.wait(10)


@contextmanager
def not_durable_yet(services: Services, snapshot: FormSnapshot) -> Iterator[None]:
    """``snapshot`` is being saved, and the save hangs before its commit until the block ends."""
    thread = services.session.thread()
    write, go_on, written = thread.write, threading.Event(), threading.Event()

    def held(job: object) -> object:
        def slow(tx: Transaction) -> object:
            result = job(tx)  # type: ignore[operator]  # a job of any result
            written.set()
            go_on.wait(30)
            return result

        setattr(thread, "write", write)  # noqa: B010 - mypy knows methods only
        return write(slow)

    setattr(thread, "write", held)  # noqa: B010 - as above
    services.sheets.save(snapshot)
    yield
    assert written.wait(10)
    go_on.set()
    assert thread.closed.wait(10)


def shown(services: Services, form_id: UUID) -> str:
    return services.sheets.get(form_id).result().answers.text("line")


def lines(services: Services, form_id: UUID) -> list[str]:
    """What is kept of a sheet, the newest first."""
    kept = services.sheets.versions(form_id).result()
    return [services.sheets.version(each.id).result().answers.text("line") for each in kept]


def sealed(services: Services) -> list[bytes]:
    """The envelopes that wait in the inbox, opened with the vault's own key."""
    header, key = services.session.header(), services.session.opened().private_key
    return [
        open_note(key, header.vault_id, bytes.fromhex(path.stem), path.read_bytes())
        for path in services.paths.inbox.iterdir()
    ]


def test_a_lock_keeps_a_sheet_in_the_vault(services: Services) -> None:
    snapshot = a_snapshot(answers("half a li", "ask"), title="Mine")
    assert services.session.lock(snapshot).saved is Kept.VAULT
    services.session.unlock(None)
    assert services.sheets.get(snapshot.form_id).result().answers == snapshot.answers


def test_a_lock_seals_it_where_the_disk_hangs(services: Services) -> None:
    snapshot = a_snapshot(answers("half a li", "ask"), title="Mine", extra={"own": ["line"]})
    with hanging(services):
        assert services.session.lock(snapshot).saved is Kept.INBOX
        assert services.inbox.pending() == 1
    unlocked = services.session.unlock(None)
    assert (unlocked.drained, unlocked.unreadable) == (0, ())
    assert services.inbox.pending() == 0
    kept = services.sheets.get(snapshot.form_id).result()
    assert kept.snapshot == replace(snapshot, base_revision=kept.revision)


def test_it_follows_the_save_that_came_through_late(services: Services, clock: FakeClock) -> None:
    first = a_snapshot(answers("half"))
    with not_durable_yet(services, first):
        last = replace(first, answers=answers("half a line"))
        assert services.session.lock(last).saved is Kept.INBOX
    services.session.unlock(None)
    assert shown(services, first.form_id) == "half a line"
    assert lines(services, first.form_id) == ["half a line", "half"]


def test_the_last_answers_follow_a_save_whose_answer_is_on_its_way(services: Services) -> None:
    first = a_snapshot(answers("half"))
    services.sheets.save(first).result()
    assert services.session.lock(replace(first, answers=answers("whole"))).saved is Kept.VAULT
    services.session.unlock(None)
    assert shown(services, first.form_id) == "whole"


def test_what_was_written_after_the_lock_is_not_covered(
    services: Services, clock: FakeClock
) -> None:
    first = a_snapshot(answers("before"))
    sealed_us = clock.now().utc_us
    clock.advance(5)
    services.sheets.save(replace(first, answers=answers("later"))).result()
    services.inbox.seal_form(first, sealed_us=sealed_us)
    assert services.session.drain().forms == 1
    assert shown(services, first.form_id) == "later"
    assert sorted(lines(services, first.form_id)) == ["before", "later"]


def test_of_two_sealed_states_the_newer_one_is_shown(services: Services) -> None:
    first = a_snapshot(answers("one"))
    head = services.sheets.save(first).result().revision
    services.sheets.close_sitting(first.form_id).result()
    for line in ("two", "three"):
        services.inbox.seal_form(replace(first, base_revision=head, answers=answers(line)))
    services.session.drain()
    assert shown(services, first.form_id) == "three"
    assert lines(services, first.form_id)[0] == "three"


def test_what_is_never_stored_is_not_sealed_either(services: Services) -> None:
    told = answers("quiet").with_value("safe", SECRET)
    told = told.with_rows("ways", (Row(b"1", {"what": "leave", "fear": SECRET}),))
    services.inbox.seal_form(a_snapshot(told))
    (raw,) = sealed(services)
    assert b"quiet" in raw
    assert SECRET.encode() not in raw


def test_a_text_too_long_for_a_form_becomes_an_entry(services: Services) -> None:
    text = "".join(f"{number} and on it goes\n" for number in range(150_000))
    told = answers("quiet").with_rows("ways", (Row(b"1", {"what": text, "fear": 1}),))
    snapshot = a_snapshot(told, title="Mine")
    assert services.session.lock(snapshot).saved is Kept.INBOX
    assert services.session.unlock(None).unreadable == ()
    kept = services.sheets.get(snapshot.form_id).result().answers
    assert kept.text("line") == "quiet"
    (row,) = kept.rows_of("ways")
    assert row.values == {"what": text[:1000]}
    from safeharbor.services.journal import PageRequest

    page = services.journal.page(PageRequest()).result()
    whole = [services.journal.get(each.id).result().content for each in reversed(page)]
    assert sum(len(content.body) for content in whole) == len(text)
    assert {content.title for content in whole} == {"Mine"}


def test_many_short_texts_that_are_too_much_are_held_back(services: Services) -> None:
    """Nothing is cut that nobody can find again; the caller is told and holds it in memory."""
    many = tuple(Row(n.to_bytes(4, "big"), {"what": "x" * 900}) for n in range(2500))
    with pytest.raises(HarborError) as caught:
        services.inbox.seal_form(a_snapshot(Answers().with_rows("ways", many)))
    assert caught.value.code is ErrorCode.TEXT_TOO_LONG
    assert services.inbox.pending() == 0


def test_two_mebibytes_fit_into_a_note() -> None:
    told = answers("\n" * (MAX_TEXT_BYTES // 2 - 100))
    assert len(write_envelope(FormNote(a_snapshot(told)))) < 4 * 1024 * 1024


@given(st.builds(FormNote, snapshot=_FORMS, sealed_us=st.none() | st.integers(0, 2**50)))
def test_a_form_comes_back_as_it_was(note: FormNote) -> None:
    again = read_envelope(write_envelope(note))
    assert isinstance(again, FormNote)
    assert again.sealed_us == note.sealed_us
    assert json.dumps(_plain(again.snapshot), sort_keys=True) == json.dumps(
        _plain(note.snapshot), sort_keys=True
    )


def _plain(snapshot: FormSnapshot) -> object:
    told, template = snapshot.answers, snapshot.template
    rows = {
        name: [[row.id.hex(), dict(row.values)] for row in rows] for name, rows in told.rows.items()
    }
    return [
        snapshot.form_id.hex,
        str(snapshot.base_revision),
        template.hash.hex(),
        dict(told.values),
        rows,
        snapshot.title,
        dict(snapshot.extra),
    ]


def _deep(levels: int) -> object:
    value: object = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {"line": "x"}},
        {"answers": [["line", "", _deep(200)]]},
        {"answers": [["line", "00" * 65, "x"]]},
        {"answers": [["line", "no hex", "x"]]},
        {"answers": [["line", "x"]]},
        {"answers": [[5, "", "x"]]},
        {"extra": []},
        {"extra": {"a": _deep(200)}},
        {"template": None},
        {"template": {"kind": "sheet", "id": "garden", "version": 1}},
        {"template": {"kind": "sheet", "id": "garden", "version": 2**40, "body": {}}},
        {"template": {"kind": "sheet", "id": "garden", "version": 1, "body": [1]}},
        {"template": {"kind": "sheet", "id": "garden", "version": 1, "body": {"a": _deep(99)}}},
        {"id": "x"},
        {"title": 5},
        {"utc_us": 10**30},
    ],
)
def test_a_form_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    envelope = json.loads(write_envelope(FormNote(a_snapshot()))) | change
    with pytest.raises(ValueError):
        read_envelope(json.dumps(envelope).encode())


def test_no_number_is_no_number() -> None:
    raw = write_envelope(FormNote(a_snapshot(answers("x").with_value("n", 5))))
    with pytest.raises(ValueError):
        read_envelope(raw.replace(b'"",5', b'"",NaN'))
    # It would be written down as Infinity, and a lock could seal what nothing opens again.
    with pytest.raises(ValueError):
        read_envelope(raw.replace(b'"",5', b'"",1e999'))


def test_texts_that_nothing_takes_are_cleaned_on_the_way_in(services: Services) -> None:
    odd = replace(TEMPLATE, body={**TEMPLATE.body, "title": "a\ud800"})
    raw = json.loads(write_envelope(FormNote(a_snapshot())))
    raw["template"]["body"] = dict(odd.body)
    raw["extra"] = {"k\ud800": "\ud800"}
    note = read_envelope(json.dumps(raw).encode())
    assert isinstance(note, FormNote)
    changes = services.sheets.save(note.snapshot).result()
    (form_id,) = changes.forms
    (line,) = services.sheets.page().result()
    assert (line.id, line.sheet) == (form_id, "a\ufffd")


def test_a_sealed_sheet_comes_in_once(services: Services) -> None:
    """A kill between the import and the removal of the file."""
    services.inbox.seal_form(a_snapshot(answers("once")))
    (path,) = services.paths.inbox.iterdir()
    raw = path.read_bytes()
    services.session.drain()
    path.write_bytes(raw)
    services.session.drain()
    (line,) = services.sheets.page().result()
    assert len(services.sheets.versions(line.id).result()) == 1
