"""Sheets as Markdown."""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.form import Template
from safeharbor.domain.page import (
    Big,
    Heading,
    Image,
    Lines,
    Page,
    PageBreak,
    Paragraph,
    Table,
    Weeks,
)
from safeharbor.domain.pictures import TableData
from safeharbor.exchange.sheet_markdown import escaped, file_name, page_markdown, write_sheet
from support.made_answers import answers as made_answers
from support.made_answers import sheet as made_sheet
from support.store import moment

FORM_ID = UUID("019aa0d0-0000-7000-8000-000000000001")


def _filled(answers: Answers, title: str = "") -> FilledSheet:
    template = Template("sheet", "chance", 1, {})
    return FilledSheet(FORM_ID, template, None, moment(), title, answers)


def test_a_page_is_written_with_lists_tables_and_boxes() -> None:
    page = Page(
        (
            Heading("My line"),
            Big("I go\nat six"),
            Lines(("Ask\nAna", "Wave"), boxes=True, numbered=True),
            Lines(("a",)),
            Image("rings"),
            PageBreak(),
            Heading("Small", 3),
            Table(TableData(("", "Ring"), (("A|B", "x\ny"),))),
            Paragraph("One.\n\nTwo\nthree."),
        ),
        date="2026-11-21",
    )
    assert page_markdown(page).decode("utf-8") == (
        "# My line\n\n**I go**\\\n**at six**\n\n1. [ ] Ask\\\n   Ana\n2. [ ] Wave\n\n- a\n\n***\n\n"
        "## Small\n\n|  | Ring |\n| --- | --- |\n| A\\|B | x y |\n\n"
        "One.\n\nTwo\\\nthree.\n\n2026-11-21\n"
    )


def test_an_empty_grid_of_four_weeks_has_a_row_for_each() -> None:
    made = page_markdown(Page((Weeks(("Walk",)),), title="T")).decode("utf-8")
    assert made.startswith("# T\n\n| Walk | 1 | 2 |")
    assert made.count("\n") == 2 + 2 + 4


def test_a_whole_sheet_has_front_matter_and_every_answer() -> None:
    answers = Answers().with_value("need", "rest *now*").with_value("cost", "hidden by need")
    answers = answers.with_value("pick", ("near",)).with_value("newer", ["x"])
    answers = answers.with_rows("grid", (Row(b"calm", {"met": 3, "matters": 9}),))
    answers = answers.with_rows("list", (Row(b"1", {"what": "a", "who": "Maria"}), Row(b"2")))
    updated = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    made = write_sheet(_filled(answers, 'My "own"'), made_sheet(), updated=updated).decode("utf-8")
    head, _, body = made.removeprefix("---\n").partition("\n---\n")
    assert head.split("\n")[:4] == [
        "kind: sheet",
        f"id: {FORM_ID}",
        'sheet: "chance"',
        'title: "My \\"own\\""',
    ]
    assert head.endswith("updated: 2026-11-22T00:00:00+00:00")
    assert body == (
        '\n# My "own"\n\n## Need\n\nrest \\*now\\*\n\n## Cost\n\nhidden by need\n\n'
        "## Pick\n\n- Near\n\n## Grid\n\n- Calm\\\n  Met\\: 3\\\n  Matters\\: 9\n\n"
        "## List\n\n- What\\: a\\\n  Who\\: Maria\n\n## newer\n\nx\n"
    ).replace("\\:", ":")
    assert file_name(_filled(answers), made_sheet()).endswith("-chance.md")


ACTIVE = re.compile(r"(?<!\\)(?:\\\\)*[*_`\[\]<>|~&{}$^]")


@settings(max_examples=60)
@given(st.text("a1.)#+-=*_`[]<>|~&\\ \t\n@:whtps/", max_size=30))
def test_nothing_that_is_typed_means_anything_to_a_reader(text: str) -> None:
    made = escaped(text)
    assert not ACTIVE.search(made)
    for line in made.split("\n"):
        assert not re.match(r"[#+=-]|\d+[.)]|[ \t]|https?:|www\.", line)
    typed = [" ".join(line.split()) for line in text.split("\n")]
    shown = re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", made)
    assert [" ".join(line.split()) for line in shown.split("\n")] == typed


@settings(max_examples=60)
@given(made_answers())
def test_every_answer_that_the_sheet_asks_for_is_written(answers: Answers) -> None:
    made = write_sheet(_filled(answers), made_sheet()).decode("utf-8")
    for field in made_sheet().fields:
        rows = [row for row in answers.rows_of(field.id) if not row.empty]
        if rows or answers.value(field.id) is not None:
            assert f"## {field.label.replace('?', '?')}\n" in made
