"""Names as initials."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.initials import initials, without_names
from safeharbor.domain.phrases import find_phrases


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Maria", "M."),
        ("Maria Lopez", "M. L."),
        ("Anne-Marie", "A. M."),
        ("émile", "É."),
        ("M. L.", "M. L."),
        ("李明", "李."),
        ("Ana 0171 55", "A."),
        ("0171 55", "–"),
        ("  ", ""),
    ],
)
def test_a_name_becomes_its_initials(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Maria Lopez and maria", "M. L. and M."),
        ("MARIA's key. Lopez.", "M.'s key. L."),
        ("marianne stays", "marianne stays"),
        ("I told Will that I will go", "I told W. that I will go"),
        ("王李明来了", "王李.来了"),
        ("ask my sister", "ask M. S."),
        ("my own", "my own"),
        ("Zoë, zoe", "Z., Z."),
    ],
)
def test_names_are_hidden_wherever_they_stand(text: str, hidden: str) -> None:
    assert without_names(text, ["Maria Lopez", "Will", "李明", "my sister", "Zoé"]) == hidden


def test_what_are_initials_already_and_single_letters_stay() -> None:
    assert without_names("A walk with A. and a key", ["A", "A. K.", ""]) == (
        "A walk with A. and a key"
    )


NAMES = st.text("ABCdefgé ", min_size=2, max_size=10).filter(lambda name: len(name.strip()) > 1)


@settings(max_examples=60)
@given(st.lists(NAMES, max_size=3), st.text("ABCdefgé .,\n'", max_size=30), st.data())
def test_no_whole_name_is_left(names: list[str], text: str, data: st.DataObject) -> None:
    whole = [name for name in names if any(len(part) > 1 for part in name.split())]
    if whole:
        text = f"{text} {data.draw(st.sampled_from(whole))} {text}"
    assert not find_phrases(without_names(text, names), whole)
