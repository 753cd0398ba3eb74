"""Forms and what was answered in them: kept, changed, listed by date, thrown away.

This is the part that practices, worksheets and the steps of guides have in common. A form stands
under a template that is kept as it was then; values are JSON, and fields, kinds and members that
only newer versions know stay as they are. It knows nothing of what a field means. A form that is
written by ``write`` keeps states as an entry does; one that is inserted whole keeps none.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from safeharbor.domain.answers import FormSnapshot, to_answers
from safeharbor.domain.entry import RevisionInfo
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FormState
from safeharbor.domain.form import Answer, Form, Template
from safeharbor.domain.revision import NOTE_DRAFT, Placement
from safeharbor.domain.text import clean
from safeharbor.storage.changes import NO_REVISION, ChangeKind, ChangeLog
from safeharbor.storage.freekeys import free_form_key
from safeharbor.storage.payload import (
    pack_extra,
    pack_form_state,
    pack_value,
    storable_form,
    unpack_extra,
    unpack_value,
)
from safeharbor.storage.revisions import RevisionRepository
from safeharbor.storage.rows import moment_columns, moment_of_row, storable_moment
from safeharbor.storage.schema import ANSWER, FORM, FORM_TEMPLATE, AnyRow

_LAST_KEY: Final = (1 << 63) - 1

_ADD_TEMPLATE: Final = insert(FORM_TEMPLATE).on_conflict_do_nothing()
_TEMPLATE: Final = sa.select(FORM_TEMPLATE).where(FORM_TEMPLATE.c.hash == sa.bindparam("of"))
_INSERT: Final = sa.insert(FORM)
_UPDATE: Final = (
    sa.update(FORM)
    .where(FORM.c.id == sa.bindparam("of"))
    .values(
        {
            name: sa.bindparam(f"new_{name}")
            for name in (
                "template_hash",
                "local_date",
                "utc_us",
                "offset_min",
                "zone",
                "head_rev",
                "title",
                "extra",
            )
        }
    )
)
_RELOCATE: Final = (
    sa.update(FORM).where(FORM.c.id == sa.bindparam("of")).values(sort_key=sa.bindparam("key"))
)
_ANSWER: Final = sa.insert(ANSWER)
_REPLY: Final = sa.insert(ANSWER).prefix_with("OR REPLACE")
_TAKE_BACK: Final = sa.delete(ANSWER).where(
    ANSWER.c.form == sa.bindparam("of"),
    ANSWER.c.field == sa.bindparam("name"),
    ANSWER.c.row_id == sa.bindparam("row"),
)
_GET: Final = sa.select(FORM).where(FORM.c.id == sa.bindparam("of"))
_MANY: Final = sa.select(FORM).where(FORM.c.id.in_(sa.bindparam("those", expanding=True)))
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
_LIVE: Final = FORM.c.trashed_utc_us.is_(None)
_TRASHED: Final = FORM.c.trashed_utc_us.is_not(None)
_NEWEST: Final = (
    sa.select(FORM)
    .join(FORM_TEMPLATE, FORM_TEMPLATE.c.hash == FORM.c.template_hash)
    .where(FORM.c.kind == sa.bindparam("of"), _LIVE)
    .where(FORM_TEMPLATE.c.template_id == sa.bindparam("template"))
    .order_by(FORM.c.sort_key.desc())
    .limit(1)
)
_EXPIRED: Final = (
    sa.select(FORM.c.id)
    .where(_TRASHED, FORM.c.trashed_utc_us < sa.bindparam("before"))
    .limit(sa.bindparam("most"))
)
_TRASH: Final = (
    sa.update(FORM).where(FORM.c.id == sa.bindparam("of")).values(trashed_utc_us=sa.bindparam("at"))
)
_EXTRA: Final = (
    sa.update(FORM).where(FORM.c.id == sa.bindparam("of")).values(extra=sa.bindparam("new_extra"))
)
_ANSWERS: Final = (
    sa.select(ANSWER.c.form, ANSWER.c.field, ANSWER.c.row_id, ANSWER.c.value)
    .where(ANSWER.c.form.in_(sa.bindparam("forms", expanding=True)))
    .order_by(ANSWER.c.form, ANSWER.c.field, ANSWER.c.row_id)
)
_SOME_ANSWERS: Final = _ANSWERS.where(ANSWER.c.field.in_(sa.bindparam("fields", expanding=True)))
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
        device = self._log.device
        answers = [_columns(form.id, answer, stamp, device) for answer in form.answers]
        if answers:
            self._connection.execute(_ANSWER, answers)
        self._log.record(form.id, ChangeKind.FORM, stamp)

    def write(
        self,
        snapshot: FormSnapshot,
        placement: Placement,
        revision: UUID,
        utc_us: int,
        *,
        standing: Form | None = None,
    ) -> None:
        """Keep ``snapshot`` where ``placement`` says, at the instant ``utc_us``.

        Only answers that changed are written, so that each keeps the time stamp of its own last
        change. A changed local date moves the form.

        Args:
            snapshot: what stands in the form; its template is kept beside it.
            placement: FIRST makes the form, CONTINUE writes its open head again, NEXT makes a
                new open head after it, BESIDE keeps the state and leaves the form as it is.
            revision: the id of the kept state: the head's for CONTINUE, else a new one.
            utc_us: microseconds since 1970 for the time stamp.
            standing: the form as it is, where the caller has read it in this transaction.

        Raises:
            HarborError: FORM_NOT_FOUND; DATE_UNREADABLE for a moment beyond 64 bits;
                UNEXPECTED for CONTINUE where the head is not open.
        """
        form_id, beside = snapshot.form_id, placement is Placement.BESIDE
        state = storable_form(snapshot, storable_moment(snapshot.moment))
        self.add_template(snapshot.template)
        if placement is Placement.FIRST:
            self._begin(form_id, snapshot.template.kind, state, revision)
            self._reply(form_id, (), to_answers(state.answers), utc_us)
        elif not beside:
            standing = standing or self.get(form_id)
            if standing is None:
                raise HarborError(ErrorCode.FORM_NOT_FOUND)
            self._go_on(standing, state, revision)
            self._reply(form_id, standing.answers, to_answers(state.answers), utc_us)
        # Last: the clock goes on from the log, so its row has the newest time stamp.
        payload = pack_form_state(state)
        if placement is Placement.CONTINUE:
            self._revisions.rewrite(revision, form_id, payload, utc_us)
            return
        note = NOTE_DRAFT if beside else ""
        info = RevisionInfo(
            revision, form_id, snapshot.base_revision, 0, is_open=not beside, note=note
        )
        self._revisions.write(info, payload, utc_us)

    def get(self, form_id: UUID) -> Form | None:
        """A form with its answers; None where there is none."""
        rows = self._connection.execute(_GET, {"of": form_id.bytes}).all()
        return next(iter(self._forms(rows)), None)

    def many(self, form_ids: Sequence[UUID]) -> list[Form]:
        """Those of the forms that are there with their answers, in the order that was asked for."""
        rows = self._connection.execute(_MANY, {"those": [each.bytes for each in form_ids]}).all()
        found = {form.id: form for form in self._forms(rows)}
        return [found[each] for each in form_ids if each in found]

    def page(
        self,
        kind: str,
        before: int | None = None,
        limit: int = 50,
        *,
        fields: Collection[str] | None = None,
    ) -> list[Form]:
        """At most ``limit`` forms of a kind, newest first, outside the trash.

        ``before`` asks for those older than a sort key, ``fields`` for the answers to these alone.
        """
        high = _LAST_KEY if before is None else before
        asked = {"of": kind, "before": high, "most": limit}
        return self._forms(self._connection.execute(_PAGE, asked).all(), fields)

    def newest(self, kind: str, template_id: str) -> Form | None:
        """The newest form of one template outside the trash; None where there is none."""
        rows = self._connection.execute(_NEWEST, {"of": kind, "template": template_id}).all()
        return next(iter(self._forms(rows)), None)

    def set_extra(self, form_id: UUID, name: str, value: object | None, utc_us: int) -> None:
        """Set one member of ``extra``, or take it out with None; the kept states stay.

        Raises:
            HarborError: FORM_NOT_FOUND.
        """
        row = self._connection.execute(_GET, {"of": form_id.bytes}).first()
        if row is None:
            raise HarborError(ErrorCode.FORM_NOT_FOUND)
        extra = {key: each for key, each in unpack_extra(row.extra).items() if key != name}
        if value is not None:
            extra[name] = value
        self._connection.execute(_EXTRA, {"of": form_id.bytes, "new_extra": pack_extra(extra)})
        self._log.record(form_id, ChangeKind.FORM, self._log.stamp(utc_us))

    def trash(self, form_id: UUID, utc_us: int) -> None:
        """Put a form into the trash at the instant ``utc_us``; its sitting ends.

        Raises:
            HarborError: FORM_NOT_FOUND.
        """
        self._set_trashed(form_id, utc_us, utc_us)
        self._revisions.close_open(form_id)

    def restore(self, form_id: UUID, utc_us: int) -> None:
        """Take a form out of the trash.

        Raises:
            HarborError: FORM_NOT_FOUND.
        """
        self._set_trashed(form_id, None, utc_us)

    def expired_trash(self, before_utc_us: int, limit: int) -> list[UUID]:
        """Forms of any kind that went into the trash before an instant."""
        found = self._connection.scalars(_EXPIRED, {"before": before_utc_us, "most": limit})
        return [UUID(bytes=form_id) for form_id in found]

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

    def _begin(self, form_id: UUID, kind: str, state: FormState, revision: UUID) -> None:
        self._connection.execute(
            _INSERT,
            {
                **_row(state, revision),
                "sort_key": free_form_key(self._connection, state.moment),
                "id": form_id.bytes,
                "kind": kind,
                "trashed_utc_us": None,
            },
        )

    def _go_on(self, standing: Form, state: FormState, revision: UUID) -> None:
        values = {f"new_{name}": value for name, value in _row(state, revision).items()}
        self._connection.execute(_UPDATE, {**values, "of": standing.id.bytes})
        if standing.moment.local_date != state.moment.local_date:
            key = free_form_key(self._connection, state.moment)
            self._connection.execute(_RELOCATE, {"of": standing.id.bytes, "key": key})

    def _reply(
        self, form_id: UUID, before: Sequence[Answer], after: Sequence[Answer], utc_us: int
    ) -> None:
        """Write the answers of a form that changed, and take back those that are gone."""
        stood = {(each.field, each.row_id): pack_value(each.value) for each in before}
        now = {(each.field, each.row_id): each for each in after}
        gone = [
            {"of": form_id.bytes, "name": name, "row": row}
            for name, row in stood
            if (name, row) not in now
        ]
        if gone:
            self._connection.execute(_TAKE_BACK, gone)
        stamp, device = self._log.stamp(utc_us), self._log.device
        changed = [
            columns
            for key, answer in now.items()
            if (columns := _columns(form_id, answer, stamp, device))["value"] != stood.get(key)
        ]
        if changed:
            self._connection.execute(_REPLY, changed)

    def _set_trashed(self, form_id: UUID, value: int | None, utc_us: int) -> None:
        done = self._connection.execute(_TRASH, {"of": form_id.bytes, "at": value})
        if done.rowcount != 1:
            raise HarborError(ErrorCode.FORM_NOT_FOUND)
        self._log.record(form_id, ChangeKind.TRASH, self._log.stamp(utc_us))

    def _forms(self, rows: Sequence[AnyRow], fields: Collection[str] | None = None) -> list[Form]:
        if not rows:
            return []
        answers: dict[bytes, list[Answer]] = defaultdict(list)
        wanted: dict[str, list[Any]] = {"forms": [row.id for row in rows]}
        statement = _ANSWERS
        if fields is not None:
            statement, wanted["fields"] = _SOME_ANSWERS, list(fields)
        for of, name, row_id, value in self._connection.execute(statement, wanted):
            answers[of].append(Answer(name, unpack_value(value), row_id))
        return [_form(row, tuple(answers[row.id])) for row in rows]


def _columns(form_id: UUID, answer: Answer, stamp: int, device: bytes) -> dict[str, object]:
    return {
        "form": form_id.bytes,
        "field": clean(answer.field),
        "row_id": answer.row_id,
        "hlc": stamp,
        "device": device,
        "value": pack_value(answer.value),
    }


def _row(state: FormState, revision: UUID) -> dict[str, object]:
    """The columns that a write of a form fills."""
    return {
        **moment_columns(state.moment),
        "template_hash": state.template,
        "head_rev": revision.bytes,
        "title": state.title,
        "extra": pack_extra(state.extra),
    }


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
