"""A page whose column is made anew at every change, while keys and scroll stay where they were.

What stands in the column is known by its name, so that whoever makes it anew keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QTextEdit, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.top_row import fit_back
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.page import Page, Room
from safeharbor.ui.widgets.stack import Bench, Stack

_TOP: Final = 57
_BELOW_BACK: Final = 58
_TITLE: Final = 15
_BACK_TOP: Final = 16
_BACK: Final = 36
_BACK_LEFT: Final = 13
_NAMES: Final = 560
"""The least width of a column in which names stand in its margin."""
_TIGHT: Final = 300
"""In less than this everything stands below each other."""

Make = Callable[[Bench], Stack]


class Leaf(QWidget):
    """The page. ``rebuild`` makes its column of what is true now."""

    left = Signal()
    """The way back was taken."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        make: Make,
        parent: QWidget,
        *,
        back: str = "",
        width: int = 700,
    ) -> None:
        """An empty page; ``rebuild`` fills it.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            make: makes the column.
            parent: the screen.
            back: where the way back leads, "" for a page without one.
            width: of the column at most, in pixels of the drawings.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._make = make
        self._corner = QSize(0, 0)
        self._room = Room.WIDE
        self._made = False
        self._given: tuple[QWidget | None, bool] = (None, False)
        self.page = Page(look, self, width=width, top=_TOP)
        self.notice = Notice(look, icons, self)
        self.body: Stack = Stack(self._bench())
        for part in (self.notice, self.body):
            self.page.column.addWidget(part)
        self.page.column.setStretch(1, 1)
        self.back = Button(look, icons, self, kind=Kind.TOOL, height=_BACK)
        self.back.setAccessibleIdentifier("leaf.back")
        self.back.dress(back, icon="arrow-left")
        self.back.setVisible(bool(back))
        self.back.clicked.connect(self.left)
        look.changed.connect(self._on_look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def has_keys(self) -> bool:
        """Whether the keys are on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    @property
    def keys_on(self) -> str:
        """The name of what has the keys in the column, "" where nothing has."""
        return self._keys_in_body()[0]

    def keep_free(self, corner: QSize) -> None:
        """Keep ``corner`` free of anything to read or press."""
        self._corner = corner
        self.arrange()

    def rebuild(self, focus: str = "", *, top: bool = False) -> None:
        """Make the column anew.

        Args:
            focus: what has the keys then; "" for what had them, if anything here had.
            top: whether the page begins at its top, as a page that was turned to.
        """
        had, by_hand = self._keys_in_body()
        bar = self.page.verticalScrollBar()
        at, seen = bar.value(), self._is_seen(QApplication.focusWidget())
        self._made = True
        self.arrange()
        before, self.body = self.body, self._make(self._bench())
        self.page.column.replaceWidget(before, self.body)
        self.page.column.setStretch(1, 1)
        before.hide()
        before.deleteLater()
        self.lay_out()
        bar.setValue(0 if top else at)
        if focus or had:
            # Whoever reads on elsewhere is not torn away by another colour.
            self.give_keys(focus or had, by_hand=by_hand, bring=bool(focus) or seen)

    def give_keys(self, name: str = "", *, by_hand: bool = True, bring: bool = True) -> None:
        """To what is called ``name``, else to the first thing there is.

        A ring shows where they are, unless ``by_hand`` says that the pointer does.
        """
        stop = self.body.stop_called(name) if name else None
        if stop is None:
            stop = next((each for each in self.body.stops() if each.isVisible()), self.back)
        # A field shows it by its edge, and what is being typed in it must not be marked.
        typed = isinstance(stop, (QLineEdit, QTextEdit, QAbstractSpinBox))
        other, key = Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ShortcutFocusReason
        stop.setFocus(other if by_hand or typed else key)
        self._given = (stop, by_hand)
        if stop is not self.back and bring:
            self.bring(stop)

    def say_error(self, error: HarborError) -> None:
        """Say what did not work, above everything else."""
        self.notice.say_error(error)
        self.show_notice()

    def say(self, words: str, action: str = "") -> None:
        """Say something above everything else."""
        self.notice.say(words, action)
        self.show_notice()

    def show_notice(self) -> None:
        """Bring what is said into sight."""
        self.lay_out()
        self.bring(self.notice)

    def stops(self) -> list[QWidget]:
        """The way back, what is said, and the column."""
        return [self.back, *self.notice.stops(), *self.body.stops()]

    def arrange(self) -> None:
        """Give the page its room; names stand in its margin where there is one."""
        px, behind = self._look.px, bool(self.back.text())
        top = px(_BELOW_BACK) if behind else 0
        self.page.top = _TITLE if behind else _TOP
        self.page.fill(QRect(0, top, self.width(), self.height() - top), self._corner)
        self._place_back()
        wide = self.page.column_width
        room = Room.WIDE if wide >= px(_NAMES) else Room.NARROW
        room = Room.TIGHT if wide < px(_TIGHT) else room
        if room is not self._room:
            self._room = room
            if self._made:
                self.rebuild()

    def bring(self, widget: QWidget) -> None:
        """Scroll to what has its place already; of what is too high, to its beginning."""
        if self.isVisible():
            self.page.bring_whole(widget)

    def lay_out(self) -> None:
        """Find a place for everything now: a page that leaps once it is seen is no calm one."""
        if self.isVisible():
            self.body.show()
            self.page.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _on_look(self) -> None:
        self.arrange()
        if self._made:
            self.rebuild()

    def _bench(self) -> Bench:
        return Bench(self._look, self._icons, self._room)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keys that went somewhere by themselves are no longer where they were given to."""
        if now is not None and now is not self._given[0]:
            self._given = (None, False)

    def _keys_in_body(self) -> tuple[str, bool]:
        """What has the keys in the column, and whether no ring is needed around it."""
        focus = QApplication.focusWidget()
        if focus is None or not self.body.isAncestorOf(focus):
            return "", False
        given, by_hand = self._given
        return focus.accessibleIdentifier(), by_hand if focus is given else focus.underMouse()

    def _is_seen(self, widget: QWidget | None) -> bool:
        """Whether ``widget`` stands in the column, in sight."""
        return widget is not None and self.body.isAncestorOf(widget) and self.page.sees(widget)

    def _place_back(self) -> None:
        """In the row of the tools, its icon above where lines begin."""
        if not self.back.text():
            return
        px, margins = self._look.px, self.page.column.contentsMargins()
        other = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        lead = self.rect().right() - self.page.geometry().right() if other else self.page.x()
        start = lead + (margins.right() if other else margins.left()) - px(_BACK_LEFT)
        fit_back(self, self.back, start)
        size = self.back.sizeHint()
        top = px(_BACK_TOP) - self._look.free_room
        place = QRect(start, top, size.width(), size.height())
        self.back.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))
        self.back.raise_()
