"""Notes that are sealed while the vault is locked and read after it was opened.

Sealing needs the public key alone (HPKE, RFC 9180, base mode). It hides how long a note is, and
not who wrote it: what comes out of the inbox is text "added while locked", nothing more. This
file touches no folder.
"""

from __future__ import annotations

import base64
import hashlib
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from safeharbor.domain.errors import ErrorCode, HarborError

NOTE_ID_BYTES = 16
OVERHEAD_BYTES = 48
MIN_PADDED = 1024
MAX_PADDED = 4 * 1024 * 1024
MAX_ENVELOPE = MAX_PADDED - 4
MAX_SEALED = MAX_PADDED + OVERHEAD_BYTES

_INFO = b"sh/1/inbox|"
_PIN_LABEL = b"sh/1/inbox-pin|"
_PIN_BYTES = 16
_LENGTH = struct.Struct(">I")


def new_keypair() -> tuple[bytes, bytes]:
    """A fresh X25519 pair: (private, public), 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_key(private_key: bytes) -> bytes:
    """The public half of a 32-byte private key."""
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def fingerprint(public: bytes) -> str:
    """128 bits of SHA-256 over the public key, as 22 characters of base64url."""
    digest = hashlib.sha256(_PIN_LABEL + public).digest()[:_PIN_BYTES]
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def seal_note(public: bytes, vault_id: bytes, note_id: bytes, envelope: bytes) -> bytes:
    """Seal ``envelope``, padded to the next power of two from 1 KiB to 4 MiB.

    Args:
        public: the inbox key of the header, after its pin was checked.
        vault_id: 16 bytes.
        note_id: 16 random bytes, which are also the file's name in hex.
        envelope: the note as bytes.

    Raises:
        HarborError: NOTE_TOO_LARGE; HEADER_DAMAGED when the key is no key.
    """
    padded = _pad(envelope)
    try:
        recipient = X25519PublicKey.from_public_bytes(public)
        return _suite().encrypt(padded, recipient, info=_info(vault_id, note_id))
    except ValueError:
        pass
    raise HarborError(ErrorCode.HEADER_DAMAGED)


def open_note(private_key: bytes, vault_id: bytes, note_id: bytes, sealed: bytes) -> bytes:
    """The envelope of a sealed note.

    Raises:
        HarborError: NOTE_UNREADABLE; the file is to be kept as it is.
    """
    padded = b""
    size = len(sealed) - OVERHEAD_BYTES
    if MIN_PADDED <= size <= MAX_PADDED and size & (size - 1) == 0:
        own = X25519PrivateKey.from_private_bytes(private_key)
        try:
            padded = _suite().decrypt(sealed, own, info=_info(vault_id, note_id))
        except (InvalidTag, ValueError):
            padded = b""
    return _unpad(padded)


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _info(vault_id: bytes, note_id: bytes) -> bytes:
    if len(vault_id) != 16 or len(note_id) != NOTE_ID_BYTES:
        raise RuntimeError("a vault id and a note id have 16 bytes each")
    return _INFO + vault_id + note_id


def _pad(envelope: bytes) -> bytes:
    if len(envelope) > MAX_ENVELOPE:
        raise HarborError(ErrorCode.NOTE_TOO_LARGE, limit=MAX_ENVELOPE)
    needed = _LENGTH.size + len(envelope)
    size = max(MIN_PADDED, 1 << (needed - 1).bit_length())
    return _LENGTH.pack(len(envelope)) + envelope + bytes(size - needed)


def _unpad(padded: bytes) -> bytes:
    if len(padded) >= MIN_PADDED:
        (length,) = _LENGTH.unpack_from(padded)
        end = _LENGTH.size + length
        if end <= len(padded) and not padded[end:].strip(b"\0"):
            return padded[_LENGTH.size : end]
    raise HarborError(ErrorCode.NOTE_UNREADABLE)
