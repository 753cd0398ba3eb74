"""Ways of unlocking: each opens with its own secret, and each failure says which it is."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.vault import methods, opening
from safeharbor.vault.canonical import canonical
from safeharbor.vault.header import MAX_SLOTS, Header, encode_header, parse_header, verify_header
from safeharbor.vault.inbox import open_note, seal_note
from safeharbor.vault.kdf import Argon2Params
from safeharbor.vault.methods import NewVault
from safeharbor.vault.opening import Opened
from safeharbor.vault.pins import inbox_pin
from safeharbor.vault.recovery import RecoveryCode
from support.keyring import FakeKeyring, KeyringMode
from unit.vault.samples import CHEAP, PASSPHRASE, TODAY

BROKEN_KEYRINGS = {
    KeyringMode.MISSING: ErrorCode.KEYRING_MISSING,
    KeyringMode.NULL: ErrorCode.KEYRING_MISSING,
    KeyringMode.LOCKED: ErrorCode.KEYRING_LOCKED,
    KeyringMode.UNAVAILABLE: ErrorCode.KEYRING_UNAVAILABLE,
    KeyringMode.HANGING: ErrorCode.KEYRING_TIMEOUT,
    KeyringMode.WRONG_VALUE: ErrorCode.KEYRING_WRONG,
}


@contextmanager
def fails(code: ErrorCode) -> Iterator[None]:
    """The block ends with ``code``."""
    with pytest.raises(HarborError) as caught:
        yield
    assert caught.value.code is code


@contextmanager
def mode(keyring: FakeKeyring, how: KeyringMode) -> Iterator[None]:
    """The keyring behaves like ``how`` inside the block."""
    keyring.mode = how
    yield
    keyring.mode = KeyringMode.NORMAL


def types(header: Header) -> list[SlotType]:
    """The types of a header's slots, in order."""
    return [slot.type for slot in header.slots]


def opens(opened: Opened, vault: NewVault, by: SlotType) -> None:
    """``opened`` is the key of ``vault``, found the way ``by``."""
    assert (opened.key.raw, opened.by) == (vault.key.raw, by)


def test_a_simple_vault_opens_with_the_keyring_and_with_its_code(
    simple: NewVault, keyring: FakeKeyring
) -> None:
    assert simple.header.policy is Policy.SIMPLE
    assert types(simple.header) == [SlotType.KEYRING, SlotType.RECOVERY]
    opens(opening.open_with_keyring(simple.header, keyring), simple, SlotType.KEYRING)
    opens(
        opening.open_with_recovery(simple.header, str(simple.recovery)), simple, SlotType.RECOVERY
    )


def test_a_new_header_is_signed_and_starts_at_the_beginning(simple: NewVault) -> None:
    header = simple.header
    verify_header(header, simple.key)
    assert (header.fmt, header.min_reader, header.gen, header.seq_hint) == (1, 1, 1, 0)
    assert header.database.file == "vault-1.db"
    assert {slot.created for slot in header.slots} == {TODAY}


def test_two_vaults_share_nothing(keyring: FakeKeyring) -> None:
    one, other = (
        methods.new_vault(
            Policy.SIMPLE, passphrase=None, keyring=keyring, params=CHEAP, today=TODAY
        )
        for _ in range(2)
    )
    assert one.header.vault_id != other.header.vault_id
    assert one.header.database.salt != other.header.database.salt
    assert one.header.inbox != other.header.inbox
    assert len({one.key.raw, other.key.raw, *keyring.lines}) == 4


def test_the_keyring_holds_one_line_that_is_not_the_vault_key(
    simple: NewVault, keyring: FakeKeyring
) -> None:
    assert list(keyring.lines) == [simple.header.vault_id.hex()]
    ((line,),) = keyring.lines.values()
    magic, secret, pin = line.split(".")
    assert (magic, len(secret), len(pin)) == ("SH1", 43, 22)
    assert base64.urlsafe_b64decode(secret + "=") != simple.key.raw
    assert pin == inbox_pin(simple.header)


def test_the_inbox_of_a_new_vault_works(simple: NewVault) -> None:
    vault_id, note_id = simple.header.vault_id, bytes(16)
    sealed = seal_note(simple.header.inbox.public_key, vault_id, note_id, b"words")
    assert open_note(simple.inbox_private_key, vault_id, note_id, sealed) == b"words"


@pytest.mark.parametrize("how", [m for m in KeyringMode if m is not KeyringMode.NORMAL])
def test_no_vault_is_made_on_a_keyring_that_does_not_keep(how: KeyringMode) -> None:
    expected = BROKEN_KEYRINGS[how]
    if expected in {ErrorCode.KEYRING_MISSING, ErrorCode.KEYRING_WRONG}:
        expected = ErrorCode.KEYRING_READBACK
    with fails(expected):
        methods.new_vault(
            Policy.SIMPLE, passphrase=None, keyring=FakeKeyring(how), params=CHEAP, today=TODAY
        )


@pytest.mark.parametrize("policy", [Policy.PRIVATE, Policy.STRONG])
@pytest.mark.parametrize("passphrase", [None, "", "seven77"])
def test_no_vault_is_made_with_a_short_passphrase(
    policy: Policy, passphrase: str | None, keyring: FakeKeyring
) -> None:
    with fails(ErrorCode.PASSPHRASE_TOO_SHORT):
        methods.new_vault(policy, passphrase=passphrase, keyring=keyring, params=CHEAP, today=TODAY)
    assert keyring.calls == []


def test_a_private_vault_opens_with_the_passphrase_in_any_spelling(private: NewVault) -> None:
    """Full-width letters, as some keyboards give them; the keyring is not asked at all."""
    keyring = FakeKeyring(KeyringMode.HANGING)
    typed = PASSPHRASE.translate({ord("h"): "\uff48"})
    opens(
        opening.open_with_passphrase(private.header, typed, keyring), private, SlotType.PASSPHRASE
    )
    assert keyring.calls == []
    assert private.header.policy is Policy.PRIVATE


def test_a_wrong_passphrase_is_not_called_damage(private: NewVault) -> None:
    """And nothing of it hangs on the error."""
    with pytest.raises(HarborError) as caught:
        opening.open_with_passphrase(private.header, PASSPHRASE + " ", FakeKeyring())
    assert caught.value.code is ErrorCode.WRONG_PASSPHRASE
    assert caught.value.__context__ is None
    assert PASSPHRASE not in f"{caught.value.args} {caught.value.facts}"


def test_a_private_vault_says_that_it_needs_a_secret(private: NewVault) -> None:
    with fails(ErrorCode.SECRET_NEEDED):
        opening.open_with_keyring(private.header, FakeKeyring())


def test_a_strong_vault_needs_both(strong: NewVault, strong_keyring: FakeKeyring) -> None:
    opened = opening.open_with_passphrase(strong.header, PASSPHRASE, strong_keyring)
    opens(opened, strong, SlotType.BOTH)
    assert strong.header.policy is Policy.STRONG
    with fails(ErrorCode.SECRET_NEEDED):
        opening.open_with_keyring(strong.header, strong_keyring)


def test_a_strong_vault_says_what_is_wrong_with_the_keyring(
    strong: NewVault, strong_keyring: FakeKeyring
) -> None:
    """Half of the broken keyrings; the rest take the same path as for a simple vault."""
    for how in (KeyringMode.MISSING, KeyringMode.LOCKED):
        with mode(strong_keyring, how), fails(BROKEN_KEYRINGS[how]):
            opening.open_with_passphrase(strong.header, PASSPHRASE, strong_keyring)


def test_the_disk_alone_does_not_tell_whether_a_passphrase_is_right(
    strong: NewVault, strong_keyring: FakeKeyring
) -> None:
    """Without the keyring's secret a right guess looks like a wrong one."""
    with fails(ErrorCode.WRONG_PASSPHRASE):
        opening.open_with_passphrase(strong.header, "another passphrase", strong_keyring)
    with mode(strong_keyring, KeyringMode.WRONG_VALUE), fails(ErrorCode.WRONG_PASSPHRASE):
        opening.open_with_passphrase(strong.header, PASSPHRASE, strong_keyring)


@pytest.mark.parametrize("how", BROKEN_KEYRINGS)
def test_a_broken_keyring_never_keeps_anybody_out(
    simple: NewVault, keyring: FakeKeyring, how: KeyringMode
) -> None:
    before = dict(keyring.lines)
    with mode(keyring, how):
        with fails(BROKEN_KEYRINGS[how]):
            opening.open_with_keyring(simple.header, keyring)
        opens(
            opening.open_with_recovery(simple.header, str(simple.recovery)),
            simple,
            SlotType.RECOVERY,
        )
    assert keyring.lines == before
    assert "set" not in keyring.calls[2:]
    assert "delete" not in keyring.calls


def test_every_value_in_the_keyring_is_tried(simple: NewVault, keyring: FakeKeyring) -> None:
    account = simple.header.vault_id.hex()
    (right,) = keyring.lines[account]
    with mode(keyring, KeyringMode.WRONG_VALUE):
        (wrong,) = keyring.get(account)
    for lines in ([wrong, "x", right], [f"{wrong} {right}"]):
        keyring.lines[account] = list(lines)
        opens(opening.open_with_keyring(simple.header, keyring), simple, SlotType.KEYRING)
        assert keyring.lines[account] == lines


def test_the_code_of_another_vault_is_wrong_and_not_mistyped(simple: NewVault) -> None:
    with fails(ErrorCode.WRONG_RECOVERY_CODE):
        opening.open_with_recovery(simple.header, str(RecoveryCode.new()))
    with fails(ErrorCode.RECOVERY_CODE_MISTYPED):
        opening.open_with_recovery(simple.header, str(simple.recovery)[:-1])


@pytest.mark.parametrize("field", ["id", "commit", "nonce", "sealed"])
@pytest.mark.parametrize("slot_type", [SlotType.KEYRING, SlotType.RECOVERY])
def test_a_damaged_slot_is_not_called_a_wrong_secret(
    simple: NewVault, keyring: FakeKeyring, slot_type: SlotType, field: str
) -> None:
    """The other way in still opens the slot; the header around it is then found damaged."""
    (intact,) = simple.header.slots_of(slot_type)
    zeroed: dict[str, Any] = {field: bytes(len(getattr(intact, field)))}
    broken = replace(intact, **zeroed)
    slots = tuple(broken if slot == intact else slot for slot in simple.header.slots)
    damaged = simple.header.with_slots(slots)
    ways: dict[SlotType, Callable[[], Opened]] = {
        SlotType.KEYRING: lambda: opening.open_with_keyring(damaged, keyring),
        SlotType.RECOVERY: lambda: opening.open_with_recovery(damaged, str(simple.recovery)),
    }
    for way, open_it in ways.items():
        with fails(ErrorCode.SLOT_DAMAGED if way is slot_type else ErrorCode.HEADER_DAMAGED):
            open_it()


def test_a_slot_out_of_an_older_header_is_not_believed(simple: NewVault) -> None:
    """The MAC covers the whole list, so that a removed way in cannot be put back by hand."""
    renewed, _ = methods.renew_recovery(simple.header, simple.key, TODAY)
    tree = json.loads(encode_header(renewed, simple.key))
    old = json.loads(encode_header(simple.header, simple.key))
    tree["slots"].append(old["slots"][1])
    with fails(ErrorCode.HEADER_DAMAGED):
        opening.open_with_recovery(parse_header(canonical(tree)), str(simple.recovery))


def test_one_line_may_be_a_code_or_a_passphrase(private: NewVault) -> None:
    keyring = FakeKeyring()
    opens(
        opening.open_with_secret(private.header, str(private.recovery).lower(), keyring),
        private,
        SlotType.RECOVERY,
    )
    opens(
        opening.open_with_secret(private.header, PASSPHRASE, keyring), private, SlotType.PASSPHRASE
    )
    with fails(ErrorCode.WRONG_PASSPHRASE):
        opening.open_with_secret(private.header, "something else", keyring)


def test_a_mistyped_code_is_not_called_a_wrong_passphrase(private: NewVault) -> None:
    typed = str(private.recovery)
    other = "0" if typed[20] != "0" else "Z"
    with pytest.raises(HarborError) as caught:
        opening.open_with_secret(private.header, typed[:20] + other + typed[21:], FakeKeyring())
    assert caught.value.code is ErrorCode.RECOVERY_CODE_MISTYPED
    assert caught.value.facts == {"groups": "5"}


def test_a_passphrase_that_looks_like_a_code_still_opens(keyring: FakeKeyring) -> None:
    words = "tide rope mast wind salt dawn gull sand buoy knot"
    vault = methods.new_vault(
        Policy.PRIVATE, passphrase=words, keyring=keyring, params=CHEAP, today=TODAY
    )
    opens(opening.open_with_secret(vault.header, words, keyring), vault, SlotType.PASSPHRASE)


def test_a_vault_without_a_passphrase_takes_the_line_as_a_code(
    simple: NewVault, keyring: FakeKeyring
) -> None:
    opened = opening.open_with_secret(simple.header, str(simple.recovery), keyring)
    opens(opened, simple, SlotType.RECOVERY)
    with fails(ErrorCode.RECOVERY_CODE_MISTYPED):
        opening.open_with_secret(simple.header, PASSPHRASE, keyring)
    with fails(ErrorCode.METHOD_NOT_FOUND):
        opening.open_with_passphrase(simple.header, PASSPHRASE, keyring)


def test_costs_within_bounds_are_kept_in_the_slot(private: NewVault) -> None:
    (slot,) = private.header.slots_of(SlotType.PASSPHRASE)
    assert slot.kdf.params == CHEAP == Argon2Params(65536, 2, 4)
    assert len(slot.kdf.salt) == 16
    assert len(private.header.slots) < MAX_SLOTS
