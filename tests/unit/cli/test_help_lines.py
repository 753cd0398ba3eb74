"""Help lines in the terminal."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from safeharbor.cli.help_lines import help_lines
from safeharbor.cli.lines import columns_of
from safeharbor.content.helplines import load_helplines
from unit.cli.doubles import Terminal, console_on


def test_the_emergency_number_comes_first_with_what_it_reaches(terminal: Terminal) -> None:
    outcome = terminal("help-lines", "--country", "AT")
    assert outcome.code == 0
    assert outcome.out.splitlines()[:2] == ["Austria", "Emergency: 112 (all emergencies)"]
    assert load_helplines().checked_on.isoformat() in outcome.out


def test_texting_and_chatting_stand_before_calling(terminal: Terminal) -> None:
    shown = terminal("help-lines", "--country", "us").out
    assert shown.index("text 988") < shown.index("chat https://") < shown.index("call 988")


@pytest.mark.parametrize("asked", ["GB", "uk", "United Kingdom", " gb "])
def test_a_country_is_found_by_code_or_name(terminal: Terminal, asked: str) -> None:
    assert terminal("help-lines", "--country", asked).out.startswith("United Kingdom")


def test_the_country_of_the_locale_is_named_with_the_way_to_change_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    outcome = terminal("help-lines")
    assert outcome.out.startswith("Germany")
    assert "--country" in outcome.out


def test_without_a_country_it_offers_directories_and_codes(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    outcome = terminal("help-lines")
    assert outcome.code == 0
    assert "findahelpline.com" in outcome.out
    assert "AT, AU" in outcome.out
    assert "Emergency:" not in outcome.out


def test_an_unknown_country_still_offers_directories(terminal: Terminal) -> None:
    outcome = terminal("help-lines", "--country", "ZZ")
    assert outcome.code == 1
    assert "findahelpline.com" in outcome.out


def test_json_has_everything_a_program_needs(terminal: Terminal) -> None:
    found = terminal("--json", "help-lines", "--country", "US").json
    assert found["country"] == {"code": "US", "name": "United States"}
    assert found["emergency"] == [{"number": "911", "label": "all emergencies"}]
    assert found["lines"][0]["text"] == "988"
    assert found["guessed"] is False
    unknown = terminal("--json", "help-lines", "--country", "ZZ").json
    assert unknown["country"] is None
    assert unknown["directories"]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "24")


def keep(home: Path, **values: object) -> None:
    (home / "preferences.json").write_text(json.dumps(values), encoding="utf-8")


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("country", sorted(load_helplines().countries))
def test_forty_columns_are_enough_and_no_number_is_cut(terminal: Terminal, country: str) -> None:
    shown = terminal("help-lines", "--country", country, tty=True).out
    for line in shown.splitlines():
        # A web address has no place to end a line at; it stands alone on its own.
        assert columns_of(line) <= 40 or line.strip().startswith("https://"), line
    found = load_helplines().country(country)
    assert found is not None
    for help_line in found.lines:
        for number in (help_line.call, help_line.text):
            digits = re.search(r"[+*(\d][\d ()\-]*", number or "")
            assert digits is None or digits[0].strip() in shown


@pytest.mark.usefixtures("narrow")
def test_a_pipe_gets_one_line_for_each_thing(terminal: Terminal) -> None:
    lines = terminal("help-lines", "--country", "DE").out.splitlines()
    assert "    18 other languages by interpreter." in lines
    assert "    open Monday to Thursday 08:00 to 20:00, Friday 08:00 to 15:00" in lines
    assert not any(line.endswith(" ") for line in lines)


def test_hours_are_said_in_words_and_so_is_that_they_are_not_known(terminal: Terminal) -> None:
    shown = terminal("help-lines", "--country", "GB").out
    assert "any hour" in shown
    assert "open every day 17:00 to 24:00" in shown
    assert "hours not known" in shown
    assert "24/7" not in shown
    assert (
        "    open Monday to Saturday 14:00 to 20:00"
        in terminal("help-lines", "--country", "DE").out
    )


def test_every_country_of_the_list_can_be_found(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    codes = set(re.findall(r"\b[A-Z]{2}\b", terminal("help-lines").out))
    assert set(load_helplines().countries) <= codes


def test_the_guess_is_called_one(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "Germany was taken from this computer's region." in terminal("help-lines").out
    assert "region" not in terminal("help-lines", "--country", "DE").out


def test_what_was_chosen_in_the_window_holds_here_too(
    terminal: Terminal, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    own = [{"name": "Mira", "number": "0151 2345", "when": "at night"}, {"number": "ring twice"}]
    keep(own_world, help_country="GB", own_numbers=own, hidden_lines=["GB CALM helpline"])
    lines = terminal("help-lines").out.splitlines()
    assert lines[:10] == [
        "United Kingdom",
        "Emergency: 999 (all emergencies)",
        "Emergency: 112 (all emergencies)",
        "",
        "Your numbers",
        "  Mira",
        "    0151 2345",
        "    at night",
        "  ring twice",
        "",
    ]
    assert not any("CALM" in line for line in lines)
    assert "Lines left out, as you chose in the window under Get help: 1" in lines
    assert not any("region" in line for line in lines)
    assert terminal("help-lines", "--country", "AT").out.startswith("Austria")


def test_an_emergency_number_cannot_be_left_out(terminal: Terminal, own_world: Path) -> None:
    country = load_helplines().country("GB")
    assert country is not None
    names = [f"GB {name}" for name in ("999", "112", *(line.name for line in country.lines))]
    keep(own_world, hidden_lines=names)
    shown = terminal("help-lines", "--country", "GB").out
    assert "Emergency: 999 (all emergencies)" in shown
    assert "Samaritans" not in shown
    assert "Lists for many countries: findahelpline.com" in shown


def test_json_tells_what_is_ones_own_and_what_was_left_out(
    terminal: Terminal, own_world: Path
) -> None:
    keep(own_world, help_country="GB", own_numbers=[{"name": "Mira", "number": "1"}],
         hidden_lines=["GB CALM helpline"])  # fmt: skip
    found = terminal("--json", "help-lines").json
    assert list(found) == [
        "country", "guessed", "emergency", "own_numbers", "lines", "hidden", "checked_on",
        "directories",
    ]  # fmt: skip
    assert found["country"]["code"] == "GB"
    assert found["guessed"] is False
    assert found["own_numbers"] == [{"name": "Mira", "number": "1", "when": ""}]
    assert found["hidden"] == 1
    assert "CALM helpline" not in [line["name"] for line in found["lines"]]
    assert list(found["lines"][0]) == [
        "name", "kind", "text", "chat", "call", "hours", "languages", "note",
    ]  # fmt: skip
    assert found["lines"][0]["hours"] == "24/7"


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"own_numbers": 7, "help_country": []}'])
def test_a_broken_home_takes_no_number_away(
    terminal: Terminal, own_world: Path, broken: str
) -> None:
    (own_world / "preferences.json").write_text(broken, encoding="utf-8")
    assert "Emergency: 999" in terminal("help-lines", "--country", "GB").out
    assert (own_world / "preferences.json").read_text(encoding="utf-8") == broken


def test_it_asks_nothing_of_the_home_and_leaves_nothing_there(
    terminal: Terminal, own_world: Path
) -> None:
    terminal("help-lines", "--country", "GB")
    assert list(own_world.iterdir()) == []


def test_hostile_numbers_do_not_steer_the_terminal(terminal: Terminal, own_world: Path) -> None:
    hostile = {"name": "\x1b[2J\x07", "number": "\u202e999\r\n", "when": "\ud800"}
    keep(own_world, own_numbers=[hostile])
    for tty in (True, False):
        shown = terminal("help-lines", "--country", "GB", tty=tty).out
        assert not set(shown) & set("\x1b\x07\r\u202e\ud800")
        assert "    999\n" in shown


def test_the_home_that_is_named_is_the_one_that_is_read(tmp_path: Path, own_world: Path) -> None:
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    keep(other, help_country="AT")
    keep(own_world, help_country="GB")
    console = console_on(stream := io.StringIO())
    help_lines(console, None, home=other)
    assert stream.getvalue().startswith("Austria")
