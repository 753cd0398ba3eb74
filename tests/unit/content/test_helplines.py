"""Help lines: emergency first, ways without speaking first, a broken file is said plainly."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from safeharbor.content.helplines import LineKind, load_helplines
from safeharbor.domain.errors import ErrorCode, HarborError


def test_the_shipped_list_opens() -> None:
    lines = load_helplines()
    assert len(lines.countries) > 80
    assert lines.checked_on >= dt.date(2026, 11, 21)
    assert lines.directories


def test_every_country_has_an_emergency_number_with_its_label() -> None:
    for country in load_helplines().countries.values():
        assert country.emergency
        assert all(number.number and number.label for number in country.emergency)


def test_lines_without_speaking_come_first_in_their_kind() -> None:
    for country in load_helplines().countries.values():
        for lines in country.by_kind().values():
            silent = [line.silent for line in lines]
            assert silent == sorted(silent, reverse=True)


def test_kinds_come_in_their_order_and_none_is_lost() -> None:
    for country in load_helplines().countries.values():
        grouped = country.by_kind()
        order = list(LineKind)
        assert list(grouped) == sorted(grouped, key=order.index)
        assert sum(len(lines) for lines in grouped.values()) == len(country.lines)


def test_a_country_is_found_in_any_case() -> None:
    lines = load_helplines()
    assert lines.country("de") == lines.country(" DE ")
    assert lines.country("ZZ") is None


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(HarborError) as caught:
        load_helplines(tmp_path / "gone.json")
    assert caught.value.code is ErrorCode.RESOURCE_MISSING


@pytest.mark.parametrize(
    "damage",
    [
        "no json",
        "[]",
        '{"verified_on": "2026-11-21"}',
        '{"verified_on": "soon", "international": [], "countries": []}',
        json.dumps(
            {
                "verified_on": "2026-11-21",
                "international": [],
                "countries": [
                    {
                        "code": "XX",
                        "name": "X",
                        "emergency": ["1"],
                        "emergency_labels": {},
                        "lines": [],
                    }
                ],
            }
        ),
    ],
)
def test_a_broken_list_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "crisis_lines.json"
    path.write_text(damage, encoding="utf-8")
    with pytest.raises(HarborError) as caught:
        load_helplines(path)
    assert caught.value.code is ErrorCode.CONTENT_BROKEN
