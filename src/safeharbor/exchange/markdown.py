"""Entries as Markdown files with front matter, and back.

The front matter is YAML that any reader of Markdown notes understands, kept to plain scalars and
JSON strings so that reading it back needs no YAML library. It knows no database and no folder.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from safeharbor.domain.entry import Entry, EntryContent, Mood
from safeharbor.domain.moment import Moment, moment_of
from safeharbor.exchange.names import entry_stem

ENDING: Final = ".md"

_FENCE: Final = "---"
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PLAIN_ZONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]*")
_LINE: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class MarkdownEntry:
    """What a Markdown file says. Parts that it does not say are None or empty.

    ``unknown`` has the lines of the front matter that this version does not use.
    """

    content: EntryContent
    id: UUID | None = None
    moment: Moment | None = None
    updated: dt.datetime | None = None
    unknown: Mapping[str, str] = field(default_factory=dict)


def file_name(entry: Entry) -> str:
    """``2026-11-21-the-garden.md``, a name that every system takes.

    Two entries of one day and title get the same name; whoever writes the files tells them apart.
    """
    return entry_stem(entry.moment.local_date, entry.content.title, entry.id) + ENDING


def write_markdown(entry: Entry, *, updated: dt.datetime | None = None) -> bytes:
    """``entry`` as a Markdown file in UTF-8; the text stands in it exactly as it was typed.

    Args:
        entry: what to write.
        updated: when it was last changed, an aware time, where that is known.
    """
    content, moment = entry.content, entry.moment
    lines = [_FENCE, f"id: {entry.id}", f"title: {quoted(content.title)}"]
    lines.append(f"date: {moment.local_date.isoformat()}")
    lines.append(f"created: {moment.local_datetime.isoformat()}")
    if moment.zone:
        plain = _PLAIN_ZONE.fullmatch(moment.zone)
        lines.append(f"zone: {moment.zone if plain else quoted(moment.zone)}")
    if updated is not None:
        lines.append(f"updated: {updated.isoformat()}")
    lines.append(f"tags: [{', '.join(quoted(tag) for tag in content.tags)}]")
    if content.mood is not None:
        lines.append(f"mood: {content.mood.value}")
    lines.append(f"starred: {str(content.starred).lower()}")
    lines += [_FENCE, "", content.body, ""]
    return "\n".join(lines).encode("utf-8")


def read_markdown(raw: bytes) -> MarkdownEntry:
    """The entry in a Markdown file; a file without front matter is all text.

    Raises:
        ValueError: the bytes are not UTF-8, or a known line of the front matter is unreadable.
    """
    text = raw.decode("utf-8-sig")
    head, body = _divided(text)
    if head is None:
        return MarkdownEntry(EntryContent(body=body))
    fields: dict[str, str] = {}
    for line in head:
        if match := _LINE.fullmatch(line):
            fields[match[1]] = match[2]
    return _entry(fields, body)


def _divided(text: str) -> tuple[list[str] | None, str]:
    """The lines of the front matter and the text; None where there is no front matter."""
    if not text.startswith(_FENCE + "\n"):
        return None, text
    end = text.find(f"\n{_FENCE}\n", len(_FENCE))
    if end < 0:
        return None, text
    body = text[end + len(_FENCE) + 2 :]
    body = body.removeprefix("\n").removesuffix("\n")
    return text[len(_FENCE) + 1 : end].split("\n"), body


def _entry(fields: dict[str, str], body: str) -> MarkdownEntry:
    mood = fields.pop("mood", None)
    entry_id = fields.pop("id", None)
    updated = fields.pop("updated", None)
    moment = _moment(fields.pop("created", None), fields.pop("date", None), fields.pop("zone", ""))
    content = EntryContent(
        title=_scalar(fields.pop("title", "")),
        body=body,
        tags=_tags(fields.pop("tags", "[]")),
        mood=None if mood is None else Mood(int(mood)),
        starred=fields.pop("starred", "false") == "true",
    )
    return MarkdownEntry(
        content=content,
        id=None if entry_id is None else UUID(_scalar(entry_id)),
        moment=moment,
        updated=None if updated is None else dt.datetime.fromisoformat(updated),
        unknown=fields,
    )


def _moment(created: str | None, day: str | None, zone: str) -> Moment | None:
    if created is None:
        return None
    moment = moment_of(dt.datetime.fromisoformat(created), _scalar(zone))
    return moment if day is None else moment.on(dt.date.fromisoformat(day))


def _tags(value: str) -> tuple[str, ...]:
    tags = json.loads(value)
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ValueError("tags")
    return tuple(tags)


def _scalar(value: str) -> str:
    if not value.startswith('"'):
        return value
    text = json.loads(value)
    if not isinstance(text, str):
        raise TypeError("text")
    return text


def quoted(text: str) -> str:
    """A JSON string, which YAML reads as the same string."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
