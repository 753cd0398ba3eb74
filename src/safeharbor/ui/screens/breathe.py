"""The breathing screen: a light that opens and closes, one word, one quiet line, three choices.

Without a wish it is for somebody in distress and begins at once. It takes patterns, a clock and a
motion setting, and no services, so that it works before any vault exists and cannot touch one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.breathing import Pattern
from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.announce import announce
from safeharbor.ui.breath_talk import HOLDS, BreathTalk
from safeharbor.ui.breathe.form import form_of
from safeharbor.ui.breathe.player import Player
from safeharbor.ui.breathe.sitting import SHORTEST_S, Past, Sitting
from safeharbor.ui.breathe.stage import Front, Stage
from safeharbor.ui.icons import Icons
from safeharbor.ui.motion import Motion
from safeharbor.ui.pace import Pace
from safeharbor.ui.practice import Practice
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look

if TYPE_CHECKING:
    from safeharbor.domain.moment import Moment
    from safeharbor.domain.practice import After
    from safeharbor.ui.breathe.ports import AwakePort, CuesPort
    from safeharbor.ui.keys import Keys
    from safeharbor.ui.wishes import BreatheWish

HOLDS_SEEN: Final = "holds_seen"
"""The preference: whether what is to be known about breath holds was shown."""

_SETTLE_S: Final = 0.8
"""The question at the end takes no answer for so long: it was meant for the row."""


class BreatheScreen(Screen):
    """Breathe along, in full window. Stop and Get help stand in the window's corner."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        patterns: Sequence[Pattern],
        clock: Callable[[], float],
        motion: Motion,
        preferences: Preferences | None = None,
        now: Callable[[], Moment] | None = None,
        parent: QWidget | None = None,
        *,
        cues: CuesPort | None = None,
        awake: AwakePort | None = None,
        hold: bool = False,
    ) -> None:
        """A screen at rest; it begins when it is entered.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            patterns: what is offered in distress, see ``practice.PATTERNS``; the first one begins.
            clock: seconds that never go back.
            motion: whether the light may move.
            preferences: where the form of the light is chosen, None for the usual one.
            now: the present moment, None for that of this computer.
            parent: the window.
            cues: lets a practice be heard, if there is a way.
            awake: keeps the screen awake, if there is a way.
            hold: whether its keys wait for ``go_on``.
        """
        super().__init__(parent)
        self._clock = clock
        self._now = now
        self._preferences = preferences
        self._wish: BreatheWish | None = None
        self._past: Past | None = None
        self._asked_at = 0.0
        self._holds_told = False
        self._keys: Keys | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Breathe"))
        self._talk = BreathTalk(self)
        self._sitting = Sitting(patterns, clock, cues, awake, self._talk.opening)
        self.stage = Stage(look, icons, lambda: self.pace, self._on_answered, self)
        self.view, self.line, self.row = self.stage.view, self.stage.line, self.stage.row
        self.player = Player(self.stage, self._sitting, self._talk, clock, motion, self)
        self._connect()
        if not hold:
            self.go_on()
        look.changed.connect(self.arrange)

    @property
    def practice(self) -> Practice | None:
        """What runs or pauses, None when it was stopped."""
        return self._sitting.practice

    @property
    def pace(self) -> Pace | None:
        """The breath of it, None when it was stopped."""
        return self._sitting.pace

    def entered(self) -> None:
        """Begin, or go along with what was not stopped; either way with an in-breath."""
        if not self.player.resume():
            self._close()
            self._begin(None)

    def summoned(self) -> None:
        """Begin where a page stands in the way, go on where one hid it, disturb nothing else."""
        if self.practice is None:
            self.entered()
        else:
            self.player.uncover()

    def covered(self) -> None:
        """Whoever hides it wants it silent too; it waits until somebody goes on."""
        self.player.cover()

    def asked(self, wish: object) -> None:
        """Begin a chosen practice; before the first one with breath holds, tell about them."""
        from safeharbor.ui.wishes import BreatheWish

        if not isinstance(wish, BreatheWish):
            return
        self._close()
        self._wish = wish
        kept = self._preferences is not None and self._preferences.get(HOLDS_SEEN, False)
        if wish.pattern.has_hold and not (kept or self._holds_told):
            self.stage.holds.say(self._talk.about_holds())
            self.stage.offer(self._talk.before_holds())
            self.stage.show(Front.HOLDS)
            self.player.run()
            self.arrange()
            announce(self, self.stage.holds.said)
        else:
            self._begin(wish)

    def left(self) -> None:
        """The breath goes on behind another screen; it does not end there."""
        if self._past is not None:
            self._close()
        self._sitting.leave()

    def escape(self) -> None:
        """Stop at once, and back to where one was."""
        self._close()
        self.back.emit()

    def stops(self) -> list[QWidget]:
        """What can be pressed; the screen itself holds the focus at first."""
        return [self, *self.stage.stops()]

    def arrange(self) -> None:
        """Lay out what is in front, clear of the corner."""
        self.stage.arrange(self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down scroll a page that is longer than the window."""
        page, key = self.stage.page, event.key()
        if page is not None and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            page.turn(down=key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Move again."""
        super().showEvent(event)
        self.player.run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still, and let a question go that nobody answered."""
        self.player.hide()
        if self._past is not None and not event.spontaneous():
            self._close()
        super().hideEvent(event)

    def go_on(self) -> None:
        """Make the keys work, and say what they are."""
        from safeharbor.ui.keys import ON_BREATHE, Keys

        player = self.player
        acts: dict[str, Callable[[], object]] = {
            "slower": player.slow_down,
            "faster": player.speed_up,
            "sigh": player.sigh,
            "pause": player.toggle_pause,
            "holds": partial(self._choose, HOLDS),
        }
        self._keys = Keys(self, acts, ON_BREATHE)
        self._keys.changed.connect(self._show_keys)
        self._show_keys()
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._close)

    def _connect(self) -> None:
        self.player.ended.connect(self._end)
        self.player.elsewhere.connect(self._go_elsewhere)
        self.player.adapted.connect(self._show_keys)
        self.view.painted.connect(self.painted)
        self.row.chosen.connect(self._choose)

    def _begin(self, wish: BreatheWish | None, *, free: bool = False) -> None:
        self._wish = wish
        chosen = wish.form if wish is not None else None
        self.view.show_form(chosen or form_of(self._preferences))
        self.player.begin(wish, free=free)
        self.arrange()

    def _choose(self, choice: str) -> None:
        """Do what was pressed in the row."""
        if self.stage.front is not Front.HOLDS:
            self.player.choose(choice)
            return
        self._holds_told = True
        if self._preferences is not None:
            # Where nothing can be written it holds for this run.
            with contextlib.suppress(HarborError):
                self._preferences.set(HOLDS_SEEN, self._holds_told)
            self.changed.emit(HOLDS_SEEN)
        self._begin(self._wish, free=choice == HOLDS)

    def _go_elsewhere(self, exercise: str) -> None:
        """Something outward instead, which nobody has to come back from."""
        from safeharbor.ui.wishes import ExerciseWish

        self._close()
        self.ask.emit("exercise", ExerciseWish(exercise, then="home"))

    def _end(self) -> None:
        """The practice is over: one question, and back."""
        self._past = self._sitting.stop(ended=True)
        if self._past is None or self._past.seconds < SHORTEST_S:
            self._leave(None)
            return
        page = self.stage.after
        page.line.say(self._past.line or self._talk.danger())
        self._asked_at = self._clock() + _SETTLE_S
        self.stage.show(Front.AFTER)
        self.player.run()
        self.arrange()
        announce(self, page.said)

    def _on_answered(self, after: After | None) -> None:
        if self._clock() >= self._asked_at:
            self._leave(after)

    def _leave(self, after: After | None) -> None:
        then = self._wish.then if self._wish is not None else ""
        self._close(after)
        if then:
            self.go.emit(then)
        else:
            self.back.emit()

    def _close(self, after: After | None = None) -> None:
        """Breathe no more, and tell what may be kept of it."""
        past, self._past = self._past or self._sitting.stop(), None
        self._wish = None
        self.player.run()
        if past is None or past.seconds < SHORTEST_S:
            return
        from safeharbor.ui.breathe.record import record_of

        self.practised.emit(record_of(past, self._sitting.ago, after, self._now))

    def _show_keys(self) -> None:
        """Say what the keys do now, for whoever does not see them."""
        if self._keys is None:
            return
        from safeharbor.ui.keys import breathing_words

        letters = self._talk.letters = self._keys.letters
        practice = self.practice
        holds = practice is not None and practice.free is not None
        sizes = practice is not None and practice.half is not None
        self.setAccessibleDescription(breathing_words(letters=letters, holds=holds, sizes=sizes))
        self.player.show_words()
