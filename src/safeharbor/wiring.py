"""The one place where the parts are put together.

Both faces call ``build`` and get services; nothing else in the program makes a service. Importing
this module costs the heavy libraries, so neither the first paint nor ``breathe`` does it.
"""

from __future__ import annotations

from dataclasses import dataclass

from safeharbor.domain.moment import Clock
from safeharbor.services.backup import BackupService
from safeharbor.services.doctor import DoctorService
from safeharbor.services.export import ExportService
from safeharbor.services.guides import GuideService
from safeharbor.services.inbox import InboxService
from safeharbor.services.journal import JournalService
from safeharbor.services.making import Calibrate
from safeharbor.services.methods import MethodsService
from safeharbor.services.open_plan import OpenPlanService
from safeharbor.services.own_patterns import OwnPatternService
from safeharbor.services.own_sheets import OwnSheetService
from safeharbor.services.practices import PracticeService
from safeharbor.services.search import SearchService
from safeharbor.services.session import SessionService
from safeharbor.services.sheets import SheetService
from safeharbor.system.clock import SystemClock
from safeharbor.system.paths import HomePaths
from safeharbor.system.prefs import Preferences
from safeharbor.vault.kdf import calibrate as calibrate_argon2
from safeharbor.vault.keyring_store import KeyringPort, SystemKeyring


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases of one home."""

    paths: HomePaths
    clock: Clock
    preferences: Preferences
    session: SessionService
    journal: JournalService
    search: SearchService
    practices: PracticeService
    own_patterns: OwnPatternService
    sheets: SheetService
    guides: GuideService
    own_sheets: OwnSheetService
    open_plan: OpenPlanService
    inbox: InboxService
    methods: MethodsService
    backup: BackupService
    export: ExportService
    doctor: DoctorService


def build(
    paths: HomePaths,
    *,
    clock: Clock | None = None,
    keyring: KeyringPort | None = None,
    calibrate: Calibrate = calibrate_argon2,
) -> Services:
    """Services for the home at ``paths``; nothing is read or written yet."""
    clock = clock or SystemClock()
    keyring = keyring or SystemKeyring()
    preferences = Preferences(paths.preferences)
    inbox = InboxService(paths, preferences)
    open_plan = OpenPlanService(paths)
    session = SessionService(paths, clock, keyring, inbox, open_plan, calibrate=calibrate)
    backup = BackupService(paths, session, inbox, keyring, clock)
    return Services(
        paths=paths,
        clock=clock,
        preferences=preferences,
        session=session,
        journal=JournalService(session.thread, clock),
        search=SearchService(session.thread, clock),
        practices=PracticeService(session.thread, inbox, clock),
        own_patterns=OwnPatternService(session.thread, clock),
        sheets=SheetService(session.thread, clock, open_plan),
        guides=GuideService(session.thread, clock),
        own_sheets=OwnSheetService(session.thread, clock),
        open_plan=open_plan,
        inbox=inbox,
        methods=MethodsService(session, keyring, clock, calibrate=calibrate),
        backup=backup,
        export=ExportService(session.thread),
        doctor=DoctorService(paths, keyring, inbox, backup),
    )
