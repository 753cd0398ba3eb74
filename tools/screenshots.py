"""Takes the pictures for the README from the running program, with made-up entries in it.

``python -m tools.screenshots [FOLDER]`` makes a vault in a temporary home, opens the window without
a display and saves each screen in light and dark. Nobody's own home is touched.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "en_GB.UTF-8")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeharbor.content.sheets import load_sheet, sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.entry import EntryContent, Mood
from safeharbor.domain.moment import Moment, moment_of
from safeharbor.domain.policy import Policy
from safeharbor.domain.sheet import Fear
from safeharbor.services.journal import PageRequest
from safeharbor.system.paths import HomePaths
from safeharbor.ui.app import make_application, make_parts
from safeharbor.ui.assembly import Assembly
from safeharbor.ui.breathe.form import CALM_FORM, Form
from safeharbor.ui.first_run.offers import OFFERS, Offer
from safeharbor.ui.routes import BREATHE, EXERCISE, GUIDE_STEP, ROUTES, WORKSHEET
from safeharbor.ui.screens.guide_step import GuideStepScreen
from safeharbor.ui.screens.guides import GuidesScreen
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.screens.worksheet import WorksheetScreen
from safeharbor.ui.screens.worksheets import WorksheetsScreen
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.spine import Spine
from safeharbor.ui.theme import Scheme
from safeharbor.ui.window import Window
from safeharbor.ui.wishes import ExerciseWish, OpenSheet, OpenStep
from safeharbor.wiring import Services, build

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "screenshots"
SIZE: Final = (1200, 800)
SCREENS: Final = (
    "first_run",
    "lock",
    "home",
    "journal",
    "guides",
    "guide_step",
    "worksheets",
    "worksheet",
    "calm",
    "breathe",
    "breathe-wave",
    "breathe-bar",
    "exercise",
    "help",
    "settings",
)
"""The routes; ``breathe-wave`` and ``breathe-bar`` are the same practice in another light."""
SCHEMES: Final = (Scheme.LIGHT, Scheme.DARK)
COUNTRY: Final = "GB"

_PASSPHRASE: Final = "seven grey geese on the wall"
_PATIENCE_MS: Final = 20_000
_STEP_MS: Final = 50
_BREATHE_S: Final = 1.7
_NOW: Final = dt.datetime(2026, 11, 12, 18, 40, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """An entry that nobody wrote."""

    days_ago: int
    time: dt.time
    title: str
    body: str
    mood: Mood
    tags: tuple[str, ...] = ()


PAGES: Final = (
    Page(9, dt.time(8, 10), "First frost", "The puddles had lids of ice.", Mood.GOOD, ("walks",)),
    Page(6, dt.time(21, 5), "A slow Friday", "Soup, a blanket, an early night.", Mood.SO_SO),
    Page(4, dt.time(16, 30), "Letter to the garden", "The roses can wait.", Mood.GOOD, ("garden",)),
    Page(3, dt.time(22, 10), "Not sleeping", "I counted the trains instead.", Mood.LOW, ("sleep",)),
    Page(1, dt.time(19, 45), "Bread", "Mira brought a loaf, still warm.", Mood.GOOD, ("Mira",)),
    Page(
        0,
        dt.time(18, 20),
        "The first quiet day",
        "I woke early and lay listening to the rain on the skylight.\n\n"
        "Made tea. Watched the light come up over the allotments and left my phone in the other "
        "room until seven.\n\n"
        "Mira rang at noon. She asked nothing. She said she was making soup and that there was a "
        "chair. I went. We hardly talked, and it was good.\n\n"
        "Things that helped today:\n- the canal, slowly\n- Mira's kitchen\n- writing this here",
        Mood.SO_SO,
        ("sleep", "Mira"),
    ),
)

SHEET: Final = "boundary"
LINE: Final = Answers(
    {
        "area": "time",
        "need": "Quiet evenings, and sleep",
        "line": "I don't pick up after nine.",
        "say": "I don't pick up after nine. Write to me, and I'll ring on Saturday.",
        "who": "Jon",
        "review": "2026-12-03",
    }
)
"""What stands in the sheet; nobody wrote it."""
STEP: Final = ("bounds", "s2")


class StillClock:
    """A clock that stands, so that the pictures are the same tomorrow."""

    def __init__(self) -> None:
        self.when = _NOW
        self.seconds = 0.0

    def now(self) -> Moment:
        """The moment that was set."""
        return moment_of(self.when, "Europe/London")

    def monotonic(self) -> float:
        """The seconds that were set."""
        return self.seconds


def take(folder: Path) -> Iterator[Path]:
    """Save every screen in every scheme; yields the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="safeharbor-pictures-") as place:
        app, clock = make_application(), StillClock()
        for name, with_vault in (("empty", False), ("home", True)):
            home = HomePaths(Path(place) / name)
            if with_vault:
                fill(build(home, clock=clock), clock)
            yield from _take_home(app, home, clock, folder, with_vault=with_vault)


def fill(services: Services, clock: StillClock) -> None:
    """Make a vault with the made-up entries, and lock it."""
    services.session.create(Policy.PRIVATE, _PASSPHRASE)
    for page in PAGES:
        day = (_NOW - dt.timedelta(days=page.days_ago)).date()
        clock.when = dt.datetime.combine(day, page.time, tzinfo=dt.UTC)
        content = EntryContent(page.title, page.body, page.tags, page.mood)
        services.journal.save(services.journal.snapshot(content)).result()
    clock.when = _NOW
    _fill_forms(services, clock)
    services.session.lock()


def _fill_forms(services: Services, clock: StillClock) -> None:
    """Keep a filled worksheet, and where somebody is in a guide."""
    template = sheet_template(load_sheet(SHEET))
    form = services.sheets.new_id()
    services.sheets.save(FormSnapshot(form, None, template, clock.now(), LINE)).result()
    services.guides.be_at(*STEP).result()


def _take_home(
    app: QApplication, home: HomePaths, clock: StillClock, folder: Path, *, with_vault: bool
) -> Iterator[Path]:
    made = make_parts(app, home, lambda: build(home, clock=clock))
    made.preferences.set("help_country", COUNTRY)
    # Home is shown as it is on most days: nothing is offered.
    made.preferences.set(OFFERS, {offer.value: _NOW.date().isoformat() for offer in Offer})
    parts = replace(made, clock=clock.monotonic, now=lambda: clock.when)
    window = Window(ROUTES, parts)
    assembly = Assembly(window, parts.spine)
    window.resize(*SIZE)
    # Nothing is to look as if the pointer were over it.
    QCursor.setPos(0, 0)
    assembly.begin("show")
    window.show()
    assembly.start()
    wait(lambda: parts.spine.session.state is not None)
    for name in SCREENS if with_vault else SCREENS[:1]:
        if with_vault and name not in {"first_run", "lock"} and not parts.spine.is_open:
            parts.spine.session.unlock(_PASSPHRASE)
            wait(lambda: window.current == "home")
        if with_vault and name == "first_run":
            continue
        for scheme in SCHEMES:
            # First the colours: a page that is shown anew marks what has the keys.
            parts.look.choose(scheme)
            _go(window, name, parts.spine, clock)
            file = folder / f"{name.replace('_', '-')}-{scheme.value}.png"
            window.grab().save(str(file))
            yield file
    window.close()
    parts.spine.close()
    window.deleteLater()
    parts.look.deleteLater()
    pause(_STEP_MS)


def _go(window: Window, name: str, spine: Spine, clock: StillClock) -> None:
    """Show a screen as somebody sees it who has been there for a moment."""
    route, _, form = name.partition("-")
    if route == BREATHE:
        window.screen_of(route).escape()
        window.parts.preferences.set(CALM_FORM, form or Form.CIRCLE.value)
    window.show_screen(route, _wish(route, spine))
    pause(4 * _STEP_MS)
    _settle(window, route, spine)
    if route == EXERCISE:
        for key in (Qt.Key.Key_Right, Qt.Key.Key_3):
            QTest.keyClick(QApplication.focusWidget() or window, key)
    if route == BREATHE:
        window.grab()
        clock.seconds += _BREATHE_S
        pause(4 * _STEP_MS)


def _wish(route: str, spine: Spine) -> object:
    """What a screen is asked to show."""
    if route == EXERCISE:
        return ExerciseWish("gr_54321")
    if route == GUIDE_STEP:
        return OpenStep(*STEP)
    if route == WORKSHEET:
        # Nobody is afraid: what may be said stands open.
        spine.fear.give(Fear.NO)
        return OpenSheet(spine.services.sheets.page(None, 1, SHEET).result()[0].id)
    return None


def _settle(window: Window, route: str, spine: Spine) -> None:
    """Wait until a screen has what it shows from the vault."""
    screen = window.screen_of(route)
    if isinstance(screen, JournalScreen):
        newest = spine.services.journal.page(PageRequest(limit=1)).result()[0]
        screen.open_entry(newest.id)
        wait(lambda: screen.desk.entry_id is not None)
    elif isinstance(screen, GuidesScreen | WorksheetsScreen):
        wait(lambda: screen.desk.known.loaded)
    elif isinstance(screen, WorksheetScreen):
        wait(lambda: screen.desk.sitting is not None)
        assert screen.desk.sitting is not None
        # This answer is never kept, and so it cannot be made up before.
        screen.desk.sitting.model.write(Place("safe"), "no")
    elif isinstance(screen, GuideStepScreen):
        wait(lambda: screen.desk.visit is not None)
    else:
        return
    pause(4 * _STEP_MS)


def wait(condition: Callable[[], bool]) -> None:
    """Let the window live until ``condition`` holds.

    Raises:
        TimeoutError: it never did.
    """
    for _ in range(_PATIENCE_MS // _STEP_MS):
        if condition():
            return
        pause(_STEP_MS)
    raise TimeoutError("the window did not get there")


def pause(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(arguments: Sequence[str]) -> int:
    """Take all pictures; names each file."""
    for file in take(Path(arguments[0]) if arguments else FOLDER):
        print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
