"""The acknowledgements of a writing child, and what they oblige the vault to hold.

A line is said only after the program has called something safe. The ledger adds the lines up: the
least version of each entry, the revisions, the way in. It opens nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Said:
    """One acknowledgement.

    ``op`` is one of: ``saved`` (entry, version, revision), ``sealed`` (entry, version; ``beside``
    for a draft whose base is old), ``deleting`` (it may be gone from now on), ``trashed``,
    ``indexed``, ``drained``, ``renewing`` (a new recovery code is on its way), ``renewed``
    (``code`` is in force), ``bundled`` (``file`` is a backup). With ``sheet`` the entry is a
    worksheet, with ``practice`` the note of a practice; each kind counts by itself.
    """

    op: str
    entry: int = -1
    version: int = -1
    id: str = ""
    revision: str = ""
    code: str = ""
    beside: bool = False
    file: str = ""
    sheet: bool = False
    practice: bool = False

    def line(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, line: str) -> Said:
        """The acknowledgement in ``line``."""
        return cls(**json.loads(line))


@dataclass(slots=True)
class Expected:
    """What one entry, sheet or note has to be after all its acknowledgements."""

    id: UUID
    least_version: int = -1
    trashed: bool = False
    leaving: bool = False
    revisions: dict[UUID, int] = field(default_factory=dict)
    beside: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Ledger:
    """The sum of a child's acknowledgements. ``code`` is None while a renewal was under way."""

    entries: dict[int, Expected] = field(default_factory=dict)
    sheets: dict[int, Expected] = field(default_factory=dict)
    practices: dict[int, Expected] = field(default_factory=dict)
    code: str | None = None
    dead_codes: list[str] = field(default_factory=list)
    bundles: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Iterable[str], code: str) -> Ledger:
        """Add up ``lines``; ``code`` is the recovery code from before the first of them."""
        ledger = cls(code=code)
        current = code
        for line in lines:
            said = Said.read(line)
            if said.op == "renewing":
                ledger.code = None
            elif said.op == "renewed":
                ledger.dead_codes.append(current)
                ledger.code = current = said.code
            elif said.op == "bundled":
                ledger.bundles.append(said.file)
            elif said.entry >= 0:
                ledger._about(said)
        return ledger

    def _about(self, said: Said) -> None:
        apart = self.practices if said.practice else self.sheets
        known = apart if said.practice or said.sheet else self.entries
        expected = known.setdefault(said.entry, Expected(UUID(said.id)))
        if said.op == "trashed":
            expected.trashed = True
        elif said.op == "deleting":
            expected.leaving = True
        elif said.beside:
            expected.beside.add(said.version)
        else:
            expected.least_version = max(expected.least_version, said.version)
            if said.revision:
                expected.revisions[UUID(said.revision)] = said.version
