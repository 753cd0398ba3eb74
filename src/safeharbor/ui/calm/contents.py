"""Puts the shelf together: which rows there are, in which order, and what is said about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal

from safeharbor.content.exercises import ExerciseCard
from safeharbor.domain.exercise import ExerciseKind
from safeharbor.domain.own_pattern import OwnPattern
from safeharbor.ui.calm.own import OwnPatterns
from safeharbor.ui.calm.plans import Plans
from safeharbor.ui.calm.shelf import Group, Item, Shelf, in_order, instead_of
from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.calm.talk import OWN, CalmTalk
from safeharbor.ui.theme import Type

OWN_MAKE: Final = "calm.own.make"
OWN_UNDO: Final = "calm.own.undo"
OWN_AGREE: Final = "calm.own.agree"


@dataclass(frozen=True, slots=True)
class Known:
    """What the shelf is made of.

    Attributes:
        cards: what can be opened, by id and in order.
        lost: how many exercises cannot be read.
        sunk: the ids of those that felt worse twice.
        own: patterns of one's own.
        asking: the one of them for which somebody is asked whether it may be readable.
        has_vault: whether there is a journal that may take it later.
        plans: how long things take.
    """

    cards: Mapping[str, ExerciseCard]
    lost: int
    sunk: Collection[str]
    own: OwnPatterns
    asking: OwnPattern | None
    has_vault: bool
    plans: Plans


class OwnGroup(Group):
    """Patterns of one's own, and what can be done about them."""

    make = Signal()
    undo = Signal()
    move_in = Signal()
    agreed = Signal()
    """The pattern that was asked about may be readable."""
    refused = Signal()
    """It may not."""

    def __init__(self, bench: Bench, known: Known) -> None:
        """The group at the end of the shelf."""
        super().__init__(bench, OWN, _own_items(known, bench.talk))
        own = known.own
        # As far in as the words of the rows are.
        inner = Stack(bench, self)
        inner.column.setContentsMargins(bench.outside, 0, 0, 0)
        if known.asking is not None:
            self._ask(inner, known.asking, has_vault=known.has_vault)
        if own.gone is not None:
            #: %1 is the name of a pattern.
            words = self.tr("%1 was deleted.").replace("%1", own.gone.pattern.name)
            inner.gap(6)
            inner.words(words)
            inner.beside(inner.link(OWN_UNDO, self.tr("Undo"), self.undo.emit))
        if not own.patterns and own.gone is None:
            inner.gap(9)
            lead = self.tr("A pattern of your own: each part in half seconds, under your own name.")
            inner.words(lead, Type.SMALL, color="muted")
        inner.gap(4)
        links = [inner.link(OWN_MAKE, self.tr("Make a pattern"), self.make.emit)]
        if own.outside and own.opened:
            word = self.tr("Move all into the journal")
            links.append(inner.link("calm.own.move", word, self.move_in.emit))
        inner.beside(*links)
        self.part(inner, inner.stops())

    def _ask(self, inner: Stack, pattern: OwnPattern, *, has_vault: bool) -> None:
        """One sentence, and both answers weigh the same."""
        inner.gap(6)
        #: %1 is the name of a pattern.
        words = self.tr(
            "May %1 be kept readable, so that anybody at this computer can see its name and its "
            "seconds?"
        ).replace("%1", pattern.name)
        inner.words(words)
        inner.gap(8)
        #: Keeps something until the window closes, and no longer.
        later, means = self.tr("Only for now"), self.tr("Otherwise it goes with the window.")
        if has_vault:
            later = self.tr("Wait for the journal")
            means = self.tr("Otherwise it goes into the journal, once that is open.")
        yes = inner.button(OWN_AGREE, self.tr("Keep it readable"), self.agreed.emit)
        no = inner.button("calm.own.refuse", later, self.refused.emit)
        no.setAccessibleDescription(means)
        inner.beside(yes, no)
        inner.words(means, Type.SMALL, color="muted")
        inner.gap(8)


def fill(shelf: Shelf, known: Known) -> OwnGroup:
    """Put every group on the shelf; returns the last of them."""
    for kind in ExerciseKind:
        items = _items(known, kind, shelf.bench.talk)
        if items:
            shelf.add(kind.value, Group(shelf.bench, kind.value, items))
    own = OwnGroup(shelf.bench, known)
    shelf.add(OWN, own)
    shelf.end(shelf.lost(known.lost), with_done=known.own.opened)
    return own


def _items(known: Known, kind: ExerciseKind, talk: CalmTalk) -> Sequence[Item]:
    ids = (card.id for card in known.cards.values() if card.kind is kind)
    return [_item(known, known.cards[each], talk) for each in in_order(ids, known.sunk)]


def _item(known: Known, card: ExerciseCard, talk: CalmTalk) -> Item:
    pattern = known.plans.pattern(card.id)
    time = talk.lasting(card.seconds)
    if pattern is not None:
        time = talk.length(pattern, known.plans.seconds(pattern))
    worse, instead = _worse(known, card.id, talk)
    return Item(card.id, card.title, card.line, time, worse, instead)


def _own_items(known: Known, talk: CalmTalk) -> Sequence[Item]:
    own = {pattern.exercise: pattern for pattern in known.own.patterns}
    found = []
    for exercise in in_order(own, known.sunk):
        mine = own[exercise]
        pattern = known.plans.pattern(exercise, mine) or mine.pattern
        line = f"{talk.phases(pattern)}. {talk.kept(known.own.where(mine))}".strip()
        time = talk.length(pattern, known.plans.seconds(pattern))
        worse, instead = _worse(known, exercise, talk)
        found.append(Item(exercise, mine.name, line, time, worse, instead))
    return found


def _worse(known: Known, exercise: str, talk: CalmTalk) -> tuple[str, tuple[str, str]]:
    if exercise not in known.sunk:
        return "", ("", "")
    titles = {card.id: card.title for card in known.cards.values()}
    instead = instead_of(exercise, known.sunk, titles)
    return talk.worse(instead[0]), instead
