"""The smoke of an artifact fails for anything that is not as it should be."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tools.release.identity import version
from tools.release.smoke import faults, main, smoke, surroundings

GOOD = json.dumps({"ok": True, "version": version(), "checks": {"pdf": {"ok": True}}})


def program(folder: Path, *, answer: str = GOOD, stray: str = "", code: int = 0) -> list[str]:
    """A program that answers like this one."""
    script = folder / "program.py"
    script.write_text(
        "import sys\n"
        "if '--version' in sys.argv:\n"
        f"    print('SafeHarbor {version()}')\n"
        "else:\n"
        f"    print({answer!r}); sys.stderr.write({stray!r}); sys.exit({code})\n",
        encoding="utf-8",
    )
    return [sys.executable, str(script)]


def test_a_good_answer_is_all_that_is_wanted(tmp_path: Path) -> None:
    assert smoke(program(tmp_path), {}) == []
    assert main(program(tmp_path)) == 0


def test_stray_output_is_a_failure(tmp_path: Path) -> None:
    found = smoke(program(tmp_path, stray="qt.qpa: a warning\n"), {})
    assert found == ["stray output: qt.qpa: a warning"]
    assert main(program(tmp_path, stray="x")) == 1


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (GOOD, 3, "the exit code is 3"),
        ("Traceback", 0, "no JSON"),
        ("[]", 0, "no checks"),
        (GOOD.replace(version(), "0.0.0"), 0, "it is version 0.0.0"),
        (GOOD.replace('{"pdf": {"ok": true}}', "{}"), 0, "nothing was checked"),
        (GOOD.replace('"pdf": {"ok": true}', '"pdf": {"ok": false, "detail": "x"}'), 0, "pdf: x"),
    ],
)
def test_each_fault_is_named(answer: str, code: int, said: str) -> None:
    assert any(said in what for what in faults(code, answer, "", version()))


def test_the_program_sees_nothing_of_this_account(tmp_path: Path) -> None:
    around = surroundings(tmp_path, {"PATH": "/bin", "PYTHONPATH": "/x", "QT_PLUGIN_PATH": "/y"})
    assert around["PATH"] == "/bin"
    assert not {"PYTHONPATH", "QT_PLUGIN_PATH"} & around.keys()
    assert Path(around["HOME"]).is_relative_to(tmp_path)
    assert " " in around["HOME"]
    assert not around["HOME"].isascii()


@pytest.mark.parametrize(
    ("platform", "screen"), [("linux", "offscreen"), ("win32", "windows"), ("darwin", "cocoa")]
)
def test_where_no_screen_means_no_fonts_it_starts_on_a_screen(
    tmp_path: Path, platform: str, screen: str
) -> None:
    assert surroundings(tmp_path, {}, platform)["QT_QPA_PLATFORM"] == screen
