"""Calm: a shelf of everything that can be practised, and the pages behind it.

One page is in front at a time: the shelf, what can be chosen about an exercise, the question before
it, a pattern of one's own, or what was done. It works locked and before there is a vault. It plays
nothing itself; it asks other screens by their names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.announce import announce
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.calm.desk import BREATHE, CalmDesk, Front
from safeharbor.ui.calm.leaves import Leaves
from safeharbor.ui.calm.reading import Reader
from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.calm.talk import CalmTalk
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.top_row import fit_back
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.motion import Motion
from safeharbor.ui.practice_keeper import PracticeKeeper
from safeharbor.ui.screen import Screen
from safeharbor.ui.session import SessionController
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.page import Page, Room

_WIDTH: Final = 700
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
_SETTINGS: Final = "settings"
_SOUND: Final = "sounds.tones"


class CalmScreen(Screen):
    """The place where calm is to be found, if one likes."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        preferences: Preferences,
        motion: Motion,
        session: SessionController,
        bridge: Bridge,
        keeper: PracticeKeeper,
        has_vault: Callable[[], bool],
        clock: Callable[[], float],
        today: Callable[[], dt.date],
        parent: QWidget | None = None,
        *,
        reader: Reader | None = None,
    ) -> None:
        """The shelf.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            preferences: the plain settings.
            motion: whether a light may move.
            session: has the services, and says when the vault opens and closes.
            bridge: brings results to this thread.
            keeper: knows what felt worse.
            has_vault: whether there is a vault in this home.
            clock: seconds that never go back.
            today: the day.
            parent: the window.
            reader: reads the content; None for the shipped one.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._talk = CalmTalk(self)
        self._room = Room.WIDE
        self._scrolled = 0
        self._shown: Front | None = None
        self._pressed = ""
        self._given: tuple[QWidget | None, bool] = (None, False)
        self.setAccessibleName(self.tr("Calm"))
        self.page = Page(look, self, width=_WIDTH, top=_TOP)
        content = reader or Reader()
        self.desk = CalmDesk(session, bridge, preferences, keeper, content, has_vault, self)
        self._leaves = self._make_leaves(motion, clock, today)
        self._build()
        self._connect()

    def entered(self) -> None:
        """Where one was; the keys go to what was pressed there last."""
        if self._shown is not self.desk.front or self._shown is Front.DONE:
            self._rebuild()
        first = {Front.SHELF: "calm.now", Front.EDITOR: "calm.name"}
        usual = first.get(self.desk.front, "calm.begin")
        pressed, self._pressed = self._pressed, ""
        self._give_keys(pressed or usual, by_hand=True)

    def left(self) -> None:
        """Another screen is in front: nothing of what was said stays."""
        self.notice.clear()

    def escape(self) -> None:
        """One page back, or to where one was before."""
        if not self.desk.back():
            self.back.emit()

    def stops(self) -> list[QWidget]:
        """The way back, what is said, and the page."""
        return [self.leave, *self.notice.stops(), *self.body.stops()]

    def arrange(self) -> None:
        """Give the page its room; names stand in its margin where there is one."""
        px, behind = self._look.px, self.desk.front is not Front.SHELF
        self.leave.setVisible(behind)
        top = px(_BELOW_BACK) if behind else 0
        self.page.top = _TITLE if behind else _TOP
        self.page.fill(QRect(0, top, self.width(), self.height() - top), self.corner)
        self._place_back()
        wide = self.page.column_width
        room = Room.WIDE if wide >= px(_NAMES) else Room.NARROW
        room = Room.TIGHT if wide < px(_TIGHT) else room
        if room is not self._room:
            self._room = room
            self._rebuild()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _make_leaves(
        self, motion: Motion, clock: Callable[[], float], today: Callable[[], dt.date]
    ) -> Leaves:
        return Leaves(
            self.desk,
            motion,
            clock,
            today,
            show=self._show,
            look_at=self._look_at,
            settings=lambda: self.ask.emit(_SETTINGS, OpenTab(Tab.READING, _SOUND)),
            breathe=lambda: self.go.emit(BREATHE),
        )

    def _build(self) -> None:
        look, icons = self._look, self._icons
        self.notice = Notice(look, icons, self)
        self.body: Stack = Stack(self._bench())
        for part in (self.notice, self.body):
            self.page.column.addWidget(part)
        self.page.column.setStretch(1, 1)
        self.leave = Button(look, icons, self, kind=Kind.TOOL, height=_BACK)
        self.leave.setAccessibleIdentifier("calm.back")
        #: Back to the page with all exercises, or to the page before.
        self.leave.dress(self.tr("Calm"), icon="arrow-left")

    def _connect(self) -> None:
        desk = self.desk
        self.leave.clicked.connect(self.escape)
        self.notice.dismissed.connect(lambda: self._rebuild("calm.now"))
        desk.changed.connect(self._rebuild)
        desk.kept.connect(self.changed)
        desk.said.connect(lambda words: announce(self, words))
        desk.failed.connect(self._say_error)
        desk.ask.connect(self._ask_for)
        self._look.changed.connect(self._rebuild)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keys that went somewhere by themselves are no longer where they were given to."""
        if now is not None and now is not self._given[0]:
            self._given = (None, False)

    def _ask_for(self, route: str, wish: object) -> None:
        self._pressed = self._keys_in_body()[0]
        self.ask.emit(route, wish)

    def _bench(self) -> Bench:
        return Bench(self._look, self._icons, self._talk, self._room)

    def _say_error(self, error: HarborError) -> None:
        self.notice.say_error(error)
        self._lay_out()
        self._bring(self.notice)

    def _rebuild(self, focus: str = "") -> None:
        """Show the page as it is now; ``focus`` names what has the keys then.

        While another screen is in front nothing stands here, least of all what a lock took away.
        """
        had, by_hand = self._keys_in_body()
        back_had = QApplication.focusWidget() is self.leave
        bar = self.page.verticalScrollBar()
        at, seen = bar.value(), self._is_seen(QApplication.focusWidget())
        if self._shown is Front.SHELF:
            self._scrolled = at
        hidden = self.isHidden()
        turned = self._shown is not self.desk.front
        self._shown = None if hidden else self.desk.front
        self.arrange()
        before, self.body = self.body, self._new_body(hidden=hidden)
        self.page.column.replaceWidget(before, self.body)
        before.hide()
        before.deleteLater()
        self._lay_out()
        if turned and not hidden:
            # A new page begins at its top; the shelf stands where it stood.
            at = self._scrolled if self._shown is Front.SHELF else 0
        bar.setValue(at)
        if focus or had or back_had:
            # Whoever reads on elsewhere is not torn away by another colour.
            self._give_keys(focus or had, by_hand=by_hand, bring=bool(focus) or turned or seen)

    def _new_body(self, *, hidden: bool) -> Stack:
        bench = self._bench()
        return Stack(bench) if hidden else self._leaves.front(bench, self.page.column_width)

    def _lay_out(self) -> None:
        """Find a place for everything now: a page that leaps once it is seen is no calm one."""
        if self.isVisible():
            self.body.show()
            self.page.lay_out()

    def _keys_in_body(self) -> tuple[str, bool]:
        """What has the keys in the body, and whether no ring is needed around it."""
        focus = QApplication.focusWidget()
        if focus is None or not self.body.isAncestorOf(focus):
            return "", False
        given, by_hand = self._given
        return focus.accessibleIdentifier(), by_hand if focus is given else focus.underMouse()

    def _give_keys(self, name: str, *, by_hand: bool, bring: bool = True) -> None:
        """To what is called ``name``; a ring shows where they are, unless the pointer does."""
        stop = self.body.stop_called(name)
        if stop is None:
            stop = next((each for each in self.body.stops() if each.isVisible()), self.leave)
        # A field shows it by its edge, and what is being typed in it must not be marked.
        typed = isinstance(stop, (QLineEdit, QAbstractSpinBox))
        other, key = Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ShortcutFocusReason
        stop.setFocus(other if by_hand or typed else key)
        self._given = (stop, by_hand)
        if stop is not self.leave and bring:
            self._bring(stop)

    def _is_seen(self, widget: QWidget | None) -> bool:
        """Whether ``widget`` stands on the page, in sight."""
        return widget is not None and self.body.isAncestorOf(widget) and self.page.sees(widget)

    def _show(self, widget: QWidget) -> None:
        self._lay_out()
        self._bring(widget)

    def _look_at(self, stop: QWidget) -> None:
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring(stop)

    def _bring(self, widget: QWidget) -> None:
        """Scroll to what has its place already; of what is too high, to its beginning."""
        if self.isVisible():
            self.page.bring_whole(widget)

    def _place_back(self) -> None:
        """In the row of the tools, its icon above where lines begin."""
        px, margins = self._look.px, self.page.column.contentsMargins()
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        start = (margins.right() if back else margins.left()) - px(_BACK_LEFT)
        fit_back(self, self.leave, start)
        size = self.leave.sizeHint()
        top = px(_BACK_TOP) - self._look.free_room
        place = QRect(start, top, size.width(), size.height())
        self.leave.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))
        self.leave.raise_()
