"""What stands around every screen: the places, the tools, the two doors, and the blank page.

It gives each of them its room and says what is left for the screen. It knows no routes; the
window says what the screen in front is like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.corner import Corner
from safeharbor.ui.widgets.cover import Cover
from safeharbor.ui.widgets.places import Place, Places
from safeharbor.ui.widgets.tools import Tools

NARROW: Final = 900
"""Below this the places are a rail and the doors carry their words below."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the screen in front wants to be framed."""

    full: bool = True
    with_lock: bool = False
    with_hide: bool = False


class Frame:
    """The parts around the screen, all children of the window."""

    def __init__(self, look: Look, icons: Icons, places: Sequence[Place], window: QWidget) -> None:
        self._look = look
        self._window = window
        self._setting = Setting()
        self.places = Places(look, icons, places, window)
        self.tools = Tools(look, icons, window)
        self.cover = Cover(look, window)
        self.corner = Corner(look, icons, window)

    @property
    def covered(self) -> bool:
        """Whether the window is blank."""
        return not self.cover.isHidden()

    def use(self, setting: Setting) -> None:
        """Frame a screen like this from now on."""
        self._setting = setting
        self.arrange()

    def arrange(self) -> None:
        """Give every part its room."""
        narrow = self._window.width() < self._look.px(NARROW)
        self.corner.show_narrow(narrow=narrow)
        self.places.show_rail(rail=narrow)
        setting, height = self._setting, self._window.height()
        self.places.setVisible(not setting.full)
        self.places.setGeometry(self._mirrored(QRect(0, 0, self._side(), height)))
        self.tools.show_lock(shown=setting.with_lock)
        self.tools.setVisible(setting.with_hide)
        self.tools.place_in(self.room(full=setting.full))
        self.cover.setGeometry(self._window.rect())
        self.corner.place_in(self._window.rect())

    def room(self, *, full: bool) -> QRect:
        """What a screen gets of the window."""
        side = 0 if full else self._side()
        return self._mirrored(QRect(side, 0, self._window.width() - side, self._window.height()))

    def reserved(self, *, full: bool) -> QSize:
        """What a screen keeps free in its bottom corner."""
        return self.corner.reserved() if full else QSize(0, 0)

    def stand_above(self) -> None:
        """Stand above a screen that has come to the front."""
        for part in (self.places, self.tools, self.cover, self.corner):
            part.raise_()

    def blank(self) -> None:
        """Show nothing but paper and the two doors, at once."""
        self.arrange()
        self.cover.show()
        self.stand_above()
        self.cover.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tools.show_saving(None)

    def stops(self, page: Sequence[QWidget]) -> list[QWidget]:
        """What Tab visits, in order, around what it visits on the page."""
        doors = [self.corner.first, self.corner.second]
        if self.covered:
            return [self.cover, *doors]
        return [*self.places.stops(), *page, *self.tools.stops(), *doors]

    def _side(self) -> int:
        """The width of the places, which takes the corner too."""
        return max(self.places.needed_width(), self.corner.reserved().width())

    def _mirrored(self, place: QRect) -> QRect:
        return mirrored(self._window.layoutDirection(), self._window.rect(), place)
