"""Commands around one vault: making it, reading it, taking it elsewhere and bringing it back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from safeharbor.cli.console import Json, OutputError, UsageError
from safeharbor.cli.exits import Exit
from safeharbor.cli.parts import Call
from safeharbor.cli.text_input import decode, read_all
from safeharbor.cli.unlocking import KEYRING_CODES, closing, unlocked
from safeharbor.domain.entry import Entry, EntrySummary
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.policy import Policy
from safeharbor.domain.text import count_words
from safeharbor.services.backup import Restored
from safeharbor.services.journal import PageRequest
from safeharbor.services.search import FormHit, Found
from safeharbor.services.session import SessionState
from safeharbor.system import fs

_PAGE: Final = 200


def init(call: Call) -> Exit:
    """Make a vault and show its recovery code, once."""
    session, console = call.services.session, call.console
    _refuse_existing(call)
    kit: Path | None = call.args.kit
    if kit is not None:
        _check_new_file(kit)
    policy = Policy(call.args.policy)
    passphrase = None if policy is Policy.SIMPLE else _new_passphrase(call)
    with closing(call):
        made = session.create(policy, passphrase)
        _show_code(call, made.recovery_code)
        if kit is not None:
            fs.write_new(kit, made.kit_html.encode("utf-8"))
            console.tell("init.kit", path=str(kit.absolute()))
            console.tell("init.kit_warning")
    return Exit.OK


def _refuse_existing(call: Call) -> None:
    if call.services.session.state is not SessionState.NO_VAULT:
        call.services.session.header()
        raise HarborError(ErrorCode.VAULT_EXISTS)


def _check_new_file(path: Path) -> None:
    if os.path.lexists(path):
        raise HarborError(ErrorCode.TARGET_EXISTS, file=path.name)
    if not path.absolute().parent.is_dir():
        raise HarborError(ErrorCode.FILE_NOT_FOUND, file=path.absolute().parent.name)


def _new_passphrase(call: Call) -> str:
    secrets = call.secrets
    if secrets.given:
        try:
            return secrets.read()
        except HarborError as error:
            raise UsageError("usage.no_passphrase") from error
    if not secrets.can_ask():
        raise UsageError("usage.no_passphrase")
    first = secrets.ask(call.console.words("init.ask_new"))
    if secrets.ask(call.console.words("init.ask_again")) != first:
        raise UsageError("init.mismatch")
    return first


def _show_code(call: Call, code: str) -> None:
    """The code has to reach somebody: a closed output is said on the other stream."""
    console = call.console
    try:
        if console.json_mode:
            console.data({"recovery_code": code, "home": str(call.paths.root)})
        else:
            console.say("init.done", path=str(call.paths.root))
            console.line()
            console.say("init.code")
            console.line(f"  {code}")
            console.line()
            console.say("init.code_keep")
            console.say("init.code_again")
        console.put("", now=True)
    except OutputError as error:
        console.tell("init.code_unshown")
        raise HarborError(ErrorCode.WRITE_FAILED, file="stdout") from error


def list_entries(call: Call) -> Exit:
    """The entries of the journal, newest first."""
    console, count = call.console, 0
    with unlocked(call):
        rows = _summaries(call)
        if console.json_mode:
            console.rows("entries", [_json_row(_summary_object(row)) for row in rows])
            return Exit.OK
        for row in rows:
            count += 1
            _print_summary(call, row)
            words = console.words("list.words", count=row.words or 0)
            console.line("  ".join([" " * 10, words, *(f"#{tag}" for tag in row.tags)]).rstrip())
    if not count:
        console.say("list.none")
    return Exit.OK


def _summaries(call: Call) -> Iterator[EntrySummary]:
    before: int | None = None
    args = call.args
    tag = args.tag.strip().removeprefix("#") if args.tag else None
    while True:
        request = PageRequest(
            before=before,
            limit=_PAGE,
            day_from=args.day_from,
            day_to=args.day_to,
            tag=tag,
            with_words=True,
        )
        page = call.services.journal.page(request).result()
        yield from page
        if len(page) < _PAGE:
            return
        before = page[-1].sort_key


def _print_summary(call: Call, row: EntrySummary) -> None:
    _print_line(call, row.moment, row.title, row.id)


def _print_line(call: Call, moment: Moment, title: str, item: UUID) -> None:
    name = title or call.console.words("untitled")
    call.console.line(f"{moment.local_date.isoformat()}  {name}")
    call.console.line(f"            {item}")


def _summary_object(row: EntrySummary) -> dict[str, Json]:
    return {
        "id": str(row.id),
        "title": row.title,
        "local_date": row.moment.local_date.isoformat(),
        "tags": list(row.tags),
        "mood": row.mood.value if row.mood else None,
        "words": row.words,
    }


def show(call: Call) -> Exit:
    """One entry, whole."""
    try:
        entry_id = UUID(call.args.id)
    except ValueError as error:
        raise HarborError(ErrorCode.ENTRY_NOT_FOUND) from error
    with unlocked(call):
        entry = call.services.journal.get(entry_id).result()
    console, content = call.console, entry.content
    if console.json_mode:
        console.data(_entry_object(entry))
        return Exit.OK
    console.line(content.title or console.words("untitled"))
    console.line("  ".join([entry.moment.local_date.isoformat(), *(f"#{t}" for t in content.tags)]))
    console.line()
    console.line(content.body)
    return Exit.OK


def _entry_object(entry: Entry) -> dict[str, Json]:
    content = entry.content
    return {
        "id": str(entry.id),
        "title": content.title,
        "body": content.body,
        "local_date": entry.moment.local_date.isoformat(),
        "created": entry.moment.local_datetime.isoformat(),
        "zone": entry.moment.zone,
        "tags": list(content.tags),
        "mood": content.mood.value if content.mood else None,
        "starred": content.starred,
        "trashed": entry.trashed_utc_us is not None,
        "words": count_words(content.body),
    }


def search(call: Call) -> Exit:
    """Entries, worksheets and steps in which the words stand; ``-`` reads them from stdin."""
    console, count = call.console, 0
    query = " ".join(call.args.query)
    if query == "-":
        query = decode(call.stdin.readline())[0].strip()
    with unlocked(call):
        hits = _hits(call, query)
        if console.json_mode:
            console.rows("hits", [_json_row(_hit_object(hit)) for hit in hits])
            return Exit.OK
        for hit in hits:
            count += 1
            _print_line(call, hit.moment, hit.title, _id_of(hit))
            console.line("            " + " ".join(hit.snippet.text.split()))
    if not count:
        console.say("search.none")
    return Exit.OK


def _hits(call: Call, query: str) -> Iterator[Found]:
    before: int | None = None
    while True:
        page = call.services.search.page(query, before, _PAGE).result()
        yield from page
        if len(page) < _PAGE:
            return
        before = page[-1].place


def _hit_object(hit: Found) -> dict[str, Json]:
    return {
        "kind": hit.kind if isinstance(hit, FormHit) else "entry",
        "id": str(_id_of(hit)),
        "title": hit.title,
        "local_date": hit.moment.local_date.isoformat(),
        "snippet": hit.snippet.text,
    }


def _id_of(hit: Found) -> UUID:
    return hit.id if isinstance(hit, FormHit) else hit.summary.id


def _json_row(row: dict[str, Json]) -> str:
    return json.dumps(row, ensure_ascii=False)


def export(call: Call) -> Exit:
    """Markdown files that anyone can read, and it says so first."""
    target: Path = call.args.to
    with unlocked(call):
        call.console.tell("export.warning")
        facts = call.services.export.markdown(target)
    _done(call, "export", facts.path, facts.entries, sheets=facts.sheets, steps=facts.steps)
    if facts.sheets:
        call.console.say("export.sheets", sheets=facts.sheets)
    if facts.steps:
        call.console.say("export.steps", steps=facts.steps)
    return Exit.OK


def backup(call: Call) -> Exit:
    """A bundle that was checked by opening it again."""
    with unlocked(call):
        facts = call.services.backup.create(call.args.to).result()
    _done(call, "backup", facts.path, facts.entries, bytes=facts.size)
    return Exit.OK


def restore(call: Call) -> Exit:
    """A bundle into an empty home or beside the vault; a bare database file with the kit."""
    file: Path = call.args.file
    if file.suffix.lower() == ".db":
        restored = _restore_from_kit(call, file)
    else:
        restored = _restore_bundle(call, file)
    console, home = call.console, str(restored.home)
    if console.json_mode:
        console.data({"home": home, "entries": restored.entries})
        return Exit.OK
    console.say("restore.done", path=home)
    console.say("restore.entries", entries=restored.entries)
    if restored.home != call.paths.root:
        console.say("restore.open", path=home)
    return Exit.OK


def _restore_bundle(call: Call, file: Path) -> Restored:
    """The secret that was handed in, else the keyring of this computer, else a prompt."""
    backup = call.services.backup
    if call.secrets.given:
        return backup.restore(file, call.secrets.read())
    try:
        return backup.restore(file, None)
    except HarborError as error:
        if error.code not in KEYRING_CODES | {ErrorCode.SECRET_NEEDED}:
            raise
        if not call.secrets.can_ask():
            raise
    return backup.restore(file, call.secrets.ask(call.console.words("secret.ask")))


def _restore_from_kit(call: Call, file: Path) -> Restored:
    """The kit's text comes by stdin, the recovery code like any secret."""
    secrets = call.secrets
    if secrets.on_stdin:
        secrets.read()
    typed = call.stdin.isatty()
    if typed:
        call.console.tell("restore.kit_hint")
    # A pipe may have it broken over several lines.
    raw = call.stdin.readline() if typed else read_all(call.stdin)
    kit = decode(raw)[0].strip()
    if not kit:
        raise HarborError(ErrorCode.KIT_UNREADABLE)
    if not secrets.given and not secrets.can_ask():
        raise HarborError(ErrorCode.SECRET_NEEDED)
    code = secrets.read() if secrets.given else secrets.ask(call.console.words("secret.ask_code"))
    return call.services.backup.restore_from_kit(file, kit, code)


def _done(call: Call, name: str, path: Path, entries: int, **more: int) -> None:
    console, shown = call.console, str(path.absolute())
    if console.json_mode:
        console.data({"path": shown, "entries": entries, **more})
        return
    console.say(f"{name}.done", path=shown)
    console.say(f"{name}.entries", entries=entries)
