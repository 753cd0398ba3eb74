"""Everything in the column of a step: its head, the note on care, its blocks, and its end."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.content.exercises import Source, sources
from safeharbor.domain.errors import HarborError
from safeharbor.domain.guide import Mark
from safeharbor.ui.announce import announce
from safeharbor.ui.guide.blocks import Blocks
from safeharbor.ui.guide.end import EndCard
from safeharbor.ui.guide.noting import Care
from safeharbor.ui.guide.numbers import InSight, NumbersList, in_sight
from safeharbor.ui.guide.part import Place
from safeharbor.ui.guide.reading import NARROW
from safeharbor.ui.journal.dates import full_day
from safeharbor.ui.sheet.column import Column
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.sheet.small_link import SmallLink
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.stack import Bench
from safeharbor.ui.widgets.why import Why
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.widgets.wrapping import WrappingLink, WrappingRow

_GAP: Final = 28
_FOOT: Final = 40


class StepBody(Column):
    """The column of one visit to a step."""

    went = Signal(object)
    """Somebody goes elsewhere and comes back here; carries the Goal."""
    chose = Signal(str)
    """A preference was changed; carries its key."""
    afresh = Signal()
    """Somebody begins the step anew."""
    pocket = Signal()
    left = Signal()
    turned = Signal()
    """Somebody is through with a part, or other parts are shown."""

    def __init__(
        self, place: Place, parent: QWidget, *, unfolded: bool = False, waiting: bool = True
    ) -> None:
        """All of it; the arguments are those of ``Blocks``."""
        super().__init__(parent)
        self.place = place
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._afresh: SmallLink | None = None
        self._care: Care | None = None
        self._numbers: NumbersList | None = None
        self.in_sight: InSight | None = None
        self._lay_out_head()
        self.blocks = Blocks(place, self, unfolded=unfolded, waiting=waiting)
        self._column.addWidget(self.blocks)
        self._below = QWidget(self)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self.links = self._near(below)
        self.end = EndCard(place, self._below)
        self.why = self._make_why()
        px = place.kit.look.px
        below.addSpacing(px(_GAP))
        below.addWidget(self.end)
        below.addSpacing(px(_GAP))
        below.addWidget(self.why)
        below.addSpacing(px(_FOOT))
        self._column.addWidget(self._below)
        self._connect()
        self._follow()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        found: list[QWidget] = [] if self._afresh is None else [self._afresh]
        found += [] if self._care is None else self._care.stops()
        found += [] if self._numbers is None else self._numbers.stops()
        found += self.blocks.stops()
        if not self.blocks.waiting:
            found += [*self.links, *self.end.stops(), *self.why.stops()]
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column the title is smaller, so that its longest word has room."""
        super().resizeEvent(event)
        narrow = self.width() < self.place.kit.look.px(NARROW)
        self.title.become(Type.HEADING if narrow else Type.TITLE)

    def give_keys(self) -> None:
        """To the first thing to do; the note on care is read out first."""
        step = self.place.visit.step
        if step.safety:
            announce(self, step.safety)
        urgent = [] if self._care is None else self._care.stops()
        if urgent and not self.blocks.waiting:
            urgent[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.blocks.give_keys()

    def finish(self) -> None:
        """Enough for today: to the last question of a heavy step, else to its end."""
        self.blocks.reveal()
        visit, after = self.place.visit, self.blocks.after()
        heavy = visit.step.mark is Mark.HEAVY
        if heavy and after is not None and not after.done:
            after.give_keys()
            self.sight.emit(after)
        else:
            self.end.give_keys()

    def _lay_out_head(self) -> None:
        place, look = self.place, self.place.kit.look
        step, px = place.visit.step, look.px
        number = step.id.removeprefix("s")
        if step.mark is not Mark.FIRST_AID and number != "0":
            #: Above the title of a step of a guide; %1 is a number.
            words = self.tr("Step %1").replace("%1", number)
            self._add(Words(look, words, Type.SMALL, self, color="muted"))
        self.title = Words(look, step.title, Type.TITLE, self)
        self._add(self.title, 2)
        self._add(Words(look, step.line, Type.BODY, self, color="muted"), 4)
        for words in self._told():
            self._add(Words(look, words, Type.SMALL, self, color="muted"), 8)
        if place.visit.written is not None:
            #: Begins a step of a guide anew; what was written there before stays.
            self._afresh = SmallLink(place.kit, self, self.tr("Start afresh"))
            self._afresh.setAccessibleIdentifier("step.afresh")
            self._afresh.clicked.connect(self.afresh)
            self._column.addWidget(self._afresh, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addSpacing(px(_GAP))
        if step.safety:
            urgent = step.mark is Mark.FIRST_AID
            self._care = Care(place, step.safety, self, urgent=urgent)
            self._add(self._care)
            self._column.addSpacing(px(_GAP))
        self.in_sight = in_sight(place.preferences, step.numbers)
        if self.in_sight is not None:
            self._numbers = NumbersList(place, self.in_sight, self)
            self._add(self._numbers)
            self._column.addSpacing(px(_GAP))

    def _told(self) -> list[str]:
        """What is true of this visit."""
        visit, told = self.place.visit, []
        if not visit.kept:
            told.append(
                self.tr(
                    "Nothing on this page is stored. Reading, exercises and help work as always."
                )
            )
        if visit.written is not None:
            today = self.place.kit.today()
            #: %1 is a day.
            words = self.tr("You wrote here on %1. It is below, and nothing has to be added.")
            told.append(words.replace("%1", full_day(visit.written.local_date, today)))
        if visit.model.held.careful:
            told.append(
                self.tr(
                    "You said that they could be afraid of you. What plans words to them is "
                    "folded away here. A pause comes first."
                )
            )
        if visit.changed:
            told.append(
                self.tr("This step has changed since you wrote here. What you wrote is kept.")
            )
        return told

    def _near(self, column: QVBoxLayout) -> list[WrappingLink]:
        """Other places that may help."""
        kit, step = self.place.kit, self.place.visit.step
        links = []
        for each in step.links:
            link = WrappingLink(kit.look, kit.icons, self._below, each.label)
            link.setAccessibleIdentifier(f"step.near.{each.target}")
            link.clicked.connect(lambda *_, target=each.target: self.asked.emit(target))
            links.append(link)
        if links:
            column.addSpacing(kit.look.px(_GAP))
            words = self.tr("This may help too")
            column.addWidget(Words(kit.look, words, Type.SMALL_HEAD, self._below, color="muted"))
            column.addWidget(WrappingRow(kit.look, self._below, *links))
        return links

    def _make_why(self) -> Why:
        kit, visit = self.place.kit, self.place.visit
        grounds = visit.step.grounds
        #: Below what a guide rests on; %1 is a number, %2 a day.
        foot = self.tr("Version %1 of this guide, %2.").replace("%1", str(visit.guide.rev))
        day = QDate.fromString(visit.guide.updated, Qt.DateFormat.ISODate)
        foot = foot.replace("%2", QLocale().toString(day, QLocale.FormatType.LongFormat))
        bench = Bench(kit.look, kit.icons)
        return Why(bench, "step.why", grounds.studied, grounds.sure, self._read, foot)

    def _read(self) -> list[str]:
        """A sentence about each study."""
        known: Mapping[str, Source] = {}
        with contextlib.suppress(HarborError):
            known = sources()
        names = self.place.visit.step.grounds.sources
        found = [known[name] for name in names if name in known]
        return [f"{each.name}. {each.about} {each.where}" for each in found]

    def _connect(self) -> None:
        blocks, end = self.blocks, self.end
        blocks.asked.connect(self.asked)
        blocks.went.connect(self.went)
        blocks.chose.connect(self.chose)
        blocks.sight.connect(self.sight)
        blocks.told.connect(self.told)
        blocks.caret.connect(self.caret)
        blocks.shifted.connect(self.shifted)
        blocks.laid_out.connect(self.laid_out)
        blocks.turned.connect(self._follow)
        blocks.ended.connect(end.give_keys)
        end.asked.connect(self.asked)
        end.pocket.connect(self.pocket)
        end.left.connect(self.left)
        end.sight.connect(self.sight)
        self.why.unfolded.connect(self.sight)
        if self._care is not None and self._care.lit is not None:
            self._care.lit.asked.connect(self.asked)

    def _follow(self) -> None:
        show_if(self._below, shown=not self.blocks.waiting)
        self.turned.emit()

    def _add(self, widget: QWidget, above: int = 0) -> None:
        if above:
            self._column.addSpacing(self.place.kit.look.px(above))
        self._column.addWidget(widget)
