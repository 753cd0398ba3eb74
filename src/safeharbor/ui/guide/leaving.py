"""Ways out of a step to other screens, and what happens to the page meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.ui.guide.going import Goal, goal
from safeharbor.ui.guide.page import StepPage


class Leaving(QObject):
    """Follows links, and brings somebody back to where they left."""

    go = Signal(str)
    """Asks for another screen."""
    wish = Signal(str, object)
    """Asks for another screen with a wish."""

    def __init__(self, page: StepPage, here: str, parent: QObject) -> None:
        """Follow the links of ``page``, whose screen is called ``here``."""
        super().__init__(parent)
        self._page = page
        self._here = here
        self._from: QWidget | None = None
        self.away = False
        """Whether somebody is elsewhere and comes back here."""
        page.went.connect(self.follow)
        page.asked.connect(lambda target: self.follow(goal(target, here)))

    def follow(self, there: Goal) -> None:
        """Go there; from an exercise, a sheet or a page of the journal somebody comes back."""
        self.away = there.comes_back
        self._from = self._page.window().focusWidget()
        if there.wish is None:
            self.go.emit(there.route)
        else:
            self.wish.emit(there.route, there.wish)

    def come_back(self) -> bool:
        """Somebody is here again; whether they had left by a link of this page."""
        body, left = self._page.content, self._from
        back, self.away, self._from = self.away, False, None
        if not back or body is None:
            return False
        body.blocks.look_again()
        if body.blocks.waiting:
            # Steadier, perhaps: now the rest is there.
            body.blocks.go_on()
        elif left is not None and body.isAncestorOf(left) and left.isVisibleTo(self._page):
            left.setFocus(Qt.FocusReason.ShortcutFocusReason)
            body.sight.emit(left)
        else:
            self._page.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def forget(self) -> None:
        """Somebody does not come back."""
        self.away, self._from = False, None
