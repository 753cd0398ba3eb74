"""The pages around the guides, one of them in front. It makes them and shows them."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.guides.answers import AnswersPage
from safeharbor.ui.guides.contents import GuidePage
from safeharbor.ui.guides.desk import GuidesDesk
from safeharbor.ui.guides.paper import GuideJob
from safeharbor.ui.guides.shelf import GuideShelfPage
from safeharbor.ui.guides.written import Written
from safeharbor.ui.icons import Icons
from safeharbor.ui.sheet.stage import PaperPage
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.leaf import Leaf
from safeharbor.ui.widgets.stack import Bench, Stack


class Front(enum.Enum):
    """What is in front."""

    SHELF = enum.auto()
    GUIDE = enum.auto()
    WRITTEN = enum.auto()
    PAPER = enum.auto()


@dataclass(slots=True)
class Open:
    """What is open on the pages.

    Attributes:
        route: where somebody says they are, "" where they do not.
        guide: the guide whose pages are shown, "" for none.
        written: what was written in it, None until it has come.
        unfolded: what of it was asked for.
    """

    route: str = ""
    guide: str = ""
    written: tuple[Written, ...] | None = None
    unfolded: set[str] = field(default_factory=set)


class GuidesStage(QWidget):
    """The pages."""

    made = Signal(object)
    """A column was made anew; carries it, so that somebody hears what is pressed there."""
    left = Signal()
    """The way back was taken on the page in front."""

    def __init__(
        self, look: Look, icons: Icons, desk: GuidesDesk, bridge: Bridge, parent: QWidget
    ) -> None:
        """The shelf in front.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            desk: what is known.
            bridge: brings results to this thread.
            parent: the screen.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._desk = desk
        self._bridge = bridge
        self._corner = QSize(0, 0)
        self._paper: PaperPage | None = None
        self.open = Open()
        self.front = Front.SHELF
        self._leaves: dict[Front, Leaf] = {}
        self._made_of: dict[Front, object] = {}
        self.show_front(Front.SHELF)

    @property
    def leaf(self) -> Leaf | None:
        """The page in front, None where that is the one for printing."""
        return self._leaves.get(self.front)

    @property
    def shelf(self) -> Leaf:
        """The page of all guides."""
        return self._leaf(Front.SHELF, self._make_shelf, "")

    @property
    def guide(self) -> Leaf:
        """The page of a guide."""
        return self._leaf(Front.GUIDE, self._make_guide, self.tr("Guides"))

    @property
    def answers(self) -> Leaf:
        """The page of what was written."""
        return self._leaf(Front.WRITTEN, self._make_answers, self.tr("Steps"))

    @cached_property
    def paper(self) -> PaperPage:
        """What is printed or saved as a file; made when it is wanted."""
        page = self._paper = PaperPage(self._look, self._icons, self._bridge, self)
        page.back.dress(self.tr("What I wrote"), icon="arrow-left")
        page.left.connect(self.left)
        page.hide()
        return page

    def show_front(self, front: Front) -> None:
        """Put a page in front; what the paper held goes."""
        if self._paper is not None and front is not Front.PAPER:
            self._paper.pane.forget()
        self.front = front
        self._page(front)
        self.arrange(self._corner)
        for each, page in self._leaves.items():
            page.setVisible(each is front)
        if self._paper is not None:
            self._paper.setVisible(front is Front.PAPER)

    def show_paper(self, job: GuideJob) -> None:
        """Put what was written in front as it goes onto paper."""
        self.paper.show_job(job, card=False)
        self.show_front(Front.PAPER)
        pane = self.paper.pane
        if pane.made is not None and not pane.made.page.blocks:
            # Nothing stands on it but what has to be chosen.
            pane.choosing.more.open_list()
        stop = next(each for each in pane.stops() if each.isVisibleTo(self.paper))
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def rebuild(self, *, top: bool = False) -> None:
        """Make the page in front anew, unless it says all that is true now."""
        leaf = self.leaf
        if leaf is None:
            return
        if self._made_of.get(self.front) != self._facts(self.front):
            leaf.rebuild(top=top)
        elif top:
            leaf.page.verticalScrollBar().setValue(0)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.paper.stops() if self.leaf is None else self.leaf.stops()

    def say_error(self, error: HarborError) -> None:
        """Say what did not work, on the page in front."""
        if self.leaf is None:
            self.paper.notice.say_error(error)
        else:
            self.leaf.say_error(error)

    def hush(self) -> None:
        """Nothing of what was said stays."""
        for page in self._leaves.values():
            page.notice.clear()

    def arrange(self, corner: QSize) -> None:
        """Every page takes the whole room, except the corner."""
        self._corner = corner
        for page in self._leaves.values():
            page.setGeometry(self.rect())
            page.keep_free(corner)
        if self._paper is not None:
            self._paper.setGeometry(self.rect())
            self._paper.fill(corner)

    def _page(self, front: Front) -> QWidget:
        """The page of ``front``, made if it was not yet."""
        match front:
            case Front.SHELF:
                return self.shelf
            case Front.GUIDE:
                return self.guide
            case Front.WRITTEN:
                return self.answers
            case Front.PAPER:
                return self.paper

    def _leaf(self, front: Front, make: Callable[[Bench], Stack], back: str) -> Leaf:
        """A page, made when it is first wanted."""
        if front not in self._leaves:
            leaf = Leaf(self._look, self._icons, make, self, back=back, width=754)
            leaf.left.connect(self.left)
            self._leaves[front] = leaf
        return self._leaves[front]

    def _facts(self, front: Front) -> object:
        """What a page is made of: of the same facts it would be the same page."""
        known, there = self._desk.known, self.open
        if front is Front.SHELF:
            return known.cards, known.faults, known.routes, known.where, there.route
        card = self._desk.card(there.guide)
        if front is Front.GUIDE:
            return card, known.where.get(there.guide, "")
        return card, there.written, frozenset(there.unfolded)

    def _make_shelf(self, bench: Bench) -> Stack:
        self._made_of[Front.SHELF] = self._facts(Front.SHELF)
        page = GuideShelfPage(bench, self._desk.known, self.open.route)
        page.moved.connect(self.shelf.bring)
        self.made.emit(page)
        return page

    def _make_guide(self, bench: Bench) -> Stack:
        self._made_of[Front.GUIDE] = self._facts(Front.GUIDE)
        card = self._desk.card(self.open.guide)
        if card is None:
            return Stack(bench)
        page = GuidePage(bench, card, self._desk.known.where.get(card.id, ""))
        page.moved.connect(self.guide.bring)
        self.made.emit(page)
        return page

    def _make_answers(self, bench: Bench) -> Stack:
        self._made_of[Front.WRITTEN] = self._facts(Front.WRITTEN)
        card = self._desk.card(self.open.guide)
        if card is None:
            return Stack(bench)
        page = AnswersPage(bench, card, self.open.written, self.open.unfolded)
        self.made.emit(page)
        return page
