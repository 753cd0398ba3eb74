"""Which step lies on the desk: opening it, starting afresh, keeping what is answered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Final, NamedTuple

from PySide6.QtCore import QObject

from safeharbor.content.guides import load_guide
from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.guide import Guide, Mark
from safeharbor.domain.moment import Clock
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.guide.ports import StepsPort
from safeharbor.ui.guide.visit import Visit, Wanted, begun
from safeharbor.ui.journal.asking import ask, ignore
from safeharbor.ui.keeper import ORIGIN
from safeharbor.ui.sheet.form_desk import FormDesk
from safeharbor.ui.sheet.sitting import Sitting

Load = Callable[[str], Guide]

_UNTOLD: Final = frozenset({Mark.FIRST_AID})
"""Steps that are no part of a path: that somebody was there is not remembered."""


class Kept(NamedTuple):
    """What was asked of the vault about a step."""

    filled: Future[FilledSheet | None]
    rises: Future[int]


class StepDesk(FormDesk):
    """One step at a time. ``visit`` is what lies there."""

    def __init__(
        self,
        steps: StepsPort,
        bridge: Bridge,
        clock: Clock,
        parent: QObject,
        load: Load = load_guide,
    ) -> None:
        """Nothing lies there.

        Args:
            steps: keeps the answers.
            bridge: brings results to this thread.
            clock: says when to save, and what day it is.
            parent: the owner.
            load: reads a guide by its id.
        """
        super().__init__(steps, bridge, clock, parent)
        self._steps = steps
        self._load = load
        self.visit: Visit | None = None
        self.touched = False
        """Whether something to be kept was written in this visit."""

    def begin(
        self,
        guide_id: str,
        step_id: str,
        then: Callable[[], None] | None = None,
        *,
        same: bool = False,
    ) -> None:
        """Put a step there, as it was left.

        Args:
            guide_id: such as ``trust8``.
            step_id: within the guide.
            then: called when it lies there.
            same: whether a visit goes on in which something was written, as after a lock. Until
                then the vault still holds the check-ins of the visit before.
        """
        ticket, name = self._new_ticket(), f"{guide_id}.{step_id}"

        def act() -> None:
            try:
                # All three at once: each way to another thread and back costs its time.
                kept = Kept(self._steps.open(name), self._steps.rises(name, same=same))
            except HarborError as error:
                self.failed.emit(error)
                return
            read = self._bridge.run(lambda: self._load(guide_id))

            def loaded(guide: Guide) -> None:
                step = next((each for each in guide.steps if each.id == step_id), None)
                if step is None:
                    self.failed.emit(HarborError(ErrorCode.RESOURCE_MISSING))
                    return
                self._find(Wanted(guide, step, same=same), kept, ticket, then)

            self._do(lambda: read, self._answer(ticket, loaded))

        self.when_kept(act)

    def afresh(self) -> None:
        """Begin the step that lies there anew; what was written stays in its own form."""
        visit = self.visit
        if visit is None:
            return
        guide, step = visit.guide.id, visit.step.id

        def empty(_changes: Changes) -> None:
            self.begin(guide, step)

        def act() -> None:
            self._do(lambda: self._steps.start_afresh(visit.id, ORIGIN), empty)

        self.when_kept(act)

    def take_notice(self, changes: Changes) -> None:
        """Somebody else wrote into it; show that, unless something of one's own is on its way."""
        sitting, visit = self.sitting, self.visit
        if sitting is None or visit is None or changes.origin == ORIGIN or self.unsaved:
            return
        if sitting.form_id in changes.forms:
            self.begin(visit.guide.id, visit.step.id, same=self.touched)

    def _find(
        self, wanted: Wanted, kept: Kept, ticket: int, then: Callable[[], None] | None
    ) -> None:
        """Look up what was answered, and how it went."""

        def found(filled: FilledSheet | None) -> None:
            def counted(rises: int) -> None:
                self._lay(wanted, filled, rises, then)

            def uncounted(_error: HarborError) -> None:
                counted(0)

            self._do(lambda: kept.rises, self._answer(ticket, counted), uncounted)

        self._do(lambda: kept.filled, self._answer(ticket, found))

    def _lay(
        self,
        wanted: Wanted,
        filled: FilledSheet | None,
        rises: int,
        then: Callable[[], None] | None,
    ) -> None:
        """Put it there, as soon as what was written meanwhile into the other one is kept."""
        if self.unsaved:
            self.when_kept(lambda: self._lay(wanted, filled, rises, then))
            return
        self._close()
        self.touched = wanted.same
        now = self._clock.now()
        sitting, visit = begun(wanted, filled, self._steps.new_id, now, self)
        self.visit = replace(visit, rises=rises)
        self._put(sitting, None if sitting.new or filled is None else filled.revision)
        self._remember(visit)
        self._say_shown(then)

    def _on_edited(self) -> None:
        self.touched = True
        super()._on_edited()

    def _close(self) -> Sitting | None:
        self.visit = None
        return super()._close()

    def _remember(self, visit: Visit) -> None:
        """Where somebody was last is kept, but for steps that are nobody's business."""
        if visit.step.mark not in _UNTOLD and not visit.step.quiet:
            ask(
                self._bridge, self, lambda: self._steps.be_at(visit.guide.id, visit.step.id), ignore
            )
