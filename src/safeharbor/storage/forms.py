"""Forms and what was answered in them: kept, listed by date, deleted for good.

This is the part that practices, worksheets and the steps of guides have in common. A form stands
under a template that is kept as it was then; values are JSON, and fields, kinds and members that
only newer versions know stay as they are. It knows nothing of what a field means.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form import Answer, Form, Template
from safeharbor.domain.text import clean
from safeharbor.storage.changes import NO_REVISION, ChangeKind, ChangeLog
from safeharbor.storage.freekeys import free_form_key
from safeharbor.storage.payload import pack_extra, pack_value, unpack_extra, unpack_value
from safeharbor.storage.revisions import RevisionRepository
from safeharbor.storage.rows import moment_columns, moment_of_row, storable_moment
from safeharbor.storage.schema import ANSWER, FORM, FORM_TEMPLATE, AnyRow

_LAST_KEY: Final = (1 << 63) - 1

_ADD_TEMPLATE: Final = insert(FORM_TEMPLATE).on_conflict_do_nothing()
_TEMPLATE: Final = sa.select(FORM_TEMPLATE).where(FORM_TEMPLATE.c.hash == sa.bindparam("of"))
_INSERT: Final = sa.insert(FORM)
_ANSWER: Final = sa.insert(ANSWER)
_GET: Final = sa.select(FORM).where(FORM.c.id == sa.bindparam("of"))
_PAGE: Final = (
    sa.select(FORM)
    .where(
        FORM.c.kind == sa.bindparam("of"),
        FORM.c.trashed_utc_us.is_(None),
        FORM.c.sort_key < sa.bindparam("before"),
    )
    .order_by(FORM.c.sort_key.desc())
    .limit(sa.bindparam("most"))
)
_ANSWERS: Final = (
    sa.select(ANSWER.c.form, ANSWER.c.field, ANSWER.c.row_id, ANSWER.c.value)
    .where(ANSWER.c.form.in_(sa.bindparam("forms", expanding=True)))
    .order_by(ANSWER.c.form, ANSWER.c.field, ANSWER.c.row_id)
)
_SOME: Final = (
    sa.select(FORM.c.id).where(FORM.c.kind == sa.bindparam("of")).limit(sa.bindparam("most"))
)
_DELETE: Final = sa.delete(FORM).where(FORM.c.id == sa.bindparam("of"))


class FormRepository:
    """Forms in one transaction."""

    def __init__(
        self, connection: sa.Connection, log: ChangeLog, revisions: RevisionRepository
    ) -> None:
        self._connection = connection
        self._log = log
        self._revisions = revisions

    def add_template(self, template: Template) -> None:
        """Keep a template under its hash, unless it is there."""
        self._connection.execute(
            _ADD_TEMPLATE,
            {
                "hash": template.hash,
                "kind": template.kind,
                "template_id": template.template_id,
                "version": template.version,
                "body": template.text,
            },
        )

    def template(self, named: bytes) -> Template | None:
        """The template with this hash.

        Raises:
            HarborError: DATABASE_DAMAGED.
        """
        row = self._connection.execute(_TEMPLATE, {"of": named}).first()
        if row is None:
            return None
        try:
            body = json.loads(row.body)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise HarborError(ErrorCode.DATABASE_DAMAGED)
        return Template(row.kind, row.template_id, row.version, body)

    def insert(self, form: Form, utc_us: int) -> None:
        """Keep a new form with its answers, at the instant ``utc_us``; its template is there.

        Its sort key is made of its moment.

        Raises:
            HarborError: DATE_UNREADABLE for a moment beyond 64 bits.
        """
        moment = storable_moment(form.moment)
        head = form.head_revision
        self._connection.execute(
            _INSERT,
            {
                **moment_columns(moment),
                "sort_key": free_form_key(self._connection, moment),
                "id": form.id.bytes,
                "kind": form.kind,
                "template_hash": form.template,
                "head_rev": head.bytes if head else NO_REVISION,
                "trashed_utc_us": form.trashed_utc_us,
                "title": clean(form.title),
                "extra": pack_extra(form.extra),
            },
        )
        stamp = self._log.stamp(utc_us)
        answers = [self._columns(form.id, answer, stamp) for answer in form.answers]
        if answers:
            self._connection.execute(_ANSWER, answers)
        self._log.record(form.id, ChangeKind.FORM, stamp)

    def get(self, form_id: UUID) -> Form | None:
        """A form with its answers; None where there is none."""
        rows = self._connection.execute(_GET, {"of": form_id.bytes}).all()
        return next(iter(self._forms(rows)), None)

    def page(self, kind: str, before: int | None = None, limit: int = 50) -> list[Form]:
        """At most ``limit`` forms of a kind, newest first, outside the trash.

        ``before`` asks for those older than a sort key.
        """
        high = _LAST_KEY if before is None else before
        asked = {"of": kind, "before": high, "most": limit}
        return self._forms(self._connection.execute(_PAGE, asked).all())

    def deleted(self, form_id: UUID) -> bool:
        """Whether a form of this id was deleted for good."""
        return self._log.buried(form_id)

    def delete(self, form_id: UUID, utc_us: int) -> bool:
        """Delete a form for good, with its answers and kept states; False where there is none.

        A tombstone without content stays.
        """
        row = self._connection.execute(_GET, {"of": form_id.bytes}).first()
        if row is None:
            return False
        self._revisions.remove_all(form_id)
        # Its answers go with it, by their foreign key.
        self._connection.execute(_DELETE, {"of": form_id.bytes})
        self._log.bury(form_id, row.kind, utc_us)
        return True

    def delete_some(self, kind: str, utc_us: int, limit: int) -> int:
        """Delete at most ``limit`` forms of a kind for good, trash and all; how many those were."""
        found = self._connection.scalars(_SOME, {"of": kind, "most": limit}).all()
        return sum(self.delete(UUID(bytes=form_id), utc_us) for form_id in found)

    def _columns(self, form_id: UUID, answer: Answer, stamp: int) -> dict[str, object]:
        return {
            "form": form_id.bytes,
            "field": clean(answer.field),
            "row_id": answer.row_id,
            "hlc": stamp,
            "device": self._log.device,
            "value": pack_value(answer.value),
        }

    def _forms(self, rows: Sequence[AnyRow]) -> list[Form]:
        if not rows:
            return []
        answers: dict[bytes, list[Answer]] = defaultdict(list)
        wanted = {"forms": [row.id for row in rows]}
        for of, name, row_id, value in self._connection.execute(_ANSWERS, wanted):
            answers[of].append(Answer(name, unpack_value(value), row_id))
        return [_form(row, tuple(answers[row.id])) for row in rows]


def _form(row: AnyRow, answers: tuple[Answer, ...]) -> Form:
    return Form(
        id=UUID(bytes=row.id),
        kind=row.kind,
        template=row.template_hash,
        moment=moment_of_row(row),
        answers=answers,
        title=row.title,
        head_revision=UUID(bytes=row.head_rev) if row.head_rev else None,
        trashed_utc_us=row.trashed_utc_us,
        extra=unpack_extra(row.extra),
        sort_key=row.sort_key,
    )
