"""One worksheet: filled in, kept by itself, compared, printed, shown to two people.

What is never stored is forgotten as soon as the screen is left. It asks other screens by their
names and knows none of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import TRASH_DAYS
from safeharbor.domain.errors import HarborError
from safeharbor.services.autosave import SaveState
from safeharbor.services.use_cases import Services
from safeharbor.system.prefs import Preferences
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.sheet.acts import SheetActs
from safeharbor.ui.sheet.desk import SheetDesk
from safeharbor.ui.sheet.form_screen import FormScreen
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.knowing import Knowing
from safeharbor.ui.sheet.open_page import OpenPage
from safeharbor.ui.sheet.pause import Pause
from safeharbor.ui.sheet.pause_end import PauseEnd
from safeharbor.ui.sheet.sitting import Preset, Sitting
from safeharbor.ui.sheet.stage import Front, SheetStage
from safeharbor.ui.theme import Look
from safeharbor.ui.wishes import NewSheet, OpenSheet


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where somebody was, to come back to after a lock. It stays in memory."""

    form_id: UUID
    sheet_id: str
    place: Place | None
    caret: int
    scroll: int
    first: tuple[str, ...]
    then: str
    trail: tuple[UUID, ...]
    preset: Preset = ()


class WorksheetScreen(FormScreen):
    """One worksheet at a time. A lock asks it for ``snapshot``."""

    desk: SheetDesk
    stage: SheetStage

    def __init__(
        self,
        look: Look,
        icons: Icons,
        services: Services,
        bridge: Bridge,
        preferences: Preferences,
        fear: FearGate,
        pause_end: PauseEnd,
        home: str,
        parent: QWidget | None = None,
    ) -> None:
        """Nothing lies there until somebody wishes for a sheet.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            services: the use cases of the open vault.
            bridge: brings results to this thread.
            preferences: the plain settings.
            fear: what was answered to the question about fear in this window.
            pause_end: when a pause ends that was begun in this window.
            home: the route of the page with all worksheets.
            parent: the window.
        """
        super().__init__(parent)
        self._bridge = bridge
        self._fear = fear
        self.home = home
        self._then = ""
        self._first: tuple[str, ...] = ()
        self._preset: Preset = ()
        self._trail: list[UUID] = []
        self._trashed: UUID | None = None
        self._warned = False
        self._clock = services.clock
        self.setAccessibleName(self.tr("Worksheet"))
        sheets, own = services.sheets, services.own_sheets
        self.desk = SheetDesk(sheets, own, bridge, services.clock, self)
        self._knowing = Knowing(sheets, bridge, preferences, self)
        kit = Kit(look, icons, self._today)
        plan, kept = services.open_plan, self.desk.when_kept
        self.open_page = OpenPage(look, icons, sheets, plan, bridge, kept, self)
        pause = Pause(look, icons, services.clock, pause_end, self)
        self.stage = SheetStage(kit, services, bridge, self.open_page, pause, self)
        self.desk.page = self.stage.form
        self.acts = SheetActs(kit, preferences, self.desk, self.stage, self)
        self._connect()

    @property
    def filling(self) -> bool:
        """Whether the form itself is in front."""
        return self.stage.front is Front.FORM

    def asked(self, wish: object) -> None:
        """A new sheet, or a certain one."""
        if isinstance(wish, NewSheet):
            self._then, self._first, self._trail = wish.then, wish.show, []
            self._preset = wish.preset
            self.desk.begin(wish.sheet_id, self._to_form, wish.preset)
        elif isinstance(wish, OpenSheet):
            self._then, self._first, self._trail = wish.then, (), []
            self._preset = ()
            self.desk.take_up(wish.form_id, self._to_form)

    def keepsake(self) -> SheetPlace | None:
        """The sheet, the place in it, the caret and the scroll."""
        sitting, form = self.desk.sitting, self.stage.form
        if sitting is None:
            return None
        place, caret = form.here()
        scroll = form.page.verticalScrollBar().value()
        trail = tuple(self._trail)
        return SheetPlace(
            sitting.form_id,
            sitting.sheet.id,
            place,
            caret,
            scroll,
            self._first,
            self._then,
            trail,
            self._preset,
        )

    def come_back(self, keepsake: object) -> None:
        """Go where somebody was before a lock."""
        if not isinstance(keepsake, SheetPlace):
            return
        kept = keepsake
        self._then, self._first, self._trail = kept.then, kept.first, list(kept.trail)
        self._preset = kept.preset

        def there() -> None:
            self.stage.show_front(Front.FORM)
            self.stage.form.go_to(kept.place, kept.caret, kept.scroll)

        # Of what was still empty there is nothing to take up.
        def lost(_error: HarborError) -> None:
            self.desk.begin(kept.sheet_id, there, kept.preset)

        self.desk.take_up(kept.form_id, there, lost)

    def entered(self) -> None:
        """The form has the keys, where there is one."""
        self._say_state()
        if self.stage.front is Front.FORM:
            self.stage.form.give_keys()
        else:
            self.stage.empty.others.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """What was written is kept at once; what is never stored is forgotten."""
        self.desk.hurry()
        self.stage.forget_paper()
        if self.desk.sitting is not None:
            self.desk.sitting.model.leave()

    def escape(self) -> None:
        """Close what is open over the form, then go back page by page."""
        front = self.stage.front
        if front is Front.FORM and self.stage.form.escape():
            return
        if front in {Front.FORM, Front.EMPTY}:
            self._leave()
        else:
            self._to_form()

    def _connect(self) -> None:
        stage, desk, form, tools = self.stage, self.desk, self.stage.form, self.stage.form.tools
        stage.left.connect(self._leave)
        stage.to_form.connect(self._to_form)
        stage.empty.notice.acted.connect(self._take_back)
        tools.undo.connect(lambda: self._step(forward=False))
        tools.redo.connect(lambda: self._step(forward=True))
        tools.trash.connect(desk.trash)
        self.acts.go.connect(self.go)
        self.acts.wish.connect(self.ask)
        self.acts.sheet.connect(self._follow)
        self.open_page.said.connect(form.notice.say)
        self.open_page.failed.connect(form.notice.say_error)
        desk.shown.connect(self._on_shown)
        desk.trashed.connect(self._on_trashed)
        desk.failed.connect(self._on_failed)
        desk.kept.connect(self._on_kept)
        desk.keeper.state_changed.connect(lambda _: self._say_state())
        self.stage.turned.connect(self._say_state)
        self._bridge.changed.connect(desk.take_notice)

    def _to_form(self) -> None:
        if self.desk.sitting is not None:
            self.stage.show_front(Front.FORM)
            self.stage.form.give_keys()

    def _leave(self) -> None:
        """Back to the sheet that led here, to whoever asked for this one, or to all sheets."""
        if self._trail:
            self._first, self._preset = (), ()
            self.desk.take_up(self._trail.pop(), self._to_form, lambda _: self._leave())
        else:
            self.go.emit(self._then or self.home)

    def _follow(self, sheet_id: str) -> None:
        """Open another sheet from this one, to come back to it."""
        sitting = self.desk.sitting
        if sitting is not None and (self.desk.exists or not sitting.model.held.blank):
            self._trail.append(sitting.form_id)
        self._first, self._preset = (), ()
        self.desk.begin(sheet_id, self._to_form)

    def _step(self, *, forward: bool) -> None:
        sitting = self.desk.sitting
        if sitting is not None:
            (sitting.model.redo if forward else sitting.model.undo)()

    def _on_shown(self, sitting: Sitting | None) -> None:
        form = self.stage.form
        form.notice.clear()
        self.stage.empty.notice.clear()
        if sitting is None:
            form.clear()
            self.stage.show_front(Front.EMPTY)
        elif form.sitting is not sitting:
            form.show_sitting(sitting, self._fear, self._first)
            self._knowing.tell(sitting.model)
            self.open_page.refresh()
            if self.stage.front is Front.EMPTY:
                self.stage.show_front(Front.FORM)
        self._say_state()

    def _on_trashed(self, form_id: UUID) -> None:
        self._trashed = form_id
        #: %1 is a number of days.
        words = self.tr("The sheet is in the trash for %1 days.")
        self.stage.empty.notice.say(words.replace("%1", str(TRASH_DAYS)), self.tr("Undo"))
        self.stage.empty.notice.action.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        form_id, self._trashed = self._trashed, None
        self.stage.empty.notice.clear()
        if form_id is not None:
            self.desk.restore(form_id, self._to_form)

    def _on_failed(self, error: HarborError) -> None:
        self._warned = True
        self.open_page.not_kept()
        front = self.stage.front
        notice = self.stage.empty.notice if front is Front.EMPTY else self.stage.form.notice
        notice.say_error(error)

    def _on_kept(self) -> None:
        if self._warned:
            self._warned = False
            self.stage.form.notice.clear()

    def _say_state(self) -> None:
        """Of the text in front; from behind another page only that it is not kept."""
        state: SaveState | None = self.desk.keeper.state
        aside = self.stage.front is not Front.FORM and state is not SaveState.NOT_SAVED
        if self.isVisibleTo(self.window()):
            self.saving.emit(None if self.desk.sitting is None or aside else state)

    def _today(self) -> dt.date:
        return self._clock.now().local_date
