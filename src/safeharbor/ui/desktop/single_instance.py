"""Hears what a second start or the terminal asks of the window: five verbs and nothing else.

Who is first is decided by the lock on ``instance.lock``, never by the socket; whoever builds a
server here holds that lock. A client that sends anything but one short line with a verb, or
nothing, is dropped and changes nothing.
"""

from __future__ import annotations

import contextlib
import os
import stat
import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from safeharbor.system.pipe import ANSWER, MAX_LINE, VERBS

if sys.platform != "win32":
    import socket

_PATIENCE_MS: Final = 1000
"""How long a client may keep silent."""
_MOST_CLIENTS: Final = 32


def verb_of(line: bytes) -> str | None:
    """The verb in one whole line, its newline included; None for anything else."""
    if len(line) > MAX_LINE or not line.endswith(b"\n"):
        return None
    for verb in VERBS:
        if line == verb.encode("ascii") + b"\n":
            return verb
    return None


class VerbServer(QObject):
    """A place where verbs arrive."""

    verb = Signal(str)
    """One of the five verbs was asked for."""

    @property
    def listening(self) -> bool:
        """Whether anybody can reach it."""
        return False

    def close(self) -> None:
        """Let go of the address."""


def open_server(address: str, parent: QObject) -> VerbServer:
    """A server at ``address``, of the kind that this system has.

    It never fails: a window that cannot listen is still a window.
    """
    if sys.platform == "win32":
        from safeharbor.ui.desktop.local_server import LocalVerbServer

        return LocalVerbServer(address, parent)
    return SocketVerbServer(address, parent)


if sys.platform != "win32":

    class SocketVerbServer(VerbServer):
        """Listens on a Unix socket without QtNetwork, which the first picture would wait for."""

        def __init__(self, address: str, parent: QObject) -> None:
            super().__init__(parent)
            self._address = address
            self._clients: list[_Client] = []
            self._notifier: QSocketNotifier | None = None
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._socket.settimeout(0)
            try:
                _remove_stale(address)
                # The folder is closed to others already; the mode closes the socket itself too.
                before = os.umask(0o177)
                try:
                    self._socket.bind(address)
                finally:
                    os.umask(before)
                self._socket.listen(128)
            except OSError:
                self._socket.close()
                return
            self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._accept)

        @property
        def listening(self) -> bool:
            """Whether anybody can reach it."""
            return self._notifier is not None

        def close(self) -> None:
            """Drop everybody and remove the socket's name."""
            for client in list(self._clients):
                self._drop(client)
            if self._notifier is not None:
                self._notifier.setEnabled(False)
                self._notifier = None
                self._socket.close()
                with contextlib.suppress(OSError):
                    Path(self._address).unlink()

        def _accept(self) -> None:
            while True:
                try:
                    talk, _ = self._socket.accept()
                except OSError:
                    return
                talk.settimeout(0)
                if not _is_same_account(talk):
                    talk.close()
                    continue
                if len(self._clients) >= _MOST_CLIENTS:
                    self._drop(self._clients[0])
                client = _Client(talk, self)
                client.done.connect(self._on_done)
                self._clients.append(client)

        def _on_done(self, client: _Client, verb: str) -> None:
            self._drop(client)
            if verb:
                self.verb.emit(verb)

        def _drop(self, client: _Client) -> None:
            if client in self._clients:
                self._clients.remove(client)
                client.close()
                client.deleteLater()

    class _Client(QObject):
        """One caller: may send one line, within a second."""

        done = Signal(QObject, str)

        def __init__(self, talk: socket.socket, parent: QObject) -> None:
            super().__init__(parent)
            self._talk = talk
            self._line = b""
            self._notifier = QSocketNotifier(talk.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._read)
            self._timer = QTimer(self)
            self._timer.setSingleShot(True)
            self._timer.timeout.connect(lambda: self.done.emit(self, ""))
            self._timer.start(_PATIENCE_MS)

        def close(self) -> None:
            """Hang up."""
            self._notifier.setEnabled(False)
            self._timer.stop()
            self._talk.close()

        def _read(self) -> None:
            try:
                part = self._talk.recv(MAX_LINE + 1 - len(self._line))
            except BlockingIOError:
                return
            except OSError:
                part = b""
            self._line += part
            if part and b"\n" not in self._line and len(self._line) <= MAX_LINE:
                return
            verb = verb_of(self._line)
            if verb is not None:
                with contextlib.suppress(OSError):
                    self._talk.send(ANSWER)
            self.done.emit(self, verb or "")

    def _remove_stale(address: str) -> None:
        """Remove a socket that a window left behind; anything else in its place stays."""
        with contextlib.suppress(FileNotFoundError):
            facts = Path(address).lstat()
            if stat.S_ISSOCK(facts.st_mode) and facts.st_uid == os.geteuid():
                Path(address).unlink()

    def _is_same_account(talk: socket.socket) -> bool:
        """Whether the caller runs under this account, where the system can tell."""
        if not hasattr(socket, "SO_PEERCRED"):
            return True
        facts = talk.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return bool(struct.unpack("3i", facts)[1] == os.geteuid())
