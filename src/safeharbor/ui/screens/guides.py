"""Guides: the shelf, the page of each guide with its steps, and what was written in it.

One page is in front at a time. A step is walked through on a screen of its own, which is asked
for by its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import Changes
from safeharbor.domain.form_rules import guarded
from safeharbor.services.guides import GuideService
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.guides.answers import AnswersPage
from safeharbor.ui.guides.contents import GuidePage
from safeharbor.ui.guides.desk import GuidesDesk
from safeharbor.ui.guides.paper import guide_job
from safeharbor.ui.guides.shelf import GuideShelfPage
from safeharbor.ui.guides.stage import Front, GuidesStage, Open
from safeharbor.ui.guides.written import Written
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.stack import Stack
from safeharbor.ui.wishes import NewEntry, OpenGuide, OpenStep

_STEP: Final = "guide_step"
_JOURNAL: Final = "journal"


@dataclass(frozen=True, slots=True)
class GuidesPlace:
    """Where somebody was, to come back to after a lock. It stays in memory."""

    front: Front
    guide: str
    route: str
    scroll: int


class GuidesScreen(Screen):
    """The place of the guides."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        guides: GuideService,
        sheets: SheetService,
        bridge: Bridge,
        packs: Path | None,
        fear: FearGate,
        parent: QWidget | None = None,
    ) -> None:
        """The shelf.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            guides: where somebody was, and what was written.
            sheets: knows the names of the support map.
            bridge: brings results to this thread.
            packs: the folder with guides that somebody has put in by hand, None for none.
            fear: what was said in this window about being afraid.
            parent: the window.
        """
        super().__init__(parent)
        self._bridge = bridge
        self._fear = fear
        self._pressed = ""
        self._on_guide = ""
        self._wish: OpenGuide | None = None
        self.setAccessibleName(self.tr("Guides"))
        self.desk = GuidesDesk(guides, sheets, bridge, packs, self)
        self.stage = GuidesStage(look, icons, self.desk, bridge, self)
        self.stage.made.connect(self._on_made)
        self.stage.left.connect(self.escape)
        self.desk.changed.connect(self._on_known)
        self.desk.read.connect(self._on_read)
        self.desk.failed.connect(self.stage.say_error)
        bridge.changed.connect(self._on_changed)
        self.desk.refresh()

    def keepsake(self) -> GuidesPlace:
        """The page, and how far it was scrolled."""
        leaf, there = self.stage.leaf, self.stage.open
        scroll = leaf.page.verticalScrollBar().value() if leaf is not None else 0
        # What goes onto paper is chosen anew.
        front = Front.WRITTEN if self.stage.front is Front.PAPER else self.stage.front
        return GuidesPlace(front, there.guide, there.route, scroll)

    def come_back(self, keepsake: object) -> None:
        """Go where somebody was before a lock; nothing is unfolded any more."""
        if not isinstance(keepsake, GuidesPlace):
            return
        self.stage.open = Open(keepsake.route, keepsake.guide)
        self.turn_to(keepsake.front)
        leaf = self.stage.leaf
        if leaf is not None:
            bar = leaf.page.verticalScrollBar()
            QTimer.singleShot(0, bar, lambda: bar.setValue(keepsake.scroll))

    def asked(self, wish: object) -> None:
        """The page of a guide, or what was written in it."""
        if not isinstance(wish, OpenGuide):
            return
        if self.desk.card(wish.guide_id) is None:
            # What was put in by hand may not have been read yet.
            self._wish = wish
        else:
            front = Front.WRITTEN if wish.written else Front.GUIDE
            self._show_guide(wish.guide_id, front, f"guide.{wish.step}" if wish.step else "")

    def entered(self) -> None:
        """The page that was in front; the keys go to what was pressed there last."""
        self.desk.refresh()
        self.turn_to(self.stage.front)

    def left(self) -> None:
        """Nothing of what was said stays, and nothing that was asked for stays open."""
        self._wish = None
        self.stage.hush()
        self.stage.open.unfolded.clear()
        if self.stage.front is Front.PAPER:
            self.stage.show_front(Front.WRITTEN)

    def covered(self) -> None:
        """No dialog stands over a blank page."""
        self.left()

    def escape(self) -> None:
        """One page back, or to where one was before."""
        before = {
            Front.PAPER: Front.WRITTEN,
            Front.WRITTEN: Front.GUIDE,
            Front.GUIDE: Front.SHELF,
        }.get(self.stage.front)
        if before is None:
            self.back.emit()
        else:
            self.turn_to(before)

    def turn_to(self, front: Front) -> None:
        """Put a page in front, as it is now."""
        self._wish = None
        other = front is not self.stage.front
        self.stage.show_front(front)
        if front is Front.WRITTEN:
            self.desk.read_written(self.stage.open.guide)
        self.stage.rebuild(top=other and front is not Front.SHELF)
        leaf = self.stage.leaf
        if leaf is not None:
            leaf.give_keys({Front.SHELF: self._pressed, Front.GUIDE: self._on_guide}.get(front, ""))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.stage.stops()

    def arrange(self) -> None:
        """Fill the room."""
        self.stage.setGeometry(self.rect())
        self.stage.arrange(self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _on_made(self, page: Stack) -> None:
        if isinstance(page, GuideShelfPage):
            page.opened.connect(self._open)
            page.began.connect(self._begin)
            page.turned.connect(self._turn_route)
        elif isinstance(page, GuidePage):
            page.began.connect(partial(self._begin_here, "guide"))
            page.written.connect(self._to_written)
        elif isinstance(page, AnswersPage):
            page.began.connect(partial(self._begin_here, ""))
            page.turned.connect(self._turn_answer)
            page.paper.connect(self._to_paper)
            page.sent.connect(lambda text: self.ask.emit(_JOURNAL, NewEntry(first=text, kept=True)))

    def _open(self, guide_id: str) -> None:
        focus = self.stage.shelf.keys_on
        self._pressed = focus or f"guides.{guide_id}"
        self._show_guide(guide_id, Front.GUIDE)

    def _show_guide(self, guide_id: str, front: Front, row: str = "") -> None:
        if guide_id != self.stage.open.guide:
            self._on_guide = ""
            self.stage.open = Open(self.stage.open.route, guide_id)
        self._on_guide = row or self._on_guide
        self.turn_to(front)

    def _begin(self, guide_id: str, step_id: str) -> None:
        self._pressed = f"guides.to.{guide_id}.{step_id}"
        self.ask.emit(_STEP, OpenStep(guide_id, step_id))

    def _begin_here(self, page: str, step_id: str) -> None:
        if page:
            self._on_guide = f"{page}.{step_id}"
        self.ask.emit(_STEP, OpenStep(self.stage.open.guide, step_id))

    def _turn_route(self, route: str) -> None:
        self.stage.open.route = route
        self.stage.shelf.rebuild()

    def _to_written(self) -> None:
        self._on_guide = "guide.written"
        self.stage.open.written = None
        self.turn_to(Front.WRITTEN)

    def _turn_answer(self, key: str) -> None:
        self.stage.open.unfolded ^= {key}
        self.stage.answers.rebuild()

    def _to_paper(self) -> None:
        card, written = self.desk.card(self.stage.open.guide), self.stage.open.written
        if not written or card is None:
            return
        fear, title = self._fear.answer, card.title
        # What is never stored stands in no answer; it is held while the window is open.
        careful = self._fear.is_careful(self.stage.open.guide)
        wary = careful or any(guarded(each.sheet, each.answers, fear) for each in written)

        def show(people: tuple[str, ...]) -> None:
            if self.isVisible() and self.stage.open.written is written:
                self.stage.show_paper(guide_job(title, written, names=people, guarded=wary))

        self.desk.with_people(show)

    def _on_known(self) -> None:
        wish = self._wish
        if wish is not None and self.desk.card(wish.guide_id) is not None:
            self.asked(wish)
        elif self.isVisible() and self.stage.front in {Front.SHELF, Front.GUIDE, Front.WRITTEN}:
            self.stage.rebuild()

    def _on_read(self, guide_id: str, written: tuple[Written, ...]) -> None:
        there = self.stage.open
        if guide_id == there.guide and written != there.written:
            there.written = written
            if self.stage.front is Front.WRITTEN:
                self.stage.answers.rebuild()

    def _on_changed(self, changes: Changes) -> None:
        if changes.forms and self.isVisible() and self.stage.front is Front.WRITTEN:
            self.desk.read_written(self.stage.open.guide)
