from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel
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
from safeharbor.ui.screens import get_help
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.widgets.digits import Digits, spelled
from safeharbor.ui.widgets.help_line import HelpLineRow
from safeharbor.ui.widgets.words import Words
from support.hands import click

NORTH = Country(
    "NO",
    "Northland",
    (EmergencyNumber("112", "police"), EmergencyNumber("113", "ambulance")),
    (
        HelpLine(
            "Quiet line", LineKind.YOUTH, None, "HI to 4455", None, None, ("nb",), "Anonymous."
        ),
        HelpLine("Night line", LineKind.SUICIDE_CRISIS, "800 1", None, None, "24/7", ("nb", "en")),
        HelpLine(
            "Safe house",
            LineKind.DOMESTIC_ABUSE,
            "800 2",
            "WhatsApp 300 754",
            "https://x.test/a/chat",
            "Mon-Fri",
            (),
        ),
    ),
)
SOUTH = Country(
    "SO",
    "Southland",
    (EmergencyNumber("999", "all emergencies"), EmergencyNumber("112", "all emergencies")),
    (),
)
LINES = HelpLines(
    dt.date(2026, 11, 21),
    (Directory("Many lands", "https://lands.test/", "A list"),),
    {"NO": NORTH, "SO": SOUTH},
)

MakeScreen = Callable[..., GetHelpScreen]


@pytest.fixture
def make_screen(parts: Parts, qtbot: QtBot) -> MakeScreen:
    def make(lines: HelpLines | None = LINES, width: int = 1200) -> GetHelpScreen:
        screen = GetHelpScreen(parts.look, parts.icons, lines, parts.preferences)
        qtbot.addWidget(screen)
        screen.resize(width, 900)
        screen.show()
        screen.entered()
        return screen

    return make


def words_on(screen: GetHelpScreen) -> list[str]:
    """Every label in the order in which it is read."""
    shown = []
    for label in screen.findChildren(QLabel):
        if label.isVisible():
            shown.append(label.words if isinstance(label, Words) else label.text())
    return shown


def spoken_on(screen: GetHelpScreen) -> list[str]:
    """What a screen reader finds on every label."""
    return [
        QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
        for label in screen.findChildren(QLabel)
        if label.isVisible()
    ]


def test_without_a_known_country_it_asks_and_guesses_nothing(make_screen: MakeScreen) -> None:
    screen = make_screen()
    shown = words_on(screen)
    assert "Choose the country you are in, and its numbers stand here." in shown
    assert "https://lands.test/" in shown
    assert not any(number in shown for number in ("112", "999"))
    assert screen.focusWidget() is screen.country


def test_the_emergency_number_comes_first(make_screen: MakeScreen, parts: Parts) -> None:
    parts.preferences.set("help_country", "NO")
    screen = make_screen()
    shown = words_on(screen)
    first = shown.index("112")
    assert shown[first - 2 : first + 3] == [
        "In danger right now", "Police.", "112", "Ambulance.", "113",
    ]  # fmt: skip
    assert all(shown.index(number) > first for number in ("800 1", "800 2", "4455"))


def test_two_numbers_for_the_same_are_said_once(make_screen: MakeScreen, parts: Parts) -> None:
    parts.preferences.set("help_country", "SO")
    shown = words_on(make_screen())
    assert "All emergencies. 112 works too." in shown
    assert shown.count("999") == 1


def test_a_line_says_for_whom_when_and_in_which_language(
    make_screen: MakeScreen, parts: Parts
) -> None:
    parts.preferences.set("help_country", "NO")
    shown = words_on(make_screen())
    assert any(w.startswith("In a crisis") and "Any hour. In " in w for w in shown)
    assert any("For children and young people." in w and "Anonymous." in w for w in shown)
    assert any("Mon-Fri." in w for w in shown)
    assert any(w.startswith("Numbers checked 21 November 2026.") for w in shown)


def test_the_readers_own_language_is_not_news(make_screen: MakeScreen, parts: Parts) -> None:
    own = HelpLine("Own", LineKind.YOUTH, "1", None, None, "24/7", ("en",))
    country = Country("EN", "Englishland", NORTH.emergency, (own,))
    parts.preferences.set("help_country", "EN")
    shown = words_on(make_screen(HelpLines(LINES.checked_on, (), {"EN": country})))
    assert "For children and young people. Any hour." in shown


def test_ways_without_speaking_stand_first(make_screen: MakeScreen, parts: Parts) -> None:
    parts.preferences.set("help_country", "NO")
    shown = words_on(make_screen())
    begin = shown.index("Safe house")
    assert shown[begin + 2 : begin + 8] == [
        "Chat", "https://x.test/a/chat", "WhatsApp", "300 754", "Call", "800 2",
    ]  # fmt: skip
    young = shown.index("Quiet line")
    assert shown[young + 2 : young + 4] == ["Text HI to", "4455"]


def test_a_number_is_read_digit_by_digit(make_screen: MakeScreen, parts: Parts) -> None:
    parts.preferences.set("help_country", "NO")
    screen = make_screen()
    said = spoken_on(screen)
    assert "8 0 0, 1" in said
    assert "1 1 2" in said
    assert "4 4 5 5" in said
    assert screen.buttons[0].accessibleName() == "Copy 8 0 0, 1, Night line"
    parts.preferences.set("help_country", "SO")
    assert "All emergencies. 1 1 2 works too." in spoken_on(make_screen())


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("999", "9 9 9"),
        ("0808 2000 247", "0 8 0 8, 2 0 0 0, 2 4 7"),
        ("1-800-448-3000", "1, 8 0 0, 4 4 8, 3 0 0 0"),
        ("(02) 8804-4673", "0 2, 8 8 0 4, 4 6 7 3"),
        ("+7 495 989-50-50", "+7, 4 9 5, 9 8 9, 5 0, 5 0"),
        ("*4141", "*4 1 4 1"),
        ("nothing to spell", "nothing to spell"),
    ],
)
def test_groups_of_digits_are_set_apart(written: str, said: str) -> None:
    assert spelled(written) == said


def test_abuse_lines_come_with_a_word_on_private_use(make_screen: MakeScreen, parts: Parts) -> None:
    parts.preferences.set("help_country", "NO")
    shown = words_on(make_screen())
    (note,) = (w for w in shown if w.startswith("If somebody may look at this computer"))
    assert "F9 hides this window." in note
    assert "A call can show in the phone's list and on a bill." in note
    assert shown.index("Safe house") < shown.index(note) < shown.index("Quiet line")
    parts.preferences.set("help_country", "SO")
    assert not any("look at this computer" in w for w in words_on(make_screen()))


def test_no_country_leaves_an_empty_list(make_screen: MakeScreen, parts: Parts) -> None:
    parts.preferences.set("help_country", "SO")
    shown = words_on(make_screen())
    assert "If nobody answers, try the next one, or the emergency number." in shown
    assert "https://lands.test/" in shown


def test_the_chosen_country_is_remembered_and_nothing_else(
    make_screen: MakeScreen, parts: Parts, qtbot: QtBot
) -> None:
    screen = make_screen()
    index = screen.country.findText("Southland")
    screen.country.setCurrentIndex(index)
    screen.country.activated.emit(index)
    qtbot.waitUntil(lambda: "999" in words_on(screen))
    assert parts.preferences.get("help_country", "") == "SO"
    assert make_screen().country.currentText() == "Southland"


def test_a_number_is_copied_and_the_button_says_so(make_screen: MakeScreen, parts: Parts) -> None:
    parts.preferences.set("help_country", "NO")
    screen = make_screen()
    first, second = screen.buttons[:2]
    click(first)
    assert QApplication.clipboard().text() == "800 1"
    copied = QApplication.clipboard().mimeData()
    assert copied.data("x-kde-passwordManagerHint") == b"secret"
    assert first.text() == "Copied"
    click(second)
    assert (first.text(), second.text()) == ("Copy", "Copied")
    QApplication.clipboard().clear()


@pytest.mark.parametrize("width", [1200, 640, 360])
def test_rows_turn_into_columns_where_it_is_narrow(
    make_screen: MakeScreen, parts: Parts, width: int
) -> None:
    parts.preferences.set("help_country", "NO")
    screen = make_screen(width=width)
    for row in screen.findChildren(HelpLineRow):
        if row.isVisible():
            assert row.minimumSizeHint().width() <= screen.page.viewport().width()


@pytest.mark.parametrize(("width", "height", "zoom"), [(640, 800, 2.0), (1200, 800, 2.0)])
def test_in_a_small_window_the_number_and_its_country_are_in_sight_at_once(
    make_screen: MakeScreen, parts: Parts, width: int, height: int, zoom: float
) -> None:
    parts.look.set_zoom(zoom)
    parts.preferences.set("help_country", "SO")
    screen = make_screen(width=width)
    screen.resize(width, height)
    screen.keep_free(QSize(parts.look.px(150), parts.look.px(165)))
    QApplication.processEvents()
    (number,) = (d for d in screen.findChildren(Digits) if d.text() == "999" and d.isVisible())
    for widget in (number, screen.country):
        assert widget.visibleRegion().boundingRect().size() == widget.size(), widget


def test_a_lost_list_is_said_in_words(make_screen: MakeScreen) -> None:
    screen = make_screen(None)
    expected = "The list of numbers cannot be read. Ring the emergency number you know."
    assert expected in words_on(screen)
    assert not screen.country.isVisible()


def test_a_lost_list_leaves_no_word_that_leads_nowhere(make_screen: MakeScreen) -> None:
    screen = make_screen(None)
    assert screen.country.isHidden()
    assert "Numbers for" not in words_on(screen)


def test_an_address_breaks_only_where_there_is_no_room_for_it(
    make_screen: MakeScreen, parts: Parts
) -> None:
    parts.preferences.set("help_country", "NO")
    screen = make_screen(width=640)
    QApplication.processEvents()
    row = next(row for row in screen.findChildren(HelpLineRow) if len(row.buttons) == 3)
    address = next(w for w in row.findChildren(Words) if w.accessibleName().startswith("https"))
    lines = address.heightForWidth(address.width()) / address.heightForWidth(10_000)
    assert round(lines) == 1


def test_who_listens_hears_the_emergency_number_of_a_chosen_country(
    make_screen: MakeScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(get_help, "announce", lambda _widget, words: heard.append(words))
    screen = make_screen()
    screen.country.setCurrentIndex(screen.country.findData("SO"))
    screen.country.activated.emit(screen.country.currentIndex())
    assert heard == ["In danger right now: 9 9 9"]
