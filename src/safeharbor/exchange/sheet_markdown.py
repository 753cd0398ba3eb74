"""Sheets as Markdown: a page as it is printed, and a whole filled sheet beside the entries.

What somebody wrote is escaped, so that it reads as it was typed and nothing of it turns into a
heading, a link, a table or HTML. It knows no database and no folder.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from safeharbor.domain.answers import options_in
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.page import (
    Big,
    Block,
    Heading,
    Lines,
    Page,
    PageBreak,
    PageWords,
    PaperChoices,
    Paragraph,
    Table,
    Weeks,
)
from safeharbor.domain.pictures import TableData
from safeharbor.domain.sheet import OTHER, Field, FieldType, Sheet
from safeharbor.domain.text import clean
from safeharbor.exchange.markdown import ENDING, quoted
from safeharbor.exchange.names import entry_stem

_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]<>|~&$^])")
_AT_START: Final = re.compile(r"^(\d{1,9})([.)])|^([#+=:-])")
_ADDRESS: Final = re.compile(r"(?i)(https?|ftp|mailto)(:)|(www)(\.)|(@)")
_WEEKS: Final = 4
_DAYS: Final = 7


def file_name(filled: FilledSheet, sheet: Sheet) -> str:
    """``2026-11-21-boundary-builder.md``; two of one day and title get the same name."""
    day = filled.moment.local_date
    return entry_stem(day, filled.title or sheet.title, filled.form_id) + ENDING


def page_markdown(page: Page) -> bytes:
    """A page as it is printed, in UTF-8, with GitHub's tables and boxes."""
    parts = [f"# {escaped(_line(page.title))}"] if page.title else []
    up = 0 if page.title else 1
    parts += [made for block in page.blocks if (made := _block(block, up))]
    if page.date:
        parts.append(escaped(_line(page.date)))
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def write_sheet(filled: FilledSheet, sheet: Sheet, *, updated: dt.datetime | None = None) -> bytes:
    """A whole filled form with front matter: every answer, whatever the form folds or hides.

    Args:
        filled: what was answered, in a sheet or in a step of a guide.
        sheet: the form as it was then.
        updated: when it was last changed, an aware time, where that is known.
    """
    moment = filled.moment
    kind = "step" if filled.template.kind == "step" else "sheet"
    head = ["---", f"kind: {kind}", f"id: {filled.form_id}", f"{kind}: {quoted(sheet.id)}"]
    head.append(f"title: {quoted(filled.title or sheet.title)}")
    head.append(f"date: {moment.local_date.isoformat()}")
    head.append(f"created: {moment.local_datetime.isoformat()}")
    if updated is not None:
        head.append(f"updated: {updated.isoformat()}")
    parts = ["\n".join([*head, "---"]), f"# {escaped(_line(filled.title or sheet.title))}"]
    plain = _plain(sheet)
    words = PageWords(plain, filled.answers, PaperChoices(initials=False))
    for field in plain.fields:
        if body := "\n".join(_answer(words, field)):
            parts += [f"## {escaped(_line(field.label))}", body]
    parts += _unknown(plain, filled)
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    """``text`` so that Markdown shows it as it stands; line breaks stay line breaks."""
    lines = []
    for line in clean(text).split("\n"):
        safe = _ACTIVE.sub(r"\\\1", line.lstrip(" \t"))
        safe = _ADDRESS.sub(_parted, safe)
        safe = _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", safe)
        lines.append("\u00a0" * (len(line) - len(line.lstrip(" \t"))) + safe.rstrip(" \t"))
    return "\n".join(lines)


def _parted(match: re.Match[str]) -> str:
    """An address that no reader makes a link of."""
    word, mark = match[1] or match[3] or "", match[2] or match[4] or match[5]
    return f"{word}\\{mark}"


def _block(block: Block, up: int) -> str:
    if isinstance(block, Heading):
        return f"{'#' * max(1, block.level - up)} {escaped(_line(block.text))}"
    if isinstance(block, Big):
        return _paragraphs(block.text, bold=True)
    if isinstance(block, Paragraph):
        return _paragraphs(block.text)
    if isinstance(block, Lines):
        return "\n".join(_list(block))
    if isinstance(block, Table):
        return "\n".join(_table(block.table))
    if isinstance(block, Weeks):
        return "\n\n".join("\n".join(_grid(name)) for name in block.names)
    return "***" if isinstance(block, PageBreak) else ""


def _paragraphs(text: str, *, bold: bool = False) -> str:
    """Paragraphs with their line breaks; blank lines part them, as they do in Markdown."""
    made = []
    for part in re.split(r"\n[ \t]*\n", clean(text)):
        lines = [line for line in escaped(part).split("\n") if line.strip()]
        if bold:
            lines = [f"**{line.strip()}**" for line in lines]
        made.append("\\\n".join(lines))
    return "\n\n".join(filter(None, made))


def _list(block: Lines) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}." if block.numbered else "-"
        box = "[ ] " if block.boxes else ""
        yield f"{mark} {box}{_in_list(item, len(mark) + 1)}"


def _in_list(text: str, indent: int) -> str:
    lines = [line for line in escaped(text.strip()).split("\n") if line.strip()]
    return ("\\\n" + " " * indent).join(lines)


def _table(table: TableData) -> Iterator[str]:
    yield _cells(table.head)
    yield _cells(["---"] * len(table.head), raw=True)
    for row in table.rows:
        yield _cells(row)


def _cells(cells: list[str] | tuple[str, ...], *, raw: bool = False) -> str:
    return f"| {' | '.join(each if raw else escaped(_line(each)) for each in cells)} |"


def _grid(name: str) -> Iterator[str]:
    yield _cells([name, *(str(day) for day in range(1, _DAYS + 1))])
    yield _cells(["---"] * (_DAYS + 1), raw=True)
    for week in range(1, _WEEKS + 1):
        yield _cells([str(week), *[" "] * _DAYS])


def _plain(sheet: Sheet) -> Sheet:
    """The sheet without rules that hide something; lines stand there whether chosen or not."""
    options = {field.id: field.options for field in sheet.fields}
    fields = tuple(
        replace(
            field,
            stored=True,
            reactions=(),
            lines=(*field.lines, *options.get(field.lines_by, ())),
            lines_by="",
            columns=tuple(replace(each, stored=True, reactions=()) for each in field.columns),
        )
        for field in sheet.fields
    )
    return replace(sheet, fields=fields)


def _answer(words: PageWords, field: Field) -> Iterator[str]:
    if field.type == FieldType.MULTI:
        yield from _list(Lines(words.items(field)))
    elif field.type != FieldType.ROWS:
        if body := _paragraphs("\n".join(words.items(field))):
            yield body
    else:
        for row in words.rows(field):
            line = [words.line(field, row)]
            cells = ((each.label, words.cell(each, row)) for each in words.columns(field, ()))
            said = [f"{_line(label)}: {cell.strip()}" for label, cell in cells if cell]
            if said:
                yield f"- {_in_list(chr(10).join(filter(None, [*line, *said])), 2)}"


def _unknown(sheet: Sheet, filled: FilledSheet) -> Iterator[str]:
    """What a newer version wrote into fields that this form does not have."""
    known = {field.id for field in sheet.fields}
    known |= {f"{field.id}_{OTHER}" for field in sheet.fields}
    for name, value in filled.answers.values.items():
        if name not in known:
            text = ", ".join(options_in(value)) or json.dumps(value, ensure_ascii=False)
            yield f"## {escaped(_line(name))}"
            yield _paragraphs(text)


def _line(text: str) -> str:
    return " ".join(text.split())
