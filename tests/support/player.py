"""The player of scripts in a window, and the hands that walk it by clock or by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QLabel, QWidget

from safeharbor.content.exercises import IDS, cautions, load_exercise
from safeharbor.domain.exercise import Exercise, ExerciseKind
from safeharbor.domain.practice import PracticeRecord
from safeharbor.ui.exercise.sitting import Scene, Sitting
from safeharbor.ui.exercise.stage import Front
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.exercise import ExerciseScreen
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.window import Window
from safeharbor.ui.wishes import ExerciseWish
from support.clock import FakeClock
from support.sweep import settle

SCRIPTS: Final = tuple(name for name in IDS if not name.startswith("br_"))
GROUNDING: Final = tuple(
    name for name in SCRIPTS if load_exercise(name).kind is ExerciseKind.GROUNDING
)
_LOOK_S: Final = 5.0


class Playing:
    """A window with the player in front, and hands on its clock."""

    def __init__(self, open_window: Callable[..., Window], parts: Parts, clock: FakeClock) -> None:
        self._open_window = open_window
        self._clock = clock
        self.parts = parts
        self.records: list[PracticeRecord] = []
        self._window: Window | None = None

    @property
    def window(self) -> Window:
        """The window, opened when it is first asked for: on About, with the player behind it."""
        if self._window is None:
            self._window = self._open_window("about")
            self.screen.practised.connect(self.records.append)
        return self._window

    @property
    def screen(self) -> ExerciseScreen:
        screen = self.window.screen_of("exercise")
        assert isinstance(screen, ExerciseScreen)
        return screen

    @property
    def sitting(self) -> Sitting:
        sitting = self.screen.player.sitting
        assert sitting is not None
        return sitting

    @property
    def scene(self) -> Scene:
        return self.sitting.scene()

    def at(self, front: Front) -> bool:
        """Whether this is in front."""
        return self.screen.stage.front is front

    def pauses(self) -> bool:
        """Whether the script stands still."""
        return self.sitting.walk.paused

    def know_cautions(self) -> None:
        """As if every caution had been shown before."""
        self.parts.preferences.set("cautions_seen", list(cautions()))

    def begin(self, exercise_id: str, *, by_hand: bool = False, then: str = "") -> None:
        """Begin at once, with what could be asked settled beforehand."""
        self.know_cautions()
        exercise = load_exercise(exercise_id)
        self.wish(
            ExerciseWish(
                exercise_id,
                areas=exercise.usual_areas,
                minutes=exercise.minutes[0] if exercise.minutes else None,
                by_hand=by_hand,
                then=then,
            )
        )
        assert self.at(Front.PLAYING)

    def wish(self, wish: ExerciseWish) -> None:
        """Ask for an exercise as another screen does."""
        self.window.show_screen("exercise", wish)
        settle()

    def go_to(self, index: int) -> None:
        """Go on by hand up to a step."""
        while self.scene.index < index:
            self.screen.player.next()

    def wait(self, seconds: float) -> None:
        """Let so much time pass while the player looks at its clock, as it does by itself."""
        while seconds > 0:
            self._clock.advance(min(seconds, _LOOK_S))
            seconds -= _LOOK_S
            self.screen.player.look()

    def fall_asleep(self, seconds: float) -> None:
        """The computer sleeps: nobody looks at the clock meanwhile."""
        self._clock.advance(seconds)
        self.screen.player.look()

    def by_time(self) -> list[Scene]:
        """Wait until the script is over; every scene on the way."""
        seen = [self.scene]
        while self.at(Front.PLAYING):
            self.wait(1)
            if self.at(Front.PLAYING) and self.scene != seen[-1]:
                seen.append(self.scene)
        return seen

    def words_in_sight(self) -> list[str]:
        """Every word on the screen, those on the doors and keys on buttons included.

        A sign between two words is none.
        """
        text = []
        for widget in self.window.findChildren(QWidget):
            if not widget.isVisible():
                continue
            if isinstance(widget, QLabel):
                text.append(getattr(widget, "words", widget.text()))
            elif isinstance(widget, Button):
                text += [widget.text(), widget.chip]
        return [word for word in " ".join(text).split() if any(sign.isalnum() for sign in word)]

    @property
    def offers(self) -> list[str]:
        """The words of the choices, from one side to the other."""
        return [offer.words for offer in self.screen.stage.row.offers]

    def choices_in_sight(self) -> list[str]:
        """The words of all buttons, the two doors left out."""
        doors = (self.window.frame.corner.first, self.window.frame.corner.second)
        return [
            button.text()
            for button in self.window.findChildren(Button)
            if button.isVisible() and button not in doors
        ]


def exercise(name: str) -> Exercise:
    """A shipped one."""
    return load_exercise(name)
