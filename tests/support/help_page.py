"""A made-up list of help lines, and what can be read on the page that shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.helplines import (
    Country,
    Directory,
    EmergencyNumber,
    HelpLine,
    HelpLines,
    LineKind,
)
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.words import Words

QUIET = HelpLine(
    "Quiet line", LineKind.YOUTH, None, "HI to 4455", None, None, ("nb",), "Anonymous."
)
NIGHT = HelpLine("Night line", LineKind.SUICIDE_CRISIS, "800 1", None, None, "24/7", ("nb", "en"))
DAY = HelpLine(
    "Day line", LineKind.SUICIDE_CRISIS, "800 3", None, None, "Mon-Fri 09:00-17:00", ("en",)
)
SAFE = HelpLine(
    "Safe house",
    LineKind.DOMESTIC_ABUSE,
    "800 2",
    "WhatsApp 300 754",
    "https://x.test/a/chat/",
    "10:00-24:00 daily",
    (),
)
NORTH = Country(
    "NO",
    "Northland",
    (EmergencyNumber("112", "police"), EmergencyNumber("113", "ambulance")),
    (QUIET, NIGHT, DAY, SAFE),
)
SOUTH = Country(
    "SO",
    "Southland",
    (EmergencyNumber("999", "all emergencies"), EmergencyNumber("112", "all emergencies")),
    (),
)
LINES = HelpLines(
    dt.date(2026, 11, 21),
    (
        Directory("Many lands", "https://lands.test/", "A list"),
        Directory("More lands", "https://www.more-lands.test/find", "Another"),
    ),
    {"NO": NORTH, "SO": SOUTH},
)


MakeScreen = Callable[..., GetHelpScreen]


def help_screen(
    parts: Parts,
    qtbot: QtBot,
    lines: HelpLines | None = LINES,
    width: int = 1200,
    *,
    country: str = "",
    guess: str | None = None,
    more: bool = False,
) -> GetHelpScreen:
    """The page, shown, with a country chosen or guessed, and opened below or not."""
    if country:
        parts.preferences.set("help_country", country)
    look, icons, preferences = parts.look, parts.icons, parts.preferences
    screen = GetHelpScreen(look, icons, lines, preferences, guess=lambda: guess)
    qtbot.addWidget(screen)
    screen.resize(width, 900)
    screen.show()
    screen.entered()
    if more:
        screen.view.turn_more()
    QApplication.processEvents()
    return screen


def words_on(page: QWidget) -> list[str]:
    """Every label in the order in which it is read."""
    shown = []
    for label in page.findChildren(QLabel):
        if label.isVisible():
            words = label.words if isinstance(label, (Words, Digits)) else label.text()
            shown.append(words.replace("\N{ZERO WIDTH SPACE}", ""))
    return shown


def spoken_on(page: QWidget) -> list[str]:
    """What a screen reader finds on every label."""
    return [
        QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
        for label in page.findChildren(QLabel)
        if label.isVisible()
    ]


def stop(screen: GetHelpScreen, name: str) -> QWidget:
    """What is called ``name`` on the page and can be visited."""
    assert screen.body is not None
    found = screen.body.stop_called(name)
    assert found is not None, name
    return found


def stop_names(screen: GetHelpScreen) -> list[str]:
    """What everything is called that Tab visits on the page."""
    assert screen.body is not None
    return [each.accessibleIdentifier() for each in screen.body.stops()]


def push(screen: GetHelpScreen, name: str) -> None:
    """Press what is called ``name``, wherever the page is scrolled to."""
    button = stop(screen, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def in_focus() -> str:
    """What has the keys."""
    focus = QApplication.focusWidget()
    return focus.accessibleIdentifier() if focus is not None else ""
