"""What does not fit together in the fields of a form, or in a whole sheet, each with its place.

Files are looked at with it, and so is a sheet that somebody has made. A place is written with
names, such as ``fields.say.suggest.lines``. It never quotes what somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from safeharbor.domain.sheet import (
    OTHER,
    Field,
    FieldType,
    Reaction,
    Suggestion,
    SuggestKind,
)

MAX_FIELDS: Final = 200
MAX_COLUMNS: Final = 60
"""Of all fields of rows together."""
MAX_OPTIONS: Final = 400
"""Of all fields and columns together, fixed lines among them."""

Fault = tuple[str, str]
"""Where, and what in one plain sentence without its full stop."""

_T = FieldType
_TEXTS: Final = frozenset({_T.TEXT, _T.LONG_TEXT})
_CHOICES: Final = frozenset({_T.CHOICE, _T.MULTI})
_ROWS: Final = frozenset({_T.ROWS})
_BELONGS: Final[Mapping[str, frozenset[FieldType]]] = {
    "options": _CHOICES,
    "options_by": _CHOICES,
    "ends": frozenset({_T.SCALE}),
    "unsure": frozenset({_T.SCALE}),
    "columns": _ROWS,
    "lines": _ROWS,
    "lines_by": _ROWS,
    "start": _ROWS,
    "sorted_by": _ROWS,
    "more": _ROWS,
    "most": frozenset({_T.MULTI, _T.ROWS}),
    "most_note": frozenset({_T.MULTI, _T.ROWS}),
    "mark": _TEXTS,
    "hints": _TEXTS,
    "frame": _TEXTS,
    "ready": _TEXTS,
    "suggest": frozenset({*_TEXTS, _T.PERSON, _T.MULTI, _T.ROWS}),
    "day": frozenset({_T.DATE}),
    "target": frozenset({_T.LINK}),
}
_NEEDED: Final = (("columns", _ROWS), ("target", frozenset({_T.LINK})))
_SUGGESTED: Final = {
    SuggestKind.COMPOSE: _TEXTS,
    SuggestKind.GAP: frozenset({_T.MULTI}),
    SuggestKind.CARRY: _ROWS,
    SuggestKind.PULL: frozenset({*_TEXTS, _T.PERSON, _T.ROWS}),
    SuggestKind.COUNTRY_LINES: _ROWS,
    SuggestKind.EMERGENCY: _TEXTS,
}
_NAMED: Final = re.compile(r"\{([^{}]*)\}")
_USUAL: Final = {
    each.name: each.default for each in fields(Field) if each.name not in {"id", "type", "label"}
}


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that a form may lead to."""

    exercises: Collection[str] = ()
    sheets: Collection[str] = ()
    steps: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """What a field may speak of: its neighbours and the other fields by id, and what is known."""

    neighbours: Mapping[str, Field]
    others: Mapping[str, Field]
    known: Known

    def find(self, name: str) -> Field | None:
        return self.neighbours.get(name) or self.others.get(name)


def field_faults(form: Sequence[Field], known: Known, place: str = "fields") -> Iterator[Fault]:
    """What does not fit together in the fields of one form."""
    yield from too_many(form, place)
    yield from repeated((each.id for each in form), place)
    others = {each.id: each for each in form}
    around = _Around(others, others, known)
    for each in form:
        here = f"{place}.{each.id}"
        yield from _field(each, around, here)
        yield from repeated((column.id for column in each.columns), f"{here}.columns")
        inside = _Around({column.id: column for column in each.columns}, others, known)
        for column in each.columns:
            yield from _column(column, f"{here}.columns.{column.id}")
            yield from _field(column, inside, f"{here}.columns.{column.id}")


def repeated(ids: Iterable[str], place: str) -> Iterator[Fault]:
    """Ids that stand in one list twice."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield f"{place}.{each}", "this id stands here twice"
        seen.add(each)


def named_in(text: str) -> tuple[str, ...]:
    """The fields that a text with ``{field}`` in it names, in order."""
    return tuple(_NAMED.findall(text))


def gap_faults(text: str, form: Mapping[str, Field], place: str) -> Iterator[Fault]:
    """What is wrong with the gaps of a text that is filled from other fields."""
    if re.search(r"[{}]", _NAMED.sub("", text)):
        yield place, "a curly bracket has no partner"
    for name in named_in(text):
        yield from path_faults(name, form, place)


def path_faults(path: str, form: Mapping[str, Field], place: str) -> Iterator[Fault]:
    """What is wrong with a field, or with ``field.column``, whose words stand elsewhere."""
    name, dot, column = path.partition(".")
    field = form.get(name)
    if field is None:
        yield place, _no("field", name)
    elif not field.stored:
        yield place, f"{name} is never stored, so its words cannot stand elsewhere"
    elif dot and column not in {each.id for each in field.columns}:
        yield place, f"{name} has no column {column}"


def too_many(form: Sequence[Field], place: str) -> Iterator[Fault]:
    """More of something than a form may have."""
    columns = [column for each in form for column in each.columns]
    options = sum(len(each.options) + len(each.lines) for each in (*form, *columns))
    counted = (("fields", len(form), MAX_FIELDS), ("columns", len(columns), MAX_COLUMNS))
    for what, number, most in (*counted, ("options", options, MAX_OPTIONS)):
        if number > most:
            yield place, f"{number} {what}, and {most} is the most"


def _field(each: Field, around: _Around, place: str) -> Iterator[Fault]:
    yield from _of_its_type(each, place)
    yield from _options(each, around, place)
    yield from _rows(each, around, place)
    if f"{each.id}_{OTHER}" in around.neighbours and each.option(OTHER):
        yield place, f"{each.id}_{OTHER} is the name of the words beside its option other"
    if each.keep_label and each.stored:
        yield f"{place}.keep_label", "it is stored anyway"
    if each.type is FieldType.LINK and each.target:
        yield from _target(each.target, around.known, f"{place}.target")
    if each.suggest:
        yield from _suggest(each, each.suggest, around, f"{place}.suggest")
    for number, reaction in enumerate(each.reactions):
        yield from _reaction(each, reaction, around, f"{place}.reactions[{number}]")
    for number, variant in enumerate(each.variants):
        here = f"{place}.variants[{number}]"
        yield from _by(variant.by, variant.is_any, around, here)
        if not (variant.label or variant.help or variant.example):
            yield here, "no other words stand in it"


def _column(column: Field, place: str) -> Iterator[Fault]:
    if column.type is FieldType.ROWS:
        yield f"{place}.type", "rows cannot stand inside rows"
    if not column.stored:
        yield f"{place}.stored", "a column is always stored with its row"


def _of_its_type(each: Field, place: str) -> Iterator[Fault]:
    for name, types in _BELONGS.items():
        if each.type not in types and getattr(each, name) != _USUAL[name]:
            yield f"{place}.{name}", f"nothing of the type {each.type.value} has it"
    for name, types in _NEEDED:
        if each.type in types and not getattr(each, name):
            yield f"{place}.{name}", f"something of the type {each.type.value} needs it"


def _options(each: Field, around: _Around, place: str) -> Iterator[Fault]:
    yield from repeated((option.id for option in each.options), f"{place}.options")
    yield from repeated((line.id for line in each.lines), f"{place}.lines")
    there = around.find(each.options_by)
    rows = there is not None and there.type is FieldType.ROWS
    if each.options_by and not rows:
        yield from _by(each.options_by, (), around, f"{place}.options_by")
    if each.type in _CHOICES and not (each.options or rows):
        yield f"{place}.options", f"something of the type {each.type.value} needs it"
    for option in (*each.options, *each.lines):
        here = f"{place}.options.{option.id}.only_for"
        if option.only_for and there is None:
            yield here, "options_by does not say which field it depends on"
        elif there:
            yield from _chosen(there, option.only_for, here)


def _rows(each: Field, around: _Around, place: str) -> Iterator[Fault]:
    if each.lines and each.lines_by:
        yield f"{place}.lines_by", "lines and lines_by do not go together"
    source = around.others.get(each.lines_by)
    if each.lines_by and (source is None or source.type is not FieldType.MULTI):
        yield f"{place}.lines_by", "no field of the type multi has this id"
    columns = {column.id: column for column in each.columns}
    if each.sorted_by and columns.get(each.sorted_by, each).type is not FieldType.SCALE:
        yield f"{place}.sorted_by", "no column of the type scale has this id"


def _by(name: str, is_any: tuple[str, ...], around: _Around, place: str) -> Iterator[Fault]:
    field = around.find(name)
    if field is None:
        yield place, _no("field", name)
    elif field.type not in _CHOICES:
        yield place, f"{name} has no options to depend on"
    else:
        yield from _chosen(field, is_any, f"{place}.is_any")


def _chosen(field: Field, ids: tuple[str, ...], place: str) -> Iterator[Fault]:
    there = {option.id for option in (*field.options, *field.lines)} if ids else set()
    for each in ids:
        if each not in there:
            yield place, _no("option", each)


def _target(target: str, known: Known, place: str) -> Iterator[Fault]:
    kind, colon, name = target.partition(":")
    if kind not in {"ex", "ws"} or not colon or (kind == "ws" and not name):
        yield place, "ex:, ex:ID or ws:ID belongs here"
    elif kind == "ws" and name not in known.sheets:
        yield place, _no("sheet", name)
    elif kind == "ex" and name and name not in known.exercises:
        yield place, _no("exercise", name)


def _suggest(each: Field, what: Suggestion, around: _Around, place: str) -> Iterator[Fault]:
    if each.type not in _SUGGESTED[what.kind]:
        yield place, f"{what.kind.value} makes nothing for the type {each.type.value}"
    if what.kind is SuggestKind.COMPOSE:
        if not what.lines:
            yield f"{place}.lines", "nothing stands here"
        for line in what.lines:
            yield from gap_faults(line, around.others, f"{place}.lines")
    if what.kind is SuggestKind.PULL:
        sheet, dot, name = what.of.partition(".")
        if sheet not in around.known.sheets or not dot or not name:
            yield f"{place}.of", "a sheet, a dot and its field belong here"
    if what.kind not in {SuggestKind.GAP, SuggestKind.CARRY}:
        return
    source = around.others.get(what.of)
    if source is None:
        yield f"{place}.of", _no("field", what.of)
    elif not source.stored:
        yield f"{place}.of", f"{what.of} is never stored"
    elif what.kind is SuggestKind.GAP:
        for name in ("more", "less"):
            yield from _scale_of(source, getattr(what, name), f"{place}.{name}")
    else:
        if source.type not in {*_CHOICES, FieldType.ROWS}:
            yield f"{place}.of", f"{what.of} has nothing to carry over"
        if what.into not in {column.id for column in each.columns}:
            yield f"{place}.into", _no("column", what.into)


def _scale_of(rows: Field, name: str, place: str) -> Iterator[Fault]:
    columns = {column.id: column for column in rows.columns}
    if name not in columns or columns[name].type is not FieldType.SCALE:
        yield place, f"{rows.id} has no column of the type scale with this id"


def _reaction(each: Field, what: Reaction, around: _Around, place: str) -> Iterator[Fault]:
    conditions = {
        "at_least": (what.at_least is not None, each.type is FieldType.SCALE),
        "is_any": (bool(what.is_any), each.type in _CHOICES),
        "unsure": (what.unsure, each.type is FieldType.SCALE and bool(each.unsure)),
        "written": (what.written is not None, each.type in {*_CHOICES, FieldType.ROWS}),
    }
    for name, (given, fits) in conditions.items():
        if given and not fits:
            yield f"{place}.{name}", "this can never come true here"
    if not any(given for given, _ in conditions.values()):
        yield place, "it does not say when"
    if not does_something(what):
        yield place, "it does not say what happens then"
    yield from _chosen(each, what.is_any, f"{place}.is_any")
    for path in what.hides:
        yield from _hidden(path, around, f"{place}.hides")
    if what.rows and around.neighbours is around.others:
        yield f"{place}.rows", "only a column stands in rows"
    if what.folds and around.neighbours is around.others:
        yield f"{place}.folds", "only a row folds itself"
    for kind in ("exercises", "sheets", "steps"):
        for name in getattr(what, kind):
            if name not in getattr(around.known, kind):
                yield f"{place}.{kind}", _no(kind[:-1], name)


def does_something(what: Reaction) -> bool:
    """Whether a reaction says, offers, hides or folds anything."""
    offered = (what.note, what.exercises, what.sheets, what.steps, what.hides)
    return any(offered) or what.help or what.folds or what.guarded


def _hidden(path: str, around: _Around, place: str) -> Iterator[Fault]:
    name, dot, option = path.partition(".")
    field = around.others.get(name) if dot else around.find(name)
    if field is None:
        yield place, _no("field", name)
    elif dot and not any(each.option(option) for each in (field, *field.columns)):
        yield place, _no("option", option)


def _no(what: str, name: str) -> str:
    return f"there is no {what} {name}" if name else f"the id of a {what} is missing"
