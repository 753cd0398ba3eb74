"""Sealed notes: readable with the vault's key alone, of a length that says little."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault import inbox

PRIVATE, PUBLIC = inbox.new_keypair()
VAULT_ID, NOTE_ID = bytes(range(16)), bytes(range(16, 32))


def seal(envelope: bytes) -> bytes:
    """``envelope`` sealed for the test's vault."""
    return inbox.seal_note(PUBLIC, VAULT_ID, NOTE_ID, envelope)


def refused(sealed: bytes, note_id: bytes = NOTE_ID, vault_id: bytes = VAULT_ID) -> bool:
    """Whether opening fails with the code for an unreadable note."""
    with pytest.raises(HarborError) as caught:
        inbox.open_note(PRIVATE, vault_id, note_id, sealed)
    return caught.value.code is ErrorCode.NOTE_UNREADABLE


@given(st.binary(max_size=5000) | st.binary(max_size=20).map(lambda part: part + bytes(1500)))
def test_what_was_sealed_opens_again(envelope: bytes) -> None:
    assert inbox.open_note(PRIVATE, VAULT_ID, NOTE_ID, seal(envelope)) == envelope


@pytest.mark.parametrize(
    ("size", "padded"),
    [
        (0, 1024),
        (1020, 1024),
        (1021, 2048),
        (2044, 2048),
        (2045, 4096),
        (inbox.MAX_ENVELOPE, 4 * 1024 * 1024),
    ],
)
def test_notes_are_padded_to_powers_of_two(size: int, padded: int) -> None:
    sealed = seal(b"x" * size)
    assert len(sealed) == padded + inbox.OVERHEAD_BYTES <= inbox.MAX_SEALED
    assert len(inbox.open_note(PRIVATE, VAULT_ID, NOTE_ID, sealed)) == size


def test_a_note_over_four_mebibytes_is_refused() -> None:
    with pytest.raises(HarborError) as caught:
        seal(bytes(inbox.MAX_ENVELOPE + 1))
    assert caught.value.code is ErrorCode.NOTE_TOO_LARGE


@given(st.integers(0, 1024 + 47), st.integers(1, 255))
@settings(max_examples=50)
def test_a_changed_byte_makes_a_note_unreadable(place: int, change: int) -> None:
    sealed = bytearray(seal(b"words"))
    sealed[place] ^= change
    assert refused(bytes(sealed))


@pytest.mark.parametrize("size", [0, 47, 48, 1071, 1073, 2000])
def test_a_note_of_another_length_is_unreadable(size: int) -> None:
    assert refused((seal(b"words") * 2)[:size])


def test_a_note_belongs_to_its_name_and_its_vault() -> None:
    sealed = seal(b"words")
    assert refused(sealed, note_id=VAULT_ID)
    assert refused(sealed, vault_id=NOTE_ID)


@pytest.mark.parametrize("padded", [b"\xff" * 1024, b"\0\0\0\x05words" + b"x" * 1015])
def test_padding_that_is_none_is_unreadable(padded: bytes) -> None:
    """As a stranger with the public key may seal it."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    public = X25519PublicKey.from_public_bytes(PUBLIC)
    suite = inbox._suite()
    assert refused(suite.encrypt(padded, public, info=b"sh/1/inbox|" + VAULT_ID + NOTE_ID))


def test_the_same_words_never_look_the_same() -> None:
    assert len({seal(b"words") for _ in range(20)}) == 20


def test_a_key_that_is_none_is_not_sealed_to() -> None:
    for public in (bytes(32), b"\x01" + bytes(31), bytes(31)):
        with pytest.raises(HarborError) as caught:
            inbox.seal_note(public, VAULT_ID, NOTE_ID, b"words")
        assert caught.value.code is ErrorCode.HEADER_DAMAGED


def test_the_public_half_and_its_fingerprint() -> None:
    assert inbox.public_key(PRIVATE) == PUBLIC
    assert inbox.fingerprint(bytes(32)) == "U2dRjzVW_Cw9hcysExUu6Q"
    assert inbox.fingerprint(PUBLIC) != inbox.fingerprint(bytes(32))


def test_a_note_of_format_one_opens_for_ever() -> None:
    """Sealed once, in November 2026, and kept beside this file."""
    sealed = base64.b64decode(Path(__file__).with_name("note-1.b64").read_text("ascii"))
    assert inbox.open_note(bytes(range(32)), VAULT_ID, NOTE_ID, sealed) == b"words"


@pytest.mark.parametrize("ids", [(b"", NOTE_ID), (VAULT_ID, b"short")])
def test_ids_have_sixteen_bytes(ids: tuple[bytes, bytes]) -> None:
    with pytest.raises(RuntimeError, match="16 bytes"):
        inbox.seal_note(PUBLIC, *ids, b"words")
