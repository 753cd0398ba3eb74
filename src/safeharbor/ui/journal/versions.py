"""Earlier versions of an entry: what was different, word by word, and the way back to one.

Words that came are underlined on a ground of their own, words that went are struck out: two cues
each. Restoring makes an old version the newest one and loses nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.domain.entry import EntryContent, Revision, RevisionInfo
from safeharbor.services.journal import JournalService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.compare import Comparison, Part, Run, compare
from safeharbor.ui.journal.pane import Pane
from safeharbor.ui.journal.places import to_qt
from safeharbor.ui.journal.plain import PlainEdit
from safeharbor.ui.journal.version_choice import VersionChoice, Versions
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.bars import dress_bar, keep_room
from safeharbor.ui.widgets.words import Words

T = TypeVar("T")

_MARGIN: Final = 56
_LINE: Final = 1.5
_SIDE_BY_SIDE: Final = 520
"""Pixels of the drawings of the column from which on both states stand beside each other."""


class CompareView(PlainEdit):
    """Runs of text to read, marked by what became of them."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._runs: tuple[Run, ...] = ()
        self._first = 0
        self.change = 0
        """Where the bar stands when the first change is in sight; above it both texts agree."""
        keep_room(self)
        self.setReadOnly(True)
        self.plain.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        look.changed.connect(self._dress)
        self._dress()

    def show_runs(self, runs: tuple[Run, ...], first: int = 0) -> None:
        """Show these, with the character ``first`` in sight."""
        self._runs = runs
        self._first = first
        self.clear()
        cursor = QTextCursor(self.plain)
        for run in runs:
            cursor.insertText(run.text, self._format(run.part))
        self.space_lines(_LINE)
        cursor.setPosition(to_qt(self.text(), first))
        bar = self.verticalScrollBar()
        place = bar.value() + self.cursorRect(cursor).top()
        bar.setValue(place - self.viewport().height() // 3)
        self.change = min(max(bar.value(), 0), bar.maximum())

    def follow(self, other: CompareView) -> None:
        """Scroll as ``other`` did: alike down to the first change, by its share below it."""
        here, there = self.verticalScrollBar(), other.verticalScrollBar()
        below = there.maximum() - other.change
        value = there.value()
        if value > other.change and below > 0:
            share = (value - other.change) / below
            value = round(self.change + share * (here.maximum() - self.change))
        here.setValue(value)

    def _format(self, part: Part) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(self._look.color("text"))
        if part is Part.ADDED:
            look.setBackground(self._look.color("accent_soft"))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(self._look.color("accent"))
        elif part is Part.REMOVED:
            look.setForeground(self._look.color("danger"))
            look.setFontStrikeOut(True)
        return look

    def _dress(self) -> None:
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.Base, self._look.color("bg"))
        self.setPalette(palette)
        self.setFont(self._look.font(Type.BODY))
        dress_bar(self._look, self.verticalScrollBar())
        self.setViewportMargins(self._look.free_room, 0, self._look.px(8), 0)
        self.show_runs(self._runs, self._first)


class VersionsPane(Pane):
    """All versions of one entry, one of them compared with the present text."""

    restored = Signal(object)
    """The RevisionInfo that was made the newest version."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        journal: JournalService,
        bridge: Bridge,
        today: Callable[[], dt.date],
        parent: QWidget,
    ) -> None:
        super().__init__(look, icons, parent, back="", width=920, margin=_MARGIN)
        self.back.dress(self.tr("Back to the text"), icon="arrow-left")
        self._journal = journal
        self._bridge = bridge
        self._present = EntryContent()
        self._comparison = Comparison(())
        self._facts = ""
        self._both: list[QWidget] = []
        self.title = Words(look, self.tr("Earlier versions"), Type.TITLE, self)
        kept = Versions(journal.revisions, lambda each: journal.restore_revision(each, "versions"))
        choice = self._choice = VersionChoice(look, icons, kept, bridge, today, self, width=300)
        choice.chosen.connect(self._load)
        choice.restored.connect(self.restored)
        choice.failed.connect(self.failed)
        self.which, self.restore = choice.which, choice.restore
        self.restore.dress(self.tr("Restore this version"), icon="undo-2")
        self.summary = Words(look, "", Type.BODY, self, color="muted")
        self.then_head = Words(look, self.tr("Then"), Type.LABEL, self, wrap=False)
        self.now_head = Words(look, self.tr("Now"), Type.LABEL, self, wrap=False)
        self.then = CompareView(look, self)
        self.then.setAccessibleName(self.tr("The text of that version"))
        self.now = CompareView(look, self)
        self.now.setAccessibleName(self.tr("The present text"))
        self._following = False
        for one, other in ((self.then, self.now), (self.now, self.then)):
            one.verticalScrollBar().valueChanged.connect(
                lambda _, one=one, other=other: self._follow(other, one)
            )
        self._fill()

    def show_entry(self, entry_id: UUID, present: EntryContent) -> None:
        """List the versions of an entry whose text is ``present`` now."""
        self._present = present
        self._show(None)
        self._choice.show_of(entry_id)

    def arrange(self) -> None:
        """Both states beside each other where there is room for it."""
        super().arrange()
        px = self._look.px
        for layout in (self.column, self._row, self._sides):
            layout.setSpacing(px(12))
        self._sides.setSpacing(px(32))
        self._turn_row()
        self._show_runs()

    @property
    def side_by_side(self) -> bool:
        """Whether then and now stand beside each other; else they are one text."""
        return self.width() - 2 * self.margin >= self._look.px(_SIDE_BY_SIDE)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        texts = [self.then, self.now] if self.side_by_side else [self.then]
        return [self.back, self.which, self.restore, *texts]

    def _fill(self) -> None:
        self._row = QHBoxLayout()
        self._row.addWidget(self.which)
        self._row.addWidget(self.restore)
        self._row.addStretch()
        self._sides = QHBoxLayout()
        for head, view in ((self.then_head, self.then), (self.now_head, self.now)):
            side = QWidget(self)
            self._both.append(side)
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            column.addWidget(head)
            column.addWidget(view, 1)
            self._sides.addWidget(side, 1)
        self.column.addWidget(self.title)
        self.column.addLayout(self._row)
        self.column.addWidget(self.summary)
        self.column.addLayout(self._sides, 1)

    def _turn_row(self) -> None:
        """The button goes below the list where it would take room from the names in it."""
        needed = self.which.sizeHint().width() + self.restore.sizeHint().width()
        beside = needed + self._row.spacing() <= self.width() - 2 * self.margin
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if beside else down)
        leading = Qt.AlignmentFlag.AlignLeading
        for each in (self.which, self.restore):
            self._row.setAlignment(each, Qt.AlignmentFlag(0) if beside else leading)

    def _load(self, version: RevisionInfo) -> None:
        self._turn_row()
        self._ask(lambda: self._journal.revision(version.id), self._compare)

    def _compare(self, revision: Revision) -> None:
        older, newer = _whole(revision.content), _whole(self._present)
        self._facts = self._say_facts(revision.content)
        self._ask(lambda: self._bridge.run(lambda: compare(older, newer)), self._show)

    def _show(self, comparison: Comparison | None) -> None:
        self._comparison = comparison or Comparison(())
        self.restore.setEnabled(comparison is not None and not comparison.same)
        if comparison is None:
            self.summary.say("")
        elif comparison.same:
            self.summary.say(self.tr("The text is the same as now.") + self._facts)
        else:
            self.summary.say(self._say_change(comparison) + self._facts)
        self._show_runs()

    def _show_runs(self) -> None:
        beside = self.side_by_side
        self._both[1].setVisible(beside)
        self.then_head.setVisible(beside)
        if beside:
            older = self._comparison.side(Part.ADDED)
            newer = self._comparison.side(Part.REMOVED)
            self._following = True
            self.then.show_runs(older, self._comparison.first(older))
            self.now.show_runs(newer, self._comparison.first(newer))
            self._following = False
        else:
            self.then.show_runs(self._comparison.runs, self._comparison.first())

    def _follow(self, follower: CompareView, leader: CompareView) -> None:
        if self.side_by_side and not self._following:
            self._following = True
            follower.follow(leader)
            self._following = False

    def _say_change(self, comparison: Comparison) -> str:
        added, gone = comparison.words(Part.ADDED), comparison.words(Part.REMOVED)
        if not added and not gone:
            #: Two versions of a text have the same words.
            return self.tr("Since then no word came and none went.")
        #: %n is a number of words that a text has now and had not in an earlier version.
        came = self.tr("Since then %n words came", "", added)
        if not added:
            came = self.tr("Since then no word came")
        #: %n is a number of words that a text had in an earlier version and has no more.
        went = self.tr("%n words went", "", gone)
        if not gone:
            went = self.tr("none went")
        #: %1 says how many words came, %2 how many went.
        return self.tr("%1, %2.").replace("%1", came).replace("%2", went)

    def _say_facts(self, content: EntryContent) -> str:
        if content.tags == self._present.tags:
            return ""
        #: %1 is a list of tags.
        tags = self.tr("Tags then: %1.").replace("%1", ", ".join(content.tags))
        return " " + (tags if content.tags else self.tr("It had no tags then."))

    def _ask(self, start: Callable[[], Future[T]], ok: Callable[[T], None]) -> None:
        ask(self._bridge, self, start, ok, self.failed.emit)


def _whole(content: EntryContent) -> str:
    return f"{content.title}\n\n{content.body}" if content.title else content.body
