"""Ways of unlocking: making a vault, opening it, and changing how it opens.

Everything here works on a header, a vault key and a keyring; nothing touches a file, so a change
is in force only when the new header was stored. Changing a method wraps the same vault key anew:
**an old backup of the header still opens with the old secret**, and whoever shows a change as
done has to say so.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.vault import slots as slot_rules
from safeharbor.vault.header import (
    FORMAT,
    MAX_SLOTS,
    SALT_BYTES,
    DatabaseRef,
    Header,
    InboxRef,
    encode_header,
    key_check,
    parse_header,
)
from safeharbor.vault.inbox import fingerprint, new_keypair, public_key
from safeharbor.vault.kdf import FLOOR, Argon2Params, check_passphrase
from safeharbor.vault.keyring_store import KeyringPort, KeyringToken, read_tokens, write_tokens
from safeharbor.vault.keys import VAULT_ID_BYTES, VaultKey
from safeharbor.vault.opening import WITH_PASSPHRASE
from safeharbor.vault.recovery import RecoveryCode
from safeharbor.vault.slots import Slot, SlotKeys

_WITH_KEYRING = (SlotType.KEYRING, SlotType.BOTH)
_WITHOUT_KEYRING = (SlotType.PASSPHRASE, SlotType.RECOVERY)
# After one of these, the same line may still be a passphrase that looks like a code.


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault that exists in memory alone: what is to be stored, and the code to show once."""

    header: Header
    key: VaultKey = field(repr=False)
    recovery: RecoveryCode = field(repr=False)
    inbox_private_key: bytes = field(repr=False)


def new_vault(
    policy: Policy,
    *,
    passphrase: str | None,
    keyring: KeyringPort,
    params: Argon2Params,
    today: dt.date,
) -> NewVault:
    """Make the header and the keys of a new vault with the method of ``policy`` and a code.

    The keyring, where the policy needs it, holds its secret when this returns.

    Raises:
        HarborError: PASSPHRASE_TOO_SHORT; KEYRING_* when the keyring cannot keep the secret;
            OUT_OF_MEMORY.
    """
    vault_id = secrets.token_bytes(VAULT_ID_BYTES)
    key = VaultKey.random(vault_id)
    private, public = new_keypair()
    empty = Header(
        fmt=FORMAT,
        min_reader=FORMAT,
        vault_id=vault_id,
        gen=1,
        database=DatabaseRef("vault-1.db", secrets.token_bytes(SALT_BYTES)),
        check=key_check(key),
        seq_hint=0,
        inbox=InboxRef(public),
        entries=(),
    )
    maker = _SlotMaker(empty, key, keyring, today)
    code = RecoveryCode.new()
    made = (maker.make(policy.slot_type, passphrase, params), maker.recovery(code))
    return NewVault(_signed(empty.with_slots(made), key), key, code, private)


def rescued(header: Header, key: VaultKey, inbox_private_key: bytes) -> Header:
    """A header made good after every copy was damaged, to be stored once the database opened.

    The key check and the inbox key are made anew from what the key opened. Ways in stay as they
    are: those that are damaged say so when they are used.

    Raises:
        HarborError: VAULT_READ_ONLY, LAST_METHOD.
    """
    if not header.writable:
        raise HarborError(ErrorCode.VAULT_READ_ONLY)
    inbox = InboxRef(public_key(inbox_private_key), unknown=header.inbox.unknown)
    return _signed(replace(header, check=key_check(key), inbox=inbox), key)


def add_method(
    header: Header,
    key: VaultKey,
    slot_type: SlotType,
    *,
    keyring: KeyringPort,
    today: dt.date,
    passphrase: str | None = None,
    params: Argon2Params = FLOOR,
) -> Header:
    """Add a keyring, passphrase or both slot; ``add_recovery`` adds a code.

    What the keyring held before is kept beside the new secret, so that the header on the disk
    opens whether or not the new one is stored in the end.

    Raises:
        HarborError: TOO_MANY_METHODS, PASSPHRASE_TOO_SHORT, KEYRING_*, OUT_OF_MEMORY,
            VAULT_READ_ONLY.
    """
    _check_room(header)
    slot = _SlotMaker(header, key, keyring, today).make(slot_type, passphrase, params)
    return _signed(header.with_slots((*header.slots, slot)), key)


def remove_method(header: Header, key: VaultKey, slot_id: bytes) -> Header:
    """Remove one slot. The last way in that needs no keyring stays.

    Once the new header is stored, ``settle_keyring`` removes what the keyring held for it. Old
    backups still open with the removed secret.

    Raises:
        HarborError: METHOD_NOT_FOUND, LAST_METHOD, VAULT_READ_ONLY.
    """
    kept = tuple(slot for slot in header.slots if slot.id != slot_id)
    if len(kept) == len(header.slots):
        raise HarborError(ErrorCode.METHOD_NOT_FOUND)
    return _signed(header.with_slots(kept), key)


def change_passphrase(
    header: Header,
    key: VaultKey,
    passphrase: str,
    *,
    keyring: KeyringPort,
    params: Argon2Params,
    today: dt.date,
) -> Header:
    """Replace the passphrase, with a new salt and a cost that is never lower than before.

    Old backups still open with the old passphrase.

    Raises:
        HarborError: METHOD_NOT_FOUND when there is no passphrase; PASSPHRASE_TOO_SHORT,
            KEYRING_*, OUT_OF_MEMORY, VAULT_READ_ONLY.
    """
    old = header.slots_of(*WITH_PASSPHRASE)
    if not old:
        raise HarborError(ErrorCode.METHOD_NOT_FOUND, method=SlotType.PASSPHRASE.value)
    for before in (slot.kdf.params for slot in old if slot.kdf.params):
        params = params.at_least(before)
    maker = _SlotMaker(header, key, keyring, today)
    made = tuple(
        maker.make(slot_type, passphrase, params)
        for slot_type in WITH_PASSPHRASE
        if header.slots_of(slot_type)
    )
    kept = tuple(slot for slot in header.slots if slot not in old)
    return _signed(header.with_slots((*made, *kept)), key)


def change_policy(
    header: Header,
    key: VaultKey,
    policy: Policy,
    *,
    keyring: KeyringPort,
    today: dt.date,
    passphrase: str | None = None,
    params: Argon2Params = FLOOR,
) -> Header:
    """Put the method of ``policy`` in the place of every method but the recovery code.

    Once the new header is stored, ``settle_keyring`` removes what is no longer to be in the
    keyring. Old backups still open the old way.

    Raises:
        HarborError: LAST_METHOD when there is no recovery code; as ``add_method``.
    """
    codes = header.slots_of(SlotType.RECOVERY)
    if not codes:
        raise HarborError(ErrorCode.LAST_METHOD)
    slot = _SlotMaker(header, key, keyring, today).make(policy.slot_type, passphrase, params)
    return _signed(header.with_slots((slot, *codes)), key)


def add_recovery(header: Header, key: VaultKey, today: dt.date) -> tuple[Header, RecoveryCode]:
    """Add a new recovery code and keep the old one.

    Storing this, showing the code, and calling ``retire_recovery`` when it was written down
    means that a crash in between never leaves somebody with a paper that opens nothing.

    Raises:
        HarborError: TOO_MANY_METHODS, VAULT_READ_ONLY.
    """
    _check_room(header)
    code = RecoveryCode.new()
    slot = _recovery_slot(key, code, today)
    return _signed(header.with_slots((*header.slots, slot)), key), code


def retire_recovery(header: Header, key: VaultKey) -> Header:
    """Remove every recovery slot but the newest. Old backups still open with an old code.

    Raises:
        HarborError: METHOD_NOT_FOUND, VAULT_READ_ONLY.
    """
    codes = header.slots_of(SlotType.RECOVERY)
    if not codes:
        raise HarborError(ErrorCode.METHOD_NOT_FOUND, method=SlotType.RECOVERY.value)
    kept = tuple(slot for slot in header.slots if slot not in codes[:-1])
    return _signed(header.with_slots(kept), key)


def renew_recovery(header: Header, key: VaultKey, today: dt.date) -> tuple[Header, RecoveryCode]:
    """A new recovery code in the place of every old one, in one step.

    The old paper is worth nothing for this vault from the moment the header is stored; old
    backups still open with it.

    Raises:
        HarborError: VAULT_READ_ONLY.
    """
    code = RecoveryCode.new()
    kept = tuple(slot for slot in header.slots if slot.type is not SlotType.RECOVERY)
    slot = _recovery_slot(key, code, today)
    return _signed(header.with_slots((*kept, slot)), key), code


def settle_keyring(header: Header, keyring: KeyringPort, *, before: Header | None = None) -> None:
    """Remove from the keyring what the stored ``header`` no longer uses.

    For the time after ``change_policy`` or ``remove_method``, when the new header is on the
    disk. Without a method that uses the keyring, the whole item goes. Else only the secrets of
    removed slots go, so that an old backup is no longer opened by the keyring alone; what
    another copy of the vault on this account may need stays.

    Args:
        header: the header that was stored.
        keyring: where its secrets are.
        before: the header it replaced. Where that one used no keyring either, nobody is asked
            to unlock it; without it, no secret is known to be removed.

    Raises:
        HarborError: KEYRING_*; the header is right all the same.
    """
    if not header.slots_of(*_WITH_KEYRING):
        if before is None or before.slots_of(*_WITH_KEYRING):
            keyring.delete(header.vault_id.hex())
        return
    old = before.slots_of(SlotType.KEYRING) if before is not None else ()
    gone = [slot for slot in old if slot not in header.slots]
    if not gone:
        return
    tokens = read_tokens(keyring, header.vault_id)
    kept = [token for token in tokens if not _fits_any(token, gone, header.vault_id)]
    if kept and len(kept) < len(tokens):
        write_tokens(keyring, header.vault_id, kept)


class _SlotMaker:
    """Makes slots for one header; a keyring secret is in the keyring before its slot exists."""

    def __init__(self, header: Header, key: VaultKey, keyring: KeyringPort, today: dt.date) -> None:
        if not header.writable:
            raise HarborError(ErrorCode.VAULT_READ_ONLY)
        self._header = header
        self._key = key
        self._keyring = keyring
        self._today = today

    def make(self, slot_type: SlotType, passphrase: str | None, params: Argon2Params) -> Slot:
        if slot_type is SlotType.KEYRING:
            keys = slot_rules.keyring_keys(self._new_secret(), self._header.vault_id)
            return self._wrap(slot_type, slot_rules.NO_KDF, keys)
        if slot_type is SlotType.RECOVERY:
            raise ValueError("a recovery slot is made from a code")
        check_passphrase(passphrase or "")
        kdf = slot_rules.argon2id(params)
        derived = slot_rules.stretch(passphrase or "", kdf)
        if slot_type is SlotType.BOTH:
            keys = slot_rules.both_keys(derived, self._new_secret(), self._header.vault_id)
        else:
            keys = slot_rules.passphrase_keys(derived)
        return self._wrap(slot_type, kdf, keys)

    def recovery(self, code: RecoveryCode) -> Slot:
        return _recovery_slot(self._key, code, self._today)

    def _wrap(self, slot_type: SlotType, kdf: slot_rules.Kdf, keys: SlotKeys) -> Slot:
        return slot_rules.wrap(self._key, slot_type, kdf, keys, self._today)

    def _new_secret(self) -> bytes:
        secret = secrets.token_bytes(slot_rules.KEYRING_SECRET_BYTES)
        token = KeyringToken(secret, fingerprint(self._header.inbox.public_key))
        vault_id, slots = self._header.vault_id, self._header.slots_of(SlotType.KEYRING)
        kept = read_tokens(self._keyring, vault_id)
        # What the present header needs comes first, so that it is never the one to fall off.
        kept.sort(key=lambda old: not _fits_any(old, slots, vault_id))
        write_tokens(self._keyring, vault_id, [token, *kept])
        return secret


def _recovery_slot(key: VaultKey, code: RecoveryCode, today: dt.date) -> Slot:
    keys = slot_rules.recovery_keys(code.secret, key.vault_id)
    return slot_rules.wrap(key, SlotType.RECOVERY, slot_rules.HKDF_ONLY, keys, today)


def _signed(header: Header, key: VaultKey) -> Header:
    if not any(slot.type in _WITHOUT_KEYRING for slot in header.slots):
        raise HarborError(ErrorCode.LAST_METHOD)
    return parse_header(encode_header(header, key))


def _check_room(header: Header) -> None:
    if len(header.entries) >= MAX_SLOTS:
        raise HarborError(ErrorCode.TOO_MANY_METHODS, limit=MAX_SLOTS)


def _fits_any(token: KeyringToken, slots: Iterable[Slot], vault_id: bytes) -> bool:
    keys = slot_rules.keyring_keys(token.secret, vault_id)
    return any(slot_rules.belongs(slot, keys) for slot in slots)
