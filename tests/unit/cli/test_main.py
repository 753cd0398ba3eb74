"""Which face a call is for, and how little a light command imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from safeharbor.__main__ import PLAYER_FLAG, Face, face_of

HEAVY = {
    "sqlalchemy",
    "sqlcipher3",
    "cryptography",
    "keyring",
    "PySide6",
    "msgspec",
    "uuid_utils",
    "segno",
}


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--breathe"],
        ["--home", "/x"],
        ["--home=/x", "--breathe"],
        ["--json"],
        ["--home"],
        ["--home", "list"],
    ],
)
def test_without_a_command_the_window_opens(argv: list[str]) -> None:
    assert face_of(argv) is Face.WINDOW


def test_the_window_of_a_frozen_program_asks_it_for_sounds() -> None:
    assert face_of([PLAYER_FLAG, "tones", "/x"]) is Face.PLAYER
    assert face_of(["add", PLAYER_FLAG]) is Face.TERMINAL


@pytest.mark.parametrize(
    "argv",
    [
        ["list"],
        ["--version"],
        ["--help"],
        ["-h"],
        ["--home", "/x", "list"],
        ["--passphrase-fd", "3", "add"],
        ["--passphrase-fd=3", "--json", "add"],
        ["selftest"],
        ["--bogus"],
        ["list", "--breathe"],
    ],
)
def test_everything_else_is_for_the_terminal(argv: list[str]) -> None:
    assert face_of(argv) is Face.TERMINAL


PROBE = """
import json, sys
sys.argv[0] = "safeharbor"
from safeharbor.__main__ import main
try:
    code = main()
except SystemExit as leaving:
    code = leaving.code
sys.stderr.write(json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def imported_by(*argv: str) -> set[str]:
    """The modules that a call loads, by their top names; nobody is at the keys."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *argv],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
        check=True,
    )
    found = json.loads(done.stderr.splitlines()[-1])
    assert found["code"] == 0
    return {name.split(".")[0] for name in found["modules"]}


@pytest.mark.parametrize(
    "argv",
    [
        ["breathe", "--minutes", "0.001"],
        ["breathe", "--pattern", "pursed", "--minutes", "0.001", "--text-only"],
        ["ground", "--list"],
        ["ground", "--help"],
        ["help-lines", "--country", "NZ"],
        ["--version"],
        ["--help"],
        ["add", "--help"],
        ["lock"],
    ],
    ids=" ".join,
)
def test_a_light_command_imports_nothing_heavy(argv: list[str]) -> None:
    loaded = imported_by(*argv)
    assert loaded & HEAVY == set()
    assert "asyncio" not in loaded


@pytest.mark.parametrize("argv", [["ground", "--by-hand"], ["ground", "categories", "--json"]])
def test_a_script_is_checked_when_it_is_opened_and_nothing_more(argv: list[str]) -> None:
    """Eight milliseconds for msgspec, measured after everything else was loaded."""
    loaded = imported_by(*argv)
    assert loaded & HEAVY <= {"msgspec"}
    assert "asyncio" not in loaded
