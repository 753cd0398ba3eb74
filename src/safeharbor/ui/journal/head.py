"""What stands over the text and scrolls with it: title, meta line, and the drawer below them.

The drawer holds what changes a part of the meta line: a calendar, the tides, tags, or the rest.
It opens in the page instead of over it, so nothing covers the text and Tab finds it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.attached_line import AttachedLine
from safeharbor.ui.journal.calendar import MonthCalendar
from safeharbor.ui.journal.meta import MetaLine
from safeharbor.ui.journal.quiet import QuietButton
from safeharbor.ui.journal.tags import TagEntry
from safeharbor.ui.journal.title import TitleField
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.tide import TidePicker

_CALENDAR_WIDTH: Final = 304


class Drawer(enum.Enum):
    """What is open below the meta line."""

    NONE = enum.auto()
    DATE = enum.auto()
    MOOD = enum.auto()
    TAGS = enum.auto()
    MORE = enum.auto()


class MoreRow(QWidget):
    """What is not needed every day."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.look_for = QuietButton(look, icons, self, color="text", weight=500)
        self.look_for.dress(self.tr("Find in this entry"), icon="search")
        self.versions = QuietButton(look, icons, self, color="text", weight=500)
        self.versions.dress(self.tr("Earlier versions"), icon="history")
        self.attach = QuietButton(look, icons, self, color="text", weight=500)
        self.attach.dress(self.tr("Attach a worksheet"), icon="file-text")
        self.attach.setAccessibleIdentifier("entry.attach")
        self.attach.hide()
        self.trash = QuietButton(look, icons, self, color="danger", weight=500)
        self.trash.dress(self.tr("Move to trash"), icon="trash-2")
        self.star = QuietButton(look, icons, self, color="text", weight=500)
        self.show_star(starred=False)
        self._flow = Flow(self, gap=look.px(16), row_gap=look.px(4))
        for button in (self.star, self.look_for, self.versions, self.attach, self.trash):
            self._flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer_sheets(self) -> None:
        """Offer to attach a worksheet."""
        self.attach.show()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        buttons = [self.star, self.look_for, self.versions, self.attach, self.trash]
        return [button for button in buttons if not button.isHidden()]

    def show_star(self, *, starred: bool) -> None:
        """Offer to give a star, or to take it away."""
        words = self.tr("Remove the star") if starred else self.tr("Star this entry")
        self.star.dress(words, icon="star")


class Head(QWidget):
    """The head of one entry."""

    grown = Signal()
    """It may need another height."""

    def __init__(
        self, look: Look, icons: Icons, today: Callable[[], dt.date], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._open = Drawer.NONE
        self.title = TitleField(look, self)
        self.meta = MetaLine(look, icons, self)
        self.attached = AttachedLine(look, icons, self)
        self.attached.changed.connect(self.grown)
        self.calendar = MonthCalendar(look, icons, today, self)
        self.tides = TidePicker(look, self)
        self.tags = TagEntry(look, icons, self)
        self.more = MoreRow(look, icons, self)
        self._drawers: dict[Drawer, QWidget] = {
            Drawer.DATE: self.calendar,
            Drawer.MOOD: self.tides,
            Drawer.TAGS: self.tags,
            Drawer.MORE: self.more,
        }
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._over = QHBoxLayout()
        self._over.addWidget(self.title)
        self._column.addLayout(self._over)
        self._column.addWidget(self.meta)
        self._column.addWidget(self.attached)
        for inside in self._drawers.values():
            self._column.addWidget(inside)
            inside.hide()
        self._column.addStretch(1)
        for signal, drawer in (
            (self.meta.date_pressed, Drawer.DATE),
            (self.meta.mood_pressed, Drawer.MOOD),
            (self.meta.tag_pressed, Drawer.TAGS),
            (self.meta.more_pressed, Drawer.MORE),
        ):
            signal.connect(lambda drawer=drawer: self.toggle(drawer))
        self.tags.done.connect(self.close_drawer)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def open(self) -> Drawer:
        """The open drawer."""
        return self._open

    def toggle(self, drawer: Drawer) -> None:
        """Open a drawer and go into it; the open one is closed."""
        if drawer is self._open:
            self.close_drawer()
            return
        self._show(drawer)
        first: dict[Drawer, QWidget] = {
            Drawer.DATE: self.calendar.grid,
            Drawer.MOOD: self.tides.first_stop(),
            Drawer.TAGS: self.tags.field,
            Drawer.MORE: self.more.star,
        }
        first[drawer].setFocus(Qt.FocusReason.TabFocusReason)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        calendar, tags = self.calendar, self.tags
        inside: dict[Drawer, list[QWidget]] = {
            Drawer.NONE: [],
            Drawer.DATE: [calendar.back, calendar.forward, calendar.grid],
            Drawer.MOOD: [self.tides.first_stop()],
            Drawer.TAGS: [tags.field, *tags.pills, tags.close_button],
            Drawer.MORE: self.more.stops(),
        }
        attached = self.attached.stops()
        return [self.title, *self.meta.stops(), *attached, *inside[self._open]]

    def after_tag(self) -> QWidget:
        """Where the keys go on when a tag was taken away."""
        return self.tags.field if self._open is Drawer.TAGS else self.meta.add_tag

    def close_drawer(self) -> bool:
        """Close it and go back to what opened it; False when none was open."""
        if self._open is Drawer.NONE:
            return False
        opener = {
            Drawer.DATE: self.meta.date,
            Drawer.MOOD: self.meta.mood,
            Drawer.TAGS: self.meta.add_tag,
            Drawer.MORE: self.meta.more,
        }[self._open]
        inside = self._drawers[self._open]
        focused = inside.focusWidget()
        had_focus = focused is not None and focused.hasFocus()
        self._show(Drawer.NONE)
        if had_focus:
            opener.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def hide_drawer(self) -> None:
        """Close it and leave the focus where it is."""
        self._show(Drawer.NONE)

    def height_for(self, width: int) -> int:
        """How high it is at ``width``."""
        self.calendar.setFixedWidth(min(self._look.px(_CALENDAR_WIDTH), width))
        self.tides.spread(width)
        least = self._column.totalMinimumSize().height()
        return max(self._column.totalHeightForWidth(width), least)

    def event(self, event: QEvent) -> bool:
        """Tell when something inside changed its size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().event(event)

    def _show(self, drawer: Drawer) -> None:
        self._open = drawer
        for each, widget in self._drawers.items():
            widget.setVisible(each is drawer)
        self.meta.change_tags(changing=drawer is Drawer.TAGS)
        self.grown.emit()

    def _dress(self) -> None:
        px = self._look.px
        self._column.setContentsMargins(0, px(24), 0, px(32))
        free = self._look.free_room
        self._over.setContentsMargins(free, 0, free, 0)
        self.meta.setContentsMargins(0, px(8), 0, 0)
        self.attached.setContentsMargins(0, px(4), 0, 0)
        for inside in self._drawers.values():
            inside.setContentsMargins(0, px(12), 0, 0)
        self.grown.emit()
