"""Get help in little room: what is in sight at once, what stands below what, where one stays."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.content.helplines import load_helplines
from safeharbor.ui.routes import Parts
from safeharbor.ui.theme import Scheme
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.help_line import HelpLineRow
from safeharbor.ui.widgets.words import Words
from support.help_page import MakeScreen, help_screen, in_focus, stop
from support.sweep import settle


@pytest.fixture
def make_screen(parts: Parts, qtbot: QtBot) -> MakeScreen:
    return partial(help_screen, parts, qtbot)


@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize("width", [1200, 640, 360])
def test_rows_turn_into_columns_where_it_is_narrow(
    make_screen: MakeScreen, width: int, more: bool
) -> None:
    screen = make_screen(width=width, country="NO", more=more)
    for row in screen.findChildren(HelpLineRow):
        if row.isVisible():
            assert row.minimumSizeHint().width() <= screen.page.viewport().width()


@pytest.mark.parametrize("country", ["SO", ""], ids=["chosen", "guessed"])
@pytest.mark.parametrize(("width", "height", "zoom"), [(640, 800, 2.0), (1200, 800, 2.0)])
def test_in_a_small_window_the_number_and_its_country_are_in_sight_at_once(
    make_screen: MakeScreen, parts: Parts, width: int, height: int, zoom: float, country: str
) -> None:
    parts.look.set_zoom(zoom)
    screen = make_screen(width=width, country=country, guess="SO")
    screen.resize(width, height)
    screen.keep_free(QSize(parts.look.px(150), parts.look.px(165)))
    QApplication.processEvents()
    (number,) = (d for d in screen.findChildren(Digits) if d.text() == "999" and d.isVisible())
    for widget in (number, screen.country):
        assert widget.visibleRegion().boundingRect().size() == widget.size(), widget


def test_ways_that_leave_no_room_for_words_stand_below_them(
    make_screen: MakeScreen, parts: Parts
) -> None:
    screen = make_screen(load_helplines(), country="DE")
    rows = [row for row in screen.findChildren(HelpLineRow) if row.isVisible()]
    for row in rows:
        words = row.findChildren(Words)[0]
        assert words.width() >= parts.look.px(240)


def test_an_address_breaks_only_where_there_is_no_room_for_it(make_screen: MakeScreen) -> None:
    screen = make_screen(width=640, country="NO")
    row = next(row for row in screen.findChildren(HelpLineRow) if len(row.buttons) == 3)
    address = next(w for w in row.findChildren(Words) if w.accessibleName() == "x.test/a/chat")
    lines = address.heightForWidth(address.width()) / address.heightForWidth(10_000)
    assert round(lines) == 1


def test_the_keys_stay_where_they_are_when_the_letters_grow(
    make_screen: MakeScreen, parts: Parts
) -> None:
    screen = make_screen(country="NO")
    screen.activateWindow()
    stop(screen, "help.private").setFocus()
    parts.look.set_zoom(1.5)
    assert in_focus() == "help.private"


def test_another_colour_takes_nobody_away_from_where_they_read(
    make_screen: MakeScreen, parts: Parts
) -> None:
    screen = make_screen(country="NO", more=True)
    screen.resize(640, 500)
    screen.activateWindow()
    stop(screen, "help.line1.copy0").setFocus()
    settle()
    bar = screen.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    end = bar.value()
    parts.look.choose(Scheme.DARK)
    settle()
    assert bar.value() == end
    assert in_focus() == "help.line1.copy0"


def test_it_is_always_opened_at_its_top(make_screen: MakeScreen) -> None:
    screen = make_screen(country="NO")
    screen.resize(640, 400)
    settle()
    bar = screen.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    screen.left()
    screen.entered()
    settle()
    assert bar.value() == 0
