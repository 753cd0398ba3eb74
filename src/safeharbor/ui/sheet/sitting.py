"""A worksheet while it is open, made from a sheet or from one that was filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject

from safeharbor.content.sheets import SHEET_IDS, load_sheet, sheet_template
from safeharbor.domain.answers import Answers
from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.form import Template
from safeharbor.domain.moment import Clock, Moment
from safeharbor.domain.sheet import Sheet
from safeharbor.services.own_sheets import OwnSheetService
from safeharbor.services.sheets import SheetService, readable_sheet
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.sheet.model import FormModel

Preset: TypeAlias = tuple[tuple[str, str], ...]
"""Fields of choices, each with the option that is chosen at first."""


@dataclass(slots=True)
class Sitting:
    """One worksheet while it lies there.

    Attributes:
        form_id: its id, chosen before the first save.
        template: the sheet as it is kept beside the answers.
        sheet: what is asked.
        moment: when it was begun, and the day it belongs to.
        model: what stands in it.
        entry_id: the entry of the journal that it is attached to.
        new: whether nothing of it was there before.
    """

    form_id: UUID
    template: Template
    sheet: Sheet
    moment: Moment
    model: FormModel
    entry_id: UUID | None = None
    new: bool = False


class SittingMaker:
    """Makes them for one desk."""

    def __init__(
        self,
        sheets: SheetService,
        own: OwnSheetService,
        bridge: Bridge,
        clock: Clock,
        owner: QObject,
    ) -> None:
        """What is made belongs to ``owner``."""
        self._sheets = sheets
        self._own = own
        self._bridge = bridge
        self._clock = clock
        self._owner = owner

    def load(
        self, sheet_id: str, ok: Callable[[Sheet], None], failed: Callable[[HarborError], None]
    ) -> None:
        """Hand the sheet of this id to ``ok``: one that ships, or one's own."""
        bridge, owner = self._bridge, self._owner
        if sheet_id in SHEET_IDS:
            ask(bridge, owner, lambda: bridge.run(lambda: load_sheet(sheet_id)), ok, failed)
        else:
            ask(bridge, owner, lambda: self._own.get(sheet_id), lambda own: ok(own.sheet), failed)

    def new(self, sheet: Sheet, preset: Preset = ()) -> Sitting:
        """An empty one, of today; ``preset`` alone is nothing that somebody wrote."""
        answers = Answers(dict(preset))
        model = FormModel(sheet, answers, since_ms=self._today_ms, parent=self._owner)
        template, now = sheet_template(sheet), self._clock.now()
        return Sitting(self._sheets.new_id(), template, sheet, now, model, new=True)

    def again(self, filled: FilledSheet) -> Sitting:
        """One that was filled in, under the sheet that it was filled in from."""
        sheet = readable_sheet(filled)
        model = FormModel(
            sheet,
            filled.answers,
            title=filled.title,
            extra=filled.extra,
            since_ms=self._today_ms,
            parent=self._owner,
        )
        return Sitting(
            filled.form_id, filled.template, sheet, filled.moment, model, filled.entry_id
        )

    def _today_ms(self) -> int:
        """When today began, in milliseconds of Unix time."""
        now = self._clock.now().local_datetime
        return int(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
