"""The page of a guide: what it is about, and its steps in order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from safeharbor.content.guides import GuideCard
from safeharbor.ui.guides.talk import length_of, minutes, step_name
from safeharbor.ui.sheet.fields.days import said_day
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.shelf_group import Group, Grouped, Item
from safeharbor.ui.widgets.stack import Workbench


class GuidePage(Grouped):
    """The page."""

    began = Signal(str)
    """The step with this id is to begin."""
    written = Signal()
    """What was written in the guide is to be shown."""

    def __init__(self, bench: Workbench, card: GuideCard, where: str) -> None:
        """The page.

        Args:
            bench: what to make it with.
            card: the guide.
            where: the step that was opened last, "" for none.
        """
        super().__init__(bench)
        self.words(card.title, Type.TITLE)
        self.gap(4)
        self.words(card.line, Type.READING, color="muted")
        self.gap(6)
        self.words(length_of(card), Type.SMALL, color="muted")
        self.gap(4)
        #: The way to everything that somebody wrote in a guide.
        self.beside(self.link("guide.written", self.tr("What I wrote"), self.written.emit))
        self.gap(12)
        names = [step_name(step.id) for step in card.steps]
        for step in card.steps:
            group = Group(bench, step_name(step.id), names)
            here = self.tr("You are here") if step.id == where else ""
            # Ours say it in their line.
            time = "" if str(step.minutes) in step.line else minutes(step.minutes)
            item = Item(f"guide.{step.id}", step.title, step.line, time, here)
            group.row(item, partial(self.began.emit, step.id))
            self.put_group(group)
        self._add_end(card)

    def _add_end(self, card: GuideCard) -> None:
        """Whose it is, and of which day."""
        self.rule()
        self.gap(12)
        if card.pack:
            #: %1 is the name of a folder.
            words = self.tr("It comes from the folder %1, and was not made by SafeHarbor.")
            self.words(words.replace("%1", card.pack), Type.SMALL, color="muted")
            self.gap(4)
        #: Below a guide; %1 is a number, %2 a day.
        words = self.tr("Version %1 of this guide, %2.").replace("%1", str(card.rev))
        self.words(words.replace("%2", said_day(card.updated)), Type.SMALL, color="muted")
        self.gap(32)
        self.column.addStretch()
