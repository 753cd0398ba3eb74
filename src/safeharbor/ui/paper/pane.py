"""Everything about paper for one sheet: what it will look like, what is on it, and the ways out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.paper.choosing import Choosing
from safeharbor.ui.paper.job import Made, PaperJob
from safeharbor.ui.paper.preview import CardPreview, PagePreview, paper_colors
from safeharbor.ui.paper.printing import PagePrinter
from safeharbor.ui.paper.save import SavePanel
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.rows import ButtonRow
from safeharbor.ui.widgets.words import Words

_WIDE: Final = 760
_CONTROLS: Final = 340
_GAP: Final = 40
_COPIES: Final = 2


class PaperPane(QWidget):
    """Choices beside a preview; below each other where it is narrow."""

    look_here = Signal(object)
    """Asks for a widget to be brought into sight."""

    def __init__(self, look: Look, icons: Icons, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._job: PaperJob | None = None
        self.printer = PagePrinter(self)
        self.notice = Notice(look, icons, self)
        self.off = _Off(look, icons, self)
        self.choosing = Choosing(look, icons, self)
        self.print_button = Button(look, icons, self, kind=Kind.PRIMARY, height=40)
        self.save_button = Button(look, icons, self, height=40)
        self.buttons = ButtonRow(look, self, self.print_button, self.save_button)
        self.about = Words(look, self._about(), Type.SMALL, self, color="muted")
        self.save = SavePanel(look, icons, bridge, self)
        self.page = PagePreview(look, self)
        self.card = CardPreview(look, self)
        self._row = QHBoxLayout(self)
        self._controls = QWidget(self)
        self._sight = QWidget(self)
        self._fill()
        look.changed.connect(self._refresh)

    def show_job(self, job: PaperJob) -> None:
        """Begin with this sheet and the usual choices."""
        self.forget()
        self._job = job
        self.choosing.begin(job)
        self._show_off(off=job.off)

    def forget(self) -> None:
        """Take every dialog away and let go of the sheet, as at a lock."""
        self.printer.close()
        self.save.forget()
        self.notice.clear()
        self._job = None
        self.page.show_layout(None)
        self.card.say("")
        self._show_save(on=False)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        said = [self.notice.action, self.notice.close_button]
        out = [self.print_button, self.save_button]
        return [*said, self.off.switch, *self.choosing.stops(), *out, *self.save.stops()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def made(self) -> Made | None:
        """What would be printed now, None while there is nothing, or paper is off."""
        if self._job is None or not self.off.isHidden():
            return None
        return self._job.made(self.choosing.wanted)

    def _fill(self) -> None:
        px = self._look.px
        #: The button that hands a page to a printer.
        self.print_button.dress(self.tr("Print"), icon="printer")
        self.print_button.setAccessibleIdentifier("paper.print")
        self.print_button.setAccessibleDescription(self.about.words)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.dress(self.tr("Save a copy"))
        self.save_button.setAccessibleIdentifier("paper.save")
        self.save_button.clicked.connect(self._on_save)
        self.save.left.connect(self._leave_save)
        self.off.switch.clicked.connect(lambda: self._show_off(off=False))
        self.choosing.changed.connect(self._refresh)
        self.printer.printed.connect(self._on_printed)
        self.printer.failed.connect(self._on_failed)
        column = QVBoxLayout(self._controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for each in (self.notice, self.off, self.choosing, self.buttons, self.about, self.save):
            column.addWidget(each)
        column.addStretch()
        sight = QVBoxLayout(self._sight)
        room = self._look.free_room
        sight.setContentsMargins(room, 0, room, px(24))
        sight.setSpacing(px(24))
        sight.addWidget(self.card)
        sight.addWidget(self.page)
        sight.addStretch()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._controls)
        self._row.addWidget(self._sight, 1)
        self._show_off(off=False)
        self._arrange()

    def _arrange(self) -> None:
        px = self._look.px
        wide = self.width() >= px(_WIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if wide else down)
        self._row.setSpacing(px(_GAP if wide else 24))
        self._controls.setMaximumWidth(px(_CONTROLS) if wide else 16_777_215)

    def _show_off(self, *, off: bool) -> None:
        """Show that paper is off and nothing else, or everything."""
        had_focus = self.off.switch.hasFocus()
        self.off.setVisible(off)
        for each in (self.choosing, self.buttons, self.about, self._sight):
            each.setVisible(not off)
        if had_focus and not off:
            self.choosing.initials.setFocus(Qt.FocusReason.TabFocusReason)
        self._refresh()

    def _refresh(self) -> None:
        made = self.made
        if made is None:
            return
        ink, ground = paper_colors(self._look)
        self.page.show_layout(made.layout(ink=ink, ground=ground), self._waiting(made))
        for button in (self.print_button, self.save_button):
            button.setEnabled(not made.bare)
        self.card.say(made.pocket if made.wanted.card else "")
        self.card.setVisible(made.wanted.card and bool(made.pocket))

    def _waiting(self, made: Made) -> str:
        """What stands on the picture of a page that is still bare."""
        if not made.bare:
            return ""
        if made.choosable():
            return self.tr("Choose what goes on the page.")
        return self.tr("What you write stands here.")

    def _on_print(self) -> None:
        made = self.made
        if made is None:
            return
        self.notice.clear()
        copies = _COPIES if self.choosing.copies.isChecked() else 1
        self.printer.ask(made.layout, made.wanted.leaf, copies=copies)

    def _on_save(self) -> None:
        made = self.made
        if made is not None:
            self.save.offer(made.makes())
            self._show_save(on=True)
            self.look_here.emit(self.save)
            next(iter(self.save.options.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _leave_save(self) -> None:
        self._show_save(on=False)
        self.save_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_save(self, *, on: bool) -> None:
        self.save.setVisible(on)
        for each in (self.choosing, self.buttons, self.about):
            each.setVisible(not on and self.off.isHidden())

    def _on_printed(self) -> None:
        self.notice.say(self.tr("It went to the printer. SafeHarbor kept nothing of it."))

    def _on_failed(self) -> None:
        self.notice.say(self.tr("The printer took nothing. Look whether it is on, then try again."))
        self.look_here.emit(self.notice)

    def _about(self) -> str:
        return self.tr(
            "Somebody could find the paper. Many printers remember what they printed, and at work "
            "or school others can see it. While it prints, this computer keeps a copy for a moment."
        )


class _Off(QWidget):
    """Why there is no paper yet, and the way to have it all the same."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        words = self.tr(
            "Paper and pocket card are off for this sheet. What is on paper can be found, and "
            "some words are safer unwritten. You know best."
        )
        self.switch = Button(look, icons, self, height=40)
        self.switch.dress(self.tr("Switch paper on"))
        self.switch.setAccessibleIdentifier("paper.on")
        self.switch.setAccessibleDescription(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(Words(look, words, Type.BODY, self))
        column.addWidget(ButtonRow(look, self, self.switch))
