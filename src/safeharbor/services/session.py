"""Making, opening and locking the vault: the one place where its parts come together.

It holds the lock file, the keys and the vault thread for as long as the vault is unlocked. It
asks nobody anything: a face hands in the secret, and nothing can refuse a lock.
"""

from __future__ import annotations

import contextlib
import enum
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Final

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import Unsaved
from safeharbor.domain.moment import Clock, Moment
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.services.drain import Drained, drain
from safeharbor.services.executor import VaultThread, settled
from safeharbor.services.form_sitting import cleaned_form, write_form
from safeharbor.services.inbox import InboxService
from safeharbor.services.making import Calibrate, VaultMaker
from safeharbor.services.open_plan import OpenPlanService
from safeharbor.services.shown import CreatedVault, shown_once
from safeharbor.services.sitting import cleaned_snapshot, write_entry
from safeharbor.storage.database import Database
from safeharbor.storage.transaction import Transaction
from safeharbor.system import fs
from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths
from safeharbor.vault.header import Header
from safeharbor.vault.headerfile import (
    LoadedHeader,
    load_header,
    open_loaded,
    repair_headers,
    store_header,
)
from safeharbor.vault.kdf import calibrate
from safeharbor.vault.keyring_store import KeyringPort
from safeharbor.vault.keys import VaultKey
from safeharbor.vault.methods import rescued
from safeharbor.vault.opening import Opened, open_with_keyring, open_with_secret

SAVE_PATIENCE: Final = 0.5
"""Seconds that a lock waits for a save before it seals the text instead."""
_HUNG_PATIENCE: Final = 0.2
"""Seconds that a lock waits for the file to close where a save was not acknowledged in time."""

_CANNOT_WRITE: Final = frozenset(
    {ErrorCode.DISK_FULL, ErrorCode.WRITE_FAILED, ErrorCode.FOLDER_READ_ONLY}
)
_ORIGIN: Final = "lock"
_INDEX_BUDGET: Final = 0.3
_INDEX_SLICE: Final = 20


class SessionState(enum.Enum):
    """Where the vault stands for this process."""

    NO_VAULT = "no vault"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


class Kept(enum.StrEnum):
    """Where the text went that was on the screen when the vault was locked."""

    VAULT = "vault"
    INBOX = "inbox"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """How an unlock went.

    ``drained`` notes came in from the inbox, ``unreadable`` files stayed there. ``notices`` are
    codes worth a quiet sentence, such as a damaged way in that another one made good. After a
    session that did not end well ``sound`` tells, some time later, whether the database is whole.
    """

    by: SlotType
    read_only: bool = False
    sound: Future[bool] | None = None
    drained: int = 0
    unreadable: tuple[str, ...] = ()
    notices: tuple[ErrorCode, ...] = ()


@dataclass(frozen=True, slots=True)
class LockOutcome:
    """What became of the text that was on the screen."""

    saved: Kept


@dataclass(slots=True)
class OpenVault:
    """Everything that exists only while the vault is unlocked."""

    header: Header
    key: VaultKey
    thread: VaultThread
    lock: ProcessLock
    private_key: bytes
    read_only: bool


class SessionService:
    """Creates, unlocks and locks the vault of one home."""

    def __init__(
        self,
        paths: HomePaths,
        clock: Clock,
        keyring: KeyringPort,
        inbox: InboxService,
        open_plan: OpenPlanService,
        *,
        calibrate: Calibrate = calibrate,
    ) -> None:
        self._paths = paths
        self._clock = clock
        self._keyring = keyring
        self._inbox = inbox
        self._open_plan = open_plan
        self._maker = VaultMaker(paths, clock, keyring, calibrate)
        self._opening = threading.RLock()
        self._changing = threading.RLock()
        self._draining = threading.Lock()
        self._guard = threading.Lock()
        self._locks = 0
        self._open: OpenVault | None = None

    @property
    def state(self) -> SessionState:
        """Whether there is a vault, and whether this process has it open.

        A damaged header counts as a vault: it is never taken for a first start.
        """
        if self._open is not None:
            return SessionState.UNLOCKED
        try:
            load_header(self._paths)
        except HarborError as error:
            if error.code == ErrorCode.NO_VAULT:
                return SessionState.NO_VAULT
        return SessionState.LOCKED

    @property
    def policy(self) -> Policy | None:
        """The policy in force, None where there is no vault or its header cannot be read."""
        try:
            return self.header().policy
        except HarborError:
            return None

    def header(self) -> Header:
        """The header in force: the verified one when unlocked, else as the file has it."""
        opened = self._open
        return opened.header if opened else load_header(self._paths).header

    def opened(self) -> OpenVault:
        """What the unlocked vault consists of; HarborError(SECRET_NEEDED) while it is locked."""
        if self._open is None:
            raise HarborError(ErrorCode.SECRET_NEEDED)
        return self._open

    def thread(self) -> VaultThread:
        """The vault thread; HarborError(SECRET_NEEDED) while the vault is locked."""
        return self.opened().thread

    def replace_header(self, header: Header, *, both: bool) -> Header:
        """Write a changed header; ``both`` when a way in was changed or removed."""
        with self._changing:
            opened = self.opened()
            opened.header = store_header(self._paths, header, opened.key, both=both)
            return opened.header

    def create(self, policy: Policy, passphrase: str | None) -> CreatedVault:
        """Make a vault in an empty home and leave it unlocked.

        Raises:
            HarborError: VAULT_EXISTS, or what is there looks like a damaged vault; nothing that
                exists is touched. PASSPHRASE_TOO_SHORT, KEYRING_* or a file error.
        """
        with self._opening:
            self._paths.ensure()
            lock = ProcessLock(self._paths.vault_lock)
            lock.acquire()
            try:
                made = self._maker.make(policy, passphrase)
            except BaseException:
                lock.release()
                raise
            self._open = OpenVault(
                made.header, made.key, made.thread, lock, made.private_key, read_only=False
            )
            # The next unlock pins it as well; the code has to be shown whatever happens here.
            with contextlib.suppress(HarborError):
                self._inbox.pin(made.header)
            return shown_once(made.header, made.recovery)

    def unlock(self, secret: str | None) -> Unlocked:
        """Open the vault with a passphrase or recovery code, or with the keyring for None.

        Sealed notes come in before this returns. Unlocking an unlocked vault is a mistake of the
        caller and raises RuntimeError. A lock that comes meanwhile wins: SECRET_NEEDED.
        """
        with self._opening:
            if self._open is not None:
                raise RuntimeError("already unlocked")
            locks = self._locks
            loaded = load_header(self._paths)
            lock, writable = self._acquire()
            try:
                header, found = unlock_header(loaded, secret, self._keyring)
                read_only = not (writable and header.writable)
                opened = self._start(header, found.key, lock, read_only=read_only)
            except BaseException:
                lock.release()
                raise
            with self._guard:
                given_up = self._locks != locks
                self._open = None if given_up else opened
            if given_up:
                self._close(opened)
                raise HarborError(ErrorCode.SECRET_NEEDED)
            damaged = loaded.main_damaged or header is loaded.other or not found.verified
            try:
                return self._settle(opened, found, header_damaged=damaged)
            except BaseException:
                self.lock()
                raise

    def lock(self, snapshot: Unsaved | None = None) -> LockOutcome:
        """Close the vault and forget its keys, keeping ``snapshot`` whatever happens.

        A running read is stopped; the save gets 500 ms; if it is not acknowledged by then, the
        text is sealed to the inbox. Nothing refuses this.
        """
        with self._guard:
            self._locks += 1
            opened, self._open = self._open, None
        if opened is None:
            return LockOutcome(self._seal(snapshot))
        opened.thread.cancel_reads()
        patience = _HUNG_PATIENCE
        try:
            kept = self._keep(opened, snapshot)
            patience = _HUNG_PATIENCE if kept is Kept.INBOX else SAVE_PATIENCE
            return LockOutcome(kept)
        finally:
            self._close(opened, patience)

    def _close(self, opened: OpenVault, patience: float = SAVE_PATIENCE) -> None:
        opened.thread.close(lambda database: self._last(opened, database), opened.lock.release)
        opened.thread.closed.wait(patience)
        opened.key.drop()

    def _acquire(self) -> tuple[ProcessLock, bool]:
        """The lock file, and whether the folder takes writes at all."""
        lock = ProcessLock(self._paths.vault_lock)
        try:
            lock.acquire()
        except HarborError as error:
            if error.code != ErrorCode.FOLDER_READ_ONLY:
                raise
            return lock, False
        return lock, os.access(self._paths.root, os.W_OK)

    def _start(
        self, header: Header, key: VaultKey, lock: ProcessLock, *, read_only: bool
    ) -> OpenVault:
        path = self._paths.database(header.database.file)
        database_key, salt = key.database_key(), header.database.salt
        thread = VaultThread(lambda: Database.open(path, database_key, salt, read_only=read_only))
        try:
            thread.opened.result()
        except BaseException:
            key.drop()
            raise
        try:
            private_key = settled(thread.read(_private_key))
        except BaseException:
            thread.close(lambda _: None, lambda: None)
            thread.closed.wait()
            raise
        return OpenVault(header, key, thread, lock, private_key, read_only)

    def _settle(self, opened: OpenVault, found: Opened, *, header_damaged: bool) -> Unlocked:
        """What follows every unlock: old sittings end, sealed notes come in, the index follows."""
        database = opened.thread.opened.result()
        notices = [ErrorCode.HEADER_DAMAGED] if header_damaged else []
        outcome = Drained()
        if not opened.read_only:
            notices += self._mend_header(opened, found)
            try:
                settled(opened.thread.write(lambda tx: tx.revisions.close_open(None)))
                outcome = self.drain()
            except HarborError as error:
                # Reading goes on where writing does not; sealed notes wait in the inbox.
                if error.code not in _CANNOT_WRITE:
                    raise
                notices.append(error.code)
            self._open_plan.tidy()
            opened.thread.read(self._open_plan.renew)
            opened.thread.flush_index()
        return Unlocked(
            by=found.by,
            read_only=opened.read_only,
            sound=opened.thread.at_rest(Database.is_sound) if database.unclean else None,
            drained=outcome.imported,
            unreadable=outcome.kept,
            notices=tuple(notices),
        )

    def _mend_header(self, opened: OpenVault, found: Opened) -> list[ErrorCode]:
        """Bring both copies in line with what opened; what does not work waits for the next time.

        Only a header that is whole again is pinned.
        """
        try:
            if not found.verified:
                good = rescued(opened.header, found.key, opened.private_key)
                self.replace_header(good, both=True)
            repair_headers(self._paths, opened.header, opened.key)
            self._inbox.pin(opened.header)
            fs.remove_file(self._paths.unfinished)
        except HarborError as error:
            return [error.code]
        return []

    def drain(self) -> Drained:
        """Bring in notes that were sealed while the vault is open."""
        opened = self.opened()
        if opened.read_only:
            return Drained()
        with self._draining:
            return drain(self._inbox, opened.thread, opened.header, opened.private_key, self._clock)

    def _keep(self, opened: OpenVault, snapshot: Unsaved | None) -> Kept:
        if snapshot is None:
            return Kept.NOTHING
        now = self._clock.now()
        try:
            saved = opened.thread.write(last_words(snapshot, now))
            saved.result(SAVE_PATIENCE)
        except Exception:  # whatever it was, the text is sealed and the lock goes on
            return self._seal(snapshot)
        return Kept.VAULT

    def _seal(self, snapshot: Unsaved | None) -> Kept:
        if snapshot is None:
            return Kept.NOTHING
        self._inbox.seal_unsaved(snapshot, sealed_us=self._clock.now().utc_us)
        return Kept.INBOX

    def _last(self, opened: OpenVault, database: Database) -> None:
        """The vault thread's last work: sittings end, the index follows as far as time allows."""
        if opened.read_only:
            return
        with database.transaction() as tx:
            tx.revisions.close_open(None)
            sequence = tx.meta.sequence()
        with database.transaction() as tx:
            self._open_plan.renew(tx)
        deadline = self._clock.monotonic() + _INDEX_BUDGET
        left = 1
        while left and self._clock.monotonic() < deadline:
            with database.transaction() as tx:
                left = tx.index.flush(_INDEX_SLICE)
        with self._changing:
            if sequence != opened.header.seq_hint:
                hinted = replace(opened.header, seq_hint=sequence)
                store_header(self._paths, hinted, opened.key)


def last_words(unsaved: Unsaved, now: Moment) -> Callable[[Transaction], Changes]:
    """The job that writes what an editor held when a lock took it.

    Raises:
        HarborError: TEXT_TOO_LONG.
    """
    if isinstance(unsaved, FormSnapshot):
        form = cleaned_form(unsaved)
        return lambda tx: write_form(tx, form, now, _ORIGIN, last_words=True)
    entry = cleaned_snapshot(unsaved)
    return lambda tx: write_entry(tx, entry, now, _ORIGIN, last_words=True)


def _private_key(tx: Transaction) -> bytes:
    key = tx.meta.get("inbox_private_key")
    if not isinstance(key, bytes):
        raise HarborError(ErrorCode.DATABASE_DAMAGED)
    return key


def unlock_header(
    loaded: LoadedHeader, secret: str | None, keyring: KeyringPort
) -> tuple[Header, Opened]:
    """The header and its key, by a typed secret or by the keyring for None.

    Where every copy is damaged and one way in is still whole, the header is given out unverified
    (``Opened.verified``) and is to be made good once the database opened.
    """

    def attempt(header: Header, *, doubtful: bool = False) -> Opened:
        if secret is None:
            return open_with_keyring(header, keyring, doubtful=doubtful)
        return open_with_secret(header, secret, keyring, doubtful=doubtful)

    try:
        return open_loaded(loaded, attempt)
    except HarborError as error:
        if error.code is not ErrorCode.HEADER_DAMAGED:
            raise
        copies = [loaded.header] if loaded.other is None else [loaded.header, loaded.other]
        for header in copies:
            with contextlib.suppress(HarborError):
                return header, attempt(header, doubtful=True)
        raise
