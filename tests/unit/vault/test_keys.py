"""The vault key: derived keys with fixed labels, and no way for it to leak by accident."""

from __future__ import annotations

import copy
import pickle

import pytest

from safeharbor.vault.keys import VaultKey, hkdf

VAULT_ID = bytes(range(16))


def test_derived_keys_never_change() -> None:
    """A vault of format 1 opens for ever, so these values are part of the format."""
    key = VaultKey(bytes(range(32)), VAULT_ID)
    assert key.database_key() == hkdf(bytes(range(32)), salt=VAULT_ID, info=b"sh/1/sqlcipher")
    assert (key.database_key().hex(), key.header_key().hex(), key.backup_key().hex()) == (
        "274e3dcf71efc83be8bba0201b66b15399051cd282fd37dfe6f34eed340e6364",
        "1ff8478a3df9ab0532dc9564e13afe3fc582b88fbbbe1fcf0a71e9f828142ca8",
        "9d4630dd26b7f526d6495f156abf3c22364fad20d988e4e8505b8168ecdb2e04",
    )


def test_hkdf_is_that_of_rfc_5869() -> None:
    okm = hkdf(
        bytes.fromhex("0b" * 22),
        salt=bytes.fromhex("000102030405060708090a0b0c"),
        info=bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"),
        length=42,
    )
    assert okm.hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


def test_keys_of_two_vaults_differ_even_with_the_same_raw_key() -> None:
    one, other = VaultKey(bytes(32), VAULT_ID), VaultKey(bytes(32), bytes(16))
    assert one.database_key() != other.database_key()


def test_a_key_is_never_shown_copied_or_pickled() -> None:
    key = VaultKey(b"\xab" * 32, VAULT_ID)
    assert "ab" * 4 not in f"{key} {key!r} {[key]}"
    for leave in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            leave(key)


def test_a_dropped_key_is_gone() -> None:
    key = VaultKey.random(VAULT_ID)
    key.drop()
    key.drop()
    assert key.dropped
    with pytest.raises(RuntimeError):
        key.database_key()


@pytest.mark.parametrize(("raw", "vault_id"), [(b"x" * 31, VAULT_ID), (b"x" * 32, b"short")])
def test_a_key_of_the_wrong_length_is_refused(raw: bytes, vault_id: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        VaultKey(raw, vault_id)
