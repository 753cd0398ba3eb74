"""What a sealed note says, as JSON: the form that text takes while the vault is locked.

Both directions live here: a snapshot of an entry or of a form, or the record of a practice, into
an envelope and back. It seals nothing and touches no file. An envelope of a newer version or an
unknown kind is told apart so that it can be kept. Anybody can seal a note, so what comes out of
one is held to bounds.
"""

from __future__ import annotations

import base64
import datetime as dt
import enum
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn, TypeAlias
from uuid import UUID

from safeharbor.domain.answers import FormSnapshot, from_answers, to_answers
from safeharbor.domain.entry import EntryContent, Mood, Snapshot
from safeharbor.domain.form import Answer, Template
from safeharbor.domain.moment import Moment
from safeharbor.domain.practice import After, PracticeRecord
from safeharbor.domain.text import clean
from safeharbor.storage.payload import clean_value

_VERSION: Final = 1
_FIRST_US: Final = -62_135_510_400_000_000
_LAST_US: Final = 253_402_128_000_000_000
"""The years 1 to 9999 but for a day at either end, so that no offset leads beyond a date."""
_DAY_MIN: Final = 24 * 60
_PLAIN_LIMIT: Final = 4 * 1024 * 1024 - 4096
"""Above this many bytes of JSON the text goes in as base64, which escapes nothing."""
_PRACTICE: Final = "practice"
_FORM: Final = "form"
_LONGEST_ZONE: Final = 64
_LONGEST_ROW: Final = 64
_DEEPEST: Final = 32
_LAST_VERSION: Final = (1 << 31) - 1


class NoteKind(enum.StrEnum):
    """A new entry from outside, or what an editor held when the vault was locked."""

    ENTRY = "entry"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Note:
    """An envelope that this version understands.

    ``sealed_us`` is when a lock sealed it, in microseconds since 1970; None where nobody said.
    """

    kind: NoteKind
    snapshot: Snapshot
    sealed_us: int | None = None


@dataclass(frozen=True, slots=True)
class PracticeNote:
    """An envelope with the record of a practice."""

    record: PracticeRecord


@dataclass(frozen=True, slots=True)
class FormNote:
    """An envelope with what a form held when the vault was locked.

    ``sealed_us`` is when a lock sealed it, in microseconds since 1970; None where nobody said.
    """

    snapshot: FormSnapshot
    sealed_us: int | None = None


AnyNote: TypeAlias = Note | PracticeNote | FormNote


def write_envelope(note: AnyNote) -> bytes:
    """The envelope of ``note``: UTF-8 JSON, at most 4 MiB for a text of at most 2 MiB."""
    if isinstance(note, PracticeNote):
        return _practice(note.record)
    return _form_note(note) if isinstance(note, FormNote) else _text_note(note)


def read_envelope(raw: bytes) -> AnyNote | None:
    """The note in ``raw``, or None for one that only a newer version understands.

    Raises:
        ValueError: it is not an envelope at all.
    """
    try:
        envelope = json.loads(raw, parse_constant=_no_number, parse_float=_finite)
        if envelope["v"] != _VERSION:
            return None
        if envelope["kind"] == _PRACTICE:
            return PracticeNote(_record(envelope))
        if envelope["kind"] not in {*NoteKind, _FORM}:
            return None
        sealed = envelope.get("sealed_us")
        at = None if sealed is None else _within(_number(sealed), _FIRST_US, _LAST_US)
        if envelope["kind"] == _FORM:
            return FormNote(_form(envelope), at)
        return Note(NoteKind(envelope["kind"]), _snapshot(envelope), at)
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not an envelope") from error


def _text_note(note: Note) -> bytes:
    snapshot = note.snapshot
    base = snapshot.base_revision
    envelope: dict[str, object] = {
        "v": _VERSION,
        "kind": note.kind.value,
        "id": snapshot.entry_id.hex,
        "entity": snapshot.entry_id.hex,
        "base_rev": base.hex if base else None,
        **_of_moment(snapshot.moment),
        "title": snapshot.content.title,
        "tags": list(snapshot.content.tags),
        "mood": snapshot.content.mood,
        "star": snapshot.content.starred,
        "caret": snapshot.caret,
        "text": snapshot.content.body,
    }
    if note.sealed_us is not None:
        envelope["sealed_us"] = note.sealed_us
    raw = _encode(envelope)
    if len(raw) > _PLAIN_LIMIT:
        body = snapshot.content.body.encode()
        envelope["text"] = ""
        envelope["text_b64"] = base64.b64encode(body).decode("ascii")
        raw = _encode(envelope)
    return raw


def _practice(record: PracticeRecord) -> bytes:
    return _encode(
        {
            "v": _VERSION,
            "kind": _PRACTICE,
            "id": record.id.hex,
            **_of_moment(record.moment),
            "exercise": record.exercise,
            "seconds": record.seconds,
            "before": record.before,
            "after": record.after,
        }
    )


def _form_note(note: FormNote) -> bytes:
    snapshot, template = note.snapshot, note.snapshot.template
    base = snapshot.base_revision
    kept = to_answers(snapshot.answers)
    envelope: dict[str, object] = {
        "v": _VERSION,
        "kind": _FORM,
        "id": snapshot.form_id.hex,
        "base_rev": base.hex if base else None,
        **_of_moment(snapshot.moment),
        "title": snapshot.title,
        "template": {
            "kind": template.kind,
            "id": template.template_id,
            "version": template.version,
            "body": dict(template.body),
        },
        "answers": [[each.field, each.row_id.hex(), each.value] for each in kept],
        "extra": dict(snapshot.extra),
    }
    if note.sealed_us is not None:
        envelope["sealed_us"] = note.sealed_us
    return _encode(envelope)


def _of_moment(moment: Moment) -> Mapping[str, object]:
    return {
        "utc_us": moment.utc_us,
        "offset_min": moment.offset_min,
        "zone": moment.zone,
        "local_date": moment.local_date.isoformat(),
    }


def _encode(envelope: dict[str, object]) -> bytes:
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()


def _snapshot(envelope: dict[str, object]) -> Snapshot:
    base, mood = envelope["base_rev"], envelope["mood"]
    packed = envelope.get("text_b64")
    body = base64.b64decode(str(packed)).decode() if packed else _text(envelope["text"])
    tags = envelope["tags"]
    if not isinstance(tags, list):
        raise TypeError("tags")
    content = EntryContent(
        title=_text(envelope["title"]),
        body=body,
        tags=tuple(_text(tag) for tag in tags),
        mood=None if mood is None else Mood(_number(mood)),
        starred=envelope["star"] is True,
    )
    return Snapshot(
        entry_id=UUID(hex=_text(envelope["entity"])),
        base_revision=None if base is None else UUID(hex=_text(base)),
        content=content,
        moment=_moment(envelope),
        caret=_number(envelope.get("caret", 0)),
    )


def _form(envelope: dict[str, object]) -> FormSnapshot:
    base, extra = envelope["base_rev"], _members(_shallow(envelope["extra"]))
    answers = envelope["answers"]
    if not isinstance(answers, list):
        raise TypeError("answers")
    kept = tuple(
        Answer(clean(_text(name)), clean_value(_shallow(value)), _row_id(_text(row)))
        for name, row, value in answers
    )
    return FormSnapshot(
        form_id=UUID(hex=_text(envelope["id"])),
        base_revision=None if base is None else UUID(hex=_text(base)),
        template=_template(_members(envelope["template"])),
        moment=_moment(envelope),
        answers=from_answers(kept),
        title=_text(envelope["title"]),
        extra=_members(clean_value(extra)),
    )


def _template(named: Mapping[str, object]) -> Template:
    return Template(
        kind=clean(_text(named["kind"])),
        template_id=clean(_text(named["id"])),
        version=_within(_number(named["version"]), 0, _LAST_VERSION),
        body=_members(clean_value(_shallow(named["body"]))),
    )


def _row_id(text: str) -> bytes:
    row_id = bytes.fromhex(text)
    if len(row_id) > _LONGEST_ROW:
        raise ValueError("row")
    return row_id


def _members(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("members")
    return value


def _shallow(value: object) -> object:
    """``value`` where nothing in it lies deeper than what a form needs."""
    layer = [value]
    for _ in range(_DEEPEST):
        layer = [inner for each in layer for inner in _within_it(each)]
        if not layer:
            return value
    raise ValueError("depth")


def _within_it(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _no_number(_: str) -> NoReturn:
    raise ValueError("not a number")


def _finite(text: str) -> float:
    """A number that can be written down again: what is too large for one would not come back."""
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _record(envelope: dict[str, object]) -> PracticeRecord:
    before, after = envelope["before"], envelope["after"]
    moment = _moment(envelope)
    if len(moment.zone) > _LONGEST_ZONE:
        raise ValueError("zone")
    return PracticeRecord(
        id=UUID(hex=_text(envelope["id"])),
        exercise=_text(envelope["exercise"]),
        moment=moment,
        seconds=_number(envelope["seconds"]),
        before=None if before is None else _number(before),
        after=None if after is None else After(_text(after)),
    )


def _moment(envelope: dict[str, object]) -> Moment:
    return Moment(
        utc_us=_within(_number(envelope["utc_us"]), _FIRST_US, _LAST_US),
        offset_min=_within(_number(envelope["offset_min"]), 1 - _DAY_MIN, _DAY_MIN - 1),
        zone=_text(envelope["zone"]),
        local_date=dt.date.fromisoformat(_text(envelope["local_date"])),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("number")
    return value


def _within(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise ValueError("out of range")
    return value
