"""The commands at a real terminal: prompts, typing, breathing, and a window that is closed."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pytest

from safeharbor.domain.policy import Policy
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import build
from support.homes import floor
from support.keyring import FakeKeyring

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

import fcntl
import struct
import termios

PATIENCE: Final = 60.0


class Typist:
    """Somebody at a terminal: the program runs on a pseudo-terminal that is its own."""

    def __init__(self, *argv: str, columns: int = 80, piped: bytes | None = None) -> None:
        self._master, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        terminal = os.ttyname(self._slave)
        redirect = '<"$TTY" >"$TTY" 2>&1' if piped is None else '3<"$TTY" 2>"$TTY"'
        self._process = subprocess.Popen(
            ["sh", "-c", f'exec "$0" "$@" {redirect}', sys.executable, "-m", "safeharbor", *argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "TTY": terminal,
                "TERM": "xterm",
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
            start_new_session=True,
        )
        assert self._process.stdin is not None
        if piped is not None:
            self._process.stdin.write(piped)
        self._process.stdin.close()
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self.hang_up()

    def wait_for(self, text: str, times: int = 1) -> None:
        """Read until ``text`` was shown ``times`` times."""
        deadline = time.monotonic() + PATIENCE
        while self.seen.count(text) < times:
            left = deadline - time.monotonic()
            assert left > 0, f"not shown: {text!r}; seen: {self.seen!r}"
            if not select.select([self._master], [], [], left)[0]:
                continue
            try:
                self.seen += os.read(self._master, 65536).decode("utf-8", "replace")
            except OSError:
                break
            self._let_go()
        assert self.seen.count(text) >= times, f"ended before {text!r}: {self.seen!r}"

    def _let_go(self) -> None:
        """Leave the terminal to the program alone, once it has it: its end is then an end."""
        if self._slave >= 0:
            os.close(self._slave)
            self._slave = -1

    def wait_for_editing(self) -> None:
        """Wait until the program edits the line itself, as readline does."""
        deadline = time.monotonic() + PATIENCE
        while termios.tcgetattr(self._master)[3] & termios.ICANON:
            assert time.monotonic() < deadline
            select.select([], [], [], 0.01)

    def type(self, text: str) -> None:
        """Type, without waiting for an echo; what is shown meanwhile is read."""
        data = text.encode()
        while data:
            shown, free, _ = select.select([self._master], [self._master], [], PATIENCE)
            if shown:
                self.seen += os.read(self._master, 65536).decode("utf-8", "replace")
            if free:
                data = data[os.write(self._master, data[:512]) :]

    def interrupt(self) -> None:
        """Ctrl-C."""
        self.type("\x03")

    def running(self) -> bool:
        """Whether the program goes on for more than a moment."""
        try:
            self._process.wait(0.5)
        except subprocess.TimeoutExpired:
            return True
        return False

    def hang_up(self) -> None:
        """Close the window."""
        self._let_go()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def end(self) -> int:
        """Read to the end; the exit code."""
        while self._master >= 0:
            if not select.select([self._master], [], [], PATIENCE)[0]:
                break
            try:
                block = os.read(self._master, 65536)
            except OSError:
                break
            if not block:
                break
            self.seen += block.decode("utf-8", "replace")
        return self._process.wait(PATIENCE)

    def output(self) -> str:
        """What went to a redirected stdout."""
        assert self._process.stdout is not None
        return self._process.stdout.read().decode()


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
