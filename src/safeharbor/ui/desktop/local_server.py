"""The verb server for Windows, on a named pipe that only this account can open.

It is the only user of QtNetwork in the program.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from safeharbor.system.pipe import ANSWER, MAX_LINE
from safeharbor.ui.desktop.single_instance import VerbServer, verb_of

_PATIENCE_MS: Final = 1000
_MOST_CLIENTS: Final = 32


class LocalVerbServer(VerbServer):
    """Listens by QLocalServer."""

    def __init__(self, address: str, parent: QObject) -> None:
        """Take the address over; the caller holds the lock that says it may."""
        super().__init__(parent)
        self._clients: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(address)
        self._server.listen(address)
        self._server.newConnection.connect(self._accept)

    @property
    def listening(self) -> bool:
        """Whether anybody can reach it."""
        return self._server.isListening()

    def close(self) -> None:
        """Drop everybody and let go of the address."""
        for client in list(self._clients):
            self._drop(client)
        self._server.close()

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            client = self._server.nextPendingConnection()
            if len(self._clients) >= _MOST_CLIENTS:
                self._drop(self._clients[0])
            self._clients.append(client)
            patience = QTimer(client)
            patience.setSingleShot(True)
            patience.timeout.connect(lambda client=client: self._drop(client))
            patience.start(_PATIENCE_MS)
            client.readyRead.connect(lambda client=client: self._read(client))
            client.disconnected.connect(lambda client=client: self._drop(client))
            if client.bytesAvailable():
                self._read(client)

    def _read(self, client: QLocalSocket) -> None:
        line = client.peek(MAX_LINE + 1).data()
        if b"\n" not in line and len(line) <= MAX_LINE:
            return
        verb = verb_of(bytes(line))
        if verb is not None:
            client.write(ANSWER)
            client.flush()
        self._drop(client)
        if verb is not None:
            self.verb.emit(verb)

    def _drop(self, client: QLocalSocket) -> None:
        if client in self._clients:
            self._clients.remove(client)
            # It closes itself once the answer has been sent.
            client.disconnectFromServer()
            client.deleteLater()
