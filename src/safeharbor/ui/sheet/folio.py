"""A page of the worksheet screen: the way back, a column that scrolls, and what stands beside it.

Where there is no room beside the column, it stands below it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.top_row import fit_back
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.tools import Tools

_BACK_TOP: Final = 16
_BACK: Final = 36
_BACK_LEFT: Final = 13
_BELOW_BACK: Final = 58
_ABOVE: Final = 2
_BELOW_NOTICE: Final = 12
_BESIDE: Final = 860
"""The least room in which something stands beside the column."""
_WIDE: Final = 392
_SHARE: Final = 0.42
_BETWEEN: Final = 32


class Folio(QWidget):
    """One page."""

    left = Signal()
    """The way back was taken."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        parent: QWidget,
        *,
        back: str,
        width: int = 600,
        beside: int = _WIDE,
    ) -> None:
        """An empty column.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            parent: the screen.
            back: where the way back leads.
            width: of the column at most, in pixels of the drawings.
            beside: of what stands beside it at most, the same.
        """
        super().__init__(parent)
        self._look = look
        self._room_beside = beside
        self._icons = icons
        self._corner = QSize(0, 0)
        self._aside: QWidget | None = None
        self._beside = self._dim = False
        self.sunken = False
        self.foot = 0
        """Pixels at the foot that are left to something else."""
        self.page = Page(look, self, width=width, top=_ABOVE)
        self.side = Page(look, self, width=beside, top=_ABOVE)
        for page in (self.side, self.page):
            _let_through(page)
        self.notice = Notice(look, icons, self)
        self.body = QVBoxLayout()
        self._gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._below = QVBoxLayout()
        self._lay_out()
        # With a width of its own its icon stands at its edge, however long its words are.
        self.back = Button(look, icons, self, kind=Kind.TOOL, height=_BACK, width=1)
        self.back.setAccessibleIdentifier("sheet.back")
        self.back.dress(back, icon="arrow-left")
        self.back.clicked.connect(self.left)
        look.changed.connect(self.arrange)

    def _lay_out(self) -> None:
        """What is said, the body, and what stands below it where nothing stands beside."""
        space = self._look.px(_BELOW_NOTICE)
        self.body.setSpacing(0)
        self.body.addWidget(self.notice)
        self.body.addSpacing(space)
        self.page.column.addLayout(self.body)
        self.page.column.addItem(self._gap)
        self.page.column.addLayout(self._below)
        self.page.column.addStretch(1)
        self.side.column.addSpacing(space)
        self.side.column.addStretch(1)

    @property
    def beside(self) -> bool:
        """Whether something stands beside the column."""
        return self._beside

    def put_aside(self, widget: QWidget | None) -> None:
        """Let ``widget`` stand beside the column, or below it; it may be hidden for a time."""
        before, self._aside = self._aside, widget
        if before is not None and before is not widget:
            before.hide()
            before.deleteLater()
        if widget is not None:
            self._below.addWidget(widget)
        self._beside = False
        self.arrange()

    def fill(self, corner: QSize) -> None:
        """Keep ``corner`` free."""
        self._corner = corner
        self.arrange()

    def arrange(self) -> None:
        """Give everything its room."""
        px, direction = self._look.px, self.layoutDirection()
        aside = self._aside
        shown = aside is not None and not aside.isHidden()
        beside = shown and self.width() >= px(_BESIDE)
        if aside is not None and beside is not self._beside:
            self._beside = beside
            if beside:
                self.side.column.insertWidget(1, aside)
            else:
                self._below.addWidget(aside)
        self.side.setVisible(beside)
        self._gap.changeSize(0, px(_BETWEEN) if shown and not beside else 0)
        self.page.column.invalidate()
        wide = min(px(self._room_beside), round(self.width() * _SHARE)) if beside else 0
        top = px(_BELOW_BACK)
        left = QRect(0, top, self.width() - wide, self.height() - top - self.foot)
        right = QRect(self.width() - wide, top, wide, self.height() - top)
        self.page.fill(mirrored(direction, self.rect(), left), self._corner)
        if beside:
            self.side.fill(mirrored(direction, self.rect(), right), QSize(0, 0))
        self._place_back()
        self._tell_tools()
        self.update()

    def stops(self) -> list[QWidget]:
        """The way back, and what is said; what else stands in it is for whoever fills it."""
        return [self.back, *self.notice.stops()]

    def showEvent(self, event: QShowEvent) -> None:
        """The tools of the window stand on its ground."""
        super().showEvent(event)
        self._tell_tools()

    def hideEvent(self, event: QHideEvent) -> None:
        """They stand on another page's ground now."""
        super().hideEvent(event)
        self._tell_tools()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dim ground beside the column, over its whole height."""
        if not (self._beside and self.sunken):
            return
        look, direction = self._look, self.layoutDirection()
        start, painter = self.width() - self.side.width(), QPainter(self)
        ground = QRect(start, 0, self.side.width(), self.height())
        painter.fillRect(mirrored(direction, self.rect(), ground), look.color("sunken"))
        if look.high_contrast:
            # There both grounds are alike.
            edge = QRect(start, 0, 1, self.height())
            painter.fillRect(mirrored(direction, self.rect(), edge), look.color("border"))

    def _tell_tools(self) -> None:
        dim = self._beside and self.sunken and self.isVisible()
        tools = self.window().findChild(Tools)
        # Of two pages that change places each speaks for itself alone.
        if tools is not None and (dim or self._dim):
            tools.stand_on("sunken" if dim else "bg")
        self._dim = dim

    def _place_back(self) -> None:
        """In the row of the tools, its icon above where lines begin."""
        px, margins = self._look.px, self.page.column.contentsMargins()
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        # In a narrow window the page itself may stand beside the doors.
        lead = self.rect().right() - self.page.geometry().right() if back else self.page.x()
        start = lead + (margins.right() if back else margins.left()) - px(_BACK_LEFT)
        fit_back(self, self.back, start)
        size = self.back.sizeHint()
        top = px(_BACK_TOP) - self._look.free_room
        place = QRect(start, top, size.width(), size.height())
        self.back.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))
        self.back.raise_()


def _let_through(page: Page) -> None:
    """Let what is painted behind a page be seen."""
    page.viewport().setAutoFillBackground(False)
    inside = page.widget()
    if inside is not None:
        inside.setAutoFillBackground(False)
