"""One filled sheet on its way to paper: what was chosen, and everything that is made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtGui import QColor

from safeharbor.content.messages import LANGUAGE
from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.form_rules import storable
from safeharbor.domain.page import (
    Choosable,
    Page,
    PageWords,
    PaperChoices,
    PaperSize,
    choosable,
    page,
)
from safeharbor.domain.pictures import PictureData, picture_data
from safeharbor.domain.pocket import pocket, pocket_fields
from safeharbor.domain.sheet import Sheet, SuggestKind
from safeharbor.exchange.sheet_csv import Rated, scales_csv
from safeharbor.exchange.sheet_html import sheet_html
from safeharbor.exchange.sheet_markdown import page_markdown
from safeharbor.ui.paper.measures import A4, LETTER, Leaf, usual_leaf
from safeharbor.ui.paper.painter import BLACK, WHITE, PaperLayout
from safeharbor.ui.paper.pdf import pdf_bytes
from safeharbor.ui.paper.save import Make, SaveKind
from safeharbor.ui.sheet.fields.days import said_day


@dataclass(frozen=True, slots=True)
class PaperJob:
    """What is to be printed.

    Attributes:
        sheet: what was asked.
        answers: what was answered, never-stored fields too while they are held.
        day: the day it belongs to, which stands below the page.
        title: one's own, "" for that of the sheet.
        guarded: whether paper is off until it is switched on, as after the question about fear.
        shared: whether it is made for two people.
        keep: never-stored fields that are kept all the same.
        names: people to hide beside those in the sheet, as from the support map.
        links: by field, the words of another sheet that it leads to.
    """

    sheet: Sheet
    answers: Answers
    day: dt.date
    title: str = ""
    guarded: bool = False
    shared: bool = False
    keep: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def off(self) -> bool:
        """Whether somebody has to switch paper on before anything is shown."""
        return self.guarded or not self.sheet.paper.on

    def made(self, wanted: Wanted) -> Made:
        """It as it is wanted."""
        return Made(self, wanted)


@dataclass(frozen=True, slots=True)
class Rating:
    """Answers of one day, for whoever wants their numbers."""

    sheet: Sheet
    answers: Answers
    day: dt.date


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody chose.

    Attributes:
        initials: whether names become initials.
        with_title: whether the title stands above it.
        card: whether the pocket card is printed with it.
        chosen: what is printed beside the usual, by key.
        on_card: what stands on the card, None for the usual.
        leaf: the paper.
    """

    initials: bool = True
    with_title: bool = False
    card: bool = True
    chosen: frozenset[str] = frozenset()
    on_card: tuple[str, ...] | None = None
    leaf: Leaf = field(default_factory=usual_leaf)


@dataclass(frozen=True, slots=True)
class Made:
    """A job as it was wanted; everything in it can be made as often as one likes."""

    job: PaperJob
    wanted: Wanted

    @property
    def choices(self) -> PaperChoices:
        """As the floor below has it."""
        job, wanted = self.job, self.wanted
        return PaperChoices(
            initials=wanted.initials,
            chosen=wanted.chosen,
            shared=job.shared,
            guarded=job.guarded,
            keep=job.keep,
            paper_size=PaperSize.LETTER if wanted.leaf == LETTER else PaperSize.A4,
            with_title=wanted.with_title,
            title=job.title,
            date=said_day(job.day.isoformat()),
            names=job.names,
            links=job.links,
            day=said_day,
        )

    @property
    def page(self) -> Page:
        """What goes onto paper."""
        return page(self.job.sheet, self.job.answers, self.choices)

    @property
    def pocket(self) -> str:
        """The words of the card, "" where there is nothing to put on it."""
        return pocket(self.job.sheet, self.job.answers, self.wanted.on_card, self.choices)

    @property
    def bare(self) -> bool:
        """Whether nothing would stand on the paper but a title and a day."""
        return not self.page.blocks and not (self.wanted.card and self.pocket)

    @property
    def pictures(self) -> Mapping[str, PictureData]:
        """What the images of the page show, without the names that are hidden."""
        sheet, answers = self.job.sheet, self.job.answers
        say = PageWords(sheet, answers, self.choices).said
        return {each.id: picture_data(each, sheet, answers, say=say) for each in sheet.pictures}

    def layout(
        self, leaf: Leaf | None = None, *, ink: QColor = BLACK, ground: QColor = WHITE
    ) -> PaperLayout:
        """The pages on ``leaf``, or on the paper that was chosen."""
        job = self.job
        return PaperLayout(
            self.page,
            leaf or self.wanted.leaf,
            pictures=self.pictures,
            pocket=self.pocket if self.wanted.card else "",
            numbers=any(each.suggest and each.suggest.kind in _RUNG for each in job.sheet.fields),
            ink=ink,
            ground=ground,
        )

    def makes(self) -> dict[SaveKind, Make]:
        """What can be saved: numbers only where something was rated."""
        found: dict[SaveKind, Make] = {
            SaveKind.PDF: lambda: pdf_bytes(self.layout()),
            SaveKind.HTML: lambda: sheet_html(self.page, language=LANGUAGE),
            SaveKind.MARKDOWN: lambda: page_markdown(self.page),
        }
        rated, empty = self._rated(), scales_csv(())
        if not self.job.shared and rated != empty:
            found[SaveKind.CSV] = lambda: rated
        return found

    def choosable(self) -> tuple[Choosable, ...]:
        """What can be printed beside the usual, and holds something."""
        return choosable(self.job.sheet, self.job.answers, self.choices)

    def for_card(self) -> tuple[Choosable, ...]:
        """What can stand on the card, and holds something."""
        job = self.job
        return tuple(
            Choosable(key, label)
            for key, label in pocket_fields(job.sheet)
            if pocket(job.sheet, job.answers, (key,), self.choices)
        )

    def ratings(self) -> Iterator[Rating]:
        """What was rated may stand in these."""
        job = self.job
        yield Rating(job.sheet, storable(job.sheet, job.answers, job.keep), job.day)

    def _rated(self) -> bytes:
        title = self.job.title if self.wanted.with_title else ""
        return scales_csv([self._row(each, title) for each in self.ratings()])

    def _row(self, rating: Rating, title: str) -> Rated:
        say = PageWords(rating.sheet, rating.answers, self.choices).said
        hidden = rating.answers
        for name, rows in rating.answers.rows.items():
            hidden = hidden.with_rows(name, tuple(Row(r.id, _said(r.values, say)) for r in rows))
        return Rated(rating.sheet, hidden, rating.day.isoformat(), title)


def _said(values: Mapping[str, object], say: Callable[[str], str]) -> dict[str, object]:
    """A row with every text as it may be seen; days and ids of options have no names in them."""
    return {key: say(each) if isinstance(each, str) else each for key, each in values.items()}


_RUNG: Final = frozenset({SuggestKind.COUNTRY_LINES, SuggestKind.EMERGENCY})
"""What is filled in on a page whose numbers somebody will look for."""

LEAVES = {"A4": A4, "Letter": LETTER}
"""The sizes that are offered; a printer may have any other."""
