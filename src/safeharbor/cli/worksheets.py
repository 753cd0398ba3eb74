"""Worksheets in the terminal: which there are, what they ask, and those that were filled in.

Looking at a sheet that ships needs no journal. ``new`` and ``export`` have rooms of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from safeharbor.cli.console import Json
from safeharbor.cli.exits import Exit
from safeharbor.cli.parts import Call
from safeharbor.cli.unlocking import unlocked
from safeharbor.cli.worksheet_text import (
    answers_object,
    kept_answers,
    print_answers,
    print_sheet,
    put,
    sheet_object,
)
from safeharbor.content.sheets import SHEET_IDS, SHEET_KIND, load_sheet, sheet_catalogue
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FilledSheet, SheetSummary
from safeharbor.domain.sheet import Sheet

OWN: Final = "own_"
"""How the id of a sheet of one's own begins."""

_PAGE: Final = 200
_NAME: Final = 12


def worksheets(call: Call) -> Exit:
    """What ``safeharbor worksheets`` does, by its second word."""
    match call.args.action:
        case "list":
            return list_sheets(call)
        case "show":
            return show(call)
        case "new":
            from safeharbor.cli.worksheet_new import new

            return new(call)
    from safeharbor.cli.worksheet_export import export

    return export(call)


def list_sheets(call: Call) -> Exit:
    """Every sheet that ships; with ``--own`` one's own, with ``--filled`` what was filled in."""
    if call.args.filled:
        return _list_filled(call)
    if call.args.own:
        with unlocked(call):
            own = call.services.own_sheets.list().result()
        return _list(call, [(each.id, each.title, each.line) for each in own])
    cards = sheet_catalogue().values()
    return _list(call, [(card.id, card.title, card.line) for card in cards])


def _list(call: Call, rows: list[tuple[str, str, str]]) -> Exit:
    console = call.console
    if console.json_mode:
        sheets: list[Json] = [{"id": i, "title": title, "line": line} for i, title, line in rows]
        console.data({"sheets": sheets})
        return Exit.OK
    for sheet_id, title, line in rows:
        put(console, f"{sheet_id:<{_NAME}}  {title}")
        if line:
            put(console, line, _NAME + 2)
    if not rows:
        console.say("worksheets.none_own")
    return Exit.OK


def _list_filled(call: Call) -> Exit:
    console, count = call.console, 0
    with unlocked(call):
        rows = _summaries(call)
        if console.json_mode:
            made = (json.dumps(_summary_object(row), ensure_ascii=False) for row in rows)
            console.rows("filled", list(made))
            return Exit.OK
        for row in rows:
            count += 1
            console.line(f"{row.moment.local_date.isoformat()}  {_called(row)}")
            console.line(f"            {row.id}")
    if not count:
        console.say("worksheets.none")
    return Exit.OK


def _called(row: SheetSummary) -> str:
    sheet = row.sheet or row.template_id
    return f"{sheet}: {row.title}" if row.title else sheet


def _summaries(call: Call) -> Iterator[SheetSummary]:
    before: int | None = None
    while True:
        page = call.services.sheets.page(before, _PAGE).result()
        yield from page
        if len(page) < _PAGE:
            return
        before = page[-1].sort_key


def _summary_object(row: SheetSummary) -> dict[str, Json]:
    return {
        "id": str(row.id),
        "sheet": row.template_id,
        "title": row.title,
        "local_date": row.moment.local_date.isoformat(),
    }


def show(call: Call) -> Exit:
    """What a sheet asks, or a filled one with its answers."""
    wanted = sheet_name(call.args.id)
    if wanted in SHEET_IDS:
        return _show_sheet(call, load_sheet(wanted))
    if wanted.startswith(OWN):
        with unlocked(call):
            sheet = call.services.own_sheets.get(wanted).result().sheet
        return _show_sheet(call, sheet)
    form_id = form_named(wanted)
    with unlocked(call):
        filled = filled_sheet(call, form_id)
    return _show_filled(call, filled)


def sheet_name(typed: str) -> str:
    """The id of a sheet as it is kept; ``ws:`` may stand before it."""
    return typed.strip().removeprefix("ws:")


def form_named(typed: str) -> UUID:
    """The id of a filled sheet.

    Raises:
        HarborError: FORM_NOT_FOUND, it is none.
    """
    try:
        return UUID(typed)
    except ValueError as error:
        raise HarborError(ErrorCode.FORM_NOT_FOUND) from error


def filled_sheet(call: Call, form_id: UUID) -> FilledSheet:
    """A filled sheet of the unlocked vault.

    Raises:
        HarborError: FORM_NOT_FOUND, also for a form that is no sheet.
    """
    filled = call.services.sheets.get(form_id).result()
    if filled.template.kind != SHEET_KIND:
        raise HarborError(ErrorCode.FORM_NOT_FOUND)
    return filled


def _show_sheet(call: Call, sheet: Sheet) -> Exit:
    if call.console.json_mode:
        call.console.data(sheet_object(sheet))
    else:
        print_sheet(call.console, sheet)
    return Exit.OK


def _show_filled(call: Call, filled: FilledSheet) -> Exit:
    from safeharbor.services.sheets import readable_sheet

    console, sheet = call.console, readable_sheet(filled)
    answers, moment = kept_answers(sheet, filled), filled.moment
    if console.json_mode:
        console.data(
            {
                "id": str(filled.form_id),
                "sheet": filled.template.template_id,
                "title": filled.title,
                "local_date": moment.local_date.isoformat(),
                "created": moment.local_datetime.isoformat(),
                "zone": moment.zone,
                "trashed": filled.trashed,
                "answers": answers_object(sheet, answers),
            }
        )
        return Exit.OK
    put(console, filled.title or sheet.title)
    day = moment.local_date.isoformat()
    put(console, f"{day}  {sheet.title}" if filled.title else day)
    print_answers(console, sheet, answers)
    return Exit.OK
