"""The row at the top right: the room it takes, and what that leaves to the way back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from safeharbor.services.autosave import SaveState
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.screens.worksheets import WorksheetsScreen
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.worksheets.stage import Front
from support import sweep
from support.house import House
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

SIZES = [pytest.param(640, 1.0, id="narrow"), pytest.param(1200, 2.0, id="double")]


def at(house: House, width: int, zoom: float) -> None:
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, 800)
    sweep.settle()


def says_where(house: House, back: Button) -> bool:
    """Whether the word of a way back is shown, and all of it before the tools."""
    wide, place = back.width(), sweep.place_of(back, house.window)
    back.show_words(shown=True)
    whole = wide == back.sizeHint().width()
    return whole and not place.intersects(house.window.frame.tools.geometry())


def journal_of(house: House) -> JournalScreen:
    house.window.show_screen("journal")
    screen = house.window.screen_of("journal")
    assert isinstance(screen, JournalScreen)
    return screen


@pytest.mark.parametrize(("width", "zoom"), SIZES)
def test_a_page_without_a_text_names_the_way_back(house: House, width: int, zoom: float) -> None:
    house.open_up()
    at(house, width, zoom)
    journal_of(house)
    house.window.show_screen("worksheets")
    screen = house.window.screen_of("worksheets")
    assert isinstance(screen, WorksheetsScreen)
    backs = {Front.MAKE: screen.stage.make.back, Front.FILLED: screen.stage.filled.back}
    for front, back in backs.items():
        screen.turn_to(front)
        sweep.settle()
        assert says_where(house, back)


@pytest.mark.parametrize(("width", "zoom"), SIZES)
def test_the_page_for_printing_names_it_and_the_sheet_has_room_for_saved(
    house: House, qtbot: QtBot, width: int, zoom: float
) -> None:
    house.open_up()
    page = Worksheet(house, qtbot)
    page.new("boundary")
    page.answer_fear("no")
    page.write("line", "I go home at ten.")
    page.keep()
    at(house, width, zoom)
    tools, beside_text = house.window.frame.tools, house.window.frame.tools.width()
    assert tools.saved.state == "saved"
    page.tool("paper")
    sweep.settle()
    assert says_where(house, page.screen.stage.paper.back)
    page.screen.stage.to_form.emit()
    assert (tools.saved.state, tools.width()) == ("saved", beside_text)


def test_nothing_moves_when_a_text_is_kept(house: House) -> None:
    house.open_up()
    screen, tools = journal_of(house), house.window.frame.tools
    places = []
    for state in (SaveState.NOTHING, SaveState.WRITING, SaveState.SAVED):
        screen.saving.emit(state)
        places.append((tools.geometry(), sweep.place_of(tools.lock_button, house.window)))
    assert places[0] == places[1] == places[2]


def test_the_row_has_room_for_the_longest_of_its_words(house: House) -> None:
    house.open_up()
    screen, tools = journal_of(house), house.window.frame.tools
    screen.saving.emit(SaveState.NOT_SAVED)
    assert tools.saved.width() >= tools.saved.sizeHint().width()


def test_a_way_back_gives_way_to_what_the_row_has_to_say(house: House) -> None:
    house.open_up()
    at(house, 1200, 2.0)
    house.window.show_screen("worksheets")
    screen = house.window.screen_of("worksheets")
    assert isinstance(screen, WorksheetsScreen)
    screen.turn_to(Front.MAKE)
    sweep.settle()
    back, tools = screen.stage.make.back, house.window.frame.tools
    screen.saving.emit(SaveState.NOT_SAVED)
    assert not tools.geometry().intersects(sweep.place_of(back, house.window))
    screen.saving.emit(None)
    assert says_where(house, back)
