"""Notes of practices for the writing child, and what has to be left of them.

Note n is one record that any reader can compute. The hand keeps them in the vault, seals them
beside it and deletes them; the verdict holds what is there against what was called safe.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID

from faults.acks import Expected, Ledger, Said
from faults.script import day_of
from safeharbor.domain.practice import UNSURE, After, PracticeRecord
from safeharbor.services.session import Kept
from safeharbor.wiring import Services
from support.clock import FakeClock

_FIRST: Final = 1 << 127
_EXERCISES: Final = ("br_long_exhale", "gr_54321", "mi_anchor")
_BEFORE: Final = (None, UNSURE, 0, 7, 10)
_AFTER: Final = (None, *After)
_MOST: Final = 100_000


def note_of(number: int) -> PracticeRecord:
    """The whole record of one practice."""
    return PracticeRecord(
        UUID(int=_FIRST + number),
        _EXERCISES[number % len(_EXERCISES)],
        FakeClock().now().on(day_of(number, 0)),
        30 + number,
        _BEFORE[number % len(_BEFORE)],
        _AFTER[number % len(_AFTER)],
    )


class PracticeHand:
    """Keeps notes of practices in an open vault, seals them, deletes them."""

    def __init__(self, services: Services, rng: random.Random, say: Callable[[Said], None]) -> None:
        self._services = services
        self._rng = rng
        self._say = say
        self._kept: list[int] = []
        self._count = 0

    def once(self) -> None:
        """One step with the vault open."""
        steps = (self.keep, self.seal, self.delete)
        self._rng.choices(steps, (4, 2, 1))[0]()

    def keep(self) -> None:
        """Keep a note as the window does; where the vault is locked it is sealed beside it."""
        number = self._next()
        kept = self._services.practices.take(note_of(number))
        assert kept is not Kept.NOTHING
        self._say(_said("saved" if kept is Kept.VAULT else "sealed", number))

    def seal(self) -> None:
        """Seal one as the end of the program does where the disk hangs, and bring it in."""
        number = self._next()
        self._services.inbox.seal_practice(note_of(number))
        self._say(_said("sealed", number))
        self._services.session.drain()
        self._say(Said("drained"))

    def delete(self) -> None:
        """Delete a note for good."""
        if self._kept:
            number = self._kept.pop(self._rng.randrange(len(self._kept)))
            self._say(_said("deleting", number))
            self._services.practices.delete(note_of(number).id).result()
            self._say(_said("trashed", number))

    def _next(self) -> int:
        self._count += 1
        self._kept.append(self._count)
        return self._count


def practice_problems(services: Services, ledger: Ledger) -> Iterator[str]:
    """What is wrong with the notes; nothing where all of them are as they were called safe."""
    there = services.practices.page(limit=_MOST).result()
    for record in there:
        if record != note_of(record.id.int - _FIRST):
            yield f"the note of practice {record.id.int - _FIRST} is not as it was kept"
    ids = [record.id for record in there]
    if len(ids) != len(set(ids)):
        yield "a note of a practice is there twice"
    for number, expected in ledger.practices.items():
        yield from _note(number, expected, frozenset(ids))


def _note(number: int, expected: Expected, there: frozenset[UUID]) -> Iterator[str]:
    if expected.trashed and expected.id in there:
        yield f"the deleted note of practice {number} is there again"
    if not (expected.trashed or expected.leaving or expected.id in there):
        yield f"the note of practice {number} is lost"


def _said(op: str, number: int) -> Said:
    return Said(op, number, 0, str(note_of(number).id), practice=True)
