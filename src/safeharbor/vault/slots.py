"""Key slots: the vault key wrapped once for each way of unlocking.

A slot's commitment tells a wrong secret from a damaged slot, and ties the slot to one secret.
This file knows nothing of files, of the header around the slots, or of where secrets come from.
"""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.vault.canonical import Json, canonical
from safeharbor.vault.kdf import OUTPUT_BYTES, SALT_BYTES, VERSION, Argon2Params, derive64
from safeharbor.vault.keys import KEY_BYTES, VaultKey, hkdf

MAGIC = "SHV"
SUITE = "A256GCMSIV"
SLOT_ID_BYTES = 8
COMMIT_BYTES = 32
NONCE_BYTES = 12
SEALED_BYTES = KEY_BYTES + 16
KEYRING_SECRET_BYTES = 32
RECOVERY_SECRET_BYTES = 20

# The layout under which these slots are sealed. It stays 1 when a later header format keeps
# them, since nobody can seal a passphrase slot again without the passphrase.
_SLOT_FORMAT = 1
_COMMIT = b"sh/1/commit"
_RECOVERY = b"sh/1/recovery"
_BOTH = b"sh/1/both"
_BOTH_COMMIT = b"sh/1/both-commit"


@dataclass(frozen=True, slots=True)
class Kdf:
    """How a secret becomes a slot's keys.

    Attributes:
        alg: ``none``, ``hkdf-sha256`` or ``argon2id``.
        params: the cost, for Argon2id alone.
        salt: 16 to 32 bytes, for Argon2id alone.
    """

    alg: str
    params: Argon2Params | None = None
    salt: bytes = field(default=b"", repr=False)

    def tree(self) -> dict[str, Json]:
        """Its form in the header and in the associated data."""
        if self.params is None:
            return {"alg": self.alg}
        return {
            "alg": self.alg,
            "v": VERSION,
            "m": self.params.m_kib,
            "t": self.params.t,
            "p": self.params.p,
            "salt": self.salt.hex(),
        }


NO_KDF = Kdf("none")
HKDF_ONLY = Kdf("hkdf-sha256")
ARGON2ID = "argon2id"


def argon2id(params: Argon2Params, salt: bytes | None = None) -> Kdf:
    """Argon2id with ``params`` and, unless one is given, a fresh salt."""
    return Kdf(ARGON2ID, params, secrets.token_bytes(SALT_BYTES) if salt is None else salt)


def stretch(passphrase: str, kdf: Kdf) -> bytes:
    """The 64 bytes of ``passphrase`` for a slot whose derivation is ``kdf``.

    Raises:
        HarborError: OUT_OF_MEMORY.
        ValueError: ``kdf`` takes no passphrase.
    """
    if kdf.params is None:
        raise ValueError("a slot without a passphrase")
    return derive64(passphrase, kdf.salt, kdf.params)


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of the vault key.

    Attributes:
        id: 8 random bytes; a changed slot always gets a new one.
        type: which way of unlocking it serves.
        kdf: how the secret becomes its keys.
        commit: 32 bytes that only the right secret gives.
        nonce: 12 random bytes.
        sealed: the vault key, sealed (48 bytes).
        created: the day it was made.
        unknown: keys of a later version, written back as they were.
    """

    id: bytes
    type: SlotType
    kdf: Kdf = field(repr=False)
    commit: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    created: dt.date
    unknown: Mapping[str, Json] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class SlotKeys:
    """What a secret gives for a slot: the wrapping key and the commitment. Never printed."""

    kek: bytes
    commit: bytes


def keyring_keys(secret: bytes, vault_id: bytes) -> SlotKeys:
    """The keys of a keyring slot: the 32-byte secret itself wraps."""
    return SlotKeys(secret, hkdf(secret, salt=vault_id, info=_COMMIT))


def recovery_keys(code: bytes, vault_id: bytes) -> SlotKeys:
    """The keys of a recovery slot from the 20 bytes of its code."""
    return SlotKeys(
        hkdf(code, salt=vault_id, info=_RECOVERY), hkdf(code, salt=vault_id, info=_COMMIT)
    )


def passphrase_keys(derived: bytes) -> SlotKeys:
    """The keys of a passphrase slot from Argon2id's 64 bytes."""
    _check_derived(derived)
    return SlotKeys(derived[:KEY_BYTES], derived[KEY_BYTES:])


def both_keys(derived: bytes, keyring_secret: bytes, vault_id: bytes) -> SlotKeys:
    """The keys of a slot that needs the keyring's secret and the passphrase together.

    The commitment needs both as well: one over the passphrase alone would let somebody who has
    the disk guess the passphrase without the keyring.
    """
    _check_derived(derived)
    key = hkdf(keyring_secret + derived[:KEY_BYTES], salt=vault_id, info=_BOTH)
    commit = hkdf(keyring_secret + derived[KEY_BYTES:], salt=vault_id, info=_BOTH_COMMIT)
    return SlotKeys(key, commit)


def wrap(key: VaultKey, slot_type: SlotType, kdf: Kdf, keys: SlotKeys, created: dt.date) -> Slot:
    """Seal ``key`` into a new slot with a fresh id and nonce."""
    slot_id = secrets.token_bytes(SLOT_ID_BYTES)
    nonce = secrets.token_bytes(NONCE_BYTES)
    data = _associated(key.vault_id, slot_id, slot_type, kdf)
    sealed = AESGCMSIV(keys.kek).encrypt(nonce, key.raw, data)
    return Slot(slot_id, slot_type, kdf, keys.commit, nonce, sealed, created)


def belongs(slot: Slot, keys: SlotKeys) -> bool:
    """Whether ``keys`` come from the secret the slot was made for; compared in constant time."""
    return hmac.compare_digest(slot.commit, keys.commit)


def unwrap(slot: Slot, vault_id: bytes, keys: SlotKeys) -> VaultKey:
    """The vault key out of ``slot``.

    Raises:
        HarborError: SLOT_DAMAGED when it does not open.
    """
    data = _associated(vault_id, slot.id, slot.type, slot.kdf)
    try:
        raw = AESGCMSIV(keys.kek).decrypt(slot.nonce, slot.sealed, data)
    except InvalidTag:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise HarborError(ErrorCode.SLOT_DAMAGED, method=slot.type.value)
    return VaultKey(raw, vault_id)


def _associated(vault_id: bytes, slot_id: bytes, slot_type: SlotType, kdf: Kdf) -> bytes:
    return canonical(
        [MAGIC, _SLOT_FORMAT, vault_id.hex(), slot_id.hex(), slot_type.value, kdf.tree(), SUITE]
    )


def _check_derived(derived: bytes) -> None:
    if len(derived) != OUTPUT_BYTES:
        raise ValueError("a derivation has 64 bytes")
