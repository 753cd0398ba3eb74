"""Every guide walked through by keys alone: with words in every field, and with none.

What was written is on paper at the end, saved as a PDF and printed, and what is never stored is
nowhere. In the middle of each guide the vault is locked in the middle of a word.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPdfWriter
from pytestqt.qtbot import QtBot

from faults.hunter import hunt
from safeharbor.content.guides import GUIDE_IDS
from safeharbor.content.sheets import load_sheet, sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.guide import Guide, Mark, Step
from safeharbor.domain.sheet import FieldType
from safeharbor.ui.guide.going import FIRST_AID_STEPS
from safeharbor.ui.guide.noting import GatePart
from safeharbor.ui.guide.order import relief_first
from safeharbor.ui.guides.paper import GuideJob, MadeGuide
from safeharbor.ui.paper.job import Wanted
from safeharbor.ui.paper.printing import print_on
from safeharbor.ui.paper.save import SaveKind
from support.house import House
from support.pdf import words_of
from support.steps import StepVisitor, StepVisitorOutside
from support.walking import KEEPS, NAME, Walker, plain

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
every_guide = pytest.mark.parametrize("guide_id", GUIDE_IDS)


def know_somebody(house: House) -> None:
    """A support map with one name on it."""
    people = Answers().with_rows("people", (Row(b"1" * 16, {"name": NAME}),))
    sheets, template = house.services.sheets, sheet_template(load_sheet("support"))
    now = house.clock.now()
    sheets.save(FormSnapshot(sheets.new_id(), None, template, now, people)).result(20)


@every_guide
def test_a_guide_is_walked_through_with_words_in_every_field(
    visitor: StepVisitor, own_world: Path, guide_id: str
) -> None:
    know_somebody(visitor.house)
    walker = Walker(visitor, guide_id)
    walker.to_guide()
    for step in walker.guide.steps:
        walker.to_step(step.id)
        walker.write_everywhere(lock=step is middle(walker.guide))
        assert walker.left_empty() == [], step.id
        written = plain(visitor.model.stored)
        walker.back()
        stored = visitor.house.services.guides.open(f"{guide_id}.{step.id}").result(20)
        assert plain(Answers() if stored is None else stored.answers) == written
        assert (stored is None) is not any(field.stored for field in step.fields)
    assert walker.locked_in == middle(walker.guide).id
    walker.to_written()
    walker.to_paper()
    is_on_paper(walker)
    assert hunt([own_world.parent], [NAME]) == []


@every_guide
def test_a_guide_is_walked_through_without_a_word(visitor: StepVisitor, guide_id: str) -> None:
    walker = Walker(visitor, guide_id)
    walker.to_guide()
    for step in walker.guide.steps:
        walker.to_step(step.id)
        walker.pass_over_everything()
        # Relief that stands alone has another way past it, and so has the question about fear.
        parts = visitor.blocks.parts[relief_first(step) :]
        assert all(part.done for part in parts), step.id
        names = [part.name for part in parts if not isinstance(part, GatePart)]
        assert walker.skipped == names, step.id
        assert "%" not in visitor.reads()
        assert visitor.model.held.blank
        walker.back()
    assert visitor.house.services.guides.count().result(20) == 0


@pytest.mark.parametrize("step", sorted(FIRST_AID_STEPS))
def test_first_aid_is_walked_through_while_the_vault_is_locked(
    house: House, qtbot: QtBot, step: str
) -> None:
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    house.lock()
    visitor = StepVisitorOutside(house, qtbot)
    visitor.open(step, then="help")
    visitor.blocks.reveal()
    names = {stop.accessibleIdentifier() for stop in visitor.body.stops()}
    assert not [name for name in names if KEEPS.fullmatch(name)]
    walker = Walker(visitor, step.partition(".")[0])
    walker.write_everywhere()
    assert walker.left_empty() == []
    assert walker.told == {}
    assert visitor.model.stored.empty
    visitor.press(Qt.Key.Key_Return)
    assert house.window.current == "help"
    visitor.open(step, then="help")
    assert visitor.model.held.answers.empty
    walker.pass_over_everything()
    visitor.press(Qt.Key.Key_Return)
    house.unlock()
    assert house.services.guides.count().result(20) == 0


def middle(guide: Guide) -> Step:
    """The step nearest to the middle in which something longer is written that is kept."""
    steps = guide.steps
    fields = ((n, each) for n, step in enumerate(steps) for each in step.fields if each.stored)
    places = {n for n, each in fields if any(c.type in TEXTS for c in (each, *each.columns))}
    return steps[min(places, key=lambda n: abs(n - len(steps) // 2))]


def is_on_paper(walker: Walker) -> None:
    """Every word, heavy ones when they are chosen; no name, and nothing that is never stored."""
    made = walker.screen.stage.paper.pane.made
    assert made is not None
    assert isinstance(made.job, GuideJob)
    heavy = {step.id for step in walker.guide.steps if step.mark is Mark.HEAVY}
    usual = str(made.page)
    assert all((word in usual) is (step not in heavy) for step, word in pairs(walker))
    keys = frozenset(each.key for each in made.choosable())
    assert len(keys) == len(heavy & set(walker.told))
    whole = MadeGuide(made.job, Wanted(chosen=keys))
    for paper in (whole.makes()[SaveKind.PDF](), printed(whole)):
        text = " ".join(words_of(bytes(paper)))
        assert [word for _, word in pairs(walker) if word not in text] == []
        assert not any(name in text for name in NAME.split())
        assert not any(word in text for word in walker.untold)
        asked = (field for step in walker.guide.steps for field in step.fields if not field.stored)
        assert not any(" ".join(field.label.split()) in text for field in asked)
    assert NAME in str(MadeGuide(made.job, Wanted(initials=False, chosen=keys)).page)


def printed(made: MadeGuide) -> bytes:
    """What a printer gets."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert print_on(QPdfWriter(buffer), made.layout)
    return bytes(buffer.data().data())


def pairs(walker: Walker) -> list[tuple[str, str]]:
    """Each word with its step."""
    return [(step, word) for step, words in walker.told.items() for word in words]
