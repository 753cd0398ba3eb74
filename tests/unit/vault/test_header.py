"""The header: strict reading, MAC over every field, and room for later versions."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.vault import slots as slot_rules
from safeharbor.vault.canonical import canonical
from safeharbor.vault.header import (
    MAX_BYTES,
    DatabaseRef,
    Header,
    InboxRef,
    encode_header,
    header_tree,
    parse_header,
    verify_header,
)
from safeharbor.vault.kdf import Argon2Params
from safeharbor.vault.keys import VaultKey
from safeharbor.vault.methods import NewVault
from safeharbor.vault.slots import Kdf, Slot
from unit.vault.samples import TODAY

KEY = VaultKey(bytes(range(32)), bytes(range(16)))

unknown = st.dictionaries(
    st.text("abcxyz", min_size=3, max_size=6), st.integers(0, 9) | st.text(max_size=5), max_size=2
)


def kdfs(slot_type: SlotType) -> st.SearchStrategy[Kdf]:
    """A key derivation that fits the type."""
    if slot_type is SlotType.KEYRING:
        return st.just(slot_rules.NO_KDF)
    if slot_type is SlotType.RECOVERY:
        return st.just(slot_rules.HKDF_ONLY)
    params = st.builds(
        Argon2Params, st.integers(65536, 1048576), st.integers(2, 16), st.integers(1, 8)
    )
    return st.builds(slot_rules.argon2id, params, st.binary(min_size=16, max_size=32))


@st.composite
def any_slot(draw: st.DrawFn) -> Slot:
    """Any slot a header may hold."""
    slot_type = draw(st.sampled_from(SlotType))
    return Slot(
        id=draw(st.binary(min_size=8, max_size=8)),
        type=slot_type,
        kdf=draw(kdfs(slot_type)),
        commit=draw(st.binary(min_size=32, max_size=32)),
        nonce=draw(st.binary(min_size=12, max_size=12)),
        sealed=draw(st.binary(min_size=48, max_size=48)),
        created=draw(st.dates()),
        unknown=draw(unknown),
    )


any_header = st.builds(
    Header,
    fmt=st.just(1),
    min_reader=st.just(1),
    vault_id=st.just(KEY.vault_id),
    gen=st.integers(1, 999_999_999),
    database=st.builds(
        DatabaseRef,
        file=st.integers(1, 999_999_999).map("vault-{}.db".format),
        salt=st.binary(min_size=16, max_size=16),
        unknown=unknown,
    ),
    check=st.just(bytes(16)),
    seq_hint=st.integers(0, 2**53),
    inbox=st.builds(InboxRef, public_key=st.binary(min_size=32, max_size=32), unknown=unknown),
    entries=st.lists(any_slot(), min_size=1, max_size=8, unique_by=lambda slot: slot.id).map(tuple),
    unknown=unknown,
)


@given(any_header)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_written_is_read_and_believed(header: Header) -> None:
    raw = encode_header(header, KEY)
    read = parse_header(raw)
    verify_header(read, KEY)
    assert header_tree(read) == {**header_tree(header), "kc": read.check.hex()}
    assert encode_header(read, KEY) == raw
    assert len(raw) <= MAX_BYTES


@given(any_header, st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_changed_field_is_believed(header: Header, data: st.DataObject) -> None:
    """Every value at every depth, the format numbers too: refused, or caught by the MAC."""
    tree = json.loads(encode_header(header, KEY))
    where, name = data.draw(st.sampled_from(list(places(tree))))
    old = where[name]
    where[name] = data.draw(
        (st.integers(0, 99) | st.text(max_size=4) | st.none() | st.just([]) | st.just({})).filter(
            lambda value: value != old or type(value) is not type(old)
        )
    )
    assert code_of(canonical(tree)) in {"HEADER_DAMAGED", "VAULT_TOO_NEW"}


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_fail_with_a_code(raw: bytes) -> None:
    assert code_of(raw) == "HEADER_DAMAGED"


def places(tree: Any) -> Any:
    """Every (container, key) of ``tree``, at every depth."""
    for name in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, name
        if isinstance(tree[name], dict | list):
            yield from places(tree[name])


def code_of(raw: bytes) -> str:
    """What reading and believing ``raw`` ends with."""
    try:
        verify_header(parse_header(raw), KEY)
    except HarborError as error:
        return error.code.name
    return "believed"


def changed(vault: NewVault, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The header of ``vault`` with ``change`` applied and, as by an insider, a right MAC."""
    tree = json.loads(encode_header(vault.header, vault.key))
    change(tree)
    return resealed(tree, vault.key)


def resealed(tree: dict[str, Any], key: VaultKey) -> bytes:
    """``tree`` as canonical bytes with a MAC by ``key``."""
    import hmac

    body = {name: value for name, value in tree.items() if name != "mac"}
    mac = hmac.digest(key.header_key(), canonical(body), "sha256").hex()
    return canonical({**body, "mac": mac})


BAD_CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another magic": lambda t: t.update(magic="SHX"),
    "format 0": lambda t: t.update(fmt=0),
    "a reader newer than the format": lambda t: t.update(min_reader=2),
    "true for a number": lambda t: t.update(gen=True),
    "generation 0": lambda t: t.update(gen=0),
    "a path as database": lambda t: t["db"].update(file="../vault-1.db"),
    "an absolute database": lambda t: t["db"].update(file="/vault-1.db"),
    "a line break after the name": lambda t: t["db"].update(file="vault-1.db\n"),
    "a database with a leading zero": lambda t: t["db"].update(file="vault-01.db"),
    "a short salt": lambda t: t["db"].update(salt="00" * 15),
    "another cipher": lambda t: t["db"].update(cipher="sqlcipher3"),
    "upper case": lambda t: t.update(kc=t["kc"].upper().replace("0", "A")),
    "a negative hint": lambda t: t.update(seq_hint=-1),
    "another key exchange": lambda t: t["inbox"].update(kem="P256"),
    "a long inbox key": lambda t: t["inbox"].update(pk="00" * 33),
    "no slots": lambda t: t.update(slots=[]),
    "nine slots": lambda t: t.update(slots=[t["slots"][0] | {"id": f"{n:016x}"} for n in range(9)]),
    "one slot twice": lambda t: t["slots"].append(t["slots"][0]),
    "a slot that is a number": lambda t: t["slots"].append(1),
    "a slot of another type": lambda t: t["slots"][0].update(type="smartcard"),
    "another wrap": lambda t: t["slots"][0].update(suite="A256GCM"),
    "a short seal": lambda t: t["slots"][0].update(ct="00" * 47),
    "a long nonce": lambda t: t["slots"][0].update(n="00" * 13),
    "no commitment": lambda t: t["slots"][0].pop("commit"),
    "a day that is none": lambda t: t["slots"][0].update(created="2026-02-30"),
    "digits of another script": lambda t: t["slots"][0].update(created="２０２６-11-21"),
    "a salted recovery slot": lambda t: t["slots"][1]["kdf"].update(salt="00" * 16),
    "a derivation of another type": lambda t: t["slots"][1]["kdf"].update(alg="none"),
    "nothing for an object": lambda t: t.update(db=None),
}


@pytest.mark.parametrize("name", BAD_CHANGES)
def test_out_of_bounds_is_damage_even_with_a_right_mac(simple: NewVault, name: str) -> None:
    with pytest.raises(HarborError) as caught:
        parse_header(changed(simple, BAD_CHANGES[name]))
    assert caught.value.code is ErrorCode.HEADER_DAMAGED


BAD_COSTS = {"m": (65535, 1048577, 2**31 + 1), "t": (1, 17, 2**31), "p": (0, 9), "v": (16, 18)}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, vs in BAD_COSTS.items() for v in vs])
def test_no_derivation_beyond_the_bounds_is_ever_read(
    private: NewVault, name: str, value: int
) -> None:
    with pytest.raises(HarborError) as caught:
        parse_header(changed(private, lambda t: t["slots"][0]["kdf"].update({name: value})))
    assert caught.value.code is ErrorCode.HEADER_DAMAGED


def test_an_unknown_key_is_kept_and_written_back(simple: NewVault) -> None:
    def add(tree: dict[str, Any]) -> None:
        for place in (tree, tree["db"], tree["inbox"], tree["slots"][0]):
            place["later"] = {"a": [1, None, "x"]}

    raw = changed(simple, add)
    header = parse_header(raw)
    verify_header(header, simple.key)
    assert header.writable
    assert encode_header(header, simple.key) == raw


@pytest.mark.parametrize("where", ["top", "db", "inbox", "slot"])
def test_an_unknown_critical_key_means_read_only(simple: NewVault, where: str) -> None:
    def add(tree: dict[str, Any]) -> None:
        place = {"top": tree, "db": tree["db"], "inbox": tree["inbox"], "slot": tree["slots"][0]}
        place[where]["!chain"] = 1

    header = parse_header(changed(simple, add))
    verify_header(header, simple.key)
    assert not header.writable
    with pytest.raises(HarborError) as caught:
        encode_header(header, simple.key)
    assert caught.value.code is ErrorCode.VAULT_READ_ONLY


def test_a_later_format_that_we_may_read_is_read_only(simple: NewVault) -> None:
    """It may hold ways in that this version does not know; the known ones still work."""

    def add(tree: dict[str, Any]) -> None:
        tree.update(fmt=2, chain="00")
        tree["slots"].insert(0, {"type": "smartcard", "reader": [1, 2]})

    header = parse_header(changed(simple, add))
    verify_header(header, simple.key)
    assert not header.writable
    assert [slot.type for slot in header.slots] == [SlotType.KEYRING, SlotType.RECOVERY]


def test_a_format_that_we_may_not_read_says_so(simple: NewVault) -> None:
    with pytest.raises(HarborError) as caught:
        parse_header(changed(simple, lambda t: t.update(fmt=2, min_reader=2, slots={})))
    assert caught.value.code is ErrorCode.VAULT_TOO_NEW


def test_the_key_of_another_vault_is_not_believed(simple: NewVault) -> None:
    for other in (VaultKey.random(simple.key.vault_id), VaultKey(simple.key.raw, bytes(16))):
        with pytest.raises(HarborError) as caught:
            verify_header(simple.header, other)
        assert caught.value.code is ErrorCode.HEADER_DAMAGED


def test_a_header_is_never_signed_with_another_vaults_key(simple: NewVault) -> None:
    with pytest.raises(ValueError, match="another vault"):
        encode_header(simple.header, VaultKey(simple.key.raw, bytes(16)))


def test_a_header_that_would_not_read_back_is_not_written(simple: NewVault) -> None:
    with pytest.raises(ValueError, match="read back"):
        encode_header(replace(simple.header, unknown={"gen": 2}), simple.key)


def test_the_weakest_way_in_names_the_policy(simple: NewVault) -> None:
    kinds = {
        (SlotType.KEYRING, SlotType.PASSPHRASE): Policy.SIMPLE,
        (SlotType.PASSPHRASE, SlotType.BOTH): Policy.PRIVATE,
        (SlotType.BOTH,): Policy.STRONG,
        (): None,
    }
    keys = slot_rules.keyring_keys(bytes(32), simple.key.vault_id)
    for types, policy in kinds.items():
        made = [slot_rules.wrap(simple.key, kind, slot_rules.NO_KDF, keys, TODAY) for kind in types]
        assert simple.header.with_slots((*made, simple.header.slots[1])).policy is policy


def test_a_printed_header_shows_no_bytes(simple: NewVault) -> None:
    shown = repr(simple.header) + repr(simple)
    for secret in (
        simple.header.slots[0].commit,
        simple.header.slots[0].sealed,
        simple.header.vault_id,
        simple.inbox_private_key,
        simple.key.raw,
    ):
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown


def test_reading_a_hostile_header_is_quick_and_small(simple: NewVault) -> None:
    """The largest that is looked at, nested as deep as fits: refused before it is built."""
    import time

    for raw in (b"[" * MAX_BYTES, b'{"a":' * (MAX_BYTES // 5), b"9" * MAX_BYTES):
        start = time.perf_counter()
        assert code_of(raw) == "HEADER_DAMAGED"
        assert time.perf_counter() - start < 0.5
    assert code_of(copy.copy(encode_header(simple.header, simple.key)) + b" " * MAX_BYTES) == (
        "HEADER_DAMAGED"
    )
