"""A line to a D-Bus: it hears signals and asks a question now and then, and waits for nobody.

Not Qt's own: that one blocks the whole program while a bus accepts a caller and says nothing, and
closing it reaches from another thread for Python objects that are going away. This is a socket
watched by the event loop; the protocol is jeepney's, which comes with the keyring. Only buses
behind a local socket are looked for; where there is none, nothing is loaded and nothing is said.
It is used on Linux.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier

from safeharbor.system.session_bus import place_of

Values = tuple[Any, ...]
"""What a message carries. A file descriptor is jeepney's, to be converted or closed."""

_SYSTEM: Final = ("/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket")
_BUS: Final = "org.freedesktop.DBus"
_BUS_PATH: Final = "/org/freedesktop/DBus"
_PORTION: Final = 65536


def session_bus(environ: Mapping[str, str] = os.environ) -> str | None:
    """The address of the session's bus; None where there is none."""
    given = environ.get("DBUS_SESSION_BUS_ADDRESS")
    if given:
        return _usable(given)
    folder = environ.get("XDG_RUNTIME_DIR")
    return _existing(f"{folder}/bus") if folder else None


def system_bus(environ: Mapping[str, str] = os.environ) -> str | None:
    """The address of the system's bus; None where there is none."""
    given = environ.get("DBUS_SYSTEM_BUS_ADDRESS")
    if given:
        return _usable(given)
    return next((found for path in _SYSTEM if (found := _existing(path))), None)


@dataclass(frozen=True, slots=True)
class Name:
    """A signal or a method: ``org.example.Interface`` and ``Member``; an empty path is any."""

    interface: str
    member: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class _Ear:
    name: Name
    heard: Callable[[Values], None]

    def hears(self, interface: str, member: str, path: str) -> bool:
        name = self.name
        return (interface, member) == (name.interface, name.member) and name.path in {"", path}


class Bus(QObject):
    """A connection to one bus. What is asked of it before it is there is sent when it is.

    A bus that refuses, hangs up or speaks nonsense is let go; nobody is told.
    """

    def __init__(self, address: str | None, parent: QObject, *, descriptors: bool = False) -> None:
        """Begin to connect.

        Args:
            address: where the bus is; None where there is none.
            parent: who owns it.
            descriptors: whether an answer may carry file descriptors.
        """
        super().__init__(parent)
        self._descriptors = descriptors
        self._ears: list[_Ear] = []
        self._answers: dict[int, Callable[[Values | None], None]] = {}
        self._serials = count(1)
        self._waiting: list[bytes] | None = []
        self._line = _connected(address)
        if self._line is None:
            return
        # Loaded here, so that a desktop without a bus never loads it.
        from jeepney import auth, low_level

        self._login = auth.Authenticator(enable_fds=descriptors)
        self._parser = low_level.Parser()
        self._notifier = QSocketNotifier(self._line.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)
        self._write(self._login.data_to_send())
        self.ask(_BUS, Name(_BUS, "Hello", _BUS_PATH), "", (), _ignore)

    @property
    def alive(self) -> bool:
        """Whether there is a connection or one on its way."""
        return self._line is not None

    def listen(self, name: Name, heard: Callable[[Values], None], sender: str = "") -> None:
        """Call ``heard`` for each signal called ``name``, from ``sender`` if one is given."""
        facts = {"type": "signal", "interface": name.interface, "member": name.member}
        facts |= {"path": name.path} if name.path else {}
        facts |= {"sender": sender} if sender else {}
        rule = ",".join(f"{key}='{value}'" for key, value in facts.items())
        self._ears.append(_Ear(name, heard))
        self.ask(_BUS, Name(_BUS, "AddMatch", _BUS_PATH), "s", (rule,), _ignore)

    def ask(
        self,
        service: str,
        method: Name,
        signature: str,
        values: Values,
        answered: Callable[[Values | None], None],
    ) -> None:
        """Call a method; ``answered`` gets what it returns, or None for an error.

        Where there is no bus, or the service never answers, it is not called at all.
        """
        if self._line is None:
            return
        from jeepney import DBusAddress, new_method_call

        address = DBusAddress(method.path, service, method.interface)
        message = new_method_call(address, method.member, signature or None, values)
        serial = next(self._serials)
        self._answers[serial] = answered
        data = message.serialise(serial=serial)
        if self._waiting is None:
            self._write(data)
        else:
            self._waiting.append(data)

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._notifier.setEnabled(False)
            self._line.close()
            self._line = None
            # An answer may be here in part, with its descriptor, which others wait for.
            for descriptor in self._parser.fds:
                descriptor.close()
        self._ears.clear()
        self._answers.clear()

    def _on_readable(self) -> None:
        messages: list[Any] = []
        # Whatever a bus says that the protocol does not allow ends the talk and nothing else.
        try:
            if self._waiting is None:
                messages = self._read()
            else:
                self._log_in()
        except BlockingIOError:
            return
        except Exception:
            self.close()
        for message in messages:
            self._take(message.header.message_type, message.header.fields, message.body)

    def _log_in(self) -> None:
        line = self._line
        assert line is not None
        self._login.feed(_some(line.recv(_PORTION)))
        if not self._login.authenticated:
            self._write(self._login.data_to_send())
            return
        from jeepney.auth import BEGIN

        waiting, self._waiting = self._waiting or [], None
        self._write(b"".join([BEGIN, *waiting]))

    def _read(self) -> list[Any]:
        line = self._line
        assert line is not None
        if self._descriptors:
            from jeepney.fds import (
                FileDescriptor,
                fds_buf_size,
            )

            wanted = self._parser.bytes_desired()
            data, extra, _, _ = line.recvmsg(wanted, fds_buf_size())
            self._parser.add_data(_some(data), fds=FileDescriptor.from_ancdata(extra))
        else:
            self._parser.add_data(_some(line.recv(_PORTION)))
        return list(iter(self._parser.get_next_message, None))

    def _take(self, kind: object, fields: Mapping[object, Any], body: Values) -> None:
        from jeepney import HeaderFields, MessageType

        if kind in {MessageType.method_return, MessageType.error}:
            answered = self._answers.pop(fields.get(HeaderFields.reply_serial, 0), _ignore)
            answered(body if kind is MessageType.method_return else None)
        elif kind is MessageType.signal:
            said = HeaderFields.interface, HeaderFields.member, HeaderFields.path
            interface, member, path = (str(fields.get(field, "")) for field in said)
            for ear in [e for e in self._ears if e.hears(interface, member, path)]:
                ear.heard(body)

    def _write(self, data: bytes | None) -> None:
        """Send a few hundred bytes; a bus that does not even take those is let go."""
        line = self._line
        if line is not None and data:
            with contextlib.suppress(OSError):
                if line.send(data) == len(data):
                    return
            self.close()


def _ignore(_answer: Values | None) -> None:
    """An answer that changes nothing."""


def _some(data: bytes) -> bytes:
    if not data:
        raise ConnectionResetError
    return data


def _connected(address: str | None) -> socket.socket | None:
    """A socket to ``address`` that never blocks; None where nobody listens."""
    place = place_of(address or "")
    if place is None:
        return None
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(0)
    try:
        line.connect(place)
    except OSError:
        line.close()
        return None
    return line


def _usable(addresses: str) -> str | None:
    """The first address that is a local socket."""
    for address in addresses.split(";"):
        if place_of(address) is not None:
            return address
    return None


def _existing(path: str) -> str | None:
    return f"unix:path={path}" if Path(path).exists() else None
