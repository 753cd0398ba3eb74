"""What can be done with the sheet that lies on the desk, besides filling it in."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from safeharbor.domain.answers import is_empty
from safeharbor.domain.breathing import STOCK, without_holds
from safeharbor.domain.form_rules import Show, withheld
from safeharbor.domain.guide import parts_of
from safeharbor.domain.sheet import FieldType, Reaction
from safeharbor.system.prefs import Preferences
from safeharbor.ui.paper.job import PaperJob
from safeharbor.ui.sheet.desk import SheetDesk
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.notes import HELP
from safeharbor.ui.sheet.stage import Front, SheetStage
from safeharbor.ui.sheet.versions import Present
from safeharbor.ui.titles_shown import titles_shown
from safeharbor.ui.wishes import BreatheWish, CopySheet, ExerciseWish, OpenStep

EXERCISE: Final = "exercise"
BREATHE: Final = "breathe"
WORKSHEET: Final = "worksheet"
WORKSHEETS: Final = "worksheets"
GUIDE_STEP: Final = "guide_step"


class SheetActs(QObject):
    """Versions, paper, an entry to belong to, a copy of one's own, the view for two, links."""

    go = Signal(str)
    """Asks for another screen."""
    wish = Signal(str, object)
    """Asks for another screen with a wish."""
    sheet = Signal(str)
    """Asks for another worksheet by its id."""

    def __init__(
        self,
        kit: Kit,
        preferences: Preferences,
        desk: SheetDesk,
        stage: SheetStage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._preferences = preferences
        self._desk = desk
        self._stage = stage
        self._asking = False
        self._said_before: frozenset[Reaction] = frozenset()
        form, tools = stage.form, stage.form.tools
        tools.versions.connect(lambda: desk.when_kept(self.show_versions))
        tools.paper.connect(lambda: self.show_paper(card=False))
        tools.attach.connect(lambda: desk.when_kept(self.show_entries))
        tools.copy_wanted.connect(self.make_own)
        tools.share.connect(self.share)
        form.card_wanted.connect(lambda: self.show_paper(card=True))
        form.page_wanted.connect(lambda: self.show_paper(card=False))
        form.asked.connect(self.follow)
        form.alone.connect(self.end_sharing)
        form.notice.acted.connect(self._share_anyway)
        form.notice.dismissed.connect(self._forget_asking)
        stage.chosen.connect(self._attach)

    def show_versions(self) -> None:
        """Put the earlier versions in front; the sheet is kept by now."""
        sitting = self._desk.sitting
        if sitting is None:
            return
        if not self._desk.exists:
            self._say(self.tr("There are no earlier versions yet."))
            return
        model = sitting.model
        present = Present(sitting.form_id, sitting.sheet, model.stored, model.title)
        self._stage.versions.show_present(present)
        self._stage.show_front(Front.VERSIONS)
        self._stage.versions.which.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_paper(self, *, card: bool) -> None:
        """Put the page for printing and saving in front."""
        sitting = self._desk.sitting
        if sitting is None:
            return
        model, held = sitting.model, sitting.model.held
        if not held.papered:
            return
        job = PaperJob(
            sitting.sheet,
            held.answers,
            sitting.moment.local_date,
            title=model.title,
            guarded=held.guarded,
            shared=held.shared,
            keep=held.keep,
            names=model.people,
            links=self._links(model),
        )
        page = self._stage.paper
        page.show_job(job, card=card)
        self._stage.show_front(Front.PAPER)
        stop = next(each for each in page.pane.stops() if each.isVisibleTo(page))
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_entries(self) -> None:
        """Put the entries that it can belong to in front; the sheet is kept by now."""
        sitting = self._desk.sitting
        if sitting is None:
            return
        if not self._desk.exists:
            self._say(self.tr("Write something first, then it can belong to an entry."))
            return
        titles = titles_shown(self._preferences)
        self._stage.attach.start(sitting.entry_id, titles=titles)
        self._stage.show_front(Front.ATTACH)
        self._stage.attach.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_own(self) -> None:
        """Ask for a copy of the questions, without the answers, that can be changed."""
        sitting = self._desk.sitting
        if sitting is not None:
            self.wish.emit(WORKSHEETS, CopySheet(sitting.sheet))

    def share(self) -> None:
        """Show the view for two; what was asked in private comes first."""
        sitting = self._desk.sitting
        if sitting is None:
            return
        words = self._before_sharing(sitting.model)
        if words:
            self._asking = True
            self._say(words, self.tr("Show it all the same"))
            self._stage.form.page.verticalScrollBar().setValue(0)
        else:
            self._show_shared(shared=True)

    def end_sharing(self) -> None:
        """Show one's own view again, and say where a note was held back meanwhile."""
        self._show_shared(shared=False)
        sitting = self._desk.sitting
        if sitting is not None and self._held_back(sitting.model) - self._said_before:
            self._say(self.tr("One of the answers has a note that is for you alone."))

    def follow(self, target: str) -> None:
        """Go to ``ex:ID``, ``ws:ID``, ``step:ID`` or Get help."""
        kind, _, name = target.partition(":")
        if kind == "ws":
            self.sheet.emit(name)
        elif kind == "ex" and name in STOCK:
            pattern = without_holds(STOCK[name])
            seconds = pattern.minutes.usual * 60.0
            self.wish.emit(BREATHE, BreatheWish(pattern, seconds, then=WORKSHEET))
        elif kind == "ex":
            self.wish.emit(EXERCISE, ExerciseWish(name, then=WORKSHEET))
        elif kind == "step":
            guide, step = parts_of(name)
            self.wish.emit(GUIDE_STEP, OpenStep(guide, step, then=WORKSHEET))
        else:
            self.go.emit(HELP)

    def _before_sharing(self, model: FormModel) -> str:
        """Why the view for two waits, "" where nothing is in its way."""
        gate = self._stage.form.view.gate if self._stage.form.view else None
        if (gate is not None and gate.asking) or _unanswered(model):
            return self.tr(
                "There is a question for you alone. Answer it before anybody looks on, if you like."
            )
        if model.held.guarded:
            return self.tr("Showing this may not be safe, by what you answered. You know best.")
        return ""

    @staticmethod
    def _held_back(model: FormModel) -> frozenset[Reaction]:
        return withheld(model.sheet, model.held.answers)

    def _share_anyway(self) -> None:
        if self._asking:
            self._show_shared(shared=True)

    def _show_shared(self, *, shared: bool) -> None:
        self._forget_asking()
        sitting = self._desk.sitting
        if shared and sitting is not None:
            self._said_before = self._held_back(sitting.model)
        self._stage.form.notice.clear()
        self._stage.form.show_shared(shared=shared)
        self._stage.form.give_keys()

    def _forget_asking(self) -> None:
        self._asking = False

    def _attach(self, entry_id: UUID | None) -> None:
        def done() -> None:
            self._stage.to_form.emit()
            attached = self.tr("It is attached to the entry now.")
            loose = self.tr("It belongs to no entry now.")
            self._say(attached if entry_id else loose)

        self._desk.attach(entry_id, done)

    def _links(self, model: FormModel) -> dict[str, str]:
        found = {}
        for field in model.sheet.fields:
            if field.type is FieldType.LINK:
                found[field.id] = self._kit.title_of(model.held.answers.text(field.id))
        return found

    def _say(self, words: str, action: str = "") -> None:
        self._stage.form.notice.say(words, action)


def _unanswered(model: FormModel) -> bool:
    """Whether a question that is never stored, and asked for safety, waits for an answer."""
    return any(
        not field.stored
        and field.type is FieldType.CHOICE
        and model.state(field.id).show is Show.SHOWN
        and is_empty(model.held.answers.value(field.id))
        for field in model.sheet.fields
    )
