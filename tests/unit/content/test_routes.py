"""Suggested first routes: where each leads, and a file that is broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safeharbor.content.files import CATALOGUE, checksum
from safeharbor.content.guides import guide_catalogue, load_guide
from safeharbor.content.routes import ROUTES_FILE, load_routes, routes_in
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.resources import resources_root


def test_there_is_one_for_every_answer_to_what_brings_somebody_here() -> None:
    step = load_guide("start").step("s3")
    asked = next(field for field in step.fields if field.id == "route")
    assert [route.id for route in load_routes()] == [option.id for option in asked.options]


def test_each_leads_where_that_answer_leads() -> None:
    step = load_guide("start").step("s3")
    asked = next(field for field in step.fields if field.id == "route")
    said = {name: each.steps for each in asked.reactions for name in each.is_any}
    for route in load_routes():
        guides = {target.partition(".")[0] for target in said[route.id]}
        assert {target.partition(".")[0] for target in route.to} == guides


def test_every_page_is_there_and_the_words_are_short() -> None:
    cards = guide_catalogue().cards
    steps = {f"{card.id}.{step.id}" for card in cards.values() for step in card.steps}
    for route in load_routes():
        assert {*route.to} <= {*cards, *steps}
        assert len(route.label.split()) <= 4
        assert "!" not in route.text


def test_the_catalogue_says_what_the_file_says() -> None:
    raw = (resources_root() / "content" / "en" / ROUTES_FILE).read_bytes()
    assert routes_in(raw) == load_routes()
    rows = json.loads((resources_root() / "content" / "en" / CATALOGUE).read_text("utf-8"))
    assert {row["crc32"] for row in rows["routes"]} == {checksum(raw)}


def test_a_file_that_was_changed_is_read_itself(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    row = {"id": "old", "label": "Old", "text": "Old.", "to": ["start"], "crc32": 1}
    (folder / CATALOGUE).write_text(json.dumps({"routes": [row, {"crc32": 1}]}), "utf-8")
    (folder / ROUTES_FILE).write_text(_route(to='["stress.s4"]'), "utf-8")
    (route,) = load_routes(folder=tmp_path)
    assert (route.id, route.to) == ("night", ("stress.s4",))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('routes = "none"', "routes"),
        ("[[routes]]\nid = 'x'", "routes[0]"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(HarborError) as caught:
        routes_in(text.encode())
    assert caught.value.code is ErrorCode.CONTENT_BROKEN
    assert str(caught.value.facts["path"]).startswith(place)


@pytest.mark.parametrize("to", ["[]", '["stress.s99"]', '["start", "trust8", "bounds"]'])
def test_a_route_leads_to_one_or_two_pages_that_exist(to: str) -> None:
    with pytest.raises(HarborError) as caught:
        routes_in(_route(to).encode())
    assert caught.value.facts["path"] == "routes[0].to"


def test_no_two_have_the_same_id() -> None:
    twice = _route('["start"]') + _route('["bounds"]')
    with pytest.raises(HarborError) as caught:
        routes_in(twice.encode())
    assert caught.value.facts["path"] == "routes[1].id"


def _route(to: str) -> str:
    words = 'id = "night"\nlabel = "Awake"\ntext = "A page for the night."'
    return f"[[routes]]\n{words}\nto = {to}\n"
