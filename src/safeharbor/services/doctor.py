"""What is the matter: facts about the home and the machine, without unlocking anything.

Nothing here opens the database, repairs or writes. It tells no entry, title, tag or date.
"""

from __future__ import annotations

import os
import platform
import stat
from dataclasses import dataclass, field
from pathlib import Path

from safeharbor import __version__
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.backup import BackupService
from safeharbor.services.inbox import InboxService
from safeharbor.storage.engine import library_versions
from safeharbor.system import fs
from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths
from safeharbor.vault.headerfile import load_header
from safeharbor.vault.keyring_store import KeyringPort


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. ``problems`` holds error codes; empty means that all is as it should be."""

    facts: dict[str, str | int | bool | list[str] | None]
    problems: list[ErrorCode] = field(default_factory=list)


class DoctorService:
    """Looks at a home from outside."""

    def __init__(
        self,
        paths: HomePaths,
        keyring: KeyringPort,
        inbox: InboxService,
        backup: BackupService,
    ) -> None:
        self._paths = paths
        self._keyring = keyring
        self._inbox = inbox
        self._backup = backup

    def examine(self) -> Report:
        """Everything that can be said without a secret. Asking the keyring may take 20 s."""
        report = Report({"version": __version__, "python": platform.python_version()})
        report.facts["system"] = f"{platform.system()} {platform.release()} {platform.machine()}"
        report.facts.update(library_versions())
        report.facts["home"] = str(self._paths.root)
        self._vault(report)
        report.facts["inbox"] = self._inbox.pending()
        last = self._backup.last()
        report.facts["last_backup"] = last.name if last else None
        report.facts["keyring"] = self._keyring.state().value
        report.facts["open_to_others"] = self._open_to_others()
        return report

    def _vault(self, report: Report) -> None:
        try:
            loaded = load_header(self._paths)
        except HarborError as error:
            report.facts["vault"] = None
            report.problems.append(error.code)
            return
        header = loaded.header
        report.facts["vault"] = header.vault_id.hex()
        report.facts["format"] = header.fmt
        report.facts["ways_in"] = [slot.type.value for slot in header.slots]
        report.facts["header_copy_in_use"] = loaded.source
        if loaded.main_damaged:
            report.problems.append(ErrorCode.HEADER_DAMAGED)
        try:
            found = fs.check_regular(self._paths.database(header.database.file))
            report.facts["database_bytes"] = found.st_size
        except HarborError as error:
            missing = error.code is ErrorCode.FILE_NOT_FOUND
            report.problems.append(ErrorCode.DATABASE_MISSING if missing else error.code)
        report.facts["in_use"] = self._in_use()

    def _in_use(self) -> bool | None:
        """Whether a program has the vault open; None where the lock file cannot be asked."""
        if not os.path.lexists(self._paths.vault_lock):
            return False
        try:
            with ProcessLock(self._paths.vault_lock):
                return False
        except HarborError as error:
            return True if error.code is ErrorCode.VAULT_HELD else None

    def _open_to_others(self) -> list[str]:
        """Files and folders of the home that other accounts can reach; POSIX only."""
        if os.name != "posix" or not self._paths.root.exists():
            return []
        found = [self._paths.root, *self._paths.root.rglob("*")]
        return [_name(p, self._paths.root) for p in found if _reachable(p)]


def _reachable(path: Path) -> bool:
    mode = path.lstat().st_mode
    return not stat.S_ISLNK(mode) and bool(mode & 0o077)


def _name(path: Path, root: Path) -> str:
    return "." if path == root else str(path.relative_to(root))
