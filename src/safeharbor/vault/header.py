"""The vault's header: what is readable while everything else is sealed.

It is parsed within strict bounds before any key exists, and believed only after its MAC was
checked with the unlocked key. This file knows nothing of files or of ways of unlocking.
"""

from __future__ import annotations

import datetime as dt
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.vault import slots as slot_rules
from safeharbor.vault.canonical import Json, NotCanonicalError, canonical, parse_canonical
from safeharbor.vault.kdf import VERSION, Argon2Params, check_salt
from safeharbor.vault.keys import VAULT_ID_BYTES, VaultKey
from safeharbor.vault.slots import MAGIC, SUITE, Kdf, Slot

FORMAT = 1
MAX_BYTES = 16 * 1024
MAX_SLOTS = 8
SALT_BYTES = 16
PUBLIC_KEY_BYTES = 32
CHECK_BYTES = 16
MAC_BYTES = 32
CIPHER = "sqlcipher4"
KEM = "X25519"
INBOX_SUITE = "HKDF-SHA256/AES-256-GCM"

_DATABASE_NAME = re.compile(r"vault-[1-9][0-9]{0,8}\.db")
_MAX_GEN = 999_999_999
_MAX_SEQ = 2**53
_MAX_FORMAT = 9999
_CHECK_LABEL = b"kc"

Unknown: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class DatabaseRef:
    """Which database the header belongs to: file name, 16-byte salt, cipher."""

    file: str
    salt: bytes = field(repr=False)
    cipher: str = CIPHER
    unknown: Unknown = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class InboxRef:
    """To which key notes are sealed while the vault is locked."""

    public_key: bytes = field(repr=False)
    kem: str = KEM
    suite: str = INBOX_SUITE
    unknown: Unknown = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ForeignSlot:
    """A slot that only a later version understands, kept as it was read."""

    tree: Unknown = field(repr=False)


@dataclass(frozen=True, slots=True)
class Header:
    """A parsed header. Until ``verify_header`` passed, nothing in it is to be believed.

    Attributes:
        fmt: the format it was written in.
        min_reader: the oldest format whose readers may open it.
        vault_id: 16 bytes.
        gen: the generation of the database, raised by a full change of keys.
        database: which file, and its salt.
        check: 16 bytes that only the right vault key gives.
        seq_hint: the number of the last change as of the last lock.
        inbox: the key for notes written while locked.
        entries: the slots, with those of later versions.
        unknown: keys of a later version, written back as they were.
        mac: 32 bytes over everything else.
    """

    fmt: int
    min_reader: int
    vault_id: bytes = field(repr=False)
    gen: int
    database: DatabaseRef
    check: bytes = field(repr=False)
    seq_hint: int
    inbox: InboxRef
    entries: tuple[Slot | ForeignSlot, ...]
    unknown: Unknown = field(default_factory=dict, repr=False)
    mac: bytes = field(default=b"", repr=False)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The ways in that this version understands."""
        return tuple(entry for entry in self.entries if isinstance(entry, Slot))

    def slots_of(self, *types: SlotType) -> tuple[Slot, ...]:
        """The slots of the given types, in the order of the header."""
        return tuple(slot for slot in self.slots if slot.type in types)

    @property
    def writable(self) -> bool:
        """Whether this version may write to the vault.

        False for a later format that this one may read, and where a later version has put a
        key that begins with an exclamation mark: "do not write without knowing this".
        """
        known = [self.unknown, self.database.unknown, self.inbox.unknown]
        known += [slot.unknown for slot in self.slots]
        critical = any(name.startswith("!") for names in known for name in names)
        return self.fmt <= FORMAT and not critical and len(self.slots) == len(self.entries)

    @property
    def policy(self) -> Policy | None:
        """The policy it stands for: that of the weakest way in, the recovery code apart."""
        for policy in Policy:
            if self.slots_of(policy.slot_type):
                return policy
        return None

    def with_slots(self, kept: tuple[Slot, ...]) -> Header:
        """The same header with other slots; its MAC is made when it is encoded."""
        return replace(self, entries=kept)


def header_tree(header: Header) -> dict[str, Json]:
    """The header as JSON values, without the MAC."""
    return {
        **header.unknown,
        "magic": MAGIC,
        "fmt": header.fmt,
        "min_reader": header.min_reader,
        "vault_id": header.vault_id.hex(),
        "gen": header.gen,
        "db": {
            **header.database.unknown,
            "file": header.database.file,
            "salt": header.database.salt.hex(),
            "cipher": header.database.cipher,
        },
        "kc": header.check.hex(),
        "seq_hint": header.seq_hint,
        "inbox": {
            **header.inbox.unknown,
            "kem": header.inbox.kem,
            "pk": header.inbox.public_key.hex(),
            "suite": header.inbox.suite,
        },
        "slots": [_slot_tree(entry) for entry in header.entries],
    }


def _slot_tree(entry: Slot | ForeignSlot) -> Unknown:
    if isinstance(entry, ForeignSlot):
        return entry.tree
    return {
        **entry.unknown,
        "id": entry.id.hex(),
        "type": entry.type.value,
        "kdf": entry.kdf.tree(),
        "suite": SUITE,
        "commit": entry.commit.hex(),
        "n": entry.nonce.hex(),
        "ct": entry.sealed.hex(),
        "created": entry.created.isoformat(),
    }


def key_check(key: VaultKey) -> bytes:
    """The 16 bytes by which a header and a vault key know each other."""
    return hmac.digest(key.header_key(), _CHECK_LABEL, "sha256")[:CHECK_BYTES]


def _mac(header: Header, key: VaultKey) -> bytes:
    return hmac.digest(key.header_key(), canonical(header_tree(header)), "sha256")


def encode_header(header: Header, key: VaultKey) -> bytes:
    """The bytes of ``header`` with a fresh key check and MAC.

    Raises:
        HarborError: VAULT_READ_ONLY for a header this version may not write.
        ValueError: the key belongs to another vault, or a bound is broken.
    """
    if not header.writable:
        raise HarborError(ErrorCode.VAULT_READ_ONLY)
    if key.vault_id != header.vault_id:
        raise ValueError("the key of another vault")
    signed = replace(header, check=key_check(key))
    signed = replace(signed, mac=_mac(signed, key))
    raw = canonical({**header_tree(signed), "mac": signed.mac.hex()})
    if parse_header(raw) != signed:
        raise ValueError("a header that does not read back")
    return raw


def verify_header(header: Header, key: VaultKey) -> None:
    """Check the key check and the MAC of ``header`` with the unlocked key, in constant time.

    Raises:
        HarborError: HEADER_DAMAGED when anything in it is not what was written.
    """
    check = hmac.compare_digest(key_check(key), header.check)
    mac = hmac.compare_digest(_mac(header, key), header.mac)
    same = hmac.compare_digest(key.vault_id, header.vault_id)
    if not (check and mac and same):
        raise HarborError(ErrorCode.HEADER_DAMAGED)


def parse_header(raw: bytes) -> Header:
    """Read a header; sizes, depth and every bound are checked before anything is derived.

    Raises:
        HarborError: HEADER_DAMAGED, or VAULT_TOO_NEW when a later version says that this one
            may not open it.
    """
    try:
        return _parse(raw)
    except (NotCanonicalError, _MalformedError):
        pass
    raise HarborError(ErrorCode.HEADER_DAMAGED)


class _MalformedError(ValueError):
    """A field is missing or out of its bounds. The message names the field, not its value."""


class _Fields:
    """Takes known fields out of a JSON object; what is left over is unknown."""

    def __init__(self, value: Json) -> None:
        if not isinstance(value, Mapping):
            raise _MalformedError("not an object")
        self._left = dict(value)

    def take(self, name: str) -> Json:
        if name not in self._left:
            raise _MalformedError(name)
        return self._left.pop(name)

    def hex(self, name: str, low: int, high: int | None = None) -> bytes:
        text = self.take(name)
        if not isinstance(text, str) or not re.fullmatch(r"(?:[0-9a-f]{2})*", text):
            raise _MalformedError(name)
        if not low <= len(text) // 2 <= (high or low):
            raise _MalformedError(name)
        return bytes.fromhex(text)

    def integer(self, name: str, low: int, high: int) -> int:
        number = self.take(name)
        if type(number) is not int or not low <= number <= high:
            raise _MalformedError(name)
        return number

    def word(self, name: str, *allowed: str) -> str:
        text = self.take(name)
        if not isinstance(text, str) or text not in allowed:
            raise _MalformedError(name)
        return text

    def rest(self) -> Unknown:
        return self._left


def _parse(raw: bytes) -> Header:
    fields = _Fields(parse_canonical(raw, max_size=MAX_BYTES))
    fields.word("magic", MAGIC)
    fmt = fields.integer("fmt", 1, _MAX_FORMAT)
    min_reader = fields.integer("min_reader", 1, fmt)
    if min_reader > FORMAT:
        raise HarborError(ErrorCode.VAULT_TOO_NEW)
    entries = fields.take("slots")
    if not isinstance(entries, list) or not 1 <= len(entries) <= MAX_SLOTS:
        raise _MalformedError("slots")
    header = Header(
        fmt=fmt,
        min_reader=min_reader,
        vault_id=fields.hex("vault_id", VAULT_ID_BYTES),
        gen=fields.integer("gen", 1, _MAX_GEN),
        database=_database(fields.take("db")),
        check=fields.hex("kc", CHECK_BYTES),
        seq_hint=fields.integer("seq_hint", 0, _MAX_SEQ),
        inbox=_inbox(fields.take("inbox")),
        entries=tuple(_entry(entry, fmt) for entry in entries),
        mac=fields.hex("mac", MAC_BYTES),
        unknown=fields.rest(),
    )
    if len({slot.id for slot in header.slots}) != len(header.slots):
        raise _MalformedError("slots")
    return header


def _database(value: Json) -> DatabaseRef:
    fields = _Fields(value)
    file = fields.take("file")
    if not isinstance(file, str) or not _DATABASE_NAME.fullmatch(file):
        raise _MalformedError("file")
    salt = fields.hex("salt", SALT_BYTES)
    return DatabaseRef(file, salt, fields.word("cipher", CIPHER), fields.rest())


def _inbox(value: Json) -> InboxRef:
    fields = _Fields(value)
    public_key = fields.hex("pk", PUBLIC_KEY_BYTES)
    kem, suite = fields.word("kem", KEM), fields.word("suite", INBOX_SUITE)
    return InboxRef(public_key, kem, suite, fields.rest())


def _entry(value: Json, fmt: int) -> Slot | ForeignSlot:
    try:
        return _slot(value)
    except _MalformedError:
        # A later format may have ways in that this version does not know; it may still read.
        if fmt > FORMAT and isinstance(value, Mapping):
            return ForeignSlot(value)
        raise


def _slot(value: Json) -> Slot:
    fields = _Fields(value)
    slot_type = SlotType(fields.word("type", *SlotType))
    fields.word("suite", SUITE)
    return Slot(
        id=fields.hex("id", slot_rules.SLOT_ID_BYTES),
        type=slot_type,
        kdf=_kdf(fields.take("kdf"), slot_type),
        commit=fields.hex("commit", slot_rules.COMMIT_BYTES),
        nonce=fields.hex("n", slot_rules.NONCE_BYTES),
        sealed=fields.hex("ct", slot_rules.SEALED_BYTES),
        created=_day(fields.take("created")),
        unknown=fields.rest(),
    )


def _kdf(value: Json, slot_type: SlotType) -> Kdf:
    fields = _Fields(value)
    if slot_type is SlotType.KEYRING:
        kdf = slot_rules.NO_KDF
        fields.word("alg", kdf.alg)
    elif slot_type is SlotType.RECOVERY:
        kdf = slot_rules.HKDF_ONLY
        fields.word("alg", kdf.alg)
    else:
        kdf = _argon2id(fields)
    if fields.rest():
        raise _MalformedError("kdf")
    return kdf


def _argon2id(fields: _Fields) -> Kdf:
    fields.word("alg", slot_rules.ARGON2ID)
    fields.integer("v", VERSION, VERSION)
    numbers = [fields.integer(name, 1, 2**31) for name in ("m", "t", "p")]
    salt = fields.hex("salt", 1, 64)
    try:
        check_salt(salt)
        return slot_rules.argon2id(Argon2Params(*numbers), salt)
    except ValueError:
        raise _MalformedError("kdf") from None


def _day(value: Json) -> dt.date:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise _MalformedError("created")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise _MalformedError("created") from None
