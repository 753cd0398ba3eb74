"""The page on which a sheet of one's own is written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.answers import Answers
from safeharbor.ui.sheet.composing import place_of, with_composed
from safeharbor.ui.sheet.folio import Folio
from safeharbor.ui.sheet.form_view import FormView
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.sight import Sight
from safeharbor.ui.sheet.tools import SheetTools
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.rows import ButtonRow, WideButton
from safeharbor.ui.widgets.words import Words

_BELOW_HEAD: Final = 24


class OwnPage(Folio):
    """One sheet at a time."""

    fill_in = Signal()
    """The sheet is to be filled in."""
    to_file = Signal()
    """The sheet is to be saved as a file."""
    trash = Signal()

    def __init__(self, kit: Kit, parent: QWidget, *, back: str) -> None:
        """Nothing yet.

        Args:
            kit: what to make everything with.
            parent: the screen.
            back: where the way back leads.
        """
        super().__init__(kit.look, kit.icons, parent, back=back)
        self._kit = kit
        self._model: FormModel | None = None
        self.view: FormView | None = None
        self._sight: Sight | None = None
        look, icons = kit.look, kit.icons
        self.notice = Notice(look, icons, self)
        self.tools = SheetTools(look, icons, self)
        self.tools.offer("paper", "more", "trash")
        self.tools.buttons["paper"].dress(self.tr("Save as a file"), icon="file-text")
        self.fill_button = WideButton(look, icons, self, kind=Kind.PRIMARY, height=40)
        #: Opens a worksheet of one's own to be filled in.
        self.fill_button.dress(self.tr("Fill it in"))
        self.fill_button.setAccessibleIdentifier("own.fill")
        self._form = QVBoxLayout()
        self._lay_page()
        self.tools.undo.connect(lambda: self._model.undo() if self._model else None)
        self.tools.redo.connect(lambda: self._model.redo() if self._model else None)
        self.tools.paper.connect(self.to_file)
        self.tools.trash.connect(self.trash)
        self.fill_button.clicked.connect(self.fill_in)

    def show_model(self, model: FormModel | None) -> None:
        """Show what lies on the desk, or nothing."""
        if model is self._model:
            return
        self._drop_view()
        self._model = model
        self.tools.show_more(on=False)
        self.tools.follow(model.stack if model is not None else None)
        if model is None:
            return
        view = FormView(self._kit, model, self)
        self._sight = Sight(self._look, self.page, view)
        model.returned.connect(view.show_place)
        self.view = view
        self._form.addWidget(view)
        self.page.verticalScrollBar().setValue(0)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        view = [] if self.view is None else self.view.stops()
        return [self.back, *self.notice.stops(), *self.tools.stops(), *view, self.fill_button]

    def give_keys(self, place: Place | None = None) -> None:
        """To a place of the form, or to the first thing that can be written, at the page's top."""
        if self.view is None:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place is not None:
            self.view.show_place(place)
        else:
            self.view.give_keys()
            if self._sight is not None:
                self._sight.begin()

    def here(self) -> Place | None:
        """The place of the form that has the keys."""
        return place_of(self.window().focusWidget())

    def composed(self, model: FormModel) -> Answers:
        """What stands in ``model``, with words that are still being composed."""
        return with_composed(model, self)[0]

    def escape(self) -> bool:
        """Close what is open over the form; whether anything was."""
        if self.tools.open:
            self.tools.show_more(on=False)
            self.tools.buttons["more"].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return self.view is not None and self.view.escape()

    def _lay_page(self) -> None:
        px, look = self._look.px, self._look
        self.body.addWidget(self.notice)
        self.body.addWidget(Words(look, self.tr("A sheet of your own"), Type.TITLE, self))
        self.body.addSpacing(px(2))
        about = self.tr("It is kept as you write. What you filled in before stays as it is.")
        self.body.addWidget(Words(look, about, Type.BODY, self, color="muted"))
        self.body.addSpacing(px(4))
        self.body.addWidget(self.tools)
        self.body.addSpacing(px(_BELOW_HEAD))
        self.body.addLayout(self._form)
        self.body.addSpacing(px(_BELOW_HEAD))
        self.body.addWidget(ButtonRow(look, self, self.fill_button))

    def _drop_view(self) -> None:
        view, self.view, self._sight = self.view, None, None
        if view is not None:
            self._form.removeWidget(view)
            view.hide()
            view.setParent(None)
            view.deleteLater()
