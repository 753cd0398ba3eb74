"""What README promises in numbers is what ships."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from safeharbor.content.exercises import IDS
from safeharbor.content.guides import guide_catalogue
from safeharbor.content.sheets import sheet_catalogue
from safeharbor.domain.breathing import STOCK

README: Final = Path(__file__).parents[3] / "README.md"
WORDS: Final = {"eight": 8, "fifteen": 15, "sixteen": 16}
NUMBER: Final = rf"(\d+|{'|'.join(WORDS)})"
SHIPS: Final = {
    "guides": len(guide_catalogue().cards),
    "steps": sum(len(card.steps) for card in guide_catalogue().cards.values()),
    "worksheets": len(sheet_catalogue()),
    "patterns": len(STOCK),
    "scripts": sum(1 for each in IDS if each not in STOCK),
}


def said(what: str) -> list[int]:
    """Every number that README has before a word, such as "99 short steps"."""
    text = " ".join(README.read_text(encoding="utf-8").split())
    found = re.findall(rf"\b{NUMBER} (?:\w+ )?{what}\b", text, re.IGNORECASE)
    return [WORDS.get(each.lower()) or int(each) for each in found]


@pytest.mark.parametrize("what", SHIPS)
def test_every_number_in_the_readme_is_true(what: str) -> None:
    assert set(said(what)) == {SHIPS[what]}
