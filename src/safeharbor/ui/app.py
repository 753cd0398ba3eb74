"""Builds the application and its window, and runs them.

What the first picture needs is built before it, everything else after it. It is given the home
and the address of the socket and knows no services.
"""

from __future__ import annotations

import contextlib
import gc
import sys
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from safeharbor import __version__
from safeharbor.domain.errors import HarborError
from safeharbor.system.paths import HomePaths, socket_address
from safeharbor.system.prefs import Preferences
from safeharbor.system.resources import resources_root
from safeharbor.ui.appearance import Appearance, scheme_of, zoom_of
from safeharbor.ui.assembly import Assembly
from safeharbor.ui.company import Company
from safeharbor.ui.i18n import speak
from safeharbor.ui.icons import Icons
from safeharbor.ui.motion import Motion
from safeharbor.ui.name_shown import desktop_file_name, is_neutral, program_name
from safeharbor.ui.routes import BREATHE, ROUTES, Parts
from safeharbor.ui.spine import Build, Spine, no_services
from safeharbor.ui.theme import Look, load_tokens
from safeharbor.ui.window import Window

if TYPE_CHECKING:
    import datetime as dt

LANGUAGE = "language"
"""The preference: a code such as ``de``, "" for the language of the system."""

_CALM_MS = 100
"""The first three pictures of the circle come before anything else."""
_PAUSE_MS = 40
"""Between two pieces of work behind the moving circle."""
_LATEST_MS = 500
"""What waits for the first picture starts then, even if the window opens minimised."""


def make_application(*, neutral: bool = False) -> QApplication:
    """The one QApplication, in Fusion, with the names the desktop shows.

    Args:
        neutral: whether they say nothing of what it is.
    """
    name = program_name(neutral=neutral)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setStyle("Fusion")
    else:
        # Asked for like this, Fusion is there without the four milliseconds that QStyle takes.
        app = QApplication([name, "-style", "Fusion"])
    app.setApplicationName(name)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(desktop_file_name(neutral=neutral))
    return app


def make_parts(
    app: QApplication,
    paths: HomePaths,
    build: Build = no_services,
    *,
    hold: bool = False,
    preferences: Preferences | None = None,
) -> Parts:
    """What the screens are made from.

    Args:
        app: the application.
        paths: the home.
        build: puts the services together; called on another thread.
        hold: whether that waits until the first picture is there.
        preferences: those of the home, where they were read before.

    Raises:
        HarborError: RESOURCE_MISSING.
    """
    resources = resources_root()
    preferences = preferences or Preferences(paths.preferences)
    speak(app, preferences.get(LANGUAGE, ""), resources / "i18n")
    look = Look(
        app,
        load_tokens(resources / "tokens.json"),
        scheme=scheme_of(preferences),
        zoom=zoom_of(preferences),
    )
    icons = Icons(resources / "icons")
    look.changed.connect(icons.clear)
    motion = Motion(preferences, look)
    appearance = Appearance(look, preferences)
    spine = Spine(paths, preferences, build, hold=hold)
    company = Company(preferences, look)
    return Parts(look, icons, motion, preferences, seconds, _now, appearance, spine, company)


def seconds() -> float:
    """Seconds that never go back and go on while the computer sleeps.

    ``time.monotonic`` stands still then on Linux and macOS, and a breath would go on in its middle
    as if nothing had been.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":  # noqa: RET505 - an else is what the type check leaves out
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        return time.monotonic()


def _now() -> dt.datetime:
    """What day and time it is here; asked for after the first picture."""
    from datetime import datetime

    return datetime.now()  # noqa: DTZ005 - the wall clock of this place is meant


def run(
    paths: HomePaths, *, reachable: bool, build: Build = no_services, verb: str = "show"
) -> int:
    """Open the window and stay until it is closed; the exit code.

    Args:
        paths: the home.
        reachable: whether this is the one window of the home, which others may speak to.
        build: puts the services together; called on another thread, after the first picture.
        verb: "breathe" for the breathing circle, "show" for the door to the journal.

    Raises:
        HarborError: RESOURCE_MISSING.
    """
    preferences = Preferences(paths.preferences)
    app = make_application(neutral=is_neutral(preferences))
    parts = make_parts(app, paths, build, hold=True, preferences=preferences)
    window = Window(ROUTES, parts)
    assembly = Assembly(window, parts.spine)
    late = Late(window, assembly, parts.preferences, paths if reachable else None)
    assembly.begin(verb)
    late.start_after_first_picture()
    window.show()
    code = app.exec()
    late.close()
    window.close()
    parts.company.close()
    parts.spine.close()
    window.deleteLater()
    return code


class Late(QObject):
    """What starts after the first picture, a piece at a time, so that the circle keeps moving.

    While somebody breathes only what others may ask of the window starts; what belongs to the
    vault waits until they leave the circle.
    """

    def __init__(
        self,
        window: Window,
        assembly: Assembly,
        preferences: Preferences,
        paths: HomePaths | None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._assembly = assembly
        self._preferences = preferences
        self._paths = paths
        self._pieces: deque[Callable[[], None]] | None = None
        self._closers: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def start_after_first_picture(self) -> None:
        """Start when the circle moves, or when any other screen is there."""
        if self._window.current == BREATHE:
            self._window.screen_of(BREATHE).painted.connect(self._begin)
        else:
            self._window.installEventFilter(self)
        self._timer.start(_LATEST_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window was painted: not from inside the painting, the work takes its time."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False

    def close(self) -> None:
        """Let go of the address and the signals."""
        self._timer.stop()
        self._pieces = deque()
        while self._closers:
            self._closers.pop()()

    def _begin(self) -> None:
        if self._pieces is not None:
            return
        gc.freeze()
        gc.enable()
        self._window.go_on()
        picture = self._window.name_shown.show_picture
        self._pieces = deque((self._end_on_signals, self._listen, picture))
        breathing = self._window.current == BREATHE
        if breathing:
            # Elsewhere it is looked for when a practice begins: what was found stays open.
            self._pieces.append(self._window.parts.company.prepare)
            self._window.shown.connect(self._on_shown)
        else:
            self._pieces += self._of_the_vault()
        self._timer.start(_CALM_MS if breathing else 0)

    def _next(self) -> None:
        """One piece; the next picture of the circle comes before another one."""
        if self._pieces is None:
            self._begin()
        elif self._pieces:
            self._pieces.popleft()()
            self._timer.start(_PAUSE_MS if self._window.current == BREATHE else 0)

    def _on_shown(self, _route: str) -> None:
        """Somebody has left the circle; whatever they do next may need the vault."""
        self._window.shown.disconnect(self._on_shown)
        if self._pieces is not None:
            self._pieces += self._of_the_vault()
            self._timer.start(0)

    def _of_the_vault(self) -> tuple[Callable[[], None], ...]:
        return self._assembly.start, self._watch, self._show_near_clock

    def _watch(self) -> None:
        self._closers.append(self._assembly.watch(self._preferences))

    def _show_near_clock(self) -> None:
        from safeharbor.ui.near_clock import NearClock

        icon = NearClock(self._window, self._preferences, self._assembly.on_verb)
        self._closers.append(icon.close)

    def _listen(self) -> None:
        if self._paths is None:
            return
        from safeharbor.ui.desktop.single_instance import open_server

        with contextlib.suppress(HarborError, OSError):
            server = open_server(socket_address(self._paths), self._window)
            server.verb.connect(self._assembly.on_verb)
            self._closers.append(server.close)

    def _end_on_signals(self) -> None:
        from safeharbor.ui.desktop.ending import Ending

        ending = Ending(self._window)
        ending.asked.connect(self._window.close)
        self._closers.append(ending.close)
