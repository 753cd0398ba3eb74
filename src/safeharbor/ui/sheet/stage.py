"""The pages of the worksheet screen: the form, its versions, its paper, the entry it belongs to."""

from __future__ import annotations

import enum
from functools import cached_property

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.services.use_cases import Services
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.paper.job import PaperJob
from safeharbor.ui.paper.pane import PaperPane
from safeharbor.ui.sheet.attach import AttachPane
from safeharbor.ui.sheet.folio import Folio
from safeharbor.ui.sheet.form_page import FormPage
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.open_page import OpenPage
from safeharbor.ui.sheet.pause import Pause
from safeharbor.ui.sheet.versions import SheetVersions
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.words import Words


class Front(enum.Enum):
    """Which page is in front."""

    EMPTY = enum.auto()
    FORM = enum.auto()
    VERSIONS = enum.auto()
    PAPER = enum.auto()
    ATTACH = enum.auto()


class SheetStage(QWidget):
    """The pages; those that are seldom needed are made when they are."""

    left = Signal()
    """The way back to the other worksheets was taken."""
    to_form = Signal()
    """The way back to the form was taken."""
    chosen = Signal(object)
    """The UUID of the entry that the sheet is to belong to, None for none."""

    turned = Signal()
    """Another page is in front."""

    def __init__(
        self,
        kit: Kit,
        services: Services,
        bridge: Bridge,
        open_page: OpenPage,
        pause: Pause,
        parent: QWidget,
    ) -> None:
        """An empty page in front; the form has room for ``open_page`` and ``pause``."""
        super().__init__(parent)
        self._kit = kit
        self._services = services
        self._bridge = bridge
        self._corner = QSize(0, 0)
        self._pages: dict[Front, QWidget] = {}
        look, icons = kit.look, kit.icons
        words = self.tr("Worksheets")
        self.form = FormPage(kit, open_page, pause, self, back=words)
        self.empty = EmptyPage(look, icons, self, back=words)
        for front, page in ((Front.FORM, self.form), (Front.EMPTY, self.empty)):
            page.left.connect(self.left)
            self._add(front, page)
        self.empty.others.clicked.connect(self.left)
        self.front = Front.EMPTY
        self.show_front(Front.EMPTY)

    @cached_property
    def versions(self) -> SheetVersions:
        """Earlier versions."""
        page = SheetVersions(
            self._kit.look,
            self._kit.icons,
            self._services.sheets,
            self._bridge,
            self._kit.today,
            self,
        )
        page.left.connect(self.to_form)
        page.restored.connect(lambda _: self.to_form.emit())
        self._add(Front.VERSIONS, page)
        return page

    @cached_property
    def paper(self) -> PaperPage:
        """What is printed or saved as a file."""
        page = PaperPage(self._kit.look, self._kit.icons, self._bridge, self)
        page.left.connect(self.to_form)
        self._add(Front.PAPER, page)
        return page

    @cached_property
    def attach(self) -> AttachPane:
        """The entries of the journal."""
        page = AttachPane(
            self._kit.look,
            self._kit.icons,
            self._services.journal,
            self._bridge,
            self._kit.today,
            self,
        )
        page.left.connect(self.to_form)
        page.chosen.connect(self.chosen)
        self._add(Front.ATTACH, page)
        return page

    def show_front(self, front: Front) -> None:
        """Put a page in front; what another one held goes."""
        before, self.front = self.front, front
        if before is not front:
            if before is Front.PAPER:
                self.paper.pane.forget()
            elif before is Front.VERSIONS:
                self.versions.forget()
        self.arrange(self._corner)
        for each, page in self._pages.items():
            page.setVisible(each is front)
        if before is not front:
            self.turned.emit()

    def forget_paper(self) -> None:
        """Leave the page for printing, with every dialog of it and what it held."""
        if self.front is Front.PAPER:
            self.show_front(Front.FORM)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        page = self._pages[self.front]
        assert isinstance(page, (Folio, AttachPane))
        return page.stops()

    def arrange(self, corner: QSize) -> None:
        """Give the page in front its room, except the corner."""
        self._corner = corner
        page = self._pages[self.front]
        page.setGeometry(self.rect())
        if isinstance(page, Folio):
            page.fill(corner)
        elif isinstance(page, AttachPane):
            page.arrange()

    def _add(self, front: Front, page: QWidget) -> None:
        self._pages[front] = page
        page.hide()


class EmptyPage(Folio):
    """Nothing lies on the desk."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget, *, back: str) -> None:
        super().__init__(look, icons, parent, back=back)
        self.words = Words(look, self.tr("No worksheet is open."), Type.BODY, self, color="muted")
        self.others = Button(look, icons, self, height=44)
        self.others.dress(self.tr("Worksheets"))
        self.others.setAccessibleIdentifier("sheet.others")
        self.body.addWidget(self.words)
        self.body.addSpacing(look.px(12))
        self.body.addWidget(self.others, 0, Qt.AlignmentFlag.AlignLeading)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*super().stops(), self.others]


class PaperPage(Folio):
    """What is printed or saved, with all that can be chosen about it."""

    def __init__(self, look: Look, icons: Icons, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(look, icons, parent, back="", width=920)
        self.back.dress(self.tr("Back to the sheet"), icon="arrow-left")
        self.pane = PaperPane(look, icons, bridge, self)
        self.pane.look_here.connect(self.page.bring_into_sight)
        self.body.addWidget(Words(look, self.tr("Print or save"), Type.TITLE, self))
        self.body.addSpacing(look.px(16))
        self.body.addWidget(self.pane)

    def show_job(self, job: PaperJob, *, card: bool) -> None:
        """Begin with a sheet; ``card`` asks for its pocket card too."""
        self.pane.show_job(job)
        self.pane.choosing.card.setChecked(card)
        self.page.verticalScrollBar().setValue(0)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*super().stops(), *self.pane.stops()]
