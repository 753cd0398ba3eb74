"""A D-Bus of a test's own, with a desktop and a login1 on it that do what the test says.

The real bus daemon runs as a child process; nothing outside the test is reached.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NO_DAEMON = sys.platform != "linux" or shutil.which("dbus-daemon") is None
"""Whether there is nothing here to make a bus with."""

OWN_SESSION = "/org/freedesktop/login1/session/_31"

_DAEMON = "org.freedesktop.DBus"
_LOGIN = "org.freedesktop.login1"
_LOGIN_PATH = "/org/freedesktop/login1"
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class PrivateBus:
    """A running bus."""

    address: str
    process: subprocess.Popen[bytes]


@contextlib.contextmanager
def private_bus() -> Iterator[PrivateBus]:
    """A bus for the length of a block."""
    # A socket's path has to be short, which a test's own folder is not.
    with tempfile.TemporaryDirectory(prefix="sh-bus-", dir="/tmp") as folder:
        path = Path(folder) / "bus"
        config = Path(folder) / "bus.conf"
        config.write_text(_CONFIG.format(path=path), encoding="utf-8")
        daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert daemon.stdout is not None
            address = daemon.stdout.readline().decode().strip().partition(",")[0]
            yield PrivateBus(address, daemon)
        finally:
            daemon.terminate()
            daemon.communicate(timeout=20)


@contextlib.contextmanager
def odd_bus(answer: bytes | None) -> Iterator[str]:
    """The address of a bus that takes callers and says nothing, or nothing sensible."""
    with tempfile.TemporaryDirectory(prefix="sh-bus-", dir="/tmp") as folder:
        path = Path(folder) / "bus"
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
            server.bind(str(path))
            server.listen(16)
            talks: list[socket.socket] = []

            def talk() -> None:
                with contextlib.suppress(OSError):
                    while answer is not None:
                        talks.append(server.accept()[0])
                        talks[-1].sendall(answer)

            thread = threading.Thread(target=talk, daemon=True)
            thread.start()
            yield f"unix:path={path}"
            server.shutdown(socket.SHUT_RDWR)
            thread.join(20)
            for each in talks:
                each.close()


class FakeDesktop:
    """A screen saver, GNOME's session and login1 on a private bus.

    login1 gives out inhibitors and sees when they are given back.
    """

    def __init__(self, bus: PrivateBus, *, with_login: bool = True) -> None:
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        self.asked: list[tuple[str, ...]] = []
        self._ends: list[int] = []
        self._pings: list[threading.Event] = []
        self._guard = threading.Lock()
        self._line = open_dbus_connection(bus.address, enable_fds=True)
        self._thread: threading.Thread | None = None
        if with_login:
            daemon = DBusAddress("/org/freedesktop/DBus", _DAEMON, _DAEMON)
            own = new_method_call(daemon, "RequestName", "su", (_LOGIN, 0))
            assert self._line.send_and_get_reply(own, timeout=20).body == (1,)
            self._thread = threading.Thread(target=self._serve, name="fake-login", daemon=True)
            self._thread.start()

    @property
    def held(self) -> int:
        """How many inhibitors are held: the far end of none of them was closed."""
        for end in list(self._ends):
            if select.select([end], [], [], 0)[0]:
                os.close(end)
                self._ends.remove(end)
        return len(self._ends)

    def signal(self, path: str, name: str, signature: str = "", *values: object) -> None:
        """Send a signal to everybody who listens."""
        from jeepney import DBusAddress, new_signal

        interface, _, member = name.rpartition(".")
        address = DBusAddress(path, interface=interface)
        self._send(new_signal(address, member, signature or None, values))

    def going_to_sleep(self, going: bool = True) -> None:
        """What login1 says before a sleep, and after it."""
        self.signal(_LOGIN_PATH, f"{_LOGIN}.Manager.PrepareForSleep", "b", going)

    def lock_session(self, path: str = OWN_SESSION) -> None:
        """What login1 says to a session that has to lock its screen."""
        self.signal(path, f"{_LOGIN}.Session.Lock")

    def ping(self) -> None:
        """Return when the bus has passed on all that was sent from here."""
        from jeepney import DBusAddress, new_method_call

        answered = threading.Event()
        self._pings.append(answered)
        daemon = DBusAddress("/org/freedesktop/DBus", _DAEMON, _DAEMON)
        self._send(new_method_call(daemon, "GetId"))
        assert answered.wait(20)

    def close(self) -> None:
        """Leave the bus."""
        self._line.sock.shutdown(socket.SHUT_RDWR)
        if self._thread is not None:
            self._thread.join(20)
        self._line.close()
        for end in self._ends:
            os.close(end)
        self._ends.clear()

    def _send(self, message: Any) -> None:
        with self._guard:
            self._line.send(message)

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType

        with contextlib.suppress(OSError):
            while True:
                message = self._line.receive()
                if message.header.message_type is MessageType.method_call:
                    self._answer(message, message.header.fields[HeaderFields.member])
                elif message.header.message_type is MessageType.method_return:
                    self._pings.pop(0).set()

    def _answer(self, message: Any, member: str) -> None:
        from jeepney import new_error, new_method_return

        if member == "Inhibit":
            near, far = os.pipe()
            self._ends.append(near)
            self.asked.append(message.body)
            self._send(new_method_return(message, "h", (far,)))
            os.close(far)
        elif member == "GetSession":
            self._send(new_method_return(message, "o", (OWN_SESSION,)))
        else:
            unknown = "org.freedesktop.DBus.Error.UnknownMethod"
            self._send(new_error(message, unknown, "s", (member,)))
