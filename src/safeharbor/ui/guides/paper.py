"""What was written in a guide on its way to paper: the pages of its steps as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeharbor.domain.answers import Answers
from safeharbor.domain.form_rules import people
from safeharbor.domain.page import Block, Choosable, Heading, Page
from safeharbor.domain.sheet import Paper, Sheet
from safeharbor.ui.guides.talk import step_name
from safeharbor.ui.guides.written import Written
from safeharbor.ui.paper.job import Made, PaperJob, Rating, Wanted
from safeharbor.ui.sheet.fields.days import said_day


@dataclass(frozen=True, slots=True)
class GuideJob(PaperJob):
    """Everything that was written in a guide; painful pages only where they are chosen."""

    written: tuple[Written, ...] = ()

    def made(self, wanted: Wanted) -> Made:
        """It as it is wanted."""
        return MadeGuide(self, wanted)


def guide_job(
    title: str, written: tuple[Written, ...], *, names: tuple[str, ...] = (), guarded: bool = False
) -> GuideJob:
    """What is to be printed of a guide.

    Args:
        title: of the guide.
        written: what was written in it; not empty.
        names: people to hide beside those who are named in it.
        guarded: whether paper is off until it is switched on.
    """
    sheet = Sheet("", 0, title, "", "", (), paper=Paper(pages=0))
    found = dict.fromkeys(name for each in written for name in people(each.sheet, each.answers))
    hidden = (*found, *names)
    newest = max(each.day for each in written)
    return GuideJob(sheet, Answers(), newest, guarded=guarded, names=hidden, written=written)


class MadeGuide(Made):
    """A job as it was wanted."""

    job: GuideJob

    @property
    def page(self) -> Page:
        """What goes onto paper."""
        choices = self.choices
        blocks = tuple(block for each in self._wanted() for block in self._blocks(each))
        title = self.job.sheet.title if self.wanted.with_title else ""
        return Page(blocks, title, "", 0, paper_size=choices.paper_size)

    def choosable(self) -> tuple[Choosable, ...]:
        """What touches painful memory, and what was begun afresh since."""
        named = ((each, self._head(each, titled=True)) for each in self.job.written)
        return tuple(Choosable(each.key, head) for each, head in named if self._is_chosen(each))

    def ratings(self) -> Iterator[Rating]:
        """The numbers of all steps that are printed."""
        for each in self._wanted():
            yield Rating(each.sheet, each.answers, each.day)

    def _wanted(self) -> Iterator[Written]:
        for each in self.job.written:
            if not self._is_chosen(each) or each.key in self.wanted.chosen:
                yield each

    def _is_chosen(self, each: Written) -> bool:
        """Whether it is printed only when it is chosen."""
        first = next(other for other in self.job.written if other.step_id == each.step_id)
        return each.heavy or each is not first

    def _blocks(self, each: Written) -> Iterator[Block]:
        titled = self.wanted.with_title
        made = each.blocks(replace(self.choices, with_title=False))
        if made:
            yield Heading(self._head(each, titled=titled))
        for block in made:
            yield replace(block, level=3) if isinstance(block, Heading) else block

    @staticmethod
    def _head(each: Written, *, titled: bool) -> str:
        """A step by its number and day; its title tells what it is about."""
        title = each.sheet.title if titled else ""
        named = ": ".join(filter(None, (step_name(each.step_id), title)))
        return ", ".join(filter(None, (named, said_day(each.day.isoformat()))))
