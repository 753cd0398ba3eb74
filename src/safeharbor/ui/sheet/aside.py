"""What is made of the answers while they are written: the pocket card, and pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.domain.page import PageWords, PaperChoices
from safeharbor.domain.pictures import picture_data
from safeharbor.domain.pocket import pocket
from safeharbor.domain.sheet import Sheet
from safeharbor.ui.paper.preview import CardPreview
from safeharbor.ui.pictures.view import PicturePanel
from safeharbor.ui.sheet.fields.days import said_day
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.rows import ButtonRow
from safeharbor.ui.widgets.words import Words

_GAP: Final = 32
_MANY: Final = 40
"""Rows from which on a picture takes longer than a letter may."""
_MOST: Final = 2000
"""Rows from which on a picture shows nothing any more, and there is none."""
_REST_MS: Final = 250


class Aside(QWidget):
    """Card and pictures of one form, a moment after each change."""

    card_wanted = Signal()
    page_wanted = Signal()
    """Somebody wants to print the card, or the whole sheet."""

    def __init__(self, kit: Kit, model: FormModel, parent: QWidget) -> None:
        """What ``model`` gives."""
        super().__init__(parent)
        self._model = model
        look, icons, sheet = kit.look, kit.icons, model.sheet
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(_GAP))
        self.panels = {each.id: PicturePanel(look, icons, self) for each in sheet.pictures}
        for panel in self.panels.values():
            self._column.addWidget(panel)
        self._carded = has_card(sheet)
        self.card = CardPreview(look, self)
        self.print_button = Button(look, icons, self, kind=Kind.PRIMARY, height=40)
        self.whole = Button(look, icons, self, height=40)
        self.box = self._make_card(kit)
        self._column.addWidget(self.box)
        self.off = Words(look, self._off(), Type.SMALL, self, color="muted")
        self._column.addWidget(self.off)
        self._later = self._timer(self.refresh)
        self._rested = self._timer(self._show_pictures)
        for signal in (model.value_changed, model.rows_changed, model.row_changed):
            signal.connect(self._on_change)
        model.settings_changed.connect(self._on_change)
        self.refresh()

    @property
    def pictured(self) -> bool:
        """Whether there are pictures in it, now or as soon as there is something to show."""
        return bool(self.panels)

    def refresh(self) -> None:
        """Show what the answers give now; large pictures wait until the writing rests."""
        model, sheet = self._model, self._model.sheet
        held = model.held
        card = self._carded and not held.guarded and sheet.paper.on
        self.box.setVisible(card)
        # A second person reads nothing about why.
        self.off.setVisible(self._carded and not card and not held.shared)
        if card:
            choices = PaperChoices(shared=held.shared, keep=held.keep, day=said_day)
            words = pocket(sheet, held.answers, choices=choices)
            self.card.say(words)
            self.print_button.setVisible(bool(words))
        rows = max((len(held.answers.rows_of(each.of)) for each in sheet.pictures), default=0)
        if rows > _MANY:
            self._rested.start(_REST_MS)
        else:
            self._show_pictures()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        panels = [stop for panel in self.panels.values() for stop in panel.stops()]
        return [*panels, self.print_button, self.whole]

    def _make_card(self, kit: Kit) -> QWidget:
        look = kit.look
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        head = Words(look, self.tr("Pocket card, real size"), Type.SMALL_HEAD, box, color="muted")
        about = Words(look, self._about(), Type.SMALL, box, color="muted")
        self.print_button.dress(self.tr("Print"), icon="printer")
        self.print_button.setAccessibleName(self.tr("Print the pocket card"))
        self.print_button.setAccessibleIdentifier("sheet.print_card")
        self.print_button.clicked.connect(self.card_wanted)
        #: A button that shows the whole sheet as it is printed.
        self.whole.dress(self.tr("Full page"))
        self.whole.setAccessibleIdentifier("sheet.print_page")
        self.whole.clicked.connect(self.page_wanted)
        column.addWidget(head)
        row = QHBoxLayout()
        # Its edge stands where lines begin.
        row.setContentsMargins(look.free_room, 0, look.free_room, 0)
        row.addWidget(self.card)
        column.addLayout(row)
        column.addSpacing(look.px(8))
        column.addWidget(about)
        column.addSpacing(look.px(8))
        column.addWidget(ButtonRow(look, box, self.print_button, self.whole))
        return box

    def _show_pictures(self) -> None:
        sheet, answers = self._model.sheet, self._model.held.answers
        said = PageWords(sheet, answers, PaperChoices(initials=False, day=said_day))
        for picture in sheet.pictures:
            if len(answers.rows_of(picture.of)) > _MOST:
                self.panels[picture.id].hide()
                continue
            data = picture_data(picture, sheet, answers)
            self.panels[picture.id].show_picture(picture.title, data, said.table(picture.id))

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    def _about(self) -> str:
        return self.tr("At most 25 words of yours. No title, no date, and initials for names.")

    def _off(self) -> str:
        return self.tr("Pocket card and paper are off here. “Print or save” can switch them on.")

    def _on_change(self, *_what: object) -> None:
        self._later.start(0)


def has_card(sheet: Sheet) -> bool:
    """Whether the sheet says what stands on its pocket card."""
    return bool(sheet.paper.pocket or sheet.paper.pocket_text)


def has_aside(sheet: Sheet) -> bool:
    """Whether anything can stand beside the form."""
    return bool(sheet.pictures) or has_card(sheet)
