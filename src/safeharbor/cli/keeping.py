"""What is common to everything that is kept from stdin: told before, read, kept, told after.

Where the vault opens without a question it goes in there, else it is sealed. The secret's line is
taken off stdin first, and what is wrong with it is told after the text is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from safeharbor.cli.console import Json
from safeharbor.cli.exits import Exit, exit_of
from safeharbor.cli.parts import Call
from safeharbor.cli.text_input import MAX_INPUT, Reading, Written, read_written
from safeharbor.cli.unlocking import KEYRING_CODES, closing, report
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.services.session import SessionState
from safeharbor.system.paths import socket_address
from safeharbor.system.pipe import send_verb

_QUIET: Final = KEYRING_CODES | {ErrorCode.VAULT_HELD}
"""What keeps the vault closed without anybody having done something wrong."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where something went: its ids, whether any of it is sealed, and what kept the vault shut."""

    ids: Sequence[str]
    sealed: bool
    trouble: HarborError | None = None


def check_before_typing(call: Call) -> None:
    """Whoever starts to write is told first if it could not be kept."""
    if call.services.session.state is SessionState.NO_VAULT:
        raise HarborError(ErrorCode.NO_VAULT)
    call.services.session.header()


def read_ahead(call: Call) -> None:
    """Take the secret's line off stdin; what is wrong with it is told after the text is kept."""
    if not call.secrets.on_stdin:
        return
    try:
        call.secrets.read()
    except HarborError as error:
        if error.code is not ErrorCode.SECRET_NEEDED:
            raise


def take_text(call: Call) -> Written:
    """Everything on stdin, and a word on how it had to be read.

    Raises:
        HarborError: TEXT_EMPTY, TEXT_TOO_LONG above 64 MiB, READ_FAILED.
    """
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


def in_vault(call: Call, save: Callable[[], None]) -> HarborError | None:
    """Open the vault if no question is needed, and ``save``; what stood in the way is returned."""
    session = call.services.session
    with closing(call):
        try:
            if call.secrets.given:
                found = session.unlock(call.secrets.read())
            elif session.header().slots_of(SlotType.KEYRING):
                found = session.unlock(None)
            else:
                return None
            report(call, found)
            if found.read_only:
                raise HarborError(ErrorCode.VAULT_READ_ONLY)
            save()
        except HarborError as error:
            return error
        except KeyboardInterrupt:
            # Whoever has finished writing wants it kept, even if not all this waiting.
            call.console.tell("stopped")
    return None


def tell_lost(call: Call, written: Written) -> None:
    """The text could not even be sealed: where it still is."""
    call.console.tell("add.not_kept_typed" if written.typed else "add.not_kept_piped")


def tell_kept(call: Call, kept: Kept) -> Exit:
    """Say where it went; a wrong secret is told last, and is the exit code."""
    console, trouble, ids = call.console, kept.trouble, kept.ids
    told = kept.sealed and send_verb(socket_address(call.paths), "inbox")
    if console.json_mode:
        more: dict[str, Json] = {"ids": list(ids)} if len(ids) > 1 else {}
        console.data({"id": ids[0], "stored": "inbox" if kept.sealed else "vault", **more})
    if len(ids) > 1:
        console.tell("add.several", entries=len(ids))
    if trouble is not None and trouble.code not in _QUIET:
        console.tell("add.still_kept")
        console.fail(trouble)
        return exit_of(trouble.code)
    if trouble is not None and trouble.code in KEYRING_CODES:
        console.tell_text(console.messages.sentence(trouble, terminal=True).what)
    if not kept.sealed:
        console.say("add.kept_vault")
    else:
        console.say("add.kept_inbox_told" if told else "add.kept_inbox")
    if not console.json_mode:
        for each in ids:
            console.line(each)
    return Exit.OK
