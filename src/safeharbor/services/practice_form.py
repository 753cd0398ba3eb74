"""One record of a practice as a form of the vault, there and back.

Every way in (the window, the inbox) comes through ``write_practice``, so that a record is kept
once and one that was deleted stays deleted. What a newer version added to a record is passed over
and stays where it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeharbor.domain.form import Answer, Form, Template
from safeharbor.domain.moment import Moment
from safeharbor.domain.practice import STRONGEST, UNSURE, After, PracticeRecord
from safeharbor.storage.transaction import Transaction

KIND: Final = "practice"

_EXERCISE: Final = "exercise"
_SECONDS: Final = "seconds"
_BEFORE: Final = "before"
_AFTER: Final = "after"

TEMPLATE: Final = Template(
    kind=KIND,
    template_id="practice",
    version=1,
    body={
        "fields": {
            _EXERCISE: {"type": "text"},
            _SECONDS: {"type": "integer"},
            _BEFORE: {"type": "integer", "least": UNSURE, "most": STRONGEST},
            _AFTER: {"type": "text", "one_of": [after.value for after in After]},
        }
    },
)
"""What a record consists of; a field that was not answered is not there."""


def write_practice(
    tx: Transaction,
    record: PracticeRecord,
    now: Moment,
    extra: Mapping[str, object] | None = None,
) -> bool:
    """Keep ``record``; False where it was kept before, or deleted since. ``extra`` marks it."""
    if tx.forms.get(record.id) is not None or tx.forms.deleted(record.id):
        return False
    tx.forms.add_template(TEMPLATE)
    tx.forms.insert(form_of(record, extra), now.utc_us)
    return True


def form_of(record: PracticeRecord, extra: Mapping[str, object] | None = None) -> Form:
    """``record`` as a form."""
    answers = {
        _EXERCISE: record.exercise,
        _SECONDS: record.seconds,
        _BEFORE: record.before,
        _AFTER: None if record.after is None else record.after.value,
    }
    return Form(
        id=record.id,
        kind=KIND,
        template=TEMPLATE.hash,
        moment=record.moment,
        answers=tuple(Answer(name, value) for name, value in answers.items() if value is not None),
        extra=extra or {},
    )


def record_of(form: Form) -> PracticeRecord | None:
    """The record in ``form``, None for one that only a newer version understands.

    An answer that this version does not know counts as skipped.
    """
    exercise, seconds = form.value(_EXERCISE), _number(form.value(_SECONDS))
    if not isinstance(exercise, str) or seconds is None:
        return None
    before, after = _number(form.value(_BEFORE)), form.value(_AFTER)
    try:
        return PracticeRecord(
            id=form.id,
            exercise=exercise,
            moment=form.moment,
            seconds=seconds,
            before=before if before in range(UNSURE, STRONGEST + 1) else None,
            after=next((known for known in After if known.value == after), None),
            sort_key=form.sort_key,
        )
    except ValueError:
        return None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
