"""Worksheets that were filled in: saved, listed, kept in versions, thrown away.

Each call is one job on the vault thread and returns a future. What decides where a save goes is
in ``services/form_sitting.py``; what a field means is in the template that every sheet keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final
from uuid import UUID

from safeharbor.content.sheets import sheet_of_body
from safeharbor.domain.answers import FormSnapshot, Row, from_answers
from safeharbor.domain.entry import TRASH_DAYS, Changes, RevisionInfo
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import ATTACHED, FilledSheet, SheetSummary, SheetVersion
from safeharbor.domain.form import Form, Template
from safeharbor.domain.form_rules import people
from safeharbor.domain.meant import MeantItem
from safeharbor.domain.moment import Clock
from safeharbor.domain.sheet import Field, FieldType, Sheet
from safeharbor.services.executor import VaultThread
from safeharbor.services.form_sitting import cleaned_form, write_form
from safeharbor.services.ids import new_id
from safeharbor.services.meant import meant_of, sheet_under
from safeharbor.services.open_plan import OpenPlanService
from safeharbor.storage.transaction import Transaction

__all__ = ["KIND", "FilledSheet", "MeantItem", "SheetService", "SheetSummary", "SheetVersion"]

KIND: Final = "sheet"
SUPPORT_MAP: Final = "support"
"""The sheet that other sheets take names from."""

_DAY_US: Final = 86_400_000_000
_PURGE_PORTION: Final = 200


class SheetService:
    """Filled-in worksheets of the unlocked vault.

    ``thread`` gives the vault thread and raises HarborError(SECRET_NEEDED) while it is locked.
    Futures carry HarborError(FORM_NOT_FOUND) where there is no such form.
    """

    def __init__(
        self, thread: Callable[[], VaultThread], clock: Clock, open_plan: OpenPlanService
    ) -> None:
        self._thread = thread
        self._clock = clock
        self._open_plan = open_plan

    @staticmethod
    def new_id() -> UUID:
        """The id of a form about to be written (UUIDv7)."""
        return new_id()

    def save(self, snapshot: FormSnapshot, origin: str = "") -> Future[Changes]:
        """Keep ``snapshot``; the future's result means that it is durable.

        The result's ``revision`` is the base of the next save, and its ``forms`` has the id that
        the form has now: another one where it was deleted for good meanwhile. A snapshot whose
        base is no longer the head is kept as a version beside the line and overwrites nothing.
        What is never stored is left out.

        Raises (directly, or through the future):
            HarborError: TEXT_TOO_LONG above 2 MiB in all, or what the store says.
        """
        clean, now = cleaned_form(snapshot), self._clock.now()
        return self._write(lambda tx: write_form(tx, clean, now, origin))

    def get(self, form_id: UUID) -> Future[FilledSheet]:
        """One form, whole, in the trash or not."""
        return self._thread().read(lambda tx: filled(tx, found(tx, form_id)))

    def page(
        self,
        before: int | None = None,
        limit: int = 50,
        template_id: str | None = None,
        *,
        trashed: bool = False,
    ) -> Future[list[SheetSummary]]:
        """At most ``limit`` lines of the list, newest first.

        ``before`` is the sort key of the last line, ``template_id`` asks for one sheet alone.
        """
        return self._thread().read(
            lambda tx: tx.form_lists.page(
                KIND, before, limit, template_id=template_id, trashed=trashed
            )
        )

    def count(self) -> Future[int]:
        """How many sheets there are, the trash left out."""
        return self._thread().read(lambda tx: tx.form_lists.count(KIND))

    def living(self, template_id: str) -> Future[FilledSheet | None]:
        """The one copy of a sheet that has only one, such as the safety plan; None before it."""
        return self._thread().read(partial(living_of, template_id=template_id))

    def trash(self, form_id: UUID, origin: str = "") -> Future[Changes]:
        """Put a form into the trash, where it stays for 30 days."""
        now = self._clock.now().utc_us
        return self._touch(form_id, lambda tx: tx.forms.trash(form_id, now), origin)

    def restore(self, form_id: UUID, origin: str = "") -> Future[Changes]:
        """Take a form out of the trash."""
        now = self._clock.now().utc_us
        return self._touch(form_id, lambda tx: tx.forms.restore(form_id, now), origin)

    def purge(self, form_id: UUID, origin: str = "") -> Future[Changes]:
        """Delete a form for good, with its versions."""
        now = self._clock.now().utc_us

        def delete(tx: Transaction) -> None:
            tx.forms.delete(form_id, now)

        return self._touch(form_id, delete, origin)

    def purge_expired(self) -> Future[int]:
        """Delete for good, in slices, what has been in the trash for 30 days."""
        now = self._clock.now().utc_us
        limit = now - TRASH_DAYS * _DAY_US

        def step(tx: Transaction) -> int:
            ids = tx.forms.expired_trash(limit, _PURGE_PORTION)
            return sum(tx.forms.delete(form_id, now) for form_id in ids)

        return self._thread().slices(step)

    def versions(self, form_id: UUID) -> Future[list[RevisionInfo]]:
        """The kept states of a form, newest first."""
        return self._thread().read(lambda tx: tx.revisions.list(form_id))

    def version(self, revision_id: UUID) -> Future[SheetVersion]:
        """One kept state with its answers."""
        return self._thread().read(lambda tx: _version(tx, revision_id))

    def restore_version(self, revision_id: UUID, origin: str = "") -> Future[Changes]:
        """Make a kept state the present one, as a new version after the head."""
        now = self._clock.now()

        def job(tx: Transaction) -> Changes:
            kept = _version(tx, revision_id)
            form = found(tx, kept.info.entry_id)
            tx.revisions.close_open(form.id)
            snapshot = FormSnapshot(
                form.id,
                form.head_revision,
                kept.template,
                form.moment,
                kept.answers,
                kept.title,
                kept.extra,
            )
            return write_form(tx, snapshot, now, origin)

        return self._write(job)

    def close_sitting(self, form_id: UUID) -> Future[None]:
        """The writer left the form: the next save begins a new version."""
        return self._thread().write(lambda tx: tx.revisions.close_open(form_id))

    def attach(self, form_id: UUID, entry_id: UUID | None, origin: str = "") -> Future[Changes]:
        """Let a form belong to an entry of the journal, or to none."""
        now = self._clock.now().utc_us
        named = entry_id.hex if entry_id else None

        def job(tx: Transaction) -> None:
            if entry_id is not None and tx.entries.get(entry_id) is None:
                raise HarborError(ErrorCode.ENTRY_NOT_FOUND)
            tx.forms.set_extra(form_id, ATTACHED, named, now)

        return self._touch(form_id, job, origin)

    def attached(self, entry_id: UUID) -> Future[list[SheetSummary]]:
        """The sheets that belong to an entry, newest first."""
        return self._thread().read(lambda tx: tx.form_lists.attached(KIND, entry_id))

    def meant(self, before: int | None = None, limit: int = 200) -> Future[list[MeantItem]]:
        """What somebody meant to do, in sheets and steps, the newest form first.

        At least ``limit`` items where there are so many: a form is never split. ``before`` is the
        sort key of the last one. Which day comes first is for the page to say.
        """
        return self._thread().read(lambda tx: meant_of(tx, before, limit))

    def people(self) -> Future[list[str]]:
        """The names in the support map, each once, in its order."""
        return self._thread().read(_people)

    def _touch(
        self, form_id: UUID, change: Callable[[Transaction], None], origin: str
    ) -> Future[Changes]:
        def job(tx: Transaction) -> Changes:
            found(tx, form_id)
            change(tx)
            return Changes(frozenset(), origin, forms=frozenset({form_id}))

        return self._write(job)

    def _write(self, job: Callable[[Transaction], Changes]) -> Future[Changes]:
        """Run ``job``; the page that is readable without unlocking follows it."""
        thread = self._thread()
        future = thread.write(job)
        if self._open_plan.is_on:
            # A read: it begins after the commit, and a lock that passes it renews the page itself.
            thread.read(self._open_plan.renew)
        return future


def found(tx: Transaction, form_id: UUID) -> Form:
    """The form, in the trash or not; HarborError(FORM_NOT_FOUND) where there is none."""
    form = tx.forms.get(form_id)
    if form is None:
        raise HarborError(ErrorCode.FORM_NOT_FOUND)
    return form


def filled(tx: Transaction, form: Form) -> FilledSheet:
    """``form`` with its template."""
    return FilledSheet(
        form_id=form.id,
        template=_template(tx, form.template),
        revision=form.head_revision,
        moment=form.moment,
        title=form.title,
        answers=from_answers(form.answers),
        extra=form.extra,
        trashed=form.trashed_utc_us is not None,
        sort_key=form.sort_key or 0,
    )


def readable_sheet(filled: FilledSheet) -> Sheet:
    """The sheet that was filled in; of one that only a newer version understands what shows."""
    body = filled.template.body
    try:
        return sheet_of_body(body)
    except HarborError:
        title = body.get("title")
        named = title if isinstance(title, str) else filled.template.template_id
        rows = (_plain_rows(name, each) for name, each in filled.answers.rows.items())
        return Sheet(filled.template.template_id, 0, named, "", "", tuple(rows))


def _plain_rows(name: str, rows: tuple[Row, ...]) -> Field:
    columns = dict.fromkeys(column for row in rows for column in row.values)
    asked = tuple(Field(column, FieldType.TEXT, column) for column in columns)
    return Field(name, FieldType.ROWS, name, columns=asked)


def living_of(tx: Transaction, template_id: str) -> FilledSheet | None:
    """As ``SheetService.living``."""
    form = tx.forms.newest(KIND, template_id)
    return filled(tx, form) if form else None


def _people(tx: Transaction) -> list[str]:
    form = tx.forms.newest(KIND, SUPPORT_MAP)
    sheet = sheet_under(tx, form.template) if form else None
    if form is None or sheet is None:
        return []
    return list(people(sheet, from_answers(form.answers)))


def _version(tx: Transaction, revision_id: UUID) -> SheetVersion:
    kept = tx.revisions.get_form(revision_id)
    if kept is None:
        raise HarborError(ErrorCode.FORM_NOT_FOUND)
    info, state = kept
    template = _template(tx, state.template)
    return SheetVersion(info, template, state.moment, state.answers, state.title, state.extra)


def _template(tx: Transaction, named: bytes) -> Template:
    template = tx.forms.template(named)
    if template is None:
        raise HarborError(ErrorCode.DATABASE_DAMAGED)
    return template
