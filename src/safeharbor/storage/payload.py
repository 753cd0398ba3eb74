"""How texts are packed into single values: kept states, and what the index holds of an entry.

JSON in UTF-8, compressed by zlib. Unknown members of newer versions are passed over.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from safeharbor.domain.entry import EntryContent, Mood
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.text import clean

_VERSION: Final = 1
_LEVEL: Final = 1
"""zlib's fastest: an autosave packs the whole text each time."""

_LARGEST: Final = 32 * 1024 * 1024
"""Bytes of JSON that are unpacked at most."""


def storable(content: EntryContent) -> EntryContent:
    """``content`` with every text cleaned, so that SQLite takes it whatever came in."""
    return replace(
        content,
        title=clean(content.title),
        body=clean(content.body),
        tags=tuple(dict.fromkeys(clean(tag) for tag in content.tags)),
    )


def pack_state(content: EntryContent, moment: Moment) -> bytes:
    """A full state of an entry as a revision keeps it."""
    return _pack(
        {
            "v": _VERSION,
            "title": content.title,
            "body": content.body,
            "tags": list(content.tags),
            "mood": content.mood,
            "star": content.starred,
            "utc_us": moment.utc_us,
            "offset_min": moment.offset_min,
            "zone": moment.zone,
            "local_date": moment.local_date.isoformat(),
        }
    )


def unpack_state(packed: bytes) -> tuple[EntryContent, Moment]:
    """What ``pack_state`` packed.

    Raises:
        HarborError: DATABASE_DAMAGED.
    """
    state = _unpack(packed)
    try:
        content = EntryContent(
            title=state["title"],
            body=state["body"],
            tags=tuple(state["tags"]),
            mood=mood_of(state["mood"]),
            starred=bool(state["star"]),
        )
        moment = Moment(
            utc_us=state["utc_us"],
            offset_min=state["offset_min"],
            zone=state["zone"],
            local_date=dt.date.fromisoformat(state["local_date"]),
        )
    except (KeyError, TypeError, ValueError):
        raise HarborError(ErrorCode.DATABASE_DAMAGED) from None
    return content, moment


def pack_indexed(title: str, body: str, tags: tuple[str, ...]) -> bytes:
    """What the index holds of an entry, so that it can be taken out again."""
    return _pack([title, body, list(tags)])


def unpack_indexed(packed: bytes) -> tuple[str, str, tuple[str, ...]]:
    """What ``pack_indexed`` packed.

    Raises:
        HarborError: DATABASE_DAMAGED.
    """
    try:
        title, body, tags = _unpack(packed)
        return str(title), str(body), tuple(map(str, tags))
    except (TypeError, ValueError):
        raise HarborError(ErrorCode.DATABASE_DAMAGED) from None


def pack_extra(extra: Mapping[str, object]) -> str:
    """The column ``extra`` of an entry."""
    return json.dumps(dict(extra), ensure_ascii=True, separators=(",", ":"))


def unpack_extra(text: str) -> Mapping[str, object]:
    """What stands in ``extra``.

    Raises:
        HarborError: DATABASE_DAMAGED.
    """
    try:
        extra = json.loads(text)
    except (ValueError, RecursionError):
        extra = None
    if not isinstance(extra, dict):
        raise HarborError(ErrorCode.DATABASE_DAMAGED)
    return extra


def pack_value(value: object) -> str:
    """The column ``value`` of an answer; every text in it is cleaned as that of an entry is."""
    return json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"))


def unpack_value(text: str) -> object:
    """What ``pack_value`` packed.

    Raises:
        HarborError: DATABASE_DAMAGED.
    """
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        raise HarborError(ErrorCode.DATABASE_DAMAGED) from None
    return value


def mood_of(value: int | None) -> Mood | None:
    """The mood of a stored number; None for one that only a newer version knows."""
    try:
        return None if value is None else Mood(value)
    except ValueError:
        return None


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _cleaned(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(each) for each in value]
    return value


def _pack(value: object) -> bytes:
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(raw, _LEVEL)


def _unpack(packed: bytes) -> Any:  # noqa: ANN401 - JSON
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(packed, _LARGEST)
        if not unpacker.eof:
            raise HarborError(ErrorCode.DATABASE_DAMAGED)
        return json.loads(raw)
    except (zlib.error, ValueError, RecursionError):
        raise HarborError(ErrorCode.DATABASE_DAMAGED) from None
