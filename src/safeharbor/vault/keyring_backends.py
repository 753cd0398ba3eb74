"""The real keyrings of the three systems, each behind the same four calls.

Only these are used, made directly and with fixed settings, so that no environment variable, no
configuration file and no installed plug-in can put another in their place. Everything heavy is
imported on the thread that calls. This file knows nothing of vaults.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from safeharbor.domain.errors import ErrorCode, HarborError

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from keyring.backend import KeyringBackend
    from secretstorage import Collection, Item

SERVICE = "SafeHarbor"
# The attributes the keyring library uses, so that either way of reaching a service finds both.
_APPLICATION = "Python keyring library"

_LOCKED_NAMES = {"KeyringLocked", "LockedException", "PromptDismissedException"}


class Store(Protocol):
    """One keyring. Each call may block for as long as a person is asked to unlock it."""

    def read(self, account: str) -> list[str]:
        """Every value kept for ``account``; none is an empty list."""

    def write(self, account: str, value: str) -> None:
        """Keep ``value`` for ``account`` in the place of what this store kept before."""

    def remove(self, account: str) -> None:
        """Remove what is kept for ``account``; fine when there is nothing."""

    def locked(self) -> bool:
        """Whether it is locked now; nobody is asked anything."""


def failure_code(error: BaseException) -> ErrorCode:
    """The code for whatever a keyring raised. Its message is dropped: it may say anything."""
    if isinstance(error, HarborError):
        return error.code
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & _LOCKED_NAMES:
        return ErrorCode.KEYRING_LOCKED
    if isinstance(error, TimeoutError):
        return ErrorCode.KEYRING_TIMEOUT
    return ErrorCode.KEYRING_UNAVAILABLE


def system_stores(patience: float, platform: str = sys.platform) -> list[Store]:
    """The keyrings that work on this computer, the one to write to first.

    Two ways to the same service count once. ``patience`` is how long, in seconds, a person may
    take to unlock one.
    """
    if platform == "win32":
        found = [_library_store("keyring.backends.Windows", "WinVaultKeyring")]
    elif platform == "darwin":
        found = [_library_store("keyring.backends.macOS", "Keyring")]
    else:
        service = _secret_service(patience)
        service = service or _library_store("keyring.backends.libsecret", "Keyring")
        found = [service, _library_store("keyring.backends.kwallet", "DBusKeyring")]
    return [store for store in found if store is not None]


_LOADED_BY_NAME: Mapping[str, tuple[str, ...]] = {
    "win32": ("keyring.backends.Windows", "win32ctypes.pywin32.win32cred"),
    "darwin": ("keyring.backends.macOS",),
    "linux": (
        "secretstorage",
        "jeepney.io.blocking",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
    ),
}


def missing_parts(platform: str = sys.platform) -> list[str]:
    """What is needed to reach the keyrings of a system and is not in this copy of the program."""
    import importlib

    missing = []
    for module in _LOADED_BY_NAME.get(platform, ()):
        try:
            importlib.import_module(module)
        except ImportError:
            missing.append(module)
    return missing


def _secret_service(patience: float) -> Store | None:
    store = SecretServiceStore(patience)
    try:
        return store if store.viable() else None
    except Exception:
        return None


# Set on the object, past the library's own constructor, which takes settings from
# KEYRING_PROPERTY_* variables.
_SETTINGS: Mapping[str, Mapping[str, object]] = {
    "WinVaultKeyring": {"persist": "local machine"},
    "DBusKeyring": {"handle": -1, "appid": SERVICE},
    "keyring.backends.macOS": {"keychain": None},
}


def _library_store(module: str, name: str) -> Store | None:
    import importlib

    try:
        backend_class = getattr(importlib.import_module(module), name)
        if backend_class.priority <= 0:
            return None
        backend = backend_class.__new__(backend_class)
        for setting, value in _SETTINGS.get(name, _SETTINGS.get(module, {})).items():
            setattr(backend, setting, value)
    except Exception:
        # The library says "not here" by raising from ``priority``, with any exception at all.
        return None
    return LibraryStore(backend)


class LibraryStore:
    """A keyring reached through a backend of the keyring library."""

    def __init__(self, backend: KeyringBackend) -> None:
        """Use ``backend``, which is one of the allow-list."""
        self._backend = backend

    def read(self, account: str) -> list[str]:
        """The one value that such a backend can find."""
        value = self._backend.get_password(SERVICE, account)
        return [] if value is None else [value]

    def write(self, account: str, value: str) -> None:
        """Keep ``value``."""
        self._backend.set_password(SERVICE, account, value)

    def remove(self, account: str) -> None:
        """Remove the value if there is one."""
        if self.read(account):
            self._backend.delete_password(SERVICE, account)

    def locked(self) -> bool:
        """Unknown without asking, so: not known to be locked."""
        return False


class SecretServiceStore:
    """The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC).

    The library's own backend leaves its connection open when a collection is locked, reads one
    value where there may be several, and offers to make a keyring when it only wants to read.
    """

    def __init__(self, patience: float) -> None:
        """Wait at most ``patience`` seconds for a person to unlock a collection."""
        self._patience = patience

    def viable(self) -> bool:
        """Whether the service is running or can be started."""
        import secretstorage

        with self._bus() as bus:
            return bool(secretstorage.check_service_availability(bus))

    def read(self, account: str) -> list[str]:
        """Every value in every collection; locked ones are asked for only if nothing is open."""
        with self._bus() as bus:
            return [_secret(item) for item in self._items(bus, account)]

    def write(self, account: str, value: str) -> None:
        """Keep ``value`` in the default collection, which is made if there is none."""
        import secretstorage

        with self._bus() as bus:
            collection = secretstorage.get_default_collection(bus)
            self._open(collection)
            attributes = {**_attributes(account), "application": _APPLICATION}
            collection.create_item(SERVICE, attributes, value.encode("ascii"), replace=True)

    def remove(self, account: str) -> None:
        """Remove every item kept for ``account``, in whichever collection."""
        import secretstorage

        with self._bus() as bus:
            for item in list(secretstorage.search_items(bus, _attributes(account))):
                self._open(item)
                item.delete()

    def locked(self) -> bool:
        """Whether the default collection is locked."""
        with self._bus() as bus:
            collection = _default(bus)
            return collection is not None and collection.is_locked()

    @contextlib.contextmanager
    def _bus(self) -> Iterator[DBusConnection]:
        from jeepney.io.blocking import open_dbus_connection
        from secretstorage.util import add_match_rules

        with contextlib.closing(open_dbus_connection()) as connection:
            add_match_rules(connection)
            yield connection

    def _items(self, bus: DBusConnection, account: str) -> list[Item]:
        import secretstorage

        found = list(secretstorage.search_items(bus, _attributes(account)))
        if not found:
            # Some services cannot search what is locked.
            collection = _default(bus)
            if collection is None or not collection.is_locked():
                return []
            self._open(collection)
            found = list(secretstorage.search_items(bus, _attributes(account)))
        readable = [item for item in found if not item.is_locked()]
        if not readable:
            for item in found:
                self._open(item)
            readable = found
        return readable

    def _open(self, thing: Collection | Item) -> None:
        if thing.is_locked():
            thing.unlock(timeout=self._patience)
            if thing.is_locked():
                raise HarborError(ErrorCode.KEYRING_LOCKED)


def _attributes(account: str) -> dict[str, str]:
    return {"service": SERVICE, "username": account}


def _default(bus: DBusConnection) -> Collection | None:
    import secretstorage

    try:
        return secretstorage.Collection(bus)
    except secretstorage.ItemNotFoundException:
        return None


def _secret(item: Item) -> str:
    return item.get_secret().decode("utf-8", "replace")
