"""Locks at random moments while somebody types, over real services: ``run(times)``.

Some of the vaults are slow, some hang for good; whatever happens, every character has to be there
after the next unlock, no lock may be refused, and the text has to be kept within a second.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from safeharbor.domain.entry import Snapshot
from safeharbor.services.envelope import NoteKind
from safeharbor.services.executor import VaultThread
from safeharbor.services.session import Kept, LockOutcome, SessionState
from safeharbor.storage.transaction import Transaction
from support.clock import FakeClock
from support.desk import Desk, Page, desk
from support.homes import make_vault

LETTERS = "aeiou nrst\nßé猫🌊"
MOST_KEYS = 120
LIMIT_SECONDS = 1.0


@dataclass
class Report:
    """What a storm did.

    ``beside`` texts are whole, but stand beside their entry's line, where nobody sees them by
    themselves.
    """

    times: int = 0
    characters: int = 0
    lost: int = 0
    refused: int = 0
    beside: int = 0
    outcomes: dict[Kept, int] = field(default_factory=lambda: dict.fromkeys(Kept, 0))
    slowest_kept: float = 0.0
    slowest_locked: float = 0.0
    late: int = 0

    @property
    def problems(self) -> list[str]:
        """What must not be, in words; empty when all is well."""
        found = []
        if self.lost:
            found.append(f"{self.lost} texts lost characters")
        if self.refused:
            found.append(f"{self.refused} locks were refused")
        if self.beside:
            found.append(f"{self.beside} texts stand beside their entry")
        if self.late:
            found.append(f"{self.late} texts were kept after more than {LIMIT_SECONDS} s")
        return found


class Storm:
    """One home, one hand that types, and many locks."""

    def __init__(self, at: Desk, seed: int) -> None:
        self._at = at
        self._dice = random.Random(seed)
        self._texts: dict[UUID, str] = {}
        self._saved_at = self._sealed_at = 0.0
        self._beside: set[UUID] = set()
        self.report = Report()

    def once(self) -> None:
        """Unlock, type, lock somewhere in between, and look again."""
        at, dice = self._at, self._dice
        at.forget()
        at.session.unlock(None)
        at.hear("unlocked")
        self._check()
        page = self._page()
        self._watch()
        release = self._slow_down()
        lock_at = dice.randrange(MOST_KEYS)
        started = 0.0
        for number in range(lock_at + dice.randrange(3)):
            if number == lock_at:
                break
            page.type(dice.choice(LETTERS))
            if dice.random() < 0.05:
                page.save()
            if dice.random() < 0.3:
                QCoreApplication.processEvents()
        vault = at.services.session.thread()
        started = time.perf_counter()
        dice.choice((at.session.lock, at.session.hide))()
        at.hear("locked")
        locked_after = time.perf_counter() - started
        release()
        assert vault.closed.wait(20)
        self._note(page, started, locked_after)

    def finish(self) -> Report:
        """Unlock once more to see that all of it is there."""
        self._at.forget()
        self._at.session.unlock(None)
        self._at.hear("unlocked")
        self._check()
        return self.report

    def _page(self) -> Page:
        """A new entry, or an old one to go on with."""
        at = self._at
        if not self._texts or self._dice.random() < 0.5:
            return Page(at)
        entry_id = self._dice.choice(list(self._texts))
        entry = at.services.journal.get(entry_id).result(20)
        page = Page(at, entry_id, entry.head_revision)
        page.type(self._texts[entry_id])
        return page

    def _slow_down(self) -> Callable[[], object]:
        """Now and then the disk is slow or hangs; returns what ends that.

        It happens before the next save begins, or when that is written and not yet durable.
        """
        hold = threading.Event()
        chance = self._dice.random()
        patience = 20.0 if chance < 0.2 else self._dice.uniform(0.0, 0.8)
        thread = self._at.services.session.thread()
        if chance < 0.2 or chance > 0.8:
            if self._dice.random() < 0.5:
                thread.write(lambda _: hold.wait(patience))
            else:
                self._hold_next_save(thread, lambda: hold.wait(patience))
        return hold.set

    def _hold_next_save(self, thread: VaultThread, wait: Callable[[], object]) -> None:
        write = thread.write

        def held(job: Callable[[Transaction], object]) -> Future[object]:
            def slow(tx: Transaction) -> object:
                result = job(tx)
                wait()
                return result

            setattr(thread, "write", write)  # noqa: B010 - mypy knows methods only
            return write(slow)

        setattr(thread, "write", held)  # noqa: B010 - as above

    def _watch(self) -> None:
        """Take the time when the last save was acknowledged, or a note was sealed."""
        services = self._at.services
        inbox, thread = services.inbox, services.session.thread()
        seal, write = type(inbox).seal, thread.write

        def timed_seal(snapshot: Snapshot, kind: NoteKind, *, sealed_us: int | None = None) -> None:
            seal(inbox, snapshot, kind, sealed_us=sealed_us)
            self._sealed_at = time.perf_counter()

        def timed_write(job: Callable[[Transaction], object]) -> Future[object]:
            future = write(job)
            future.add_done_callback(self._acknowledged)
            return future

        setattr(inbox, "seal", timed_seal)  # noqa: B010 - mypy knows methods only
        setattr(thread, "write", timed_write)  # noqa: B010 - as above

    def _acknowledged(self, save: Future[object]) -> None:
        if not save.cancelled() and save.exception() is None:
            self._saved_at = time.perf_counter()

    def _note(self, page: Page, started: float, locked_after: float) -> None:
        report, outcome = self.report, self._at.carried["locked"]
        assert isinstance(outcome, LockOutcome)
        report.times += 1
        report.characters += len(page.text)
        report.outcomes[outcome.saved] += 1
        report.refused += self._at.services.session.state is not SessionState.LOCKED
        report.slowest_locked = max(report.slowest_locked, locked_after)
        if page.text:
            self._texts[page.entry_id] = page.text
            kept_at = self._sealed_at if outcome.saved is Kept.INBOX else self._saved_at
            took = max(kept_at - started, 0.0)
            report.slowest_kept = max(report.slowest_kept, took)
            report.late += took > LIMIT_SECONDS

    def _check(self) -> None:
        """Every text has to be what was on the screen when it was locked."""
        journal = self._at.services.journal
        for entry_id, text in self._texts.items():
            if journal.get(entry_id).result(20).content.body == text:
                continue
            kept = journal.revisions(entry_id).result(20)
            bodies = [journal.revision(each.id).result(20).content.body for each in kept]
            if text in bodies:
                self._beside.add(entry_id)
                self.report.beside = len(self._beside)
            else:
                self.report.lost += 1


def run(times: int, folder: Path, seed: int = 1) -> Report:
    """Lock ``times`` times in a home under ``folder``; needs no display."""
    application = QCoreApplication.instance() or QCoreApplication([])
    made = make_vault(folder / "made")
    home = folder / "home"
    with desk(home, made.copy_to(home), FakeClock()) as at:
        storm = Storm(at, seed)
        for _ in range(times):
            storm.once()
        report = storm.finish()
    del application
    return report
