"""Keeps the screen awake while somebody breathes along with it.

Each system has its own way, and each gives the screen back by itself when the program ends. It is
a courtesy: where it cannot be had nothing is said, and nothing ever waits for it. It knows nothing
of practices; whoever runs one says when to hold and when to release.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QObject

from safeharbor.ui.desktop.bus import Bus, Name, Values, session_bus

# SetThreadExecutionState, for the thread that calls it.
ES_CONTINUOUS: Final = 0x80000000
ES_SYSTEM_REQUIRED: Final = 0x00000001
ES_DISPLAY_REQUIRED: Final = 0x00000002

_IDLE: Final = 8
"""The portal's flag for: the session does not become idle."""


class Awake(QObject):
    """A screen that may be kept awake. This one cannot."""

    def hold(self) -> None:
        """Keep the screen awake from now on; to hold twice is to hold once."""

    def release(self) -> None:
        """Let it go dark again when nobody touches anything."""

    def close(self) -> None:
        """Release, and be done."""
        self.release()


def open_awake(parent: QObject) -> Awake:
    """What this system offers; it never fails. Nothing is asked of anybody before ``hold``."""
    if sys.platform == "win32":
        awake: Awake = WindowsAwake(_set_execution_state, parent)
    elif sys.platform == "darwin":
        awake = _open_mac(parent)
    elif sys.platform == "linux":
        awake = BusAwake(session_bus(), parent)
    else:
        awake = Awake(parent)
    return awake


@dataclass(frozen=True, slots=True)
class _Keeper:
    """A service that keeps a screen or a computer awake, and how it is asked."""

    service: str
    inhibit: Name
    release: Name
    by_handle: bool = False
    """Whether what it gives is a path to close, and not a number to hand back."""

    def gives(self, given: object) -> bool:
        """Whether ``given`` can be given back; a number may well be 0."""
        return isinstance(given, str if self.by_handle else int)


_SAVER: Final = "org.freedesktop.ScreenSaver"
_SAVER_PATH: Final = "/org/freedesktop/ScreenSaver"
_POWER: Final = "org.freedesktop.PowerManagement"
_POWER_PATH: Final = "/org/freedesktop/PowerManagement/Inhibit"
_PORTAL: Final = "org.freedesktop.portal"
_PORTAL_PATH: Final = "/org/freedesktop/portal/desktop"

# The first keeps the screen lit and unlocked, the second the computer from going to sleep by
# itself; some desktops have one of them only.
_KEEPERS: Final = (
    _Keeper(
        _SAVER,
        Name(_SAVER, "Inhibit", _SAVER_PATH),
        Name(_SAVER, "UnInhibit", _SAVER_PATH),
    ),
    _Keeper(
        _POWER,
        Name(f"{_POWER}.Inhibit", "Inhibit", _POWER_PATH),
        Name(f"{_POWER}.Inhibit", "UnInhibit", _POWER_PATH),
    ),
)
# Inside a sandbox only this one is reached.
_LAST: Final = _Keeper(
    f"{_PORTAL}.Desktop",
    Name(f"{_PORTAL}.Inhibit", "Inhibit", _PORTAL_PATH),
    Name(f"{_PORTAL}.Request", "Close"),
    by_handle=True,
)


@dataclass(slots=True)
class _Asked:
    """What was asked of the keepers in one hold."""

    open: int = 0
    held: list[tuple[_Keeper, object]] = field(default_factory=list)
    over: bool = False


class BusAwake(Awake):
    """For desktops with a D-Bus. Keepers drop what was held by whoever leaves the bus."""

    def __init__(self, address: str | None, parent: QObject) -> None:
        """The session's bus is at ``address``; it is called when something is first held."""
        super().__init__(parent)
        self._address = address
        self._bus: Bus | None = None
        self._asked: _Asked | None = None

    @property
    def holds(self) -> int:
        """How many keepers have agreed."""
        return len(self._asked.held) if self._asked is not None else 0

    def hold(self) -> None:
        """Ask all keepers."""
        if self._asked is not None or self._address is None:
            return
        if self._bus is not None and not self._bus.alive:
            self._leave()
        self._bus = self._bus or Bus(self._address, self)
        self._asked = _Asked(open=len(_KEEPERS))
        for keeper in _KEEPERS:
            self._ask(keeper, self._asked)

    def release(self) -> None:
        """Give back what was given, also what is only now on its way."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.over = True
            for keeper, given in asked.held:
                self._give_back(keeper, given)

    def close(self) -> None:
        """Release, and leave the bus."""
        super().close()
        self._leave()

    def _leave(self) -> None:
        if self._bus is not None:
            self._bus.close()
            self._bus.deleteLater()
            self._bus = None

    def _ask(self, keeper: _Keeper, asked: _Asked) -> None:
        bus = self._bus
        if bus is None:
            return
        why = self.tr("A timer is running")
        # Panels show who keeps the screen lit.
        values: Values = (QCoreApplication.applicationName(), why)
        if keeper.by_handle:
            values = ("", _IDLE, {"reason": ("s", why)})

        def answered(answer: Values | None) -> None:
            self._on_answer(keeper, asked, answer)

        signature = "sua{sv}" if keeper.by_handle else "ss"
        bus.ask(keeper.service, keeper.inhibit, signature, values, answered)

    def _on_answer(self, keeper: _Keeper, asked: _Asked, answer: Values | None) -> None:
        asked.open -= 1
        if answer and keeper.gives(answer[0]):
            if asked.over:
                self._give_back(keeper, answer[0])
            else:
                asked.held.append((keeper, answer[0]))
        elif not (asked.open or asked.held or asked.over or keeper is _LAST):
            asked.open = 1
            self._ask(_LAST, asked)

    def _give_back(self, keeper: _Keeper, given: object) -> None:
        if self._bus is None:
            return
        release = keeper.release
        if keeper.by_handle:
            at_handle = Name(release.interface, release.member, str(given))
            self._bus.ask(keeper.service, at_handle, "", (), _ignore)
        else:
            self._bus.ask(keeper.service, release, "u", (given,), _ignore)


class WindowsAwake(Awake):
    """For Windows, where a thread says what it needs; this one is the window's.

    The code follows Microsoft's documentation and has not been run on a Windows machine yet.
    """

    def __init__(self, set_state: Callable[[int], object], parent: QObject) -> None:
        """``set_state`` is SetThreadExecutionState."""
        super().__init__(parent)
        self._set_state = set_state
        self._held = False

    def hold(self) -> None:
        """Say that the display and the computer are needed."""
        if not self._held:
            self._held = True
            self._set_state(ES_CONTINUOUS | ES_DISPLAY_REQUIRED | ES_SYSTEM_REQUIRED)

    def release(self) -> None:
        """Say that they are not."""
        if self._held:
            self._held = False
            self._set_state(ES_CONTINUOUS)


class Power(Protocol):
    """The assertions of macOS; a stand-in of a test is the other one."""

    def assert_awake(self, why: str) -> int | None:
        """Assert that the display is needed; the assertion's number, None where it was refused."""

    def let_go(self, number: int) -> None:
        """End an assertion."""


class MacAwake(Awake):
    """For macOS."""

    def __init__(self, power: Power, parent: QObject) -> None:
        """``power`` makes assertions."""
        super().__init__(parent)
        self._power = power
        self._number: int | None = None

    def hold(self) -> None:
        """Make an assertion."""
        if self._number is None:
            self._number = self._power.assert_awake(self.tr("A timer is running"))

    def release(self) -> None:
        """End it."""
        if self._number is not None:
            self._power.let_go(self._number)
            self._number = None


def _ignore(_answer: Values | None) -> None:
    """An answer that changes nothing."""


def _set_execution_state(state: int) -> None:
    """Windows' SetThreadExecutionState."""
    if sys.platform == "win32":
        import ctypes

        call = ctypes.WinDLL("kernel32").SetThreadExecutionState
        call.argtypes = [ctypes.c_uint32]
        call(state)


def _open_mac(parent: QObject) -> Awake:
    from safeharbor.ui.desktop.mac_power import MacPower

    try:
        return MacAwake(MacPower(), parent)
    except (OSError, AttributeError):
        return Awake(parent)
