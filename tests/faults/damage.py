"""Hurts files on purpose and looks at what the program makes of them.

Every damage has to end in a clear code or in the whole truth, and a file that was refused has to
be left as it is, byte for byte, for whoever can still save something from it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from faults.house import House, LeftOpenError, held_keyring
from faults.verdict import all_summaries
from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.session import unlock_header
from safeharbor.system.paths import HomePaths
from safeharbor.vault.headerfile import load_header
from safeharbor.wiring import Services

_PAGE: Final = 4096
_DATABASE_CODES: Final = frozenset(
    {ErrorCode.DATABASE_DAMAGED, ErrorCode.DATABASE_EMPTY, ErrorCode.DATABASE_PLAIN}
)
_HEADER_CODES: Final = frozenset(
    {
        ErrorCode.HEADER_DAMAGED,
        ErrorCode.SLOT_DAMAGED,
        ErrorCode.VAULT_TOO_NEW,
        ErrorCode.WRONG_RECOVERY_CODE,
        ErrorCode.SECRET_NEEDED,
    }
)

Contents = Mapping[UUID, tuple[EntryContent, tuple[EntryContent, ...]]]
"""Each entry's text, and those of its revisions."""


@dataclass(frozen=True, slots=True)
class DamageRun:
    """One damage. ``refused`` is its code, "" where everything was read whole."""

    what: str
    refused: str
    problem: str


@dataclass(frozen=True, slots=True)
class Damage:
    """What is done to a file: bytes that are put in at an offset, or a shorter length."""

    what: str
    offset: int
    data: bytes | None

    def done_to(self, whole: bytes) -> bytes:
        """The damaged file."""
        if self.data is None:
            return whole[: self.offset]
        return whole[: self.offset] + self.data + whole[self.offset + len(self.data) :]


def some_damage(rng: random.Random, whole: bytes) -> Damage:
    """A flipped bit, a zeroed or foreign page, or a cut, at a random place."""
    offset = rng.randrange(len(whole))
    page = offset // _PAGE * _PAGE
    kind = rng.choices(("flip", "cut", "page cut", "zeros", "swap"), (12, 4, 3, 1, 1))[0]
    if kind == "flip":
        bit = 1 << rng.randrange(8)
        return Damage(f"bit {bit} of byte {offset} flipped", offset, bytes([whole[offset] ^ bit]))
    if kind == "cut":
        return Damage(f"cut at {offset}", offset, None)
    if kind == "page cut":
        return Damage(f"cut at page {page // _PAGE}", page, None)
    if kind == "zeros":
        return Damage(f"page {page // _PAGE} zeroed", page, bytes(_PAGE))
    other = (page + _PAGE) % len(whole)
    return Damage(
        f"page {page // _PAGE} replaced by its neighbour", page, whole[other : other + _PAGE]
    )


def damage_database(house: House, folder: Path, count: int, seed: int) -> list[DamageRun]:
    """Hurt ``count`` copies of the vault's database and open each by the recovery code."""
    rng = random.Random(seed)
    truth = contents_of(house)
    (database,) = house.home.glob("vault-*.db")
    whole = database.read_bytes()
    runs: list[DamageRun] = []
    for number in range(count):
        damage = some_damage(rng, whole)
        place = folder / f"damage-{seed}-{number}"
        copy = house.copy(place)
        path = copy.home / database.name
        path.write_bytes(damage.done_to(whole))
        runs.append(_after(damage, copy, path, whole, truth))
        shutil.rmtree(place)
    return runs


def contents_of(house: House) -> Contents:
    """Everything that the vault holds, read through the services."""
    with house.unlocked(house.code) as services:
        return dict(_everything(services))


def _everything(
    services: Services,
) -> Iterator[tuple[UUID, tuple[EntryContent, tuple[EntryContent, ...]]]]:
    for summary in all_summaries(services):
        entry = services.journal.get(summary.id).result()
        infos = services.journal.revisions(summary.id).result()
        kept = tuple(services.journal.revision(info.id).result().content for info in infos)
        yield summary.id, (entry.content, kept)


def _after(damage: Damage, copy: House, path: Path, whole: bytes, truth: Contents) -> DamageRun:
    refused, problem = "", ""
    try:
        with copy.unlocked(copy.code) as services:
            if dict(_everything(services)) != truth:
                problem = "something else was read than was written"
    except HarborError as error:
        refused = error.code.value
        if error.code not in _DATABASE_CODES:
            problem = f"refused with {error.code}"
    except LeftOpenError as error:
        problem = str(error)
    if refused and path.read_bytes() != damage.done_to(whole):
        problem = "a refused file was written to"
    return DamageRun(damage.what, refused, problem)


def damage_header(house: House, folder: Path, step: int) -> list[DamageRun]:
    """Flip a bit of each byte of the header: in the file alone, and in its copy as well.

    Alone, the copy makes it good. In both, it is refused, or opened as one that is not to be
    believed. Every ``step``-th byte goes through the whole session, the others as far as the
    vault key.
    """
    copy = house.copy(folder / "header")
    paths = HomePaths(copy.home)
    whole = paths.header.read_bytes()
    backup = paths.header_backup.read_bytes()
    truth = contents_of(house)
    rng = random.Random(len(whole))
    runs: list[DamageRun] = []
    for offset in range(len(whole)):
        bit = 1 << rng.randrange(8)
        hurt = Damage("", offset, bytes([whole[offset] ^ bit])).done_to(whole)
        name = f"bit {bit} of byte {offset} of the header"
        for both in (False, True):
            paths.header.write_bytes(hurt)
            paths.header_backup.write_bytes(hurt if both else backup)
            run = _header_run(copy, paths, f"{name}{' and its copy' * both}", both=both)
            if offset % step == 0 and not run.problem:
                run = _session_run(copy, paths, run.what, truth, both=both)
            runs.append(run)
    return runs


def _header_run(copy: House, paths: HomePaths, name: str, *, both: bool) -> DamageRun:
    before = (paths.header.read_bytes(), paths.header_backup.read_bytes())
    try:
        _, opened = unlock_header(load_header(paths), copy.code, held_keyring(copy.keyring))
        opened.key.drop()
    except HarborError as error:
        problem = "" if both else f"the copy did not help: {error.code}"
        if error.code not in _HEADER_CODES:
            problem = f"refused with {error.code}"
        if before != (paths.header.read_bytes(), paths.header_backup.read_bytes()):
            problem = "a refused header was changed"
        return DamageRun(name, error.code.value, problem)
    forged = both and opened.verified
    return DamageRun(name, "", "a forged header was believed" if forged else "")


def _session_run(
    copy: House, paths: HomePaths, name: str, truth: Contents, *, both: bool
) -> DamageRun:
    before = (paths.header.read_bytes(), paths.header_backup.read_bytes())
    try:
        if contents_of(copy) != truth:
            return DamageRun(name, "", "something else was read than was written")
    except HarborError as error:
        problem = "" if both else f"the session did not use the copy: {error.code}"
        if error.code not in _HEADER_CODES | _DATABASE_CODES | {ErrorCode.DATABASE_MISSING}:
            problem = f"refused with {error.code}"
        if before != (paths.header.read_bytes(), paths.header_backup.read_bytes()):
            problem = "a refused header was changed"
        return DamageRun(name, error.code.value, problem)
    return DamageRun(name, "", "")
