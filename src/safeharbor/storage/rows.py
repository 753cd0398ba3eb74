"""Rows of the table ``entry`` as the domain's objects, and the moments of rows of any table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from safeharbor.domain.entry import Entry, EntryContent, EntrySummary
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.text import clean, count_words
from safeharbor.storage.payload import mood_of, unpack_extra
from safeharbor.storage.schema import ENTRY, AnyRow
from safeharbor.storage.tags import TagRepository

SUMMARY: Final = (
    ENTRY.c.sort_key,
    ENTRY.c.id,
    ENTRY.c.local_date,
    ENTRY.c.utc_us,
    ENTRY.c.offset_min,
    ENTRY.c.zone,
    ENTRY.c.mood,
    ENTRY.c.star,
    ENTRY.c.title,
)
"""The columns of a list; reading them touches no long text."""

WITH_BODY: Final = (*SUMMARY, ENTRY.c.body)
WHOLE: Final = (
    *WITH_BODY,
    ENTRY.c.kind,
    ENTRY.c.head_rev,
    ENTRY.c.trashed_utc_us,
    ENTRY.c.extra,
)

_INTEGER: Final = range(-(1 << 63), 1 << 63)


def storable_moment(moment: Moment) -> Moment:
    """``moment`` as SQLite takes it.

    Raises:
        HarborError: DATE_UNREADABLE, it lies beyond 64 bits.
    """
    if moment.utc_us not in _INTEGER or moment.offset_min not in _INTEGER:
        raise HarborError(ErrorCode.DATE_UNREADABLE)
    return replace(moment, zone=clean(moment.zone))


def moment_columns(moment: Moment) -> dict[str, object]:
    """The columns that hold a moment."""
    return {
        "local_date": moment.local_date.isoformat(),
        "utc_us": moment.utc_us,
        "offset_min": moment.offset_min,
        "zone": moment.zone,
    }


def moment_of_row(row: AnyRow) -> Moment:
    """The moment of an entry or a form.

    Raises:
        HarborError: DATABASE_DAMAGED, the date is none.
    """
    try:
        day = dt.date.fromisoformat(row.local_date)
    except ValueError:
        raise HarborError(ErrorCode.DATABASE_DAMAGED) from None
    return Moment(row.utc_us, row.offset_min, row.zone, day)


def entry_of_row(row: AnyRow, tags: tuple[str, ...]) -> Entry:
    """An entry from a row of ``WHOLE``."""
    content = EntryContent(
        title=row.title,
        body=row.body,
        tags=tags,
        mood=mood_of(row.mood),
        starred=bool(row.star),
    )
    return Entry(
        id=UUID(bytes=row.id),
        sort_key=row.sort_key,
        moment=moment_of_row(row),
        content=content,
        head_revision=UUID(bytes=row.head_rev),
        kind=row.kind,
        trashed_utc_us=row.trashed_utc_us,
        extra=unpack_extra(row.extra),
    )


def summaries(
    rows: Sequence[AnyRow], tags: TagRepository, *, with_words: bool = False
) -> list[EntrySummary]:
    """Summaries of rows of ``SUMMARY``, or of ``WITH_BODY`` where words are counted."""
    by_entry = tags.of_many(row.id for row in rows)
    return [
        EntrySummary(
            id=UUID(bytes=row.id),
            sort_key=row.sort_key,
            moment=moment_of_row(row),
            title=row.title,
            tags=by_entry.get(row.id, ()),
            mood=mood_of(row.mood),
            starred=bool(row.star),
            words=count_words(row.body) if with_words else None,
        )
        for row in rows
    ]


def by_keys(
    connection: sa.Connection, columns: Iterable[sa.Column[Any]], keys: Sequence[int]
) -> list[AnyRow]:
    """The rows with the sort keys ``keys``, newest first."""
    wanted: sa.BindParameter[list[int]] = sa.bindparam("keys", list(keys), expanding=True)
    statement = sa.select(*columns).where(ENTRY.c.sort_key.in_(wanted))
    return list(connection.execute(statement.order_by(ENTRY.c.sort_key.desc())))
