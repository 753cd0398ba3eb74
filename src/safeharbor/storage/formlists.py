"""Forms as lines of a list: read without their answers, so that a thousand of them come at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from safeharbor.domain.filled import SheetSummary, attached_to
from safeharbor.domain.moment import HybridClock
from safeharbor.storage.forms import FormRepository
from safeharbor.storage.payload import unpack_extra
from safeharbor.storage.rows import moment_of_row
from safeharbor.storage.schema import FORM, FORM_TEMPLATE, REVISION, AnyRow

_LINE: Final = (
    sa.select(
        FORM.c.sort_key,
        FORM.c.id,
        FORM.c.local_date,
        FORM.c.utc_us,
        FORM.c.offset_min,
        FORM.c.zone,
        FORM.c.title,
        FORM.c.extra,
        FORM.c.template_hash,
        FORM_TEMPLATE.c.template_id,
        REVISION.c.hlc,
    )
    .join(FORM_TEMPLATE, FORM_TEMPLATE.c.hash == FORM.c.template_hash)
    .outerjoin(REVISION, REVISION.c.id == FORM.c.head_rev)
    .where(FORM.c.kind == sa.bindparam("of"))
    .order_by(FORM.c.sort_key.desc())
)
"""A line of a list; reading it touches no answer and no kept state."""
_LIVE: Final = FORM.c.trashed_utc_us.is_(None)
_TRASHED: Final = FORM.c.trashed_utc_us.is_not(None)
_COUNT: Final = (
    sa.select(sa.func.count()).select_from(FORM).where(FORM.c.kind == sa.bindparam("of"), _LIVE)
)
_OF: Final = (
    sa.select(FORM.c.id)
    .join(FORM_TEMPLATE, FORM_TEMPLATE.c.hash == FORM.c.template_hash)
    .where(FORM.c.kind == sa.bindparam("of"), _LIVE)
    .order_by(FORM.c.utc_us.desc(), FORM.c.sort_key.desc())
)
# CROSS JOIN fixes the order of the loops: few changes, and the form of each by its id.
_CHANGED: Final = sa.text(
    "SELECT DISTINCT f.id FROM change c CROSS JOIN form f ON f.id = c.entity"
    " WHERE c.seq > :last AND f.kind = :of AND f.trashed_utc_us IS NULL"
)
_IN_USE: Final = sa.select(FORM.c.template_hash).where(FORM.c.kind == sa.bindparam("of")).distinct()


class FormLists:
    """Lists of forms in one transaction."""

    def __init__(self, connection: sa.Connection, forms: FormRepository) -> None:
        self._connection = connection
        self._forms = forms

    def page(
        self,
        kind: str,
        before: int | None = None,
        limit: int = 50,
        *,
        template_id: str | None = None,
        trashed: bool = False,
    ) -> list[SheetSummary]:
        """At most ``limit`` forms of a kind as lines of a list, newest first.

        ``before`` asks for those older than a sort key, ``template_id`` for those of one template.
        """
        wanted = _LINE.where(_TRASHED if trashed else _LIVE).limit(limit)
        if before is not None:
            wanted = wanted.where(FORM.c.sort_key < before)
        if template_id is not None:
            wanted = wanted.where(FORM_TEMPLATE.c.template_id == template_id)
        return self._lines(self._connection.execute(wanted, {"of": kind}).all())

    def attached(self, kind: str, entry_id: UUID) -> list[SheetSummary]:
        """The forms of a kind that are attached to an entry, newest first, outside the trash."""
        # What stands in the column is ASCII, so SQLite can look into it.
        found = _LINE.where(_LIVE, sa.func.instr(FORM.c.extra, entry_id.hex) > 0)
        rows = self._connection.execute(found, {"of": kind}).all()
        return self._lines([r for r in rows if attached_to(unpack_extra(r.extra)) == entry_id])

    def count(self, kind: str) -> int:
        """How many forms of a kind there are, the trash left out."""
        return self._connection.scalar(_COUNT, {"of": kind}) or 0

    def templates(self, kind: str) -> list[bytes]:
        """The hashes of the templates that forms of a kind stand under, in no order."""
        return list(self._connection.scalars(_IN_USE, {"of": kind}))

    def ids(
        self, kind: str, *, template_id: str | None = None, prefix: str | None = None
    ) -> list[UUID]:
        """The forms of a kind outside the trash, the one that was begun last first.

        ``template_id`` asks for those of one template, in whatever version; ``prefix`` for those
        whose template's id begins so.
        """
        wanted = _OF
        if template_id is not None:
            wanted = wanted.where(FORM_TEMPLATE.c.template_id == template_id)
        if prefix is not None:
            begins = sa.func.substr(FORM_TEMPLATE.c.template_id, 1, len(prefix))
            wanted = wanted.where(begins == prefix)
        found = self._connection.scalars(wanted, {"of": kind})
        return [UUID(bytes=form_id) for form_id in found]

    def changed_since(self, kind: str, sequence: int) -> list[UUID]:
        """The forms of a kind outside the trash that a change after ``sequence`` was made to."""
        found = self._connection.scalars(_CHANGED, {"of": kind, "last": sequence})
        return [UUID(bytes=form_id) for form_id in found]

    def _lines(self, rows: Sequence[AnyRow]) -> list[SheetSummary]:
        titles: dict[bytes, str] = {}
        for row in rows:
            if row.template_hash not in titles:
                titles[row.template_hash] = self._title(row.template_hash)
        return [_line(row, titles[row.template_hash]) for row in rows]

    def _title(self, named: bytes) -> str:
        template = self._forms.template(named)
        title = template.body.get("title") if template else None
        return title if isinstance(title, str) else ""


def _line(row: AnyRow, sheet: str) -> SheetSummary:
    moment = moment_of_row(row)
    return SheetSummary(
        id=UUID(bytes=row.id),
        template_id=row.template_id,
        sheet=sheet,
        title=row.title,
        moment=moment,
        updated=moment.utc_us // 1000 if row.hlc is None else HybridClock.milliseconds(row.hlc),
        sort_key=row.sort_key,
    )
