"""Argon2id: bounds before memory, calibration with injected times, and honest failures."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault import kdf
from safeharbor.vault.kdf import (
    FLOOR,
    Argon2Params,
    calibrate,
    check_passphrase,
    check_salt,
    derive64,
    measure_here,
)
from support.argon import LeastArgon2id

MIB = 1024
_SRC = Path(__file__).resolve().parents[3] / "src"


@given(st.integers(), st.integers(), st.integers())
def test_no_cost_out_of_bounds_exists(m: int, t: int, p: int) -> None:
    within = 64 * MIB <= m <= 1024 * MIB and 2 <= t <= 16 and 1 <= p <= 8
    if within:
        assert Argon2Params(m, t, p).m_kib == m
    else:
        with pytest.raises(ValueError, match="bounds"):
            Argon2Params(m, t, p)


@pytest.mark.parametrize("size", [0, 15, 33])
def test_a_salt_out_of_bounds_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="salt"):
        check_salt(bytes(size))


@pytest.mark.argon2
def test_a_derivation_at_the_floor_is_argon2id_of_the_normalised_passphrase() -> None:
    """The known value pins version, order of parameters and NFKC for ever."""
    derived = derive64(
        "\ufb01ne \u212bngstr\u00f6m", bytes(range(16)), FLOOR
    )  # ligature, compat sign
    assert derived.hex() == (
        "0a0ca415500c824bd70909f9890d229e39e18d53bdb30e284285dba4df4ce347"
        "e021b79d814ddc2bed5a85ff19e0fdb32c417235e5f68657240b1e9e0f07d67d"
    )


@pytest.mark.argon2
def test_what_is_measured_is_a_real_derivation() -> None:
    assert 0.001 < measure_here(FLOOR) < 60


@pytest.mark.parametrize(
    ("seconds_at_64", "mebibytes"),
    [(5.0, 64), (0.36, 64), (0.35, 128), (0.18, 128), (0.17, 256), (0.001, 256)],
)
def test_calibration_aims_at_seven_tenths_of_a_second(seconds_at_64: float, mebibytes: int) -> None:
    params = calibrate(lambda params: seconds_at_64 * params.m_kib / (64 * MIB))
    assert params == Argon2Params(mebibytes * MIB, t=3, p=4)


def test_calibration_takes_the_median_of_three_on_its_own_thread() -> None:
    times = iter([9.0, 0.5, 0.5])
    threads: set[str] = set()

    def measure(_params: Argon2Params) -> float:
        threads.add(threading.current_thread().name)
        return next(times)

    assert calibrate(measure) == FLOOR
    assert threads == {"sh-kdf"}


def test_calibration_stays_below_a_memory_that_is_not_there() -> None:
    def measure(params: Argon2Params) -> float:
        if params.m_kib > 64 * MIB:
            raise HarborError(ErrorCode.OUT_OF_MEMORY)
        return 0.01

    assert calibrate(measure) == FLOOR


def test_calibration_says_when_not_even_the_floor_fits() -> None:
    def measure(_params: Argon2Params) -> float:
        raise HarborError(ErrorCode.OUT_OF_MEMORY)

    with pytest.raises(HarborError) as caught:
        calibrate(measure)
    assert caught.value.code is ErrorCode.OUT_OF_MEMORY


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_too_little_memory_is_not_called_a_wrong_passphrase() -> None:
    script = """
import resource
from safeharbor.domain.errors import HarborError
from safeharbor.vault.kdf import Argon2Params, derive64
resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
try:
    derive64("a quiet harbour", bytes(16), Argon2Params(1024 * 1024, 2, 1))
except HarborError as error:
    print(error.code.name, error.facts, error.__context__)
"""
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(_SRC)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stdout.split(" ", 1) == ["OUT_OF_MEMORY", "{'megabytes': 1024} None\n"]


def test_few_tests_derive_at_the_real_cost() -> None:
    marker = "@pytest.mark." + "argon2\n"
    tests = Path(__file__).resolve().parents[2]
    assert sum(path.read_text("utf-8").count(marker) for path in tests.rglob("test_*.py")) <= 10


def test_without_the_marker_a_derivation_is_cheap_and_keeps_to_its_parameters() -> None:
    assert vars(kdf)["Argon2id"] is LeastArgon2id
    keys = {derive64("a quiet harbour", bytes(16), Argon2Params(65536, t, 4)) for t in (2, 3)}
    assert len(keys) == 2


@pytest.mark.parametrize("passphrase", ["", "seven77", "        "[:7], "e\u0301" * 7])
def test_fewer_than_eight_characters_are_too_short(passphrase: str) -> None:
    with pytest.raises(HarborError) as caught:
        check_passphrase(passphrase)
    assert caught.value.code is ErrorCode.PASSPHRASE_TOO_SHORT
    assert caught.value.facts == {"minimum": 8}


def test_eight_characters_are_enough() -> None:
    check_passphrase("猫がいる港の朝焼")


def test_a_change_never_weakens() -> None:
    strong, weak = Argon2Params(256 * MIB, 4, 4), Argon2Params(64 * MIB, 3, 2)
    assert weak.at_least(strong) == Argon2Params(256 * MIB, 4, 2)
    assert strong.at_least(weak) == strong
