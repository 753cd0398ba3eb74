"""What the parts of a step ask of the vault while it is open."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial

from safeharbor.domain.answers import Value
from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import SheetSummary
from safeharbor.domain.guide import Guide, parts_of
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.guide.ports import StepsPort
from safeharbor.ui.guide.visit import Visit
from safeharbor.ui.guides.written import Written, written_in
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.sheet.titles import title_of


def titles_with(load: Callable[[str], Guide]) -> Callable[[str], str]:
    """``title_of``, which knows the steps of guides that somebody has put in by hand too."""

    def title(target: str) -> str:
        found = title_of(target)
        if found or not target.startswith("step:") or "/" not in target:
            return found
        guide, step = parts_of(target.removeprefix("step:"))
        with contextlib.suppress(HarborError, KeyError):
            return load(guide).step(step).title
        return ""

    return title


class Lookup:
    """Asks for one visit; answers that come after it are heard by nobody."""

    def __init__(
        self, sheets: SheetService, steps: StepsPort, bridge: Bridge, visit: Visit
    ) -> None:
        """Ask for ``visit``."""
        self._sheets = sheets
        self._steps = steps
        self._bridge = bridge
        self._visit = visit

    def newest(self, sheet_id: str, ok: Callable[[SheetSummary], None]) -> None:
        """Hand on the newest filled sheet of an id, if there is one."""

        def found(page: list[SheetSummary]) -> None:
            if page:
                ok(page[0])

        ask(self._bridge, self._visit.model, lambda: self._sheets.page(None, 1, sheet_id), found)

    def filled(self, most: int, ok: Callable[[list[SheetSummary]], None]) -> None:
        """Hand on the newest filled sheets, at most so many."""
        ask(self._bridge, self._visit.model, lambda: self._sheets.page(None, most), ok)

    def earlier(self, step: str, field: str, ok: Callable[[Value], None]) -> None:
        """Hand on the number that was given there before."""
        ask(self._bridge, self._visit.model, lambda: self._steps.earlier(step, field), ok)

    def written(self, ok: Callable[[tuple[Written, ...]], None]) -> None:
        """Hand on what was written in the guide, the newest of each step first."""
        start = partial(self._steps.written, self._visit.guide.id)
        ask(self._bridge, self._visit.model, start, lambda forms: ok(written_in(forms)))
