"""Help lines: emergency first, ways without speaking first, a broken file is said plainly."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from safeharbor.content.helplines import (
    Hours,
    LineKind,
    Span,
    load_helplines,
    plain_address,
    read_hours,
)
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


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("24/7", Hours(always=True)),
        ("17:00-24:00 daily", Hours(spans=(Span("17:00", "24:00"),))),
        ("Mon-Fri 09:00-17:00", Hours(spans=(Span("09:00", "17:00", (0, 4)),))),
        (
            "Mon-Thu 08:00-20:00, Fri 08:00-15:00",
            Hours(spans=(Span("08:00", "20:00", (0, 3)), Span("08:00", "15:00", (4, 4)))),
        ),
        ("11:00-23:00 daily, to 03:00 Fri", Hours(text="11:00 to 23:00 daily, to 03:00 Friday")),
        ("09:00-17:00", Hours(text="09:00 to 17:00")),
        ("Daily, daytime", Hours(text="Daily, daytime")),
    ],
)
def test_hours_are_taken_apart_as_far_as_they_have_a_shape(text: str, hours: Hours) -> None:
    assert read_hours(text) == hours


def test_hours_of_the_shipped_list_are_words() -> None:
    for country in load_helplines().countries.values():
        for line in country.lines:
            assert (line.opening is None) is (line.hours is None)
            text = line.opening.text if line.opening else ""
            assert not re.search(r"\d-\d|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b", text)


def test_a_glance_has_as_many_kinds_as_it_can() -> None:
    for country in load_helplines().countries.values():
        lines = country.at_a_glance()
        assert len(lines) == min(len(country.lines), 3)
        kinds = {line.kind for line in lines}
        assert len(kinds) == min(len({line.kind for line in country.lines}), 3)
        order = list(LineKind)
        assert [order.index(x.kind) for x in lines] == sorted(order.index(x.kind) for x in lines)


def test_a_line_that_is_left_out_makes_room_for_the_next() -> None:
    country = load_helplines().country("GB")
    assert country is not None
    first = country.at_a_glance()[0]
    after = country.at_a_glance({first.name})
    assert first not in after
    assert len(after) == 3
    assert after[0].kind is first.kind
    everything = {line.name for line in country.lines}
    assert country.at_a_glance(everything) == ()
    assert country.by_kind(everything) == {}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://findahelpline.com/", "findahelpline.com"),
        ("https://www.x.test/chat/", "www.x.test/chat"),
        ("https://x.test/a?b=/", "x.test/a?b="),
    ],
)
def test_an_address_as_people_write_it(url: str, address: str) -> None:
    assert plain_address(url) == address


def test_the_directory_that_is_named_everywhere_is_the_first() -> None:
    assert load_helplines().directories[0].address == "findahelpline.com"
