"""Forms that were filled in, as lists and pages speak of them: whole, in a line, or as they were.

What belongs to a filled form beside its answers stands in ``extra`` under the names below. It
knows no vault and no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias
from uuid import UUID

from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.entry import RevisionInfo, Snapshot
from safeharbor.domain.form import Template
from safeharbor.domain.moment import Moment

ATTACHED: Final = "entry"
"""In ``extra``: the entry of the journal that a form belongs to, 32 hex digits."""

PUT_AWAY: Final = "put_away"
"""In ``extra``: the step was begun afresh since. The form is kept, and opens no more by itself."""

KEEP: Final = "keep"
"""In ``extra``: ids of fields that are kept although such fields are not, as the box says."""

Unsaved: TypeAlias = Snapshot | FormSnapshot
"""What an editor holds at one moment: an entry or a form."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A form as it stands in the vault.

    Attributes:
        form_id: UUIDv7.
        template: the form as it was when it was filled in.
        revision: the present state, the base of the next save; None where it keeps no states.
        moment: when it was begun, and the day it belongs to.
        title: "" for the usual one.
        answers: all of them.
        extra: what belongs to it beside the answers.
        trashed: whether it lies in the trash.
        sort_key: its place among all forms.
    """

    form_id: UUID
    template: Template
    revision: UUID | None
    moment: Moment
    title: str
    answers: Answers
    extra: Mapping[str, object] = field(default_factory=dict)
    trashed: bool = False
    sort_key: int = 0

    @property
    def snapshot(self) -> FormSnapshot:
        """The same as something to go on from."""
        return FormSnapshot(
            self.form_id,
            self.revision,
            self.template,
            self.moment,
            self.answers,
            self.title,
            self.extra,
        )

    @property
    def entry_id(self) -> UUID | None:
        """The entry that it is attached to, None where it is to none."""
        return attached_to(self.extra)


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """A line of a list: nothing that was answered is in it.

    Attributes:
        id: of the form.
        template_id: of the sheet.
        sheet: the title of the sheet as it was when it was filled in, "" where it has none.
        title: what somebody called it, "" for the usual one.
        moment: when it was begun, and the day it belongs to.
        updated: when it was last saved, in milliseconds since 1970.
        sort_key: its place; what ``before`` of the next page asks for.
    """

    id: UUID
    template_id: str
    sheet: str
    title: str
    moment: Moment
    updated: int
    sort_key: int


@dataclass(frozen=True, slots=True)
class FormState:
    """What a kept state of a form says; ``template`` is the hash of its template."""

    template: bytes
    moment: Moment
    answers: Answers
    title: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """A kept state of a form with its template.

    Attributes:
        info: which one it is; ``info.entry_id`` is the id of the form.
        template: the form as it was then.
        moment: when it was begun, and the day it belonged to then.
        answers: as they were.
        title: as it was.
        extra: as it was.
    """

    info: RevisionInfo
    template: Template
    moment: Moment
    answers: Answers
    title: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


def attached_to(extra: Mapping[str, object]) -> UUID | None:
    """The entry that ``extra`` names, None where it names none."""
    named = extra.get(ATTACHED)
    try:
        return UUID(hex=named) if isinstance(named, str) else None
    except ValueError:
        return None


def kept_all_the_same(extra: Mapping[str, object]) -> frozenset[str]:
    """The fields that ``extra`` says are kept although such fields are not."""
    named = extra.get(KEEP)
    if not isinstance(named, (list, tuple)):
        return frozenset()
    return frozenset(each for each in named if isinstance(each, str))


def with_kept(extra: Mapping[str, object], fields: frozenset[str]) -> dict[str, object]:
    """``extra`` with these as the fields that are kept although such fields are not."""
    rest = {name: value for name, value in extra.items() if name != KEEP}
    return {**rest, KEEP: sorted(fields)} if fields else rest


def taken_out(state: FormState, fields: frozenset[str]) -> FormState:
    """``state`` without those of ``fields`` that it keeps although such fields are not."""
    kept = kept_all_the_same(state.extra)
    gone = kept & fields
    if not gone:
        return state
    extra = with_kept(state.extra, kept - gone)
    return replace(state, answers=state.answers.without(gone), extra=extra)
