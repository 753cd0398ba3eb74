"""The use cases of one home, as a type: what both faces call.

The real thing is put together above and handed to a face by a callable. This file loads none of
the heavy libraries behind the use cases, so that a face may name them before it needs any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from safeharbor.domain.moment import Clock
    from safeharbor.services.backup import BackupService
    from safeharbor.services.doctor import DoctorService
    from safeharbor.services.export import ExportService
    from safeharbor.services.guides import GuideService
    from safeharbor.services.inbox import InboxService
    from safeharbor.services.journal import JournalService
    from safeharbor.services.methods import MethodsService
    from safeharbor.services.open_plan import OpenPlanService
    from safeharbor.services.own_patterns import OwnPatternService
    from safeharbor.services.own_sheets import OwnSheetService
    from safeharbor.services.practices import PracticeService
    from safeharbor.services.search import SearchService
    from safeharbor.services.session import SessionService
    from safeharbor.services.sheets import SheetService


class Services(Protocol):
    """The use cases of one home."""

    @property
    def clock(self) -> Clock:
        """What day it is, and when to save."""

    @property
    def session(self) -> SessionService:
        """Making, opening and locking the vault."""

    @property
    def journal(self) -> JournalService:
        """Entries."""

    @property
    def search(self) -> SearchService:
        """Finding entries, worksheets and steps by their words."""

    @property
    def practices(self) -> PracticeService:
        """What was practised, where it is kept."""

    @property
    def own_patterns(self) -> OwnPatternService:
        """Patterns of breathing of one's own."""

    @property
    def sheets(self) -> SheetService:
        """Worksheets that were filled in."""

    @property
    def guides(self) -> GuideService:
        """What was answered in the steps of guides."""

    @property
    def own_sheets(self) -> OwnSheetService:
        """Worksheets of one's own making."""

    @property
    def open_plan(self) -> OpenPlanService:
        """The safety plan where it is readable without unlocking."""

    @property
    def inbox(self) -> InboxService:
        """What is kept while the vault is locked."""

    @property
    def methods(self) -> MethodsService:
        """Ways of unlocking."""

    @property
    def backup(self) -> BackupService:
        """Archives of the whole vault."""

    @property
    def export(self) -> ExportService:
        """Entries as plain files."""

    @property
    def doctor(self) -> DoctorService:
        """What is well and what is not."""
