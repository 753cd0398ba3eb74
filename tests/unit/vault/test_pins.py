"""Pins: while the vault is locked, a note is sealed only to a key that an unlock has seen."""

from __future__ import annotations

from dataclasses import replace

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault.header import Header
from safeharbor.vault.headerfile import HeaderSource, LoadedHeader
from safeharbor.vault.inbox import new_keypair
from safeharbor.vault.keyring_store import read_tokens
from safeharbor.vault.methods import NewVault
from safeharbor.vault.pins import inbox_pin, sealing_header
from support.keyring import FakeKeyring


def loaded(header: Header, other: Header | None = None) -> LoadedHeader:
    """The two copies as ``load_header`` gives them."""
    return LoadedHeader(header, b"", HeaderSource.MAIN, main_damaged=False, other=other)


def swapped(header: Header) -> Header:
    """The header with another inbox key in it."""
    return replace(header, inbox=replace(header.inbox, public_key=new_keypair()[1]))


def other_id(header: Header) -> Header:
    """The header with a damaged vault id."""
    return replace(header, vault_id=bytes(16))


def code_of(header: LoadedHeader, pins: dict[str, object]) -> ErrorCode | None:
    """What choosing a copy ends with."""
    try:
        sealing_header(header, pins)
    except HarborError as error:
        return error.code
    return None


def test_the_keyring_keeps_the_pin_too(simple: NewVault, keyring: FakeKeyring) -> None:
    pin = inbox_pin(simple.header)
    assert len(pin) == 22
    assert [token.pin for token in read_tokens(keyring, simple.header.vault_id)] == [pin]


def test_the_copy_that_an_unlock_has_seen_is_sealed_to(simple: NewVault) -> None:
    good = simple.header
    pins: dict[str, object] = {good.vault_id.hex(): inbox_pin(good)}
    assert sealing_header(loaded(good), pins) is good
    for damaged in (swapped(good), other_id(good)):
        assert sealing_header(loaded(damaged, good), pins) is good
        assert sealing_header(loaded(good, damaged), pins) is good


def test_nothing_is_sealed_to_a_key_that_no_unlock_has_seen(simple: NewVault) -> None:
    good = simple.header
    pins: dict[str, object] = {good.vault_id.hex(): inbox_pin(good)}
    for damaged in (swapped(good), other_id(good)):
        assert code_of(loaded(damaged), pins) is ErrorCode.INBOX_KEY_CHANGED
    assert code_of(loaded(good), {good.vault_id.hex(): 7}) is ErrorCode.INBOX_KEY_CHANGED


def test_before_the_first_unlock_the_copies_have_to_agree(simple: NewVault) -> None:
    good = simple.header
    assert sealing_header(loaded(good), {}) is good
    assert sealing_header(loaded(good, replace(good, seq_hint=5)), {}) is good
    for damaged in (swapped(good), other_id(good)):
        assert code_of(loaded(damaged, good), {}) is ErrorCode.HEADER_DAMAGED
