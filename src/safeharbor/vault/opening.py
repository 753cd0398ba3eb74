"""Opening: from what a person or the keyring has to the vault key.

A header is believed only after its MAC was checked with the key that a slot gave out. Nothing
here touches a file or changes a way in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.vault import slots as slot_rules
from safeharbor.vault.header import Header, verify_header
from safeharbor.vault.keyring_store import KeyringPort, KeyringToken, read_tokens
from safeharbor.vault.keys import VaultKey
from safeharbor.vault.recovery import RecoveryCode, looks_like_code
from safeharbor.vault.slots import Slot, SlotKeys

WITH_PASSPHRASE = (SlotType.PASSPHRASE, SlotType.BOTH)
_NOT_THE_CODE = {
    ErrorCode.RECOVERY_CODE_MISTYPED,
    ErrorCode.WRONG_RECOVERY_CODE,
    ErrorCode.METHOD_NOT_FOUND,
    ErrorCode.VAULT_TOO_NEW,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """The key of a vault, and the way that led there.

    ``verified`` says that the header's MAC was right under the key. Without that the key is real
    (a way in was opened with it), and the rest of the header is to be doubted.
    """

    key: VaultKey = field(repr=False)
    by: SlotType
    verified: bool = True


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
    found = header.slots_of(*WITH_PASSPHRASE)
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
    has_passphrase = bool(header.slots_of(*WITH_PASSPHRASE))
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
