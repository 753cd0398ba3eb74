"""Numbers of one's own on Get help: added, changed, removed, put in order, and hostile ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from safeharbor.domain.own_number import LONGEST, MOST, OwnNumber
from safeharbor.services.help_choices import HelpChoices
from safeharbor.ui.help.own import OwnForm, OwnRow
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.window import Window
from support.hands import press
from support.help_page import LINES, in_focus, push, spoken_on, stop, stop_names, words_on
from support.house import House

MIRA = OwnNumber("Mira", "+44 20 7946 0018", "any evening")
TOM = OwnNumber("Tom", "*4141")
ADA = OwnNumber("", "112 233")

Open = Callable[..., GetHelpScreen]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    name = "safeharbor.ui.screens.get_help.announce"
    monkeypatch.setattr(name, lambda _widget, words, **_: told.append(words))
    return told


@pytest.fixture
def open_page(parts: Parts, qtbot: QtBot) -> Open:
    """The page of a country, with these numbers, opened to the end."""

    def on(*own: OwnNumber, more: bool = True, country: str = "NO") -> GetHelpScreen:
        parts.preferences.set("help_country", country)
        choices = HelpChoices(parts.preferences)
        for number in own:
            choices.add(number)
        look, icons, preferences = parts.look, parts.icons, parts.preferences
        screen = GetHelpScreen(look, icons, LINES, preferences, guess=lambda: None)
        qtbot.addWidget(screen)
        screen.resize(1200, 900)
        screen.show()
        screen.activateWindow()
        screen.entered()
        if more:
            screen.view.turn_more()
        QApplication.processEvents()
        return screen

    return on


def kept(parts: Parts) -> tuple[OwnNumber, ...]:
    """What is in the file."""
    return HelpChoices(type(parts.preferences)(parts.spine.paths.preferences)).own


def write(screen: GetHelpScreen, *texts: str) -> None:
    """Type into the form, field after field."""
    for part, text in zip(("name", "number", "when"), texts, strict=False):
        field = stop(screen, f"help.form.{part}")
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, text)


def order(screen: GetHelpScreen) -> list[str]:
    return [each.name for each in screen.view.own]


def test_a_number_is_added(open_page: Open, parts: Parts, heard: list[str]) -> None:
    screen = open_page()
    push(screen, "help.add")
    assert in_focus() == "help.form.name"
    write(screen, "Mira", "+44 20 7946 0018", "any evening")
    push(screen, "help.form.keep")
    assert kept(parts) == (MIRA,)
    assert in_focus() == "help.own0.copy0"
    assert heard[-1] == "Kept."
    shown = words_on(screen)
    assert shown.index("Mira") < shown.index("Night line")
    assert "plus 4 4, 2 0, 7 9 4 6, 0 0 1 8" in spoken_on(screen)


def test_before_anything_is_kept_it_is_said_who_can_read_it(open_page: Open) -> None:
    screen = open_page()
    push(screen, "help.add")
    said = "This is kept readable without unlocking, so anybody at this computer can see it."
    assert said in words_on(screen)


def test_enter_keeps_and_a_number_is_needed(open_page: Open, parts: Parts) -> None:
    screen = open_page()
    push(screen, "help.add")
    write(screen, "Mira", " ")
    QTest.keyClick(stop(screen, "help.form.name"), Qt.Key.Key_Return)
    assert kept(parts) == ()
    assert in_focus() == "help.form.number"
    assert stop(screen, "help.form.number").accessibleDescription()
    write(screen, "Mira", "ring twice")
    QTest.keyClick(stop(screen, "help.form.number"), Qt.Key.Key_Return)
    assert kept(parts) == (OwnNumber("Mira", "ring twice"),)


def test_cancel_keeps_nothing(open_page: Open, parts: Parts) -> None:
    screen = open_page(MIRA)
    push(screen, "help.add")
    write(screen, "x", "1")
    push(screen, "help.form.cancel")
    assert kept(parts) == (MIRA,)
    assert in_focus() == "help.add"


def test_what_was_typed_outlives_leaving_and_larger_letters(open_page: Open, parts: Parts) -> None:
    screen = open_page()
    push(screen, "help.add")
    write(screen, "Mira", "0151")
    screen.left()
    screen.entered()
    parts.look.set_zoom(1.5)
    fields = [stop(screen, f"help.form.{part}") for part in ("name", "number")]
    assert [f.text() for f in fields if isinstance(f, QLineEdit)] == ["Mira", "0151"]
    push(screen, "help.form.keep")
    assert kept(parts) == (OwnNumber("Mira", "0151"),)


def test_an_empty_form_is_folded_up_with_the_page(open_page: Open) -> None:
    screen = open_page()
    push(screen, "help.add")
    screen.left()
    screen.entered()
    assert not screen.findChildren(OwnForm) or not screen.view.more


def test_a_number_is_changed(open_page: Open, parts: Parts) -> None:
    screen = open_page(MIRA, TOM)
    push(screen, "help.change")
    push(screen, "help.own1.edit")
    write(screen, "Tom", "0800 5")
    push(screen, "help.form.keep")
    assert kept(parts) == (MIRA, OwnNumber("Tom", "0800 5"))
    assert in_focus() == "help.own1.copy0"


def test_a_change_that_is_cancelled_leaves_the_number(open_page: Open, parts: Parts) -> None:
    screen = open_page(MIRA, TOM)
    push(screen, "help.change")
    push(screen, "help.own0.edit")
    write(screen, "Somebody else")
    push(screen, "help.form.cancel")
    assert kept(parts) == (MIRA, TOM)
    assert in_focus() == "help.own0.edit"


def test_a_number_is_removed_and_comes_back(
    open_page: Open, parts: Parts, heard: list[str]
) -> None:
    screen = open_page(MIRA, TOM, ADA)
    push(screen, "help.change")
    push(screen, "help.own1.remove")
    assert kept(parts) == (MIRA, ADA)
    assert heard[-1] == "Removed. Undo brings it back."
    assert "Tom was removed." in words_on(screen)
    assert in_focus() == "help.undo"
    push(screen, "help.undo")
    assert kept(parts) == (MIRA, TOM, ADA)
    assert in_focus() == "help.own1.copy0"
    assert "help.undo" not in stop_names(screen)


def test_the_last_number_comes_back_too(open_page: Open, parts: Parts) -> None:
    screen = open_page(ADA)
    push(screen, "help.change")
    push(screen, "help.own0.remove")
    assert "112 233 was removed." in words_on(screen)
    push(screen, "help.undo")
    assert kept(parts) == (ADA,)


def test_alt_and_an_arrow_put_numbers_in_order(
    open_page: Open, parts: Parts, heard: list[str]
) -> None:
    screen = open_page(MIRA, TOM, ADA)
    stop(screen, "help.own0.copy0").setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    for key, names in (
        (Qt.Key.Key_Up, ["Mira", "Tom", ""]),
        (Qt.Key.Key_Down, ["Tom", "Mira", ""]),
        (Qt.Key.Key_Down, ["Tom", "", "Mira"]),
        (Qt.Key.Key_Down, ["Tom", "", "Mira"]),
        (Qt.Key.Key_Up, ["Tom", "Mira", ""]),
    ):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, alt)
        assert order(screen) == names
        assert in_focus() == f"help.own{names.index('Mira')}.copy0"
    assert [each.name for each in kept(parts)] == ["Tom", "Mira", ""]
    assert heard[-1] == "Mira is number 2 of 3."


def test_up_and_down_do_it_without_the_keys(open_page: Open, parts: Parts) -> None:
    screen = open_page(MIRA, TOM, ADA)
    push(screen, "help.change")
    assert "help.own0.up" not in stop_names(screen)
    assert "help.own2.down" not in stop_names(screen)
    push(screen, "help.own0.down")
    assert in_focus() == "help.own1.down"
    push(screen, "help.own1.down")
    assert order(screen) == ["Tom", "", "Mira"]
    # At the end there is no Down; the keys are with the number all the same.
    assert in_focus().startswith("help.own2.")
    push(screen, "help.own1.up")
    assert [each.name for each in kept(parts)] == ["", "Tom", "Mira"]
    assert in_focus().startswith("help.own0.")


def test_what_changes_a_number_is_named_for_it(open_page: Open) -> None:
    screen = open_page(MIRA, ADA)
    push(screen, "help.change")
    assert stop(screen, "help.own0.edit").accessibleName() == "Change Mira"
    assert stop(screen, "help.own0.remove").accessibleName() == "Remove Mira"
    assert stop(screen, "help.own0.down").accessibleName() == "Move Mira down"
    assert stop(screen, "help.own1.up").accessibleName() == "Move A number of your own up"
    assert stop(screen, "help.own1.copy0").accessibleName() == (
        "Copy 1 1 2, 2 3 3, A number of your own"
    )


def test_two_of_them_are_seen_at_a_glance_above_all_lines(open_page: Open) -> None:
    screen = open_page(MIRA, TOM, ADA, more=False)
    shown = words_on(screen)
    assert shown.index("112") < shown.index("Mira") < shown.index("Tom") < shown.index("Night line")
    assert "112 233" not in shown
    assert "112 233" in words_on(open_page())


@pytest.mark.parametrize("country", ["ZZ", "NO"])
def test_they_are_there_where_no_list_or_no_country_is(
    open_page: Open, parts: Parts, qtbot: QtBot, country: str
) -> None:
    screen = open_page(MIRA, more=False, country=country)
    assert "Mira" in words_on(screen)
    look, icons, preferences = parts.look, parts.icons, parts.preferences
    lost = GetHelpScreen(look, icons, None, preferences, guess=lambda: None)
    qtbot.addWidget(lost)
    lost.show()
    lost.entered()
    assert "Mira" in words_on(lost)


def test_there_is_room_for_fifty(open_page: Open) -> None:
    screen = open_page(*(OwnNumber(f"N{n}", str(n)) for n in range(MOST - 1)))
    push(screen, "help.add")
    write(screen, "last", "1")
    push(screen, "help.form.keep")
    assert "help.add" not in stop_names(screen)
    assert "Fifty numbers are kept. There is no room for more." in words_on(screen)


HOSTILE = [
    OwnNumber("<img src=/etc/passwd>", "<b>1</b>", "&amp; <script>"),
    OwnNumber("W" * LONGEST, "9" * LONGEST, "x" * LONGEST),
    OwnNumber("%1 %2", "%2 %1", "%3"),
    OwnNumber("\u0627\u062a\u0635\u0644", "\u0627\u062a\u0635\u0644 0808 2000 247"),
    OwnNumber("e" + "\u0301" * 150, "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 20),
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=["markup", "long", "marks", "rtl", "stacked"])
@pytest.mark.parametrize("width", [1200, 640, 360])
def test_whatever_was_typed_is_text_and_breaks_no_page(
    open_page: Open, parts: Parts, hostile: OwnNumber, width: int
) -> None:
    screen = open_page(hostile, TOM)
    screen.view.turn_changing()
    screen.resize(width, 900)
    QApplication.processEvents()
    shown = words_on(screen)
    assert hostile.name in shown
    assert hostile.number in shown
    page = screen.findChild(Page)
    assert isinstance(page, Page)
    inside = page.widget()
    assert inside is not None
    assert inside.width() <= page.viewport().width()
    for row in screen.findChildren(OwnRow):
        assert not row.isVisible() or row.minimumSizeHint().width() <= page.viewport().width()
    push(screen, "help.own0.copy0")
    assert QApplication.clipboard().text() == hostile.number
    QApplication.clipboard().clear()
    name = stop(screen, "help.own0.remove").accessibleName()
    assert name == f"Remove {hostile.name}"


@pytest.mark.parametrize("broken", ["text", 7, {"a": 1}, [1, None, {"number": []}], [[]]])
def test_a_broken_value_shows_the_page_and_takes_new_numbers(
    parts: Parts, open_page: Open, broken: object
) -> None:
    parts.preferences.set("own_numbers", broken)  # type: ignore[arg-type]  # broken on purpose
    parts.preferences.set("hidden_lines", broken)  # type: ignore[arg-type]  # broken on purpose
    screen = open_page()
    assert {"112", "Night line", "Day line"} <= set(words_on(screen))
    push(screen, "help.add")
    write(screen, "Mira", "1")
    push(screen, "help.form.keep")
    assert kept(parts) == (OwnNumber("Mira", "1"),)


def test_what_cannot_be_written_is_said_and_stays_for_now(open_page: Open, parts: Parts) -> None:
    screen = open_page()
    path = parts.spine.paths.preferences
    path.unlink()
    path.mkdir()
    push(screen, "help.add")
    write(screen, "Mira", "1")
    push(screen, "help.form.keep")
    (notice,) = (each for each in screen.findChildren(Notice) if each.isVisible())
    assert notice.words
    assert "Mira" in words_on(screen)
    notice.close_button.click()
    assert not notice.isVisible()
    assert in_focus() == "help.own0.copy0"


def test_numbers_are_there_while_it_is_locked(house: House) -> None:
    house.parts.preferences.set("help_country", "GB")
    HelpChoices(house.parts.preferences).add(MIRA)
    house.open_up()
    house.lock()
    window: Window = house.window
    press(window, Qt.Key.Key_F4)
    assert window.current == "help"
    assert not house.parts.spine.is_open
    screen = window.screen_of("help")
    assert {"999", "Mira"} <= set(words_on(screen))
    assert any(w.words == "any evening" for w in screen.findChildren(Words))
