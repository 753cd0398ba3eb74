"""The commands at a real terminal: prompts, typing, breathing, and a window that is closed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from safeharbor.domain.policy import Policy
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import build
from support.homes import floor
from support.keyring import FakeKeyring

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from support.typist import PATIENCE, Typist


@pytest.fixture
def code(own_world: Path) -> str:
    """The recovery code of a vault in this test's home. No key derivation is paid to use it."""
    services = build(HomePaths(own_world), keyring=FakeKeyring(), calibrate=floor)
    made = services.session.create(Policy.SIMPLE, None)
    thread = services.session.thread()
    services.session.lock()
    assert thread.closed.wait(PATIENCE)
    return made.recovery_code


@pytest.mark.argon2
def test_a_vault_is_made_at_a_prompt_and_the_passphrase_is_not_shown(own_world: Path) -> None:
    with Typist("init") as typist:
        typist.wait_for("Choose a passphrase")
        typist.type("a quiet harbour\n")
        typist.wait_for("The same passphrase again")
        typist.type("a quiet harbour\n")
        assert typist.end() == 0
        assert "a quiet harbour" not in typist.seen
        assert "Recovery code:" in typist.seen
    assert (own_world / "vault.hdr").exists()


def test_two_passphrases_that_differ_make_nothing(own_world: Path) -> None:
    with Typist("init") as typist:
        typist.wait_for("Choose a passphrase")
        typist.type("a quiet harbour\n")
        typist.wait_for("The same passphrase again")
        typist.type("a quiet harbor\n")
        assert typist.end() == 2
        assert "Nothing was made" in typist.seen.replace("\r\n", " ")
    assert list(own_world.iterdir()) == []


def test_a_wrong_code_may_be_typed_again(code: str, own_world: Path) -> None:
    with Typist("list") as typist:
        typist.wait_for("Passphrase or recovery code:")
        typist.type("not the passphrase\n")
        typist.wait_for("Passphrase or recovery code:", times=2)
        typist.type(f"{code}\n")
        assert typist.end() == 0
        assert "No entries here." in typist.seen


def test_the_prompt_leaves_a_redirected_output_alone(code: str) -> None:
    with Typist("--json", "list", piped=b"") as typist:
        typist.wait_for("Passphrase or recovery code:")
        typist.type(f"{code}\n")
        assert typist.end() == 0
        assert typist.output() == '{"entries": []}\n'


def test_ctrl_c_at_the_prompt_is_quiet(code: str) -> None:
    with Typist("list") as typist:
        typist.wait_for("Passphrase or recovery code:")
        typist.interrupt()
        assert typist.end() == 1
        assert "Stopped." in typist.seen
        assert "Traceback" not in typist.seen


def shown_bodies(code: str, home: Path) -> list[str]:
    services = build(HomePaths(home), keyring=FakeKeyring())
    services.session.unlock(code)
    thread = services.session.thread()
    try:
        from safeharbor.services.journal import PageRequest

        rows = services.journal.page(PageRequest()).result()
        return [services.journal.get(row.id).result().content.body for row in rows]
    finally:
        services.session.lock()
        assert thread.closed.wait(PATIENCE)


def test_what_is_typed_is_kept_even_a_very_long_line(code: str, own_world: Path) -> None:
    line = "a line without an end " * 400
    with Typist("add") as typist:
        typist.wait_for("Ctrl-D")
        typist.wait_for_editing()
        typist.type(f"First, with an ä and 猫.\n{line}\n\x04")
        assert typist.end() == 0
        assert "Kept, sealed in the inbox." in typist.seen.replace("\r\n", " ")
    assert shown_bodies(code, own_world) == [f"First, with an ä and 猫.\n{line}\n"]


def test_a_closed_window_keeps_what_was_typed(code: str, own_world: Path) -> None:
    with Typist("add") as typist:
        typist.wait_for("Ctrl-D")
        typist.wait_for_editing()
        typist.type("Half a thought, but mine.\n")
        typist.wait_for("Half a thought, but mine.\r\n")
        typist.hang_up()
        typist.end()
    assert shown_bodies(code, own_world) == ["Half a thought, but mine.\n"]


def test_ctrl_c_while_typing_keeps_nothing(code: str, own_world: Path) -> None:
    with Typist("add") as typist:
        typist.wait_for("Ctrl-D")
        typist.wait_for_editing()
        typist.type("Not for keeping.\n")
        typist.wait_for("Not for keeping.\r\n")
        while typist.running():
            typist.interrupt()
        assert typist.end() == 1
        assert "Traceback" not in typist.seen
    assert shown_bodies(code, own_world) == []


@pytest.mark.parametrize("columns", [40, 80])
def test_breathing_redraws_one_line_and_stops_kindly(columns: int) -> None:
    with Typist("breathe", columns=columns) as typist:
        typist.wait_for("~~~~~~~~")
        typist.interrupt()
        assert typist.end() == 0
        assert "Stopped. That is fine." in typist.seen
        assert "Traceback" not in typist.seen
        drawn = [part for part in typist.seen.split("\r") if part.startswith("in ")]
        assert len(drawn) > 5
        assert all(len(part) < columns and "\n" not in part for part in drawn)
        assert "\x1b" not in typist.seen


def test_breathing_ends_when_it_is_told_to_stop(own_world: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "safeharbor", "breathe", "--text-only"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with process:
        assert process.stdout is not None
        while not process.stdout.readline().startswith("in "):
            pass
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(PATIENCE) == 0
    assert "Stopped. That is fine." in rest
