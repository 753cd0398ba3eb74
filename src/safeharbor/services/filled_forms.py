"""Forms that were filled in, sheets and steps alike: saved, listed, in versions, thrown away.

Each call is one job on the vault thread and returns a future. What decides where a save goes is
in ``services/form_sitting.py``; what a field means is in the template that every form keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from safeharbor.content.sheets import sheet_of_body
from safeharbor.domain.answers import FormSnapshot, Row, from_answers
from safeharbor.domain.entry import TRASH_DAYS, Changes, RevisionInfo
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import (
    FilledSheet,
    SheetSummary,
    SheetVersion,
    kept_all_the_same,
    with_kept,
)
from safeharbor.domain.form import Form, Template
from safeharbor.domain.moment import Clock
from safeharbor.domain.sheet import Field, FieldType, Sheet
from safeharbor.services.executor import VaultThread
from safeharbor.services.form_sitting import cleaned_form, write_form
from safeharbor.services.ids import new_id
from safeharbor.storage.transaction import Transaction

_DAY_US: Final = 86_400_000_000
_PURGE_PORTION: Final = 200


class FormService:
    """Filled-in forms of one kind in the unlocked vault.

    ``thread`` gives the vault thread and raises HarborError(SECRET_NEEDED) while it is locked.
    Futures carry HarborError(FORM_NOT_FOUND) where there is no such form.
    """

    kind: ClassVar[str]
    """The kind of the forms that lists are made of."""

    def __init__(self, thread: Callable[[], VaultThread], clock: Clock) -> None:
        self._thread = thread
        self._clock = clock

    @staticmethod
    def new_id() -> UUID:
        """The id of a form about to be written (UUIDv7)."""
        return new_id()

    def save(self, snapshot: FormSnapshot, origin: str = "") -> Future[Changes]:
        """Keep ``snapshot``; the future's result means that it is durable.

        The result's ``revision`` is the base of the next save, and its ``forms`` has the id that
        the form has now: another one where it was deleted for good meanwhile. A snapshot whose
        base is no longer the head is kept as a version beside the line and overwrites nothing;
        only what it says is kept no longer leaves the head and every version.
        What is never stored is left out.

        Raises (through the future):
            HarborError: TEXT_TOO_LONG above 2 MiB in all, or what the store says.
        """
        now = self._clock.now()
        # A form may be long: whoever saves it does not wait until it is looked through.
        return self._write(lambda tx: write_form(tx, cleaned_form(snapshot), now, origin))

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

        ``before`` is the sort key of the last line, ``template_id`` asks for one sheet or step.
        """
        return self._thread().read(
            lambda tx: tx.form_lists.page(
                self.kind, before, limit, template_id=template_id, trashed=trashed
            )
        )

    def count(self) -> Future[int]:
        """How many there are, the trash left out."""
        return self._thread().read(lambda tx: tx.form_lists.count(self.kind))

    def living(self, template_id: str) -> Future[FilledSheet | None]:
        """The one copy of a form that has only one, such as the safety plan; None before it."""
        return self._thread().read(partial(living_of, kind=self.kind, template_id=template_id))

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
        """Make a kept state the present one, as a new version after the head.

        Which fields are kept although such fields are not stays as it is: a box says that, and
        no version.
        """
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
                with_kept(kept.extra, kept_all_the_same(form.extra)),
            )
            return write_form(tx, snapshot, now, origin)

        return self._write(job)

    def close_sitting(self, form_id: UUID) -> Future[None]:
        """The writer left the form: the next save begins a new version."""
        return self._thread().write(lambda tx: tx.revisions.close_open(form_id))

    def _touch(
        self, form_id: UUID, change: Callable[[Transaction], None], origin: str
    ) -> Future[Changes]:
        def job(tx: Transaction) -> Changes:
            found(tx, form_id)
            change(tx)
            return Changes(frozenset(), origin, forms=frozenset({form_id}))

        return self._write(job)

    def _write(self, job: Callable[[Transaction], Changes]) -> Future[Changes]:
        """Run ``job``, which changes something."""
        return self._thread().write(job)


def found(tx: Transaction, form_id: UUID) -> Form:
    """The form, in the trash or not; HarborError(FORM_NOT_FOUND) where there is none."""
    form = tx.forms.get(form_id)
    if form is None:
        raise HarborError(ErrorCode.FORM_NOT_FOUND)
    return form


def filled(tx: Transaction, form: Form, template: Template | None = None) -> FilledSheet:
    """``form`` with its template, which a caller that has it can hand in."""
    return FilledSheet(
        form_id=form.id,
        template=template or template_of(tx, form.template),
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


def living_of(tx: Transaction, kind: str, template_id: str) -> FilledSheet | None:
    """As ``FormService.living``."""
    form = tx.forms.newest(kind, template_id)
    return filled(tx, form) if form else None


def _version(tx: Transaction, revision_id: UUID) -> SheetVersion:
    kept = tx.revisions.get_form(revision_id)
    if kept is None:
        raise HarborError(ErrorCode.FORM_NOT_FOUND)
    info, state = kept
    template = template_of(tx, state.template)
    return SheetVersion(info, template, state.moment, state.answers, state.title, state.extra)


def template_of(tx: Transaction, named: bytes) -> Template:
    """The template of this hash."""
    template = tx.forms.template(named)
    if template is None:
        raise HarborError(ErrorCode.DATABASE_DAMAGED)
    return template
