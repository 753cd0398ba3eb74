"""The blocks of a step in their order: the core is open, what else can be written waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.guide import Block, BlockType
from safeharbor.domain.sheet import Fear
from safeharbor.ui.guide.asking import Asking
from safeharbor.ui.guide.doing import Doing, WorksheetPart
from safeharbor.ui.guide.make import make_part
from safeharbor.ui.guide.noting import GatePart
from safeharbor.ui.guide.order import ordered, relief_first, stores, wanted
from safeharbor.ui.guide.part import Part, Place
from safeharbor.ui.guide.reading import Reading
from safeharbor.ui.sheet import held
from safeharbor.ui.sheet.column import Column
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.sheet.watch import Watch
from safeharbor.ui.widgets.link import Link

_GAP: Final = 28


class Blocks(Column):
    """Makes a part for each block when it is shown first, and goes from one to the next."""

    went = Signal(object)
    """Somebody goes elsewhere and comes back here; carries the Goal."""
    chose = Signal(str)
    """A preference was changed; carries its key."""
    ended = Signal()
    """Somebody goes on below the last block."""
    turned = Signal()
    """Somebody is through with a part, or other parts are shown."""

    def __init__(
        self, place: Place, parent: QWidget, *, unfolded: bool = False, waiting: bool = True
    ) -> None:
        """The open blocks.

        Args:
            place: the step.
            parent: the widget it stands in.
            unfolded: whether what else can be written is open at once.
            waiting: whether relief stands alone first, where the step has it so.
        """
        super().__init__(parent)
        self._place = place
        step = place.visit.step
        self._order = ordered(step, kept=place.visit.kept)
        self.waiting = waiting and relief_first(step)
        self.resume: Callable[[], None] | None = None
        """Goes where somebody was, in place of on, once the question about fear is answered."""
        self._parts: dict[int, Part] = {}
        self._watch = Watch(place.visit.model, self)
        self._watch.laid_out.connect(self.refresh)
        place.fear.changed.connect(self.refresh)
        deciding = {name for block in self._order.blocks for name, _ in block.only_if}
        self._deciding = frozenset(deciding)
        place.visit.model.value_changed.connect(self._on_value)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._first, self._later, self._last = (QVBoxLayout() for _ in range(3))
        self._read_on, self.more = self._link("step.read_on"), self._link("step.more")
        self._read_on.dress(self.tr("Read on"))
        self._read_on.clicked.connect(self.reveal)
        self.more.dress(self.tr("More, if you like"))
        self.more.clicked.connect(self.unfold)
        leading = Qt.AlignmentFlag.AlignLeading
        self._column.addLayout(self._first)
        self._column.addWidget(self._read_on, 0, leading)
        self._column.addWidget(self.more, 0, leading)
        self._column.addLayout(self._later)
        self._column.addLayout(self._last)
        place.kit.look.changed.connect(self._measure)
        self._measure()
        self.unfolded = unfolded or not self._order.later
        self._make_first(self._order.first[:1])
        if not self.waiting:
            self._make_rest()
        self.refresh()

    @property
    def parts(self) -> list[Part]:
        """Those that are shown, in order."""
        made = (self._parts.get(id(block)) for block in self._order.blocks)
        return [part for part in made if part is not None and not is_away(part)]

    @property
    def reading(self) -> Reading | None:
        """The cards, once they are made."""
        found = (part for part in self._parts.values() if isinstance(part, Reading))
        return next(found, None)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        found: list[QWidget] = []
        before = {id(block) for block in self._order.first}
        more = [link for link in (self._read_on, self.more) if not is_away(link)]
        for part in self.parts:
            if more and id(part.block) not in before:
                found += more
                more = []
            found += part.stops()
        return found + more

    def give_keys(self) -> None:
        """To the first thing to do."""
        part = next(iter(self.parts), None)
        if part is not None:
            part.give_keys()

    def reveal(self) -> None:
        """The relief was taken, or is passed over: show the rest."""
        if not self.waiting:
            return
        had_keys = self._read_on.hasFocus()
        self.waiting = False
        self._make_rest()
        self.refresh()
        if had_keys:
            self.go_on()

    def go_on(self) -> None:
        """From the relief to what comes after it."""
        self._go_after(self.parts[0])

    def unfold(self) -> None:
        """Show what else can be written."""
        if self.unfolded:
            return
        self.unfolded = True
        self._make_later()
        self.refresh()
        shown = [part for part in self.parts if part.block in self._order.later]
        if shown:
            shown[0].give_keys()
            self.sight.emit(shown[0])

    def show_place(self, place: held.Place) -> bool:
        """Put a question in sight and give it the keys; whether it is on the page."""
        name = place.field
        block = next((b for b in self._order.blocks if _asks(b, name)), None)
        if block is None:
            return False
        if self.waiting:
            self.reveal()
        if block in self._order.later:
            self.unfold()
        part = self._parts.get(id(block))
        if not isinstance(part, Asking) or is_away(part):
            return False
        receiver = part.question.give_keys(place, by_hand=True)
        self.sight.emit(receiver or part)
        return True

    def part_with(self, widget: QWidget | None) -> Part | None:
        """The part that ``widget`` stands in, None for one outside."""
        return next((p for p in self.parts if widget is p or _within(p, widget)), None)

    def come_to(self, part: Part) -> None:
        """Somebody has come to ``part``: cards that stand above it as a page are behind them."""
        reading, parts = self.reading, self.parts
        if reading in parts and reading.paged and parts.index(reading) < parts.index(part):
            reading.be_through()

    def after(self) -> Part | None:
        """The check-in at the end."""
        return next((p for p in self.parts if p.block.after), None)

    def look_again(self) -> None:
        """Somebody is back from elsewhere."""
        for part in self.parts:
            if isinstance(part, WorksheetPart):
                part.look_again()

    def escape(self) -> bool:
        """Close what is open in a question; whether anything was."""
        asking = [part for part in self.parts if isinstance(part, Asking)]
        inputs = [part.question.input for part in asking]
        return any(each.fold() for each in inputs if each is not None)

    def refresh(self) -> None:
        """Show what belongs on the page as things stand."""
        closed, answers = self._closed(), self._place.visit.model.held.answers
        for number, block in enumerate(self._order.blocks):
            part = self._parts.get(id(block))
            if part is None:
                continue
            shown = not (self.waiting and number) and id(block) not in closed
            shown = shown and wanted(block, answers)
            if isinstance(part, Asking):
                shown = shown and part.there
            elif isinstance(part, GatePart):
                shown = shown and self._place.fear.answer is not Fear.NO
            show_if(part, shown=shown)
            if isinstance(part, Doing):
                show_if(part.skip_link, shown=not self.waiting)
        show_if(self._read_on, shown=self.waiting)
        gated = any(id(block) in closed for block in self._order.later)
        show_if(self.more, shown=not (self.waiting or self.unfolded or gated))
        self.laid_out.emit()
        self.turned.emit()

    def _closed(self) -> set[int]:
        """What waits for the question about fear; reading and relief never do."""
        fear, gated = self._place.fear, self._place.visit.model.held.gated
        if not gated or fear.answer is not None:
            return set()
        blocks = self._place.visit.step.blocks
        kinds = [block.type for block in blocks]
        start = kinds.index(BlockType.GATE) if BlockType.GATE in kinds else 0
        behind = (each for each in blocks[start:] if each.type is not BlockType.CHECKIN)
        return {id(each) for each in behind if stores(each)}

    def _make_first(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._make(block, self._first)

    def _make_rest(self) -> None:
        self._make_first(self._order.first[1:])
        if self.unfolded:
            self._make_later()
        for block in self._order.last:
            self._make(block, self._last)

    def _make_later(self) -> None:
        for block in self._order.later:
            self._make(block, self._later)

    def _make(self, block: Block, column: QVBoxLayout) -> None:
        if id(block) in self._parts:
            return
        part = make_part(self._place, block, self)
        self._parts[id(block)] = part
        column.addWidget(part)
        part.asked.connect(self.asked)
        part.went.connect(self.went)
        part.sight.connect(self.sight)
        part.told.connect(self.told)
        part.caret.connect(self.caret)
        part.shifted.connect(self.shifted)
        part.turned.connect(self.turned)
        part.passed.connect(lambda: self._go_after(part))
        if isinstance(part, Asking):
            self._watch.add(part.question)
        part.chose.connect(self.chose)

    def _on_value(self, field_id: str) -> None:
        if field_id in self._deciding:
            self.refresh()

    def _go_after(self, part: Part) -> None:
        """On to what stands below ``part``."""
        resume, self.resume = self.resume, None
        if resume is not None and isinstance(part, GatePart):
            resume()
            return
        if self.waiting:
            self.reveal()
        # It may be gone itself by now, as the question about fear is once it was answered.
        order = [id(block) for block in self._order.blocks]
        below = set(order[order.index(id(part.block)) + 1 :])
        following = next((p for p in self.parts if id(p.block) in below and p.stops()), None)
        last = {id(block) for block in self._order.last}
        at_more = (following is None or id(following.block) in last) and id(part.block) not in last
        if at_more and not is_away(self.more):
            self.more.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.sight.emit(self.more)
        elif following is None:
            self.ended.emit()
        else:
            following.give_keys()
            self.sight.emit(following)

    def _link(self, name: str) -> Link:
        link = Link(self._place.kit.look, self._place.kit.icons, self)
        link.setAccessibleIdentifier(name)
        return link

    def _measure(self) -> None:
        gap = self._place.kit.look.px(_GAP)
        for column in (self._column, self._first, self._later, self._last):
            column.setSpacing(gap)


def _asks(block: Block, name: str) -> bool:
    field = block.field
    return field is not None and (field.id == name or name == f"{field.id}_other")


def _within(part: Part, widget: QWidget | None) -> bool:
    return widget is not None and part.isAncestorOf(widget)
