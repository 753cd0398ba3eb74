"""The window: one screen at a time, in the frame that stands around all of them.

It knows the table of routes and no screen. Its title is a name and nothing else, whatever is open
in it. Whether a screen may be shown is asked of ``gate``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication

from safeharbor.ui import geometry, tabbing
from safeharbor.ui.early_keys import EarlyKeys
from safeharbor.ui.frame import Frame, Setting
from safeharbor.ui.hush import Hush
from safeharbor.ui.name_shown import NameShown
from safeharbor.ui.routes import (
    BREATHE,
    CALM,
    EXERCISE,
    GUIDES,
    HELP,
    HOME,
    JOURNAL,
    KEYS,
    SETTINGS,
    WORKSHEETS,
    Parts,
    Route,
)
from safeharbor.ui.screen import Screen
from safeharbor.ui.way_back import WayBack

if TYPE_CHECKING:
    from safeharbor.ui.widgets.places import Place

_PRACTICES = frozenset({BREATHE, EXERCISE})
"""Where Stop stands in the place of Breathe."""
_SIZE = (1200, 800)
_LEAST = (320, 400)


class Window(EarlyKeys):
    """The program's one window."""

    shown = Signal(str)
    """The screen with this route id is in front now."""
    uncovered = Signal()
    """Somebody asked to see something again where the window was blank."""
    preference_changed = Signal(str)
    """Somebody changed a preference; carries its key."""
    practised = Signal(object)
    """Somebody has practised on one of the screens; carries the PracticeRecord."""
    lock_asked = Signal()
    hide_asked = Signal()
    write_asked = Signal()

    def __init__(self, routes: Mapping[str, Route], parts: Parts) -> None:
        """An empty window; ``show_screen`` fills it.

        Where a first picture is awaited, the keys wait for ``go_on``.

        Args:
            routes: every screen there is, by id.
            parts: what they are made from.
        """
        super().__init__()
        self._routes = routes
        self.parts = parts
        self._screens: dict[str, Screen] = {}
        self._current = ""
        self.way_back = WayBack(HOME)
        self._opened = False
        self._hush = Hush(parts.clock)
        self.gate: Callable[[str], str] = lambda route: route
        self.name_shown = NameShown(self, parts.preferences)
        self.frame = Frame(parts.look, parts.icons, partial(_places_of, routes), self)
        self._connect()
        self._held = parts.spine.held
        if not self._held:
            self.go_on()
        self._fit()
        geometry.put_back(self, parts.preferences, QSize(*map(parts.look.px, _SIZE)))

    @property
    def current(self) -> str:
        """The route id of the screen in front."""
        return self._current

    def screen_of(self, route: str) -> Screen:
        """The screen with this route id, made if it was not yet."""
        if route not in self._screens:
            screen = self._routes[route].factory(self.parts)
            screen.setParent(self)
            screen.hide()
            screen.go.connect(self.show_screen)
            screen.ask.connect(self.show_screen)
            screen.back.connect(self.go_back)
            screen.saving.connect(self.frame.show_saving)
            screen.changed.connect(self.preference_changed)
            screen.practised.connect(self.practised)
            self._screens[route] = screen
            if not self._held:
                self._use_keys()
            self._place(route)
        return self._screens[route]

    def go_on(self) -> None:
        """The first picture is there: make its keys work and those of the screen that is shown."""
        from safeharbor.ui.keys import Keys

        self._held = False
        keys = Keys(self, self._acts())
        for screen in self._screens.values():
            screen.go_on()
        self._use_keys()
        self.press_early(keys)

    def existing(self, route: str) -> Screen | None:
        """The screen with this route id, None where it was not made."""
        return self._screens.get(route)

    def show_screen(self, route: str, wish: object = None) -> None:
        """Put the screen with this route id in front, or the one that ``gate`` puts in its place.

        Args:
            route: the id.
            wish: what the screen is asked for, if it is that very one.
        """
        wanted, route = route, self.gate(route)
        self.frame.uncover()
        if route != self._current:
            self._change_to(route, wish)
        if wish is not None and route == wanted:
            self._screens[route].asked(wish)

    def go_back(self) -> None:
        """The screen that was there before; from there Esc leads home."""
        self.show_screen(self.way_back.take())
        self.way_back.forget()

    def breathe(self) -> None:
        """Breathe, from wherever one is, also from the question after a practice."""
        there = self._current == BREATHE
        self.show_screen(BREATHE)
        if there:
            self._screens[BREATHE].summoned()

    def help(self) -> None:
        """The help lines, from wherever one is; there again, back."""
        self._there_and_back(HELP)

    def escape(self) -> None:
        """Back at once, nothing asked. Where the window is blank, on to what may be seen."""
        screen = self._screens.get(self._current)
        if self.frame.covered:
            self.uncovered.emit()
        elif screen is not None:
            practising = self._current in _PRACTICES
            screen.escape()
            if practising and self._current == HOME:
                # Where Stop was pressed, the same key begins again.
                self.frame.corner.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def blank(self) -> None:
        """Show nothing but paper, at once; whatever else is open on the screen is closed."""
        self.frame.blank()
        if (screen := self._screens.get(self._current)) is not None:
            screen.covered()
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                other.close()
                # A question that wants an answer does not close.
                other.hide()

    def show_open(self, *, opened: bool) -> None:
        """Offer to lock what is open, or offer nothing."""
        self._opened = opened
        self._arrange()

    def destroy_screens(self, routes: Iterable[str]) -> None:
        """Let go of these screens and of all that is in them; the one in front is made anew."""
        in_front, covered = self._current, self.frame.covered
        for route in routes:
            screen = self._screens.pop(route, None)
            if screen is None:
                continue
            if route == in_front:
                self._current = ""
            screen.hide()
            screen.setParent(None)
            screen.deleteLater()
        if self._current != in_front:
            self.show_screen(in_front)
            if covered:
                self.frame.blank()

    def come_forward(self) -> None:
        """Show the window in front of others, as far as the desktop allows it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The screen fills what the places leave; the corner keeps its place."""
        super().resizeEvent(event)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place of the window; nothing else happens and nothing is asked."""
        geometry.remember(self, self.parts.preferences)
        super().closeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab visits places, page, tools and corner, whatever was made first."""
        screen = self._screens.get(self._current)
        chain = self.frame.stops(screen.stops() if screen else [])
        return tabbing.move(self, chain, forward=forward)

    def _change_to(self, route: str, wish: object) -> None:
        screen = self.screen_of(route)
        left = self._screens.get(self._current)
        self._hush.leaving(self._current)
        if left is not None:
            self.way_back.leave(self._current, route, wish)
        self._current = route
        self.frame.show_doors(running=route in _PRACTICES, helping=route == HELP)
        self.frame.show_place(self._routes[route].place)
        self.frame.show_saving(None)
        self._arrange()
        screen.hush(hushed=self._hush.holds)
        screen.show()
        self.frame.stand_above()
        # First, so that the focus goes where the screen wants it and not to the next in line.
        screen.entered()
        if left is not None:
            left.hide()
            left.left()
        self.shown.emit(route)

    def _there_and_back(self, route: str) -> None:
        if self._current == route and not self.frame.covered:
            self.go_back()
        else:
            self.show_screen(route)

    def _connect(self) -> None:
        frame = self.frame
        frame.chosen.connect(self.show_screen)
        frame.go_on.connect(self.uncovered)
        frame.lock.connect(self.lock_asked)
        frame.hide_now.connect(self.hide_asked)
        frame.corner.breathe.connect(self.breathe)
        frame.corner.stop.connect(self.escape)
        frame.corner.help.connect(self.help)
        frame.tools_changed.connect(self._arrange)
        self.parts.look.changed.connect(self._fit)
        self.preference_changed.connect(lambda _key: self._use_keys())
        self.preference_changed.connect(self.name_shown.follow)

    def _acts(self) -> dict[str, Callable[[], object]]:
        """What the keys of ``ui/keys.py`` do."""
        appearance = self.parts.appearance
        return {
            "breathe": self.breathe,
            "help": self.help,
            "escape": self.escape,
            "hide": self.hide_asked.emit,
            "lock": self.lock_asked.emit,
            "write": self.write_asked.emit,
            "home": lambda: self.show_screen(HOME),
            "journal": lambda: self.show_screen(JOURNAL),
            "guides": lambda: self.show_screen(GUIDES),
            "worksheets": lambda: self.show_screen(WORKSHEETS),
            "calm": lambda: self.show_screen(CALM),
            "settings": lambda: self.show_screen(SETTINGS),
            "larger": appearance.larger,
            "smaller": appearance.smaller,
            "usual": appearance.usual,
            "motion": self.parts.motion.toggle,
            "keys": lambda: self._there_and_back(KEYS),
            "quit": self.close,
        }

    def _use_keys(self) -> None:
        """The keys of the settings; one that hides, where nothing else has it."""
        from safeharbor.ui.keys import HIDE_KEY, USUAL_HIDE_KEY, Keys, hide_key

        for keys in self.findChildren(Keys):
            keys.follow(self.parts.preferences)
        key = hide_key(self.parts.preferences.get(HIDE_KEY, USUAL_HIDE_KEY))
        self.frame.show_key(key)
        self._arrange()

    def _fit(self) -> None:
        self.setMinimumSize(*map(self.parts.look.px, _LEAST))
        self._arrange()

    def _arrange(self) -> None:
        """Give the frame and the screen in front their room."""
        route = self._routes.get(self._current)
        if route is not None:
            lock = self._opened and not route.full
            hides = lock or route.may_hide
            self.frame.use(Setting(full=route.full, with_lock=lock, with_hide=hides))
            self._place(self._current)

    def _place(self, route: str) -> None:
        full = self._routes[route].full
        screen = self._screens[route]
        screen.keep_free(self.frame.reserved(full=full), tools=self.frame.tools_width)
        screen.setGeometry(self.frame.room(full=full))


def _places_of(routes: Mapping[str, Route]) -> list[Place]:
    """The first page of each place, in the order of the table."""
    from safeharbor.ui.widgets.places import Place

    return [
        Place(route.id, QCoreApplication.translate("routes", route.title), route.icon)
        for route in routes.values()
        if route.icon
    ]
