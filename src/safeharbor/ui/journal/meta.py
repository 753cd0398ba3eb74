"""One quiet line under the title: day and time, tide, tags, star, and what else can be done."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.domain.entry import Mood
from safeharbor.domain.moment import Moment
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.dates import full_day, joined, middle_day, short_day, time_of
from safeharbor.ui.journal.quiet import QuietButton, TagChip
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.tide import mood_word

_GAP: Final = 8
_LEAD: Final = 6
_SHOWN: Final = 8
"""Tags that are in sight while none is being changed."""
_DAYS: Final = (full_day, middle_day, short_day)
"""How the day is written, the longest first."""


class MetaLine(QWidget):
    """What is true of the entry besides its text; pressing a part opens what changes it."""

    date_pressed = Signal()
    mood_pressed = Signal()
    tag_pressed = Signal()
    star_pressed = Signal()
    more_pressed = Signal()
    tag_removed = Signal(str)

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._changing = False
        self._moment: Moment | None = None
        self._today: dt.date | None = None
        self.chips: list[TagChip] = []
        self.date = QuietButton(look, icons, self)
        self.mood = QuietButton(look, icons, self, color="text", weight=500)
        self.others = QuietButton(look, icons, self)
        self.others.hide()
        self.add_tag = QuietButton(look, icons, self, color="accent", weight=500)
        self.add_tag.dress(self.tr("Tag"), icon="plus", name=self.tr("Tags: add or remove"))
        self.star = QuietButton(look, icons, self)
        self.more = QuietButton(look, icons, self)
        self.more.dress(self.tr("More"), icon="ellipsis", name=self.tr("More for this entry"))
        self._flow = Flow(self)
        for button, signal in (
            (self.date, self.date_pressed),
            (self.mood, self.mood_pressed),
            (self.others, self.tag_pressed),
            (self.add_tag, self.tag_pressed),
            (self.star, self.star_pressed),
            (self.more, self.more_pressed),
        ):
            self._flow.addWidget(button)
            button.clicked.connect(lambda *_, signal=signal: signal.emit())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._dress)
        self._dress()

    def show_moment(self, moment: Moment, today: dt.date) -> None:
        """The day and the time."""
        self._moment, self._today = moment, today
        self._fit()

    def show_mood(self, mood: Mood | None) -> None:
        """The tide, or the offer to choose one."""
        if mood is None:
            self.mood.dress(self.tr("Mood"), icon="plus", color="accent")
            self.mood.setAccessibleName(self.tr("Mood: not chosen"))
        else:
            #: %1 is a mood such as Low.
            name = self.tr("Mood: %1").replace("%1", mood_word(mood))
            self.mood.dress(mood_word(mood), mood=mood, color="text", name=name)
        self._fit()

    def show_star(self, *, starred: bool) -> None:
        """Whether it has a star."""
        name = self.tr("Starred. Remove the star")
        self.star.dress(self.tr("Starred"), icon="star", color="accent", name=name)
        self.star.setVisible(starred)
        self._fit()

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """The tags, in the order they were given."""
        if tuple(chip.tag for chip in self.chips) == tags:
            return
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for place, tag in enumerate(tags):
            chip = TagChip(self._look, self._icons, tag, self)
            chip.show_cross(shown=self._changing)
            chip.removed.connect(self.tag_removed)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
            self._flow.move_item(chip, 2 + place)
            self.chips.append(chip)
        self._show_some()

    def change_tags(self, *, changing: bool) -> None:
        """Show the crosses, or not."""
        self._changing = changing
        # The field below does what it offers.
        self.add_tag.setVisible(not changing)
        for chip in self.chips:
            chip.show_cross(shown=changing)
        self._show_some()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        star = [] if self.star.isHidden() else [self.star]
        chips = [chip for chip in self.chips if not chip.isHidden()]
        others = [] if self.others.isHidden() else [self.others]
        add = [] if self.add_tag.isHidden() else [self.add_tag]
        return [self.date, self.mood, *chips, *others, *add, *star, self.more]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the day is written short."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dot between facts that stand side by side."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("muted"))
        radius = 1.2 * self._look.unit
        parted = {self.date, self.mood}
        for row in self._flow.rows():
            for item, following in itertools.pairwise(row):
                if item.widget() in parted:
                    one, other = item.geometry(), following.geometry()
                    left, right = sorted((one, other), key=lambda each: each.left())
                    middle = (left.right() + 1 + right.left()) / 2
                    # A tag fills its place, words stand a little inside of theirs.
                    bare = isinstance(following.widget(), TagChip)
                    middle -= self._look.free_room / 2 if bare else 0
                    painter.drawEllipse(QPointF(middle, one.center().y() + 1), radius, radius)

    def _on_chip(self) -> None:
        if not self._changing:
            self.tag_pressed.emit()

    def _show_some(self) -> None:
        """Many tags are in sight only while they are being changed."""
        hidden = 0 if self._changing else max(len(self.chips) - _SHOWN, 0)
        for place, chip in enumerate(self.chips):
            chip.setVisible(place < len(self.chips) - hidden)
        self.others.setVisible(hidden > 0)
        #: %n is a number of tags.
        self.others.dress(self.tr("%n more", "", hidden))
        self.others.setAccessibleName(self.tr("%n more tags", "", hidden))
        self._order_stops()
        self._dress()
        self.updateGeometry()
        self.update()

    def _fit(self) -> None:
        """Write the day as long as it can be without taking another row."""
        if self._moment is None or self._today is None:
            return
        day, today = self._moment.local_date, self._today
        #: %1 is a day.
        name = self.tr("Date: %1. Move to another day").replace("%1", full_day(day, today))
        before, least, best = self.date.text(), len(self.stops()) + 1, ""
        for written in _DAYS:
            words = joined(written(day, today), time_of(self._moment))
            self.date.setText(words)
            rows = len(self._flow.rows(self.width()))
            whole = not self.date.cut and self.date.sizeHint().width() <= self.width()
            if (whole and rows < least) or (not best and written is _DAYS[-1]):
                least, best = rows, words
        self.date.setText(before)
        if before != best or self.date.accessibleName() != name:
            self.date.dress(best, name=name)

    def _order_stops(self) -> None:
        chain = self.stops()
        for first, second in itertools.pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _dress(self) -> None:
        px = self._look.px
        self._flow.set_gaps(px(_GAP), px(4))
        first: QWidget = self.chips[0] if self.chips else self.add_tag
        self._flow.set_leads(
            {self.mood: px(_LEAD), first: px(_LEAD + 4 * bool(self.chips))},
            dict.fromkeys(self.chips, self._look.free_room),
        )
        self._fit()
