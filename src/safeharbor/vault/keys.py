"""The vault key and the keys derived from it.

The vault key is 32 random bytes that exist unwrapped only while the vault is open. This file
knows nothing of files, slots or ways of unlocking.
"""

from __future__ import annotations

import secrets
from typing import NoReturn

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
VAULT_ID_BYTES = 16

# Reserved by format 1 and unused: sh/1/entry-aead, sh/1/commit-chain, sh/1/sync, sh/1/blob-id,
# sh/1/archive.
_DATABASE = b"sh/1/sqlcipher"
_HEADER = b"sh/1/header-mac"
_BACKUP = b"sh/1/backup-manifest"


def hkdf(secret: bytes, *, salt: bytes, info: bytes, length: int = KEY_BYTES) -> bytes:
    """HKDF-SHA256 (RFC 5869) of ``secret``; ``length`` in bytes."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


class VaultKey:
    """The key of one vault. It is never printed, compared, copied or pickled."""

    __slots__ = ("_raw", "vault_id")

    def __init__(self, raw: bytes, vault_id: bytes) -> None:
        """Take ``raw`` (32 bytes) as the key of the vault ``vault_id`` (16 bytes).

        Raises:
            ValueError: a length is wrong.
        """
        if len(raw) != KEY_BYTES or len(vault_id) != VAULT_ID_BYTES:
            raise ValueError("a vault key has 32 bytes and a vault id 16")
        self._raw: bytearray | None = bytearray(raw)
        self.vault_id = vault_id

    @classmethod
    def random(cls, vault_id: bytes) -> VaultKey:
        """A fresh key for the vault ``vault_id``."""
        return cls(secrets.token_bytes(KEY_BYTES), vault_id)

    @property
    def raw(self) -> bytes:
        """The 32 bytes themselves, for wrapping only; nothing outside ``vault/`` asks for them.

        Raises:
            RuntimeError: the key was dropped.
        """
        if self._raw is None:
            raise RuntimeError("the vault key was dropped")
        return bytes(self._raw)

    @property
    def dropped(self) -> bool:
        """Whether the key was forgotten."""
        return self._raw is None

    def database_key(self) -> bytes:
        """The 32-byte raw key of the database."""
        return self._derive(_DATABASE)

    def header_key(self) -> bytes:
        """The 32-byte key that authenticates the header."""
        return self._derive(_HEADER)

    def backup_key(self) -> bytes:
        """The 32-byte key that authenticates the manifest of a backup."""
        return self._derive(_BACKUP)

    def drop(self) -> None:
        """Forget the key; every later use raises RuntimeError.

        Copies that the interpreter made cannot be wiped, so this shortens the time in which
        the key is in memory and does not promise more.
        """
        if self._raw is not None:
            self._raw[:] = bytes(KEY_BYTES)
            self._raw = None

    def _derive(self, label: bytes) -> bytes:
        return hkdf(self.raw, salt=self.vault_id, info=label)

    def __repr__(self) -> str:
        return "VaultKey(redacted)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a vault key is never copied or pickled")
