"""The page on which a worksheet is filled in: its title, what can be done with it, and the form."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from safeharbor.domain.sheet import Gate
from safeharbor.services.open_plan import SAFETY_PLAN
from safeharbor.ui.journal.dates import full_day, joined
from safeharbor.ui.sheet.aside import Aside, has_aside
from safeharbor.ui.sheet.composing import place_of
from safeharbor.ui.sheet.folio import Folio
from safeharbor.ui.sheet.form_view import FormView
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import TITLE
from safeharbor.ui.sheet.open_page import OpenPage
from safeharbor.ui.sheet.pause import PAUSE, Pause
from safeharbor.ui.sheet.sight import Sight
from safeharbor.ui.sheet.sitting import Sitting
from safeharbor.ui.sheet.title import SheetTitle
from safeharbor.ui.sheet.tools import SheetTools
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.words import Words

_BELOW_HEAD: Final = 24
_USUAL: Final = ("versions", "paper", "more", "attach", "copy", "trash")


class FormPage(Folio):
    """One sheet at a time."""

    asked = Signal(str)
    """Somebody wants to go to ``ex:ID``, ``ws:ID``, ``step:ID`` or Get help."""
    card_wanted = Signal()
    page_wanted = Signal()
    """Somebody wants to print the card, or the whole sheet."""
    alone = Signal()
    """The view for two is to end."""

    def __init__(
        self, kit: Kit, open_page: OpenPage, pause: Pause, parent: QWidget, *, back: str
    ) -> None:
        """Nothing yet.

        Args:
            kit: what to make everything with.
            open_page: the switch for the page that is readable without unlocking.
            pause: what starts the pause that a sheet is about.
            parent: the screen.
            back: where the way back leads.
        """
        super().__init__(kit.look, kit.icons, parent, back=back)
        self._kit = kit
        self._sitting: Sitting | None = None
        self._gate: FearGate | None = None
        self._first: tuple[str, ...] = ()
        self._offered: tuple[str, ...] = ()
        self._wanted: tuple[Place, int] | None = None
        self.view: FormView | None = None
        self._sight: Sight | None = None
        self.aside: Aside | None = None
        self.open_page = open_page
        self.pause = pause
        look, icons = kit.look, kit.icons
        self.title = SheetTitle(look, self)
        self.about = Words(look, "", Type.BODY, self, color="muted")
        self.tools = SheetTools(look, icons, self)
        self.end = Link(look, icons, self, self.tr("Back to my own view"))
        self.end.setAccessibleIdentifier("sheet.alone")
        self._form = QVBoxLayout()
        self._fill()
        self.title.edited.connect(self._on_title)
        self.title.left_down.connect(self._go_down)
        self.end.clicked.connect(self.alone)
        self.clear()

    @property
    def sitting(self) -> Sitting | None:
        """What is shown."""
        return self._sitting

    def show_sitting(
        self, sitting: Sitting, gate: FearGate | None, first: Collection[str] = ()
    ) -> None:
        """Show what lies on the desk.

        Args:
            sitting: what it is.
            gate: the question about fear, where it can be asked.
            first: the fields that stand open in place of the sheet's own.
        """
        if sitting is self._sitting:
            return
        self.clear()
        self._sitting, self._gate, self._first = sitting, gate, tuple(first)
        model = sitting.model
        self.title.name_after(sitting.sheet.title)
        self._on_titled()
        model.title_changed.connect(self._on_titled)
        model.returned.connect(self._on_returned)
        model.settings_changed.connect(self._show_aside)
        for signal in (model.settings_changed, model.value_changed):
            signal.connect(self._offer)
        self.tools.follow(model.stack)
        self.pause.follow(model if sitting.sheet.id == PAUSE else None)
        self._make_view()
        if has_aside(sitting.sheet):
            self.aside = Aside(self._kit, model, self)
            self.aside.card_wanted.connect(self.card_wanted)
            self.aside.page_wanted.connect(self.page_wanted)
            self.sunken = not self.aside.pictured
            self.put_aside(self.aside)
        self._show_aside()
        self.page.verticalScrollBar().setValue(0)
        self.side.verticalScrollBar().setValue(0)

    def show_shared(self, *, shared: bool) -> None:
        """Show the view for two, or one's own again; nothing that was asked in private is in it."""
        sitting = self._sitting
        if sitting is not None:
            sitting.model.set_shared(shared=shared)
            self._make_view()
            self._show_aside()
            self.page.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing."""
        self._sitting = self._wanted = None
        self.tools.follow(None)
        self.pause.follow(None)
        self.tools.show_more(on=False)
        self._drop_view()
        self.aside = None
        self.put_aside(None)
        self.title.fill("")

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        head = [*super().stops(), self.title, *self.tools.stops(), self.end]
        head += self.pause.stops()
        form = [] if self.view is None else self.view.stops()
        aside = [] if self.aside is None else self.aside.stops()
        return [*head, *form, *self.open_page.stops(), *aside]

    def give_keys(self) -> None:
        """To the first thing that can be answered; the page is seen from its top."""
        self._go_down()
        if self._sight is not None:
            self._sight.begin()

    def here(self) -> tuple[Place | None, int]:
        """The place that has the keys, and where the caret stands in it."""
        widget = self.window().focusWidget()
        place = place_of(widget)
        if widget is self.title:
            place = TITLE
        return place, widget.textCursor().position() if isinstance(widget, QTextEdit) else 0

    def go_to(self, place: Place | None, caret: int, scroll: int) -> None:
        """Go where somebody was; behind the question about fear as soon as it is answered."""
        view = self.view
        if view is None:
            return
        if view.gate is not None and self._gate_alone():
            self._wanted = None if place is None else (place, caret)
            self.give_keys()
            return
        if place is None:
            self.give_keys()
        else:
            self._put_caret(place, caret)
        sight = self._sight
        if sight is not None:
            # After what brings the keys into sight.
            QTimer.singleShot(0, sight, lambda: sight.begin(scroll))

    def escape(self) -> bool:
        """Close what is open over the form; whether anything was."""
        if self.tools.open:
            self.tools.show_more(on=False)
            self.tools.buttons["more"].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return self.view is not None and self.view.escape()

    def bring(self, widget: QWidget) -> None:
        """Bring something of the page into sight."""
        self.page.bring_into_sight(widget)

    def _fill(self) -> None:
        px = self._look.px
        over = QHBoxLayout()
        # A text keeps no room of its own before its letters.
        over.setContentsMargins(self._look.free_room, 0, self._look.free_room, 0)
        over.addWidget(self.title)
        self.body.addLayout(over)
        self.body.addSpacing(px(2))
        self.body.addWidget(self.about)
        self.body.addSpacing(px(4))
        self.body.addWidget(self.tools)
        self.body.addWidget(self.end, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addSpacing(px(_BELOW_HEAD))
        self.body.addWidget(self.pause)
        self.body.addLayout(self._form)
        self.body.addWidget(self.open_page)

    def _make_view(self) -> None:
        self._drop_view()
        sitting = self._sitting
        if sitting is None:
            return
        shared = sitting.model.held.shared
        gate = self._gate if sitting.sheet.gate is not None and not shared else None
        view = FormView(self._kit, sitting.model, self, gate=gate, first=self._first)
        self._sight = Sight(self._look, self.page, view)
        view.asked.connect(self.asked)
        if view.gate is not None:
            view.gate.settled.connect(self._on_settled)
        self.view = view
        self._form.addWidget(view)
        self._offered = ()
        self._offer()
        self.tools.show_more(on=False)
        self.end.setVisible(shared)
        self.open_page.setVisible(sitting.sheet.id == SAFETY_PLAN and not shared)
        self._say_about()

    def _offer(self, *_what: object) -> None:
        """Offer what can be done with it, in one's own view or the one for two."""
        sitting = self._sitting
        if sitting is None:
            return
        held = sitting.model.held
        alone = (*_USUAL, "share") if sitting.sheet.shared else _USUAL
        names = ("paper",) if held.shared else alone
        offered = tuple(name for name in names if name != "paper" or held.papered)
        if offered != self._offered:
            self._offered = offered
            self.tools.offer(*offered)

    def _drop_view(self) -> None:
        view, self.view, self._sight = self.view, None, None
        if view is not None:
            self._form.removeWidget(view)
            view.hide()
            view.setParent(None)
            view.deleteLater()

    def _gate_alone(self) -> bool:
        """Whether the question about fear waits for an answer and nothing else is shown."""
        sitting, gate = self._sitting, None if self.view is None else self.view.gate
        if sitting is None or gate is None:
            return False
        return gate.asking and sitting.sheet.gate is Gate.ALWAYS

    def _show_aside(self) -> None:
        if self.aside is not None:
            self.aside.setVisible(not self._gate_alone())
        self.arrange()

    def _on_settled(self) -> None:
        self._show_aside()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self._gate_alone():
            self._put_caret(*wanted)

    def _go_down(self) -> None:
        """To the first thing that can be answered, which comes into sight."""
        if self.view is not None:
            self.view.give_keys()

    def _put_caret(self, place: Place, caret: int) -> None:
        if place == TITLE:
            self.title.set_place(caret)
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.view is not None:
            self.view.show_place(place)
            widget = self.window().focusWidget()
            if isinstance(widget, QTextEdit) and place_of(widget) == place:
                cursor = widget.textCursor()
                cursor.setPosition(min(caret, widget.document().characterCount() - 1))
                widget.setTextCursor(cursor)

    def _on_title(self) -> None:
        if self._sitting is not None:
            self._sitting.model.rename(self.title.text())
            self._say_about()

    def _on_titled(self) -> None:
        if self._sitting is not None:
            self.title.fill(self._sitting.model.title)
            self._say_about()

    def _on_returned(self, place: Place) -> None:
        if place == TITLE:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_about(self) -> None:
        """The day, the name of the sheet where the title is another, and that nothing is due."""
        sitting = self._sitting
        if sitting is None:
            return
        if sitting.model.held.shared:
            self.about.say(self.tr("The view for two. Lines that are for you alone are not in it."))
            return
        day = full_day(sitting.moment.local_date, self._kit.today())
        named = joined(sitting.sheet.title, day) if sitting.model.title else day
        #: %1 is a day.
        words = self.tr("%1. Any line may stay empty.").replace("%1", named)
        self.about.say(words)
