"""A sheet as JSON: beside what was filled in, for ever, and in a file of its own.

What stands beside answers may come from a newer version: keys and kinds that this one does not
know are passed over. A file comes from anywhere, and is read as strictly as one of ours.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec

from safeharbor.content.form_file import SheetShape, fitted, sheet_of
from safeharbor.content.toml_file import MisfitError, Shape, check_texts
from safeharbor.domain.form_faults import MAX_COLUMNS, MAX_FIELDS, MAX_OPTIONS, Known
from safeharbor.domain.form_repair import pruned
from safeharbor.domain.sheet import Day, FieldType, Gate, PartStyle, PictureKind, Sheet, SuggestKind
from safeharbor.domain.sheet_faults import sheet_faults

FORMAT: Final = "safeharbor-sheet"
VERSION: Final = 1
MAX_FILE: Final = 256 * 1024
"""Bytes of a template file."""
MAX_DEPTH: Final = 12
"""Far deeper than any sheet is nested."""

_ROOM: Final = 5
"""So many times what a file may have is still read of what is stored: newer versions have more."""
_MOST_NAMES: Final = 20_000
"""Of options and fields that rules of one stored sheet may name."""

_STEERS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
"""Signs that turn a line round or break it."""


class FileShape(Shape, frozen=True):
    """A sheet in a file of its own, and what it is."""

    format: str
    version: int
    sheet: SheetShape


def sheet_in(body: Mapping[str, object]) -> Sheet:
    """The sheet that a stored body describes, without what only newer versions know.

    Raises:
        MisfitError: it describes none.
    """
    try:
        return pruned(_bounded(msgspec.convert(_understood(body), Sheet)))
    except (ValueError, RecursionError, TypeError) as error:
        raise MisfitError("", "no sheet") from error


def sheet_in_file(raw: bytes, known: Known) -> Sheet:
    """The sheet in a template file that may come from anywhere.

    Raises:
        MisfitError: with a place, and a sentence that quotes nothing of it.
    """
    data = _json(raw)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise MisfitError("", "it is not a sheet")
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise MisfitError("version", "a newer SafeHarbor made it")
    if version != VERSION or isinstance(version, bool):
        raise MisfitError("version", "there is no such version")
    try:
        sheet = sheet_of(fitted(data, FileShape).sheet)
    except MisfitError as error:
        raise MisfitError(error.place.removeprefix("sheet."), error.what) from error
    for place, what in sheet_faults(sheet, known):
        raise MisfitError(place, what)
    return sheet


def file_of(body: Mapping[str, object]) -> bytes:
    """A template file with the sheet of this body."""
    data = {"format": FORMAT, "version": VERSION, "sheet": body}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def readable(text: str) -> bool:
    """Whether a text from outside steers nothing; joiners, which some scripts need, may stand."""
    return not any(
        sign in _STEERS or (sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs"})
        for sign in text
    )


def _bounded(sheet: Sheet) -> Sheet:
    """``sheet`` unless it is far larger than any: anybody can seal a note that holds one.

    Raises:
        ValueError: it is.
    """
    asked = [*sheet.fields, *(column for each in sheet.fields for column in each.columns)]
    options = [option for each in asked for option in (*each.options, *each.lines)]
    rules = [rule for each in asked for rule in each.reactions]
    varied = [variant for each in asked for variant in each.variants]
    named = [rule.hides + rule.is_any + rule.rows for rule in rules]
    named += [each.is_any for each in varied] + [each.only_for for each in options]
    sizes = (
        (len(asked), _ROOM * (MAX_FIELDS + MAX_COLUMNS)),
        (len(options), _ROOM * MAX_OPTIONS),
        (len(rules) + len(varied) + sum(map(len, named)), _MOST_NAMES),
        (len(sheet.paper.parts), _ROOM * MAX_FIELDS),
        (len(sheet.pictures) + len(sheet.meant), _ROOM * MAX_FIELDS),
    )
    if any(size > most for size, most in sizes):
        raise ValueError("too large")
    return sheet


def _json(raw: bytes) -> object:
    if len(raw) > MAX_FILE:
        raise MisfitError("", f"larger than {MAX_FILE // 1024} KiB")
    try:
        data = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
        _check_depth(data)
        check_texts(data, readable)
    except MisfitError:
        raise
    except RecursionError as error:
        raise MisfitError("", "nested too deeply") from error
    except json.JSONDecodeError as error:
        raise MisfitError(f"line {error.lineno}", "not JSON") from error
    except ValueError as error:
        raise MisfitError("", "not JSON in UTF-8") from error
    return data


def _check_depth(value: object, depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise MisfitError("", "nested too deeply")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        _check_depth(each, depth + 1)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise MisfitError("", "a key stands in a table twice")
    return table


def _no_number(_: str) -> object:
    raise MisfitError("", "not a number")


def _understood(body: Mapping[str, object]) -> dict[str, Any]:
    """``body`` without kinds that this version does not know."""
    data: dict[str, Any] = {"line": "", "shelf": "", **body}
    _drop(data, "gate", Gate, instead=Gate.ALWAYS.value)
    data["fields"] = [_field(each) for each in _known(data.get("fields"), "type", FieldType)]
    data["pictures"] = _known(data.get("pictures"), "kind", PictureKind)
    if isinstance(paper := data.get("paper"), dict):
        parts = [dict(each) for each in paper.get("parts", ())]
        for part in parts:
            _drop(part, "style", PartStyle)
        data["paper"] = {**paper, "parts": parts}
    return data


def _field(given: dict[str, Any]) -> dict[str, Any]:
    data = dict(given)
    _drop(data, "day", Day)
    suggest = data.get("suggest")
    if isinstance(suggest, dict) and not _is(SuggestKind, suggest.get("kind")):
        del data["suggest"]
    if "columns" in data:
        data["columns"] = [_field(each) for each in _known(data["columns"], "type", FieldType)]
    return data


def _known(rows: object, key: str, kinds: type[StrEnum]) -> list[dict[str, Any]]:
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise TypeError("no list")
    return [each for each in rows if not isinstance(each, dict) or _is(kinds, each.get(key, ""))]


def _drop(data: dict[str, Any], key: str, kinds: type[StrEnum], instead: str | None = None) -> None:
    if data.get(key) is not None and not _is(kinds, data[key]):
        del data[key]
        if instead is not None:
            data[key] = instead


def _is(kinds: type[StrEnum], value: object) -> bool:
    return any(value == each.value for each in kinds)
