"""Lines that were left out of Get help, and how they come back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.services.help_choices import HelpChoices
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.widgets.button import Button
from support.help_page import LINES, NORTH, in_focus, push, stop, stop_names, words_on

Open = Callable[[], GetHelpScreen]
QUIET, NIGHT, DAY, SAFE = (f"help.line{place}" for place in range(4))


@pytest.fixture
def open_page(parts: Parts, qtbot: QtBot) -> Open:
    """The page, opened to the end, with what changes it."""

    def on() -> GetHelpScreen:
        parts.preferences.set("help_country", "NO")
        look, icons, preferences = parts.look, parts.icons, parts.preferences
        screen = GetHelpScreen(look, icons, LINES, preferences, guess=lambda: None)
        qtbot.addWidget(screen)
        screen.resize(1200, 900)
        screen.show()
        screen.activateWindow()
        screen.entered()
        screen.view.turn_more()
        screen.view.turn_changing()
        QApplication.processEvents()
        return screen

    return on


def hidden(parts: Parts) -> frozenset[str]:
    return HelpChoices(parts.preferences).hidden(NORTH)


def test_lines_are_hidden_only_where_somebody_asked_to_change_the_list(open_page: Open) -> None:
    screen = open_page()
    assert [name for name in stop_names(screen) if name.endswith(".hide")] == [
        f"{NIGHT}.hide", f"{DAY}.hide", f"{SAFE}.hide", f"{QUIET}.hide",
    ]  # fmt: skip
    button = stop(screen, "help.change")
    assert isinstance(button, Button)
    assert button.text() == "Done"
    push(screen, "help.change")
    assert not any(name.endswith(".hide") for name in stop_names(screen))
    assert in_focus() == "help.change"


def test_a_line_is_hidden_and_stays_hidden(open_page: Open, parts: Parts) -> None:
    screen = open_page()
    assert stop(screen, f"{DAY}.hide").accessibleName() == "Hide the line Day line"
    push(screen, f"{DAY}.hide")
    assert hidden(parts) == {"Day line"}
    assert in_focus() == f"{SAFE}.hide"
    assert "Day line" not in words_on(screen)
    assert "Day line" not in words_on(open_page())


def test_the_keys_go_to_the_line_before_where_the_last_one_was_hidden(open_page: Open) -> None:
    screen = open_page()
    push(screen, f"{QUIET}.hide")
    assert in_focus() == f"{SAFE}.hide"


def test_hidden_lines_are_counted_and_come_back(open_page: Open, parts: Parts) -> None:
    screen = open_page()
    for line in (NIGHT, SAFE):
        push(screen, f"{line}.hide")
    link = stop(screen, "help.hidden")
    assert isinstance(link, Button)
    assert link.text() == "Show hidden lines (2)"
    push(screen, "help.hidden")
    shown = words_on(screen)
    assert shown.index("Hidden lines") < shown.index("Night line") < shown.index("Safe house")
    assert stop(screen, f"{NIGHT}.back").accessibleName() == "Show Night line again"
    push(screen, f"{NIGHT}.back")
    assert hidden(parts) == {"Safe house"}
    assert in_focus() == "help.hidden"
    push(screen, f"{SAFE}.back")
    assert hidden(parts) == frozenset()
    assert "help.hidden" not in stop_names(screen)
    assert "Hidden lines" not in words_on(screen)
    assert in_focus() == f"{SAFE}.copy0"


def test_hidden_lines_can_be_closed_again(open_page: Open) -> None:
    screen = open_page()
    push(screen, f"{NIGHT}.hide")
    push(screen, "help.hidden")
    push(screen, "help.hidden")
    assert "Hidden lines" not in words_on(screen)


def test_an_emergency_number_has_nothing_that_hides_it(open_page: Open, parts: Parts) -> None:
    names = [f"NO {name}" for name in ("112", "113", "police", "In danger right now")]
    parts.preferences.set("hidden_lines", list(names))
    screen = open_page()
    for line in (NIGHT, DAY, SAFE, QUIET):
        push(screen, f"{line}.hide")
    shown = words_on(screen)
    assert {"In danger right now", "112", "113"} <= set(shown)
    assert "The lines of this kind are hidden." in shown
    assert in_focus() == "help.hidden"
    screen.entered()
    assert {"112", "113"} <= set(words_on(screen))
    assert stop_names(screen)[-3:] == ["help.more", "help.private", "help.care"]
    assert not any(name.startswith("help.line") for name in stop_names(screen))


def test_a_hidden_line_leaves_its_place_at_a_glance_to_the_next(open_page: Open) -> None:
    screen = open_page()
    push(screen, f"{NIGHT}.hide")
    screen.entered()
    shown = words_on(screen)
    assert "Day line" in shown
    assert "Night line" not in shown
    assert not any("hidden" in words.casefold() for words in shown)
