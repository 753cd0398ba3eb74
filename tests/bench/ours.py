"""The vault under the bench: filled in large transactions by our own services, then timed.

The keyring is in memory and the secret is the recovery code, so no key derivation is ever part of
a figure.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from faults.house import House, close, held_keyring
from safeharbor.domain.entry import EntryContent, Mood, Snapshot
from safeharbor.domain.moment import Moment
from safeharbor.domain.policy import Policy
from safeharbor.services.ids import new_id
from safeharbor.services.journal import PageRequest
from safeharbor.services.sitting import write_entry
from safeharbor.storage.transaction import Transaction
from safeharbor.system.clock import SystemClock
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.keyring import FakeKeyring
from support.prose import Page, page

_PORTION: Final = 2000
_TEXTS: Final = 200
_EPOCH: Final = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - the difference of two wall times


class OurJournal:
    """A vault that is timed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._services: Services | None = None
        self._house: House | None = None
        self._last: Snapshot | None = None
        self._saves = itertools.count()
        self._unwritten: list[EntryContent] = []

    @property
    def size(self) -> int:
        """Bytes of the database file."""
        return sum(path.stat().st_size for path in (self._folder / "home").glob("vault-*.db"))

    def build(self, pages: Iterable[Page]) -> None:
        """Make the vault and fill it, index included."""
        keyring = FakeKeyring()
        services = build(HomePaths(self._folder / "home"), clock=SystemClock(), keyring=keyring)
        code = services.session.create(Policy.SIMPLE, None).recovery_code
        thread, now = services.session.thread(), services.clock.now()
        for portion in _portions(pages):
            thread.write(partial(_write, pages=portion, now=now)).result()
            thread.flush_index().result()
        close(services)
        House(self._folder / "home", code, keyring.lines).write_secrets()

    def open(self) -> None:
        """Unlock with the recovery code."""
        self._house = self._house or House.at(self._folder / "home")
        paths, keyring = HomePaths(self._house.home), held_keyring(self._house.keyring)
        self._services = build(paths, clock=SystemClock(), keyring=keyring)
        self._services.session.unlock(self._house.code)

    def close(self) -> None:
        """Lock, and wait until the file is closed."""
        close(self.services)

    @property
    def services(self) -> Services:
        """The services of the open vault."""
        assert self._services is not None
        return self._services

    def first_page(self) -> int:
        """The newest 50; returns how many there were."""
        return len(self.services.journal.page(PageRequest(limit=50)).result())

    def search(self, query: str) -> int:
        """The first page of a search, snippets included."""
        return len(self.services.search.page(query).result())

    def save_new(self) -> None:
        """Save an entry that was not there; making up its text takes no part in it."""
        self._last = self.services.journal.snapshot(self._unwritten.pop())
        self.services.journal.save(self._last).result()

    def prepare_autosave(self) -> None:
        """Have texts to save, and an entry open in the editor."""
        made = (page(number, 1000, seed=os.getpid()) for number in range(_TEXTS))
        self._unwritten = [content_of(text) for text in made]
        self.save_new()
        assert self._last is not None
        entry = self.services.journal.get(self._last.entry_id).result()
        self._last = Snapshot(entry.id, entry.head_revision, entry.content, entry.moment)

    def autosave(self) -> None:
        """Save the open entry again, a sentence longer."""
        last = self._last
        assert last is not None
        body = f"{last.content.body} Sentence {next(self._saves)}."
        content = EntryContent(last.content.title, body, last.content.tags)
        snapshot = Snapshot(last.entry_id, last.base_revision, content, last.moment)
        changes = self.services.journal.save(snapshot).result()
        self._last = Snapshot(last.entry_id, changes.revision, content, last.moment)


def content_of(made: Page) -> EntryContent:
    """What the editor would hand over for a made-up page."""
    mood = None if made.mood is None else Mood(made.mood)
    return EntryContent(made.title, made.body, made.tags, mood)


def _write(tx: Transaction, pages: list[Page], now: Moment) -> None:
    for made in pages:
        snapshot = Snapshot(new_id(), None, content_of(made), _moment(made))
        write_entry(tx, snapshot, now, "bench")
    tx.revisions.close_open(None)


def _moment(made: Page) -> Moment:
    wall = dt.datetime.combine(made.day, dt.time(made.minute // 60, made.minute % 60))
    return Moment((wall - _EPOCH) // dt.timedelta(microseconds=1), 0, "", made.day)


def _portions(pages: Iterable[Page]) -> Iterable[list[Page]]:
    rest = iter(pages)
    while portion := list(itertools.islice(rest, _PORTION)):
        yield portion
