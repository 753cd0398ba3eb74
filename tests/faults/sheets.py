"""Worksheets for the writing child, and what has to be left of them.

Version v of sheet n has one line, rows that come and go with v, one template of two and one day;
any reader can compute them. The hand fills sheets in as the writer types entries, the verdict
holds what is there against what was called safe.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from faults.acks import Expected, Ledger, Said
from faults.script import day_of
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import FilledSheet, SheetVersion
from safeharbor.domain.moment import Clock
from safeharbor.wiring import Services
from support.sheets import TEMPLATE

_MARKER: Final = re.compile(r"ws(\d+)v(\d+)x")
_NEWER: Final = replace(TEMPLATE, version=2, body={**TEMPLATE.body, "rev": 2})
_MOST_ROWS: Final = 7


@dataclass(slots=True)
class Held:
    """A sheet as the child's form holds it."""

    number: int
    id: UUID
    version: int = 0
    head: UUID | None = None


def answers_of(number: int, version: int) -> Answers:
    """Everything that stands in one version; its rows go, come and change places."""
    line = f"ws{number}v{version}x and on it goes " + "word " * (version % 40)
    rows = [
        Row(bytes([place + 1]) * 16, {"what": f"way {place} of {version // (place + 1)}"})
        for place in range(version % _MOST_ROWS)
    ]
    if version % 3 == 0:
        rows.reverse()
    return Answers().with_value("line", line.rstrip()).with_rows("ways", tuple(rows))


def sheet_version_of(number: int, answers: Answers) -> int | None:
    """Which version of sheet ``number`` this is to the letter, or None for anything else."""
    found = _MARKER.match(answers.text("line"))
    if found is None or int(found[1]) != number:
        return None
    version = int(found[2])
    return version if answers == answers_of(number, version) else None


def snapshot_of(held: Held, clock: Clock) -> FormSnapshot:
    """The version that ``held`` has reached."""
    template = TEMPLATE if held.version % 2 else _NEWER
    moment = clock.now().on(day_of(held.number, held.version))
    title = f"sheet {held.version}"
    told = answers_of(held.number, held.version).with_value("safe", "never stored")
    return FormSnapshot(held.id, held.head, template, moment, told, title)


class SheetHand:
    """Fills in sheets, leaves them, seals them, throws them away."""

    def __init__(
        self, services: Services, clock: Clock, rng: random.Random, say: Callable[[Said], None]
    ) -> None:
        self._services = services
        self._clock = clock
        self._rng = rng
        self._say = say
        self._sheets: list[Held] = []
        self._count = 0

    def once(self) -> None:
        """One step."""
        steps = (self.fill_in, self.leave, self.seal, self.trash)
        self._rng.choices(steps, (6, 1, 2, 1))[0]()

    def fill_in(self) -> None:
        """Save two or three states of one sheet."""
        held = self._pick()
        for _ in range(self._rng.randint(1, 3)):
            held.version += 1
            changes = self._services.sheets.save(snapshot_of(held, self._clock)).result()
            held.head = changes.revision
            self._say(_said("saved", held, str(held.head)))

    def leave(self) -> None:
        """Leave a sheet: its sitting ends."""
        if self._sheets:
            self._services.sheets.close_sitting(self._rng.choice(self._sheets).id).result()

    def seal(self) -> None:
        """Seal a sheet as a lock does where the disk hangs, and bring it in."""
        held = self.held()
        self._services.inbox.seal_form(snapshot_of(held, self._clock))
        self._say(_said("sealed", held))
        self._services.session.drain()
        self._say(Said("drained"))
        self.refresh()

    def trash(self) -> None:
        """Throw a sheet away; it is not touched again."""
        if len(self._sheets) > 2:
            held = self._sheets.pop(self._rng.randrange(len(self._sheets)))
            self._services.sheets.trash(held.id).result()
            self._say(_said("trashed", held))

    def held(self) -> Held:
        """A sheet with something in it that nobody has saved."""
        held = self._pick()
        held.version += 1
        return held

    def kept(self, held: Held) -> None:
        """A lock has kept what was held."""
        self._say(_said("saved", held))

    def refresh(self) -> None:
        """Load every sheet again, as a window does after an unlock."""
        for held in self._sheets:
            held.head = self._services.sheets.get(held.id).result().revision

    def _pick(self) -> Held:
        known = [held for held in self._sheets if held.head is not None]
        if not known or self._rng.random() < 0.3:
            self._count += 1
            self._sheets.append(Held(self._count, self._services.sheets.new_id()))
            return self._sheets[-1]
        return self._rng.choice(known)


def sheet_problems(services: Services, ledger: Ledger) -> Iterator[str]:
    """What is wrong with the sheets; nothing where all of them are as they were called safe."""
    listed = {line.id for line in services.sheets.page(limit=100_000).result()}
    for number, expected in ledger.sheets.items():
        try:
            filled = services.sheets.get(expected.id).result()
        except HarborError as error:
            yield f"sheet {number}, version {expected.least_version}, is lost: {error.code}"
            continue
        yield from _sheet(number, expected, filled)
        yield from _versions(services, number, expected)
        if not expected.trashed and not filled.trashed and expected.id not in listed:
            yield f"sheet {number} is missing from the list"


def _sheet(number: int, expected: Expected, filled: FilledSheet) -> Iterator[str]:
    version = sheet_version_of(number, filled.answers)
    if version is None:
        yield f"sheet {number} is neither of its versions"
    elif version < expected.least_version:
        yield f"sheet {number} is at version {version}, kept was {expected.least_version}"
    elif not _belongs(number, version, filled):
        yield f"sheet {number} has a part of another version than {version}"
    if expected.trashed and not filled.trashed:
        yield f"sheet {number} is out of the trash"


def _belongs(number: int, version: int, kept: FilledSheet | SheetVersion) -> bool:
    return (
        kept.moment.local_date == day_of(number, version)
        and kept.title == f"sheet {version}"
        and kept.template == (TEMPLATE if version % 2 else _NEWER)
    )


def _versions(services: Services, number: int, expected: Expected) -> Iterator[str]:
    kept: dict[UUID, int] = {}
    for info in services.sheets.versions(expected.id).result():
        state = services.sheets.version(info.id).result()
        version = sheet_version_of(number, state.answers)
        if version is None or not _belongs(number, version, state):
            yield f"a kept state of sheet {number} is neither of its versions"
        kept[info.id] = version or 0
    for revision_id, version in expected.revisions.items():
        if kept.get(revision_id, -1) < version:
            yield f"a kept state of sheet {number}, version {version}, is lost"


def _said(op: str, held: Held, revision: str = "") -> Said:
    return Said(op, held.number, held.version, str(held.id), revision, sheet=True)
