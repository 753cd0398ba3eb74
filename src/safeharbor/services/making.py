"""Making a vault in an empty home: it comes about whole, or not at all.

Nothing that exists is ever written over. What a kill in the middle left is moved away before the
next try, never taken for a vault.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Clock
from safeharbor.domain.policy import Policy
from safeharbor.services.executor import VaultThread
from safeharbor.storage.database import Database
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths
from safeharbor.vault.header import Header
from safeharbor.vault.headerfile import create_header, load_header
from safeharbor.vault.kdf import FLOOR, Argon2Params
from safeharbor.vault.keyring_store import KeyringPort
from safeharbor.vault.keys import VaultKey
from safeharbor.vault.methods import NewVault, new_vault
from safeharbor.vault.recovery import RecoveryCode


class Calibrate(Protocol):
    """Chooses how hard a passphrase is to guess on this machine."""

    def __call__(self) -> Argon2Params:
        """Parameters that take about 0.7 s here."""


@dataclass(frozen=True, slots=True)
class MadeVault:
    """A new vault, open, and the code that nobody has seen yet."""

    header: Header
    key: VaultKey
    thread: VaultThread
    private_key: bytes
    recovery: RecoveryCode


class VaultMaker:
    """Makes the vault of one home."""

    def __init__(
        self, paths: HomePaths, clock: Clock, keyring: KeyringPort, calibrate: Calibrate
    ) -> None:
        self._paths = paths
        self._clock = clock
        self._keyring = keyring
        self._calibrate = calibrate

    def make(self, policy: Policy, passphrase: str | None) -> MadeVault:
        """A vault where there was none; the caller holds the lock file.

        Raises:
            HarborError: VAULT_EXISTS, or what is there looks like a damaged vault;
                PASSPHRASE_TOO_SHORT, KEYRING_* or a file error. Nothing of it stays then.
        """
        self._refuse_existing()
        put_aside_unfinished(self._paths)
        made = new_vault(
            policy,
            passphrase=passphrase,
            keyring=self._keyring,
            params=self._calibrate() if policy is not Policy.SIMPLE else FLOOR,
            today=self._clock.now().local_date,
        )
        path = self._paths.database(made.header.database.file)
        try:
            fs.replace_atomic(self._paths.unfinished, b"")
        except BaseException:
            self._forget_secret(made.header)
            raise
        thread = VaultThread(lambda: _new_database(path, made))
        try:
            thread.opened.result()
            header = create_header(self._paths, made.header, made.key)
        except BaseException:
            self._take_back(thread, path, made.header)
            raise
        # It is there now, and its code has to be shown; the next unlock takes this away as well.
        with contextlib.suppress(HarborError):
            fs.remove_file(self._paths.unfinished)
        return MadeVault(header, made.key, thread, made.inbox_private_key, made.recovery)

    def _refuse_existing(self) -> None:
        try:
            load_header(self._paths)
        except HarborError as error:
            if error.code == ErrorCode.NO_VAULT:
                return
            raise
        raise HarborError(ErrorCode.VAULT_EXISTS)

    def _take_back(self, thread: VaultThread, path: Path, header: Header) -> None:
        """Take back a vault that was never finished: it is empty and nobody has its code."""
        self._forget_secret(header)
        if not thread.closed.is_set():
            thread.close(lambda _: None, lambda: None)
            thread.closed.wait()
            path.unlink(missing_ok=True)
        fs.remove_file(self._paths.unfinished)

    def _forget_secret(self, header: Header) -> None:
        with contextlib.suppress(HarborError):
            self._keyring.delete(header.vault_id.hex())


def put_aside_unfinished(paths: HomePaths) -> None:
    """Move away what a kill in the middle of making or restoring left: a database, no header."""
    left = sorted(paths.root.glob("vault-*.db*"))
    if left:
        aside = paths.root / f"unfinished-{os.urandom(4).hex()}"
        fs.make_private_dir(aside)
        for path in left:
            fs.move_new(path, aside / path.name)


def _new_database(path: Path, made: NewVault) -> Database:
    return Database.create(
        path,
        made.key.database_key(),
        made.header.database.salt,
        vault_id=made.header.vault_id,
        inbox_private_key=made.inbox_private_key,
        device_id=os.urandom(16),
    )
