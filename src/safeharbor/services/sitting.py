"""Writing one entry: the rules of sittings and revisions inside one transaction.

Every way in (the editor, the terminal, the inbox, a restored revision) comes through
``write_entry``, so that an old base never overwrites a newer text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid5

from safeharbor.domain.entry import (
    MAX_TEXT_BYTES,
    Changes,
    Entry,
    EntryContent,
    Snapshot,
)
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.revision import Placement, place
from safeharbor.domain.text import clean, split_long
from safeharbor.services.ids import new_id
from safeharbor.storage.transaction import Transaction


def write_entry(
    tx: Transaction,
    snapshot: Snapshot,
    now: Moment,
    origin: str,
    extra: Mapping[str, object] | None = None,
    *,
    last_words: bool = False,
) -> Changes:
    """Bring a cleaned ``snapshot`` into the journal; ``extra`` marks an entry that is new.

    ``last_words`` says that the one editor took it for a lock: where the answer to its save
    before was still on its way, the text follows that save instead of standing beside it.

    Returns the changes with the head revision to base the next save on. A snapshot that says
    what the head says already changes nothing. One whose base is not the head is kept beside the
    line. One of an entry that was deleted for good becomes a new entry, always the same one. New
    words in an entry of the trash bring it back.
    """
    while (entry := tx.entries.get(snapshot.entry_id)) is None:
        if not tx.entries.deleted(snapshot.entry_id):
            snapshot = replace(snapshot, base_revision=None)
            break
        follower = uuid5(snapshot.entry_id, "written after it was deleted")
        snapshot = replace(snapshot, entry_id=follower)
    touched = frozenset({snapshot.entry_id})
    if entry is not None and _same(entry, snapshot):
        return Changes(touched, origin, entry.head_revision)
    head = tx.revisions.head(snapshot.entry_id) if entry is not None else None
    if last_words and head and head.is_open and snapshot.base_revision == head.parent:
        tx.revisions.close_open(snapshot.entry_id)
        head = replace(head, is_open=False)
        snapshot = replace(snapshot, base_revision=head.id)
    placement = place(
        head,
        snapshot.base_revision,
        now.utc_us // 1000,
        date_changed=entry is not None and entry.moment.local_date != snapshot.moment.local_date,
    )
    revision = head.id if head and placement is Placement.CONTINUE else new_id()
    if entry is not None and entry.trashed_utc_us is not None:
        tx.entries.restore(entry.id, now.utc_us)
    tx.entries.write(snapshot, placement, revision, now.utc_us, standing=entry, extra=extra)
    if placement is Placement.BESIDE:
        return Changes(touched, origin, snapshot.base_revision)
    return Changes(touched, origin, revision)


def cleaned_snapshot(snapshot: Snapshot) -> Snapshot:
    """``snapshot`` as the store takes it."""
    return replace(snapshot, content=cleaned(snapshot.content))


def cleaned(content: EntryContent) -> EntryContent:
    """``content`` as the store takes it: no lone surrogates, no control characters, tags once.

    Raises:
        HarborError: TEXT_TOO_LONG, the text has more than 2 MiB of UTF-8.
    """
    tidy = _tidy(content)
    if len(tidy.body.encode()) > MAX_TEXT_BYTES:
        raise HarborError(ErrorCode.TEXT_TOO_LONG)
    return tidy


def parted(snapshot: Snapshot) -> list[Snapshot]:
    """``snapshot`` cleaned, and as several new entries in order where it has over 2 MiB."""
    content = _tidy(snapshot.content)
    first, *others = split_long(content.body, MAX_TEXT_BYTES) or [""]
    whole = replace(snapshot, content=replace(content, body=first))
    return [
        whole,
        *(
            Snapshot(new_id(), None, replace(content, body=part), snapshot.moment)
            for part in others
        ),
    ]


def _tidy(content: EntryContent) -> EntryContent:
    body = clean(content.body)
    tags = dict.fromkeys(" ".join(clean(tag).split()) for tag in content.tags)
    title = " ".join(clean(content.title).split())
    return replace(content, title=title, body=body, tags=tuple(tag for tag in tags if tag))


def _same(entry: Entry, snapshot: Snapshot) -> bool:
    return (
        entry.content == snapshot.content and entry.moment.local_date == snapshot.moment.local_date
    )
