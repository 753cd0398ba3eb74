"""What can be chosen before a sheet is printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.paper.job import LEAVES, PaperJob, Wanted
from safeharbor.ui.paper.measures import A4, Leaf, usual_leaf
from safeharbor.ui.paper.ticks import TickList
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.choice import Choice
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.widgets.rows import SettingRow


class Choosing(QWidget):
    """Ticks for names, title and card, what else is printed, and the paper."""

    changed = Signal()
    """Something was chosen by hand."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.initials = Tick(
            look,
            icons,
            self,
            self.tr("Initials in place of names"),
            self.tr(
                "Names of people in this sheet, wherever they stand. Look it over all the same."
            ),
        )
        self.title = Tick(
            look, icons, self, self.tr("Title on the page"), self.tr("It tells what it is about.")
        )
        self.copies = Tick(
            look, icons, self, self.tr("Two copies"), self.tr("One for each of you.")
        )
        self.card = Tick(
            look,
            icons,
            self,
            self.tr("Pocket card"),
            self.tr("To cut out, 85 by 54 mm. At most 25 words, without a title."),
        )
        self.more = TickList(look, icons, self.tr("Print more of it"), self)
        self.on_card = TickList(look, icons, self.tr("What stands on the card"), self)
        self.leaf = Choice(look, icons, self, width=140)
        for name, leaf in LEAVES.items():
            self.leaf.addItem(name, leaf)
        self._own_card = False
        self._filling = False
        self._fill(look)

    @property
    def wanted(self) -> Wanted:
        """What is chosen now."""
        leaf = self.leaf.currentData()
        return Wanted(
            initials=self.initials.isChecked(),
            with_title=self.title.isChecked(),
            card=self.card.isChecked(),
            chosen=frozenset(self.more.chosen),
            on_card=self.on_card.chosen if self._own_card else None,
            leaf=leaf if isinstance(leaf, Leaf) else A4,
        )

    def begin(self, job: PaperJob) -> None:
        """Choose the usual for a sheet: names hidden, no title, nothing more than it prints."""
        self._filling = True
        self._own_card = False
        for tick, on in ((self.initials, True), (self.title, False), (self.copies, False)):
            tick.setChecked(on)
        self.copies.setVisible(job.sheet.paper.copies)
        self.card.setChecked(False)
        for each in (self.more, self.on_card):
            each.offer(())
            each.close_list()
        self.leaf.setCurrentIndex(list(LEAVES.values()).index(usual_leaf()))
        made = job.made(self.wanted)
        self.more.offer(made.choosable())
        usual, offered = job.sheet.paper.pocket, made.for_card()
        # A whole field of rows stands there by each of its columns.
        ticked = [each.key for each in offered if {each.key, each.key.split(".")[0]} & {*usual}]
        self.on_card.offer(offered, ticked)
        self._filling = False
        self.show_card()

    def show_card(self) -> None:
        """What stands on the card is asked only where there is one."""
        self.card.setVisible(bool(self.on_card.ticks))
        self.on_card.setVisible(self.card.isChecked() and bool(self.on_card.ticks))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [
            self.initials,
            self.title,
            *self.more.stops(),
            self.card,
            *self.on_card.stops(),
            self.copies,
            self.leaf,
        ]

    def _fill(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        for each in (self.initials, self.title, self.more, self.card, self.on_card, self.copies):
            column.addWidget(each)
        column.addSpacing(look.px(8))
        words = self.tr("The printer may have another; then the page is laid out for that.")
        column.addWidget(SettingRow(look, self, self.tr("Paper"), words, self.leaf))
        for tick in (self.initials, self.title, self.copies, self.card):
            tick.toggled.connect(self._on_changed)
        self.more.changed.connect(self._on_changed)
        self.on_card.changed.connect(self._on_card_changed)
        self.leaf.currentIndexChanged.connect(self._on_changed)

    def _on_card_changed(self) -> None:
        self._own_card = True
        self._on_changed()

    def _on_changed(self) -> None:
        if not self._filling:
            self.show_card()
            self.changed.emit()
