"""A text that a lock sealed, and the save before it that was committed after all."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from safeharbor.domain.entry import Changes, EntryContent, Snapshot
from safeharbor.services.envelope import Note, NoteKind, read_envelope, write_envelope
from safeharbor.services.session import Kept
from safeharbor.storage.transaction import Transaction
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.homes import MadeVault, floor, make_vault


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    return make_vault(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def services(made: MadeVault, tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    home = tmp_path / "home"
    keyring = made.copy_to(home)
    one = build(HomePaths(home), clock=clock, keyring=keyring, calibrate=floor)
    one.session.unlock(None)
    yield one
    one.session.lock()


@contextmanager
def not_durable_yet(services: Services) -> Iterator[None]:
    """The next save is written and hangs before its commit, for the length of the block."""
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
    yield
    assert written.wait(10)
    go_on.set()
    assert thread.closed.wait(10)


def page(services: Services, body: str, of: Snapshot | None = None) -> Snapshot:
    made = services.journal.snapshot(EntryContent(body=body))
    if of is None:
        return made
    return Snapshot(of.entry_id, of.base_revision, made.content, made.moment)


def bodies(services: Services, entry_id: UUID) -> list[str]:
    """What is kept of an entry, the newest first."""
    journal = services.journal
    kept = journal.revisions(entry_id).result()
    return [journal.revision(each.id).result().content.body for each in kept]


def shown(services: Services, entry_id: UUID) -> str:
    return services.journal.get(entry_id).result().content.body


def test_the_text_of_the_lock_follows_a_save_that_came_through_late(services: Services) -> None:
    first = page(services, "Half")
    with not_durable_yet(services):
        services.journal.save(first)
        assert services.session.lock(page(services, "Half a line", first)).saved is Kept.INBOX
    services.session.unlock(None)
    assert shown(services, first.entry_id) == "Half a line"
    assert bodies(services, first.entry_id) == ["Half a line", "Half"]


def test_the_same_text_is_dropped(services: Services) -> None:
    first = page(services, "Half")
    with not_durable_yet(services):
        services.journal.save(first)
        assert services.session.lock(first).saved is Kept.INBOX
    services.session.unlock(None)
    assert bodies(services, first.entry_id) == ["Half"]
    assert services.inbox.pending() == 0


def test_it_follows_in_an_entry_that_was_there_before(services: Services, clock: FakeClock) -> None:
    first = page(services, "Old")
    changes: Changes = services.journal.save(first).result()
    services.journal.close_sitting(first.entry_id).result()
    clock.advance(3600)
    later = Snapshot(first.entry_id, changes.revision, EntryContent(body="Old, new"), first.moment)
    with not_durable_yet(services):
        services.journal.save(later)
        services.session.lock(page(services, "New alone", later))
    services.session.unlock(None)
    assert shown(services, first.entry_id) == "New alone"
    assert bodies(services, first.entry_id) == ["New alone", "Old, new", "Old"]


def test_what_was_written_after_the_lock_is_never_covered_by_it(
    services: Services, clock: FakeClock
) -> None:
    """Such as where the note could not come in for a while, and somebody went on writing."""
    first = page(services, "Before")
    sealed_us = clock.now().utc_us
    clock.advance(5)
    services.journal.save(page(services, "Written later", first)).result()
    services.inbox.seal(first, NoteKind.DRAFT, sealed_us=sealed_us)
    services.session.drain()
    assert shown(services, first.entry_id) == "Written later"
    assert sorted(bodies(services, first.entry_id)) == ["Before", "Written later"]


def test_a_note_without_a_time_stands_beside_as_ever(services: Services) -> None:
    first = page(services, "Before")
    services.journal.save(page(services, "Saved", first)).result()
    services.inbox.seal(first, NoteKind.DRAFT)
    services.session.drain()
    assert shown(services, first.entry_id) == "Saved"


@pytest.mark.parametrize("sealed_us", [None, 0, 1_763_000_000_000_000])
def test_the_time_goes_through_the_envelope(services: Services, sealed_us: int | None) -> None:
    note = Note(NoteKind.DRAFT, page(services, "x"), sealed_us)
    assert read_envelope(write_envelope(note)) == note


@pytest.mark.parametrize("sealed", ["soon", True, 10**20])
def test_a_time_that_is_none_makes_no_note(services: Services, sealed: object) -> None:
    note = Note(NoteKind.DRAFT, page(services, "x"), 1)
    raw = write_envelope(note).replace(b'"sealed_us":1', b'"sealed_us":' + _json(sealed))
    with pytest.raises(ValueError, match=r"range|envelope"):
        read_envelope(raw)


def _json(value: object) -> bytes:
    return json.dumps(value).encode()
