"""What a key means, wherever it comes from."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections import deque

import pytest

from safeharbor.cli.hands import (
    Key,
    NoHand,
    TypedLines,
    WindowsKeys,
    in_front,
    keys_in,
    single_keys,
)
from support.pace import START, FakePace

posix = pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")


@pytest.mark.parametrize(
    ("block", "keys"),
    [
        (b"\n", [Key.ON]),
        (b"\r", [Key.ON]),
        (b" s", [Key.ON, Key.ON]),
        (b"bB", [Key.BACK, Key.BACK]),
        (b"pq", [Key.WAIT, Key.STOP]),
        (b"\x1b", [Key.STOP]),
        (b"\x1b[C\x1b[D", [Key.ON, Key.BACK]),
        (b"\x1bOC", [Key.ON]),
        (b"\x1b[5~", []),
        (b"\x1b[A", []),
        (b"x\xc3\xa4z", []),
        (b"", []),
    ],
)
def test_single_keys(block: bytes, keys: list[Key]) -> None:
    assert keys_in(block) == keys


def test_typed_lines_and_their_end() -> None:
    lines = TypedLines(io.BytesIO(b"\nb\n  Skip \nquit\nwhat?\n"))
    found = [lines.wait(0) for _ in range(6)]
    assert found == [Key.ON, Key.BACK, Key.ON, Key.STOP, None, Key.STOP]


def test_without_a_hand_time_passes() -> None:
    pace = FakePace()
    assert NoHand(pace).wait(START + 3) is None
    assert pace.now == START + 3


class WindowsDouble:
    """The console of Windows, with keys that come after some looks."""

    def __init__(self, *keys: str, after: int = 0) -> None:
        self._keys = deque(keys)
        self._after = after

    def kbhit(self) -> bool:
        self._after -= 1
        return self._after < 0 and bool(self._keys)

    def getwch(self) -> str:
        return self._keys.popleft()


def test_keys_of_windows() -> None:
    keys = WindowsKeys(WindowsDouble("\r", "B", "\xe0", "M", "\xe0", "H", "é", "q"), FakePace())
    found = [keys.wait(START + 1) for _ in range(6)]
    assert found == [Key.ON, Key.BACK, Key.ON, None, None, Key.STOP]
    assert keys.wait(START + 1) is None


def test_windows_is_asked_again_and_again() -> None:
    pace = FakePace()
    assert WindowsKeys(WindowsDouble("\r", after=5), pace).wait(START + 1) is Key.ON
    assert START < pace.now < START + 1


@posix
def test_a_terminal_is_given_back_as_it_was() -> None:
    import termios

    master, slave = os.openpty()
    handlers = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    before = termios.tcgetattr(slave)
    with io.FileIO(slave) as source:
        assert in_front(source)
        with contextlib.suppress(KeyboardInterrupt), single_keys(source, FakePace()) as keys:
            assert not termios.tcgetattr(slave)[3] & (termios.ICANON | termios.ECHO)
            os.write(master, b"bq")
            assert keys.wait(START + 60) is Key.BACK
            assert keys.wait(START + 60) is Key.STOP
            assert keys.wait(START) is None
            raise KeyboardInterrupt
        assert termios.tcgetattr(slave) == before
        assert (signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)) == handlers
    os.close(master)


@posix
def test_a_terminal_that_goes_away_presses_nothing() -> None:
    master, slave = os.openpty()
    pace = FakePace()
    with io.FileIO(slave) as source, single_keys(source, pace) as keys:
        os.close(master)
        assert keys.wait(START + 5) is None
        assert keys.wait(START + 9) is None
        assert pace.now == START + 9
