"""Help lines in the terminal."""

from __future__ import annotations

import pytest

from safeharbor.cli.help_lines import guess_country
from safeharbor.content.helplines import load_helplines
from unit.cli.doubles import Terminal


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


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        ("de_DE.UTF-8", "DE"),
        ("pt_BR", "BR"),
        ("sr_RS@latin", "RS"),
        ("zh_Hans_CN.UTF-8", "CN"),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("en", None),
    ],
)
def test_the_territory_of_a_locale(locale: str, country: str | None) -> None:
    assert guess_country({"LANG": locale}) == country


def test_the_stronger_variable_wins() -> None:
    assert guess_country({"LC_ALL": "fr_FR", "LANG": "de_DE"}) == "FR"
    assert guess_country({"LC_ALL": "", "LC_TELEPHONE": "de_CH", "LANG": "en_US"}) == "CH"
    assert guess_country({}) is None
