"""Get help: what is seen at a glance, what opens below it, and what a screen reader gets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.content.helplines import (
    Country,
    EmergencyNumber,
    HelpLine,
    HelpLines,
    LineKind,
    load_helplines,
)
from safeharbor.ui.help import said
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.widgets.help_line import HelpLineRow
from safeharbor.ui.widgets.notice import Notice
from support.hands import click
from support.help_page import (
    LINES,
    NORTH,
    MakeScreen,
    help_screen,
    in_focus,
    push,
    spoken_on,
    stop,
    stop_names,
    words_on,
)

GUESSED = "Taken from this computer's region. Change it if you are elsewhere."


@pytest.fixture
def make_screen(parts: Parts, qtbot: QtBot) -> MakeScreen:
    return partial(help_screen, parts, qtbot)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told besides what has the keys."""
    told: list[str] = []
    for place in ("screens.get_help", "help.copying"):
        name = f"safeharbor.ui.{place}.announce"
        monkeypatch.setattr(name, lambda _widget, words, **_: told.append(words))
    return told


@pytest.fixture
def speaks() -> Iterator[Callable[[str], None]]:
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


# The country.


def test_without_a_guess_it_asks(make_screen: MakeScreen) -> None:
    screen = make_screen()
    shown = words_on(screen)
    assert "Choose the country you are in, and its numbers stand here." in shown
    assert "lands.test" in shown
    assert not any(number in shown for number in ("112", "999"))
    assert GUESSED not in shown
    assert screen.focusWidget() is screen.country


def test_a_guess_is_called_one_before_its_number(make_screen: MakeScreen, parts: Parts) -> None:
    screen = make_screen(guess="SO")
    shown = words_on(screen)
    assert shown.index(GUESSED) < shown.index("999")
    assert screen.country.currentText() == "Southland"
    assert screen.country.accessibleDescription() == GUESSED
    assert screen.focusWidget() is screen.leave
    assert parts.preferences.get("help_country", "") == ""


def test_a_guess_that_the_list_does_not_have_is_none(make_screen: MakeScreen) -> None:
    shown = words_on(make_screen(guess="ZZ"))
    assert GUESSED not in shown
    assert "Choose the country you are in, and its numbers stand here." in shown


def test_the_guess_comes_from_this_computer_and_from_no_network(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    screen = GetHelpScreen(parts.look, parts.icons, load_helplines(), parts.preferences)
    qtbot.addWidget(screen)
    assert screen.country.currentText() == "Austria"
    assert screen.view.guessed


@pytest.mark.parametrize("chosen", ["Southland", "Northland"])
def test_a_country_that_was_chosen_is_kept_even_where_it_was_the_guess(
    make_screen: MakeScreen, parts: Parts, chosen: str
) -> None:
    screen = make_screen(guess="SO")
    screen.country.setCurrentIndex(screen.country.findText(chosen))
    screen.country.activated.emit(screen.country.currentIndex())
    assert parts.preferences.get("help_country", "") == chosen[:2].upper()
    assert GUESSED not in words_on(screen)
    assert screen.country.accessibleDescription() == ""
    assert make_screen(guess="NO").country.currentText() == chosen


@pytest.mark.parametrize("kept", ["ZZ", "", "no"])
def test_a_country_that_is_not_in_the_list_is_asked_for(
    make_screen: MakeScreen, parts: Parts, kept: str
) -> None:
    parts.preferences.set("help_country", kept)
    screen = make_screen()
    assert (screen.view.country is NORTH) is (kept == "no")


def test_who_listens_hears_the_emergency_number_of_a_chosen_country(
    make_screen: MakeScreen, heard: list[str]
) -> None:
    screen = make_screen()
    screen.country.setCurrentIndex(screen.country.findData("SO"))
    screen.country.activated.emit(screen.country.currentIndex())
    assert heard == ["In danger right now: 9 9 9"]


# The emergency number.


def test_the_emergency_number_comes_first_with_all_others(make_screen: MakeScreen) -> None:
    shown = words_on(make_screen(country="NO"))
    first = shown.index("112")
    assert shown[first - 2 : first + 3] == [
        "In danger right now", "Police.", "112", "Ambulance.", "113",
    ]  # fmt: skip
    assert all(shown.index(number) > first for number in ("800 1", "800 2", "4455"))


def test_two_numbers_for_the_same_are_said_once(make_screen: MakeScreen) -> None:
    shown = words_on(make_screen(country="SO"))
    assert "All emergencies. 112 works too." in shown
    assert shown.count("999") == 1


def test_every_number_of_every_country_is_shown_with_what_it_reaches(
    make_screen: MakeScreen,
) -> None:
    lines = load_helplines()
    screen = make_screen(lines)
    for code, country in lines.countries.items():
        screen.view.choose(code)
        shown = words_on(screen)
        text, first = " ".join(shown), shown.index(country.emergency[0].number)
        lines_shown = [shown.index(line.name) for line in country.lines if line.name in shown]
        assert first < min(lines_shown)
        for number in country.emergency:
            assert number.number in text
            assert said.reaches(number.label) in text


def test_everything_that_an_emergency_number_reaches_can_be_translated() -> None:
    labels = {n.label for c in load_helplines().countries.values() for n in c.emergency}
    assert labels <= said.SERVICES


# At a glance, and more.


def test_the_first_view_has_three_lines_and_three_ways_on(make_screen: MakeScreen) -> None:
    screen = make_screen(country="NO")
    shown = words_on(screen)
    assert [name for name in shown if name in {x.name for x in NORTH.lines}] == [
        "Night line", "Safe house", "Quiet line",
    ]  # fmt: skip
    assert stop_names(screen)[-3:] == ["help.more", "help.private", "help.care"]
    assert not any("lands.test" in words for words in shown)


def test_more_opens_the_rest_by_kind_and_fewer_folds_it_up(
    make_screen: MakeScreen, heard: list[str]
) -> None:
    screen = make_screen(country="NO")
    at_first = words_on(screen)
    push(screen, "help.more")
    shown = words_on(screen)
    order = [
        "In a crisis, or when living feels too much", "Night line", "Day line",
        "If someone close frightens or hurts you", "Safe house",
        "For children and young people", "Quiet line",
        "If nobody answers, try the next one, or the emergency number.",
        "Lists for many countries", "lands.test", "www.more-lands.test/find",
    ]  # fmt: skip
    assert [words for words in shown if words in order] == order
    assert heard == ["More numbers are below."]
    assert in_focus() == "help.line1.copy0"
    push(screen, "help.more")
    assert words_on(screen) == at_first
    assert in_focus() == "help.more"


def test_it_is_folded_up_again_when_somebody_comes_back(make_screen: MakeScreen) -> None:
    screen = make_screen(country="NO")
    at_first = words_on(screen)
    screen.view.turn_more()
    screen.view.turn_changing()
    screen.left()
    screen.entered()
    assert words_on(screen) == at_first


def test_nothing_leads_to_what_is_not_there_yet(make_screen: MakeScreen) -> None:
    for more in (False, True):
        shown = " ".join(words_on(make_screen(country="NO", more=more)))
        assert "safety plan" not in shown.casefold()
        assert "professional" not in shown.casefold()


def test_a_line_says_for_whom_when_and_in_which_language(make_screen: MakeScreen) -> None:
    shown = words_on(make_screen(country="NO"))
    assert any(w.startswith("In a crisis") and "Any hour. In " in w for w in shown)
    assert any(
        "For children and young people. Hours not known. In " in w and "Anonymous." in w
        for w in shown
    )
    assert "If someone close frightens or hurts you. Every day, 10:00 to midnight." in shown
    assert any(w.startswith("Numbers checked 21 November 2026.") for w in shown)


@pytest.mark.parametrize(
    ("language", "hours"),
    [
        ("en_GB", "Monday to Friday, 09:00 to 17:00."),
        (
            "en_US",
            "Monday to Friday, 9:00\N{NARROW NO-BREAK SPACE}AM to 5:00\N{NARROW NO-BREAK SPACE}PM.",
        ),
        ("de_DE", "Montag to Freitag, 09:00 to 17:00."),
    ],
)
def test_hours_are_written_as_the_reader_writes_them(
    make_screen: MakeScreen, speaks: Callable[[str], None], language: str, hours: str
) -> None:
    speaks(language)
    assert any(w.startswith(hours) for w in words_on(make_screen(country="NO", more=True)))


def test_the_readers_own_language_is_not_news(make_screen: MakeScreen) -> None:
    own = HelpLine("Own", LineKind.YOUTH, "1", None, None, "24/7", ("en",))
    country = Country("EN", "Englishland", NORTH.emergency, (own,))
    shown = words_on(make_screen(HelpLines(LINES.checked_on, (), {"EN": country}), country="EN"))
    assert "For children and young people. Any hour." in shown


def test_ways_without_speaking_stand_first(make_screen: MakeScreen) -> None:
    shown = words_on(make_screen(country="NO"))
    begin = shown.index("Safe house")
    assert shown[begin + 2 : begin + 8] == [
        "Chat", "x.test/a/chat", "WhatsApp", "300 754", "Call", "800 2",
    ]  # fmt: skip
    young = shown.index("Quiet line")
    assert shown[young + 2 : young + 4] == ["Text HI to", "4455"]


# Abuse, and the private use of a computer.


def note_on(screen: GetHelpScreen) -> str:
    assert screen.body is not None
    return screen.body.note.words if screen.body.note is not None else ""


def test_the_note_on_private_use_opens_in_place(make_screen: MakeScreen, heard: list[str]) -> None:
    screen = make_screen(country="NO")
    assert note_on(screen) == ""
    push(screen, "help.private")
    assert "F9 shows an empty page at once" in note_on(screen)
    assert in_focus() == "help.private"
    assert heard == [note_on(screen)]
    push(screen, "help.private")
    assert note_on(screen) == ""


def test_the_note_says_what_is_known_and_promises_nothing(
    make_screen: MakeScreen, parts: Parts
) -> None:
    parts.preferences.set("hide_key", "F10")
    note = note_on(make_screen(country="NO", more=True))
    for known in (
        "F10 shows an empty page",
        "Escape brings this page back",
        "do not hide that SafeHarbor is on this computer",
        "records the screen or the keys",
        "makes you unlock",
        "No key is full protection",
        "sudden changes can be noticed",
        "a phone or computer they never touch is safer",
        "on a bill",
        "counts more than this page",
    ):
        assert known in note
    assert "you are safe" not in note.casefold()


def test_abuse_lines_come_with_the_note(make_screen: MakeScreen) -> None:
    shown = words_on(make_screen(country="NO", more=True))
    line, note = shown.index("Safe house"), shown.index("What Hide and Lock do")
    assert line < shown.index("Private use of this computer") < note < shown.index("Quiet line")


def test_a_country_without_a_line_for_abuse_still_has_the_section(
    make_screen: MakeScreen,
) -> None:
    screen = make_screen(country="SO", more=True)
    shown = words_on(screen)
    assert "If someone close frightens or hurts you" in shown
    assert any(words.startswith("The list has no line of this kind") for words in shown)
    assert note_on(screen)
    assert "lands.test" in shown


# Copying.


def test_a_number_is_copied_bare_and_the_button_says_so(
    make_screen: MakeScreen, heard: list[str]
) -> None:
    screen = make_screen(country="NO")
    assert screen.body is not None
    row = next(r for r in screen.findChildren(HelpLineRow) if len(r.buttons) == 3)
    expected = ["https://x.test/a/chat/", "300 754", "800 2"]
    widths = [button.width() for button in row.buttons]
    for button, target in zip(row.buttons, expected, strict=True):
        click(button)
        assert QApplication.clipboard().text() == target
        assert QApplication.clipboard().mimeData().formats()[0] == "text/plain"
        copied = QApplication.clipboard().mimeData()
        assert copied.data("x-kde-passwordManagerHint") == b"secret"
        assert [b.text() for b in row.buttons].count("Copied") == 1
        assert button.text() == "Copied"
    assert heard == ["Copied"] * 3
    assert [button.sizeHint().width() for button in row.buttons] == widths
    QApplication.clipboard().clear()


def test_a_list_for_many_countries_is_text_with_a_button(make_screen: MakeScreen) -> None:
    screen = make_screen(load_helplines(), country="GB", more=True)
    assert "findahelpline.com" in words_on(screen)
    button = stop(screen, "help.directory0.copy0")
    assert button.accessibleName() == "Copy findahelpline.com, Find A Helpline"
    push(screen, "help.directory0.copy0")
    assert QApplication.clipboard().text() == "https://findahelpline.com/"
    QApplication.clipboard().clear()


def test_copy_buttons_are_named_for_their_line(make_screen: MakeScreen) -> None:
    screen = make_screen(country="NO")
    assert screen.body is not None
    names = [s.accessibleName() for s in screen.body.stops() if s.accessibleName()]
    assert names == [
        "Copy 8 0 0, 1, Night line",
        "Copy x.test/a/chat, Safe house",
        "Copy 3 0 0, 7 5 4, Safe house",
        "Copy 8 0 0, 2, Safe house",
        "Copy 4 4 5 5, Quiet line",
    ]


def test_a_number_is_read_digit_by_digit(make_screen: MakeScreen) -> None:
    told = spoken_on(make_screen(country="NO"))
    assert {"8 0 0, 1", "1 1 2", "4 4 5 5"} <= set(told)
    assert "All emergencies. 1 1 2 works too." in spoken_on(make_screen(country="SO"))


# A lost list.


def test_a_lost_list_is_said_in_words(make_screen: MakeScreen) -> None:
    screen = make_screen(None)
    expected = "The list of numbers cannot be read. Ring the emergency number you know."
    shown = words_on(screen)
    assert expected in shown
    assert screen.country.isHidden()
    assert "Numbers for" not in shown
    assert not any("works offline" in words for words in shown)
    assert screen.focusWidget() is screen.leave


def test_a_list_without_directories_is_shown(make_screen: MakeScreen) -> None:
    lines = HelpLines(LINES.checked_on, (), LINES.countries)
    assert "999" in words_on(make_screen(lines, country="SO", more=True))


def test_a_label_nobody_knew_is_shown_as_it_is(make_screen: MakeScreen) -> None:
    country = Country("XX", "X", (EmergencyNumber("5", "coast guard"),), ())
    lines = HelpLines(LINES.checked_on, (), {"XX": country})
    assert "Coast guard." in words_on(make_screen(lines, country="XX"))


def test_a_country_that_could_not_be_kept_is_said_and_holds_for_now(
    make_screen: MakeScreen, parts: Parts
) -> None:
    screen = make_screen()
    parts.spine.paths.preferences.unlink(missing_ok=True)
    parts.spine.paths.preferences.mkdir()
    screen.country.setCurrentIndex(screen.country.findData("SO"))
    screen.country.activated.emit(screen.country.currentIndex())
    assert "999" in words_on(screen)
    (notice,) = screen.findChildren(Notice)
    assert notice.words
    notice.close_button.click()
    assert screen.view.error is None
    assert notice.words == ""
