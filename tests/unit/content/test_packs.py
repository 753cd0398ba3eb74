"""Guides that somebody put in by hand: read as text, kept apart from ours, and checked."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from safeharbor.content.guide_check import check_folder
from safeharbor.content.guides import guide_catalogue, load_guide, step_template
from safeharbor.content.messages import sentence
from safeharbor.content.packs import MOST_FILES, find_packs
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.paths import HomePaths
from support.guide_files import GUIDE, put_pack

DOC = Path(__file__).parents[3] / "docs" / "writing-guides.md"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The folder of a home for packs, with one guide in it."""
    put_pack(tmp_path, GUIDE)
    return HomePaths(tmp_path).packs


def faults(packs: Path) -> dict[str, str]:
    """What is wrong with packs, by file."""
    found = [each for each in guide_catalogue(packs=packs).faults if "reason" in each.facts]
    mine = [each for each in found if each.code is ErrorCode.GUIDE_FILE_BROKEN]
    return {str(each.facts["file"]): str(each.facts["reason"]) for each in mine}


def test_a_guide_of_a_pack_is_marked_as_not_ours(packs: Path) -> None:
    card = guide_catalogue(packs=packs).cards["anna/evening"]
    guide = load_guide("anna/evening", packs=packs)
    assert card.pack == guide.pack == "anna"
    assert step_template(guide, guide.step("s1")).template_id == "anna/evening.s1"
    assert faults(packs) == {}


def test_it_may_lead_to_its_own_pack_and_to_ours(packs: Path) -> None:
    put_pack(packs.parent, GUIDE, guide="night")
    links = '{ target = "night.s1", label = "x" }, { target = "start.s1", label = "y" },'
    put_pack(packs.parent, GUIDE.replace("links = [", f"links = [{links}"))
    step = load_guide("anna/evening", packs=packs).step("s1")
    assert [each.target for each in step.links][:2] == ["anna/night.s1", "start.s1"]


def test_a_broken_file_hides_only_itself_and_says_so(packs: Path) -> None:
    put_pack(packs.parent, GUIDE.replace('"heavy"', '"sad"'), guide="night")
    catalogue = guide_catalogue(packs=packs)
    assert "anna/evening" in catalogue.cards
    assert "anna/night" not in catalogue.cards
    error = next(each for each in catalogue.faults if each.facts.get("file") == "anna/night.toml")
    said = sentence(error)
    assert said.what.startswith("anna/night.toml cannot be used as a guide, at steps.s1.mark")


def test_an_id_of_ours_is_not_taken_over(packs: Path) -> None:
    put_pack(packs.parent, GUIDE, guide="help")
    assert faults(packs) == {"anna/help.toml": "a guide of SafeHarbor has this id"}
    assert guide_catalogue(packs=packs).cards["help"].pack == ""


def test_only_its_text_files_are_read(packs: Path) -> None:
    (packs / "anna" / "run.py").write_text("raise SystemExit\n", "utf-8")
    (packs / "anna" / "picture.png").write_bytes(b"\x89PNG")
    (packs / "anna" / ".hidden.toml").write_text("x", "utf-8")
    (packs / "loose.toml").write_text("x", "utf-8")
    (packs / ".git").mkdir()
    assert faults(packs) == {}
    assert [list(pack.files) for pack in find_packs(packs)] == [["evening"]]


def test_names_that_no_guide_has_are_passed_over_and_said(packs: Path) -> None:
    (packs / "anna" / "My Evening.toml").write_text(GUIDE, "utf-8")
    (packs / "Dr Weiß").mkdir()
    assert set(faults(packs)) == {"anna/My Evening.toml", "Dr Weiß"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_file_is_followed_out_of_a_pack(packs: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.toml"
    outside.write_text(GUIDE, "utf-8")
    (packs / "anna" / "secret.toml").symlink_to(outside)
    (packs / "linked").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(packs / "anna" / "pipe.toml")
    assert faults(packs) == {
        "anna/secret.toml": "no plain file",
        "anna/pipe.toml": "no plain file",
    }
    assert [pack.name for pack in find_packs(packs)] == ["anna"]


def test_a_file_that_is_too_large_is_not_read(packs: Path) -> None:
    (packs / "anna" / "long.toml").write_bytes(b"#" * (256 * 1024 + 1))
    assert faults(packs) == {"anna/long.toml": "too large"}


def test_a_pack_ends_somewhere(packs: Path) -> None:
    for number in range(MOST_FILES):
        put_pack(packs.parent, GUIDE, guide=f"zz{number}")
    assert list(faults(packs).values()) == [f"a pack has {MOST_FILES} guides at most"]


def test_no_folder_is_no_fault(tmp_path: Path) -> None:
    assert find_packs(None) == ()
    assert find_packs(tmp_path / "packs") == ()
    with pytest.raises(HarborError) as caught:
        load_guide("anna/evening", packs=tmp_path / "packs")
    assert caught.value.code is ErrorCode.RESOURCE_MISSING


def test_all_faults_of_a_file_are_found_at_once(packs: Path) -> None:
    text = GUIDE.replace('show = ["moments"]', 'show = ["moment"]')
    text = text.replace('target = "ws:roots"', 'target = "help.s9"').replace("sure.", "sure.", 1)
    text = text.replace('sure = "Not sure."', 'sure = "Not sure."\nsources = ["nobody_1999"]')
    text = text.replace('id = "worth"', 'id = "worth"\nrepeat = "trust8.s1.beliefs"')
    put_pack(packs.parent, text)
    found = check_folder(packs / "anna")
    assert [(each.place, each.what) for each in found if not each.advice] == [
        ("steps.s1.links[0].target", "there is no step help.s9"),
        ("steps.s1.why.sources", "there is no source nobody_1999"),
        ("steps.s1.blocks.worth.repeat", "there is no rating beliefs in trust8.s1"),
        ("steps.s1.blocks[6].show", "the sheet roots has no field moment"),
    ]
    assert {each.file for each in found} == {"anna/evening.toml"}


def test_a_step_that_is_not_there_is_found_in_the_same_pack(packs: Path) -> None:
    put_pack(packs.parent, GUIDE.replace("ws:roots", "night.s2"))
    put_pack(packs.parent, GUIDE, guide="night")
    assert faults(packs) == {}
    (found,) = check_folder(packs)
    assert (
        str(found) == "anna/evening.toml: steps.s1.links[0].target: there is no step anna/night.s2"
    )


def test_advice_keeps_nothing_closed(packs: Path) -> None:
    put_pack(packs.parent, GUIDE.replace('text = "A small thing', 'text = "Short.', 1))
    put_pack(packs.parent, re.sub(r'text = "A small[^"]*"', 'text = "Short."', GUIDE, count=1))
    (found,) = check_folder(packs)
    assert found.advice
    assert found.what == "1 words; a card has 25 to 60"
    assert faults(packs) == {}


def test_the_example_of_the_docs_opens_and_needs_no_advice(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)[0]
    folder = tmp_path / "packs" / "anna"
    folder.mkdir(parents=True)
    (folder / "evening.toml").write_text(example, "utf-8")
    assert check_folder(folder) == ()
    broken = example.replace('label = "What would do you good this evening?"\n', "")
    (folder / "evening.toml").write_text(broken, "utf-8")
    assert str(check_folder(folder)[0]) in DOC.read_text("utf-8")
