"""Exercises: all that ship open as the evidence has them; a broken file hides only itself."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safeharbor.content.exercises import (
    IDS,
    card_of,
    catalogue,
    category_sets,
    cautions,
    load_exercise,
    sources,
)
from safeharbor.content.files import CATALOGUE, MAX_BYTES
from safeharbor.content.messages import sentence
from safeharbor.domain.breathing import STOCK
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.exercise import ExerciseKind, Need, laid_out
from safeharbor.system.resources import resources_root

BASE = """\
id = "gr_feet"
rev = 1
kind = "grounding"
title = "A title"
line = "A line."
seconds = 30
end = "The end."

[why]
studied = "Nothing was studied."
sure = "Not sure."

[[areas]]
id = "hands"
name = "Hands"
usual = true

[[steps]]
id = "begin"
seconds = 10
say = "Begin."
show = "begin"

[[steps]]
id = "rest"
area = "hands"
seconds = 20
say = "Rest."
show = "rest"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped content, to be damaged."""
    shutil.copytree(resources_root() / "content", tmp_path / "content")
    return tmp_path / "content"


def write(folder: Path, text: str | bytes, name: str = "exercises/gr_feet.toml") -> None:
    (folder / "en" / name).write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize("exercise_id", IDS)
def test_everything_that_ships_opens(exercise_id: str) -> None:
    exercise = load_exercise(exercise_id)
    assert exercise.id == exercise_id
    assert set(exercise.cautions) <= set(cautions())
    assert set(exercise.why.sources) <= set(sources())
    prefix = {"br": "breathing", "gr": "grounding", "rx": "relaxation", "mi": "mindfulness"}
    assert exercise.kind == prefix[exercise_id[:2]]
    if exercise.kind is ExerciseKind.BREATHING:
        assert exercise.lines
        assert exercise.seconds == STOCK[exercise_id].minutes.usual * 60
    else:
        assert sum(step.seconds for step in laid_out(exercise)) == exercise.seconds


def test_every_pattern_has_its_words() -> None:
    assert {each for each in IDS if each.startswith("br_")} == set(STOCK)


def test_the_lengths_are_those_of_the_evidence() -> None:
    lengths = {each: load_exercise(each).seconds for each in IDS if not each.startswith("br_")}
    assert lengths == {
        "gr_orient": 90,
        "gr_54321": 180,
        "gr_feet": 90,
        "gr_temp": 120,
        "gr_categories": 150,
        "rx_pmr_short": 180,
        "rx_pmr": 450,
        "rx_bodyscan": 300,
        "rx_safeplace": 240,
        "mi_break": 60,
        "mi_anchor": 180,
        "mi_listen": 180,
        "mi_rain": 300,
        "mi_kindness": 300,
        "mi_urge": 300,
    }


def test_muscles_have_sixteen_groups_of_which_four_wait_to_be_chosen() -> None:
    exercise = load_exercise("rx_pmr")
    everything = frozenset(area.id for area in exercise.areas)
    assert len(everything) == 16
    assert everything - exercise.usual_areas == {"jaw", "neck", "belly", "seat"}
    laid = laid_out(exercise, areas=everything)
    assert sum(step.seconds for step in laid) == 570
    pairs = [(step.seconds, step.area) for step in laid if step.area]
    for (tense, area), (ease, same) in zip(pairs[::2], pairs[1::2], strict=True):
        assert (tense, ease, area) == (6, 24, same)


def test_the_walk_through_the_body_leaves_out_its_last_line_at_night() -> None:
    exercise = load_exercise("rx_bodyscan")
    by_day, by_night = laid_out(exercise), laid_out(exercise, night=True)
    assert by_day[:-1] == by_night
    assert {"belly", "chest", "seat", "mouth"}.isdisjoint(exercise.usual_areas)
    assert [step.id for step in laid_out(exercise, areas=frozenset())] == [
        "begin",
        "outline",
        "look_round",
    ]


@pytest.mark.parametrize("minutes", [3, 5, 10])
def test_hold_drift_return_can_be_longer(minutes: int) -> None:
    laid = laid_out(load_exercise("mi_anchor"), minutes=minutes)
    assert sum(step.seconds for step in laid) == minutes * 60


def test_name_five_draws_four_prompts_from_twelve_sets() -> None:
    sets = category_sets()
    assert len(sets) == 12
    pick = random.Random(4).randrange
    laid = laid_out(load_exercise("gr_categories"), sets=sets, pick=pick)
    drawn = {step.say for step in laid if step.category}
    assert len(drawn) == 4
    assert sum(bool(drawn & set(each.prompts)) for each in sets) == 4


def test_every_script_runs_with_any_need() -> None:
    for exercise_id in IDS:
        exercise = load_exercise(exercise_id)
        for need in Need:
            for step in laid_out(exercise, needs={need}):
                assert step.silent or (step.say and step.show)
    seen = laid_out(load_exercise("gr_54321"), needs={Need.NO_SIGHT, Need.NO_SMELL})
    assert not any("see" in step.say.split() for step in seen)


def test_the_catalogue_has_every_exercise_in_its_order() -> None:
    cards = catalogue()
    assert tuple(cards) == IDS
    kinds = [card.kind for card in cards.values()]
    assert kinds == sorted(kinds, key=list(ExerciseKind).index)
    for exercise_id, card in cards.items():
        assert card == card_of(load_exercise(exercise_id))


HOSTILE: dict[str, tuple[str | bytes, str, str]] = {
    "empty": (b"", "", "missing required field `id`"),
    "not UTF-8": (BASE.encode().replace(b"A line.", b"A l\xffne."), "line 5", "not UTF-8"),
    "not TOML": (BASE.replace("rev = 1", "rev 1"), "line 2, column 5", "Expected '='"),
    "cut off": (BASE[: BASE.index("rest")], "end of document", "Unterminated"),
    "wrong type": (BASE.replace("= 20", '= "20"'), "steps[1].seconds", "Expected `float`"),
    "a truth for a number": (BASE.replace("= 20", "= true"), "steps[1].seconds", "got `bool`"),
    "NaN": (BASE.replace("= 20", "= nan"), "steps[1].seconds", "Expected `float`"),
    "endless": (BASE.replace("= 20", "= inf"), "steps[1].seconds", "<= 600"),
    "no time": (BASE.replace("= 20", "= 0"), "steps[1].seconds", "> 0"),
    "backwards": (BASE.replace("= 20", "= -20"), "steps[1].seconds", "> 0"),
    "a vast number": (BASE.replace("= 20", "= " + "9" * 5000), "", "Exceeds the limit"),
    "missing key": (BASE.replace("rev = 1\n", ""), "", "`rev`"),
    "unknown key": (BASE.replace("rev = 1", "rev = 1\nrevv = 1"), "", "unknown field `revv`"),
    "a key twice": (BASE.replace("rev = 1", "rev = 1\nrev = 1"), "line 3, column 8", "overwrite"),
    "unknown kind": (BASE.replace('"grounding"', '"magic"'), "kind", "Invalid enum"),
    "unknown need": (
        BASE + 'swaps.no_hands = { say = "Rest.", show = "rest" }\n',
        "steps[1].swaps",
        "Invalid enum",
    ),
    "a swap of the wrong type": (
        BASE
        + 'swaps.lying = { say = "Rest.", show = "rest" }\n'
        + 'swaps.sitting = { say = 3, show = "rest" }\n',
        "steps[1].swaps.sitting.say",
        "got `int`",
    ),
    "a sign nobody sees": (BASE.replace("Rest.", "Re\\u202est."), "steps[1].say", "cannot be seen"),
    "a nought": (BASE.replace("Rest.", "Re\\u0000st."), "steps[1].say", "cannot be seen"),
    "a very long line": (BASE.replace("Rest.", "Rest. " * 100), "steps[1].say", "length <= 200"),
    "too many steps": (
        BASE + '[[steps]]\nid = "x"\nseconds = 1\nsay = "X."\nshow = "x"\n' * 100,
        "steps",
        "length <= 80",
    ),
    "a step twice": (BASE.replace('"rest"\narea', '"begin"\narea'), "steps[1].id", "used twice"),
    "another's name": (BASE.replace('"gr_feet"', '"gr_temp"'), "id", "name of the file"),
    "a path for an id": (BASE.replace('"begin"', '"../../x"', 1), "steps[0].id", "matching regex"),
    "no such area": (
        BASE.replace('"hands"\nname', '"feet"\nname'),
        "steps[1].area",
        "no such area",
    ),
    "another length": (BASE.replace("= 30", "= 40"), "seconds", "it lasts 30"),
    "a silent word": (BASE + "silent = true\n", "steps[1].say", "a silent step says nothing"),
    "no words": (BASE.replace('"Rest."', '""'), "steps[1].say", "says something"),
    "nothing to read": (
        BASE.replace('show = "rest"', 'show = ""'),
        "steps[1].show",
        "nothing to read",
    ),
    "not to be stretched": (
        BASE.replace("rev = 1", "rev = 1\nminutes = [3]"),
        "minutes[0]",
        "silence",
    ),
    "no step for the night": (
        BASE.replace("rev = 1", 'rev = 1\nat_night_without = ["look"]'),
        "at_night_without[0]",
        "no such step",
    ),
    "an area without steps": (
        BASE.replace("[[areas]]", '[[areas]]\nid = "a"\nname = "A"\nusual = true\n[[areas]]'),
        "areas[0].id",
        "no step belongs",
    ),
    "lines in a script": (
        BASE + '[[lines]]\nat = 0\nsay = "X."\nshow = ""\n',
        "steps",
        "a script has steps",
    ),
    "no pattern": (BASE.replace('"grounding"', '"breathing"'), "id", "no pattern"),
    "too deep": ("a = " + "[" * 50_000, "", "nested too deeply"),
    "huge": (b"#" * (MAX_BYTES + 1), "", "too large"),
    "a list": ("[[x]]\n", "", "unknown field"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_its_place_and_hides_only_itself(
    folder: Path, what: str
) -> None:
    raw, place, reason = HOSTILE[what]
    write(folder, raw)
    with pytest.raises(HarborError) as caught:
        load_exercise("gr_feet", folder=folder)
    assert caught.value.code is ErrorCode.CONTENT_BROKEN
    facts = caught.value.facts
    assert (facts["file"], facts.get("path", "")) == ("gr_feet.toml", place)
    assert reason in str(facts["reason"])
    said = sentence(caught.value).what
    assert said.startswith("A file that belongs to SafeHarbor itself cannot be read: gr_feet.toml")
    assert said.endswith(f", at {place}." if place else "gr_feet.toml.")
    assert tuple(catalogue(folder=folder)) == tuple(each for each in IDS if each != "gr_feet")


def test_the_sound_file_of_these_tests_opens(folder: Path) -> None:
    write(folder, BASE)
    assert load_exercise("gr_feet", folder=folder).title == "A title"
    assert catalogue(folder=folder)["gr_feet"].title == "A title"


def test_a_breathing_exercise_has_lines_of_its_own(folder: Path) -> None:
    file = folder / "en" / "exercises" / "br_even.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("every = 240", "every = 2"), "utf-8")
    with pytest.raises(HarborError) as caught:
        load_exercise("br_even", folder=folder)
    assert caught.value.facts["path"] == "lines[1].every"
    file.write_text(text[: text.index("[[lines]]")], "utf-8")
    with pytest.raises(HarborError) as caught:
        load_exercise("br_even", folder=folder)
    assert caught.value.facts["path"] == "lines"


@pytest.mark.parametrize("exercise_id", ["gr_none", "../catalogue", "gr_feet/../gr_feet", ""])
def test_what_is_not_there_is_said(exercise_id: str) -> None:
    with pytest.raises(HarborError) as caught:
        load_exercise(exercise_id)
    assert caught.value.code is ErrorCode.RESOURCE_MISSING


def test_a_missing_file_hides_only_itself(folder: Path) -> None:
    (folder / "en" / "exercises" / "gr_temp.toml").unlink()
    assert len(catalogue(folder=folder)) == len(IDS) - 1


def test_a_broken_catalogue_costs_only_time(folder: Path) -> None:
    whole = catalogue(folder=folder)
    for raw in (b"", b"\xff", b"[]", b'{"exercises": 3}', b"[" * 50_000, b'{"exercises": [[]]}'):
        write(folder, raw, CATALOGUE)
        assert catalogue(folder=folder) == whole
    (folder / "en" / CATALOGUE).unlink()
    assert catalogue(folder=folder) == whole


@pytest.mark.parametrize(
    ("key", "value"),
    [("kind", "magic"), ("seconds", float("nan")), ("title", None), ("crc32", []), ("id", {})],
)
def test_a_broken_card_is_read_from_its_exercise(folder: Path, key: str, value: object) -> None:
    whole = catalogue(folder=folder)
    data = json.loads((folder / "en" / CATALOGUE).read_text("utf-8"))
    data["exercises"][3][key] = value
    write(folder, json.dumps(data), CATALOGUE)
    assert catalogue(folder=folder) == whole


def test_files_checked_out_with_other_line_ends_are_the_same(folder: Path) -> None:
    whole = catalogue(folder=folder)
    for file in (folder / "en" / "exercises").iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert catalogue(folder=folder) == whole
    assert load_exercise("gr_orient", folder=folder) == load_exercise("gr_orient")


def test_a_language_takes_from_english_what_it_lacks(folder: Path) -> None:
    (folder / "de" / "exercises").mkdir(parents=True)
    (folder / "de" / "exercises" / "gr_feet.toml").write_text(BASE, "utf-8")
    assert load_exercise("gr_feet", "de", folder).title == "A title"
    assert load_exercise("gr_temp", "de", folder) == load_exercise("gr_temp")
    cards = catalogue("de", folder)
    assert len(cards) == len(IDS)
    assert cards["gr_feet"].title == "A title"
    assert cautions("de", folder) == cautions()


@pytest.mark.parametrize("name", ["category_sets.toml", "cautions.toml", "sources.toml"])
def test_what_belongs_to_exercises_is_refused_when_broken(folder: Path, name: str) -> None:
    load = {"category_sets": category_sets, "cautions": cautions, "sources": sources}
    write(folder, "rev = 'one'\n", name)
    with pytest.raises(HarborError) as caught:
        load[name.removesuffix(".toml")](folder=folder)
    assert caught.value.code is ErrorCode.CONTENT_BROKEN
    assert caught.value.facts["file"] == name
    (folder / "en" / name).unlink()
    with pytest.raises(HarborError) as caught:
        load[name.removesuffix(".toml")](folder=folder)
    assert caught.value.code is ErrorCode.RESOURCE_MISSING


def test_every_source_says_who_what_and_where() -> None:
    for key, source in sources().items():
        assert source.id == key
        assert source.name[-1].isalnum() or source.name.endswith(")")
        assert source.where.startswith(("doi 10.", "Acad ", "Acad ", "Appl ", "GMS ", "GMS ", "J "))


def test_the_shelf_needs_no_parser() -> None:
    code = (
        "import sys; from safeharbor.content.exercises import catalogue;"
        "assert len(catalogue()) == 23;"
        "sys.exit(any(name in sys.modules for name in ('msgspec', 'tomllib')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
