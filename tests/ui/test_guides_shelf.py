"""The shelf of guides and the page of each, by keys and by mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeharbor.content.guides import GUIDE_IDS, guide_catalogue
from safeharbor.content.routes import load_routes
from safeharbor.domain.guide import Shelf
from safeharbor.ui.guides.stage import Front
from safeharbor.ui.guides.talk import SHELVES, place_in, shelf_name
from safeharbor.ui.screens.guides import GuidesScreen
from safeharbor.ui.wishes import OpenGuide, OpenStep
from support import sweep
from support.guides import Guided
from support.hands import press
from support.house import House
from support.steps import StepVisitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

At = Callable[[], Guided]


@pytest.fixture
def at(house: House, qtbot: QtBot) -> At:
    """Opens the place of the guides."""

    def go() -> Guided:
        house.open_up()
        return Guided(house, qtbot)

    return go


def test_every_guide_stands_on_its_shelf_and_help_stands_first(at: At) -> None:
    here = at()
    rows = [name.removeprefix("guides.") for name in here.rows()]
    assert sorted(rows) == sorted(GUIDE_IDS)
    assert rows[0] == "help"
    assert list(SHELVES) == list(Shelf)
    assert all(shelf_name(each) in here.reads() for each in Shelf)
    assert here.rows()["guides.help"].time == "7 steps, 35 min"


def test_where_somebody_was_is_all_that_is_said_about_them(at: At, house: House) -> None:
    house.open_up()
    house.services.guides.be_at("trust8", "s4").result(20)
    house.services.guides.be_at("conflict", "s0").result(20)
    house.services.guides.be_at("stress", "s99").result(20)
    here = at_again(house, at)
    said = {name: row.here for name, row in here.rows().items() if row.here}
    assert said == {
        "guides.trust8": "You are at step 4",
        "guides.conflict": "You are at the beginning",
    }
    assert "%" not in here.reads()
    assert here.rows()["guides.trust8"].accessibleDescription().startswith("You are at step 4")
    here.press("guides.trust8")
    assert [row.here for row in here.rows().values() if row.here] == ["You are here"]


def at_again(house: House, at: At) -> Guided:
    """The place, of a house that is open already."""
    house.window.show_screen("home")
    return at()


def test_a_row_opens_its_guide_and_a_step_begins(at: At) -> None:
    here = at()
    here.press("guides.trust8")
    assert here.screen.stage.front is Front.GUIDE
    card = guide_catalogue().cards["trust8"]
    assert [row.text() for row in here.rows().values()] == [step.title for step in card.steps]
    assert card.line in here.reads()
    assert "Version 1 of this guide, 21 November 2026." in here.reads()
    here.press("guide.s1")
    assert here.asked == [("guide_step", OpenStep("trust8", "s1"))]


def test_arrows_walk_the_rows_and_enter_opens(at: At) -> None:
    here = at()
    here.part("guides.help").setFocus(Qt.FocusReason.TabFocusReason)
    press(here.window, Qt.Key.Key_Down)
    press(here.window, Qt.Key.Key_Return)
    assert here.screen.stage.open.guide == "start"
    press(here.window, Qt.Key.Key_Escape)
    assert here.focus() == "guides.start"
    press(here.window, Qt.Key.Key_Escape)
    assert here.window.current == "home"


def test_where_are_you_shows_one_or_two_pages_and_folds_up_again(at: At) -> None:
    here = at()
    for route in load_routes():
        here.press(f"guides.route.{route.id}")
        assert route.text in here.reads()
        leads = [name for name in here.rows() if name.startswith("guides.to.")]
        assert leads == [f"guides.to.{target}" for target in route.to]
        assert here.focus() == f"guides.route.{route.id}"
    here.press("guides.route.looking")
    assert not any(name.startswith("guides.to.") for name in here.rows())


def test_a_suggested_step_begins_and_a_suggested_guide_opens(at: At) -> None:
    here = at()
    here.press("guides.route.night")
    here.press("guides.to.stress.s4")
    assert here.asked == [("guide_step", OpenStep("stress", "s4"))]
    here.press("guides.route.guarded")
    here.press("guides.to.trust8")
    assert here.screen.stage.open.guide == "trust8"


def test_who_comes_back_from_a_step_has_the_keys_where_they_were(at: At) -> None:
    here = at()
    here.press("guides.bounds")
    here.press("guide.s3")
    here.window.show_screen("home")
    here.window.show_screen("guides")
    assert here.screen.stage.front is Front.GUIDE
    assert here.focus() == "guide.s3"


def test_a_wish_opens_a_guide(at: At) -> None:
    here = at()
    here.window.show_screen("home")
    here.window.show_screen("guides", OpenGuide("rejection"))
    assert here.screen.stage.open.guide == "rejection"
    assert here.screen.stage.front is Front.GUIDE
    here.window.show_screen("guides", OpenGuide("nowhere"))
    assert here.screen.stage.open.guide == "rejection"


def test_after_a_lock_one_is_where_one_was(at: At, qtbot: QtBot) -> None:
    here = at()
    here.press("guides.bounds")
    here.house.lock()
    assert here.window.current == "lock"
    here.house.unlock()
    here.house.wait_for("guides")
    again = Guided(here.house, qtbot)
    assert again.screen.stage.front is Front.GUIDE
    assert "guide.s1" in again.rows()


def test_what_was_put_in_by_hand_stands_last_and_is_called_not_ours(
    at: At, house: House, qtbot: QtBot
) -> None:
    pack = _put_in(house)
    (pack / "broken.toml").write_text("id = 3", "utf-8")
    here = at()
    qtbot.waitUntil(lambda: "guides.anna/calm" in here.rows())
    assert list(here.rows())[-1] == "guides.anna/calm"
    assert "Added by you" in here.reads()
    assert "anna/broken.toml" in here.reads()
    here.press("guides.anna/calm")
    assert "It comes from the folder anna, and was not made by SafeHarbor." in here.reads()
    here.press("guide.s1")
    assert here.asked == [("guide_step", OpenStep("anna/calm", "s1"))]


@pytest.mark.parametrize("turns", [False, True])
def test_after_a_lock_a_step_leads_back_to_a_guide_put_in_by_hand(
    house: House, qtbot: QtBot, *, turns: bool
) -> None:
    _put_in(house)
    house.open_up()
    visitor = StepVisitor(house, qtbot)
    visitor.open("anna/calm.s1")
    house.lock()
    house.unlock()
    visitor.wait_for("anna/calm.s1")
    visitor.page.back.click()
    screen = house.window.screen_of("guides")
    assert isinstance(screen, GuidesScreen)
    assert screen.desk.card("anna/calm") is None
    if turns:
        screen.turn_to(Front.SHELF)
    qtbot.waitUntil(lambda: screen.desk.card("anna/calm") is not None)
    assert screen.stage.front is (Front.SHELF if turns else Front.GUIDE)
    assert screen.stage.open.guide == ("" if turns else "anna/calm")


def test_a_step_without_a_number_is_the_beginning() -> None:
    card = guide_catalogue().cards["conflict"]
    assert place_in(card, "s0") == "You are at the beginning"
    assert place_in(card, "s8") == "You are at step 8"
    assert place_in(card, "") == ""


@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)])
@pytest.mark.parametrize("front", [Front.SHELF, Front.GUIDE])
def test_every_page_fits_and_tab_comes_round(
    at: At, house: House, front: Front, width: int, zoom: float
) -> None:
    house.open_up()
    house.services.guides.be_at("trust8", "s4").result(20)
    here = at_again(house, at)
    here.press("guides.route.fresh")
    here.press("guides.trust8")
    here.turn_to(front)
    house.parts.look.set_zoom(zoom)
    here.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(here.window) == []
    assert sweep.under_the_corner(here.window) == []
    assert sweep.without_name(here.window) == []
    assert sweep.too_small(here.window, 32) == []
    assert sweep.not_reached(here.window) == []
    house.parts.look.set_zoom(1.0)


def _put_in(house: House) -> Path:
    """The folder of a pack with one guide, put in by hand."""
    pack = house.parts.spine.paths.packs / "anna"
    pack.mkdir(parents=True)
    (pack / "calm.toml").write_text(_own_guide(), "utf-8")
    return pack


def _own_guide() -> str:
    step = """
id = "calm"
rev = 1
title = "Calm, by Anna"
line = "Two lines."
shelf = "steady"
updated = "2026-11-21"

[[steps]]
id = "s1"
title = "One page"
line = "It is short."
minutes = 3
"""
    card = '[[steps.cards]]\ntitle = "A card."\ntext = "Words to read."\n'
    blocks = (
        '[[steps.blocks]]\ntype = "reading"\n'
        '[[steps.blocks]]\ntype = "prompt"\nid = "note"\nlabel = "What helps?"\n'
    )
    end = '[steps.end]\ntitle = "Done."\ntext = "Look out of the window."\n'
    why = '[steps.why]\nstudied = "Nothing."\nsure = "Not sure."\nsources = []\n'
    return step + 3 * card + blocks + end + why
