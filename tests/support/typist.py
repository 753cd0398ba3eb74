"""Somebody at a terminal: the program on a pseudo-terminal of its own, driven key by key.

POSIX only; a test module that imports this skips itself on Windows before it does.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self

PATIENCE: Final = 60.0


class Typist:
    """Somebody at a terminal: the program runs on a pseudo-terminal that is its own."""

    def __init__(
        self,
        *argv: str,
        columns: int = 80,
        piped: bytes | None = None,
        module: str = "safeharbor",
        shell: str = 'exec "$0" "$@"',
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Run ``module``.

        Args:
            argv: its arguments.
            columns: how wide the terminal is.
            piped: what comes by stdin, with stdout in a pipe too; else both are the terminal.
            module: the name of a module.
            shell: what starts it; a shell with jobs of its own can stop it.
            environ: more of the environment.
        """
        self._master, self._slave = os.openpty()
        self.resize(columns)
        terminal = os.ttyname(self._slave)
        redirect = '<"$TTY" >"$TTY" 2>&1' if piped is None else '3<"$TTY" 2>"$TTY"'
        self._process = subprocess.Popen(
            ["sh", "-c", f"exec {redirect}; {shell}", sys.executable, "-m", module, *argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "TTY": terminal,
                "TERM": "xterm",
                "PYTHONPATH": os.pathsep.join(sys.path),
                **(environ or {}),
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

    def resize(self, columns: int) -> None:
        """Make the window wider or narrower."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def send(self, number: signal.Signals) -> None:
        """A signal from somewhere else."""
        self._process.send_signal(number)

    def modes(self) -> list[Any]:
        """How the terminal is set."""
        return termios.tcgetattr(self._master)

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
