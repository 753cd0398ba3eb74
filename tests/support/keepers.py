"""The services of a desktop that keep a screen awake, on a private bus, as a test wants them."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any, Final

from support.private_bus import PrivateBus

SAVER: Final = "org.freedesktop.ScreenSaver"
POWER: Final = "org.freedesktop.PowerManagement"
PORTAL: Final = "org.freedesktop.portal.Desktop"
HANDLE: Final = "/org/freedesktop/portal/desktop/request/1_7/t"

_DAEMON: Final = "org.freedesktop.DBus"


class FakeKeepers:
    """Has the names of some services, keeps what it is asked, and gives out numbers from 0 on."""

    def __init__(self, bus: PrivateBus, *names: str, odd: bool = False) -> None:
        """Own ``names``; an ``odd`` one answers with what nobody expects."""
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        self.calls: list[tuple[str, str, tuple[Any, ...]]] = []
        self.senders: set[str] = set()
        self.withheld: list[Any] = []
        self.withholds = False
        self._odd = odd
        self._next = 0
        self._line = open_dbus_connection(bus.address)
        daemon = DBusAddress("/org/freedesktop/DBus", _DAEMON, _DAEMON)
        for name in names:
            own = new_method_call(daemon, "RequestName", "su", (name, 0))
            assert self._line.send_and_get_reply(own, timeout=20).body == (1,)
        self._thread = threading.Thread(target=self._serve, name="fake-keepers", daemon=True)
        self._thread.start()

    @property
    def held(self) -> int:
        """How many are held: given out and not given back."""
        members = [member for _, member, _ in self.calls]
        return members.count("Inhibit") - members.count("UnInhibit") - members.count("Close")

    def answer_now(self) -> None:
        """Answer what was withheld."""
        self.withholds = False
        for message in self.withheld:
            self._answer(message)
        self.withheld.clear()

    def close(self) -> None:
        """Leave the bus."""
        self._line.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(20)
        self._line.close()

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType

        with contextlib.suppress(OSError):
            while True:
                message = self._line.receive()
                if message.header.message_type is not MessageType.method_call:
                    continue
                fields = message.header.fields
                self.senders.add(fields[HeaderFields.sender])
                at = fields[HeaderFields.path]
                self.calls.append((at, fields[HeaderFields.member], message.body))
                if self.withholds:
                    self.withheld.append(message)
                else:
                    self._answer(message)

    def _answer(self, message: Any) -> None:
        from jeepney import HeaderFields, new_method_return

        fields = message.header.fields
        if fields[HeaderFields.member] != "Inhibit":
            self._line.send(new_method_return(message))
        elif self._odd:
            self._line.send(new_method_return(message, "as", (["what"],)))
        elif "portal" in fields[HeaderFields.interface]:
            self._line.send(new_method_return(message, "o", (HANDLE,)))
        else:
            self._line.send(new_method_return(message, "u", (self._next,)))
            self._next += 1
