"""What somebody meant to do, as the page "What I meant to do" lists it.

Sheets and steps say which of their fields hold a day, what it is for and what became of it. The
page is opened by hand; nothing here is due, late or counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from safeharbor.domain.answer_words import Words
from safeharbor.domain.answers import Answers, Row, is_date, order_of
from safeharbor.domain.sheet import OTHER, Day, Field, Meant, Sheet


@dataclass(frozen=True, slots=True)
class MeantItem:
    """One line of the page.

    Attributes:
        form_id: the form that it stands in.
        template_id: the sheet of that form.
        title: what the form is called, else the title of its sheet.
        what: what was meant, in its own words; "" where only a day was written.
        day: a year, a month or a day, such as ``2026-11-21``.
        went: what became of it, "" as long as nothing was written.
        row_id: the row that it stands in, empty for one of the whole form.
        kind: what the day is for, None where the sheet does not say.
        fields: the names of the fields or columns that these words stand in.
        sort_key: the place of the form; what ``before`` of the next page asks for.
    """

    form_id: UUID
    template_id: str
    title: str
    what: str
    day: str
    went: str
    row_id: bytes
    kind: Day | None
    fields: Meant
    sort_key: int = 0


def meant_in(
    sheet: Sheet, answers: Answers, form_id: UUID, *, title: str = "", sort_key: int = 0
) -> tuple[MeantItem, ...]:
    """Everything in one form that has a day, in the order of the sheet."""
    words = Words(sheet, answers)
    found = (each for meant in sheet.meant for each in _lines(meant, words))
    return tuple(
        MeantItem(
            form_id=form_id,
            template_id=sheet.id,
            title=title or sheet.title,
            what=what,
            day=day,
            went=went,
            row_id=row_id,
            kind=kind,
            fields=meant,
            sort_key=sort_key,
        )
        for meant, kind, row_id, (day, what, went) in found
        if is_date(day)
    )


def fields_of_meant(sheet: Sheet) -> frozenset[str]:
    """The names of all fields that ``meant_in`` reads, as a form keeps them."""
    names: set[str] = set()
    for meant in sheet.meant:
        names |= {meant.day, meant.what, meant.went, meant.rows} - {""}
    asked = [each for each in sheet.fields if each.id in names]
    asked += [column for each in asked for column in each.columns]
    names |= {name for each in asked for name in (each.options_by, each.lines_by) if name}
    return frozenset(names | {f"{name}_{OTHER}" for name in names} | {order_of(n) for n in names})


_Line = tuple[Meant, Day | None, bytes, tuple[str, str, str]]


def _lines(meant: Meant, words: Words) -> Iterator[_Line]:
    names = (meant.day, meant.what, meant.went)
    fields = {each.id: each for each in words.sheet.fields}
    rows = fields.get(meant.rows)
    if not meant.rows:
        day = fields.get(meant.day)
        date, what, went = (words.of(name) for name in names)
        yield meant, day.day if day else None, b"", (date, what, went)
    elif rows is not None:
        columns = {each.id: each for each in rows.columns}
        day = columns.get(meant.day)
        for row in words.answers.rows_of(rows.id):
            date, what, went = (_cell(words, columns.get(name), row) for name in names)
            line = what or words.line(rows, row)
            yield meant, day.day if day else None, row.id, (date, line, went)


def _cell(words: Words, column: Field | None, row: Row) -> str:
    return words.cell(column, row) if column else ""
