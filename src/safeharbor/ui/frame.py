"""What stands around every screen: the places, the tools, the two doors, a notice, a blank page.

It gives each of them its room and says what is left for the screen. What the first screen does
without is made when it is first needed. It knows no routes; the window says what the screen in
front is like.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.corner import Corner

if TYPE_CHECKING:
    from safeharbor.services.autosave import SaveState
    from safeharbor.ui.widgets.cover import Cover
    from safeharbor.ui.widgets.foot_notice import FootNotice
    from safeharbor.ui.widgets.notice import Notice
    from safeharbor.ui.widgets.places import Place, Places
    from safeharbor.ui.widgets.tools import Tools

NARROW: Final = 900
"""Below this the places are a rail and the doors carry their words below."""
_NOTICE_SIDE: Final = 24
_NOTICE_BELOW: Final = 16
_NOTICE_WIDE: Final = 860


class Setting(NamedTuple):
    """How the screen in front wants to be framed."""

    full: bool = True
    with_lock: bool = False
    with_hide: bool = False


class _Doors(NamedTuple):
    """What the two doors say of the screen in front."""

    running: bool = False
    helping: bool = False


class Frame(QObject):
    """The parts around the screen, all children of the window."""

    chosen = Signal(str)
    """The route of the place that was pressed."""
    lock = Signal()
    hide_now = Signal()
    go_on = Signal()
    """Somebody pressed the blank page."""
    tools_changed = Signal()
    """The row at the top needs more room, or less."""
    blanked = Signal()
    """The window shows nothing but paper now, or something again; see ``covered``."""

    def __init__(
        self, look: Look, icons: Icons, places: Callable[[], Sequence[Place]], window: QWidget
    ) -> None:
        """The two doors; ``places`` is asked what stands on the left when it is needed."""
        super().__init__(window)
        self._look = look
        self._icons = icons
        self._window = window
        self._setting = Setting()
        self._notice: FootNotice | None = None
        self._telling = False
        self._foot = 0
        self._list = places
        self._place = ""
        self._doors = _Doors()
        self._key = ""
        self._places: Places | None = None
        self._tools: Tools | None = None
        self._cover: Cover | None = None
        self.corner = Corner(look, icons, window)

    @property
    def places(self) -> Places:
        """Where one can be."""
        if self._places is None:
            from safeharbor.ui.widgets.places import Places

            self._places = Places(self._look, self._icons, self._list(), self._window)
            self._places.chosen.connect(self.chosen)
            self._places.show_current(self._place)
            self._settle()
        return self._places

    @property
    def tools(self) -> Tools:
        """Saved, Lock and Hide."""
        if self._tools is None:
            from safeharbor.ui.widgets.tools import Tools

            self._tools = Tools(self._look, self._icons, self._window)
            self._tools.lock.connect(self.lock)
            self._tools.hide_now.connect(self.hide_now)
            self._tools.room_changed.connect(self.tools_changed)
            self._tools.show_key(self._key)
            self._settle()
        return self._tools

    @property
    def tools_width(self) -> int:
        """Pixels at the top that a screen leaves to the tools; 0 where none are shown."""
        return 0 if self._tools is None or self._tools.isHidden() else self._tools.width()

    @property
    def cover(self) -> Cover:
        """The blank page."""
        if self._cover is None:
            from safeharbor.ui.widgets.cover import Cover

            self._cover = Cover(self._look, self._window)
            self._cover.go_on.connect(self.go_on)
            self._settle()
        return self._cover

    @property
    def covered(self) -> bool:
        """Whether the window is blank."""
        return self._cover is not None and not self._cover.isHidden()

    @property
    def notice(self) -> Notice:
        """What the pages beside the places have to say in common; made when it is asked for."""
        if self._notice is None:
            from safeharbor.ui.widgets.foot_notice import FootNotice

            self._notice = FootNotice(self._look, self._icons, self._window)
        return self._notice.notice

    def show_place(self, route: str) -> None:
        """Show the place that ``route`` leads to as the one where one is, or none of them."""
        self._place = route
        if self._places is not None:
            self._places.show_current(route)

    def show_doors(self, *, running: bool, helping: bool) -> None:
        """Make the first door Stop or Breathe, and Get help the place where one is or not."""
        self._doors = _Doors(running, helping)
        if not self.covered:
            self._dress(self._doors)

    def show_key(self, key: str) -> None:
        """Show the key that hides."""
        self._key = key
        if self._tools is not None:
            self._tools.show_key(key)

    def show_saving(self, state: SaveState | None) -> None:
        """Say what is true of the text now; None where there is none."""
        if state is not None or self._tools is not None:
            self.tools.show_saving(state)

    def uncover(self) -> None:
        """Show again what is behind the blank page."""
        if self.covered:
            self.cover.hide()
            self._dress(self._doors)
            self.blanked.emit()

    def tell(self, *, telling: bool) -> None:
        """Show the notice on every page beside the places from now on, or no more."""
        self._telling = telling
        self.arrange()
        self.stand_above()

    def use(self, setting: Setting) -> None:
        """Frame a screen like this from now on."""
        self._setting = setting
        self.arrange()

    def arrange(self) -> None:
        """Give every part its room."""
        narrow = self._window.width() < self._look.px(NARROW)
        self.corner.show_narrow(narrow=narrow)
        setting, height = self._setting, self._window.height()
        if self._places is not None or not setting.full:
            self.places.show_rail(rail=narrow)
            self.places.setVisible(not setting.full)
            self.places.keep_free(self.corner.reserved().height())
            self.places.setGeometry(self._mirrored(QRect(0, 0, self._side(), height)))
        self._place_notice()
        if self._tools is not None or setting.with_hide:
            self.tools.show_lock(shown=setting.with_lock)
            self.tools.setVisible(setting.with_hide)
            self.tools.place_in(self.room(full=setting.full))
        if self._cover is not None:
            self._cover.setGeometry(self._window.rect())
        self.corner.place_in(self._window.rect())

    def room(self, *, full: bool) -> QRect:
        """What a screen gets of the window."""
        side = 0 if full else self._side()
        foot = 0 if full else self._foot
        wide, high = self._window.width() - side, self._window.height() - foot
        return self._mirrored(QRect(side, 0, wide, high))

    def reserved(self, *, full: bool) -> QSize:
        """What a screen keeps free in its bottom corner."""
        return self.corner.reserved() if full else QSize(0, 0)

    def stand_above(self) -> None:
        """Stand above a screen that has come to the front."""
        for part in (self._places, self._notice, self._tools, self._cover, self.corner):
            if part is not None:
                part.raise_()

    def blank(self) -> None:
        """Show nothing but paper and the two doors, at once.

        The doors do not tell what is behind it. The paper is painted before the focus goes to
        it: what had it saves its text then.
        """
        self._dress(_Doors())
        self.arrange()
        self.cover.show()
        self.stand_above()
        if self._window.isVisible():
            self._window.repaint()
        self.cover.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_saving(None)
        self.blanked.emit()

    def stops(self, page: Sequence[QWidget]) -> list[QWidget]:
        """What Tab visits, in order, around what it visits on the page."""
        doors = [self.corner.first, self.corner.second]
        if self.covered:
            return [self.cover, *doors]
        places, told, tools = (
            [] if part is None else part.stops()
            for part in (self._places, self._notice, self._tools)
        )
        return [*places, *page, *told, *tools, *doors]

    def _dress(self, doors: _Doors) -> None:
        self.corner.show_running(running=doors.running)
        self.corner.show_place(helping=doors.helping)

    def _settle(self) -> None:
        """Give what was made its room, and the doors their place above it."""
        self.arrange()
        self.stand_above()

    def _place_notice(self) -> None:
        """At the foot of the page, which ends above it."""
        self._foot = 0
        notice = self._notice
        if notice is None:
            return
        told = self._telling and not self._setting.full
        notice.setVisible(told)
        if told:
            px, start = self._look.px, self._side()
            side = px(_NOTICE_SIDE) - self._look.free_room
            wide = min(self._window.width() - start - 2 * side, px(_NOTICE_WIDE))
            high = notice.height_for(wide, self._window.height() // 2)
            self._foot = high + px(_NOTICE_BELOW)
            top = self._window.height() - self._foot
            notice.setGeometry(self._mirrored(QRect(start + side, top, wide, high)))

    def _side(self) -> int:
        """The width of the places, which takes the corner too."""
        needed = self.places.needed_width(self._window.height())
        return max(needed, self.corner.reserved().width())

    def _mirrored(self, place: QRect) -> QRect:
        return mirrored(self._window.layoutDirection(), self._window.rect(), place)
