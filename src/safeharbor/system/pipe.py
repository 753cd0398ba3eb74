"""Speaks to the window that is open already: one verb, one answer, nothing else.

The terminal and a second start use it. No text, path or secret ever goes through; the other
side lives in the window and accepts the same five verbs.
"""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

VERBS = ("show", "breathe", "write", "lock", "inbox")
ANSWER = b"ok\n"
MAX_LINE = 16  # bytes, the verb and its newline

_ANSWER_S = 1.0
_PAUSE_S = 0.05


def send_verb(address: str, verb: str, *, patience: float = 0.0) -> bool:
    """Ask the open window for ``verb``; True when it answered that it will.

    Args:
        address: what ``paths.socket_address`` gave.
        verb: one of ``VERBS``.
        patience: seconds to keep trying while nobody listens, as when the window is still on
            its way.

    Raises:
        ValueError: ``verb`` is none of the five.
    """
    if verb not in VERBS:
        raise ValueError("not a verb of the window")
    line = verb.encode("ascii") + b"\n"
    deadline = time.monotonic() + patience
    while True:
        left = max(deadline - time.monotonic(), 0.0)
        answer = _ask(address, line, max(left, _ANSWER_S))
        if answer is not None:
            return answer == ANSWER
        if time.monotonic() >= deadline:
            return False
        time.sleep(_PAUSE_S)


if sys.platform == "win32":

    def _ask(address: str, line: bytes, limit: float) -> bytes | None:
        """The answer, b"" when there was none in time, None when nobody listens."""
        answers: list[bytes | None] = []

        def talk() -> None:
            try:
                with open(address, "r+b", buffering=0) as pipe:  # noqa: PTH123 - a pipe's name
                    pipe.write(line)
                    answers.append(pipe.readline(MAX_LINE))
            except OSError:
                answers.append(None)

        # A pipe cannot be given a time limit when it is opened as a file.
        speaker = threading.Thread(target=talk, name="sh-pipe", daemon=True)
        speaker.start()
        speaker.join(limit)
        return answers[0] if answers else b""

else:

    def _ask(address: str, line: bytes, limit: float) -> bytes | None:
        """The answer, b"" when there was none in time, None when nobody listens."""
        import socket

        if not _is_our_socket(address):
            return None
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as talk:
            talk.settimeout(limit)
            if not _connected(talk, address, time.monotonic() + limit):
                return None
            try:
                talk.sendall(line)
                return _read_line(talk)
            except OSError:
                return b""

    def _connected(talk: socket.socket, address: str, deadline: float) -> bool:
        """Whether somebody listens. A full queue is somebody who is busy, and is waited for."""
        while True:
            try:
                talk.connect(address)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(_PAUSE_S)
            except OSError:
                return False
            else:
                return True

    def _read_line(talk: socket.socket) -> bytes:
        answer = b""
        while not answer.endswith(b"\n") and len(answer) < MAX_LINE:
            part = talk.recv(MAX_LINE)
            if not part:
                break
            answer += part
        return answer

    def _is_our_socket(address: str) -> bool:
        try:
            facts = Path(address).lstat()
        except OSError:
            return False
        return stat.S_ISSOCK(facts.st_mode) and facts.st_uid == os.geteuid()
