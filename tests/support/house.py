"""The whole window as a person has it: real screens and services, our own keyring and clock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.domain.entry import EntryContent, Mood
from safeharbor.system.paths import HomePaths
from safeharbor.ui.app import make_parts
from safeharbor.ui.assembly import Assembly
from safeharbor.ui.routes import ROUTES, Parts
from safeharbor.ui.theme import Scheme
from safeharbor.ui.window import Window
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.homes import MadeVault, floor
from support.keyring import FakeKeyring


class House:
    """A window over a home; ``open_up`` and ``begin`` are what a start does."""

    def __init__(
        self,
        app: QApplication,
        home: Path,
        clock: FakeClock,
        qtbot: QtBot,
        vault: MadeVault | None,
    ) -> None:
        self.clock = clock
        self.keyring = vault.copy_to(home) if vault else FakeKeyring()
        self._qtbot = qtbot
        made = make_parts(app, HomePaths(home), self._build)
        made.look.choose(Scheme.LIGHT)
        self.parts: Parts = replace(
            made, clock=clock.monotonic, now=lambda: clock.now().local_datetime
        )
        self.window = Window(ROUTES, self.parts)
        self.window.resize(1200, 800)
        self.assembly = Assembly(self.window, self.parts.spine)

    @property
    def services(self) -> Services:
        """The use cases behind the window."""
        services = self.parts.spine.services
        assert isinstance(services, Services)
        return services

    def begin(self, verb: str = "show") -> None:
        """What is shown first, as a start does it."""
        self.assembly.begin(verb)
        with self._qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        self.assembly.start()

    def open_up(self) -> None:
        """Start, and wait until the keyring has opened the journal and Home is there."""
        self.begin()
        self.wait_for("home")
        assert self.parts.spine.is_open

    def lock(self) -> None:
        """Lock by the button, and wait until the vault is closed."""
        with self._qtbot.waitSignal(self.parts.spine.session.locked):
            self.window.lock_asked.emit()

    def unlock(self) -> None:
        """Open it again by the keyring."""
        with self._qtbot.waitSignal(self.parts.spine.session.unlocked):
            self.parts.spine.session.unlock(None)

    def wait_for(self, route: str) -> None:
        """Wait until a screen is in front."""
        self._qtbot.waitUntil(lambda: self.window.current == route)

    def write(self, title: str, body: str = "words", mood: Mood | None = None) -> UUID:
        """An entry that was kept, as if written a moment ago."""
        snapshot = self.services.journal.snapshot(EntryContent(title, body, mood=mood))
        self.services.journal.save(snapshot).result()
        return snapshot.entry_id

    def close(self) -> None:
        """What the end of the program does."""
        self.window.close()
        self.parts.spine.close()
        self.window.deleteLater()
        self.parts.look.deleteLater()

    def _build(self) -> Services:
        return build(
            self.parts.spine.paths, clock=self.clock, keyring=self.keyring, calibrate=floor
        )
