"""Slots: each opens with its own secret alone, and every parameter is authenticated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.vault import slots as slot_rules
from safeharbor.vault.kdf import Argon2Params
from safeharbor.vault.keys import VaultKey
from safeharbor.vault.slots import Kdf, Slot, SlotKeys
from unit.vault.samples import TODAY

VAULT_ID = bytes(range(16))
KEY = VaultKey(bytes(range(32)), VAULT_ID)
PARAMS = Argon2Params(64 * 1024, 3, 4)

derived = st.binary(min_size=64, max_size=64)
secret32 = st.binary(min_size=32, max_size=32)
code20 = st.binary(min_size=20, max_size=20)


def all_ways(stretched: bytes, ring: bytes, code: bytes) -> dict[SlotType, tuple[Kdf, SlotKeys]]:
    """The keys of all four types for one set of secrets."""
    argon = slot_rules.argon2id(PARAMS)
    return {
        SlotType.KEYRING: (slot_rules.NO_KDF, slot_rules.keyring_keys(ring, VAULT_ID)),
        SlotType.RECOVERY: (slot_rules.HKDF_ONLY, slot_rules.recovery_keys(code, VAULT_ID)),
        SlotType.PASSPHRASE: (argon, slot_rules.passphrase_keys(stretched)),
        SlotType.BOTH: (argon, slot_rules.both_keys(stretched, ring, VAULT_ID)),
    }


@given(derived, secret32, code20)
def test_what_was_wrapped_opens_again(stretched: bytes, ring: bytes, code: bytes) -> None:
    for slot_type, (kdf, keys) in all_ways(stretched, ring, code).items():
        slot = slot_rules.wrap(KEY, slot_type, kdf, keys, TODAY)
        assert slot_rules.belongs(slot, keys)
        assert slot_rules.unwrap(slot, VAULT_ID, keys).raw == KEY.raw


def test_the_four_ways_have_nothing_in_common() -> None:
    ways = all_ways(bytes(range(64)), b"r" * 32, b"c" * 20)
    keks = {keys.kek for _, keys in ways.values()}
    assert len(keks) == 4
    commits = [keys.commit for _, keys in ways.values()]
    assert not keks & set(commits)  # a commitment is readable on the disk


@pytest.fixture
def way() -> tuple[Slot, SlotKeys]:
    """A passphrase slot and its keys."""
    keys = slot_rules.passphrase_keys(bytes(range(64)))
    kdf = slot_rules.argon2id(PARAMS, bytes(16))
    return slot_rules.wrap(KEY, SlotType.PASSPHRASE, kdf, keys, TODAY), keys


CHANGES: dict[str, dict[str, object]] = {
    "id": {"id": bytes(8)},
    "type": {"type": SlotType.BOTH},
    "memory": {"kdf": slot_rules.argon2id(Argon2Params(64 * 1024 + 1, 3, 4), bytes(16))},
    "passes": {"kdf": slot_rules.argon2id(Argon2Params(64 * 1024, 2, 4), bytes(16))},
    "lanes": {"kdf": slot_rules.argon2id(Argon2Params(64 * 1024, 3, 1), bytes(16))},
    "salt": {"kdf": slot_rules.argon2id(PARAMS, bytes(15) + b"x")},
    "derivation": {"kdf": slot_rules.NO_KDF},
    "nonce": {"nonce": bytes(12)},
    "seal": {"sealed": bytes(48)},
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_parameter_of_a_slot_is_authenticated(way: tuple[Slot, SlotKeys], name: str) -> None:
    slot, keys = way
    with pytest.raises(HarborError) as caught:
        slot_rules.unwrap(replace(slot, **CHANGES[name]), VAULT_ID, keys)  # type: ignore[arg-type]  # passed on as they came
    assert caught.value.code is ErrorCode.SLOT_DAMAGED


def test_a_slot_does_not_open_in_another_vault(way: tuple[Slot, SlotKeys]) -> None:
    slot, keys = way
    with pytest.raises(HarborError):
        slot_rules.unwrap(slot, bytes(16), keys)


def test_another_secret_does_not_belong(way: tuple[Slot, SlotKeys]) -> None:
    slot, _ = way
    assert not slot_rules.belongs(slot, slot_rules.passphrase_keys(bytes(64)))


def test_ids_nonces_and_salts_are_never_used_twice() -> None:
    keys = slot_rules.keyring_keys(bytes(32), VAULT_ID)
    made = [
        slot_rules.wrap(KEY, SlotType.KEYRING, slot_rules.argon2id(PARAMS), keys, TODAY)
        for _ in range(100)
    ]
    for part in ("id", "nonce", "sealed"):
        assert len({getattr(slot, part) for slot in made}) == 100
    assert len({slot.kdf.salt for slot in made}) == 100


def test_only_a_slot_with_a_passphrase_is_stretched() -> None:
    with pytest.raises(ValueError, match="without a passphrase"):
        slot_rules.stretch("a quiet harbour", slot_rules.NO_KDF)


def test_a_derivation_has_sixty_four_bytes() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        slot_rules.passphrase_keys(bytes(32))


def test_derivations_of_the_contract_never_change() -> None:
    """Fixed values of format 1: keys, commitments and associated data."""
    ways = all_ways(bytes(range(64)), bytes(range(32)), bytes(range(20)))
    assert ways[SlotType.PASSPHRASE][1].commit == bytes(range(32, 64))
    assert ways[SlotType.KEYRING][1].kek == bytes(range(32))
    assert {
        kind.value: (keys.kek.hex()[:16], keys.commit.hex()[:16])
        for kind, (_, keys) in ways.items()
    } == EXPECTED
    slot = Slot(
        id=bytes(range(8)), type=SlotType.RECOVERY, kdf=slot_rules.HKDF_ONLY,
        commit=ways[SlotType.RECOVERY][1].commit, nonce=bytes(12),
        sealed=bytes.fromhex(SEALED), created=TODAY,
    )  # fmt: skip
    assert slot_rules.unwrap(slot, VAULT_ID, ways[SlotType.RECOVERY][1]).raw == KEY.raw


EXPECTED = {
    "keyring": ("0001020304050607", "9b8322a8124fb2b4"),
    "recovery": ("5599356176cfdeab", "8f27474a7792f87d"),
    "passphrase": ("0001020304050607", "2021222324252627"),
    "both": ("efd8bf577690b00e", "666a2d317fc17fb7"),
}
SEALED = (
    "f4d6783932e2e51b2c35a2c485c34311039e00e587668d3b"
    "916ef17635019bacca36982edd430aaf877913a84f9ae439"
)


def test_keys_are_not_shown(way: tuple[Slot, SlotKeys]) -> None:
    slot, keys = way
    assert repr(keys.kek)[2:-1] not in repr(keys)
    assert slot.sealed.hex() not in repr(slot)
