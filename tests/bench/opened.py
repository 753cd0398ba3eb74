"""The window over an open vault of the bench, used as a person uses it and timed from outside.

It knows the window by its screens, the names of their parts and its keys. A figure that needs a
clock inside of it, such as when the window was blank, hangs on a signal of the session.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTextEdit

from bench.hands import SIZE, until
from faults.house import House, held_keyring
from safeharbor.system.clock import SystemClock
from safeharbor.system.paths import HomePaths
from safeharbor.ui.app import make_application, make_parts
from safeharbor.ui.assembly import Assembly
from safeharbor.ui.routes import ROUTES
from safeharbor.ui.session import SessionController
from safeharbor.ui.window import Window
from safeharbor.ui.wishes import NewEntry
from safeharbor.wiring import Services, build


class Opened:
    """An open journal in its window."""

    def __init__(self, app: QApplication, window: Window, session: SessionController) -> None:
        self.app = app
        self._window = window
        self._blanked: list[float] = []
        # After the window's own slot, so that the window is blank by then.
        session.hiding.connect(lambda: self._blanked.append(time.perf_counter()))

    def open_journal(self) -> float:
        """Milliseconds from asking for the journal to the picture of its first page."""
        begun = time.perf_counter()
        self._window.show_screen("journal")
        until(self.app, lambda: self._rows() is not None)
        shown = self._rows()
        assert shown is not None
        shown.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def long_entry(self, text: str) -> QTextEdit:
        """A new page with ``text`` in it; its field, with the caret at the end."""
        self._window.show_screen("journal", NewEntry())
        field = self._field()
        field.insertPlainText(text)
        self.app.processEvents()
        return field

    def hide(self) -> float:
        """Milliseconds from F9 to the blank window; the vault closes behind it."""
        begun = time.perf_counter()
        QTest.keyClick(QApplication.focusWidget() or self._window, Qt.Key.Key_F9)
        (blank,) = self._blanked
        assert self._window.frame.covered
        return (blank - begun) * 1000

    def _rows(self) -> QAbstractItemView | None:
        """The list of entries, once there is something in it."""
        views = self._window.findChildren(QAbstractItemView)
        found = next((view for view in views if view.accessibleName() == "Entries"), None)
        return found if found is not None and found.model().rowCount() > 0 else None

    def _field(self) -> QTextEdit:
        def shown() -> QTextEdit | None:
            fields = self._window.findChildren(QTextEdit)
            named = (field for field in fields if field.accessibleName() == "Text of the entry")
            return next((field for field in named if field.isVisible()), None)

        until(self.app, lambda: shown() is not None)
        field = shown()
        assert field is not None
        return field


@contextmanager
def opened_window(folder: Path) -> Iterator[Opened]:
    """The window over the vault in ``folder``, unlocked, at Home."""
    house = House.at(folder / "home")

    def services() -> Services:
        keyring = held_keyring(house.keyring)
        return build(HomePaths(house.home), clock=SystemClock(), keyring=keyring)

    app = make_application()
    parts = make_parts(app, HomePaths(house.home), services)
    window = Window(ROUTES, parts)
    assembly = Assembly(window, parts.spine)
    window.resize(*SIZE)
    assembly.begin("show")
    window.show()
    window.activateWindow()
    assembly.start()
    parts.spine.session.unlock(house.code)
    until(app, lambda: parts.spine.is_open and window.current == "home")
    try:
        yield Opened(app, window, parts.spine.session)
    finally:
        window.close()
        parts.spine.close()
        window.deleteLater()
        parts.look.deleteLater()
