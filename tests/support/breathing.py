"""The breathing screen in a window: what can be seen on it, and time that goes by."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.breathing import Pattern, PhaseKind
from safeharbor.domain.practice import PracticeRecord
from safeharbor.ui.breathe.form import Form
from safeharbor.ui.breathe.stage import Front
from safeharbor.ui.pace import Pace
from safeharbor.ui.practice import PATTERNS, Practice
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.breathe import BreatheScreen
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.window import Window
from safeharbor.ui.wishes import BreatheWish
from support.clock import FakeClock

TICK_S = 0.1


def breathing(window: Window) -> BreatheScreen:
    """The breathing screen, which is in front."""
    assert window.current == "breathe"
    screen = window.screen_of("breathe")
    assert isinstance(screen, BreatheScreen)
    return screen


def let_pass(screen: BreatheScreen, clock: FakeClock, seconds: float) -> None:
    """Let time go by, with a look at the clock at every tenth of a second."""
    for _ in range(round(seconds / TICK_S)):
        clock.advance(TICK_S)
        screen.player.tick()


def begin(screen: BreatheScreen) -> None:
    """The first picture."""
    screen.view.light_state()
    screen.player.tick()


def front(screen: BreatheScreen) -> Front:
    """What is in front now."""
    return screen.stage.front


def running(screen: BreatheScreen) -> Practice:
    """What is breathed, or pauses."""
    assert screen.practice is not None
    return screen.practice


def pace_of(screen: BreatheScreen) -> Pace:
    """The breath of it."""
    return running(screen).pace


def choices(screen: BreatheScreen) -> list[str]:
    """What the row says."""
    return [button.text() for button in screen.row.buttons if button.isVisible()]


def words_in_sight(window: Window) -> list[str]:
    """Every word that stands on the screen, keys on buttons included."""
    text = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            text.append(getattr(widget, "words", widget.text()))
        elif isinstance(widget, Button):
            text += [widget.text(), widget.chip]
    view = breathing(window).view
    if view.light.isVisible():
        text.append(view.light_state().word)
    elif view.still.isVisible():
        state = view.still_state()
        text += [state.word, *(group.word for group in state.groups)]
    return " ".join(text).split()


def choices_in_sight(window: Window) -> list[str]:
    """The names of all that can be pressed, the two doors left out."""
    doors = (window.frame.corner.first, window.frame.corner.second)
    return [
        button.text()
        for button in window.findChildren(Button)
        if button.isVisible() and button not in doors
    ]


class HeardCues:
    """Cues that keep what they were told."""

    def __init__(self) -> None:
        self.phases: list[PhaseKind] = []
        self.said: list[str] = []
        self.ended = 0
        self.stopped = 0

    def phase(self, kind: PhaseKind) -> None:
        self.phases.append(kind)

    def say(self, text: str) -> None:
        self.said.append(text)

    def end(self) -> None:
        self.ended += 1

    def stop(self) -> None:
        self.stopped += 1


class Watchful:
    """A screen that says whether it is kept awake."""

    def __init__(self) -> None:
        self.held = False

    def hold(self) -> None:
        self.held = True

    def release(self) -> None:
        self.held = False


class Company:
    """What goes along with the screen of a test, and what it was told."""

    def __init__(self) -> None:
        self.cues = HeardCues()
        self.awake = Watchful()
        self.records: list[PracticeRecord] = []
        self.backs = 0
        self.went: list[str] = []

    def screen(self, parts: Parts, clock: FakeClock, qtbot: QtBot) -> BreatheScreen:
        """The screen alone in a window of its own, at rest."""
        made = BreatheScreen(
            parts.look,
            parts.icons,
            PATTERNS,
            parts.clock,
            parts.motion,
            parts.preferences,
            clock.now,
            cues=self.cues,
            awake=self.awake,
        )
        qtbot.addWidget(made)
        made.resize(1200, 800)
        made.practised.connect(self.records.append)
        made.back.connect(self._go_back)
        made.go.connect(self.went.append)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    def _go_back(self) -> None:
        self.backs += 1


def wish(
    screen: BreatheScreen,
    pattern: Pattern,
    seconds: float | None = None,
    form: Form | None = None,
    before: int | None = None,
    then: str = "",
) -> None:
    """What the window does with a wish, up to the first picture."""
    screen.entered()
    screen.asked(BreatheWish(pattern, seconds, form, before, then))
    begin(screen)


def run_out(screen: BreatheScreen, clock: FakeClock) -> None:
    """Breathe to the end, and let the question settle."""
    while screen.practice is not None:
        let_pass(screen, clock, 1)
    clock.advance(1)
