"""The writing child: drives the real services at random and says what has been called safe.

It is killed, or its calls are recorded, while it runs. As a script it takes the home, the seed,
the number of steps and the focus; with ``--serve`` it forks one child per line of its input, so
that a hundred kills do not pay for a hundred imports.
"""

from __future__ import annotations

import enum
import gc
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from faults.acks import Said
from faults.house import House, close
from faults.practices import PracticeHand
from faults.script import content_of, day_of
from faults.sheets import SheetHand, snapshot_of
from faults.tracing import ACK
from safeharbor.domain.entry import Snapshot
from safeharbor.domain.policy import Policy
from safeharbor.services.autosave import Autosaver
from safeharbor.services.envelope import NoteKind
from safeharbor.services.executor import VaultThread
from safeharbor.services.session import Kept
from safeharbor.wiring import Services
from support.clock import FakeClock

FOR_EVER = 10**9
"""Steps of a child that is meant to be killed."""

_SITTING_REST = 700.0


class Focus(enum.StrEnum):
    """What the child mostly does."""

    ALL = "all"
    HEADER = "header"
    CREATE = "create"


@dataclass(slots=True)
class Draft:
    """An entry as the child's editor holds it."""

    number: int
    id: UUID
    version: int = 0
    head: UUID | None = None


def say_on_stdout(said: Said) -> None:
    """Say it in one write, so that a kill leaves the whole line or nothing of it."""
    os.write(1, ACK + said.line().encode() + b"\n")


class Writer:
    """Writes, rests, locks, seals and renews, as its seed says."""

    def __init__(self, house: House, seed: int, say: Callable[[Said], None]) -> None:
        self._house = house
        self._rng = random.Random(seed)
        self._say = say
        self._clock = FakeClock()
        self._services: Services = house.services(self._clock)
        self._drafts: list[Draft] = []
        self._count = 0
        self._sheets = SheetHand(self._services, self._clock, self._rng, say)
        self._practices = PracticeHand(self._services, self._rng, say)

    def run(self, steps: int, focus: Focus = Focus.ALL) -> None:
        """Unlock, take ``steps`` steps, lock."""
        self._services.session.unlock(None)
        actions = (
            self.type, self.leave, self.seal, self.lock, self.renew, self.trash, self.back_up,
            self._sheets.once, self.lock_a_sheet, self._practices.once, self.practise_locked,
        )  # fmt: skip
        header = (1, 0, 0, 2, 6, 0, 0, 0, 0, 0, 0)
        weights = (12, 3, 3, 2, 2, 1, 1, 5, 1, 3, 1) if focus is Focus.ALL else header
        for _ in range(steps):
            action = self._rng.choices(actions, weights)[0]
            action()
            if self._rng.random() < 0.2:
                self._clock.advance(_SITTING_REST)
        close(self._services)

    def type(self) -> None:
        """Type into an entry, the autosaver saying when to save."""
        draft = self._pick()
        saver = Autosaver(self._clock)
        for _ in range(self._rng.randint(1, 3)):
            draft.version += 1
            saver.edited()
            self._clock.advance(saver.due_in() or 0)
            version = saver.begin()
            changes = self._services.journal.save(self._snapshot(draft)).result()
            saver.done(version)
            draft.head = changes.revision
            self._say_saved(draft)

    def leave(self) -> None:
        """Leave an entry: its sitting ends and the index follows."""
        if self._drafts:
            self._services.journal.close_sitting(self._rng.choice(self._drafts).id).result()
        self._services.session.thread().flush_index().result()
        self._say(Said("indexed"))

    def seal(self) -> None:
        """Seal new entries and drafts of old ones, overtake some of them, bring them in."""
        picked = {draft.number: draft for draft in (self._pick(), self._pick(), self._pick())}
        for draft in picked.values():
            draft.version += 1
            kind = NoteKind.ENTRY if draft.head is None else NoteKind.DRAFT
            self._services.inbox.seal(self._snapshot(draft), kind)
            self._say(Said("sealed", draft.number, draft.version, str(draft.id)))
            if kind is NoteKind.DRAFT and self._rng.random() < 0.3:
                self._overtake(draft)
        self._services.session.drain()
        self._say(Said("drained"))
        self._refresh()

    def lock(self) -> None:
        """Lock with unsaved text on the screen, and unlock again."""
        draft = self._pick()
        draft.version += 1
        thread = self._services.session.thread()
        kept = self._services.session.lock(self._snapshot(draft)).saved
        assert kept is not Kept.NOTHING
        self._say(Said("saved", draft.number, draft.version, str(draft.id)))
        self._unlock_after(thread)

    def lock_a_sheet(self) -> None:
        """Lock with an unsaved sheet on the screen, and unlock again."""
        held = self._sheets.held()
        thread = self._services.session.thread()
        kept = self._services.session.lock(snapshot_of(held, self._clock)).saved
        assert kept is not Kept.NOTHING
        self._sheets.kept(held)
        self._unlock_after(thread)

    def practise_locked(self) -> None:
        """Practise while the vault is locked, and unlock it."""
        thread = self._services.session.thread()
        self._services.session.lock()
        self._practices.keep()
        self._unlock_after(thread)

    def renew(self) -> None:
        """Change the header: a new recovery code in place of the old one."""
        self._say(Said("renewing"))
        renewed = self._services.methods.renew_recovery()
        self._say(Said("renewed", code=renewed.recovery_code))

    def trash(self) -> None:
        """Throw an entry away; it is not touched again."""
        if len(self._drafts) > 3:
            draft = self._drafts.pop(self._rng.randrange(len(self._drafts)))
            self._services.journal.trash(draft.id).result()
            self._say(Said("trashed", draft.number, draft.version, str(draft.id)))

    def back_up(self) -> None:
        """Make a backup bundle; the next one gets a later name."""
        self._clock.advance(60)
        made = self._services.backup.create().result()
        self._say(Said("bundled", file=made.path.name))

    def _overtake(self, draft: Draft) -> None:
        """Save a newer version than a sealed draft, which then belongs beside the line."""
        beside = draft.version
        draft.version += 1
        self._services.journal.close_sitting(draft.id).result()
        changes = self._services.journal.save(self._snapshot(draft)).result()
        draft.head = changes.revision
        self._say_saved(draft)
        self._say(Said("sealed", draft.number, beside, str(draft.id), beside=True))

    def _say_saved(self, draft: Draft) -> None:
        said = Said("saved", draft.number, draft.version, str(draft.id), str(draft.head))
        self._say(said)

    def _pick(self) -> Draft:
        if not self._drafts or self._rng.random() < 0.3:
            self._count += 1
            self._drafts.append(Draft(self._count, self._services.journal.new_entry_id()))
            return self._drafts[-1]
        return self._rng.choice(self._drafts)

    def _snapshot(self, draft: Draft) -> Snapshot:
        moment = self._clock.now().on(day_of(draft.number, draft.version))
        content = content_of(draft.number, draft.version)
        return Snapshot(draft.id, draft.head, content, moment)

    def _unlock_after(self, thread: VaultThread) -> None:
        thread.closed.wait()
        self._services.session.unlock(None)
        self._refresh()

    def _refresh(self) -> None:
        """Load every open entry and sheet again, as a window does after an unlock."""
        self._sheets.refresh()
        for draft in self._drafts:
            draft.head = self._services.journal.get(draft.id).result().head_revision


def serve() -> None:
    """Fork a writing child for each line "home<TAB>seed" of the input, one at a time."""
    gc.freeze()
    for line in sys.stdin:
        home, seed = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            status = 1
            try:
                Writer(House.at(Path(home)), int(seed), say_on_stdout).run(FOR_EVER)
                status = 0
            finally:
                os._exit(status)
        os.write(1, f"child {child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"ended {status}\n".encode())


def create(home: Path) -> None:
    """Make a vault, and say its recovery code as the program does: once, when it is safe."""
    services = House(home, "", {}).services()
    code = services.session.create(Policy.SIMPLE, None).recovery_code
    say_on_stdout(Said("renewed", code=code))
    close(services)


def main(arguments: list[str]) -> None:
    """Run once, or serve."""
    if arguments == ["--serve"]:
        serve()
        return
    home, seed, steps, focus = arguments
    if focus == Focus.CREATE:
        create(Path(home))
        return
    Writer(House.at(Path(home)), int(seed), say_on_stdout).run(int(steps), Focus(focus))


if __name__ == "__main__":
    main(sys.argv[1:])
