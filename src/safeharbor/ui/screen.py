"""What every screen is to the window: something to show, to enter, to leave and to escape from.

Screens never know each other; they ask for another one by the name of its route.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget


class Screen(QWidget):
    """A page that fills the window, behind the corner."""

    go = Signal(str)
    """Asks for the screen with this route id."""
    ask = Signal(str, object)
    """Asks for the screen with this route id and hands it a wish, see ``asked``."""
    back = Signal()
    """Asks for the screen that was there before."""

    saving = Signal(object)
    """The SaveState of the text in it, for the row at the top; None where there is no text."""

    changed = Signal(str)
    """A preference was changed; carries its key."""

    practised = Signal(object)
    """Somebody has practised; carries the PracticeRecord. What becomes of it is not its concern."""

    painted = Signal()
    """Its first picture is on the screen; what waited for it may start."""

    way_back_above = False
    """Whether a way back stands in the row at the top, whatever else does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corner = QSize(0, 0)
        self._tools = 0

    @property
    def corner(self) -> QSize:
        """The room in the bottom corner that belongs to the two doors."""
        return self._corner

    @property
    def has_row(self) -> bool:
        """Whether something stands at the top that no line may pass below."""
        return self.way_back_above or self._tools > 0

    def keep_free(self, corner: QSize, *, tools: int = 0) -> None:
        """Keep ``corner`` free; ``tools`` pixels of the row at the top belong to the window."""
        if (corner, tools) != (self._corner, self._tools):
            self._corner, self._tools = corner, tools
            self.arrange()

    def go_on(self) -> None:
        """The first picture is there: make what is not seen in it. Called once, if at all."""

    def arrange(self) -> None:
        """Lay everything out anew; called when the room has changed."""

    def hush(self, *, hushed: bool) -> None:
        """Whether somebody was breathing or getting help a moment ago, and is offered nothing.

        Called before ``entered``.
        """

    def entered(self) -> None:
        """It is in front now."""

    def left(self) -> None:
        """Another screen is in front now."""

    def summoned(self) -> None:
        """It was asked for while it was in front already."""

    def covered(self) -> None:
        """A blank page lies over it: nothing of it is to be heard, and nothing runs on unseen."""

    def escape(self) -> None:
        """Esc was pressed: back at once, nothing asked."""
        self.back.emit()

    def asked(self, wish: object) -> None:
        """It was asked for with a wish, one of ``ui/wishes.py``; what it does not know it ignores.

        Called after ``entered``.
        """

    def keepsake(self) -> object | None:
        """Where one is in it: held in memory only, while the vault is locked."""
        return None

    def come_back(self, keepsake: object) -> None:
        """Go where one was when ``keepsake`` was given. Called after ``entered``."""

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return []
