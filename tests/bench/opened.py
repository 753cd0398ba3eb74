"""The window over an open vault of the bench, used as a person uses it and timed from outside.

It knows the window by its screens, the names of their parts and its keys. A figure that needs a
clock inside of it, such as when the window was blank, hangs on a signal of the session.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTextEdit, QWidget

from bench.hands import SIZE, until
from faults.house import House, held_keyring
from safeharbor.system.clock import SystemClock
from safeharbor.system.paths import HomePaths
from safeharbor.ui.app import make_application, make_parts
from safeharbor.ui.assembly import Assembly
from safeharbor.ui.routes import ROUTES
from safeharbor.ui.screens.worksheet import WorksheetScreen
from safeharbor.ui.session import SessionController
from safeharbor.ui.window import Window
from safeharbor.ui.wishes import NewEntry, OpenSheet
from safeharbor.ui.worksheets.model import SheetModel
from safeharbor.wiring import Services, build

_FILLED = "Filled-in sheets, newest first"


class Opened:
    """An open journal in its window."""

    def __init__(self, app: QApplication, window: Window, session: SessionController) -> None:
        self.app = app
        self._window = window
        self._session = session
        self._blanked: list[float] = []
        # After the window's own slot, so that the window is blank by then.
        session.hiding.connect(lambda: self._blanked.append(time.perf_counter()))

    def open_journal(self) -> float:
        """Milliseconds from asking for the journal to the picture of its first page."""
        begun = time.perf_counter()
        self._window.show_screen("journal")
        self._seen("Entries")
        return (time.perf_counter() - begun) * 1000

    def open_shelf(self) -> float:
        """Milliseconds from asking for the worksheets to the picture of their shelf."""
        begun = time.perf_counter()
        self._window.show_screen("worksheets")
        until(self.app, lambda: self._called("sheets.filled") is not None)
        self._window.repaint()
        return (time.perf_counter() - begun) * 1000

    def open_filled(self) -> float:
        """Milliseconds from a press to the picture of the list of all that is filled in."""
        link = self._called("sheets.filled")
        assert link is not None
        begun = time.perf_counter()
        QTest.keyClick(link, Qt.Key.Key_Space)
        self._seen(_FILLED)
        return (time.perf_counter() - begun) * 1000

    def look_for(self, word: str) -> float:
        """Milliseconds from Enter until every sheet with ``word`` in its name is in the list."""
        field = self._called("filled.search")
        assert isinstance(field, QLineEdit)
        field.setText(word)
        begun = time.perf_counter()
        QTest.keyClick(field, Qt.Key.Key_Return)
        rows = self._list(_FILLED)
        assert rows is not None
        model = rows.model()
        assert isinstance(model, SheetModel)
        until(self.app, lambda: bool(model.word) and model.settled)
        self._seen(_FILLED)
        return (time.perf_counter() - begun) * 1000

    def open_sheet(self, form_id: UUID) -> float:
        """Milliseconds from asking for a filled sheet to the picture of it."""
        begun = time.perf_counter()
        self._window.show_screen("worksheet", OpenSheet(form_id))
        screen = self._window.screen_of("worksheet")
        assert isinstance(screen, WorksheetScreen)

        def there() -> bool:
            sitting = screen.desk.sitting
            return sitting is not None and sitting.form_id == form_id

        until(self.app, there)
        self._window.repaint()
        taken = (time.perf_counter() - begun) * 1000
        self.app.processEvents()
        return taken

    def sheets(self) -> list[UUID]:
        """All filled sheets, newest first."""
        services = self._session.services
        assert services is not None
        return [each.id for each in services.sheets.page(limit=10_000).result()]

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

    def _seen(self, name: str) -> None:
        """Wait until there is something in the list with this name, and paint it."""
        until(self.app, lambda: self._count(name) > 0)
        shown = self._list(name)
        assert shown is not None
        shown.viewport().repaint()

    def _count(self, name: str) -> int:
        found = self._list(name)
        return 0 if found is None else found.model().rowCount()

    def _list(self, name: str) -> QAbstractItemView | None:
        views = self._window.findChildren(QAbstractItemView)
        return next((view for view in views if view.accessibleName() == name), None)

    def _called(self, name: str) -> QWidget | None:
        """What can be seen and has this name for programs."""
        parts = self._window.findChildren(QWidget)
        named = (part for part in parts if part.accessibleIdentifier() == name)
        return next((part for part in named if part.isVisible()), None)

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
