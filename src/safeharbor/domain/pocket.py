"""The words of the pocket card: at most twenty-five, from fields that somebody chose.

What goes on it at first stands in the sheet. The same rules as for paper keep private, unsafe and
never-stored words away and turn names into initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from safeharbor.domain.answers import Answers, Row, is_empty, options_in
from safeharbor.domain.page import BETWEEN, PageWords, PaperChoices
from safeharbor.domain.sheet import Field, FieldType, Part, Sheet
from safeharbor.domain.suggest import compose
from safeharbor.domain.text import count_words, tokens

MOST_WORDS: Final = 25

_SENTENCE: Final = re.compile(r".*?(?:[.!?…](?=\s|$)|[。！？])", re.DOTALL)
_MORE: Final = "…"


def pocket(
    sheet: Sheet,
    answers: Answers,
    chosen: Iterable[str] | None = None,
    choices: PaperChoices | None = None,
) -> str:
    """The card's words, a line for each thing; "" where there is nothing to put on it.

    Args:
        sheet: what was asked.
        answers: what was answered.
        chosen: fields and ``field.column``, in order; None for what the sheet puts there.
        choices: names, and what is left out for safety, as for paper.
    """
    card = _Card(sheet, answers, choices or PaperChoices())
    if chosen is None and sheet.paper.pocket_text:
        return shortened(compose(sheet.paper.pocket_text.splitlines(), card.first))
    names = tuple(sheet.paper.pocket if chosen is None else chosen)
    return shortened("\n".join(card.lines(names, brief=chosen is None)))


def pocket_fields(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """What can be chosen for the card, with what it is called: fields, and columns of rows."""
    offered: list[tuple[str, str]] = []
    for each in sheet.fields:
        if not each.stored or each.type == FieldType.LINK:
            continue
        if each.type != FieldType.ROWS:
            offered.append((each.id, each.label))
        offered += [
            (f"{each.id}.{column.id}", f"{each.label}: {column.label}")
            for column in each.columns
            if column.stored and column.type != FieldType.LINK
        ]
    return tuple(offered)


def shortened(text: str, most: int = MOST_WORDS) -> str:
    """``text`` with ``most`` words at most, and a sign where something was cut off."""
    text = text.strip()
    if count_words(text) <= most:
        return text
    words = [(start, end) for token, start, end in tokens(text) if count_words(token)]
    return text[: words[most - 1][1]].rstrip() + _MORE


class _Card:
    def __init__(self, sheet: Sheet, answers: Answers, choices: PaperChoices) -> None:
        self._sheet = sheet
        self._words = PageWords(sheet, answers, choices)

    def lines(self, names: tuple[str, ...], *, brief: bool) -> list[str]:
        """A line for each field, and one for each row with all that is asked of it."""
        made: list[str] = []
        place = 0
        while place < len(names):
            field_id, dot, _ = names[place].partition(".")
            together = [names[place]]
            while (
                dot
                and names[place + len(together) :][:1]
                and (names[place + len(together)].startswith(f"{field_id}."))
            ):
                together.append(names[place + len(together)])
            place += len(together)
            made += self._rows(field_id, together) if dot else self._field(field_id, brief=brief)
        return made

    def first(self, name: str) -> str:
        """The words of a field, or of a column in the first row that is not done."""
        field_id, dot, _ = name.partition(".")
        found = self._rows(field_id, [name]) if dot else self._field(field_id, brief=True)
        return found[0] if found else ""

    def _field(self, field_id: str, *, brief: bool) -> list[str]:
        asked = self._asked(field_id)
        if asked is None:
            return []
        if asked.type == FieldType.ROWS:
            return self._rows(field_id, [])
        text = ", ".join(self._words.items(asked))
        if brief and asked.type == FieldType.LONG_TEXT and count_words(text) > MOST_WORDS:
            sentence = _SENTENCE.match(text)
            text = sentence[0].strip() if sentence else text
        return [text] if text else []

    def _rows(self, field_id: str, names: list[str]) -> list[str]:
        asked = self._asked(field_id)
        if asked is None:
            return []
        columns = self._words.columns(asked, self._columns(field_id, names))
        made = []
        for row in self._words.rows(asked):
            if self._done(asked, row):
                continue
            cells = [self._words.cell(column, row) for column in columns]
            if cells[:1] == [""]:
                cells[0] = self._words.line(asked, row)
            if any(cells):
                made.append(BETWEEN.join(filter(None, cells)))
        return made[: self._sheet.paper.pocket_rows]

    def _columns(self, field_id: str, names: list[str]) -> tuple[str, ...]:
        if names:
            return tuple(name.partition(".")[2] for name in names)
        parts = (each for each in self._sheet.paper.parts if each.field == field_id)
        return next((each.columns for each in parts if each.columns and not each.chosen), ())

    def _asked(self, field_id: str) -> Field | None:
        """The field where it may be shown; what is never stored is not on a card."""
        state = self._words.state(field_id)
        if state is None or not state.field.stored or not self._words.may(Part(field_id)):
            return None
        return state.field

    def _done(self, asked: Field, row: Row) -> bool:
        ladders = [f"{each.of}.{each.done}" for each in self._sheet.pictures if each.done]
        for each in (*self._sheet.paper.done, *ladders):
            place, _, option = each.partition("=")
            field_id, _, column = place.partition(".")
            if field_id == asked.id and _says(row, column, option):
                return True
        return False


def _says(row: Row, column: str, option: str) -> bool:
    value = row.values.get(column)
    return option in options_in(value) if option else not is_empty(value)
