"""Sheets of one's own: copied from another, changed, or made from nothing.

Each is a form without answers whose template is the sheet itself, so that it is saved in
sittings, sealed by a lock and kept in versions as every form is. What was filled in from an
older state keeps the sheet that it was filled in from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from safeharbor.content.sheets import sheet_body
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form import Form, Template
from safeharbor.domain.moment import Clock, Moment
from safeharbor.domain.sheet import Sheet
from safeharbor.services.executor import VaultThread
from safeharbor.services.filled_forms import found
from safeharbor.services.form_sitting import cleaned_form, write_form
from safeharbor.services.ids import new_id
from safeharbor.services.meant import sheet_under
from safeharbor.storage.payload import clean_value
from safeharbor.storage.transaction import Transaction

KIND: Final = "own_sheet"

_OWN: Final = re.compile(r"own_([0-9a-f]{32})")
_PORTION: Final = 100
_LARGEST: Final = 256 * 1024
"""Bytes of the JSON of one sheet; a file of a template has the same bound."""


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """One's own sheet with what its next save goes on from."""

    sheet: Sheet
    form_id: UUID
    revision: UUID | None
    trashed: bool = False


class OwnSheetService:
    """Own sheets of the unlocked vault.

    ``thread`` gives the vault thread and raises HarborError(SECRET_NEEDED) while it is locked.
    Futures carry HarborError(FORM_NOT_FOUND) where there is no such sheet.
    """

    def __init__(self, thread: Callable[[], VaultThread], clock: Clock) -> None:
        self._thread = thread
        self._clock = clock

    @staticmethod
    def new_id() -> str:
        """The id of a sheet about to be made."""
        return own_id(new_id())

    def snapshot(self, sheet: Sheet, base: UUID | None = None) -> FormSnapshot:
        """``sheet`` as its editor holds it, ready to be saved or sealed; ``base`` as for a form.

        Raises:
            HarborError: TEXT_TOO_LONG above 256 KiB; FORM_NOT_FOUND for an id that is not own.
        """
        return FormSnapshot(form_id_of(sheet.id), base, _template(sheet), self._now, Answers())

    def save(self, snapshot: FormSnapshot, origin: str = "") -> Future[Changes]:
        """Keep what the editor holds, by the rules of every form."""
        clean, now = cleaned_form(snapshot), self._now
        return self._thread().write(lambda tx: write_form(tx, clean, now, origin))

    def add(self, sheet: Sheet, origin: str = "") -> Future[Changes]:
        """Keep a new sheet.

        It gets an id of its own where it has none, or one that is taken: ``own_id`` of the form
        in the result says which.

        Raises:
            HarborError: TEXT_TOO_LONG above 256 KiB.
        """
        now = self._now
        _template(sheet)

        def job(tx: Transaction) -> Changes:
            match = _OWN.fullmatch(sheet.id)
            form_id = UUID(hex=match[1]) if match else new_id()
            if tx.forms.get(form_id) is not None or tx.forms.deleted(form_id):
                form_id = new_id()
            named = replace(sheet, id=own_id(form_id))
            snapshot = FormSnapshot(form_id, None, _template(named), now, Answers())
            return write_form(tx, snapshot, now, origin)

        return self._thread().write(job)

    def replace(self, sheet: Sheet, origin: str = "") -> Future[Changes]:
        """Keep a changed sheet under its id, with a higher ``rev``; nothing where it is the same.

        Raises:
            HarborError: TEXT_TOO_LONG above 256 KiB; FORM_NOT_FOUND for an id that is not own.
        """
        now, form_id = self._now, form_id_of(sheet.id)
        _template(sheet)

        def job(tx: Transaction) -> Changes:
            form = _own(tx, form_id)
            standing = sheet_under(tx, form.template)
            rev = max(sheet.rev, standing.rev if standing else 0)
            same = standing == replace(sheet, rev=rev)
            newer = replace(sheet, rev=rev if same else rev + 1)
            snapshot = FormSnapshot(
                form_id, form.head_revision, _template(newer), form.moment, Answers()
            )
            return write_form(tx, snapshot, now, origin)

        return self._thread().write(job)

    def get(self, sheet_id: str) -> Future[OwnSheet]:
        """One sheet, in the trash or not."""
        form_id = form_id_of(sheet_id)

        def job(tx: Transaction) -> OwnSheet:
            own = _read(tx, _own(tx, form_id))
            if own is None:
                raise HarborError(ErrorCode.FORM_NOT_FOUND)
            return own

        return self._thread().read(job)

    def list(self, *, trashed: bool = False) -> Future[tuple[Sheet, ...]]:
        """Every sheet by its title; those that a newer version made are left out."""
        return self._thread().read(lambda tx: _all(tx, trashed=trashed))

    def delete(self, sheet_id: str, origin: str = "") -> Future[Changes]:
        """Put a sheet into the trash; what was filled in from it stays as it is."""
        now = self._now.utc_us
        return self._touch(sheet_id, lambda tx, form_id: tx.forms.trash(form_id, now), origin)

    def restore(self, sheet_id: str, origin: str = "") -> Future[Changes]:
        """Take a sheet out of the trash."""
        now = self._now.utc_us
        return self._touch(sheet_id, lambda tx, form_id: tx.forms.restore(form_id, now), origin)

    def purge(self, sheet_id: str, origin: str = "") -> Future[Changes]:
        """Delete a sheet for good; what was filled in from it stays as it is."""
        now = self._now.utc_us

        def delete(tx: Transaction, form_id: UUID) -> None:
            tx.forms.delete(form_id, now)

        return self._touch(sheet_id, delete, origin)

    @property
    def _now(self) -> Moment:
        return self._clock.now()

    def _touch(
        self, sheet_id: str, change: Callable[[Transaction, UUID], None], origin: str
    ) -> Future[Changes]:
        form_id = form_id_of(sheet_id)

        def job(tx: Transaction) -> Changes:
            change(tx, _own(tx, form_id).id)
            return Changes(frozenset(), origin, forms=frozenset({form_id}))

        return self._thread().write(job)


def own_id(form_id: UUID) -> str:
    """The id of the sheet that is kept in the form ``form_id``."""
    return f"own_{form_id.hex}"


def form_id_of(sheet_id: str) -> UUID:
    """The form that a sheet of one's own is kept in.

    Raises:
        HarborError: FORM_NOT_FOUND, the id is none of a sheet of one's own.
    """
    match = _OWN.fullmatch(sheet_id)
    if match is None:
        raise HarborError(ErrorCode.FORM_NOT_FOUND)
    return UUID(hex=match[1])


def _template(sheet: Sheet) -> Template:
    """What is kept of ``sheet``, its texts cleaned."""
    body = clean_value(sheet_body(sheet))
    assert isinstance(body, dict)
    template = Template(KIND, sheet.id, sheet.rev, body)
    if len(template.text) > _LARGEST:
        raise HarborError(ErrorCode.TEXT_TOO_LONG)
    return template


def _own(tx: Transaction, form_id: UUID) -> Form:
    form = found(tx, form_id)
    if form.kind != KIND:
        raise HarborError(ErrorCode.FORM_NOT_FOUND)
    return form


def _read(tx: Transaction, form: Form) -> OwnSheet | None:
    """The sheet in ``form``, under its own id whatever the form says; None for a newer version."""
    sheet = sheet_under(tx, form.template)
    if sheet is None:
        return None
    named = replace(sheet, id=own_id(form.id))
    return OwnSheet(named, form.id, form.head_revision, form.trashed_utc_us is not None)


def _all(tx: Transaction, *, trashed: bool) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    before: int | None = None
    while lines := tx.form_lists.page(KIND, before, _PORTION, trashed=trashed):
        own = (_read(tx, found(tx, line.id)) for line in lines)
        sheets += [each.sheet for each in own if each is not None]
        before = lines[-1].sort_key
    return tuple(sorted(sheets, key=lambda each: (each.title.casefold(), each.title, each.id)))
