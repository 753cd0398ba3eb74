"""Earlier versions of a filled sheet, field by field, and the way back to one.

What is different comes first. Words that came are underlined, words that went are struck out:
two cues each. Restoring makes an old version the newest one and loses nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.content.sheets import sheet_of_body
from safeharbor.domain.answer_words import Words as AnswerWords
from safeharbor.domain.answers import Answers
from safeharbor.domain.entry import RevisionInfo
from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import SheetVersion
from safeharbor.domain.sheet import Sheet
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.compare import compare
from safeharbor.ui.journal.version_choice import VersionChoice, Versions
from safeharbor.ui.sheet.fields.days import said_day
from safeharbor.ui.sheet.folio import Folio
from safeharbor.ui.sheet.runs import Runs
from safeharbor.ui.sheet.said import Said, said_in
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.rows import ButtonRow
from safeharbor.ui.widgets.words import Words

T = TypeVar("T")

ORIGIN: Final = "sheet_versions"
_GAP: Final = 24


@dataclass(frozen=True, slots=True)
class Present:
    """The sheet as it stands now."""

    form_id: UUID
    sheet: Sheet
    answers: Answers
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field with what stood in it then and what stands in it now."""

    label: str
    then: str
    now: str


class SheetVersions(Folio):
    """All versions of one sheet, one of them compared with the present one."""

    restored = Signal(object)
    """The RevisionInfo that was made the newest version."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        sheets: SheetService,
        bridge: Bridge,
        today: Callable[[], dt.date],
        parent: QWidget,
    ) -> None:
        super().__init__(look, icons, parent, back="", width=680)
        self.back.dress(self.tr("Back to the sheet"), icon="arrow-left")
        self._sheets = sheets
        self._bridge = bridge
        self._present: Present | None = None
        self._shown: QWidget | None = None
        kept = Versions(sheets.versions, lambda each: sheets.restore_version(each, ORIGIN))
        choice = self._choice = VersionChoice(look, icons, kept, bridge, today, self, width=360)
        choice.chosen.connect(self._load)
        choice.restored.connect(self.restored)
        choice.failed.connect(self.notice.say_error)
        self.which, self.restore = choice.which, choice.restore
        #: Makes an earlier version the present one.
        self.restore.dress(self.tr("Restore"), icon="undo-2")
        self.restore.setAccessibleName(self.tr("Restore this version"))
        self.restore.setAccessibleIdentifier("sheet.restore")
        self.summary = Words(look, "", Type.BODY, self, color="muted")
        self._fill()

    def show_present(self, present: Present) -> None:
        """List the versions of a sheet that is kept by now."""
        self._present = present
        self.notice.clear()
        self._show(())
        self.summary.say("")
        self._choice.show_of(present.form_id)

    def forget(self) -> None:
        """Let go of everything."""
        self._present = None
        self._choice.forget()
        self._show(())

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*super().stops(), self.which, self.restore]

    def _fill(self) -> None:
        px = self._look.px
        row = QWidget(self)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(ButtonRow(self._look, row, self.restore))
        self.body.addWidget(Words(self._look, self.tr("Earlier versions"), Type.TITLE, self))
        self.body.addSpacing(px(12))
        self.body.addWidget(row)
        self.body.addSpacing(px(12))
        self.body.addWidget(self.summary)
        self._changes = QVBoxLayout()
        self.body.addLayout(self._changes)

    def _load(self, version: RevisionInfo) -> None:
        say_error = self.notice.say_error
        ask(self._bridge, self, lambda: self._sheets.version(version.id), self._compare, say_error)

    def _compare(self, version: SheetVersion) -> None:
        present = self._present
        if present is None:
            return
        changes = changes_since(version, present, self.tr("Title"))
        self.restore.setEnabled(bool(changes))
        #: %n is a number of questions of a sheet.
        words = self.tr("%n answers are different now.", "", len(changes))
        self.summary.say(words if changes else self.tr("It is the same as now."))
        self._show(changes)

    def _show(self, changes: tuple[Change, ...]) -> None:
        if self._shown is not None:
            self._changes.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        look = self._look
        box = self._shown = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, look.px(_GAP) if changes else 0, 0, 0)
        column.setSpacing(look.px(4))
        for change in changes:
            column.addWidget(Words(look, change.label, Type.LABEL, box))
            column.addWidget(Runs(look, compare(change.then, change.now).runs, box))
            column.addSpacing(look.px(_GAP - 4))
        self._changes.addWidget(box)


def changes_since(version: SheetVersion, present: Present, title: str) -> tuple[Change, ...]:
    """Every field that says something else now, the title first; ``title`` is its label."""
    then = {each.field: each for each in _said(_sheet_of(version, present), version.answers)}
    now = {each.field: each for each in _said(present.sheet, present.answers)}
    changes = [Change(title, version.title, present.title)]
    for name in dict.fromkeys([*now, *then]):
        before, after = then.get(name), now.get(name)
        label = after.label if after else before.label if before else name
        changes.append(Change(label, before.words if before else "", after.words if after else ""))
    return tuple(change for change in changes if change.then != change.now)


def _sheet_of(version: SheetVersion, present: Present) -> Sheet:
    try:
        return sheet_of_body(version.template.body)
    except HarborError:
        return present.sheet


def _said(sheet: Sheet, answers: Answers) -> tuple[Said, ...]:
    return tuple(said_in(sheet, answers, AnswerWords(sheet, answers, said_day)))
