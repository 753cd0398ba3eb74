"""Canonical JSON: sorted keys, no spaces, ASCII, whole numbers only.

One value has one spelling, so that a MAC over it means one thing. Reading is strict and bounded
before anything is built. This file knows nothing of headers or keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

MAX_DEPTH = 8
_MAX_DIGITS = 16
_MAX_INT = 2**53


class NotCanonicalError(ValueError):
    """The bytes are not canonical JSON. The message says which rule, never the content."""


def canonical(value: Json) -> bytes:
    """The one spelling of ``value``."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return text.encode("ascii")


def parse_canonical(raw: bytes, *, max_size: int) -> Json:
    """Read ``raw`` if it is canonical JSON of at most ``max_size`` bytes.

    Raises:
        NotCanonicalError: it is not, for whatever reason.
    """
    if len(raw) > max_size:
        raise NotCanonicalError("too large")
    if not raw.isascii():
        raise NotCanonicalError("not ASCII")
    text = raw.decode("ascii")
    if _depth(text) > MAX_DEPTH:
        raise NotCanonicalError("too deep")
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_small_int,
        )
        # Reading back what was read catches spaces, key order, escapes and "-0" at once.
        same = canonical(value) == raw
    except NotCanonicalError:
        raise
    except (ValueError, RecursionError):
        raise NotCanonicalError("not JSON") from None
    if not same:
        raise NotCanonicalError("not canonical")
    return value


def _depth(text: str) -> int:
    """The deepest nesting of brackets outside strings; counted before anything is built."""
    depth = deepest = 0
    inside = escaped = False
    for char in text:
        if inside:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                inside = False
        elif char == '"':
            inside = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonicalError("a key stands twice")
    return found


def _refuse(_text: str) -> NoReturn:
    raise NotCanonicalError("not a whole number")


def _small_int(text: str) -> int:
    number = int(text) if len(text) <= _MAX_DIGITS + 1 else _MAX_INT + 1
    if abs(number) > _MAX_INT:
        raise NotCanonicalError("a number out of range")
    return number
