"""Choosing among the kept states of an entry or a form, and making one the newest again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import Changes, RevisionInfo
from safeharbor.domain.errors import HarborError
from safeharbor.domain.moment import moment_of
from safeharbor.domain.revision import NOTE_DRAFT
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.dates import day_and_time, joined
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.choice import Choice


@dataclass(frozen=True, slots=True)
class Versions:
    """Where they are kept: all of one thing newest first, and what makes one the newest."""

    of: Callable[[UUID], Future[list[RevisionInfo]]]
    restore: Callable[[UUID], Future[Changes]]


class VersionChoice(QObject):
    """The box with all versions and the button that restores one; whoever has it shows them."""

    chosen = Signal(object)
    """The RevisionInfo that is to be compared with what stands there now."""
    restored = Signal(object)
    """The RevisionInfo that was made the newest version."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        versions: Versions,
        bridge: Bridge,
        today: Callable[[], dt.date],
        parent: QWidget,
        *,
        width: int,
    ) -> None:
        """Nothing to choose yet; the box is ``width`` wide."""
        super().__init__(parent)
        self._kept = versions
        self._bridge = bridge
        self._today = today
        self._versions: list[RevisionInfo] = []
        self.which = Choice(look, icons, parent, width=width)
        self.which.setAccessibleName(self.tr("Version"))
        self.which.currentIndexChanged.connect(self._choose)
        self.restore = Button(look, icons, parent, height=44)
        self.restore.clicked.connect(self._restore)

    def show_of(self, entity: UUID) -> None:
        """List the versions of what has this id; the one before the newest is chosen."""
        self.forget()
        self.which.clear()
        self.restore.setEnabled(False)
        ask(self._bridge, self, lambda: self._kept.of(entity), self._list, self._on_failed)

    def forget(self) -> None:
        """Let go of all of them."""
        self._versions = []

    @property
    def _here(self) -> RevisionInfo | None:
        place = self.which.currentIndex()
        return self._versions[place] if 0 <= place < len(self._versions) else None

    def _list(self, versions: list[RevisionInfo]) -> None:
        self._versions = versions
        with QSignalBlocker(self.which):
            for version in versions:
                self.which.addItem(self._name(version))
            # The newest one is the present one; the one before it is what people look for.
            self.which.setCurrentIndex(min(1, len(versions) - 1))
        self.which.update()
        self._choose()

    def _name(self, version: RevisionInfo) -> str:
        when = dt.datetime.fromtimestamp(version.saved_ms / 1000, dt.UTC).astimezone()
        words = day_and_time(moment_of(when), self._today())
        if version.note == NOTE_DRAFT:
            #: A version that was kept beside the others because two places wrote at once.
            return joined(words, self.tr("kept beside"))
        if version is self._versions[0]:
            return joined(words, self.tr("the newest"))
        return words

    def _choose(self, _place: int = 0) -> None:
        version = self._here
        if version is not None:
            self.chosen.emit(version)

    def _restore(self) -> None:
        version = self._here
        if version is None:
            return
        self.restore.setEnabled(False)

        def done(_changes: Changes) -> None:
            self.restored.emit(version)

        ask(self._bridge, self, lambda: self._kept.restore(version.id), done, self._on_failed)

    def _on_failed(self, error: HarborError) -> None:
        self.restore.setEnabled(True)
        self.failed.emit(error)
