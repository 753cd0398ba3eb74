"""One visit to a step: what it asks, what was answered before, and how its form goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QObject

from safeharbor.content.guides import step_template
from safeharbor.domain.answers import Answers, is_empty
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.guide import Block, BlockType, Guide, Step, full_id, step_sheet
from safeharbor.domain.moment import Moment
from safeharbor.domain.sheet import Field, Sheet
from safeharbor.services.sheets import readable_sheet
from safeharbor.ui.guide.strength import with_visit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Visit:
    """One step while it is open.

    Attributes:
        guide: what it belongs to.
        step: what it is.
        model: what stands in its questions.
        kept: whether anything of it is kept; False where there is no open vault.
        rises: how often in a row it was stronger after it than before, before now.
        written: when something was last begun here, None where nothing was.
        changed: whether something was written here that the step no longer asks like this.
    """

    guide: Guide
    step: Step
    model: FormModel
    kept: bool = True
    rises: int = 0
    written: Moment | None = None
    changed: bool = False

    @property
    def id(self) -> str:
        """The full id of the step."""
        return full_id(self.guide, self.step)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a step is to be opened.

    Attributes:
        guide: what it belongs to.
        step: what it is.
        same: whether a visit goes on in which something was written, as after a lock.
    """

    guide: Guide
    step: Step
    same: bool = False


def fits(filled: FilledSheet, sheet: Sheet) -> bool:
    """Whether everything that was answered is still asked in the same way."""
    asked = {field.id: field for field in sheet.fields}
    before = {field.id: field for field in readable_sheet(filled).fields}
    names = {_owner(name, before) for name in filled.answers.values}
    names |= set(filled.answers.rows)
    return all(name in asked and _alike(before.get(name), asked[name]) for name in names)


def begun(
    wanted: Wanted,
    filled: FilledSheet | None,
    new_id: Callable[[], UUID],
    now: Moment,
    owner: QObject,
) -> tuple[Sitting, Visit]:
    """The form to fill in, and the visit; ``filled`` is what was answered last.

    Check-ins of a visit that is over are put aside, since they ask for this moment.
    """
    sheet = step_sheet(wanted.guide, wanted.step)
    template = step_template(wanted.guide, wanted.step)
    if filled is None or not fits(filled, sheet):
        model = FormModel(sheet, since_ms=lambda: _today_ms(now), parent=owner)
        sitting = Sitting(new_id(), template, sheet, now, model, new=True)
        changed = filled is not None
        return sitting, Visit(wanted.guide, wanted.step, model, changed=changed)
    answers, extra = filled.answers, dict(filled.extra)
    if not wanted.same:
        answers, extra = put_aside(wanted.step, answers, extra)
    model = FormModel(sheet, answers, extra=extra, since_ms=lambda: _today_ms(now), parent=owner)
    sitting = Sitting(filled.form_id, template, sheet, filled.moment, model, filled.entry_id)
    return sitting, Visit(wanted.guide, wanted.step, model, written=filled.moment)


def unkept(guide: Guide, step: Step, owner: QObject) -> Visit:
    """A visit of which nothing is kept, whatever somebody ticks."""
    sheet = step_sheet(guide, step)
    fields = tuple(replace(field, keep_label="") for field in sheet.fields)
    return Visit(guide, step, FormModel(replace(sheet, fields=fields), parent=owner), kept=False)


def put_aside(
    step: Step, answers: Answers, extra: dict[str, object]
) -> tuple[Answers, dict[str, object]]:
    """``answers`` without check-ins, which go to ``extra`` as those of an earlier visit."""
    before, after = checkin(step, after=False), checkin(step, after=True)
    first = None if before is None else answers.value(before.id)
    second = None if after is None else answers.value(after.id)
    if is_empty(first) and is_empty(second):
        return answers, extra
    gone = frozenset(each.id for each in (before, after) if each is not None)
    return answers.without(gone), with_visit(extra, first, second)


def checkin(step: Step, *, after: bool) -> Field | None:
    """What is asked at the beginning, or at the end; None where it is not."""
    found = (b for b in step.blocks if _is_checkin(b) and b.after is after)
    block = next(found, None)
    return None if block is None else block.field


def _is_checkin(block: Block) -> bool:
    return block.type is BlockType.CHECKIN


def _owner(name: str, fields: dict[str, Field]) -> str:
    """The field that a text beside "other" belongs to."""
    owner = name.removesuffix("_other")
    return owner if name not in fields and owner in fields else name


def _alike(before: Field | None, now: Field) -> bool:
    if before is None or before.type is not now.type:
        return False
    columns = {column.id: column.type for column in now.columns}
    return all(columns.get(column.id) is column.type for column in before.columns)


def _today_ms(now: Moment) -> int:
    """When the day of ``now`` began, in milliseconds of Unix time."""
    start = now.local_datetime.replace(hour=0, minute=0, second=0, microsecond=0)
    return int(start.timestamp() * 1000)
