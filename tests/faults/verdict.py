"""Opens what a fault has left, by the program's own way in, and holds it against the ledger.

Everything acknowledged has to be there to the letter; what was under way may be there or not, but
only whole. It returns sentences, so that a failure says what was lost.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from faults.acks import Expected, Ledger
from faults.house import OLD_ENTRIES, House
from faults.practices import practice_problems
from faults.script import content_of, day_of, marker, version_of
from faults.sheets import sheet_problems
from safeharbor.domain.entry import Entry, EntrySummary
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.bundle import read_bundle
from safeharbor.services.journal import PageRequest
from safeharbor.services.search import Hit
from safeharbor.storage.database import verify_copy
from safeharbor.wiring import Services

_SEARCHES = 2


def judge(house: House, lines: Sequence[str]) -> list[str]:
    """What is wrong with the vault after the acknowledgements ``lines``; empty when nothing is."""
    ledger = Ledger.of(lines, house.code)
    problems = list(_dead_codes(house, ledger))
    try:
        with house.unlocked(ledger.code) as services:
            opened = services.session.opened()
            key, salt = opened.key.database_key(), opened.header.database.salt
            database = services.paths.database(opened.header.database.file)
            problems += _contents(services, ledger)
            problems += sheet_problems(services, ledger)
            problems += practice_problems(services, ledger)
            problems += _bundles(services, ledger)
    except HarborError as error:
        return [*problems, f"the vault does not open or read: {error.code}"]
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "copy.db"
        shutil.copyfile(database, copied)
        problems += _copy_is_whole(copied, key, salt)
    return problems


def _dead_codes(house: House, ledger: Ledger) -> Iterator[str]:
    for code in ledger.dead_codes[-1:]:
        try:
            with house.unlocked(code):
                yield "a replaced recovery code still opens the vault"
        except HarborError as error:
            if error.code is not ErrorCode.WRONG_RECOVERY_CODE:
                yield f"a replaced recovery code is answered with {error.code}"


def _contents(services: Services, ledger: Ledger) -> Iterator[str]:
    if services.inbox.pending() > 1:
        yield "more than the one note that was being written is left in the inbox"
    listed = {summary.id for summary in all_summaries(services)}
    expected_ids = {expected.id for expected in ledger.entries.values()}
    old = [services.journal.get(entry_id).result() for entry_id in listed - expected_ids]
    yield from _old_entries(old)
    for number, expected in ledger.entries.items():
        try:
            entry = services.journal.get(expected.id).result()
        except HarborError as error:
            yield f"entry {number}, version {expected.least_version}, is lost: {error.code}"
            continue
        yield from _entry(number, expected, entry)
        yield from _revisions(services, number, expected)
        if not expected.trashed and entry.trashed_utc_us is None and expected.id not in listed:
            yield f"entry {number} is missing from the list"
    yield from _found(services, ledger, listed)


def all_summaries(services: Services, *, trashed: bool = False) -> list[EntrySummary]:
    """Every entry of the list, page by page."""
    rows: list[EntrySummary] = []
    while True:
        before = rows[-1].sort_key if rows else None
        request = PageRequest(before=before, trashed=trashed, limit=50)
        portion = services.journal.page(request).result()
        if not portion:
            return rows
        rows += portion


def _old_entries(entries: list[Entry]) -> Iterator[str]:
    """Those from before, and perhaps one that was under way."""
    wanted = [content_of(number, 3) for number in OLD_ENTRIES]
    kept = sum(entry.content in wanted for entry in entries)
    if kept != len(wanted):
        yield f"{kept} of {len(wanted)} older entries are there"


def _entry(number: int, expected: Expected, entry: Entry) -> Iterator[str]:
    version = version_of(number, entry.content)
    if version is None:
        yield f"entry {number} is neither of its versions"
    elif version < expected.least_version:
        yield f"entry {number} is at version {version}, kept was {expected.least_version}"
    elif entry.moment.local_date != day_of(number, version):
        yield f"entry {number} is on another day than its version {version}"
    if expected.trashed and entry.trashed_utc_us is None:
        yield f"entry {number} is out of the trash"


def _revisions(services: Services, number: int, expected: Expected) -> Iterator[str]:
    infos = services.journal.revisions(expected.id).result()
    kept: dict[UUID, int | None] = {}
    for info in infos:
        revision = services.journal.revision(info.id).result()
        kept[info.id] = version_of(number, revision.content)
    if None in kept.values():
        yield f"a revision of entry {number} is neither of its versions"
    for revision_id, version in expected.revisions.items():
        if (kept.get(revision_id) or -1) < version:
            yield f"a revision of entry {number}, version {version}, is lost"
    for version in expected.beside - set(kept.values()):
        yield f"the draft beside entry {number}, version {version}, is lost"


def _found(services: Services, ledger: Ledger, listed: set[UUID]) -> Iterator[str]:
    """The newest entries are found by the word that only they contain, and by no older word."""
    live = [(n, e) for n, e in ledger.entries.items() if e.id in listed]
    for number, expected in live[-_SEARCHES:]:
        content = services.journal.get(expected.id).result().content
        version = version_of(number, content) or 0
        hits = services.search.page(f'"{marker(number, version)}"').result()
        if [hit.summary.id for hit in hits if isinstance(hit, Hit)] != [expected.id]:
            yield f"entry {number} is not found by its own word"
        if version > 1 and services.search.page(f'"{marker(number, version - 1)}"').result():
            yield f"entry {number} is still found by a word of an older version"


def _bundles(services: Services, ledger: Ledger) -> Iterator[str]:
    """Every backup that was reported is a whole bundle of this vault."""
    key = services.session.opened().key.backup_key()
    for name in ledger.bundles:
        try:
            read_bundle(services.paths.backups / name).manifest.verify(key)
        except HarborError as error:
            yield f"the backup {name} is answered with {error.code}"


def _copy_is_whole(copied: Path, key: bytes, salt: bytes) -> Iterator[str]:
    try:
        verify_copy(copied, key, salt)
    except HarborError as error:
        yield f"the integrity checks say {error.code}"
