"""Backups and their way back: a verified bundle out, a whole home in.

A backup counts only after the copy was checked page by page and the finished bundle was read
again. Restoring goes into an empty home or beside the present vault, never over it.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Clock, Moment
from safeharbor.services.backups import BackupKeeper
from safeharbor.services.bundle import SUFFIX, Manifest, file_sha256, read_bundle, write_bundle
from safeharbor.services.executor import settled
from safeharbor.services.inbox import InboxService
from safeharbor.services.making import put_aside_unfinished
from safeharbor.services.session import SessionService, SessionState, unlock_header
from safeharbor.storage.copies import CopyFacts, verify_copy
from safeharbor.storage.database import Database
from safeharbor.system import fs
from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths
from safeharbor.vault.header import MAX_BYTES, Header, encode_header, parse_header
from safeharbor.vault.headerfile import HeaderSource, LoadedHeader, create_header
from safeharbor.vault.inbox import public_key
from safeharbor.vault.keyring_store import KeyringPort
from safeharbor.vault.keys import VaultKey
from safeharbor.vault.kit import header_from_kit, open_kit, parse_kit
from safeharbor.vault.recovery import RecoveryCode

_DATABASE: Final = "vault-1.db"


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """A bundle that was written and read again. ``size`` is in bytes."""

    path: Path
    entries: int
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """The home that now holds the restored vault."""

    home: Path
    entries: int


@dataclass(frozen=True, slots=True)
class _Draft:
    """All that a bundle is made of once the copy is there; needs no open vault."""

    target: Path
    copy: Path
    raw_header: bytes
    header: Header
    key: bytes = field(repr=False)
    moment: Moment

    def bundle(self, entries: int) -> BackupFacts:
        """Pack the verified copy, and take the copy away."""
        try:
            manifest = Manifest(
                vault_id=self.header.vault_id.hex(),
                created=self.moment.local_datetime.isoformat(timespec="seconds"),
                entries=entries,
                database=self.header.database.file,
                size=self.copy.stat().st_size,
                sha256=file_sha256(self.copy),
                header_sha256=hashlib.sha256(self.raw_header).hexdigest(),
            ).signed(self.key)
            write_bundle(self.target, self.raw_header, self.copy, manifest)
        finally:
            fs.remove_file(self.copy)
        return BackupFacts(self.target, entries, self.target.stat().st_size)


class BackupService:
    """Makes bundles of the unlocked vault and restores them."""

    def __init__(
        self,
        paths: HomePaths,
        session: SessionService,
        inbox: InboxService,
        keyring: KeyringPort,
        clock: Clock,
    ) -> None:
        self._paths = paths
        self._session = session
        self._inbox = inbox
        self._keyring = keyring
        self._clock = clock
        self.keeper = BackupKeeper(
            self.create, lambda: session.header().vault_id, clock, paths.backups
        )

    def create(self, target: Path | None = None) -> Future[BackupFacts]:
        """Write a bundle to ``target``, or to the folder of backups under the present time.

        Saves and a lock pass while it runs; a lock ends it and leaves nothing behind.
        """
        opened = self._session.opened()
        path = target or self._default_target()
        if os.path.lexists(path):
            raise HarborError(ErrorCode.TARGET_EXISTS, file=path.name)
        copy = path.with_name(f".{path.name}.copy")
        fs.remove_file(copy)
        draft = _Draft(
            path,
            copy,
            encode_header(opened.header, opened.key),
            opened.header,
            opened.key.backup_key(),
            self._clock.now(),
        )
        outcome: Future[BackupFacts] = Future()

        def bundle(copied: Future[CopyFacts]) -> None:
            try:
                outcome.set_result(draft.bundle(settled(copied).entries))
            except BaseException as error:
                outcome.set_exception(error)

        # Packing a long journal takes seconds in which the vault thread has saves to do.
        opened.thread.long(lambda db, let_pass: db.copy_to(copy, let_pass)).add_done_callback(
            lambda copied: threading.Thread(
                target=bundle, args=(copied,), name="sh-backup", daemon=True
            ).start()
        )
        return outcome

    def restore(self, bundle: Path, secret: str | None) -> Restored:
        """Bring a bundle back, with a secret that opened it when it was made.

        Raises:
            HarborError: it is not a whole bundle (BUNDLE_*), or the secret is wrong; then nothing
                was changed.
        """
        opened = read_bundle(bundle)
        loaded = LoadedHeader(
            parse_header(opened.header), opened.header, HeaderSource.MAIN, main_damaged=False
        )
        header, found = unlock_header(loaded, secret, self._keyring)
        try:
            opened.manifest.verify(found.key.backup_key())
            return self._place(header, found.key, opened.unpack_database)
        finally:
            found.key.drop()

    def restore_from_kit(self, database: Path, kit_text: str, code: str) -> Restored:
        """Bring back a bare database file with the printed kit and its recovery code alone.

        A journal that a kill left beside it comes along. The database that is open here is
        refused (VAULT_HELD): reading its file would let go of SQLite's lock on it.
        """
        kit = parse_kit(kit_text)
        fs.check_regular(database, foreign=True)
        if self._session.state is SessionState.UNLOCKED:
            live = self._paths.database(self._session.header().database.file)
            if os.path.samestat(live.lstat(), database.lstat()):
                raise HarborError(ErrorCode.VAULT_HELD)
        key = open_kit(kit, RecoveryCode.parse(code))
        try:
            # The inbox key comes out of the opened database, where its private half lies.
            header = header_from_kit(kit, key, _DATABASE, bytes(32))
            return self._place(header, key, lambda target: _copy_database(database, target))
        finally:
            key.drop()

    def last(self) -> Path | None:
        """The newest bundle in the folder of backups, None where there is none."""
        try:
            found = [p for p in self._paths.backups.iterdir() if p.suffix == SUFFIX]
        except OSError:
            return None
        return max(found, default=None)

    def _default_target(self) -> Path:
        fs.make_private_dir(self._paths.backups)
        return self._paths.backups / f"safeharbor-{self._stamp()}{SUFFIX}"

    def _stamp(self) -> str:
        return self._clock.now().local_datetime.strftime("%Y-%m-%d-%H%M%S")

    def _place(self, header: Header, key: VaultKey, unpack: Callable[[Path], None]) -> Restored:
        """Build the restored vault aside, check it, and only then give it its place."""
        into_home = self._session.state is SessionState.NO_VAULT
        self._paths.ensure()
        if not into_home:
            fs.make_private_dir(self._paths.restored)
        parent = self._paths.root if into_home else self._paths.restored
        staging = HomePaths(parent / f".{self._stamp()}-{os.urandom(4).hex()}.part")
        fs.make_private_dir(staging.root)
        try:
            entries = _build(staging, header, key, unpack)
            if into_home:
                self._move_in(staging, header)
                return Restored(self._paths.root, entries)
            home = self._beside()
            fs.move_new(staging.root, home)
            return Restored(home, entries)
        finally:
            shutil.rmtree(staging.root, ignore_errors=True)

    def _beside(self) -> Path:
        stamp = self._stamp()
        names = itertools.chain([stamp], (f"{stamp}-{n}" for n in itertools.count(2)))
        return next(p for n in names if not os.path.lexists(p := self._paths.restored / n))

    def _move_in(self, staging: HomePaths, header: Header) -> None:
        """Move the parts into the empty home; the header last, since it makes it a vault."""
        with ProcessLock(self._paths.vault_lock):
            if self._session.state is not SessionState.NO_VAULT:
                raise HarborError(ErrorCode.VAULT_EXISTS)
            put_aside_unfinished(self._paths)
            fs.replace_atomic(self._paths.unfinished, b"")
            name = header.database.file
            fs.move_new(staging.database(name), self._paths.database(name))
            fs.move_new(staging.header_backup, self._paths.header_backup)
            fs.move_new(staging.header, self._paths.header)
            with contextlib.suppress(HarborError):
                fs.remove_file(self._paths.unfinished)
        with contextlib.suppress(HarborError):
            self._inbox.pin(parse_header(fs.read_regular(self._paths.header, max_size=MAX_BYTES)))


def _build(home: HomePaths, header: Header, key: VaultKey, unpack: Callable[[Path], None]) -> int:
    """Make a whole home of an unpacked database; returns its number of entries.

    The copy gets a device id of its own, so that what is written in it later can be told from
    what the original writes.
    """
    path = home.database(header.database.file)
    unpack(path)
    facts = verify_copy(path, key.database_key(), header.database.salt)
    if facts.vault_id != header.vault_id:
        raise HarborError(ErrorCode.BUNDLE_DAMAGED, file=path.name)
    database = Database.open(path, key.database_key(), header.database.salt)
    try:
        with database.transaction() as tx:
            tx.meta.set("device_id", os.urandom(16))
            private_key = tx.meta.get("inbox_private_key")
    finally:
        database.close()
    if not isinstance(private_key, bytes):
        raise HarborError(ErrorCode.DATABASE_DAMAGED)
    inbox = replace(header.inbox, public_key=public_key(private_key))
    create_header(home, replace(header, inbox=inbox), key)
    return facts.entries


def _copy_database(source: Path, target: Path) -> None:
    _copy_file(source, target)
    journal = source.with_name(f"{source.name}-journal")
    if os.path.lexists(journal):
        _copy_file(journal, target.with_name(f"{target.name}-journal"))


def _copy_file(source: Path, target: Path) -> None:
    with fs.regular_file(source, foreign=True) as reading, fs.new_file(target) as writing:
        shutil.copyfileobj(reading, writing, 1024 * 1024)
