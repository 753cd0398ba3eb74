"""What somebody chose for Get help is kept in the plain preferences; nothing in them is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from safeharbor.content.helplines import Country, EmergencyNumber, HelpLine, LineKind
from safeharbor.domain.errors import HarborError
from safeharbor.domain.own_number import LONGEST, MOST, OwnNumber
from safeharbor.services.help_choices import HelpChoices
from safeharbor.system.prefs import Preferences

FIRST = HelpLine("First", LineKind.YOUTH, "1", None, None, None, ("en",))
SECOND = HelpLine("Second", LineKind.YOUTH, "2", None, None, None, ("en",))
NORTH = Country("NO", "Northland", (EmergencyNumber("112", "police"),), (FIRST, SECOND))
SOUTH = Country("SO", "Southland", (EmergencyNumber("113", "police"),), (FIRST,))

MIRA, TOM, ADA = OwnNumber("Mira", "1"), OwnNumber("Tom", "2", "at night"), OwnNumber("", "3")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "preferences.json"


def choices(path: Path) -> HelpChoices:
    return HelpChoices(Preferences(path))


def kept(path: Path, **values: object) -> HelpChoices:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")
    return choices(path)


def written(path: Path, key: str) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))[key]


def test_the_country_is_kept(path: Path) -> None:
    assert choices(path).country == ""
    choices(path).choose("NO")
    assert choices(path).country == "NO"


def test_numbers_are_kept_in_their_order(path: Path) -> None:
    own = choices(path)
    for number in (MIRA, TOM, ADA):
        own.add(number)
    own.move(2, 0)
    assert own.own == choices(path).own == (ADA, MIRA, TOM)
    own.change(1, TOM)
    assert own.remove(2) == TOM
    own.put(0, MIRA)
    assert own.own == choices(path).own == (MIRA, ADA, TOM)


def test_there_is_room_for_fifty(path: Path) -> None:
    own = kept(path, own_numbers=[{"name": "", "number": str(n)} for n in range(MOST)])
    assert own.full
    with pytest.raises(ValueError, match="room"):
        own.add(MIRA)
    assert len(own.own) == MOST


def test_hidden_lines_belong_to_their_country(path: Path) -> None:
    chosen = choices(path)
    chosen.hide(NORTH, FIRST)
    chosen.hide(NORTH, FIRST)
    assert chosen.hidden(NORTH) == choices(path).hidden(NORTH) == {"First"}
    assert chosen.hidden(SOUTH) == frozenset()
    chosen.bring_back(NORTH, FIRST)
    chosen.bring_back(NORTH, SECOND)
    assert choices(path).hidden(NORTH) == frozenset()


def test_a_line_that_is_gone_hides_nothing(path: Path) -> None:
    assert kept(path, hidden_lines=["NO Gone", "NO Second"]).hidden(NORTH) == {"Second"}


@pytest.mark.parametrize("broken", [None, "0151", 7, {"name": "Mira"}, True])
def test_a_value_of_another_kind_is_no_number_and_no_line(path: Path, broken: object) -> None:
    chosen = kept(path, own_numbers=broken, hidden_lines=broken, help_country=["DE"])
    assert chosen.own == ()
    assert chosen.hidden(NORTH) == frozenset()
    assert chosen.country == ""
    chosen.add(MIRA)
    chosen.hide(NORTH, FIRST)
    assert choices(path).own == (MIRA,)
    assert choices(path).hidden(NORTH) == {"First"}


def test_what_is_no_number_is_passed_over_and_stays_where_it_is(path: Path) -> None:
    strange = ["text", 7, None, [], {"name": "Mira"}, {"number": 1}, {"number": " \0 "}]
    chosen = kept(path, own_numbers=[*strange, {"number": "1", "name": "Mira"}])
    assert chosen.own == (MIRA,)
    chosen.add(TOM)
    assert choices(path).own == (MIRA, TOM)
    assert written(path, "own_numbers")[2:] == strange


def test_a_number_beyond_the_fiftieth_is_not_thrown_away(path: Path) -> None:
    many = [{"name": "", "number": str(n), "when": ""} for n in range(MOST + 3)]
    chosen = kept(path, own_numbers=many)
    chosen.remove(0)
    assert written(path, "own_numbers") == many[1:]


def test_hostile_numbers_are_cleaned_when_they_are_read(path: Path) -> None:
    hostile = {"name": "\u202eariM\x1b[2J", "number": "\ud800" + "9" * 999, "when": "\n" * 50}
    (number,) = kept(path, own_numbers=[hostile]).own
    assert number.name == "ariM [2J"
    assert len(number.number) == LONGEST
    assert number.when == ""


def test_what_cannot_be_written_holds_until_the_end_of_the_run(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.mkdir()
    own = choices(path)
    with pytest.raises(HarborError):
        own.add(MIRA)
    assert own.own == (MIRA,)
    with pytest.raises(HarborError):
        own.hide(NORTH, FIRST)
    assert own.hidden(NORTH) == {"First"}
