"""What somebody meant to do, gathered from every sheet and step, and the people they know."""

from __future__ import annotations

from dataclasses import replace

from safeharbor.content.sheets import sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.form import Template
from safeharbor.domain.sheet import Day, Field, FieldType, Meant, Option, Sheet
from safeharbor.wiring import Services
from support.store import moment

WENT = Field(
    "went",
    FieldType.CHOICE,
    "How did it go?",
    options=(
        Option("did", "did it"),
        Option("dropped", "dropped on purpose"),
        Option("other", "other"),
    ),
)
STEPS = Field(
    "steps",
    FieldType.ROWS,
    "Steps",
    columns=(
        Field("what", FieldType.TEXT, "What"),
        Field("by", FieldType.DATE, "By", day=Day.BY),
        WENT,
    ),
)
SHEET = Sheet(
    id="plan",
    rev=1,
    title="A plan",
    line="",
    shelf="steady",
    fields=(
        Field("aim", FieldType.TEXT, "Aim"),
        Field("review", FieldType.DATE, "Look again on", day=Day.LOOK_AGAIN),
        STEPS,
    ),
    meant=(Meant(day="review", what="aim"), Meant("by", "what", "went", rows="steps")),
)
SUPPORT = Sheet(
    id="support",
    rev=1,
    title="Support",
    line="",
    shelf="trust",
    fields=(
        Field(
            "people", FieldType.ROWS, "People", columns=(Field("name", FieldType.PERSON, "Name"),)
        ),
    ),
)


def keep(
    services: Services,
    answers: Answers,
    *,
    template: Template | None = None,
    minute: int = 0,
    title: str = "",
) -> FormSnapshot:
    snapshot = FormSnapshot(
        services.sheets.new_id(),
        None,
        template or sheet_template(SHEET),
        moment(minute=minute),
        answers,
        title,
    )
    services.sheets.save(snapshot).result()
    return snapshot


def a_plan(aim: str = "rest more", review: str = "2026-12") -> Answers:
    return Answers().with_value("aim", aim).with_value("review", review)


def test_what_was_meant_is_gathered_with_its_words(services: Services) -> None:
    rows = (
        Row(b"1", {"what": "ask Ada", "by": "2026-11-25", "went": "dropped"}),
        Row(b"2", {"what": "no day"}),
        Row(b"3", {"by": "2027", "went": "other", "went_other": "it rained"}),
    )
    kept = keep(services, a_plan().with_rows("steps", rows), title="Winter")
    found = services.sheets.meant().result()
    assert [(each.what, each.day, each.went, each.row_id, each.kind) for each in found] == [
        ("rest more", "2026-12", "", b"", Day.LOOK_AGAIN),
        ("ask Ada", "2026-11-25", "dropped on purpose", b"1", Day.BY),
        ("", "2027", "it rained", b"3", Day.BY),
    ]
    assert {(each.form_id, each.template_id, each.title) for each in found} == {
        (kept.form_id, "plan", "Winter")
    }


def test_the_fields_of_the_sheet_are_read_with_their_own_words(services: Services) -> None:
    reason = Field("aim", FieldType.CHOICE, "Aim", options=(Option("rest", "rest"),))
    sheet = replace(SHEET, fields=(reason, *SHEET.fields[1:], Field("note", FieldType.TEXT, "N")))
    told = a_plan("other").with_value("aim_other", "sleep").with_value("note", "nobody asks")
    keep(services, told.with_rows("steps", ()), template=sheet_template(sheet))
    (only,) = services.sheets.meant().result()
    assert only.what == "sleep"


def test_a_form_without_a_title_has_that_of_its_sheet(services: Services) -> None:
    keep(services, a_plan())
    keep(services, a_plan(review="soon"))
    (only,) = services.sheets.meant().result()
    assert only.title == "A plan"


def test_steps_are_among_them_and_the_newest_form_comes_first(services: Services) -> None:
    step = replace(sheet_template(SHEET), kind="step")
    for minute, (aim, template) in enumerate([("one", None), ("two", step), ("three", None)]):
        keep(services, a_plan(aim), template=template, minute=minute)
    gone = keep(services, a_plan("gone"), minute=9)
    services.sheets.trash(gone.form_id).result()
    assert [each.what for each in services.sheets.meant().result()] == ["three", "two", "one"]
    first = services.sheets.meant(limit=1).result()
    assert [each.what for each in first] == ["three"]
    rest = services.sheets.meant(first[-1].sort_key).result()
    assert [each.what for each in rest] == ["two", "one"]


def test_what_a_newer_version_wrote_is_passed_over(services: Services) -> None:
    keep(services, a_plan(), template=Template("sheet", "strange", 1, {"fields": 7}))
    keep(services, a_plan("known"))
    assert [each.what for each in services.sheets.meant().result()] == ["known"]


def test_people_come_from_the_support_map(services: Services) -> None:
    assert services.sheets.people().result() == []
    names = ("Ada", " Bo ", "", "Ada")
    rows = tuple(Row(bytes([n]), {"name": name}) for n, name in enumerate(names, start=1))
    keep(services, Answers().with_rows("people", rows), template=sheet_template(SUPPORT))
    assert services.sheets.people().result() == ["Ada", "Bo"]
