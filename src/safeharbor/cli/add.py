"""Keeping a text: in the vault where it opens without a question, else sealed in the inbox.

The text is read first and kept whatever the secret turns out to be; its id is the same in both
places, so another program can rely on it at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from safeharbor.cli.exits import Exit
from safeharbor.cli.keeping import (
    Kept,
    check_before_typing,
    in_vault,
    read_ahead,
    take_text,
    tell_kept,
    tell_lost,
)
from safeharbor.cli.parts import Call
from safeharbor.cli.text_input import Written
from safeharbor.domain.entry import MAX_TEXT_BYTES, EntryContent, Snapshot
from safeharbor.domain.errors import HarborError
from safeharbor.domain.text import clean, split_long
from safeharbor.services.envelope import NoteKind


@dataclass(slots=True)
class _Keeping:
    """How far the parts of a text have come."""

    waiting: list[Snapshot]
    in_vault: list[Snapshot] = field(default_factory=list)
    in_inbox: list[Snapshot] = field(default_factory=list)


def add(call: Call) -> Exit:
    """One entry from stdin; several where the text is longer than one entry holds."""
    check_before_typing(call)
    read_ahead(call)
    written = take_text(call)
    keeping = _Keeping(_snapshots(call, written))
    ids = [str(snapshot.entry_id) for snapshot in keeping.waiting]
    trouble = in_vault(call, lambda: _save(call, keeping))
    try:
        _into_inbox(call, keeping)
    except HarborError:
        if keeping.in_vault or keeping.in_inbox:
            kept = len(keeping.in_vault) + len(keeping.in_inbox)
            call.console.tell("add.partly_kept", entries=kept)
        tell_lost(call, written)
        raise
    return tell_kept(call, Kept(ids, bool(keeping.in_inbox), trouble))


def _snapshots(call: Call, written: Written) -> list[Snapshot]:
    """The parts in their order, all meant for the same day."""
    args, journal = call.args, call.services.journal
    tags = tuple(tag.strip().removeprefix("#") for tag in args.tags)
    parts = split_long(clean(written.text), MAX_TEXT_BYTES)
    title = args.title.strip()
    titles = [title]
    if len(parts) > 1 and title:
        titles = [f"{title} ({n}/{len(parts)})" for n in range(1, len(parts) + 1)]
    elif len(parts) > 1:
        titles = [""] * len(parts)
    return [
        journal.snapshot(EntryContent(title=heading, body=part, tags=tags), args.date)
        for heading, part in zip(titles, parts, strict=True)
    ]


def _save(call: Call, keeping: _Keeping) -> None:
    """Save what can be saved; the first trouble stops it."""
    while keeping.waiting:
        call.services.journal.save(keeping.waiting[0], "terminal").result()
        keeping.in_vault.append(keeping.waiting.pop(0))


def _into_inbox(call: Call, keeping: _Keeping) -> None:
    while keeping.waiting:
        call.services.inbox.seal(keeping.waiting[0], NoteKind.ENTRY)
        keeping.in_inbox.append(keeping.waiting.pop(0))
