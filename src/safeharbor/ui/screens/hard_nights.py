"""My page for hard nights: what somebody wrote down to be read without unlocking. It only shows.

It needs no vault, works offline and locked, and keeps no record of being opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from safeharbor.content.sheets import sheet_of_body
from safeharbor.domain.errors import HarborError
from safeharbor.domain.page import (
    BETWEEN,
    Big,
    Block,
    Heading,
    Lines,
    PaperChoices,
    Paragraph,
    Table,
    page,
)
from safeharbor.services.open_plan import OpenPlanService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.sheet.fields.days import said_day
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.back import Back
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.stack import Bench, Stack

_KEYS: Final = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}
"""Keys that move the page."""
_AROUND: Final = 2
_TO_RING: Final = re.compile(r"\d{3}")


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page says."""

    title: str = ""
    blocks: tuple[Block, ...] = ()


class _Leave(Back):
    """The one thing that takes keys here leaves those to the page that move it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and their like are for the page."""
        if event.key() in _KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class HardNightsScreen(Screen):
    """The page; it is read anew each time it is opened."""

    way_back_above = True

    def __init__(
        self,
        look: Look,
        icons: Icons,
        plan: OpenPlanService,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        """An empty page.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            plan: reads the page.
            bridge: brings it to this thread.
            parent: the window.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._plan = plan
        self._bridge = bridge
        self._read: _Read | None = None
        self.setAccessibleName(self.tr("My page for hard nights"))
        self.page = Page(look, self, width=720, top=64)
        self.leave = _Leave(look, icons, self)
        self.leave.clicked.connect(self.escape)
        self.body = Stack(Bench(look, icons))
        self.page.column.addWidget(self.body, 1)
        look.changed.connect(self._rebuild)

    def entered(self) -> None:
        """Read what stands there now."""
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.verticalScrollBar().setValue(0)
        self._bridge.then(self._bridge.run(self._open), self, self._show, self._fail)

    def left(self) -> None:
        """Nothing of it stays on the screen."""
        self._read = None
        self._rebuild()

    def stops(self) -> list[QWidget]:
        """The way back."""
        return [self.leave]

    def arrange(self) -> None:
        """Give the page its room."""
        self.page.fill(self.rect(), self.corner)
        self.leave.place_in(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys move the page, since nothing stands in it that they could go to."""
        action = _KEYS.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self.page.verticalScrollBar().triggerAction(action)

    def _open(self) -> _Read:
        """Read the page, behind the window."""
        plan = self._plan.read()
        if plan is None:
            return _Read()
        sheet = sheet_of_body(plan.template.body)
        # It is for whoever wrote it: names stand as they were written.
        choices = PaperChoices(initials=False, day=said_day)
        return _Read(plan.title or sheet.title, page(sheet, plan.answers, choices).blocks)

    def _show(self, read: _Read) -> None:
        if self.isVisible():
            self._read = read
            self._rebuild()

    def _fail(self, _error: HarborError) -> None:
        self._show(_Read())

    def _rebuild(self) -> None:
        before, self.body = self.body, self._new_body()
        self.page.column.replaceWidget(before, self.body)
        self.page.column.setStretchFactor(self.body, 1)
        before.hide()
        before.deleteLater()
        self.body.show()
        self.arrange()

    def _new_body(self) -> Stack:
        stack = Stack(Bench(self._look, self._icons))
        read = self._read
        if read is None:
            return stack
        stack.words(read.title or self.tr("My page for hard nights"), Type.TITLE)
        stack.gap(8)
        if not read.blocks:
            words = self.tr("There is nothing to read here. The numbers are under Get help.")
            stack.words(words, Type.READING)
        for block in read.blocks:
            _add(stack, block)
        stack.gap(32)
        stack.column.addStretch()
        return stack


def _add(stack: Stack, block: Block) -> None:
    """Put a block into the column; pictures and empty grids are for paper."""
    if isinstance(block, Heading):
        stack.gap(20)
        stack.words(block.text, Type.LABEL)
        stack.gap(4)
    elif isinstance(block, Big):
        _say(stack, block.text, Type.TITLE)
    elif isinstance(block, Paragraph):
        _say(stack, block.text)
    elif isinstance(block, Lines):
        for item in block.items:
            _say(stack, item)
            stack.gap(6)
    elif isinstance(block, Table):
        for row in block.table.rows:
            _say(stack, BETWEEN.join(filter(None, row)))
            stack.gap(6)


def _say(stack: Stack, text: str, kind: Type = Type.READING) -> None:
    """Words; where a number to ring is among them, it stays whole and is read digit by digit."""
    if _TO_RING.search(text):
        # As far from other lines as words are, which have room around them.
        stack.gap(_AROUND)
        stack.put(Digits(stack.bench.look, text, kind, wrap=True))
        stack.gap(_AROUND)
    else:
        stack.words(text, kind)
