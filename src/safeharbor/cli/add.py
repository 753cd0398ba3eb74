"""Keeping a text: in the vault where it opens without a question, else sealed in the inbox.

The text is read first and kept whatever the secret turns out to be; its id is the same in both
places, so another program can rely on it at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from safeharbor.cli.exits import Exit, exit_of
from safeharbor.cli.parts import Call
from safeharbor.cli.text_input import MAX_INPUT, Reading, Written, read_written
from safeharbor.cli.unlocking import KEYRING_CODES, closing, report
from safeharbor.domain.entry import MAX_TEXT_BYTES, EntryContent, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.domain.text import clean, split_long
from safeharbor.services.envelope import NoteKind
from safeharbor.services.session import SessionState
from safeharbor.system.paths import socket_address
from safeharbor.system.pipe import send_verb

_QUIET: Final = KEYRING_CODES | {ErrorCode.VAULT_HELD}
"""What keeps the vault closed without anybody having done something wrong."""


@dataclass(slots=True)
class _Keeping:
    """How far the parts of a text have come."""

    waiting: list[Snapshot]
    in_vault: list[Snapshot] = field(default_factory=list)
    in_inbox: list[Snapshot] = field(default_factory=list)
    trouble: HarborError | None = None


def add(call: Call) -> Exit:
    """One entry from stdin; several where the text is longer than one entry holds."""
    _check_before_typing(call)
    if call.secrets.on_stdin:
        _read_ahead(call)
    written = _read(call)
    keeping = _Keeping(_snapshots(call, written))
    ids = [str(snapshot.entry_id) for snapshot in keeping.waiting]
    _into_vault(call, keeping)
    try:
        _into_inbox(call, keeping)
    except HarborError:
        _tell_lost(call, keeping, written)
        raise
    return _tell_kept(call, keeping, ids)


def _check_before_typing(call: Call) -> None:
    """Whoever starts to write is told first if it could not be kept."""
    if call.services.session.state is SessionState.NO_VAULT:
        raise HarborError(ErrorCode.NO_VAULT)
    call.services.session.header()


def _read_ahead(call: Call) -> None:
    """Take the secret's line off stdin; what is wrong with it is told after the text is kept."""
    try:
        call.secrets.read()
    except HarborError as error:
        if error.code is not ErrorCode.SECRET_NEEDED:
            raise


def _read(call: Call) -> Written:
    try:
        written = read_written(call.stdin, call.console)
    except HarborError as error:
        if error.code is ErrorCode.TEXT_TOO_LONG:
            call.console.tell("add.too_long", limit=MAX_INPUT // 1024 // 1024)
        raise
    if not written.text.strip():
        raise HarborError(ErrorCode.TEXT_EMPTY)
    if written.reading is Reading.WINDOWS:
        call.console.tell("add.was_windows")
    elif written.reading is Reading.UTF16:
        call.console.tell("add.was_utf16")
    return written


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


def _into_vault(call: Call, keeping: _Keeping) -> None:
    """Save what can be saved; the first trouble stops it and is remembered."""
    session = call.services.session
    with closing(call):
        try:
            if call.secrets.given:
                found = session.unlock(call.secrets.read())
            elif session.header().slots_of(SlotType.KEYRING):
                found = session.unlock(None)
            else:
                return
            report(call, found)
            if found.read_only:
                raise HarborError(ErrorCode.VAULT_READ_ONLY)
            while keeping.waiting:
                call.services.journal.save(keeping.waiting[0], "terminal").result()
                keeping.in_vault.append(keeping.waiting.pop(0))
        except HarborError as error:
            keeping.trouble = error
        except KeyboardInterrupt:
            # Whoever has finished writing wants it kept, even if not all this waiting.
            call.console.tell("stopped")


def _into_inbox(call: Call, keeping: _Keeping) -> None:
    while keeping.waiting:
        call.services.inbox.seal(keeping.waiting[0], NoteKind.ENTRY)
        keeping.in_inbox.append(keeping.waiting.pop(0))


def _tell_lost(call: Call, keeping: _Keeping, written: Written) -> None:
    console = call.console
    if keeping.in_vault or keeping.in_inbox:
        console.tell("add.partly_kept", entries=len(keeping.in_vault) + len(keeping.in_inbox))
    console.tell("add.not_kept_typed" if written.typed else "add.not_kept_piped")


def _tell_kept(call: Call, keeping: _Keeping, ids: list[str]) -> Exit:
    console, trouble = call.console, keeping.trouble
    told = bool(keeping.in_inbox) and send_verb(socket_address(call.paths), "inbox")
    if console.json_mode:
        stored = "inbox" if keeping.in_inbox else "vault"
        more = {"ids": ids} if len(ids) > 1 else {}
        console.data({"id": ids[0], "stored": stored, **more})
    if len(ids) > 1:
        console.tell("add.several", entries=len(ids))
    if trouble is not None and trouble.code not in _QUIET:
        console.tell("add.still_kept")
        console.fail(trouble)
        return exit_of(trouble.code)
    if trouble is not None and trouble.code in KEYRING_CODES:
        console.tell_text(console.messages.sentence(trouble, terminal=True).what)
    if not keeping.in_inbox:
        console.say("add.kept_vault")
    else:
        console.say("add.kept_inbox_told" if told else "add.kept_inbox")
    if not console.json_mode:
        for entry_id in ids:
            console.line(entry_id)
    return Exit.OK
