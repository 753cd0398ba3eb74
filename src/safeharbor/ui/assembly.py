"""Puts window and vault together: what may be shown, what a lock does to the screens, the verbs.

It decides which screen is first without loading anything heavy, and is the only one that knows
both the window and the session. What somebody was at before a lock it holds in memory only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.routes import BREATHE, FIRST_RUN, HOME, JOURNAL, LOCK, ROUTES, offers
from safeharbor.ui.spine import Spine
from safeharbor.ui.window import Window

if TYPE_CHECKING:
    from safeharbor.domain.policy import Policy
    from safeharbor.services.drain import Drained
    from safeharbor.services.session import Unlocked
    from safeharbor.ui.way_back import Way
    from safeharbor.ui.wishes import NewEntry

INBOX: str = "inbox"
"""The origin of what came in from the inbox."""


class _Place(NamedTuple):
    """Where somebody was: the route, what its screen gave to come back by, what is behind it."""

    route: str
    keepsake: object
    way: Way


class Assembly(QObject):
    """The window of one home with its vault behind it."""

    def __init__(self, window: Window, spine: Spine) -> None:
        super().__init__(window)
        self._window = window
        self._spine = spine
        self._there: _Place | None = None
        self._wish: NewEntry | None = None
        self._hidden = False
        self._connected = False
        self._follows = False
        self._tried = False
        window.gate = self.gate
        window.lock_asked.connect(self._lock)
        window.hide_asked.connect(self._hide)
        window.write_asked.connect(self.write)
        window.uncovered.connect(self._uncover)
        window.parts.company.blank = lambda: window.frame.covered
        window.practised.connect(lambda record: spine.practice_keeper.keep(record))

    def begin(self, verb: str) -> None:
        """Show the first screen: the breathing circle, or the door to the journal."""
        if verb != "breathe":
            self._connect()
        self._window.show_screen(BREATHE if verb == "breathe" else self._door())

    def _door(self) -> str:
        """The first page; a question that was put off this week waits on Home."""
        route = self.gate(LOCK)
        if route != FIRST_RUN:
            return route
        from safeharbor.ui.first_run.offers import Offer

        return route if offers(self._window.parts).due(Offer.FIRST_RUN) else HOME

    def start(self) -> None:
        """Build the services behind the first picture."""
        self._connect()
        self._follow()
        self._spine.go_on()
        self._spine.session.prepare()

    def watch(self, preferences: Preferences) -> Callable[[], None]:
        """Lock when nobody is there, and back up once a day; returns what ends the locking."""
        app = QCoreApplication.instance()
        assert app is not None
        from safeharbor.ui.auto_backup import AutoBackup
        from safeharbor.ui.desktop.idle import DEFAULT_MINUTES, IDLE_MINUTES
        from safeharbor.ui.desktop.lock_triggers import open_lock_triggers

        spine, window = self._spine, self._window
        triggers = open_lock_triggers(app, spine.session, preferences, window)

        def renew() -> None:
            triggers.set_idle_minutes(preferences.get(IDLE_MINUTES, DEFAULT_MINUTES))

        window.preference_changed.connect(renew)
        # How it went is kept; Home and Settings say it when somebody comes there.
        AutoBackup(spine.session, spine.bridge, preferences, window)
        return triggers.close

    def gate(self, route: str) -> str:
        """The screen that is shown when ``route`` is asked for."""
        opened, has_vault = self._spine.is_open, self._spine.has_vault
        if opened:
            if route in {HOME, LOCK} and self._code_waits():
                return FIRST_RUN
            return HOME if route == LOCK else route
        if route in {HOME, LOCK} or ROUTES[route].needs_vault:
            if has_vault:
                return LOCK
            return HOME if route == HOME else FIRST_RUN
        return LOCK if route == FIRST_RUN and has_vault else route

    def _code_waits(self) -> bool:
        """Whether a recovery code is still in front of somebody who went to breathe meanwhile."""
        screen = self._window.existing(FIRST_RUN)
        if screen is None:
            return False
        from safeharbor.ui.screens.first_run import FirstRunScreen

        return isinstance(screen, FirstRunScreen) and screen.shows_code

    def on_verb(self, verb: str) -> None:
        """Do what a second start or the terminal asked for."""
        window = self._window
        if verb == "breathe":
            window.breathe()
        elif verb == "write":
            self.write()
        elif verb == "lock":
            self._lock()
        elif verb == "inbox":
            self.take_in_notes()
        if verb in {"show", "breathe", "write"}:
            window.come_forward()

    def write(self) -> None:
        """A new page; where the journal is closed, as soon as it is open."""
        from safeharbor.ui.wishes import NewEntry

        if self._spine.is_open:
            self._window.show_screen(JOURNAL, NewEntry())
        else:
            self._wish = NewEntry()
            self._window.show_screen(LOCK)

    def take_in_notes(self) -> None:
        """Bring in what was sealed while the vault is open; lists hear of it."""
        if self._spine.is_open:
            bridge, services = self._spine.bridge, self._spine.services
            bridge.then(bridge.run(services.session.drain), self, self._on_drained, _ignore)

    def _on_drained(self, drained: Drained) -> None:
        from safeharbor.domain.entry import Changes

        if drained.imported or drained.practices or drained.forms:
            self._spine.bridge.changed.emit(Changes(frozenset(), INBOX))

    def _connect(self) -> None:
        if self._connected:
            return
        self._connected = True
        session = self._spine.session
        session.ready.connect(self._on_ready)
        session.unlocked.connect(self._on_unlocked)
        session.hiding.connect(self._on_hiding)
        session.locking.connect(self._on_locking)
        self._spine.practice_keeper.late.connect(self.take_in_notes)
        from safeharbor.ui.hide_anywhere import HideAnywhere

        HideAnywhere(self._window)
        if not self._spine.held:
            self._follow()

    def _follow(self) -> None:
        """What listens for an unlock, which never comes before the first picture."""
        if self._follows:
            return
        self._follows = True
        from safeharbor.ui.after_unlock import AfterUnlock
        from safeharbor.ui.warming import Warming

        AfterUnlock(self._window, self._spine)
        Warming(self._spine, self._window)

    def _on_ready(self) -> None:
        """Where the keyring alone holds the key, the door opens by itself: once, at the start."""
        if not self._may_open or self._tried:
            return
        self._tried = True
        bridge, session = self._spine.bridge, self._spine.services.session
        bridge.then(bridge.run(lambda: session.policy), self, self._try_keyring, _ignore)

    @property
    def _may_open(self) -> bool:
        """Not where it was open, nor where somebody has hidden or locked before it could open."""
        return not (self._spine.was_open or self._spine.session.was_shut)

    def _try_keyring(self, policy: Policy | None) -> None:
        from safeharbor.domain.policy import Policy

        if policy is Policy.SIMPLE and self._may_open:
            self._spine.session.unlock(None)

    def _on_unlocked(self, _unlocked: Unlocked) -> None:
        window = self._window
        window.show_open(opened=True)
        self._renew()
        there, self._there = self._there, None
        wish, self._wish = self._wish, None
        if window.current != LOCK and wish is None:
            return
        if wish is not None:
            window.show_screen(JOURNAL, wish)
            return
        window.show_screen(there.route if there else HOME)
        if there is None:
            return
        window.way_back.put_back(there.way)
        if there.keepsake is not None:
            window.screen_of(there.route).come_back(there.keepsake)

    def _lock(self) -> None:
        self._connect()
        self._spine.session.lock()

    def _hide(self) -> None:
        self._connect()
        self._spine.session.hide()

    def _on_hiding(self) -> None:
        self._hidden = True
        self._window.blank()
        self._window.parts.company.stop()

    def _on_locking(self) -> None:
        """Called before the text is taken; what needs the vault goes right after it was."""
        window, route = self._window, self._window.current
        # Whoever has gone on from the blank page since, such as to breathe, sees what is there.
        self._hidden = self._hidden and window.frame.covered
        if ROUTES[route].needs_vault:
            screen = window.existing(route)
            keepsake = screen.keepsake() if screen else None
            self._there = _Place(route, keepsake, window.way_back.kept())
        if ROUTES[route].needs_vault or ROUTES[route].shows_vault:
            window.blank()
        QTimer.singleShot(0, self, self._leave_vault)

    def _leave_vault(self) -> None:
        window = self._window
        window.show_open(opened=False)
        window.show_screen(window.current)
        self._renew()
        if self._hidden:
            window.blank()

    def _uncover(self) -> None:
        self._hidden = False
        self._window.show_screen(self._window.current)

    def _renew(self) -> None:
        """Destroy what is made of the vault, or was made while there was none."""
        self._window.destroy_screens([r.id for r in ROUTES.values() if r.needs_vault])


def _ignore(_error: HarborError) -> None:
    """Nothing is lost by it: notes come in at the next unlock, and the door has its own button."""
