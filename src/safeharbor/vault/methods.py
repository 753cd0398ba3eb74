"""Ways of unlocking: making a vault, opening it, and changing how it opens.

Everything here works on a header, a vault key and a keyring; nothing touches a file, so a change
is in force only when the new header was stored. Changing a method wraps the same vault key anew:
**an old backup of the header still opens with the old secret**, and whoever shows a change as
done has to say so.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable
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
    verify_header,
)
from safeharbor.vault.inbox import fingerprint, new_keypair, public_key
from safeharbor.vault.kdf import FLOOR, Argon2Params, check_passphrase
from safeharbor.vault.keyring_store import KeyringPort, KeyringToken, read_tokens, write_tokens
from safeharbor.vault.keys import VAULT_ID_BYTES, VaultKey
from safeharbor.vault.recovery import RecoveryCode, looks_like_code
from safeharbor.vault.slots import Slot, SlotKeys

_WITH_PASSPHRASE = (SlotType.PASSPHRASE, SlotType.BOTH)
_WITH_KEYRING = (SlotType.KEYRING, SlotType.BOTH)
_WITHOUT_KEYRING = (SlotType.PASSPHRASE, SlotType.RECOVERY)
# After one of these, the same line may still be a passphrase that looks like a code.
_NOT_THE_CODE = {
    ErrorCode.RECOVERY_CODE_MISTYPED,
    ErrorCode.WRONG_RECOVERY_CODE,
    ErrorCode.METHOD_NOT_FOUND,
    ErrorCode.VAULT_TOO_NEW,
}


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault that exists in memory alone: what is to be stored, and the code to show once."""

    header: Header
    key: VaultKey = field(repr=False)
    recovery: RecoveryCode = field(repr=False)
    inbox_private_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """The key of a vault, and the way that led there.

    ``verified`` says that the header's MAC was right under the key. Without that the key is real
    (a way in was opened with it), and the rest of the header is to be doubted.
    """

    key: VaultKey = field(repr=False)
    by: SlotType
    verified: bool = True


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


def open_with_passphrase(
    header: Header, passphrase: str, keyring: KeyringPort, *, doubtful: bool = False
) -> Opened:
    """Open with a passphrase, and with the keyring's secret too where the slot needs both.

    Where both are needed and do not open, it cannot be told which of the two is wrong; it is
    called the passphrase, which is typed anew each time.

    Raises:
        HarborError: WRONG_PASSPHRASE, SLOT_DAMAGED, HEADER_DAMAGED, KEYRING_*, OUT_OF_MEMORY;
            METHOD_NOT_FOUND when the vault has no passphrase.
    """
    found = header.slots_of(*_WITH_PASSPHRASE)
    if not found:
        raise HarborError(ErrorCode.METHOD_NOT_FOUND, method=SlotType.PASSPHRASE.value)

    def attempt(slot: Slot) -> VaultKey | None:
        if slot.type is SlotType.PASSPHRASE:
            derived = slot_rules.stretch(passphrase, slot.kdf)
            return _try(slot, header, slot_rules.passphrase_keys(derived))
        tokens = _tokens(header, keyring)
        derived = slot_rules.stretch(passphrase, slot.kdf)
        candidates = [
            slot_rules.both_keys(derived, token.secret, header.vault_id) for token in tokens
        ]
        return _first(candidates, lambda keys: _try(slot, header, keys))

    return _open(header, found, attempt, ErrorCode.WRONG_PASSPHRASE, doubtful=doubtful)


def open_with_recovery(header: Header, text: str, *, doubtful: bool = False) -> Opened:
    """Open with a typed recovery code.

    Raises:
        HarborError: RECOVERY_CODE_MISTYPED, WRONG_RECOVERY_CODE, SLOT_DAMAGED, HEADER_DAMAGED;
            METHOD_NOT_FOUND when the vault has no recovery code.
    """
    found = header.slots_of(SlotType.RECOVERY)
    if not found:
        raise HarborError(ErrorCode.METHOD_NOT_FOUND, method=SlotType.RECOVERY.value)
    keys = slot_rules.recovery_keys(RecoveryCode.parse(text).secret, header.vault_id)
    return _open(
        header,
        found,
        lambda slot: _try(slot, header, keys),
        ErrorCode.WRONG_RECOVERY_CODE,
        doubtful=doubtful,
    )


def open_with_keyring(header: Header, keyring: KeyringPort, *, doubtful: bool = False) -> Opened:
    """Open with what the keyring holds; every value is tried and none is changed.

    Raises:
        HarborError: SECRET_NEEDED when the keyring alone does not open this vault;
            KEYRING_MISSING, KEYRING_WRONG, KEYRING_UNAVAILABLE, KEYRING_LOCKED,
            KEYRING_TIMEOUT; SLOT_DAMAGED, HEADER_DAMAGED.
    """
    found = header.slots_of(SlotType.KEYRING)
    if not found:
        raise HarborError(ErrorCode.SECRET_NEEDED)
    candidates = [
        slot_rules.keyring_keys(token.secret, header.vault_id) for token in _tokens(header, keyring)
    ]
    return _open(
        header,
        found,
        lambda slot: _first(candidates, lambda keys: _try(slot, header, keys)),
        ErrorCode.KEYRING_WRONG,
        doubtful=doubtful,
    )


def open_with_secret(
    header: Header, secret: str, keyring: KeyringPort, *, doubtful: bool = False
) -> Opened:
    """Open with one line that may be a passphrase or a recovery code.

    With ``doubtful`` a header whose MAC is wrong is no refusal; ``Opened.verified`` tells. That
    is for the day when every copy of the header is damaged and one way in is still whole.

    Raises:
        HarborError: as the two of them; where both were tried, what is wrong with the code.
    """
    has_passphrase = bool(header.slots_of(*_WITH_PASSPHRASE))
    if not looks_like_code(secret) and has_passphrase:
        return open_with_passphrase(header, secret, keyring, doubtful=doubtful)
    try:
        return open_with_recovery(header, secret, doubtful=doubtful)
    except HarborError as error:
        if not has_passphrase or error.code not in _NOT_THE_CODE:
            raise
        refused = error
    try:
        return open_with_passphrase(header, secret, keyring, doubtful=doubtful)
    except HarborError as error:
        if error.code is not ErrorCode.WRONG_PASSPHRASE:
            raise
    raise HarborError(refused.code, **refused.facts)


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
    old = header.slots_of(*_WITH_PASSPHRASE)
    if not old:
        raise HarborError(ErrorCode.METHOD_NOT_FOUND, method=SlotType.PASSPHRASE.value)
    for before in (slot.kdf.params for slot in old if slot.kdf.params):
        params = params.at_least(before)
    maker = _SlotMaker(header, key, keyring, today)
    made = tuple(
        maker.make(slot_type, passphrase, params)
        for slot_type in _WITH_PASSPHRASE
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


def _tokens(header: Header, keyring: KeyringPort) -> list[KeyringToken]:
    tokens = read_tokens(keyring, header.vault_id)
    if not tokens:
        raise HarborError(ErrorCode.KEYRING_MISSING)
    return tokens


def _open(
    header: Header,
    found: tuple[Slot, ...],
    attempt: Callable[[Slot], VaultKey | None],
    wrong: ErrorCode,
    *,
    doubtful: bool,
) -> Opened:
    """The first slot that opens; its key is given out only when the header's MAC is right."""
    failures: list[HarborError] = []
    for slot in found:
        try:
            key = attempt(slot)
        except HarborError as error:
            failures.append(error)
            continue
        if key is not None:
            return _checked(header, Opened(key, slot.type), doubtful=doubtful)
    if failures:
        raise HarborError(failures[0].code, **failures[0].facts)
    raise HarborError(wrong)


def _checked(header: Header, opened: Opened, *, doubtful: bool) -> Opened:
    try:
        verify_header(header, opened.key)
    except HarborError:
        if doubtful:
            return replace(opened, verified=False)
        opened.key.drop()
        raise
    return opened


def _try(slot: Slot, header: Header, keys: SlotKeys) -> VaultKey | None:
    """The vault key, or None for a wrong secret.

    Raises:
        HarborError: SLOT_DAMAGED when the seal and the commitment do not agree.
    """
    key = _unwrapped(slot, header, keys)
    if (key is not None) == slot_rules.belongs(slot, keys):
        return key
    raise HarborError(ErrorCode.SLOT_DAMAGED, method=slot.type.value)


def _unwrapped(slot: Slot, header: Header, keys: SlotKeys) -> VaultKey | None:
    try:
        return slot_rules.unwrap(slot, header.vault_id, keys)
    except HarborError:
        return None


def _first(
    candidates: list[SlotKeys], attempt: Callable[[SlotKeys], VaultKey | None]
) -> VaultKey | None:
    for keys in candidates:
        key = attempt(keys)
        if key is not None:
            return key
    return None
