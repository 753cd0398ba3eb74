"""How texts are packed into single values: kept states, and what the index holds of an entry.

A kept state is that of an entry or of a form; which one it is knows whoever asks for it.

JSON in UTF-8, compressed by zlib. Unknown members of newer versions are passed over.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from safeharbor.domain.answers import FormSnapshot, from_answers, to_answers
from safeharbor.domain.entry import EntryContent, Mood
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FormState
from safeharbor.domain.form import Answer
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


def storable_form(snapshot: FormSnapshot, moment: Moment) -> FormState:
    """What stands in a form, with every text cleaned, as it was at ``moment``."""
    kept = (
        Answer(clean(each.field), clean_value(each.value), each.row_id)
        for each in to_answers(snapshot.answers)
    )
    extra = {clean(str(name)): clean_value(value) for name, value in snapshot.extra.items()}
    answers = from_answers(tuple(kept))
    return FormState(snapshot.template.hash, moment, answers, clean(snapshot.title), extra)


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
            **_of_moment(moment),
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
        return content, _moment(state)
    except (KeyError, TypeError, ValueError):
        raise HarborError(ErrorCode.DATABASE_DAMAGED) from None


def pack_form_state(state: FormState) -> bytes:
    """A full state of a form as a revision keeps it; every text in it is clean already."""
    return _pack(
        {
            "v": _VERSION,
            "template": state.template.hex(),
            "title": state.title,
            "answers": [[a.field, a.row_id.hex(), a.value] for a in to_answers(state.answers)],
            "extra": dict(state.extra),
            **_of_moment(state.moment),
        }
    )


def unpack_form_state(packed: bytes) -> FormState:
    """What ``pack_form_state`` packed.

    Raises:
        HarborError: DATABASE_DAMAGED.
    """
    state = _unpack(packed)
    try:
        kept = tuple(
            Answer(str(name), value, bytes.fromhex(row)) for name, row, value in state["answers"]
        )
        return FormState(
            template=bytes.fromhex(state["template"]),
            moment=_moment(state),
            answers=from_answers(kept),
            title=str(state["title"]),
            extra=dict(state["extra"]),
        )
    except (KeyError, TypeError, ValueError):
        raise HarborError(ErrorCode.DATABASE_DAMAGED) from None


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
    """The column ``value`` of an answer; every text in it is cleaned as that of an entry is.

    The same value gives the same text, whatever order its members stand in.
    """
    tidy = clean_value(value)
    return json.dumps(tidy, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


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


def clean_value(value: object) -> object:
    """JSON with every text in it cleaned, so that SQLite takes it whatever came in."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): clean_value(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean_value(each) for each in value]
    return value


def _of_moment(moment: Moment) -> dict[str, object]:
    return {
        "utc_us": moment.utc_us,
        "offset_min": moment.offset_min,
        "zone": moment.zone,
        "local_date": moment.local_date.isoformat(),
    }


def _moment(state: Mapping[str, Any]) -> Moment:
    return Moment(
        utc_us=state["utc_us"],
        offset_min=state["offset_min"],
        zone=state["zone"],
        local_date=dt.date.fromisoformat(state["local_date"]),
    )


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
