"""The shelf: a table of contents of all guides, the names of the shelves in the margin.

Where somebody was last is the only thing that is said about them. Help stands first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal

from safeharbor.content.guides import GuideCard
from safeharbor.content.messages import sentence
from safeharbor.content.routes import SuggestedRoute
from safeharbor.domain.errors import HarborError
from safeharbor.domain.guide import Shelf as GuideShelf
from safeharbor.domain.guide import parts_of
from safeharbor.ui.calm.pills import Pills
from safeharbor.ui.guides.desk import Known
from safeharbor.ui.guides.talk import (
    length_of,
    minutes,
    packs_name,
    place_in,
    shelf_name,
    where_name,
)
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.shelf_group import Group, Grouped, Item
from safeharbor.ui.widgets.stack import Workbench

_MOST_FAULTS = 5


class GuideShelfPage(Grouped):
    """The page."""

    opened = Signal(str)
    """The guide with this id is to be shown."""
    began = Signal(str, str)
    """The step of the second id in the guide of the first one is to begin."""
    turned = Signal(str)
    """This is where somebody is; "" for nowhere in particular."""

    def __init__(self, bench: Workbench, known: Known, route: str) -> None:
        """The page.

        Args:
            bench: what to make it with.
            known: what there is.
            route: where somebody says they are, "" where they do not.
        """
        super().__init__(bench)
        self._known = known
        shelves = [shelf_name(each) for each in GuideShelf]
        self._names = [*shelves, packs_name(), where_name()]
        self.words(self.tr("Guides"), Type.TITLE)
        self.gap(4)
        lead = self.tr("Short steps, in any order. Each can be skipped or stopped.")
        self.words(lead, Type.READING, color="muted")
        self.gap(16)
        if known.routes:
            self._add_routes(known.routes, route)
        cards = known.cards.values()
        for shelf in GuideShelf:
            ours = [card for card in cards if card.shelf is shelf and not card.pack]
            self._add_shelf(shelf_name(shelf), ours)
        self._add_shelf(packs_name(), [card for card in cards if card.pack])
        self._add_end(known.faults)

    def _add_routes(self, routes: Sequence[SuggestedRoute], chosen: str) -> None:
        """Short answers to press, and below them where the pressed one leads."""
        group = Group(self.bench, where_name(), self._names, ruled=False)
        inner = group.inner()
        answers = [(each.id, each.label) for each in routes]
        pills = Pills(self.bench.look, inner, where_name(), answers, chosen or None)
        for name, pill in pills.pills.items():
            pill.setAccessibleIdentifier(f"guides.route.{name}")
        # The one that holds says nothing any more when it is pressed again.
        pills.chosen.connect(lambda name: self.turned.emit("" if name == chosen else name))
        inner.part(pills, pills.stops())
        route = next((each for each in routes if each.id == chosen), None)
        if route is not None:
            inner.gap(10)
            inner.words(route.text, color="muted")
            inner.gap(4)
        group.put_inner(inner)
        for target in route.to if route is not None else ():
            item, act = self._item_to(target)
            group.row(item, act)
        self.put_group(group)
        self.gap(16)

    def _item_to(self, target: str) -> tuple[Item, Callable[[], None]]:
        """The row that leads to a guide or a step, and what a press does."""
        guide_id, step_id = parts_of(target)
        card = self._known.cards[guide_id]
        name = f"guides.to.{target}"
        if not step_id:
            act = partial(self.opened.emit, guide_id)
            return Item(name, card.title, fact=length_of(card)), act
        step = next(each for each in card.steps if each.id == step_id)
        begin = partial(self.began.emit, guide_id, step_id)
        return Item(name, step.title, fact=minutes(step.minutes)), begin

    def _add_shelf(self, name: str, cards: Sequence[GuideCard]) -> None:
        if not cards:
            return
        group = Group(self.bench, name, self._names)
        for card in cards:
            here = place_in(card, self._known.where.get(card.id, ""))
            item = Item(f"guides.{card.id}", card.title, fact=length_of(card), here=here)
            group.row(item, partial(self.opened.emit, card.id))
        self.put_group(group)

    def _add_end(self, faults: Sequence[HarborError]) -> None:
        """What cannot be read, each with what is the matter with it."""
        self.rule()
        self.gap(12)
        for error in faults[:_MOST_FAULTS]:
            said = sentence(error)
            self.words(f"{said.what} {said.next}", Type.SMALL, color="muted")
            self.gap(6)
        if len(faults) > _MOST_FAULTS:
            #: %n is a number of files that cannot be read.
            words = self.tr("%n more files cannot be read.", "", len(faults) - _MOST_FAULTS)
            self.words(words, Type.SMALL, color="muted")
        self.gap(32)
        self.column.addStretch()
