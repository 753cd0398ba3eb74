"""The words over a breath, read without msgspec: the same ones, and never half of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from safeharbor.content.breath_words import breath_words
from safeharbor.content.exercises import load_exercise
from safeharbor.domain.breathing import STOCK
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.exercise import Why
from safeharbor.system.resources import resources_root


@pytest.mark.parametrize("name", STOCK)
def test_both_readers_read_the_same(name: str) -> None:
    checked = load_exercise(name)
    left_out = replace(checked, phases={}, cautions=(), why=Why("", "", ()))
    assert breath_words(name) == left_out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rev = 2", 'rev = "x"'),
        ("at = 0", 'at = "0"x'),
        ("at = 0", "at = nan"),
        ("[[lines]]", "[lines]"),
        ('title = "Even waves"', "title = 5"),
        ("Even waves", "Even \\u001b[2J waves"),
        ("end = ", "ending = "),
        ("at = 0", "at = []"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str) -> None:
    good = (resources_root() / "content/en/exercises/br_even.toml").read_text(encoding="utf-8")
    assert old in good
    folder = tmp_path / "en" / "exercises"
    folder.mkdir(parents=True)
    (folder / "br_even.toml").write_text(good.replace(old, new), encoding="utf-8")
    with pytest.raises(HarborError) as caught:
        breath_words("br_even", tmp_path)
    assert caught.value.code is ErrorCode.CONTENT_BROKEN


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(HarborError) as caught:
        breath_words("br_even", tmp_path)
    assert caught.value.code is ErrorCode.RESOURCE_MISSING
