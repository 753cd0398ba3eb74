"""Guides: a file becomes a guide, a step what is kept beside answers, and faults are said."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.content.files import CATALOGUE
from safeharbor.content.guides import (
    GUIDE_IDS,
    WORDS_FILE,
    card_of,
    guide_catalogue,
    load_guide,
    step_template,
)
from safeharbor.content.messages import sentence
from safeharbor.content.sheets import sheet_of_body
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.guide import BlockType, Mark, Shelf, step_sheet
from safeharbor.domain.sheet import UNSURE, FieldType
from safeharbor.system.resources import resources_root
from support.guide_files import GUIDE, STEP, field_of, guide_from
from tools.build_catalogue import build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with one guide in it."""
    (tmp_path / "en" / "modules").mkdir(parents=True)
    shutil.copy(resources_root() / "content" / "en" / WORDS_FILE, tmp_path / "en")
    write(tmp_path, GUIDE)
    return tmp_path


def write(folder: Path, text: str | bytes, name: str = "modules/start.toml") -> None:
    (folder / "en" / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def refused(text: str, file: str = "start.toml") -> tuple[str, str]:
    """Where and why a text is no guide."""
    with pytest.raises(HarborError) as caught:
        guide_from(text, file)
    facts = caught.value.facts
    assert caught.value.code is ErrorCode.CONTENT_BROKEN
    assert facts["file"] == file
    return str(facts.get("path", "")), str(facts["reason"])


def test_a_file_becomes_a_guide(folder: Path) -> None:
    guide = load_guide("start", folder=folder)
    step = guide.step("s1")
    assert (guide.title, guide.shelf, guide.rev, guide.pack) == ("Start here", Shelf.BEGIN, 3, "")
    assert (step.mark, step.minutes, step.gated) == (Mark.HEAVY, 6, True)
    assert [block.type.value for block in step.blocks[:3]] == ["checkin", "gate", "reading"]
    assert step.links[1].target == "help"


def test_check_ins_and_plans_have_the_words_of_every_guide() -> None:
    guide = guide_from()
    assert field_of(guide, "before").label == "How strong is it right now?"
    assert field_of(guide, "after").label == "And now, how strong is it?"
    columns = field_of(guide, "try").columns
    assert [each.id for each in columns] == ["cue", "action", "day", "went", "note"]
    assert [each.id for each in columns[3].options] == ["did", "smaller", "not_yet", "dropped"]
    assert field_of(guide, "try").says


def test_notes_of_a_check_in_are_the_usual_ones_where_a_guide_has_none() -> None:
    last = guide_from().step("s1").blocks[-1]
    notes = dict(last.notes)
    assert notes["lower"] == "A little lower."
    assert notes["twice"].startswith("This way of looking may not suit you")
    assert set(notes) == {"lower", "same", "higher", "twice"}


def test_a_field_has_all_that_a_field_of_a_sheet_has() -> None:
    text = GUIDE.replace(
        'label = "What did it teach you?"',
        'label = "What did it teach you?"\nexample = "To ask."\n'
        'suggest = { kind = "pull", of = "roots.today" }',
    )
    taught = field_of(guide_from(text), "taught")
    assert (taught.type, taught.example) == (FieldType.LONG_TEXT, "To ask.")
    assert taught.suggest is not None


def test_an_earlier_rating_is_named_in_full() -> None:
    text = GUIDE + STEP.replace('id = "s1"', 'id = "s2"').replace(
        'id = "worth"', 'id = "worth"\nrepeat = "s1.worth"'
    )
    again = [each for each in guide_from(text).step("s2").blocks if each.repeat]
    assert [each.repeat for each in again] == ["start.s1.worth"]


FAULTS = {
    "required": ('id = "taught"', 'id = "taught"\nrequired = true', "taught", "no key required"),
    "no label": ('label = "What did it teach you?"\n', "", "taught", "label is missing"),
    "no id": ('id = "taught"\n', "", "blocks[3]", "id is missing"),
    "a key of another type": (
        'type = "gate"',
        'type = "gate"\nsheet = "x"',
        "[1].sheet",
        "no sheet",
    ),
    "columns of a plan": ('id = "try"', 'id = "try"\nmost = 3', "try.most", "has no most"),
    "an unknown block": ('type = "gate"', 'type = "quiz"', "[1].type", "none of the words"),
    "an unknown mark": ('"heavy"', '"sad"', "s1.mark", "none of the words"),
    "an unknown shelf": ('"begin"', '"top"', "shelf", "none of the words"),
    "an odd step": ('"s1"', '"one"', "steps", "looks like s1"),
    "an odd link": ('"ws:roots"', '"https://x"', "links[0].target", "a link leads to"),
    "no such sheet": ('sheet = "roots"', 'sheet = "root"', "blocks[6].sheet", "no sheet root"),
    "no such exercise": ('"ws:roots"', '"ex:gr_hop"', "links[0]", "no exercise gr_hop"),
    "no such step": ('"ws:roots"', '"help.s9"', "links[0]", "no step help.s9"),
    "no such guide": ('"ws:roots"', '"nowhere"', "links[0]", "no guide nowhere"),
    "no such day": ("2026-11-21", "2026-13-40", "updated", "no such day"),
    "no cards": ('type = "reading"', 'type = "safety"\ntext = "x"', "blocks", "reading"),
    "two gates": (
        'type = "reading"',
        'type = "reading"\n[[steps.blocks]]\ntype = "gate"',
        "",
        "twice",
    ),
    "no gate before words to say": ('[[steps.blocks]]\ntype = "gate"\n', "", "try", "no gate"),
    "two cores": (
        '[[steps.blocks]]\ntype = "gate"',
        '[[steps.blocks]]\ntype = "gate"\ncore = true\n[[steps.blocks]]\ntype = "text"\n'
        'id = "b"\nlabel = "B"\ncore = true',
        "blocks",
        "only one block is the core",
    ),
    "cards as the core": ('"reading"', '"reading"\ncore = true', "core", "never the core"),
    "no check-in first": (
        '[[steps.blocks]]\ntype = "checkin"\nid = "before"\n',
        "",
        "blocks",
        "begins with a check-in",
    ),
    "no check-in at the end": ("after = true\n", "", "", ""),
    "first aid that asks": ('"heavy"', '"first_aid"', "blocks", "asks nothing first"),
    "another name for a check-in": (
        'id = "before"',
        'id = "start"',
        "start.id",
        "has the id before",
    ),
    "a name of a check-in": ('id = "taught"', 'id = "before"', "", "twice"),
    "a gap of nothing": ("{taught}", "{learned}", "end.pocket", "no field learned"),
    "a gap of what is never stored": ("{taught}", "{of_me}", "end.pocket", "never stored"),
    "an id twice": ('id = "worth"', 'id = "taught"', "blocks.taught", "stands here twice"),
    "a rating of nothing": (
        'id = "worth"',
        'id = "worth"\nrepeat = "s1.wort"',
        "repeat",
        "no rating",
    ),
    "another's name": ('id = "start"', 'id = "help"', "id", "not the name of the file"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_said_with_its_place(what: str) -> None:
    old, new, place, reason = FAULTS[what]
    assert old in GUIDE
    where, why = refused(GUIDE.replace(old, new, 1))
    assert place in where
    assert reason in why


def test_first_aid_begins_with_what_helps() -> None:
    text = GUIDE.replace('"heavy"', '"first_aid"').replace(
        '[[steps.blocks]]\ntype = "checkin"\nid = "before"\n',
        '[[steps.blocks]]\ntype = "exercise"\nexercise = "gr_orient"\n',
    )
    assert guide_from(text).step("s1").blocks[0].type is BlockType.EXERCISE


def test_letters_of_every_script_may_stand_in_it_but_none_that_steer() -> None:
    assert guide_from(GUIDE.replace("Start here", "نمی\u200cدانم")).title == "نمی\u200cدانم"
    assert refused(GUIDE.replace("Start here", "a\u202eb"))[1] == "a sign that cannot be seen"


def shipped() -> list[str]:
    return [each for each in GUIDE_IDS if each in guide_catalogue().cards]


@pytest.mark.parametrize("guide_id", shipped())
def test_every_step_that_ships_is_kept_whole_beside_its_answers(guide_id: str) -> None:
    guide = load_guide(guide_id)
    for step in guide.steps:
        template = step_template(guide, step)
        assert (template.kind, template.version) == ("step", guide.rev)
        assert template.template_id == f"{guide_id}.{step.id}"
        assert sheet_of_body(json.loads(template.text)) == step_sheet(guide, step)


def test_every_check_in_can_stay_without_a_number() -> None:
    for guide_id in shipped():
        for step in load_guide(guide_id).steps:
            for block in step.blocks:
                if block.type is BlockType.CHECKIN and block.field:
                    assert block.field.unsure, f"{guide_id}.{step.id} has no {UNSURE}"


def test_the_shelf_needs_no_parser() -> None:
    code = (
        "import sys; from safeharbor.content.guides import guide_catalogue;"
        "guide_catalogue(); sys.exit(any(x in sys.modules for x in ('msgspec', 'tomllib')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_catalogue_is_only_a_shorter_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = guide_catalogue(folder=folder).cards
    assert list(read) == ["start"]
    write(folder, build(folder), CATALOGUE)
    with monkeypatch.context() as patch:
        patch.setattr("safeharbor.content.guides.parse_guide", None)
        assert guide_catalogue(folder=folder).cards == read
        assert guide_catalogue("de", folder).cards == read
    for raw in (b"", b"[]", b'{"guides": 3}', b"[" * 50_000, b'{"guides": [[]]}'):
        write(folder, raw, CATALOGUE)
        assert guide_catalogue(folder=folder).cards == read
    row = json.loads(build(folder))["guides"][0]
    for key, value in (
        ("title", None),
        ("rev", "3"),
        ("crc32", True),
        ("steps", [3]),
        ("shelf", 1),
    ):
        write(folder, json.dumps({"guides": [{**row, key: value}]}), CATALOGUE)
        assert guide_catalogue(folder=folder).cards == read
    write(folder, GUIDE.replace("Start here", "Another"))
    assert guide_catalogue(folder=folder).cards["start"].title == "Another"


def test_a_broken_guide_hides_only_itself_and_says_so(folder: Path) -> None:
    write(folder, GUIDE.replace('id = "start"', 'id = "work"'), "modules/work.toml")
    write(folder, GUIDE.replace('"heavy"', '"sad"'))
    catalogue = guide_catalogue(folder=folder)
    assert list(catalogue.cards) == ["work"]
    broken = [each for each in catalogue.faults if each.code is ErrorCode.CONTENT_BROKEN]
    assert [each.facts["file"] for each in broken] == ["start.toml"]
    assert len(catalogue.faults) == len(GUIDE_IDS) - 1
    assert "start.toml" in sentence(broken[0]).what


def test_the_card_of_a_guide_says_what_stands_in_its_file() -> None:
    card = card_of(guide_from())
    (step,) = card.steps
    assert (card.id, card.rev, card.updated, card.pack) == ("start", 3, "2026-11-21", "")
    assert (step.id, step.minutes, step.mark, step.quiet) == ("s1", 6, Mark.HEAVY, False)


@pytest.mark.parametrize("guide_id", ["no_such", "../catalogue", "start/../start", "", "anna/x"])
def test_what_is_not_there_is_said(guide_id: str) -> None:
    with pytest.raises(HarborError) as caught:
        load_guide(guide_id)
    assert caught.value.code is ErrorCode.RESOURCE_MISSING


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_refused_or_is_a_sound_guide(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GUIDE)))
    text = GUIDE[:start] + data.draw(st.text(max_size=4)) + GUIDE[start + 3 :]
    with suppress(HarborError):
        guide = guide_from(text)
        for step in guide.steps:
            body = json.loads(step_template(guide, step).text)
            assert sheet_of_body(body) == step_sheet(guide, step)
