"""What is the matter right now: three buttons and a quiet line, and nothing to explain."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.ui.help.column import Bench, Column
from safeharbor.ui.help.topics import BUTTONS, Topic, leads, said_first, words
from safeharbor.ui.help.view import HelpView, topic_id
from safeharbor.ui.mirror import leading
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.rows import ButtonRow

_HIGH: Final = 44
_SIDE: Final = 16
_TOP: Final = 10
_BETWEEN: Final = 4
_HIGHEST: Final = 10_000


class WrappedButton(Button):
    """A button over the whole width of a narrow page, in as many lines as its words need."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        """Without words yet."""
        super().__init__(bench.look, bench.icons, parent, height=_HIGH)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What its words need in their widest weight."""
        px = self._look.px
        room = QRect(0, 0, max(width - 2 * (self.margin + px(_SIDE)), 1), _HIGHEST)
        metrics = QFontMetrics(self._look.font(Type.BUTTON, weight=600))
        wraps = int(Qt.TextFlag.TextWordWrap)
        high = metrics.boundingRect(room, wraps, self.text()).height()
        return max(high + 2 * px(_TOP), px(_HIGH)) + 2 * self.margin

    def sizeHint(self) -> QSize:
        """As high as it is in the width that it has."""
        wide = max(self.width(), self.minimumSizeHint().width())
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return QSize(self._look.px(120), self._look.px(_HIGH) + 2 * self.margin)

    def _paint_content(self, painter: QPainter, body: QRect) -> None:
        painter.setFont(self._word_font())
        painter.setPen(QColor(self._ink()))
        side = self._look.px(_SIDE)
        start = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
        flags = int(Qt.TextFlag.TextWordWrap) | start.value
        painter.drawText(body.adjusted(side, 0, -side, 0), flags, self.text())


class RightNow(Column):
    """The buttons; the one that was pressed shows it and leads back when it is pressed again."""

    def __init__(self, bench: Bench, view: HelpView) -> None:
        """As ``view`` has it."""
        super().__init__(bench)
        self._view = view
        if bench.room is Room.WIDE:
            buttons = [self._button(each) for each in BUTTONS]
            row = ButtonRow(bench.look, self, *buttons)
            flow = row.layout()
            if isinstance(flow, Flow):
                # Their free room is gap enough; so all of them stand in one line.
                flow.set_gaps(0, bench.look.px(_BETWEEN))
            self.part(row, buttons)
        else:
            for each in BUTTONS:
                button = self._wrapped(each)
                self.part(button, [button])
        self.gap(4)
        others = Topic.OTHERS
        self.beside(self.link(topic_id(others), words(others), partial(view.turn_topic, others)))
        if view.topic is None:
            return
        self.gap(16)
        if view.topic is others:
            # A link does not show that it was pressed.
            self.words(words(others), Type.HEADING)
            self.gap(4)
        self.words(said_first(view.topic), Type.READING)

    def _button(self, topic: Topic) -> Button:
        act = partial(self._view.turn_topic, topic)
        button = self.button(topic_id(topic), words(topic), "", act, height=_HIGH)
        button.choose(chosen=topic is self._view.topic)
        return button

    def _wrapped(self, topic: Topic) -> Button:
        button = WrappedButton(self.bench, self)
        button.dress(words(topic))
        button.choose(chosen=topic is self._view.topic)
        return self.named(button, topic_id(topic), partial(self._view.turn_topic, topic))


class Leads(Column):
    """The pages behind what was pressed, each in a line of its own."""

    def __init__(self, bench: Bench, view: HelpView, topic: Topic) -> None:
        """Those of ``topic``."""
        super().__init__(bench)
        if topic is Topic.CALM:
            again = self.tr("Look around, one thing at a time")
            self._add("help.steady", again, view.steady_wanted.emit)
        for each in leads(topic):
            act = partial(view.step_wanted.emit, each.guide, each.step)
            self._add(f"help.step.{each.guide}.{each.step}", each.label, act)

    def _add(self, name: str, word: str, act: Callable[[], None]) -> None:
        """A link; where there is no room for one, what wraps."""
        if self.bench.room is Room.WIDE:
            self.beside(self.link(name, word, act))
            return
        button = WrappedButton(self.bench, self)
        button.dress(word)
        self.part(self.named(button, name, act), [button])
