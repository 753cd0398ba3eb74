"""Records of practices: kept once, in the vault or sealed, and never among the entries."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from faults.hunter import hunt
from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form import Answer
from safeharbor.domain.practice import UNSURE, After, PracticeRecord
from safeharbor.services.envelope import read_envelope
from safeharbor.services.executor import settled
from safeharbor.services.inbox import InboxService
from safeharbor.services.journal import PageRequest
from safeharbor.services.practice_form import KIND, TEMPLATE, form_of, record_of
from safeharbor.services.session import Kept
from safeharbor.storage.transaction import Transaction
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.homes import MadeVault, floor
from support.keyring import FakeKeyring
from support.practices import practised
from unit.services.test_backup import at
from unit.services.test_journal import write
from unit.services.test_session import raises


def page(services: Services, before: int | None = None, limit: int = 50) -> list[PracticeRecord]:
    return services.practices.page(before, limit).result()


def in_the_vault(services: Services, change: Callable[[Transaction], None]) -> None:
    services.session.thread().write(change).result()


def test_a_record_is_there_after_locking_and_unlocking(services: Services) -> None:
    now = services.clock.now()
    record = practised(now, "gr_54321", seconds=181, before=UNSURE, after=After.BETTER)
    changes = services.practices.keep(record, "calm").result()
    assert changes.entries == frozenset()
    assert changes.forms == {record.id}
    assert changes.origin == "calm"
    services.session.lock()
    services.session.unlock(None)
    assert page(services) == [record]


def test_records_are_found_newest_first_page_by_page(services: Services, clock: FakeClock) -> None:
    records = []
    for number in range(7):
        records.append(practised(clock.now(), seconds=number))
        clock.advance(20)
    for record in (records[3], *records[:3], *records[4:]):
        services.practices.keep(record).result()
    found: list[PracticeRecord] = []
    while more := page(services, found[-1].sort_key if found else None, 3):
        found += more
    assert [record.seconds for record in found] == [6, 5, 4, 3, 2, 1, 0]


def test_a_record_is_kept_once(services: Services) -> None:
    record = practised(services.clock.now())
    assert services.practices.keep(record).result().forms == {record.id}
    again = replace(record, after=After.WORSE)
    assert services.practices.keep(again).result().forms == frozenset()
    assert page(services) == [record]


def test_what_was_deleted_does_not_come_back(services: Services) -> None:
    record, other = practised(services.clock.now()), practised(services.clock.now(), "gr_feet")
    for each in (record, other):
        services.practices.keep(each).result()
    assert services.practices.delete(record.id).result().forms == {record.id}
    assert services.practices.delete(record.id).result().forms == frozenset()
    services.practices.keep(record).result()
    assert page(services) == [other]


def test_all_can_be_deleted_at_once_and_entries_stay(services: Services) -> None:
    entry_id = write(services, "Words.")
    records = [practised(services.clock.now()) for _ in range(230)]
    for record in records:
        services.practices.keep(record)
    assert services.practices.delete_all().result() == 0
    assert page(services) == []
    assert services.journal.get(entry_id).result().content.body == "Words."
    services.practices.keep(records[0]).result()
    assert page(services) == []


def test_it_is_in_no_list_no_count_and_no_search_of_the_journal(services: Services) -> None:
    record = practised(services.clock.now(), "own_quetzal", after=After.WORSE)
    services.practices.keep(record).result()
    services.session.lock()
    services.session.unlock(None)
    services.session.thread().flush_index().result()
    journal = services.journal
    for trashed in (True, False):
        assert journal.page(PageRequest(trashed=trashed)).result() == []
    assert journal.count().result() == 0
    assert journal.months().result() == []
    assert journal.days(2026, 11).result() == set()
    assert journal.tags().result() == []
    for words in ("own_quetzal", "quetzal", "worse", "on:2026-11-21"):
        assert services.search.page(words).result() == []


def test_while_locked_it_is_sealed_and_comes_in_at_unlock(
    locked: Services, clock: FakeClock
) -> None:
    record = practised(clock.now(), before=8, after=After.SAME)
    assert locked.practices.take(record) is Kept.INBOX
    assert locked.inbox.pending() == 1
    unlocked = locked.session.unlock(None)
    assert (unlocked.drained, unlocked.unreadable) == (0, ())
    assert page(locked) == [record]
    assert locked.inbox.pending() == 0


def test_a_sealed_one_is_marked_as_nobody_proved_who_wrote_it(locked: Services) -> None:
    sealed, kept = practised(locked.clock.now()), practised(locked.clock.now())
    locked.inbox.seal_practice(sealed)
    locked.session.unlock(None)
    locked.practices.keep(kept).result()

    def look(tx: Transaction) -> None:
        marks = {form.id: dict(form.extra) for form in tx.forms.page(KIND)}
        assert marks == {sealed.id: {"added_while_locked": True}, kept.id: {}}

    in_the_vault(locked, look)


def test_where_it_is_open_it_goes_straight_in(services: Services) -> None:
    record = practised(services.clock.now())
    assert services.practices.take(record) is Kept.VAULT
    assert services.inbox.pending() == 0
    assert page(services) == [record]


def test_without_a_vault_nothing_is_kept(tmp_path: Path, clock: FakeClock) -> None:
    home = tmp_path / "nothing"
    services = build(HomePaths(home), clock=clock, keyring=FakeKeyring(), calibrate=floor)
    assert services.practices.take(practised(clock.now())) is Kept.NOTHING
    assert not home.exists()


def test_a_lock_that_comes_first_seals_it(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, thread = practised(services.clock.now()), services.session.thread()
    services.session.lock()
    monkeypatch.setattr(services.practices, "_thread", lambda: thread)
    assert services.practices.take(record) is Kept.INBOX
    monkeypatch.undo()
    services.session.unlock(None)
    assert page(services) == [record]


def test_a_vault_that_takes_no_writing_leaves_it_in_the_inbox(
    services: Services, clock: FakeClock, keyring: FakeKeyring
) -> None:
    """Such as one of a newer program; that program brings it in."""
    record = practised(clock.now())
    thread = services.session.thread()
    in_the_vault(services, lambda tx: tx.meta.set("x", 1))
    thread.opened.result()._raw.execute("PRAGMA query_only = ON")
    thread.opened.result().read_only = True
    assert services.practices.take(record) is Kept.INBOX
    services.session.lock()
    later = build(services.paths, clock=clock, keyring=keyring, calibrate=floor)
    later.session.unlock(None)
    assert page(later) == [record]
    later.session.lock()


def test_a_disk_that_takes_nothing_says_so_and_leaves_nothing(
    locked: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise fs.harbor_error(OSError(28, "no room"), locked.paths.inbox)

    monkeypatch.setattr("safeharbor.services.inbox.fs.replace_atomic", full)
    with raises(ErrorCode.DISK_FULL):
        locked.practices.take(practised(locked.clock.now()))
    assert locked.inbox.pending() == 0


def test_a_kill_between_the_commit_and_the_file_brings_it_in_once(
    locked: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = practised(locked.clock.now())
    locked.inbox.seal_practice(record)
    with monkeypatch.context() as patch:
        patch.setattr(InboxService, "remove", _power_cut)
        with pytest.raises(_PowerCutError):
            locked.session.unlock(None)
    assert locked.inbox.pending() == 1
    locked.session.unlock(None)
    assert page(locked) == [record]
    assert locked.inbox.pending() == 0


def test_one_that_was_deleted_meanwhile_is_not_brought_in_again(locked: Services) -> None:
    """The same record sealed twice, such as by a try that seemed to have failed."""
    record = practised(locked.clock.now())
    locked.inbox.seal_practice(record)
    locked.session.unlock(None)
    locked.practices.delete(record.id).result()
    locked.inbox.seal_practice(record)
    drained = locked.session.drain()
    assert (drained.imported, drained.practices, drained.kept) == (0, 0, ())
    assert page(locked) == []


def test_entries_and_records_come_in_side_by_side(locked: Services, clock: FakeClock) -> None:
    records = [practised(clock.now(), seconds=n) for n in range(3)]
    for record in records:
        locked.inbox.seal_practice(record)
        locked.inbox.seal_entry(locked.journal.snapshot(EntryContent(body="Night.")))
        clock.advance(60)
    assert locked.session.unlock(None).drained == 3
    assert locked.journal.count().result() == 3
    assert {record.seconds for record in page(locked)} == {0, 1, 2}


def test_a_backup_brings_records_along(
    services: Services, made_vault: MadeVault, tmp_path: Path
) -> None:
    record = practised(services.clock.now(), after=After.BETTER)
    services.practices.keep(record).result()
    bundle = services.backup.create(tmp_path / "mine.shb").result().path
    other = at(tmp_path / "other")
    other.backup.restore(bundle, made_vault.recovery_code)
    other.session.unlock(made_vault.recovery_code)
    assert page(other) == [record]
    other.session.lock()


def test_what_a_newer_version_added_stays_and_is_passed_over(services: Services) -> None:
    old, new = practised(services.clock.now()), practised(services.clock.now())
    newer = form_of(new, {"place": "in bed"})
    added = (Answer("voice", {"on": True}), Answer("after", "much better"))
    newer = replace(newer, answers=(*newer.answers, *added))
    strange = replace(newer, id=practised(services.clock.now()).id, answers=())

    def write_newer(tx: Transaction) -> None:
        tx.forms.add_template(TEMPLATE)
        for form in (newer, strange):
            tx.forms.insert(form, 1)

    in_the_vault(services, write_newer)
    services.practices.keep(old).result()
    assert page(services) == [old, new]
    assert page(services, limit=1) == [old]
    assert page(services, page(services, limit=1)[-1].sort_key, 1) == [new]

    def look(tx: Transaction) -> None:
        kept = tx.forms.get(new.id)
        assert kept is not None
        assert kept.extra == {"place": "in bed"}
        assert all(answer in kept.answers for answer in added)

    in_the_vault(services, look)


@pytest.mark.parametrize(
    ("answers", "understood"),
    [
        ({"exercise": "br_even", "seconds": 5}, True),
        ({"exercise": "br_even", "seconds": 5, "before": 11, "after": 3}, True),
        ({"exercise": "br_even", "seconds": 5, "before": True, "after": ["better"]}, True),
        ({"exercise": "br_even", "seconds": "5"}, False),
        ({"exercise": "br_even", "seconds": -5}, False),
        ({"exercise": "br_even"}, False),
        ({"exercise": 5, "seconds": 5}, False),
        ({"exercise": "Something else", "seconds": 5}, False),
        ({}, False),
    ],
)
def test_odd_answers_are_no_error(
    clock: FakeClock, answers: dict[str, object], *, understood: bool
) -> None:
    form = form_of(practised(clock.now()))
    form = replace(form, answers=tuple(Answer(name, value) for name, value in answers.items()))
    record = record_of(form)
    assert (record is not None) is understood
    if record is not None:
        assert (record.before, record.after) == (None, None)


def test_the_template_is_what_it_was() -> None:
    """Whoever changes it gives it another version: records that people have lie under this one."""
    assert TEMPLATE.version == 1
    assert TEMPLATE.hash == hashlib.sha256(_TEMPLATE.encode()).digest()


def test_the_export_has_a_table_of_them_where_there_are_any(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    write(services, "Words.")
    services.export.markdown(tmp_path / "without")
    assert [path.suffix for path in (tmp_path / "without").iterdir()] == [".md"]
    services.practices.keep(
        practised(clock.now(), "br_even", seconds=301, before=UNSURE, after=After.BETTER)
    ).result()
    clock.advance(120)
    services.practices.keep(practised(clock.now(), "own_abc", seconds=59, before=7)).result()
    facts = services.export.markdown(tmp_path / "plain")
    assert facts.entries == 1
    assert (tmp_path / "plain" / "practices.md").read_text() == _TABLE
    facts = services.export.markdown(tmp_path / "all.md")
    assert facts.entries == 1
    whole = (tmp_path / "all.md").read_text()
    assert whole.startswith("---\nid: ")
    assert whole.endswith(f"Words.\n\n{_TABLE}")


def test_an_export_of_records_alone_is_the_table(services: Services, tmp_path: Path) -> None:
    for _ in range(205):
        services.practices.keep(practised(services.clock.now()))
    assert services.export.markdown(tmp_path / "all.md").entries == 0
    text = (tmp_path / "all.md").read_text()
    assert text.startswith("---\ntitle: Practices\n")
    assert text.count("| Longer out |") == 205


def test_a_program_that_knows_no_records_leaves_the_note_where_it_is(
    locked: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = practised(locked.clock.now())
    locked.inbox.seal_practice(record)
    locked.inbox.seal_entry(locked.journal.snapshot(EntryContent(body="Night.")))
    with monkeypatch.context() as patch:
        patch.setattr("safeharbor.services.inbox.read_envelope", _read_by_the_first_version)
        unlocked = locked.session.unlock(None)
        locked.session.lock()
    assert (unlocked.drained, len(unlocked.unreadable)) == (1, 1)
    assert locked.inbox.pending() == 1
    locked.session.unlock(None)
    assert page(locked) == [record]


def test_nothing_of_a_record_lies_in_the_clear(own_world: Path, services: Services) -> None:
    needle = "own_quetzalcanary71"
    kept = practised(services.clock.now(), needle, before=9, after=After.WORSE)
    services.practices.keep(kept).result()
    services.backup.create().result()
    services.session.lock()
    services.inbox.seal_practice(practised(services.clock.now(), needle))
    wanted = (needle, "quetzalcanary", kept.id.hex, str(kept.id), '"after":"worse"')
    assert hunt([own_world.parent], wanted) == []
    services.session.unlock(None)
    assert len(page(services)) == 2
    assert hunt([own_world.parent], wanted) == []


def test_a_lock_in_the_midst_of_deleting_leaves_nobody_waiting(services: Services) -> None:
    services.practices.keep(practised(services.clock.now())).result()
    thread = services.session.thread()
    deleting = services.practices.delete_all()
    services.session.lock()
    assert thread.closed.wait(10)
    with contextlib.suppress(HarborError):
        assert settled(deleting) == 0
    services.session.unlock(None)
    assert len(page(services)) <= 1


def test_a_locked_vault_lists_and_deletes_nothing(locked: Services) -> None:
    for call in (
        locked.practices.page,
        locked.practices.delete_all,
        lambda: locked.practices.delete(UUID(int=1)),
        lambda: locked.practices.keep(practised(locked.clock.now())),
    ):
        with raises(ErrorCode.SECRET_NEEDED):
            call()


def _read_by_the_first_version(raw: bytes) -> object:
    """As the reader was before there were records: what it does not know is for a newer one."""
    envelope = json.loads(raw)
    if envelope["v"] != 1 or envelope["kind"] not in {"entry", "draft"}:
        return None
    return read_envelope(raw)


class _PowerCutError(BaseException):
    """Nothing after it runs."""


def _power_cut(*_: object) -> None:
    raise _PowerCutError


_TEMPLATE = (
    '["practice","practice",1,{"fields":{'
    '"after":{"one_of":["better","same","worse"],"type":"text"},'
    '"before":{"least":-1,"most":10,"type":"integer"},'
    '"exercise":{"type":"text"},'
    '"seconds":{"type":"integer"}}}]'
)

_TABLE = """\
---
title: Practices
kind: practices
---

| Day | Time | Exercise | Length | Before, 0 to 10 | After |
| --- | --- | --- | --- | --- | --- |
| 2026-11-21 | 08:02 | own_abc | 0:59 | 7 |  |
| 2026-11-21 | 08:00 | Even waves | 5:01 | unsure | better |
"""
