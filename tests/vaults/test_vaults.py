"""A vault of every released format opens in every later version, by each of its ways in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from faults.house import close, held_keyring
from faults.verdict import all_summaries
from safeharbor.domain.policy import SlotType
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from vaults.make_vault import EDITED_STATES, EDITED_TITLE, ENTRIES, TRASHED_TITLE

_FORMATS = sorted(path for path in Path(__file__).parent.iterdir() if path.name.isdecimal())
_MOST_BYTES = 300 * 1024

pytestmark = pytest.mark.parametrize("kept", _FORMATS, ids=lambda path: path.name)


def secrets_of(kept: Path) -> dict[str, Any]:
    """What opens the vault, as its README says too."""
    secrets: dict[str, Any] = json.loads((kept / "secrets.json").read_text(encoding="utf-8"))
    return secrets


@contextmanager
def opened(
    kept: Path, home: Path, secret: str | None, keyring: dict[str, list[str]], header: str = ""
) -> Iterator[tuple[Services, SlotType]]:
    """A copy of the vault, unlocked; with ``header`` both files are replaced by that one."""
    shutil.copytree(kept / "home", home, dirs_exist_ok=True)
    home.chmod(0o700)
    if header:
        for name in ("vault.hdr", "vault.hdr.bak"):
            shutil.copyfile(kept / header, home / name)
    services = build(HomePaths(home), clock=FakeClock(), keyring=held_keyring(keyring))
    by = services.session.unlock(secret).by
    try:
        yield services, by
    finally:
        close(services)


def test_it_opens_by_the_keyring_and_everything_is_there(kept: Path, own_world: Path) -> None:
    """Texts, titles, days, tags, moods and stars, to the letter."""
    with opened(kept, own_world, None, secrets_of(kept)["keyring"]) as (services, by):
        entries = [services.journal.get(row.id).result() for row in all_summaries(services)]

    assert by is SlotType.KEYRING
    found = {entry.content.title: entry for entry in entries}
    assert found.keys() == {wanted.title for wanted in ENTRIES} | {EDITED_TITLE}
    for wanted in ENTRIES:
        entry = found[wanted.title]
        assert entry.content.body == wanted.body
        assert set(entry.content.tags) == set(wanted.tags)
        assert (entry.content.mood, entry.content.starred) == (wanted.mood, wanted.starred)
        assert wanted.day in {None, entry.moment.local_date}


def test_it_opens_by_the_recovery_code_and_every_entry_is_found(
    kept: Path, own_world: Path
) -> None:
    """Each by a word of its own language."""
    with opened(kept, own_world, secrets_of(kept)["recovery_code"], {}) as (services, by):
        titles = {
            wanted.find: [hit.title for hit in services.search.page(wanted.find).result()]
            for wanted in ENTRIES
        }
        tagged = [hit.title for hit in services.search.page("tag:rest").result()]

    assert by is SlotType.RECOVERY
    assert titles == {wanted.find: [wanted.title] for wanted in ENTRIES}
    assert sorted(tagged) == sorted(want.title for want in ENTRIES if "rest" in want.tags)


@pytest.mark.argon2
def test_it_opens_by_the_passphrase_with_its_old_states_and_its_trash(
    kept: Path, own_world: Path
) -> None:
    """Nothing of the history was lost."""
    with opened(kept, own_world, secrets_of(kept)["passphrase"], {}) as (services, by):
        (edited,) = [row for row in all_summaries(services) if row.title == EDITED_TITLE]
        infos = services.journal.revisions(edited.id).result()
        states = [services.journal.revision(info.id).result().content.body for info in infos]
        trash = all_summaries(services, trashed=True)

    assert by is SlotType.PASSPHRASE
    assert states == list(reversed(EDITED_STATES))
    assert [row.title for row in trash] == [TRASHED_TITLE]


@pytest.mark.argon2
def test_it_opens_by_keyring_and_passphrase_together(kept: Path, own_world: Path) -> None:
    """With the header that it had while its policy was the strong one."""
    secrets = secrets_of(kept)
    passphrase, keyring = secrets["passphrase"], secrets["strong_keyring"]
    with opened(kept, own_world, passphrase, keyring, "strong.hdr") as (services, by):
        count = services.journal.count().result()

    assert by is SlotType.BOTH
    assert count == len(ENTRIES) + 1


def test_it_is_small_and_its_readme_names_its_secrets(kept: Path) -> None:
    """Somebody who finds the folder in ten years needs nothing else."""
    readme = (kept / "README.md").read_text(encoding="utf-8")
    size = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())

    assert size < _MOST_BYTES
    for name in ("passphrase", "recovery_code"):
        assert secrets_of(kept)[name] in readme
