"""One filled sheet as a file that other programs read, or on stdout.

What is printed of a sheet stands in ``domain/page.py``. It leaves the encrypted store, so that is
said before anything is written, and names leave as initials unless they are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from safeharbor.cli.console import UsageError
from safeharbor.cli.exits import Exit
from safeharbor.cli.parts import Call
from safeharbor.cli.unlocking import unlocked
from safeharbor.cli.worksheet_text import kept_answers
from safeharbor.cli.worksheets import filled_sheet, form_named
from safeharbor.domain.answers import Answers
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FilledSheet, kept_all_the_same
from safeharbor.domain.form_rules import guarded, people
from safeharbor.domain.initials import without_names
from safeharbor.domain.nameless import without_people
from safeharbor.domain.page import Page, PaperChoices, choosable, page
from safeharbor.domain.sheet import Sheet
from safeharbor.exchange.sheet_csv import Rated, scales_csv
from safeharbor.exchange.sheet_html import sheet_html
from safeharbor.exchange.sheet_json import write_answers
from safeharbor.exchange.sheet_markdown import page_markdown
from safeharbor.services.sheets import readable_sheet
from safeharbor.system import fs

STDOUT: Final = "-"

_PAGES: Final[dict[str, Callable[[Page], bytes]]] = {"md": page_markdown, "html": sheet_html}
"""Formats that show a sheet as it is printed."""


def export(call: Call) -> Exit:
    """Write one filled sheet."""
    form_id = form_named(call.args.id)
    target = None if call.args.to == STDOUT else Path(call.args.to)
    wanted = _wanted(call)
    if target is not None:
        _check_target(target, over=call.args.force)
    with unlocked(call):
        filled = filled_sheet(call, form_id)
        known = tuple(call.services.sheets.people().result())
    made = _made(call, filled, known, wanted)
    call.console.tell("worksheets.warning" if target else "worksheets.warning_stdout")
    if target is None:
        return _to_stdout(call, filled, made)
    if call.args.force:
        fs.replace_atomic(target, made)
    else:
        fs.write_new(target, made)
    shown = str(target.absolute())
    if call.console.json_mode:
        facts = {"id": str(filled.form_id), "path": shown, "format": call.args.format}
        call.console.data(dict(facts))
    call.console.say("export.done", path=shown)
    return Exit.OK


def _wanted(call: Call) -> tuple[str, ...]:
    """What is printed beside the usual, each named once.

    Raises:
        UsageError: the format has everything already.
    """
    named = (part.strip() for each in call.args.more for part in each.split(","))
    wanted = tuple(dict.fromkeys(filter(None, named)))
    if wanted and call.args.format not in _PAGES:
        raise UsageError("worksheets.with_all")
    return wanted


def _check_target(target: Path, *, over: bool) -> None:
    """Whether it could be written at all, before anybody is asked for a secret."""
    if os.path.lexists(target) and not over:
        raise HarborError(ErrorCode.TARGET_EXISTS, file=target.name)
    if not target.absolute().parent.is_dir():
        raise HarborError(ErrorCode.FILE_NOT_FOUND, file=target.absolute().parent.name)


def _made(
    call: Call, filled: FilledSheet, known: tuple[str, ...], wanted: tuple[str, ...]
) -> bytes:
    sheet = readable_sheet(filled)
    answers = kept_answers(sheet, filled)
    format_, initials = call.args.format, not call.args.names
    if initials and people(sheet, answers):
        call.console.tell("worksheets.initials")
    if format_ in _PAGES:
        keep = kept_all_the_same(filled.extra)
        choices = PaperChoices(
            initials=initials,
            chosen=frozenset(wanted),
            guarded=guarded(sheet, answers, None),
            keep=keep,
            title=filled.title,
            date=filled.moment.local_date.isoformat(),
            names=known,
        )
        _check_wanted(call, sheet, answers, choices)
        return _PAGES[format_](page(sheet, answers, choices))
    title = filled.title
    if initials:
        title = without_names(title, (*people(sheet, answers), *known))
        answers = without_people(sheet, answers, known)
    if format_ == "csv":
        rated = Rated(sheet, answers, filled.moment.local_date.isoformat(), title)
        return scales_csv([rated])
    return (write_answers(sheet, answers, title=title) + "\n").encode("utf-8")


def _check_wanted(call: Call, sheet: Sheet, answers: Answers, choices: PaperChoices) -> None:
    """Say what is left out; refuse what cannot be added.

    Raises:
        UsageError: something was asked for that the sheet cannot print.
    """
    offered = [each.key for each in choosable(sheet, answers, choices)]
    if not choices.chosen <= set(offered):
        if not offered:
            raise UsageError("worksheets.with_none")
        raise UsageError(f"{call.console.words('worksheets.with_unknown')} {', '.join(offered)}.")
    if rest := [each for each in offered if each not in choices.chosen]:
        call.console.tell_text(f"{call.console.words('worksheets.left_out')} {', '.join(rest)}.")


def _to_stdout(call: Call, filled: FilledSheet, made: bytes) -> Exit:
    text = made.decode("utf-8-sig").replace("\r\n", "\n")
    if call.console.json_mode:
        facts = {"id": str(filled.form_id), "format": call.args.format, "content": text}
        call.console.data(dict(facts))
    else:
        call.console.line(text.removesuffix("\n"))
    return Exit.OK
