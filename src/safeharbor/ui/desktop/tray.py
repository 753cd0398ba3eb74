"""The small icon near the clock, for desktops that have a place for one.

Qt's own icon asks the session's bus on Linux, and waits for it; so the desktop is asked first,
in our own way, and only where it answers at once is Qt let near it. This knows no window: what
the menu is pressed for comes out as signals. Nothing is ever told by the icon; it has the
picture and the name of the window and no others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

if TYPE_CHECKING:
    from safeharbor.ui.desktop.bus import Bus, Values

NEAR_CLOCK: Final = "icon_near_clock"
"""The preference: whether the icon is shown; off until it is chosen."""
PATIENCE_MS: Final = 1000
"""A desktop that has said nothing by then is left alone."""

_WATCHER: Final = "org.kde.StatusNotifierWatcher"
_WATCHER_PATH: Final = "/StatusNotifierWatcher"
_HOST: Final = "IsStatusNotifierHostRegistered"


class TrayQuestion(QObject):
    """Asks whether the desktop has a place for an icon. It asks once and waits for nobody."""

    answered = Signal(bool)
    """Whether there is a place; sent once, and never from inside ``ask``."""

    def __init__(self, parent: QObject, bus: Callable[[], str | None] | None = None) -> None:
        """Nothing is asked yet.

        Args:
            parent: who owns it.
            bus: finds the address of the session's bus; None for the usual way.
        """
        super().__init__(parent)
        self._find_bus = bus
        self._bus: Bus | None = None
        self._here: bool | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)

    def ask(self) -> None:
        """Begin to ask; ``answered`` comes within ``PATIENCE_MS``."""
        self.close()
        if sys.platform != "linux":
            self._tell_soon(here=_qt_has_one())
            return
        from safeharbor.ui.desktop.bus import Bus, Name, session_bus

        self._bus = bus = Bus((self._find_bus or session_bus)(), self)
        self._timer.start(PATIENCE_MS if bus.alive else 0)
        self.destroyed.connect(bus.close)
        get = Name("org.freedesktop.DBus.Properties", "Get", _WATCHER_PATH)
        bus.ask(_WATCHER, get, "ss", (_WATCHER, _HOST), self._on_answer)

    def close(self) -> None:
        """Ask no more; nothing is answered from now on."""
        self._timer.stop()
        self._here = None
        if self._bus is not None:
            self._bus.close()
            self._bus.deleteLater()
            self._bus = None

    def _on_answer(self, values: Values | None) -> None:
        """The bus is alive; where nothing new lives on it, an old X11 tray may be there."""
        self._tell_soon(here=values == (("b", True),) or _old_one())

    def _tell_soon(self, *, here: bool) -> None:
        self._here = here
        self._timer.start(0)

    def _on_time(self) -> None:
        """Say what was found; where there is no bus at all, what an old X11 tray says.

        A bus that is there and silent would hold Qt up as well, so then nobody is asked.
        """
        here = self._here
        if here is None:
            here = self._bus is not None and not self._bus.alive and _old_one()
        self.close()
        self.answered.emit(here)


class Tray(QObject):
    """The icon and its menu. It is there only while it is wished and the desktop has a place."""

    verb = Signal(str)
    """What the terminal may say too: "breathe", "show" or "lock"."""
    hide_asked = Signal()
    quit_asked = Signal()

    def __init__(self, picture: QIcon, name: str, window: QWidget, question: TrayQuestion) -> None:
        """No icon yet.

        Args:
            picture: what is painted there.
            name: what is read where the pointer rests on it.
            window: the owner.
            question: asks for the place; each time before an icon is put there.
        """
        super().__init__(window)
        self._picture = picture
        self._name = name
        self._question = question
        self._wished = False
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu(window)
        #: In the menu of the icon near the clock.
        self._add(self.tr("Breathe now"), partial(self.verb.emit, "breathe"))
        #: In the menu of the icon near the clock: brings the window to the front.
        self._add(self.tr("Open"), partial(self.verb.emit, "show"))
        self.menu.addSeparator()
        self.lock = self._add(self.tr("Lock now"), partial(self.verb.emit, "lock"))
        self._add(self.tr("Hide"), self.hide_asked.emit)
        self.menu.addSeparator()
        self._add(self.tr("Quit"), self.quit_asked.emit)
        question.answered.connect(self._on_answered)

    @property
    def shown(self) -> bool:
        """Whether the icon is there."""
        return self._icon is not None

    def wish(self, *, wished: bool) -> None:
        """Put the icon there, if it can be, or take it away at once."""
        if wished == self._wished:
            return
        self._wished = wished
        if wished:
            self._question.ask()
        else:
            self._question.close()
            self._take_away()

    def dress(self, picture: QIcon, name: str) -> None:
        """Another picture and another name, at once where the icon is there."""
        self._picture, self._name = picture, name
        if self._icon is not None:
            # Panels ask for the name of a program once; a new icon makes them ask again.
            self._take_away()
            self._put_there()

    def close(self) -> None:
        """Take it away for good."""
        self.wish(wished=False)
        self.menu.deleteLater()

    def _add(self, words: str, then: Callable[[], None]) -> QAction:
        action = self.menu.addAction(words)
        action.triggered.connect(lambda _on: then())
        return action

    def _on_answered(self, here: bool) -> None:  # noqa: FBT001 - what the signal carries
        if here and self._wished and self._icon is None:
            self._put_there()

    def _put_there(self) -> None:
        self._icon = icon = QSystemTrayIcon(self._picture, self)
        icon.setToolTip(self._name)
        icon.setContextMenu(self.menu)
        icon.activated.connect(self._on_activated)
        icon.show()

    def _take_away(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On a Mac a click opens the menu, where Open is.
        if reason is QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.verb.emit("show")


def _old_one() -> bool:
    """An X11 tray without a bus; elsewhere Qt knows of none."""
    return QGuiApplication.platformName() == "xcb" and _qt_has_one()


def _qt_has_one() -> bool:
    return QSystemTrayIcon.isSystemTrayAvailable()
