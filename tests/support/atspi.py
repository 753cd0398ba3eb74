"""The eyes of somebody who does not see the screen: the tree that a screen reader is given.

It speaks to the accessibility bus itself, so that the tests need no more than at-spi2-core. A
node is found by its identifier, its role and its name, as a person finds it by what it says.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, Properties, unwrap_msg

_A11Y: Final = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_ROOT: Final = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
_COMPONENT: Final = "org.a11y.atspi.Component"
_TEXT: Final = "org.a11y.atspi.Text"
_ON_SCREEN: Final = 0

_CHECKED: Final = 4
_FOCUSED: Final = 12
_SHOWING: Final = 25


class GoneError(Exception):
    """The node is not there any more."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something on the screen, as assistive technology has it. Every question is asked anew."""

    eyes: Eyes
    owner: str
    path: str

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._property("Name"))

    @property
    def description(self) -> str:
        """What is said after its name."""
        return str(self._property("Description"))

    @property
    def id(self) -> str:
        """The name that the program's makers gave it, "" for none."""
        return str(self._property("AccessibleId"))

    @property
    def role(self) -> str:
        """What it is, such as "button"."""
        return str(self._ask(_ACCESSIBLE, "GetRoleName")[0])

    @property
    def children(self) -> list[Node]:
        """What is in it."""
        found = self._ask(_ACCESSIBLE, "GetChildren")[0]
        return [Node(self.eyes, owner, path) for owner, path in found]

    @property
    def showing(self) -> bool:
        """Whether it can be seen."""
        return self._is(_SHOWING)

    @property
    def focused(self) -> bool:
        """Whether it has the keys."""
        return self._is(_FOCUSED)

    @property
    def checked(self) -> bool:
        """Whether it is chosen."""
        return self._is(_CHECKED)

    @property
    def text(self) -> str:
        """The text in it, for what can be written in."""
        count = self.eyes.property(self.owner, self.path, _TEXT, "CharacterCount")
        return str(self._ask(_TEXT, "GetText", "ii", 0, count)[0])

    @property
    def middle(self) -> tuple[int, int]:
        """The pixel of the screen in its middle."""
        (left, top, width, height) = self._ask(_COMPONENT, "GetExtents", "u", _ON_SCREEN)[0]
        return left + width // 2, top + height // 2

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""
        (_, _, width, height) = self._ask(_COMPONENT, "GetExtents", "u", _ON_SCREEN)[0]
        return width, height

    def below(self) -> Iterator[Node]:
        """Itself and everything in it that can be seen, in reading order."""
        yield self
        for child in self.children:
            with suppress(GoneError):
                if child.showing:
                    yield from child.below()

    def _is(self, state: int) -> bool:
        low, high = self._ask(_ACCESSIBLE, "GetState")[0]
        return bool((high << 32 | low) >> state & 1)

    def _property(self, name: str) -> Any:
        return self.eyes.property(self.owner, self.path, _ACCESSIBLE, name)

    def _ask(self, interface: str, method: str, signature: str = "", *values: object) -> Any:
        return self.eyes.ask(self.owner, self.path, interface, method, signature, *values)


class Eyes:
    """A screen reader without a voice."""

    def __init__(self, session_bus: str) -> None:
        """Find the accessibility bus of a session."""
        connection = open_dbus_connection(bus=session_bus)
        try:
            answer = connection.send_and_get_reply(new_method_call(_A11Y, "GetAddress"), timeout=20)
            (address,) = unwrap_msg(answer)
        finally:
            connection.close()
        self._connection = open_dbus_connection(bus=address.partition(",")[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def ask(
        self, owner: str, path: str, interface: str, method: str, signature: str, *values: object
    ) -> Any:
        """Call a method of a node.

        Raises:
            GoneError: the node does not answer to it.
        """
        address = DBusAddress(path, owner, interface)
        message = new_method_call(address, method, signature or None, values)
        return self._answer(message)

    def property(self, owner: str, path: str, interface: str, name: str) -> Any:
        """Read a property of a node.

        Raises:
            GoneError: the node does not have it.
        """
        address = DBusAddress(path, owner, interface)
        return self._answer(Properties(address).get(name))[0][1]

    def windows(self, process: int | None = None) -> list[Node]:
        """The windows of every program that speaks to the bus, or of one."""
        found = []
        for program in Node(self, *_ROOT).children:
            with suppress(GoneError):
                if process is None or self._process_of(program) == process:
                    found += [window for window in program.children if window.showing]
        return found

    def seen(self, process: int | None = None) -> list[Node]:
        """Everything that can be seen now."""
        nodes: list[Node] = []
        for window in self.windows(process):
            with suppress(GoneError):
                nodes += window.below()
        return nodes

    def look(
        self,
        *,
        role: str = "",
        name: str = "",
        id: str = "",
        process: int | None = None,
    ) -> Node | None:
        """The first node in reading order that fits, None where there is none now."""
        for node in self.seen(process):
            with suppress(GoneError):
                if (
                    (not id or node.id == id)
                    and (not name or node.name == name)
                    and (not role or node.role == role)
                ):
                    return node
        return None

    def find(self, limit: float = 30.0, **what: Any) -> Node:
        """The same, waited for."""
        deadline = time.monotonic() + limit
        while True:
            node = self.look(**what)
            if node is not None:
                return node
            if time.monotonic() > deadline:
                raise AssertionError(f"never seen: {what}; there is {self.told()}")
            time.sleep(0.05)

    def told(self, process: int | None = None) -> list[str]:
        """Every name on the screen, in reading order."""
        names = []
        for node in self.seen(process):
            with suppress(GoneError):
                if node.name:
                    names.append(node.name)
        return names

    def _process_of(self, program: Node) -> int:
        bus = "org.freedesktop.DBus"
        answer = self.ask(
            bus, "/org/freedesktop/DBus", bus, "GetConnectionUnixProcessID", "s", program.owner
        )
        return int(answer[0])

    def _answer(self, message: Any) -> Any:
        try:
            return unwrap_msg(self._connection.send_and_get_reply(message, timeout=20))
        except (DBusErrorResponse, IndexError) as error:
            raise GoneError from error
