"""A new filled sheet out of JSON on stdin: kept where it opens without a question, else sealed.

Answers are looked at before anything is kept, and one that does not fit keeps nothing. A sheet
that has one copy only, and one of somebody's own, opens the journal first: what stands there
already decides where the answers go.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from safeharbor.cli.console import UsageError
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
from safeharbor.cli.unlocking import unlocked
from safeharbor.cli.worksheets import OWN, sheet_name
from safeharbor.content.sheets import SHEET_IDS, load_sheet, sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import KEEP, FilledSheet, kept_all_the_same
from safeharbor.domain.form_rules import row_reactions, visible
from safeharbor.domain.sheet import OTHER, FieldType, Reaction, Sheet
from safeharbor.exchange.sheet_json import read_answers
from safeharbor.services.ids import new_id

ORIGIN: Final = "terminal"


def new(call: Call) -> Exit:
    """Keep the answers on stdin."""
    name = sheet_name(call.args.sheet)
    if name in SHEET_IDS:
        sheet = load_sheet(name)
        return _into_journal(call, sheet) if sheet.living else _anywhere(call, sheet)
    if name.startswith(OWN):
        return _into_journal(call, name)
    raise UsageError(f"{call.console.words('worksheets.unknown')} {', '.join(SHEET_IDS)}.")


def _anywhere(call: Call, sheet: Sheet) -> Exit:
    """Into the vault or the inbox, under the same id."""
    check_before_typing(call)
    read_ahead(call)
    written = take_text(call)
    snapshot = _snapshot(call, sheet, written)
    saved: list[FormSnapshot] = []

    def save() -> None:
        call.services.sheets.save(snapshot, ORIGIN).result()
        saved.append(snapshot)

    trouble = in_vault(call, save)
    if not saved:
        try:
            call.services.inbox.seal_form(snapshot)
        except HarborError:
            tell_lost(call, written)
            raise
    _tell_beside(call, sheet, snapshot)
    return tell_kept(call, Kept([str(snapshot.form_id)], not saved, trouble))


def _into_journal(call: Call, wanted: Sheet | str) -> Exit:
    """Into the open vault alone; it is opened first, so that nobody types for nothing."""
    check_before_typing(call)
    with unlocked(call) as found:
        if found.read_only:
            raise HarborError(ErrorCode.VAULT_READ_ONLY)
        sheet = _own(call, wanted) if isinstance(wanted, str) else wanted
        written = take_text(call)
        snapshot = _snapshot(call, sheet, written)
        sheets = call.services.sheets
        living = sheets.living(sheet.id).result() if sheet.living else None
        if living is not None:
            snapshot = _joined(snapshot, living)
            sheets.close_sitting(living.form_id).result()
        try:
            sheets.save(snapshot, ORIGIN).result()
        except HarborError:
            tell_lost(call, written)
            raise
    if living is not None:
        call.console.tell("worksheets.one_copy")
    _tell_beside(call, sheet, snapshot)
    return tell_kept(call, Kept([str(snapshot.form_id)], sealed=False))


def _own(call: Call, sheet_id: str) -> Sheet:
    own = call.services.own_sheets.get(sheet_id).result()
    if own.trashed:
        raise HarborError(ErrorCode.FORM_NOT_FOUND)
    return own.sheet


def _snapshot(call: Call, sheet: Sheet, written: Written) -> FormSnapshot:
    raw = written.text.encode("utf-8", "surrogatepass")
    answers, title = read_answers(sheet, raw, lambda: new_id().bytes)
    if answers.empty:
        reason = call.console.words("worksheets.no_answers")
        raise HarborError(ErrorCode.ANSWERS_UNREADABLE, path="answers", reason=reason)
    kept = _kept_if_given(sheet, answers)
    return FormSnapshot(
        new_id(),
        None,
        sheet_template(sheet),
        call.services.clock.now(),
        answers,
        title,
        {KEEP: kept} if kept else {},
    )


def _kept_if_given(sheet: Sheet, answers: Answers) -> list[str]:
    """Fields that are kept because somebody wrote them down here."""
    held = {*answers.values, *answers.rows}
    offered = (each.id for each in sheet.fields if not each.stored and each.keep_label)
    return sorted(each for each in offered if {each, f"{each}_{OTHER}"} & held)


def _joined(snapshot: FormSnapshot, living: FilledSheet) -> FormSnapshot:
    """The one copy with the new answers in it; what was not named stays as it is."""
    answers = living.answers
    for name, value in snapshot.answers.values.items():
        answers = answers.with_value(name, value)
    for name, rows in snapshot.answers.rows.items():
        answers = answers.with_rows(name, rows)
    return replace(
        snapshot,
        form_id=living.form_id,
        base_revision=living.revision,
        moment=living.moment,
        answers=answers,
        title=snapshot.title or living.title,
        extra=_joined_extra(snapshot, living),
    )


def _joined_extra(snapshot: FormSnapshot, living: FilledSheet) -> dict[str, object]:
    keep = kept_all_the_same(living.extra) | kept_all_the_same(snapshot.extra)
    return {**living.extra, KEEP: sorted(keep)} if keep else dict(living.extra)


def _tell_beside(call: Call, sheet: Sheet, snapshot: FormSnapshot) -> None:
    """What is kept although it usually is not, and the way to help where an answer asks for it."""
    for name in _kept_if_given(sheet, snapshot.answers):
        call.console.tell("worksheets.kept_too", label=sheet.field(name).label)
    helping = [each for each in _held(sheet, snapshot.answers) if each.help]
    for note in dict.fromkeys(each.note for each in helping):
        if note:
            call.console.tell_text(note)
    if helping:
        call.console.tell("calm.danger")


def _held(sheet: Sheet, answers: Answers) -> list[Reaction]:
    """Everything that the answers call up."""
    held = [reaction for state in visible(sheet, answers) for reaction in state.reactions]
    for field in sheet.fields:
        if field.type == FieldType.ROWS:
            for row in answers.rows_of(field.id):
                held += [reaction for _, reaction in row_reactions(field, row)]
    return held
