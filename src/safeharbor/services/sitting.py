"""Writing one entry: the rules of sittings and revisions inside one transaction.

Every way in (the editor, the terminal, the inbox, a restored revision) comes through
``write_entry``, so that an old base never overwrites a newer text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

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
from safeharbor.domain.text import clean
from safeharbor.services.ids import new_id
from safeharbor.storage.transaction import Transaction


def write_entry(
    tx: Transaction,
    snapshot: Snapshot,
    now: Moment,
    origin: str,
    extra: Mapping[str, object] | None = None,
) -> Changes:
    """Bring a cleaned ``snapshot`` into the journal; ``extra`` marks an entry that is new.

    Returns the changes with the head revision to base the next save on. A snapshot that says
    what the head says already changes nothing. One whose base is not the head is kept beside the
    line. One of an entry that was deleted for good becomes a new entry.
    """
    if tx.entries.deleted(snapshot.entry_id):
        snapshot = replace(snapshot, entry_id=new_id(), base_revision=None)
    entry = tx.entries.get(snapshot.entry_id)
    touched = frozenset({snapshot.entry_id})
    if entry is not None and _same(entry, snapshot):
        return Changes(touched, origin, entry.head_revision)
    head = tx.revisions.head(snapshot.entry_id)
    placement = place(
        head,
        snapshot.base_revision,
        now.utc_us // 1000,
        date_changed=entry is not None and entry.moment.local_date != snapshot.moment.local_date,
    )
    revision = head.id if head and placement is Placement.CONTINUE else new_id()
    tx.entries.write(snapshot, placement, revision, now.utc_us, extra=extra)
    if entry is not None and placement is Placement.BESIDE:
        revision = entry.head_revision
    return Changes(touched, origin, revision)


def cleaned_snapshot(snapshot: Snapshot) -> Snapshot:
    """``snapshot`` as the store takes it."""
    return replace(snapshot, content=cleaned(snapshot.content))


def cleaned(content: EntryContent) -> EntryContent:
    """``content`` as the store takes it: no lone surrogates, no control characters, tags once.

    Raises:
        HarborError: TEXT_TOO_LONG, the text has more than 2 MiB of UTF-8.
    """
    body = clean(content.body)
    if len(body.encode()) > MAX_TEXT_BYTES:
        raise HarborError(ErrorCode.TEXT_TOO_LONG)
    tags = dict.fromkeys(" ".join(clean(tag).split()) for tag in content.tags)
    title = " ".join(clean(content.title).split())
    return replace(content, title=title, body=body, tags=tuple(tag for tag in tags if tag))


def _same(entry: Entry, snapshot: Snapshot) -> bool:
    return (
        entry.content == snapshot.content and entry.moment.local_date == snapshot.moment.local_date
    )
