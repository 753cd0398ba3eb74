"""A desktop of its own for a test: screen, session bus, keyring, and the accessibility bus.

All of it is real, and nothing of the machine's own session is reached. It needs Xvfb, dbus,
gnome-keyring and at-spi2-core, and ends everything it starts.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from faults.child import environment
from support.screen import VirtualScreen, can_show, wait_until

_LAUNCHERS: Final = (
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/at-spi2-core/at-spi-bus-launcher",
    "/usr/lib/at-spi2/at-spi-bus-launcher",
)
_PROGRAMS: Final = ("dbus-daemon", "gnome-keyring-daemon")
_FOLDERS: Final = {
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}
_CHOSEN_BY_HAND: Final = (
    "QT_QPA_PLATFORM",
    "WAYLAND_DISPLAY",
    "PYTHONWARNINGS",
    "DBUS_SESSION_BUS_ADDRESS",
)
_LOGIN: Final = b"test-login-password\n"


def missing() -> list[str]:
    """What this machine lacks for it; empty where it can be had."""
    lacks = [name for name in _PROGRAMS if shutil.which(name) is None]
    if not can_show():
        lacks.append("Xvfb")
    if _launcher() is None:
        lacks.append("at-spi2-core")
    return lacks


def _launcher() -> str | None:
    return next((path for path in _LAUNCHERS if Path(path).exists()), None)


class Desktop:
    """A person's computer, from login to logout."""

    def __init__(self, place: Path) -> None:
        """Log in; home and temp folders are made below ``place``."""
        self.place = place
        self.home = place / "safeharbor"
        self._ends = ExitStack()
        try:
            self._log_in()
        except BaseException:
            self._ends.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.close()

    @property
    def places(self) -> list[Path]:
        """Every folder of this person in which something could be left behind."""
        return [self.place, self.runtime]

    def start(
        self, *words: str, prefix: tuple[str, ...] = (), **changes: str
    ) -> subprocess.Popen[str]:
        """Start the program with ``words``; it is ended at logout at the latest."""
        process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "safeharbor", *words],
            env={**self.environ, **changes},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._ends.callback(_end, process)
        return process

    def _log_in(self) -> None:
        # Sockets stand here, and their paths have to be short.
        runtime = self._ends.enter_context(
            tempfile.TemporaryDirectory(prefix="sh-run-", dir="/tmp", ignore_cleanup_errors=True)
        )
        self.runtime = Path(runtime)
        self.screen = self._ends.enter_context(VirtualScreen())
        self.environ = self._environ()
        self.bus = f"unix:path={self.runtime}/bus"
        self._run(["dbus-daemon", "--session", f"--address={self.bus}", "--nofork", "--nopidfile"])
        wait_until((self.runtime / "bus").exists)
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = self.bus
        daemon = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"]
        self._run(daemon, _LOGIN)
        launcher = _launcher()
        assert launcher is not None
        self._run([launcher])
        for name in ("org.freedesktop.secrets", "org.a11y.Bus"):
            wait_until(partial(self._is_there, name))

    def _environ(self) -> dict[str, str]:
        environ = environment()
        for name in _CHOSEN_BY_HAND:
            environ.pop(name, None)
        for name, folder in {**_FOLDERS, "HOME": "home", "TMPDIR": "tmp"}.items():
            (self.place / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
            environ[name] = str(self.place / folder)
        (self.place / "data" / "keyrings").mkdir(exist_ok=True, mode=0o700)
        return {
            **environ,
            "XDG_RUNTIME_DIR": str(self.runtime),
            "SAFEHARBOR_HOME": str(self.home),
            "DISPLAY": self.screen.name,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "LANG": "C.UTF-8",
        }

    def _run(self, command: list[str], told: bytes = b"") -> None:
        process = subprocess.Popen(
            command,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._ends.callback(_end, process)
        assert process.stdin is not None
        process.stdin.write(told)
        process.stdin.close()

    def _is_there(self, name: str) -> bool:
        with closing(open_dbus_connection(bus=self.bus)) as connection:
            return bool(Proxy(message_bus, connection).NameHasOwner(name)[0])


def _end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Ask it to end, then end it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    process.wait()
