"""The switch that lets the page for hard nights be read without unlocking. It is off at first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.services.open_plan import SAFETY_PLAN, OpenPlanService
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.widgets.surfaces import Rule

T = TypeVar("T")


class OpenPage(QWidget):
    """The switch, with what it means."""

    said = Signal(str)
    """Something to be said about it."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        sheets: SheetService,
        open_plan: OpenPlanService,
        bridge: Bridge,
        when_kept: Callable[[Callable[[], None]], None],
        parent: QWidget,
    ) -> None:
        """``when_kept`` does something as soon as what was written is durable."""
        super().__init__(parent)
        self._sheets = sheets
        self._plan = open_plan
        self._bridge = bridge
        self._when_kept = when_kept
        self._wanted = False
        words = self.tr(
            "It stands under Get help and where you unlock, for whoever uses this account. It is "
            "a plain file that is not encrypted, and switching this off removes it."
        )
        self.tick = Tick(look, icons, self, self.tr("Readable without unlocking"), words)
        self.tick.setAccessibleIdentifier("sheet.open_page")
        self.tick.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(32), 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(Rule(look, self))
        column.addWidget(self.tick)

    def stops(self) -> list[QWidget]:
        """The switch."""
        return [self.tick]

    def refresh(self) -> None:
        """Stand as it is."""
        with QSignalBlocker(self.tick):
            self.tick.setChecked(self._plan.is_on)
        self.tick.update()

    def not_kept(self) -> None:
        """What was written could not be kept, so nothing was switched."""
        self._wanted = False
        self.refresh()

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._wanted = on
        if on:
            self._when_kept(self._switch_on)
        else:
            self._switch_off()

    def _switch_off(self) -> None:
        removed = self.tr("The file is removed.")
        self._run(self._plan.switch_off, lambda _: self.said.emit(removed))

    def _switch_on(self) -> None:
        if not self._wanted:
            # It was switched off again before there was anything to write.
            return
        living = self._sheets.living

        def job() -> FilledSheet | None:
            plan = living(SAFETY_PLAN).result()
            if plan is not None:
                self._plan.switch_on(plan)
            return plan

        def done(plan: FilledSheet | None) -> None:
            if not self._wanted:
                # It was switched off while the page was on its way, and the page came last.
                self._switch_off()
                return
            self.refresh()
            if plan is None:
                words = self.tr("Nothing stands on the page yet. One line is enough.")
                self.said.emit(words)

        self._run(job, done)

    def _run(self, job: Callable[[], T], ok: Callable[[T], None]) -> None:
        self._bridge.then(self._bridge.run(job), self, ok, self._on_failed)

    def _on_failed(self, error: HarborError) -> None:
        self.refresh()
        self.failed.emit(error)
