"""What somebody wrote in the steps of a guide, as it is read on the screen and put onto paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from safeharbor.domain.answers import Answers
from safeharbor.domain.checkins import AFTER, BEFORE
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.guide import parts_of
from safeharbor.domain.page import Big, Block, Heading, Lines, PaperChoices, Paragraph, page
from safeharbor.domain.sheet import Field, FieldType, Paper, Part, PartStyle, Sheet
from safeharbor.services.filled_forms import readable_sheet
from safeharbor.ui.sheet.fields.days import said_day

_BULLET = "•"
_SEVERAL = frozenset({FieldType.ROWS, FieldType.MULTI})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in a step at one time.

    Attributes:
        key: names it among the others.
        step_id: within the guide, such as ``s1``.
        sheet: what the step asked then; its paper is everything that was kept but check-ins.
        answers: what was answered.
        day: when it was begun.
    """

    key: str
    step_id: str
    sheet: Sheet
    answers: Answers
    day: dt.date

    @property
    def heavy(self) -> bool:
        """Whether it touches painful memory: it is read and printed only when asked for."""
        return self.sheet.heavy

    def blocks(self, choices: PaperChoices | None = None) -> tuple[Block, ...]:
        """Questions and answers, as ``domain/page.py`` says them; with names where not chosen."""
        usual = PaperChoices(initials=False, day=said_day)
        return page(self.sheet, self.answers, choices or usual).blocks

    def as_text(self) -> str:
        """The same as one text, a free line before each question."""
        said = (f"\n{words}" if level else words for words, level in self.lines())
        return "\n".join(said).strip()

    def lines(self) -> Iterator[tuple[str, int]]:
        """The same line by line, each with its level as a heading, 0 for none."""
        for block in self.blocks():
            if isinstance(block, Heading):
                yield block.text, block.level
            elif isinstance(block, (Paragraph, Big)):
                yield block.text, 0
            elif isinstance(block, Lines):
                for item in block.items:
                    yield (f"{_BULLET} {item}" if len(block.items) > 1 else item), 0


def written_in(forms: Iterable[FilledSheet]) -> tuple[Written, ...]:
    """What was written in these forms; those that hold check-ins alone are left out."""
    found = (_written(form) for form in forms)
    return tuple(each for each in found if each.blocks())


def _written(form: FilledSheet) -> Written:
    sheet = readable_sheet(form)
    parts = tuple(_part(each) for each in sheet.fields if each.stored and not _is_checkin(each))
    return Written(
        key=form.form_id.hex,
        step_id=parts_of(form.template.template_id)[1],
        sheet=replace(sheet, paper=Paper(parts, pages=0)),
        answers=form.answers,
        day=form.moment.local_date,
    )


def _part(asked: Field) -> Part:
    several = asked.type in _SEVERAL
    return Part(asked.id, PartStyle.LIST if several else PartStyle.TEXT)


def _is_checkin(asked: Field) -> bool:
    """How strong something was is asked for its moment, and is not something one wrote."""
    return asked.type is FieldType.SCALE and asked.id in {BEFORE, AFTER}
