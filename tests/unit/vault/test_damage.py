"""Every bit of the header turned round, one by one: an error with a code, or repaired."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.paths import HomePaths
from safeharbor.vault import opening
from safeharbor.vault.header import Header, encode_header, parse_header
from safeharbor.vault.headerfile import (
    HeaderSource,
    LoadedHeader,
    create_header,
    load_header,
    open_loaded,
    repair_headers,
)
from safeharbor.vault.methods import NewVault
from safeharbor.vault.opening import Opened
from safeharbor.vault.recovery import RecoveryCode
from safeharbor.vault.slots import recovery_keys
from support.keyring import FakeKeyring

CLEAR = {
    ErrorCode.HEADER_DAMAGED,
    ErrorCode.SLOT_DAMAGED,
    ErrorCode.WRONG_RECOVERY_CODE,
    ErrorCode.VAULT_TOO_NEW,
}


def outcome(raw: bytes, code: str) -> ErrorCode | None:
    """What opening the one header ``raw`` with a typed code ends with."""
    try:
        opening.open_with_recovery(parse_header(raw), code)
    except HarborError as error:
        return error.code
    return None


def test_no_turned_bit_is_ever_believed(simple: NewVault) -> None:
    """About 11,000 headers. The slowest is refused within a fraction of a second."""
    raw, code = encode_header(simple.header, simple.key), str(simple.recovery)
    found: Counter[ErrorCode | None] = Counter()
    slowest = 0.0
    for place in range(len(raw)):
        for bit in range(8):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            start = time.perf_counter()
            found[outcome(bytes(changed), code)] += 1
            slowest = max(slowest, time.perf_counter() - start)
    assert set(found) <= CLEAR
    # A wrong code is claimed only where the vault's id was hit: 32 symbols of two readings each.
    assert found[ErrorCode.WRONG_RECOVERY_CODE] <= 32 * 8
    assert slowest < 0.5


def test_every_turned_bit_is_repaired_from_the_second_copy(simple: NewVault) -> None:
    raw = encode_header(simple.header, simple.key)
    code = RecoveryCode.parse(str(simple.recovery))

    def attempt(header: Header) -> Opened:
        return opening.open_with_recovery(header, str(code))

    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1 << (place % 8)
        try:
            main = parse_header(bytes(changed))
        except HarborError:
            continue  # load_header takes the second copy by itself
        loaded = LoadedHeader(
            main, bytes(changed), HeaderSource.MAIN, main_damaged=False, other=simple.header
        )
        header, opened = open_loaded(loaded, attempt)
        assert header == simple.header
        assert opened.key.raw == simple.key.raw


@pytest.mark.parametrize("start", range(0, 1400, 100))
def test_on_the_disk_the_damaged_file_is_repaired_and_kept(
    simple: NewVault, paths: HomePaths, keyring: FakeKeyring, start: int
) -> None:
    create_header(paths, simple.header, simple.key)
    good = paths.header.read_bytes()
    place = start % len(good)
    damaged = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
    paths.header.write_bytes(damaged)
    loaded = load_header(paths)
    assert paths.header.read_bytes() == damaged  # reading changes nothing
    header, opened = open_loaded(loaded, lambda h: opening.open_with_keyring(h, keyring))
    assert opened.key.raw == simple.key.raw
    assert repair_headers(paths, header, opened.key)
    assert paths.header.read_bytes() == paths.header_backup.read_bytes() == good


def test_cut_off_headers_are_damage(simple: NewVault) -> None:
    raw = encode_header(simple.header, simple.key)
    for length in range(0, len(raw), 7):
        for cut in (raw[:length], raw[:length] + bytes(len(raw) - length)):
            with pytest.raises(HarborError) as caught:
                parse_header(cut)
            assert caught.value.code is ErrorCode.HEADER_DAMAGED


def test_the_sweep_really_meets_the_slot(simple: NewVault) -> None:
    """The recovery slot's own damage is told apart from that of the header around it."""
    raw = encode_header(simple.header, simple.key)
    keys = recovery_keys(simple.recovery.secret, simple.header.vault_id)
    place = raw.index(keys.commit.hex().encode())
    changed = raw[:place] + (b"0" if raw[place : place + 1] != b"0" else b"1") + raw[place + 1 :]
    assert outcome(changed, str(simple.recovery)) is ErrorCode.SLOT_DAMAGED
