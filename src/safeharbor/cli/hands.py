"""What somebody presses during an exercise, from a terminal that reads single keys or whole lines.

While single keys are read the terminal echoes nothing; it is given back as it was at the end, and
for as long as the program is stopped. What a key does is up to the exercise.
"""

from __future__ import annotations

import contextlib
import enum
import os
import select
import signal
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import BinaryIO, Final, Protocol

from safeharbor.cli.breathe import Pace

POLL_S: Final = 0.05
"""How often Windows is asked for a key, since nothing there waits for a key and a clock at once."""


class Key(enum.Enum):
    """What a key means."""

    ON = enum.auto()
    BACK = enum.auto()
    WAIT = enum.auto()
    STOP = enum.auto()


class Hand(Protocol):
    """Where keys come from."""

    def wait(self, until: float) -> Key | None:
        """The next key; None where none came by the moment ``until``, or none that means much."""


class NoHand:
    """Nobody can press anything; time passes all the same."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    def wait(self, until: float) -> Key | None:
        """None, at the moment ``until``."""
        self._pace.sleep_until(until)
        return None


class TypedLines:
    """Whole lines, from a pipe or a terminal that reads no single keys. It waits for each."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def wait(self, until: float) -> Key | None:  # noqa: ARG002 - a line takes as long as it takes
        """What the next line means; the end of input is a stop."""
        line = self._source.readline()
        if not line:
            return Key.STOP
        return _KEYS.get(line.strip()[:1].lower() or b"\n")


class PosixKeys:
    """Single keys from a terminal whose mode was set for them."""

    def __init__(self, descriptor: int, pace: Pace) -> None:
        self._descriptor = descriptor
        self._pace = pace
        self._came: deque[Key] = deque()
        self._over = False

    def wait(self, until: float) -> Key | None:
        """The next key by ``until``; none any more once the terminal is gone."""
        if self._came:
            return self._came.popleft()
        left = max(until - self._pace.monotonic(), 0.0)
        if self._over or not select.select([self._descriptor], [], [], left)[0]:
            self._pace.sleep_until(until)
            return None
        try:
            block = os.read(self._descriptor, 64)
        except OSError:
            block = b""
        self._over = not block
        self._came.extend(keys_in(block))
        return self._came.popleft() if self._came else None


class WindowsConsole(Protocol):
    """What ``msvcrt`` has of it."""

    def kbhit(self) -> bool:
        """Whether a key was pressed."""

    def getwch(self) -> str:
        """The key; an arrow takes two calls."""


class WindowsKeys:
    """Single keys from the console of Windows."""

    def __init__(self, msvcrt: WindowsConsole, pace: Pace) -> None:
        self._msvcrt = msvcrt
        self._pace = pace

    def wait(self, until: float) -> Key | None:
        """The next key by ``until``."""
        while not self._msvcrt.kbhit():
            now = self._pace.monotonic()
            if now >= until:
                return None
            self._pace.sleep_until(min(now + POLL_S, until))
        sign = self._msvcrt.getwch()
        if sign in "\x00\xe0":
            return _WINDOWS_ARROWS.get(self._msvcrt.getwch())
        return _KEYS.get(sign.lower().encode("utf-8", "replace"))


def keys_in(block: bytes) -> list[Key]:
    """The keys in what a terminal sent at once; an arrow is several bytes."""
    found = []
    while block:
        name = next((each for each in _SEQUENCES if block.startswith(each)), None)
        if name is None and block.startswith(b"\x1b") and len(block) > 1:
            # Some other key of several bytes, none of which means anything by itself.
            break
        name = name or block[:1].lower()
        if name in _KEYS:
            found.append(_KEYS[name])
        block = block[len(name) :]
    return found


def in_front(source: BinaryIO) -> bool:
    """Whether the keys of a terminal are for this program.

    One that runs in the background is stopped by the system when it asks for them.
    """
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(source.fileno()) == os.getpgrp()
    except OSError:
        # It is not the terminal that the shell runs its jobs in, so nobody is stopped for it.
        return True


@contextlib.contextmanager
def single_keys(source: BinaryIO, pace: Pace) -> Iterator[Hand]:
    """The keys of the terminal ``source``, which is given back as it was afterwards."""
    if sys.platform == "win32":
        import msvcrt

        yield WindowsKeys(msvcrt, pace)
        return
    import termios

    descriptor = source.fileno()
    as_it_was = termios.tcgetattr(descriptor)
    quiet = termios.tcgetattr(descriptor)
    quiet[3] &= ~(termios.ICANON | termios.ECHO)
    quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0

    def give_back() -> None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, as_it_was)

    def take() -> None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, quiet)

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - of every handler
        give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        # From here on it runs again.
        signal.signal(number, stop)
        take()

    def go_on(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - of every handler
        take()

    before = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    try:
        signal.signal(signal.SIGTSTP, stop)
        signal.signal(signal.SIGCONT, go_on)
        take()
        yield PosixKeys(descriptor, pace)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        give_back()


_KEYS: Final[Mapping[bytes, Key]] = {
    b"\n": Key.ON,
    b"\r": Key.ON,
    b" ": Key.ON,
    b"s": Key.ON,
    b"\x1b[C": Key.ON,
    b"\x1bOC": Key.ON,
    b"b": Key.BACK,
    b"\x1b[D": Key.BACK,
    b"\x1bOD": Key.BACK,
    b"p": Key.WAIT,
    b"q": Key.STOP,
    b"\x1b": Key.STOP,
}
_SEQUENCES: Final = tuple(name for name in _KEYS if len(name) > 1)
_WINDOWS_ARROWS: Final = {"M": Key.ON, "K": Key.BACK}
