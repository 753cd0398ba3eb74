"""The row at the foot of Home: one thing to mention, a step, and where it can wait, Not now.

It is a row like the others and not a lit note: nobody asked for it, so no light falls on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.ui.home.adviser import Adviser, Tip
from safeharbor.ui.icons import Icons
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.task_row import IconView
from safeharbor.ui.widgets.words import Words

if TYPE_CHECKING:
    from safeharbor.ui.bridge import Bridge

_LEAST: Final = 120
_APART: Final = 36
_ABOVE: Final = 12
_ICON_GAP: Final = 12
_ICON: Final = 20
_BETWEEN: Final = 4
_WORDS: Final = 280
"""The least room that words have beside the buttons; with less the buttons go below."""


class Note(QWidget):
    """At most one tip; takes no room while there is none."""

    step = Signal(object)
    """The step was asked for; carries the tab of Settings that it leads to."""
    gone = Signal()
    """It went while it had the keys."""

    def __init__(
        self, look: Look, icons: Icons, adviser: Adviser, bridge: Bridge, parent: QWidget
    ) -> None:
        """Nothing is mentioned yet.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            adviser: knows what may be mentioned.
            bridge: brings results to this thread.
            parent: the page.
        """
        super().__init__(parent)
        self._look = look
        self._adviser = adviser
        self._bridge = bridge
        self._hushed = False
        self.tip: Tip | None = None
        self._beside = True
        self.what = Words(look, "", Type.LABEL)
        self.why = Words(look, "", Type.SMALL, color="muted")
        self.later = Button(look, icons, self, kind=Kind.QUIET, height=40)
        self.later.setAccessibleIdentifier("home.note.later")
        #: Puts off what is offered.
        self.later.dress(self.tr("Not now"))
        self.later.clicked.connect(self._put_off)
        self.action = Button(look, icons, self, height=40)
        self.action.setAccessibleIdentifier("home.note.action")
        self.action.clicked.connect(self._go)
        self._row, self._said, self._buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._fill(icons)
        look.changed.connect(self._measure)
        self._measure()
        self.hide()

    def refresh(self, *, hushed: bool) -> None:
        """Ask what may be mentioned now, nothing where ``hushed``; it comes without a word."""
        self._hushed = hushed
        if hushed:
            self.show_tip(None)
            return
        found = self._bridge.run(self._adviser.find)
        self._bridge.then(found, self, self._mention, lambda _: self.show_tip(None))

    def show_tip(self, tip: Tip | None) -> None:
        """Show this one, or nothing."""
        had_keys = tip is None and any(stop.hasFocus() for stop in self.stops())
        self.tip = tip
        if tip is not None:
            what, why, step = self._words(tip)
            self.what.say(what)
            self.why.say(why)
            self.action.dress(step)
            self.action.setAccessibleDescription(what)
            self.later.setAccessibleDescription(what)
            self.later.setVisible(tip.offer is not None)
        self.setVisible(tip is not None)
        self._arrange()
        if had_keys:
            self.gone.emit()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.later, self.action] if self._beside else [self.action, self.later]

    def minimumSizeHint(self) -> QSize:
        """It fits any column: what does not stand side by side stands below each other."""
        return QSize(self._look.px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go below the words where there is no room beside them."""
        super().resizeEvent(event)
        self._arrange()

    def _mention(self, tip: Tip | None) -> None:
        if self._hushed:
            return
        # Seen counts, not found: whoever has gone on meanwhile is offered it another time.
        page = self.parentWidget()
        if tip is not None and page is not None and page.isVisibleTo(self.window()):
            self._adviser.show(tip)
        self.show_tip(tip)

    def _put_off(self) -> None:
        if self.tip is not None:
            self._adviser.put_off(self.tip)
        self.show_tip(None)

    def _go(self) -> None:
        about_code = self.tip in {Tip.NO_CODE, Tip.CODE_UNSEEN}
        privacy = OpenTab(Tab.PRIVACY, "privacy.renew")
        self.step.emit(privacy if about_code else OpenTab(Tab.BACKUP, "backup.now"))

    def _arrange(self) -> None:
        px = self._look.px
        shown = [each for each in (self.later, self.action) if not each.isHidden()]
        buttons = sum(each.sizeHint().width() for each in shown) + px(_BETWEEN) * (len(shown) - 1)
        beside = self._beside = self.width() - buttons >= px(_WORDS + _ICON + _ICON_GAP)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        upwards = QBoxLayout.Direction.BottomToTop
        self._row.setDirection(across if beside else down)
        # Below the words the one that has an edge begins where they do.
        below = QBoxLayout.Direction.RightToLeft if buttons <= self.width() else upwards
        self._buttons.setDirection(across if beside else below)
        middle, start = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeading
        self._row.setAlignment(self._buttons, middle if beside else start)

    def _fill(self, icons: Icons) -> None:
        look = self._look
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.what)
        words.addWidget(self.why)
        icon = IconView(look, icons, "info", self)
        self._said.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._said.addLayout(words, 1)
        self._buttons.addWidget(self.later)
        self._buttons.addWidget(self.action)
        self._row.addLayout(self._said, 1)
        self._row.addLayout(self._buttons)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(0)
        head = Words(look, self.tr("When you have a moment"), Type.SMALL_HEAD, color="muted")
        column.addWidget(head)
        column.addWidget(Rule(look))
        column.addLayout(self._row)
        column.addWidget(Rule(look))

    def _measure(self) -> None:
        px = self._look.px
        self._row.setContentsMargins(0, px(_ABOVE), 0, px(_ABOVE))
        self._row.setSpacing(px(8))
        self._said.setSpacing(px(_ICON_GAP) - self._look.free_room)
        self._buttons.setSpacing(px(_BETWEEN))
        self._column.setContentsMargins(0, px(_APART), 0, 0)

    def _words(self, tip: Tip) -> tuple[str, str, str]:
        """What it is, why, and the step."""
        see = self.tr("Open")
        return {
            Tip.NOT_BACKED_UP: (
                self.tr("The last backup was not made"),
                self.tr("What you wrote is kept. Only the copy for bad days is missing."),
                see,
            ),
            Tip.NO_SECOND_COPY: (
                self.tr("The backup has no second copy"),
                self.tr("The backup itself is whole. The second folder was not there."),
                see,
            ),
            Tip.OLD_BACKUP: (
                self.tr("The newest backup is over a month old"),
                self.tr("A new one takes a moment, and holds all that was written since."),
                see,
            ),
            Tip.NO_CODE: (
                self.tr("There is no recovery code"),
                self.tr("On paper it opens the journal if the usual way is lost."),
                see,
            ),
            Tip.CODE_UNSEEN: (
                self.tr("Your recovery code, on paper"),
                self.tr("It opens the journal if the usual way is lost. It was not checked yet."),
                see,
            ),
        }[tip]
