"""The page "What I wrote": everything that somebody wrote in a guide, to be read.

What touches painful memory opens only when it is asked for, and so does what was put away when a
step was begun afresh.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from safeharbor.content.guides import GuideCard
from safeharbor.ui.guides.talk import step_name
from safeharbor.ui.guides.written import Written
from safeharbor.ui.sheet.fields.days import said_day
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.shelf_group import Group
from safeharbor.ui.widgets.stack import Stack, Workbench

_QUESTION: Final = 2
"""The level of the heading above an answer."""


class AnswersPage(Stack):
    """The page."""

    began = Signal(str)
    """The step with this id is to be opened."""
    turned = Signal(str)
    """What is called by this key is to be unfolded, or folded up again."""
    sent = Signal(str)
    """This text is to stand in a new entry of the journal."""
    paper = Signal()
    """It is to be printed or saved."""

    def __init__(
        self,
        bench: Workbench,
        card: GuideCard,
        written: Sequence[Written] | None,
        unfolded: Collection[str],
    ) -> None:
        """The page.

        Args:
            bench: what to make it with.
            card: the guide.
            written: what was written, by step and newest first; None until it has come.
            unfolded: the keys of what was asked for.
        """
        super().__init__(bench)
        self._unfolded = unfolded
        self._there = {step.id for step in card.steps}
        self.words(self.tr("What I wrote"), Type.TITLE)
        self.gap(4)
        self.words(card.title, Type.READING, color="muted")
        self.gap(8)
        if written:
            #: Opens the page where what was written is printed or saved as a file.
            self.beside(self.link("answers.paper", self.tr("Print or save"), self.paper.emit))
            self.gap(16)
            self._add_all(written)
        elif written is not None:
            self.gap(8)
            self.words(self.tr("Nothing is written here yet. Nothing has to be."))
        self.gap(32)
        # All the free room is here, and none of it between the steps.
        self.column.addStretch(1)

    def _add_all(self, written: Sequence[Written]) -> None:
        names = [step_name(each.step_id) for each in written]
        before = ""
        for each in written:
            again = each.step_id == before
            before = each.step_id
            name = "" if again else step_name(each.step_id)
            group = Group(self.bench, name, names, ruled=not again)
            inner = group.inner()
            inner.gap(10)
            self._add(inner, each, folds=each.heavy or again, again=again)
            group.put_inner(inner)
            group.gap(10)
            self.part(group, group.stops())
        self.rule()

    def _add(self, inner: Stack, each: Written, *, folds: bool, again: bool) -> None:
        day = said_day(each.day.isoformat())
        if not again:
            inner.words(each.sheet.title, Type.LABEL)
        inner.words(day, Type.SMALL, color="muted")
        shown = not folds or each.key in self._unfolded
        if shown:
            for words, level in each.lines():
                self._add_line(inner, words, level)
        links = []
        if folds:
            word = self.tr("Fold up") if shown else self.tr("Show what I wrote")
            turn = partial(self.turned.emit, each.key)
            link = inner.link(f"answers.{each.key}.turn", word, turn)
            #: %1 is what can be pressed, %2 the name of a step of a guide, %3 a day.
            name = self.tr("%1: %2, %3").replace("%1", word).replace("%2", each.sheet.title)
            link.setAccessibleName(name.replace("%3", day))
            links.append(link)
        if shown:
            # A copy: what stands in the step stays there.
            word, send = self.tr("Copy to the journal"), partial(self.sent.emit, each.as_text())
            link = inner.link(f"answers.{each.key}.entry", word, send)
            #: %1 is the name of a step of a guide.
            name = self.tr("Copy what I wrote in %1 to the journal")
            link.setAccessibleName(name.replace("%1", each.sheet.title))
            links.append(link)
        if each.step_id in self._there and not again:
            begin = partial(self.began.emit, each.step_id)
            link = inner.link(f"answers.{each.key}.open", self.tr("Open this step"), begin)
            #: %1 is the name of a step of a guide.
            link.setAccessibleName(self.tr("Open the step %1").replace("%1", each.sheet.title))
            links.append(link)
        if links:
            inner.gap(6)
            inner.beside(*links)
        inner.column.addStretch()

    def _add_line(self, inner: Stack, words: str, level: int) -> None:
        if not level:
            inner.words(words)
            return
        inner.gap(12 if level == _QUESTION else 6)
        inner.words(words, Type.SMALL, color="muted")
        inner.gap(2)
