"""Keeps a session bus that takes callers and says nothing from holding the window.

Qt asks the session's D-Bus before its first window, and waits while nobody answers. Here the bus
is asked first and briefly; where it is silent, this process goes on as without one: no icon near
the clock, no keyring, no screen reader. It is used on Linux on the way to the first picture, and
so it takes ``_socket``: the module above that one costs three milliseconds.
"""

from __future__ import annotations

import enum
import os
import struct
import time
from collections.abc import Mapping, MutableMapping
from typing import Final

VARIABLE: Final = "DBUS_SESSION_BUS_ADDRESS"
NO_BUS: Final = "disabled:"
"""An address that libraries refuse at once, without a look for a bus or a try to start one."""

_PATIENCE_S: Final = 1.0
"""Also for a bus that is only now being started, or a computer that is very busy."""


class Answer(enum.Enum):
    """How a bus takes a caller."""

    ALIVE = "alive"
    SILENT = "silent"
    NOBODY = "nobody"


def leave_silent_bus(environ: MutableMapping[str, str] = os.environ) -> None:
    """Name no bus in ``environ`` where the one of the session is silent; before Qt is loaded."""
    for place in places(environ):
        # A library stays with the first that takes its call, whatever it says then.
        answer = answer_of(place)
        if answer is Answer.SILENT:
            environ[VARIABLE] = NO_BUS
        if answer is not Answer.NOBODY:
            return


def places(environ: Mapping[str, str] = os.environ) -> list[bytes]:
    """Where the session's bus listens, in order, up to the first place that is no local socket.

    An abstract socket begins with NUL. The list is empty where no local socket is named.
    """
    given = environ.get(VARIABLE)
    if not given:
        folder = environ.get("XDG_RUNTIME_DIR")
        return [os.fsencode(f"{folder}/bus")] if folder else []
    found: list[bytes] = []
    for address in given.split(";"):
        place = place_of(address)
        if place is None:
            break
        found.append(place)
    return found


def answer_of(place: bytes, patience: float = _PATIENCE_S) -> Answer:
    """How the bus at ``place`` takes a caller, within ``patience`` seconds.

    Any answer is one, also no: what matters is that somebody is there.
    """
    import _socket

    deadline = time.monotonic() + patience
    line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        # The system waits, also where the bus has more callers than it takes.
        line.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDTIMEO, _timeval(patience))
        line.connect(place)
        line.send(_greeting())
        left = deadline - time.monotonic()
        line.setsockopt(_socket.SOL_SOCKET, _socket.SO_RCVTIMEO, _timeval(left))
        line.recv(64)
    except BlockingIOError:
        return Answer.SILENT
    except OSError:
        return Answer.NOBODY
    else:
        return Answer.ALIVE
    finally:
        line.close()


def _greeting() -> bytes:
    """The first words of every caller of a bus: which account it is, its digits in hex."""
    account = str(os.geteuid()).encode("ascii").hex()
    return f"\0AUTH EXTERNAL {account}\r\n".encode("ascii")


def _timeval(seconds: float) -> bytes:
    """The length of a wait as the system reads it, where nothing at all would mean for ever."""
    return struct.pack("ll", *divmod(max(round(seconds * 1_000_000), 1_000), 1_000_000))


def place_of(address: str) -> bytes | None:
    """Where the socket of one ``address`` is; None where it is of another kind, or nonsense.

    An abstract one begins with NUL.
    """
    kind, _, rest = address.partition(":")
    if kind != "unix":
        return None
    facts = dict(part.partition("=")[::2] for part in rest.split(","))
    try:
        if "path" in facts:
            return _unescaped(facts["path"])
        if "abstract" in facts:
            return b"\0" + _unescaped(facts["abstract"])
    except ValueError:
        return None
    return None


def _unescaped(value: str) -> bytes:
    """The bytes of a ``value`` in which odd ones are written as ``%20``."""
    begin, *parts = os.fsencode(value).split(b"%")
    return begin + b"".join(bytes.fromhex(part[:2].decode()) + part[2:] for part in parts)
