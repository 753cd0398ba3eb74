"""A desktop that has a place for icons near the clock: it takes them in, and presses them."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from typing import Any

from support.private_bus import PrivateBus

_DAEMON = "org.freedesktop.DBus"
_WATCHER = "org.kde.StatusNotifierWatcher"
_ITEM = ("/StatusNotifierItem", "org.kde.StatusNotifierItem")
_MENU = ("/MenuBar", "com.canonical.dbusmenu")


class FakeWatcher:
    """Keeps the list of icons on a private bus, as a panel does."""

    def __init__(self, bus: PrivateBus, *, answer: object = ("b", True)) -> None:
        """On the bus from now on.

        Args:
            bus: where.
            answer: what it says to whether a panel shows icons; None where it never answers.
        """
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        self.items: list[str] = []
        """The names on the bus of the programs whose icons are there."""
        self._answer_to_get = answer
        self._replies: queue.Queue[tuple[Any, ...]] = queue.Queue()
        self._line = open_dbus_connection(bus.address)
        daemon = DBusAddress("/org/freedesktop/DBus", _DAEMON, _DAEMON)
        own = new_method_call(daemon, "RequestName", "su", (_WATCHER, 0))
        assert self._line.send_and_get_reply(own, timeout=20).body == (1,)
        gone = f"type='signal',interface='{_DAEMON}',member='NameOwnerChanged'"
        match = new_method_call(daemon, "AddMatch", "s", (gone,))
        self._line.send_and_get_reply(match, timeout=20)
        self._thread = threading.Thread(target=self._serve, name="fake-watcher", daemon=True)
        self._thread.start()

    def press(self) -> None:
        """Click on the icon."""
        self._call(_ITEM, "Activate", "ii", (0, 0))

    def tooltip(self) -> str:
        """What is read where the pointer rests on the icon."""
        return str(self._told("ToolTip")[2])

    def names(self) -> tuple[str, str]:
        """What a panel calls the icon in its own settings and lists."""
        return str(self._told("Id")), str(self._told("Title"))

    def menu(self) -> dict[str, int]:
        """The words of the menu and their numbers."""
        layout = self._call(_MENU, "GetLayout", "iias", (0, -1, []))[1]
        entries = [(number, facts) for _, (number, facts, _) in layout[2]]
        return {facts["label"][1]: number for number, facts in entries if "label" in facts}

    def choose(self, words: str) -> None:
        """Press an entry of the menu."""
        event = (self.menu()[words], "clicked", ("i", 0), 0)
        self._call(_MENU, "Event", "isvu", event)

    def close(self) -> None:
        """Leave the bus."""
        with contextlib.suppress(OSError):
            self._line.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(20)
        self._line.close()

    def _told(self, name: str) -> Any:
        values = self._call((_ITEM[0], f"{_DAEMON}.Properties"), "Get", "ss", (_ITEM[1], name))
        return values[0][1]

    def _call(
        self, place: tuple[str, str], member: str, signature: str, values: tuple[object, ...]
    ) -> tuple[Any, ...]:
        from jeepney import DBusAddress, new_method_call

        (item,) = self.items
        address = DBusAddress(place[0], item, place[1])
        self._line.send(new_method_call(address, member, signature, values))
        return self._replies.get(timeout=20)

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType

        with contextlib.suppress(OSError):
            while True:
                message = self._line.receive()
                fields, kind = message.header.fields, message.header.message_type
                if kind is MessageType.method_call:
                    self._answer(message, fields[HeaderFields.member])
                elif kind in {MessageType.method_return, MessageType.error}:
                    self._replies.put(message.body)
                elif fields[HeaderFields.member] == "NameOwnerChanged":
                    name, _, after = message.body
                    if name in self.items and not after:
                        self.items.remove(name)

    def _answer(self, message: Any, member: str) -> None:
        from jeepney import HeaderFields, new_error, new_method_return

        if member == "Get":
            if self._answer_to_get is not None:
                self._line.send(new_method_return(message, "v", (self._answer_to_get,)))
        elif member == "RegisterStatusNotifierItem":
            self.items.append(message.header.fields[HeaderFields.sender])
            self._line.send(new_method_return(message))
        else:
            unknown = f"{_DAEMON}.Error.UnknownMethod"
            self._line.send(new_error(message, unknown, "s", (member,)))
