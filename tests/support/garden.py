"""A small guide for tests, in as many versions as one likes, and short ways to answer it."""

from __future__ import annotations

from uuid import UUID

from safeharbor.content.guides import step_template
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.form import Template
from safeharbor.domain.guide import Block, BlockType, Card, End, Grounds, Guide, Mark, Shelf, Step
from safeharbor.domain.moment import Moment
from safeharbor.domain.sheet import Field, FieldType, Option
from safeharbor.services.ids import new_id
from safeharbor.wiring import Services
from support.store import moment

CALM = Option("calm", "Something settles")
OTHER = Option("other", "Something else")
FIELDS = (
    Field("line", FieldType.LONG_TEXT, "One line"),
    Field("signs", FieldType.MULTI, "Signs", options=(CALM, OTHER)),
    Field("worth", FieldType.SCALE, "Worth it?", unsure="can't tell"),
    Field(
        "people",
        FieldType.ROWS,
        "People",
        columns=(Field("who", FieldType.PERSON, "Who"), Field("near", FieldType.SCALE, "Near")),
    ),
)
_TYPES = {
    FieldType.MULTI: BlockType.CHECKLIST,
    FieldType.SCALE: BlockType.RATING,
    FieldType.ROWS: BlockType.ROWS,
}


def a_guide(rev: int = 1, fields: tuple[Field, ...] = FIELDS, *, quiet: bool = False) -> Guide:
    """A guide of ten steps that all ask the same."""
    checkins = [
        Block(BlockType.CHECKIN, field=Field(name, FieldType.SCALE, name), after=name == "after")
        for name in ("before", "after")
    ]
    asking = [Block(_TYPES.get(each.type, BlockType.PROMPT), field=each) for each in fields]
    blocks = (checkins[0], Block(BlockType.READING), *asking, checkins[1])
    steps = tuple(
        Step(
            id=f"s{number}",
            title=f"The garden, part {number}",
            line="A line.",
            minutes=5,
            cards=(Card("A card", "Some words."),),
            blocks=blocks,
            end=End("The end", "Go on."),
            grounds=Grounds("Little.", "Unsure."),
            mark=Mark.HEAVY,
            quiet=quiet,
        )
        for number in range(1, 11)
    )
    return Guide("garden", rev, "The garden", "A line.", Shelf.BEGIN, "2026-11-21", steps)


def template_of(step: str = "s1", guide: Guide | None = None) -> Template:
    """What is kept beside the answers of a step."""
    guide = guide or a_guide()
    return step_template(guide, guide.step(step))


def told(line: str = "", **values: object) -> Answers:
    """A line, and numbers or options by the names of their fields."""
    answers = Answers().with_value("line", line)
    for name, value in values.items():
        answers = answers.with_value(name, value)
    return answers


def person(name: str, near: int = 3) -> Row:
    """A row of the field of people."""
    return Row(name.encode(), {"who": name, "near": near})


def a_step(
    answers: Answers,
    step: str = "s1",
    *,
    guide: Guide | None = None,
    when: Moment | None = None,
    extra: dict[str, object] | None = None,
) -> FormSnapshot:
    """A step as the player holds it, never saved before."""
    template = template_of(step, guide)
    return FormSnapshot(new_id(), None, template, when or moment(), answers, extra=extra or {})


def keep(services: Services, snapshot: FormSnapshot) -> UUID:
    """Save it, and leave it; returns the state that it is now."""
    changes = services.guides.save(snapshot).result()
    services.guides.close_sitting(snapshot.form_id).result()
    assert changes.revision is not None
    return changes.revision


def opened(services: Services, step: str = "garden.s1") -> FilledSheet:
    """The living form of a step."""
    filled = services.guides.open(step).result()
    assert filled is not None
    return filled
