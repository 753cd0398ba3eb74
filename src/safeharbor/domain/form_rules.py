"""What a form asks, folds, hides and says, given what stands in it. Pure rules, no widget.

``visible`` is the one question that a form view asks after every change; the others answer for
saving, for paper and for single rows.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from safeharbor.domain.answer_words import Words, line_id, number_in
from safeharbor.domain.answers import Answers, Row, Value, is_empty, options_in
from safeharbor.domain.sheet import (
    OTHER,
    UNSURE,
    Fear,
    Field,
    FieldType,
    Gate,
    Option,
    Reaction,
    Sheet,
    Variant,
)

_CHOOSES: Final = frozenset({FieldType.CHOICE, FieldType.MULTI})
_SAFETY: Final = "help."
"""How the steps about safety are called."""
_UUID_BYTES: Final = 16
_UUID_OF_TIME: Final = 7


class Show(enum.StrEnum):
    """Whether a field is there."""

    SHOWN = "shown"
    FOLDED = "folded"
    """Its label stands there and opens it."""
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class FieldState:
    """How one field, or one column, stands in the form right now.

    Attributes:
        field: what it is.
        show: whether it is there. What is hidden keeps what stands in it.
        guarded: whether it is folded because it may be unsafe to say.
        label, help, example: its words, after the variants.
        options: those that are offered, in order; what was chosen stays among them.
        reactions: those that hold; of ROWS without those of its columns, see ``row_reactions``.
        columns: of ROWS, the state of each column as it is for a new row.
    """

    field: Field
    show: Show
    label: str
    help: str
    example: str
    options: tuple[Option, ...] = ()
    guarded: bool = False
    reactions: tuple[Reaction, ...] = ()
    columns: tuple[FieldState, ...] = ()


def visible(
    sheet: Sheet,
    answers: Answers,
    gate: Fear | None = None,
    *,
    shared: bool = False,
    since_ms: int = 0,
    wary: bool = False,
) -> tuple[FieldState, ...]:
    """The state of every field, in the order of the sheet.

    Args:
        sheet: what is asked.
        answers: what stands there, never-stored values among it.
        gate: what was answered to the question about fear, None where it was not asked.
        shared: whether two people look at it: then private fields and the never-stored are hidden,
            and nothing is said about danger or help.
        since_ms: when today began, in milliseconds of Unix time, for rows that are counted by day.
        wary: whether an answer that is forgotten by now made it guarded.
    """
    hidden = _hidden(sheet, answers, since_ms)
    unsafe = wary or guarded(sheet, answers, gate)
    states = []
    for field in sheet.fields:
        away = field.id in hidden or (shared and not _for_two(field))
        show = Show.SHOWN
        if away:
            show = Show.HIDDEN
        elif field.folded or (unsafe and field.says):
            show = Show.FOLDED
        value = (
            answers.rows_of(field.id) if field.type == FieldType.ROWS else answers.value(field.id)
        )
        columns = _columns(sheet, field, answers, None, hidden, shared=shared)
        label, help_, example = _words(field, answers, None)
        states.append(
            FieldState(
                field,
                show,
                label,
                help_,
                example,
                options=_offered(sheet, field, answers, None, hidden),
                # Why it is folded is nothing that a second person reads.
                guarded=unsafe and field.says and not shared,
                reactions=_said(reactions(field, value, since_ms=since_ms), shared=shared),
                columns=columns,
            )
        )
    return tuple(states)


def columns_of(
    sheet: Sheet, field: Field, answers: Answers, row: Row, *, shared: bool = False
) -> tuple[FieldState, ...]:
    """The state of each column in one row, with what that row's own choices change in it."""
    return _columns(sheet, field, answers, row, _hidden(sheet, answers, 0), shared=shared)


def arranged(sheet: Sheet, first: Collection[str] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the fields that stand open, and of those behind "More, if you like".

    What is asked in private and never stored comes first of all. ``first`` are the fields that
    are asked for in place of the sheet's own core, as from a step of a guide.
    """
    asked = tuple(first) or sheet.core
    if not asked:
        return tuple(field.id for field in sheet.fields), ()
    before = [each.id for each in sheet.fields if not each.stored and not each.keep_label]
    known = {field.id for field in sheet.fields}
    opened = tuple(dict.fromkeys([*before, *(each for each in asked if each in known)]))
    return opened, tuple(field.id for field in sheet.fields if field.id not in opened)


def reactions(
    field: Field, value: Value | tuple[Row, ...], *, since_ms: int = 0
) -> tuple[Reaction, ...]:
    """What a field says or offers for this value; for ROWS give its rows."""
    return tuple(each for each in field.reactions if _holds(each, field, value, since_ms))


def row_reactions(field: Field, row: Row) -> tuple[tuple[Field, Reaction], ...]:
    """What the columns of one row say or offer, each with its column."""
    held = []
    for column in field.columns:
        for each in column.reactions:
            if _holds(each, column, row.values.get(column.id), 0) and _in_row(each, field, row):
                held.append((column, each))
    return tuple(held)


def withheld(sheet: Sheet, answers: Answers, since_ms: int = 0) -> frozenset[Reaction]:
    """What is not said while two people look on: everything about danger and help."""
    return frozenset(_active(sheet, answers, since_ms, lambda each: not _for_both(each)))


def folds(field: Field, row: Row) -> bool:
    """Whether a row folds itself, its words with it, to be opened by hand only."""
    return any(reaction.folds for _, reaction in row_reactions(field, row))


def line_folds(sheet: Sheet, field: Field, row: Row) -> bool:
    """Whether a fixed line stands folded because nothing was written in it yet."""
    source = next((each for each in sheet.fields if each.id == field.lines_by), None)
    options = (*field.lines, *(source.options if source else ()))
    return row.empty and any(each.folded and line_id(each.id) == row.id for each in options)


def gate_stands(sheet: Sheet, answers: Answers) -> bool:
    """Whether the question about fear belongs to this sheet as it stands."""
    return sheet.gate == Gate.ALWAYS or (sheet.gate == Gate.NAMED and bool(people(sheet, answers)))


def guarded(sheet: Sheet, answers: Answers, fear: Fear | None) -> bool:
    """Whether words to say fold up, and print and pocket card are off until switched on."""
    if fear is not None and fear.guards and gate_stands(sheet, answers):
        return True
    return any(_active(sheet, answers, 0, lambda each: each.guarded))


def people(sheet: Sheet, answers: Answers) -> tuple[str, ...]:
    """Everybody who is named in a field or column for a person, each once, as written."""
    found: dict[str, None] = {}
    for field in sheet.fields:
        if field.type == FieldType.PERSON:
            found[answers.text(field.id).strip()] = None
        for column in field.columns:
            if column.type == FieldType.PERSON:
                for row in answers.rows_of(field.id):
                    name = row.values.get(column.id)
                    found[name.strip() if isinstance(name, str) else ""] = None
    found.pop("", None)
    return tuple(found)


def storable(sheet: Sheet, answers: Answers, keep: Collection[str] = ()) -> Answers:
    """The answers without anything that is never stored.

    ``keep`` are the fields whose box "keep these" is ticked; it counts only where a field has one.
    What the sheet does not know, such as the fields of a newer version, stays.
    """
    gone = frozenset(field.id for field in sheet.fields if not _stays(field, keep))
    kept = answers.without(gone)
    for field in sheet.fields:
        never = {column.id for column in field.columns if not column.stored}
        if never and kept.rows_of(field.id):
            rows = tuple(_without(row, never) for row in kept.rows_of(field.id))
            kept = kept.with_rows(field.id, rows)
    return kept


def lines_of(sheet: Sheet, field: Field, answers: Answers) -> tuple[Row, ...]:
    """The rows of a field as they are shown: fixed lines, then chosen ones, then one's own.

    A line that nothing was written in yet comes as an empty row of the id that it will have. What
    was written for an option that is no longer chosen stays in the answers, unseen.
    """
    rows = answers.rows_of(field.id)
    if not field.lines and not field.lines_by:
        return rows
    written = {row.id: row for row in rows}
    source = next((each for each in sheet.fields if each.id == field.lines_by), None)
    options = () if source is None else source.options
    chosen = set(answers.chosen(field.lines_by)) if field.lines_by else set()
    hidden = _hidden(sheet, answers, 0)
    names = [each.id for each in field.lines]
    names += [each.id for each in options if each.id in chosen]
    known = {line_id(each.id) for each in (*field.lines, *options)}
    shown = [line_id(name) for name in names if f"{field.id}.{name}" not in hidden]
    fixed = tuple(written.get(each) or Row(each) for each in dict.fromkeys(shown))
    return (*fixed, *(row for row in rows if row.id not in known and (field.more or not row.empty)))


def over(field: Field, value: Value | tuple[Row, ...]) -> bool:
    """Whether there are more options, rows or letters than are meant; a hint and no wall."""
    if isinstance(value, str):
        return bool(field.mark) and len(value) > field.mark
    return bool(field.most) and _count(field, value, 0) > field.most


def begun_ms(row_id: bytes) -> int | None:
    """When a row was begun, in milliseconds of Unix time; None where its id does not say."""
    if len(row_id) != _UUID_BYTES or row_id[6] >> 4 != _UUID_OF_TIME:
        return None
    return int.from_bytes(row_id[:6], "big")


def _for_two(field: Field) -> bool:
    return field.stored and not field.private


def _for_both(reaction: Reaction) -> bool:
    safety = any(step.startswith(_SAFETY) for step in reaction.steps)
    return not (reaction.help or reaction.guarded or safety)


def _said(held: Iterable[Reaction], *, shared: bool) -> tuple[Reaction, ...]:
    return tuple(each for each in held if not shared or _for_both(each))


def _stays(field: Field, keep: Collection[str]) -> bool:
    return field.stored or (bool(field.keep_label) and field.id in keep)


def _without(row: Row, names: set[str]) -> Row:
    gone = names | {f"{name}_{OTHER}" for name in names}
    return Row(row.id, MappingProxyType({k: v for k, v in row.values.items() if k not in gone}))


def _holds(reaction: Reaction, field: Field, value: Value | tuple[Row, ...], since_ms: int) -> bool:
    number = number_in(value)
    if reaction.at_least is not None and number is not None and number >= reaction.at_least:
        return True
    if reaction.unsure and field.type == FieldType.SCALE and value == UNSURE:
        return True
    if field.type in _CHOOSES and not set(reaction.is_any).isdisjoint(options_in(value)):
        return True
    if reaction.written is None:
        return False
    count = _count(field, value, since_ms if reaction.a_day else 0)
    return count >= reaction.written if reaction.written else not count


def _count(field: Field, value: Value | tuple[Row, ...], since_ms: int) -> int:
    if field.type == FieldType.ROWS:
        rows = value if isinstance(value, tuple) else ()
        return sum(1 for row in rows if isinstance(row, Row) and _since(row, since_ms))
    if field.type in _CHOOSES:
        return len(options_in(value))
    return 0 if is_empty(value) else 1


def _since(row: Row, since_ms: int) -> bool:
    begun = begun_ms(row.id)
    return not row.empty and (not since_ms or (begun is not None and begun >= since_ms))


def _in_row(reaction: Reaction, field: Field, row: Row) -> bool:
    if not reaction.rows:
        return True
    chosen = {
        option
        for column in field.columns
        if column.type in _CHOOSES
        for option in options_in(row.values.get(column.id))
    }
    return any(line_id(each) == row.id or each in chosen for each in reaction.rows)


def _active(
    sheet: Sheet, answers: Answers, since_ms: int, wanted: Callable[[Reaction], bool]
) -> Iterator[Reaction]:
    """The reactions of one sort that hold; rows are looked at only where they could have one."""
    for field in sheet.fields:
        said = (*field.reactions, *(each for c in field.columns for each in c.reactions))
        if any(map(wanted, said)):
            yield from filter(wanted, _held(field, answers, since_ms))


def _held(field: Field, answers: Answers, since_ms: int) -> Iterator[Reaction]:
    if field.type != FieldType.ROWS:
        yield from reactions(field, answers.value(field.id))
        return
    rows = answers.rows_of(field.id)
    yield from reactions(field, rows, since_ms=since_ms)
    for row in rows:
        yield from (reaction for _, reaction in row_reactions(field, row))


def _hidden(sheet: Sheet, answers: Answers, since_ms: int) -> frozenset[str]:
    active = _active(sheet, answers, since_ms, lambda each: bool(each.hides))
    return frozenset(name for each in active for name in each.hides)


def _columns(
    sheet: Sheet,
    field: Field,
    answers: Answers,
    row: Row | None,
    hidden: frozenset[str],
    *,
    shared: bool,
) -> tuple[FieldState, ...]:
    held = row_reactions(field, row) if row else ()
    away = {name for _, reaction in held for name in reaction.hides}
    states = []
    for column in field.columns:
        label, help_, example = _words(column, answers, row)
        state = FieldState(
            column,
            Show.SHOWN,
            label,
            help_,
            example,
            options=_offered(sheet, column, answers, (field, row), hidden),
            reactions=_said((each for of, each in held if of is column), shared=shared),
        )
        if column.id in away or (shared and not _for_two(column)):
            state = FieldState(column, Show.HIDDEN, label, help_, example)
        states.append(state)
    return tuple(states)


def _words(field: Field, answers: Answers, row: Row | None) -> tuple[str, str, str]:
    """Label, help and example, the last variant that holds above the others."""
    label, help_, example = field.label, field.help, field.example
    for each in field.variants:
        if _varies(each, answers, row):
            label = each.label or label
            help_ = each.help or help_
            example = each.example or example
    return label, help_, example


def _varies(variant: Variant, answers: Answers, row: Row | None) -> bool:
    chosen = answers.chosen(variant.by)
    if row is not None:
        chosen += options_in(row.values.get(variant.by))
    return not set(variant.is_any).isdisjoint(chosen)


def _offered(
    sheet: Sheet,
    field: Field,
    answers: Answers,
    within: tuple[Field, Row | None] | None,
    hidden: frozenset[str],
) -> tuple[Option, ...]:
    if field.type not in _CHOOSES:
        return ()
    rows, row = within or (None, None)
    here = answers.values if rows is None else row.values if row else {}
    chosen = set(options_in(here.get(field.id)))
    deciding = {*answers.chosen(field.options_by), *options_in(here.get(field.options_by))}
    offered = []
    for option in Words(sheet, answers).options(field):
        fits = not option.only_for or not deciding.isdisjoint(option.only_for)
        away = rows is not None and f"{rows.id}.{option.id}" in hidden
        if option.id in chosen or (fits and not away):
            offered.append(option)
    return tuple(offered)
