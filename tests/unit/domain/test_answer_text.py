"""Which words of a form are looked through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from safeharbor.content.sheets import sheet_template
from safeharbor.domain.answer_text import AnswerText, is_quiet
from safeharbor.domain.answers import Answers, Row, is_empty
from safeharbor.domain.form import Template
from safeharbor.domain.sheet import FieldType
from support import made_answers
from support.garden import a_guide, person, template_of, told


def lines(answers: Answers, template: Template | None = None) -> tuple[str, ...]:
    return AnswerText(template or template_of()).lines(answers)


def test_words_and_chosen_options_in_the_order_of_the_form() -> None:
    answers = told("A quiet hour.", worth=7, before=3, signs=("calm", "other"))
    answers = answers.with_value("signs_other", "the kettle")
    answers = answers.with_rows("people", (person("Zoë"), person("Rosa")))
    assert lines(answers) == (
        "A quiet hour.",
        "Something settles",
        "the kettle",
        "Zoë",
        "Rosa",
    )


def test_what_only_a_newer_version_knows_is_read_too() -> None:
    answers = Answers({"strange": "words", "number": 5}, {"more": (Row(b"1", {"x": "row"}),)})
    assert lines(answers) == ("words", "row")
    odd = Template("sheet", "odd", 9, {"title": 5, "fields": "strange"})
    assert AnswerText(odd).title == ""
    assert lines(answers, odd) == ("words", "row")


def test_only_a_step_can_be_quiet() -> None:
    assert is_quiet(template_of(guide=a_guide(quiet=True)))
    assert not is_quiet(template_of())
    off = Template("sheet", "safety", 1, {"paper": {"on": False}})
    assert not is_quiet(off)


@given(made_answers.answers())
def test_every_text_that_was_written_is_among_the_lines(answers: Answers) -> None:
    sheet = made_answers.sheet()
    found = set(lines(answers, sheet_template(sheet)))
    kinds = {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON}
    wanted = {answers.value(field.id) for field in sheet.fields if field.type in kinds}
    for field in sheet.fields:
        texts = [column.id for column in field.columns if column.type in kinds]
        wanted |= {row.values.get(name) for row in answers.rows_of(field.id) for name in texts}
    assert {each for each in wanted if not is_empty(each)} <= found


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())))
def test_no_template_is_too_odd(body: dict[str, object]) -> None:
    assert lines(told("words"), Template("sheet", "odd", 1, {"fields": [body], **body}))
