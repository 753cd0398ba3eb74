"""One step of a guide: read, answered, kept by itself, and left at any time.

What is never stored is forgotten when the step is left for good; going to a practice, a sheet or
a page of the journal and back leaves everything as it was. It asks other screens by their names.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeharbor.content.guides import load_guide
from safeharbor.domain.errors import HarborError
from safeharbor.services.autosave import SaveState
from safeharbor.services.use_cases import Services
from safeharbor.system.prefs import Preferences
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.guide import going
from safeharbor.ui.guide.care import follow_care, leave_with_care
from safeharbor.ui.guide.desk import Load, StepDesk
from safeharbor.ui.guide.leaving import Leaving
from safeharbor.ui.guide.lookup import Lookup, titles_with
from safeharbor.ui.guide.page import Stop
from safeharbor.ui.guide.part import Place
from safeharbor.ui.guide.ports import StepsPort
from safeharbor.ui.guide.stage import Front, StepStage
from safeharbor.ui.guide.strength import is_night
from safeharbor.ui.icons import Icons
from safeharbor.ui.sheet import held
from safeharbor.ui.sheet.form_screen import FormScreen
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.knowing import Knowing
from safeharbor.ui.sheet.sitting import Sitting
from safeharbor.ui.theme import Look
from safeharbor.ui.wishes import OpenGuide, OpenStep


@dataclass(frozen=True, slots=True)
class StepPlace:
    """Where somebody was, to come back to after a lock. It stays in memory."""

    guide_id: str
    step_id: str
    then: str
    place: held.Place | None
    stop: Stop | None
    caret: int
    scroll: int
    card: int
    unfolded: bool
    waiting: bool
    touched: bool


class GuideStepScreen(FormScreen):
    """One step at a time."""

    desk: StepDesk
    stage: StepStage

    def __init__(
        self,
        look: Look,
        icons: Icons,
        services: Services,
        steps: StepsPort,
        bridge: Bridge,
        preferences: Preferences,
        fear: FearGate,
        home: str,
        load: Load = load_guide,
        parent: QWidget | None = None,
    ) -> None:
        """Nothing lies there until somebody wishes for a step.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            services: the use cases of the open vault.
            steps: keeps what is answered.
            bridge: brings results to this thread.
            preferences: the plain settings.
            fear: what was answered to the question about fear in this window.
            home: the route of the page with all guides.
            load: reads a guide by its id.
            parent: the window.
        """
        super().__init__(parent)
        self._services = services
        self._steps = steps
        self._bridge = bridge
        self._preferences = preferences
        self._fear = fear
        self.home = home
        self._then = ""
        self._back_to: StepPlace | None = None
        self._warned = False
        self._clock = services.clock
        self.setAccessibleName(self.tr("Step of a guide"))
        titles = titles_with(load)
        kit = self._kit = Kit(look, icons, lambda: self._clock.now().local_date, titles)
        self.desk = StepDesk(steps, bridge, services.clock, self, load)
        self._knowing = Knowing(services.sheets, bridge, preferences, self)
        self.stage = StepStage(kit, bridge, self)
        self.page = self.stage.page
        self.desk.page = self.page
        self.leaving = Leaving(self.page, going.GUIDE_STEP, self)
        self._connect()

    @property
    def filling(self) -> bool:
        """Whether the step itself is in front."""
        return self.stage.front is Front.STEP

    def asked(self, wish: object) -> None:
        """A certain step."""
        if isinstance(wish, OpenStep):
            self._then, self._back_to = wish.then, None
            self.leaving.forget()
            self._forget()
            self.page.veil(veiled=True)
            self.desk.begin(wish.guide_id, wish.step_id, self._to_step)

    def keepsake(self) -> StepPlace | None:
        """The step, the place in it, the caret and the scroll."""
        visit, body = self.desk.visit, self.page.content
        if visit is None or body is None:
            return None
        place, caret = self.page.here()
        reading = body.blocks.reading
        return StepPlace(
            visit.guide.id,
            visit.step.id,
            self._then,
            place,
            self.page.stop_here(),
            caret,
            self.page.page.verticalScrollBar().value(),
            card=0 if reading is None else reading.number,
            unfolded=body.blocks.unfolded,
            waiting=body.blocks.waiting,
            touched=self.desk.touched,
        )

    def come_back(self, keepsake: object) -> None:
        """Go where somebody was before a lock."""
        if not isinstance(keepsake, StepPlace):
            return
        kept = keepsake
        self._then, self._back_to = kept.then, kept

        def there() -> None:
            self.page.go_to(kept.place, kept.caret, kept.scroll, kept.stop)

        self.desk.begin(kept.guide_id, kept.step_id, there, same=kept.touched)

    def entered(self) -> None:
        """Back to where somebody left by a link, else to the first thing to do."""
        self._say_state()
        if self.stage.front is Front.STEP and not self.leaving.come_back():
            self._to_step()

    def left(self) -> None:
        """What was written is kept at once; what is never stored goes, unless one comes back."""
        self.desk.hurry()
        self.stage.forget_paper()
        if not self.leaving.away:
            self._forget()

    def escape(self) -> None:
        """Close what is open over the step, then go back."""
        if self.stage.front is Front.PAPER:
            self._to_step()
        elif not self.page.escape():
            self._leave()

    def _connect(self) -> None:
        page, desk, stage = self.page, self.desk, self.stage
        stage.left.connect(self._leave)
        stage.to_step.connect(self._to_step)
        page.afresh.connect(desk.afresh)
        page.chose.connect(self.changed)
        page.pocket.connect(self._show_paper)
        self.leaving.go.connect(self.go)
        self.leaving.wish.connect(self.ask)
        desk.shown.connect(self._on_shown)
        desk.failed.connect(self._on_failed)
        desk.kept.connect(self._on_kept)
        desk.keeper.state_changed.connect(lambda _: self._say_state())
        self.stage.turned.connect(self._say_state)
        self._bridge.changed.connect(desk.take_notice)

    def _to_step(self) -> None:
        self.stage.show_front(Front.STEP)
        self.page.give_keys()

    def _leave(self) -> None:
        self.leaving.forget()
        visit = self.desk.visit
        if self._then or visit is None:
            self.go.emit(self._then or self.home)
        else:
            self.ask.emit(self.home, OpenGuide(visit.guide.id, step=visit.step.id))

    def _on_shown(self, sitting: Sitting | None) -> None:
        visit, kept = self.desk.visit, self._back_to
        self.page.notice.clear()
        if sitting is None or visit is None:
            self.page.clear()
            self._say_state()
            return
        self._knowing.tell(visit.model)
        follow_care(visit, self._fear)
        known = Lookup(self._services.sheets, self._steps, self._bridge, visit)
        place = Place(
            self._kit,
            visit,
            self._fear,
            self._preferences,
            going.GUIDE_STEP,
            night=is_night(self._clock.now().local_datetime),
            newest=known.newest,
            earlier=known.earlier,
            written=known.written,
            filled=known.filled,
            back=going.back_words(self._then),
        )
        self._back_to = None
        self.page.show_visit(
            place,
            unfolded=kept is not None and kept.unfolded,
            waiting=kept is None or kept.waiting,
        )
        visit.model.returned.connect(self._on_returned)
        body = self.page.content
        if kept is not None and body is not None and body.blocks.reading is not None:
            body.blocks.reading.show_card(kept.card)
        self._say_state()

    def _on_returned(self, place: held.Place) -> None:
        if self.page.content is not None:
            self.page.content.blocks.show_place(place)

    def _on_failed(self, error: HarborError) -> None:
        self._warned = True
        self.page.veil(veiled=False)
        self.stage.show_front(Front.STEP)
        self.page.notice.say_error(error)
        self.page.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kept(self) -> None:
        if self._warned:
            self._warned = False
            self.page.notice.clear()

    def _show_paper(self) -> None:
        sitting = self.desk.sitting
        if sitting is not None:
            self.stage.show_paper(sitting)

    def _forget(self) -> None:
        """What is never stored goes."""
        if self.desk.visit is not None:
            leave_with_care(self.desk.visit, self._fear)

    def _say_state(self) -> None:
        """Of the text in front; from behind the paper only that it is not kept."""
        visit, state = self.desk.visit, self.desk.keeper.state
        quiet = visit is None or not any(field.stored for field in visit.step.fields)
        aside = self.stage.front is Front.PAPER and state is not SaveState.NOT_SAVED
        if self.isVisibleTo(self.window()):
            self.saving.emit(None if quiet or aside else state)
