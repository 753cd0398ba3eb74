"""What does not fit together in a whole sheet: its first fields, paper, pictures and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from safeharbor.domain.form_faults import (
    Fault,
    Known,
    field_faults,
    gap_faults,
    path_faults,
    repeated,
)
from safeharbor.domain.sheet import (
    Field,
    FieldType,
    Meant,
    Part,
    PartStyle,
    Picture,
    PictureKind,
    Sheet,
)

_ROWS_ONLY = frozenset({PartStyle.TABLE, PartStyle.WEEKS})
_LISTED = frozenset({PartStyle.LIST, PartStyle.BOXES, PartStyle.NUMBERED, PartStyle.NUMBERED_BOXES})
_WITH_LIST = frozenset({FieldType.ROWS, FieldType.MULTI})
_MEASURED = frozenset({FieldType.SCALE, FieldType.CHOICE})
_VALUES = {PictureKind.SHARES: 1, PictureKind.LADDER: 1, PictureKind.RINGS: 1, PictureKind.GAP: 2}
"""How many columns a picture of rows is made of, where it is not open."""

FIXED_LINE = "line"
"""What stands for the name of a row in ``Picture.name`` where it is that of a fixed line."""


def sheet_faults(sheet: Sheet, known: Known) -> Iterator[Fault]:
    """What does not fit together in ``sheet``; nothing where it can be used."""
    form = {each.id: each for each in sheet.fields}
    if not sheet.fields:
        yield "fields", "a sheet without a field asks nothing"
    yield from field_faults(sheet.fields, known)
    yield from repeated(sheet.core, "core")
    yield from (("core", f"there is no field {name}") for name in sheet.core if name not in form)
    yield from _paper(sheet, form)
    yield from repeated((each.id for each in sheet.pictures), "pictures")
    for picture in sheet.pictures:
        yield from _picture(picture, form, f"pictures.{picture.id}")
    for number, meant in enumerate(sheet.meant):
        yield from _meant(meant, form, f"meant[{number}]")


def _paper(sheet: Sheet, form: Mapping[str, Field]) -> Iterator[Fault]:
    pictured = {each.of for each in sheet.pictures}
    pictured |= {name for each in sheet.pictures if not each.of for name in each.values}
    for number, part in enumerate(sheet.paper.parts):
        place = f"paper.parts[{number}]"
        field = form.get(part.field)
        if field is None:
            yield f"{place}.field", f"there is no field {part.field}"
            continue
        yield from _part(part, field, place)
        if not field.stored and not (field.keep_label and part.chosen):
            yield f"{place}.field", f"{field.id} is never stored, so it is never printed"
        if part.style is PartStyle.PICTURE and part.field not in pictured:
            yield f"{place}.style", f"no picture is made of {part.field}"
    for name in sheet.paper.pocket:
        yield from path_faults(name, form, "paper.pocket")
    for path in sheet.paper.done:
        yield from path_faults(path.partition("=")[0], form, "paper.done")
    yield from gap_faults(sheet.paper.pocket_text, form, "paper.pocket_text")


def _part(part: Part, field: Field, place: str) -> Iterator[Fault]:
    columns = {column.id: column for column in field.columns}
    if part.style in _ROWS_ONLY and field.type is not FieldType.ROWS:
        yield f"{place}.style", "only rows are printed like that"
    if part.style in _LISTED and field.type not in _WITH_LIST:
        yield f"{place}.style", "only rows and several options make a list"
    for name in part.columns:
        if name not in columns:
            yield f"{place}.columns", f"{field.id} has no column {name}"
    if part.group_by and columns.get(part.group_by, field).type is not FieldType.CHOICE:
        yield f"{place}.group_by", f"{field.id} has no column of the type choice with this id"
    if part.last and field.type is not FieldType.ROWS:
        yield f"{place}.last", "only rows have a last one"


def _picture(picture: Picture, form: Mapping[str, Field], place: str) -> Iterator[Fault]:
    rows = form.get(picture.of)
    if not picture.of:
        yield from _single_values(picture, form, f"{place}.values")
        return
    if rows is None or rows.type is not FieldType.ROWS:
        yield f"{place}.of", f"there are no rows {picture.of}"
        return
    columns = {column.id: column for column in rows.columns}
    fixed = picture.name == FIXED_LINE and (rows.lines or rows.lines_by)
    if picture.name not in columns and not fixed:
        yield f"{place}.name", f"{rows.id} has no column {picture.name}"
    for name in picture.values:
        if name not in columns or columns[name].type not in _MEASURED:
            yield f"{place}.values", f"{rows.id} has no scale or choice {name}"
    wanted = _VALUES.get(picture.kind)
    if wanted and len(picture.values) != wanted:
        yield f"{place}.values", f"this picture is made of {wanted}"
    if picture.done and picture.done not in columns:
        yield f"{place}.done", f"{rows.id} has no column {picture.done}"


def _single_values(picture: Picture, form: Mapping[str, Field], place: str) -> Iterator[Fault]:
    if not picture.values or (picture.kind is PictureKind.GAP and len(picture.values) % 2):
        yield place, "this picture is made of pairs of fields, or of rows"
    for name in picture.values:
        field = form.get(name)
        if field is None or field.type is not FieldType.SCALE:
            yield place, f"there is no scale {name}"
        elif not field.stored:
            yield place, f"{name} is never stored, so nothing is painted of it"


def _meant(meant: Meant, form: Mapping[str, Field], place: str) -> Iterator[Fault]:
    inside: Mapping[str, Field] = form
    if meant.rows:
        rows = form.get(meant.rows)
        if rows is None or rows.type is not FieldType.ROWS:
            yield f"{place}.rows", f"there are no rows {meant.rows}"
            return
        inside = {column.id: column for column in rows.columns}
    for name in ("day", "what", "went"):
        field_id = getattr(meant, name)
        field = inside.get(field_id)
        if field is None:
            if field_id or name != "went":
                yield f"{place}.{name}", f"there is no field {field_id}"
        elif not field.stored:
            yield f"{place}.{name}", f"{field_id} is never stored, so it cannot be met again"
        elif name == "day" and field.type is not FieldType.DATE:
            yield f"{place}.day", f"{field_id} holds no day"
