"""Words that stand in a field until somebody writes their own, and never in place of those.

A field that has a suggestion holds either what somebody wrote or the suggestion. It is somebody's
own from their first change on, also when they empty it; then the suggestion is offered beside it
and comes back only when it is taken. How a form view uses it:

- after every edit: ``suggested = edited(suggested, sheet, edit)``, then
  ``answers = settle(sheet, answers, facts, suggested)``;
- "Take the suggestion": ``edit = take(...)`` is applied, and ``suggested = taken(...)``;
- undo puts back the answers by the inverse edit, and the ``Suggested`` of before.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

from safeharbor.domain.answer_edit import Edit, SetRows, SetTitle, SetValue
from safeharbor.domain.answer_words import Words, line_id, number_in
from safeharbor.domain.answers import Answers, Row, Value, is_empty
from safeharbor.domain.form_rules import lines_of
from safeharbor.domain.sheet import (
    OTHER,
    Field,
    FieldType,
    Option,
    Sheet,
    Suggestion,
    SuggestKind,
)

OWN: Final = "own"
"""In ``FormSnapshot.extra``: the fields with a suggestion that hold somebody's own words."""

Suggestible: TypeAlias = Value | tuple[Row, ...]
"""A value, or the rows of a field of rows."""

_GAP_IN_LINE: Final = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}([.,;:!?…]?)")
_ENDS: Final = ("!", "?", "…", "..")


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A help line of the chosen country, as words that go into the columns of a row.

    Attributes:
        id: stable within its country, 1 to 64 bytes as UTF-8.
        name, phone, hours, checked: go into the columns of these ids, where there are such.
    """

    id: str
    name: str
    phone: str
    hours: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class SuggestFacts:
    """What suggestions know beside the sheet.

    Attributes:
        lines: help lines of the chosen country, best first.
        emergency: its emergency number, "" where it is not known.
        pulled: by ``sheet.field``, what stands there in the newest sheet that was filled in.
    """

    lines: tuple[KnownLine, ...] = ()
    emergency: str = ""
    pulled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggested:
    """Which fields with a suggestion hold somebody's own words; the others hold the suggestion."""

    own: frozenset[str] = frozenset()

    @property
    def extra(self) -> dict[str, object]:
        """What of it is kept beside the answers."""
        return {OWN: sorted(self.own)}


NO_FACTS: Final = SuggestFacts()


def suggestion(
    sheet: Sheet, field_id: str, answers: Answers, facts: SuggestFacts = NO_FACTS
) -> Suggestible | None:
    """What could stand in a field: text, option ids or rows; None where there is nothing to say.

    Rows have ids that depend on what they were made of alone, so the same row is never added
    twice.

    Raises:
        KeyError: the sheet has no such field.
    """
    asked = sheet.field(field_id)
    if asked.suggest is None or field_id in _circular(sheet):
        return None
    made = _MAKERS[asked.suggest.kind](sheet, asked, asked.suggest, answers, facts)
    if isinstance(made, tuple) or not is_empty(made):
        return made or None
    return None


def settle(sheet: Sheet, answers: Answers, facts: SuggestFacts, suggested: Suggested) -> Answers:
    """The answers with the present suggestion in every field that is nobody's own words.

    Settling what is settled changes nothing, and no field in ``suggested.own`` is touched. What
    came from outside of the sheet stays as it was once it stands there; ``take`` brings newer.
    """
    fields = [each for each in sheet.fields if each.suggest and each.id not in suggested.own]
    for _ in fields:
        before = answers
        for each in fields:
            if each.suggest and each.suggest.kind in _OUTSIDE and _stands(answers, each):
                continue
            answers = _put(answers, each, suggestion(sheet, each.id, answers, facts))
        if answers == before:
            break
    return answers


def own_only(sheet: Sheet, answers: Answers, suggested: Suggested) -> Answers:
    """The answers without what was only suggested; empty where nobody wrote anything yet."""
    names = {each.id for each in sheet.fields if each.suggest} - suggested.own
    return answers.without(frozenset(names))


def edited(suggested: Suggested, sheet: Sheet, edit: Edit) -> Suggested:
    """After an edit that somebody made: what it touched is their own."""
    if isinstance(edit, SetTitle):
        return suggested
    for each in sheet.fields:
        if each.suggest and edit.field in {each.id, f"{each.id}_{OTHER}"}:
            return Suggested(suggested.own | {each.id})
    return suggested


def taken(suggested: Suggested, field_id: str) -> Suggested:
    """After "take the suggestion": a field follows its suggestion again."""
    return Suggested(suggested.own - {field_id})


def take(
    sheet: Sheet, field_id: str, answers: Answers, facts: SuggestFacts = NO_FACTS
) -> tuple[Edit, bool] | None:
    """The edit that takes a suggestion, and whether the field follows the suggestion from then on.

    Rows that hold something stay and the missing ones are added below, so such a field remains
    somebody's own: call ``taken`` only where the second is true. None where it changes nothing.
    """
    made = suggestion(sheet, field_id, answers, facts)
    if made is None:
        return None
    asked = sheet.field(field_id)
    if asked.type != FieldType.ROWS:
        same = made == answers.value(field_id)
        return None if same else (SetValue(field_id, made), True)
    rows = _rows_in(made)
    kept = tuple(row for row in answers.rows_of(field_id) if not row.empty)
    into = _column_for(asked, asked.suggest)
    present = {row.id for row in kept} | {str(row.values.get(into, "")).strip() for row in kept}
    missing = tuple(
        row
        for row in rows
        if row.id not in present and str(row.values.get(into, "")).strip() not in present
    )
    return (SetRows(field_id, (*kept, *missing)), not kept) if missing else None


def loaded(sheet: Sheet, answers: Answers, extra: Mapping[str, object]) -> Suggested:
    """What was kept of it; a form that says nothing about it holds nothing but own words."""
    known = extra.get(OWN)
    names = {each.id for each in sheet.fields if each.suggest}
    if isinstance(known, (list, tuple)):
        return Suggested(frozenset(each for each in known if isinstance(each, str)) & names)
    return Suggested(
        frozenset(each.id for each in sheet.fields if each.suggest and _stands(answers, each))
    )


def compose(lines: Iterable[str], said: Callable[[str], str], between: str = "\n") -> str:
    """Lines with ``{name}`` filled in by ``said``; a line with an empty one is left out.

    What is filled in is never read as a template itself. Its own full stop gives way to the mark
    that follows the gap.
    """
    made = []
    for line in lines:
        empty = False

        def fill(gap: re.Match[str]) -> str:
            nonlocal empty
            words = said(gap[1]).strip()
            empty = empty or not words
            return _ended(words, gap[2])

        text = _GAP_IN_LINE.sub(fill, line)
        if not empty and text.strip():
            made.append(text)
    return between.join(made)


def _ended(words: str, mark: str) -> str:
    """Words with the mark that follows them, where they do not end with one of their own."""
    if mark and not words.endswith(_ENDS):
        words = words.removesuffix(".")
    closed = mark in {".", "!", "?"} and words.endswith(_ENDS)
    return words if closed else words + mark


def _compose(
    sheet: Sheet, asked: Field, how: Suggestion, answers: Answers, _facts: SuggestFacts
) -> Suggestible | None:
    gaps = [line for line in how.lines if _GAP_IN_LINE.search(line)]
    between = "\n" if asked.type == FieldType.LONG_TEXT else " "
    said = Words(sheet, answers).of
    # Lines without gaps, such as a greeting, say nothing before anything else does.
    return compose(how.lines, said, between) if not gaps or compose(gaps, said) else None


def _gap(
    sheet: Sheet, asked: Field, how: Suggestion, answers: Answers, _facts: SuggestFacts
) -> Suggestible | None:
    names = {line_id(each.id): each.id for each in asked.options}
    found = []
    for place, row in enumerate(lines_of(sheet, sheet.field(how.of), answers)):
        more, less = number_in(row.values.get(how.more)), number_in(row.values.get(how.less))
        if row.id in names and more is not None and less is not None and more > less:
            found.append((less - more, -more, place, names[row.id]))
    return tuple(each[-1] for each in sorted(found)[: how.most])


def _carry(
    sheet: Sheet, asked: Field, how: Suggestion, answers: Answers, _facts: SuggestFacts
) -> Suggestible | None:
    source = sheet.field(how.of)
    words = Words(sheet, answers)
    into = asked.column(_column_for(asked, how))
    if source.type != FieldType.ROWS:
        pairs = zip(answers.chosen(source.id), words.items(source.id), strict=True)
        return tuple(_row(line_id(each), into, each, said) for each, said in pairs)
    rows = lines_of(sheet, source, answers)
    named = ((row, words.name(source, row)) for row in rows if not row.empty)
    return tuple(_row(row.id, into, "", said) for row, said in named if said)


def _pull(
    _sheet: Sheet, asked: Field, how: Suggestion, _answers: Answers, facts: SuggestFacts
) -> Suggestible | None:
    pulled = [each for each in facts.pulled.get(how.of, ()) if each.strip()]
    if asked.type != FieldType.ROWS:
        return pulled[0] if pulled and asked.type in _TEXTS else None
    into = asked.column(_column_for(asked, how))
    return tuple(_row(_named_by(said), into, "", said) for said in dict.fromkeys(pulled))


def _lines(
    _sheet: Sheet, asked: Field, how: Suggestion, _answers: Answers, facts: SuggestFacts
) -> Suggestible | None:
    columns = {column.id for column in asked.columns}
    rows = []
    for line in facts.lines[: how.most]:
        said = {
            how.into or "name": line.name,
            "phone": line.phone,
            "hours": line.hours,
            "checked": line.checked,
        }
        kept: dict[str, Value] = {k: v for k, v in said.items() if v.strip() and k in columns}
        if kept:
            rows.append(Row(line.id.encode("utf-8"), MappingProxyType(kept)))
    return tuple(rows)


def _emergency(
    _sheet: Sheet, _asked: Field, _how: Suggestion, _answers: Answers, facts: SuggestFacts
) -> Suggestible | None:
    return facts.emergency


_Maker: TypeAlias = Callable[[Sheet, Field, Suggestion, Answers, SuggestFacts], Suggestible | None]

_OUTSIDE: Final = frozenset({SuggestKind.COUNTRY_LINES, SuggestKind.EMERGENCY, SuggestKind.PULL})
_TEXTS: Final = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON})
_MAKERS: Final[Mapping[SuggestKind, _Maker]] = {
    SuggestKind.COMPOSE: _compose,
    SuggestKind.GAP: _gap,
    SuggestKind.CARRY: _carry,
    SuggestKind.PULL: _pull,
    SuggestKind.COUNTRY_LINES: _lines,
    SuggestKind.EMERGENCY: _emergency,
}


def _stands(answers: Answers, asked: Field) -> bool:
    written = any(not row.empty for row in answers.rows_of(asked.id))
    return written or not is_empty(answers.value(asked.id))


def _named_by(said: str) -> bytes:
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest().encode()


def _row(row_id: bytes, into: Field, option_id: str, said: str) -> Row:
    """A row with one thing in it: the option itself where the column offers it, else its words."""
    offered: Option | None = into.option(option_id) if into.type == FieldType.CHOICE else None
    return Row(row_id, MappingProxyType({into.id: said if offered is None else offered.id}))


def _column_for(asked: Field, how: Suggestion | None) -> str:
    return how.into if how and how.into else asked.columns[0].id


def _rows_in(made: Suggestible) -> tuple[Row, ...]:
    many = made if isinstance(made, tuple) else ()
    return tuple(row for row in many if isinstance(row, Row))


def _put(answers: Answers, asked: Field, made: Suggestible | None) -> Answers:
    if asked.type == FieldType.ROWS:
        rows = _rows_in(made)
        return answers if answers.rows_of(asked.id) == rows else answers.with_rows(asked.id, rows)
    return answers if answers.value(asked.id) == made else answers.with_value(asked.id, made)


def _circular(sheet: Sheet) -> frozenset[str]:
    """Fields whose suggestion would be made of itself; they get none."""
    needs = {each.id: _sources(each) for each in sheet.fields if each.suggest}
    reach = {name: set(sources) for name, sources in needs.items()}
    for _ in needs:
        for sources in reach.values():
            sources.update(*(reach.get(each, set()) for each in tuple(sources)))
    return frozenset(name for name, sources in reach.items() if name in sources)


def _sources(asked: Field) -> frozenset[str]:
    how = asked.suggest
    if how is None or how.kind == SuggestKind.PULL:
        return frozenset()
    if how.kind == SuggestKind.COMPOSE:
        return frozenset(gap[1] for line in how.lines for gap in _GAP_IN_LINE.finditer(line))
    return frozenset({how.of} - {""})
