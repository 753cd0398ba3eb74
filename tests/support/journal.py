"""A journal on the screen over a real vault, with a clock that is moved by hand."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

from safeharbor.domain.entry import Entry, EntryContent, Snapshot
from safeharbor.domain.revision import Placement
from safeharbor.services.ids import new_id
from safeharbor.services.session import SessionState
from safeharbor.storage.database import Transaction
from safeharbor.system.paths import HomePaths
from safeharbor.system.prefs import Preferences
from safeharbor.system.resources import resources_root
from safeharbor.ui.app import make_application
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.editor import EntryEditor
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.theme import Look, Scheme, load_tokens
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.desk import until
from support.homes import floor, make_vault

BERLIN = dt.timezone(dt.timedelta(hours=1))
PLACES = 208
"""What stands left of every screen in a wide window, and in a narrow one."""
RAIL = 88


class JournalHouse:
    """A vault, services over it, and what a journal screen is made from."""

    def __init__(self, home: Path, clock: FakeClock, scheme: Scheme = Scheme.LIGHT) -> None:
        made = make_vault(home.parent / "made")
        self.clock = clock
        self.services: Services = build(
            HomePaths(home), clock=clock, keyring=made.copy_to(home), calibrate=floor
        )
        self.services.session.unlock(None)
        self.preferences = Preferences(home / "preferences.json")
        app = make_application()
        assert isinstance(app, QApplication)
        self.app = app
        QLocale.setDefault(QLocale("en_GB"))
        self.look = Look(app, load_tokens(resources_root() / "tokens.json"), scheme=scheme)
        self.icons = Icons(resources_root() / "icons")
        self.bridge = Bridge()
        self.window = QWidget()
        self.screens: list[JournalScreen] = []

    @property
    def screen(self) -> JournalScreen:
        """The screen that was opened last."""
        return self.screens[-1]

    @property
    def editor(self) -> EntryEditor:
        """Its editor."""
        return self.screen.editor

    def open(self, width: int = 1200, height: int = 800) -> JournalScreen:
        """A journal in a window of this size, its first page fetched."""
        screen = JournalScreen(
            self.look,
            self.icons,
            self.services.journal,
            self.services.search,
            self.bridge,
            self.preferences,
            self.clock,
            self.window,
        )
        self.screens.append(screen)
        filled: list[bool] = []
        screen.stage.list.model.filled.connect(lambda: filled.append(True))
        self.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        until(lambda: bool(filled))
        screen.entered()
        return screen

    def resize(self, width: int, height: int) -> None:
        """Another size of the window; the places keep theirs."""
        self.window.resize(width, height)
        side = self.look.px(RAIL if width < self.look.px(900) else PLACES)
        self.screen.setGeometry(side, 0, width - side, height)

    def write(
        self, title: str, body: str = "", day: dt.date | None = None, **facts: object
    ) -> UUID:
        """Put an entry into the vault, past the screen."""
        content = EntryContent(title, body, **facts)  # type: ignore[arg-type]  # passed on as they came
        snapshot = self.services.journal.snapshot(content, day)
        self.services.journal.save(snapshot).result()
        self.clock.advance(60)
        return snapshot.entry_id

    def read(self, entry_id: UUID) -> Entry:
        """An entry as the vault has it."""
        return self.services.journal.get(entry_id).result()

    def show(self, entry_id: UUID) -> EntryEditor:
        """Open an entry on the screen."""
        self.screen.open_entry(entry_id)
        until(lambda: self.screen.desk.entry_id == entry_id)
        return self.editor

    def keep(self) -> None:
        """Let time pass until what is on the page is durable."""
        self.clock.advance(5)
        self.editor.keeper.poll()
        until(lambda: not self.editor.unsaved)

    def fill(self, count: int, days: int = 2000) -> list[UUID]:
        """Put many short entries into the vault in one transaction, the newest last."""
        start = self.clock.now().utc_us - days * 86_400_000_000
        step = days * 86_400_000_000 // count
        ids = [new_id() for _ in range(count)]

        def job(tx: Transaction) -> None:
            for number, entry_id in enumerate(ids):
                moment = self.clock.now()
                micros = start + number * step
                day = dt.datetime.fromtimestamp(micros / 1e6, BERLIN).date()
                moment = type(moment)(micros, 60, "Europe/Berlin", day)
                content = EntryContent(f"Entry {number}", f"Words of entry {number}.")
                snapshot = Snapshot(entry_id, None, content, moment)
                tx.entries.write(snapshot, Placement.FIRST, new_id(), micros)

        self.services.session.thread().write(job).result()
        return ids

    def close(self) -> None:
        """Lock, and let go of the window."""
        for screen in self.screens:
            screen.deleteLater()
        self.window.close()
        self.window.deleteLater()
        if self.services.session.state is SessionState.UNLOCKED:
            # A clock that stands still would let the last indexing take all the time it wants.
            ticks = itertools.count(self.clock.monotonic(), 0.1)
            self.clock.monotonic = lambda: next(ticks)  # type: ignore[method-assign]  # a double
            thread = self.services.session.thread()
            self.services.session.lock()
            assert thread.closed.wait(20)
        self.bridge.close()
        self.look.deleteLater()
        QLocale.setDefault(QLocale.system())


@contextmanager
def journal_house(home: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    """A house for the length of a block."""
    house = JournalHouse(home, clock)
    try:
        yield house
    finally:
        house.close()
