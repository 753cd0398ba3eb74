"""The shape of fields and sheets in files, and how what is read becomes what the domain knows.

Fields have one shape, in the files of worksheets and wherever else a form is asked. Files are read
strictly: an unknown key is refused with its place and a plain sentence. Options and lines may be
tables, ``id = "label"``, or lists with an id in each. It is imported when a form is opened and not
before, since msgspec takes its time to load.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import Meta, field

from safeharbor.content.toml_file import MisfitError, fit, parse
from safeharbor.domain.form_faults import MAX_COLUMNS, MAX_FIELDS, MAX_OPTIONS
from safeharbor.domain.sheet import (
    STRONGEST,
    Day,
    Field,
    FieldType,
    Gate,
    PartStyle,
    PictureKind,
    Sheet,
    SuggestKind,
)

Id = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9_]*\Z", min_length=1, max_length=40)]
Label = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\A[^\n]*\Z")]
Title = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"\A[^\n]*\Z")]
Words = Annotated[str, Meta(max_length=200, pattern=r"\A[^\n]*\Z")]
Help = Annotated[str, Meta(max_length=600, pattern=r"\A[^\n]*\Z")]
Text = Annotated[str, Meta(max_length=4000)]
"""The only kind that may have several lines."""
Name = Annotated[str, Meta(max_length=40, pattern=r"\A([a-z][a-z0-9_]*)?\Z")]
Names = Annotated[tuple[Id, ...], Meta(max_length=60)]
Path = Annotated[str, Meta(max_length=81, pattern=r"\A([a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?)?\Z")]
"""An id, or two with a dot: a field and its column or option, or a sheet and its field."""
Paths = Annotated[tuple[Path, ...], Meta(max_length=60)]
Done = Annotated[
    str,
    Meta(max_length=122, pattern=r"\A[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*(=[a-z][a-z0-9_]*)?\Z"),
]
StepId = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9]*\.s[0-9]{1,2}\Z", max_length=40)]
Level = Annotated[int, Meta(ge=0, le=STRONGEST)]
Count = Annotated[int, Meta(ge=0, le=400)]
Rev = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Shelf = Literal["boundaries", "talking", "thoughts", "trust", "steady", "own"]


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A table that may hold nothing but what is named; see the dataclass of the same name."""


class OptionShape(_Shape, frozen=True):
    """An option whose id stands before it."""

    label: Label
    folded: bool = False
    group: Words = ""
    note: Help = ""
    only_for: Names = ()


class OptionRow(OptionShape, frozen=True, kw_only=True):
    """An option in a list."""

    id: Id


Options = (
    Annotated[dict[Id, Label | OptionShape], Meta(max_length=MAX_OPTIONS)]
    | Annotated[tuple[OptionRow, ...], Meta(max_length=MAX_OPTIONS)]
)


class ReactionShape(_Shape, frozen=True):
    """What is said or offered when an answer is given."""

    at_least: Level | None = None
    is_any: Names = ()
    unsure: bool = False
    written: Count | None = None
    a_day: bool = False
    rows: Names = ()
    note: Text = ""
    exercises: Names = ()
    sheets: Names = ()
    steps: Annotated[tuple[StepId, ...], Meta(max_length=20)] = ()
    help: bool = False
    hides: Paths = ()
    folds: bool = False
    guarded: bool = False


class SuggestionShape(_Shape, frozen=True):
    """What can stand in a field at first."""

    kind: SuggestKind
    lines: Annotated[tuple[Help, ...], Meta(max_length=40)] = ()
    of: Path = ""
    more: Name = ""
    less: Name = ""
    into: Name = ""
    most: Annotated[int, Meta(ge=1, le=60)] = 3


class VariantShape(_Shape, frozen=True):
    """Other words for a field."""

    by: Id
    is_any: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=60)]
    label: Words = ""
    help: Help = ""
    example: Text = ""


class AskingShape(_Shape, frozen=True):
    """What columns, fields and blocks of guides have in common beside their names."""

    help: Help = ""
    example: Text = ""
    options: Options = ()
    options_by: Name = ""
    ends: tuple[Label, Label] | None = None
    unsure: Words = ""
    most: Count = 0
    most_note: Help = ""
    mark: Annotated[int, Meta(ge=0, le=100_000)] = 0
    stored: bool = True
    keep_label: Words = ""
    private: bool = False
    says: bool = False
    folded: bool = False
    hints: Names = ()
    suggest: SuggestionShape | None = None
    frame: Text = ""
    ready: Annotated[tuple[Help, ...], Meta(max_length=20)] = ()
    reactions: Annotated[tuple[ReactionShape, ...], Meta(max_length=20)] = ()
    variants: Annotated[tuple[VariantShape, ...], Meta(max_length=20)] = ()
    day: Day | None = None
    target: Annotated[str, Meta(max_length=60, pattern=r"\A[a-z0-9_:]*\Z")] = ""


class ColumnShape(AskingShape, frozen=True, kw_only=True):
    """One column of rows: a field that has no columns of its own."""

    id: Id
    type: FieldType
    label: Label


class FieldShape(ColumnShape, frozen=True, kw_only=True):
    """One question of a form."""

    columns: Annotated[tuple[ColumnShape, ...], Meta(max_length=MAX_COLUMNS)] = ()
    lines: Options = ()
    lines_by: Name = ""
    more: bool = False
    start: Annotated[int, Meta(ge=0, le=60)] = 1
    sorted_by: Name = ""


Fields = Annotated[tuple[FieldShape, ...], Meta(max_length=MAX_FIELDS)]


class PartShape(_Shape, frozen=True):
    """One field on paper."""

    field: Id
    style: PartStyle = PartStyle.TEXT
    label: Words = ""
    chosen: bool = False
    columns: Names = ()
    group_by: Name = ""
    last: Count = 0
    in_order: bool = False
    new_page: bool = False


class PaperShape(_Shape, frozen=True):
    """How a sheet is printed."""

    parts: Annotated[tuple[PartShape, ...], Meta(max_length=MAX_FIELDS)] = ()
    pages: Annotated[int, Meta(ge=0, le=20)] = 1
    on: bool = True
    letter: bool = False
    copies: bool = False
    pocket: Paths = ()
    pocket_rows: Annotated[int, Meta(ge=1, le=20)] = 1
    pocket_text: Text = ""
    done: Annotated[tuple[Done, ...], Meta(max_length=20)] = ()


class PictureShape(_Shape, frozen=True):
    """One picture."""

    id: Id
    kind: PictureKind
    title: Label
    of: Name = ""
    name: Name = ""
    values: Names = ()
    done: Name = ""
    empty: Names = ()


class MeantShape(_Shape, frozen=True):
    """What can be looked at again."""

    day: Id
    what: Id
    went: Name = ""
    rows: Name = ""


class SheetShape(_Shape, frozen=True):
    """One file under ``worksheets/``, or a sheet in a file of its own."""

    id: Id
    rev: Rev
    title: Title
    line: Label
    shelf: Shelf
    fields: Fields
    core: Annotated[tuple[Id, ...], Meta(max_length=MAX_FIELDS)] = ()
    minutes: Annotated[int, Meta(ge=0, le=120)] = 0
    intro: Text = ""
    safety: Text = ""
    gate: Gate | None = None
    living: bool = False
    heavy: bool = False
    shared: bool = False
    paper: PaperShape = field(default_factory=PaperShape)
    pictures: Annotated[tuple[PictureShape, ...], Meta(max_length=20)] = ()
    meant: Annotated[tuple[MeantShape, ...], Meta(max_length=40)] = ()
    made_from: Name = ""


class HintShape(_Shape, frozen=True):
    """Words that are marked softly, and what is said about them."""

    words: Annotated[tuple[Label, ...], Meta(min_length=1, max_length=60)]
    note: Label


class HintsShape(_Shape, frozen=True):
    """``hints.toml``."""

    rev: Rev
    hints: dict[Id, HintShape]


ShapeT = TypeVar("ShapeT", bound=msgspec.Struct)

_SAID: Final = (
    (re.compile(r"unknown field `([a-z][a-z0-9_]{0,39})`"), "there is no key {0} here"),
    (re.compile("unknown field"), "there is no such key here"),
    (re.compile(r"missing required field `(\w+)`"), "{0} is missing"),
    (re.compile(r"Invalid enum value"), "this is none of the words that fit here"),
    (re.compile(r"Expected `str` of length <= (\d+)"), "longer than {0} signs"),
    (re.compile(r"Expected `str` of length >= 1"), "nothing stands here"),
    (re.compile(r"matching regex.*\\n"), "one line only, without a break"),
    (re.compile(r"matching regex '\\\\As\["), "the id of a step looks like s1 here"),
    (
        re.compile(r"matching regex.*\(ex\|ws\)"),
        "a link leads to start, start.s1, ws:roots, ex:gr_feet or help",
    ),
    (re.compile(r"matching regex.*\\\.\)\?s"), "a rating is named like s1.worth or start.s1.worth"),
    (re.compile(r"matching regex.*\{4\}"), "a day looks like 2026-11-21"),
    (re.compile(r"matching regex.*\[a-z0-9\]\*\\\\Z"), "small letters and digits only"),
    (re.compile(r"matching regex.*\\\.s"), "the id of a step looks like help.s7"),
    (re.compile(r"matching regex"), "small letters, digits and _ only, a letter first"),
    (re.compile(r"of length <= (\d+)"), "more than {0} of them"),
    (re.compile(r"of length >= (\d+)"), "at least {0} of them are needed"),
    (re.compile(r"Expected `int` ([<>])= (-?\d+)"), "a number {0}= {1} belongs here"),
    (re.compile(r"Expected `str \| object`"), "a label, or a table with one, belongs here"),
    (re.compile(r"Expected `(?:object \| array|array \| object)`"), "a table or list belongs here"),
    (re.compile(r"Expected `str`"), "a text belongs here"),
    (re.compile(r"Expected `int"), "a whole number belongs here"),
    (re.compile(r"Expected `bool`"), "true or false belongs here"),
    (re.compile(r"Expected `array`"), "a list belongs here"),
    (re.compile(r"Expected `object"), "a table belongs here"),
)
_STEP: Final = re.compile(r"([\w-]+)|\[(\d+)\]")


def printable(text: str) -> bool:
    """Whether a text of ours holds only what can be seen, and ends of lines."""
    return text.replace("\n", "").isprintable()


def read_toml(raw: bytes, shape: type[ShapeT]) -> ShapeT:
    """A TOML file in its shape.

    Raises:
        MisfitError: with the names of what stands around the place.
    """
    return fitted(parse(raw, printable), shape)


def fitted(data: dict[str, Any], shape: type[ShapeT]) -> ShapeT:
    """``data`` in its shape; where it does not fit, ``data`` is used up.

    Raises:
        MisfitError: with a plain sentence that quotes nothing but the names of keys.
    """
    try:
        return fit(data, shape)
    except MisfitError as error:
        raise MisfitError(_named(data, error.place), _plain(error.what)) from error


def sheet_of(shape: SheetShape) -> Sheet:
    """The sheet that a file describes."""
    return msgspec.convert(listed(msgspec.to_builtins(shape)), Sheet)


def field_of(shape: ColumnShape) -> Field:
    """The field that a part of a file describes."""
    return msgspec.convert(listed(msgspec.to_builtins(shape)), Field)


def listed(value: object) -> object:
    """``value`` with every table of options as a list."""
    if isinstance(value, dict):
        return {
            key: _rows_of(inner)
            if key in {"options", "lines"} and isinstance(inner, dict)
            else listed(inner)
            for key, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [listed(inner) for inner in value]
    return value


def _rows_of(table: dict[str, object]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for key, inner in table.items():
        rows.append({"id": key, **(inner if isinstance(inner, dict) else {"label": inner})})
    return rows


def _plain(what: str) -> str:
    for pattern, said in _SAID:
        if found := pattern.search(what):
            return said.format(*found.groups())
    return what


def _named(data: dict[str, Any], place: str) -> str:
    """``place`` with ids in it where it has only numbers."""
    if place.startswith("line "):
        return place
    value: Any = data
    parts: list[str] = []
    for key, number in _STEP.findall(place):
        try:
            value = value[key or int(number)]
        except (LookupError, TypeError):
            value = None
        own = value.get("id") if number and isinstance(value, dict) else None
        if isinstance(own, str) and re.fullmatch("[a-z][a-z0-9_]{0,39}", own):
            parts.append(f".{own}")
        else:
            parts.append(f".{key}" if key else f"[{number}]")
    return "".join(parts).lstrip(".")
