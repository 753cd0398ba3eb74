"""The page about own sheets shows a sheet, and answers to it, that the program takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from safeharbor.content.sheets import sheet_of_file, template_file
from safeharbor.domain.sheet import FieldType
from safeharbor.exchange.sheet_json import read_answers

PAGE: Final = Path(__file__).parents[3] / "docs" / "worksheets.md"


def blocks() -> list[bytes]:
    text = PAGE.read_text(encoding="utf-8")
    return [found.encode() for found in re.findall(r"```json\n(.*?)```", text, re.S)]


def test_the_sheet_and_its_answers_are_taken() -> None:
    file, given = blocks()
    sheet = sheet_of_file(file, "evening.shsheet")
    assert sheet_of_file(template_file(sheet), "again.shsheet") == sheet
    answers, title = read_answers(sheet, given, lambda: b"1")
    assert (title, answers.value("tired")) == ("Thursday", 6)


def test_every_type_is_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [each for each in FieldType if f"`{each.value}`" not in text] == []


def test_links_of_the_page_lead_somewhere() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all((PAGE.parent / target).exists() for target in re.findall(r"\]\(([^)]+)\)", text))
