"""Data from outside and the shapes it has to fit into, with the place of whatever does not.

Imported when a file is opened and not before, since msgspec takes its time to load.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, Final, NoReturn, TypeVar

import msgspec

from safeharbor.domain.errors import ErrorCode, HarborError

T = TypeVar("T", bound=msgspec.Struct)

_PLACE: Final = re.compile(r"^(.*?) - at (?:`key` in )?`\$\.?(.*)`$", re.DOTALL)
_LINE: Final = re.compile(r"^(.*) \(at (.*)\)$", re.DOTALL)


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table that may hold nothing but what is named."""


class MisfitError(ValueError):
    """What does not fit, and its place, "" for all of it."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(what)
        self.place = place
        self.what = what


def decode(raw: bytes, shape: type[T], file: str) -> T:
    """The content of a TOML file called ``file``.

    Raises:
        HarborError: CONTENT_BROKEN.
    """
    try:
        return fit(parse(raw), shape)
    except MisfitError as error:
        refuse(file, error.place, error.what, error)


def parse(raw: bytes, printable: Callable[[str], bool] = str.isprintable) -> dict[str, Any]:
    """A TOML file whose texts hold nothing that cannot be seen.

    Raises:
        MisfitError: with its line, or its key.
    """
    try:
        data = tomllib.loads(raw.decode("utf-8"))
        check_texts(data, printable)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise MisfitError(f"line {line}", "not UTF-8") from error
    except RecursionError as error:
        raise MisfitError("", "nested too deeply") from error
    except MisfitError:
        raise
    except ValueError as error:
        found = _LINE.match(str(error))
        what, place = (found[1], found[2]) if found else (str(error), "")
        raise MisfitError(place, what) from error
    return data


def fit(data: dict[str, Any], shape: type[T]) -> T:
    """``data`` in its shape. Where it does not fit, ``data`` is used up.

    Raises:
        MisfitError: with its key.
    """
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        found = _PLACE.match(str(error))
        what, place = (found[1], found[2]) if found else (str(error), "")
        raise MisfitError(_with_key(data, shape, place), what) from error
    except RecursionError as error:
        raise MisfitError("", "nested too deeply") from error


def refuse(
    file: str,
    place: str,
    what: str,
    cause: Exception | None = None,
    code: ErrorCode = ErrorCode.CONTENT_BROKEN,
) -> NoReturn:
    """Say that a file cannot be used, where, and why.

    Raises:
        HarborError: always.
    """
    where = {"path": place} if place else {}
    raise HarborError(code, file=file, **where, reason=what) from cause


def check_texts(value: object, printable: Callable[[str], bool] = str.isprintable) -> None:
    """Look at every text in ``value``, names of keys among them.

    Raises:
        MisfitError: ``printable`` says no to one.
    """
    for place, text in _texts(value):
        if not printable(text):
            raise MisfitError(place, "a sign that cannot be seen")


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield place, key
            yield from _texts(inner, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{place}[{number}]")


def _with_key(data: dict[str, Any], shape: type[msgspec.Struct], place: str) -> str:
    """``place`` with the name of a key where msgspec only says that there is one."""
    path, unnamed, _ = place.partition("[...]")
    if not unnamed:
        return place
    table: Any = data
    for name, number in re.findall(r"(\w+)|\[(\d+)\]", path):
        table = table[name or int(number)]
    for key, value in list(table.items()):
        table.clear()
        table[key] = value
        try:
            msgspec.convert(data, shape)
        except msgspec.ValidationError as error:
            if f"$.{place}`" in str(error):
                return place.replace("[...]", f".{key}")
    return place
