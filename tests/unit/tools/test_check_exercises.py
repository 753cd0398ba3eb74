"""The check of the exercises: each rule finds the file that breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from safeharbor.content.exercises import IDS
from tools.build_catalogue import build, is_stale
from tools.check_content import RESOURCES, check_all
from tools.check_exercises import check_exercises
from tools.wording import find_out_of_voice, find_unkind


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The shipped content, to be damaged."""
    shutil.copytree(RESOURCES / "content", tmp_path / "content")
    return tmp_path / "content"


def damage(content: Path, name: str, old: str, new: str) -> list[str]:
    """What the check finds after ``old`` became ``new`` once, with the catalogue built anew."""
    path = content / "en" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [what for what in check_exercises(content) if not what.startswith("catalogue.json")]


def test_what_ships_is_sound(content: Path) -> None:
    assert check_exercises(content) == []


ORIENT, BOX, PMR = "exercises/gr_orient.toml", "exercises/br_box.toml", "exercises/rx_pmr.toml"
SETS, CAUTIONS, SOURCES = "category_sets.toml", "cautions.toml", "sources.toml"
LONG = "one two three four five six seven eight nine ten " * 2
HARD = "Scientific calculations demonstrate complicated connections. " * 4

DAMAGE = {
    "an order": (ORIENT, "Find a corner of the room.", "Relax.", "'Relax' promises"),
    "an unkind word": (ORIENT, "Find a corner", "Just find a corner", "the word 'Just'"),
    "a loud word": (ORIENT, "room. Then another.", "room!", "an exclamation mark"),
    "on the screen": (
        ORIENT,
        'show = "corners"',
        'show = "let go"',
        "steps.corners.show: 'let go'",
    ),
    "in a swap": (ORIENT, "Find two sounds.", "Surrender to two sounds.", "'Surrender' promises"),
    "in the reasons": (ORIENT, "No good trial", "It is proven. No good trial", "'proven' promises"),
    "in a phase": (BOX, 'say = "Out."', 'say = "Let go."', "phases.out: 'Let go' promises"),
    "in an area": (PMR, 'name = "Jaw and cheeks"', 'name = "Your brain"', "areas.jaw: 'brain'"),
    "not our voice": (ORIENT, "Not sure.", "It cures.", "'cures' is not our voice"),
    "a long sentence": (ORIENT, "Not sure. The risk", LONG, "why.sure: a sentence of 30 words"),
    "hard words": (ORIENT, "An app with a mix", f"{HARD}An app with a mix", "why: grade"),
    "a hard script": (
        "exercises/mi_break.toml",
        'line = "A short stop in the middle of a day."',
        f'line = "{HARD[:180]}"',
        "the script: grade",
    ),
    "two sentences on the shelf": (ORIENT, "Look around and find", "Look. Find", "line: one"),
    "a hard word": (ORIENT, "What tells you", "What contemporaneously tells", "is a hard word"),
    "no such caution": (ORIENT, '"far_away"', '"far"', "cautions: no 'far'"),
    "no such source": (ORIENT, '"hallenbeck_2022"', '"somebody_2020"', "no 'somebody_2020'"),
    "a claim without a source": (
        "exercises/mi_listen.toml",
        "No trial of this one was found.",
        "Many trials found good things.",
        "something is claimed",
    ),
    "too fast": (
        PMR,
        "Right thigh: press the heel down.",
        "Press. " * 20,
        "too many words for 6 s",
    ),
    "a line too fast": (BOX, 'say = "In."\nshow = ""', f'say = "{LONG}"\nshow = ""', "at 0 s"),
    "too wide": (ORIENT, 'show = "corners"', f'show = "{"corner " * 7}"', "more than 40 signs"),
    "no words for the blind": (
        ORIENT,
        'swaps.no_sight = { say = "Turn to',
        'swaps.no_smell = { say = "Turn to',
        "steps.look: no other words for no_sight",
    ),
    "a swap that asks all the same": (
        ORIENT,
        "Turn to what is around you.",
        "Look around you.",
        "steps.look.swaps.no_sight: asks for it all the same",
    ),
    "no words for the deaf": (
        "exercises/gr_54321.toml",
        "swaps.no_hearing",
        "swaps.lying",
        "steps.hear: no other words for no_hearing",
    ),
    "no words for who lies": (
        "exercises/rx_bodyscan.toml",
        "swaps.lying",
        "swaps.sitting",
        "steps.back: no other words for lying",
    ),
    "no way out": (ORIENT, "Let them wander. Swap or skip any sense.", "", "nobody is told"),
    "no Get help": (ORIENT, "press Get help", "look for help", "end: Get help is not named"),
    "a hold without a caution": (BOX, '"holds", ', "", "cautions: a pattern that holds"),
    "a phase that is not there": (BOX, "rest = {", "top_up = {", "phases.top_up: the pattern"),
    "another length": (ORIENT, "seconds = 90", "seconds = 95", "seconds: it lasts 90"),
    "a set twice": (SETS, 'id = "shapes"', 'id = "animals"', "animals: used twice"),
    "a prompt twice": (SETS, "Five birds.", "Five animals with fur.", "fur.': used twice"),
    "a tender prompt": (SETS, "Five birds.", "Five friends.", "people, body, food and loss"),
    "a prompt about food": (SETS, "Five birds.", "Five things to eat.", "people, body, food"),
    "a long prompt": (SETS, "Five birds.", "Five birds that nobody has seen for long.", "40 signs"),
    "an unkind caution": (CAUTIONS, "It crests and falls.", "You must calm down.", "panic: 'must'"),
    "a caution without its source": (CAUTIONS, '"kim_2019"', '"kim_2020"', "uneasy: no source"),
    "hard cautions": (CAUTIONS, "It crests and falls.", HARD, "panic: grade"),
    "a caution without words": (
        CAUTIONS,
        'text = "Not while you drive, bathe, swim or work with machines."',
        "text = 3",
        "cautions.toml: cautions.not_now.text: Expected `str`",
    ),
    "a broken caution": (CAUTIONS, "rev = 2", "rev = 0", "cautions.toml: rev: Expected `int` >= 1"),
    "an unkind source": (SOURCES, "A review of 46 studies of breathing", "Proven", "chetry_2024"),
    "a source twice": (SOURCES, "10.14814/phy2.15389", "10.1037/a0027600", "named twice"),
    "a source for nothing": (
        "exercises/br_478.toml",
        'sources = ["vierra_2022"]',
        "sources = []\n# none",
        "vierra_2022: nothing rests on it",
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_each_rule_finds_what_breaks_it(content: Path, what: str) -> None:
    name, old, new, finding = DAMAGE[what]
    found = damage(content, name, old, new)
    assert any(finding in each for each in found), found
    assert all(each.startswith((Path(name).name, "sources.toml")) for each in found)


def test_a_set_too_few(content: Path) -> None:
    text = (content / "en" / SETS).read_text("utf-8")
    start, end = text.index('[[sets]]\nid = "shapes"'), text.index('[[sets]]\nid = "places"')
    assert damage(content, SETS, text[start:end], "") == [
        "category_sets.toml: 11 sets, 12 are wanted"
    ]


def test_a_missing_file_and_one_too_many(content: Path) -> None:
    folder = content / "en" / "exercises"
    (folder / "gr_feet.toml").rename(folder / "gr_toes.toml")
    found = check_exercises(content)
    assert "gr_toes.toml: no exercise has this id" in found
    assert "gr_feet.toml: missing" in found
    (content / "en" / SETS).unlink()
    assert "category_sets.toml: missing" in check_exercises(content)


def test_the_catalogue_is_built_again_after_a_change(content: Path) -> None:
    assert not is_stale(content)
    path = content / "en" / ORIENT
    path.write_text(path.read_text("utf-8").replace("Where am I?", "Where am I now?"), "utf-8")
    assert check_exercises(content) == [
        "catalogue.json: stale; run python -m tools.build_catalogue"
    ]
    text = build(content)
    assert "Where am I now?" in text
    (content / "en" / "catalogue.json").write_text(text, "utf-8")
    assert check_exercises(content) == []
    (content / "en" / "catalogue.json").unlink()
    assert is_stale(content)


def test_the_catalogue_leaves_out_what_is_not_there(content: Path) -> None:
    (content / "en" / ORIENT).unlink()
    assert build(content).count('"kind"') == len(IDS) - 1


def test_the_content_check_has_the_exercises_in_it(content: Path, tmp_path: Path) -> None:
    shutil.copy(RESOURCES / "crisis_lines.json", tmp_path)
    assert check_all(tmp_path) == []
    damage(content, ORIENT, "Find a corner", "Simply find a corner")
    assert "gr_orient.toml: steps.corners: the word 'Simply'" in check_all(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "Relax.",
        "Try to relax your jaw.",
        "And let it go.",
        "Let go of it.",
        "You are safe.",
        "You’re safe here.",
        "It lowers stress by 30 %.",
        "30 per cent felt better.",
        "Breathing activates your vagus nerve.",
        "Trauma rewires the brain.",
        "Forgive and be free.",
        "You deserve better.",
        "Don't put up with it.",
        "Leave now.",
        "They will respect you for it.",
        "Time heals.",
        "Everything happens for a reason.",
        "You haven't checked in for 5 days.",
        "Great job. 🔥",
        "A streak of 7 days in a row.",
        "Think of the people who love you.",
        "Communication is everything.",
        "You should talk to someone.",
    ],
)
def test_sentences_to_avoid(text: str) -> None:
    assert find_unkind(text)


@pytest.mark.parametrize(
    "text",
    [
        "See if anything wants to loosen.",
        "Let it go its own way now.",
        "Look for what tells you where you are now.",
        "In studies many people felt somewhat less stressed. Some felt no change.",
        "After frightening events the inner alarm can stay sensitive.",
        "You can want better.",
        "For many people it gets lighter. Nobody can say when.",
        "Would it help to tell one person?",
        "Getting quiet makes some people more anxious.",
        "A calmer body does not make a dangerous place safe.",
    ],
)
def test_sentences_to_use(text: str) -> None:
    assert find_out_of_voice(text) == []


@pytest.mark.parametrize("text", ["A journey.", "You must stop.", "Calm down.", "It is a failure."])
def test_words_that_are_not_our_voice(text: str) -> None:
    assert find_out_of_voice(text)
    assert find_unkind(text) == []
