"""Makes each screen when it is first shown, from what it uses and nothing else.

Its module is imported then too, so that nothing but the first screen is on the way to the first
picture.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from safeharbor.domain.errors import HarborError
from safeharbor.system.resources import resources_root
from safeharbor.ui.route import GUIDES, JOURNAL, WORKSHEET, WORKSHEETS, Parts
from safeharbor.ui.screen import Screen

if TYPE_CHECKING:
    import datetime as dt

    from safeharbor.ui.first_run.offers import Offers
    from safeharbor.ui.home.adviser import Adviser


def breathe(parts: Parts) -> Screen:
    """The breathing practice."""
    from safeharbor.ui.practice import PATTERNS
    from safeharbor.ui.screens.breathe import BreatheScreen

    return BreatheScreen(
        parts.look,
        parts.icons,
        PATTERNS,
        parts.clock,
        parts.motion,
        parts.preferences,
        parts.moment,
        cues=parts.company,
        awake=parts.company,
        hold=parts.spine.held,
    )


def exercise(parts: Parts) -> Screen:
    """An exercise with a script."""
    from safeharbor.ui.screens.exercise import ExerciseScreen

    return ExerciseScreen(
        parts.look,
        parts.icons,
        parts.preferences,
        parts.clock,
        parts.moment,
        cues=parts.company,
        awake=parts.company,
    )


def home(parts: Parts) -> Screen:
    """Home, which shows more once the vault is open."""
    from safeharbor.ui.screens.home import HomeScreen

    journal = bridge = adviser = None
    if parts.spine.is_open:
        journal, bridge = parts.services.journal, parts.bridge
        adviser = _adviser(parts)
    look, icons = parts.look, parts.icons
    return HomeScreen(look, icons, parts.preferences, parts.now, journal, bridge, adviser)


def _adviser(parts: Parts) -> Adviser:
    from safeharbor.services.backups import bundles
    from safeharbor.ui.home.adviser import Adviser

    services = parts.services

    def backed_up(folder: Path | None) -> dt.date | None:
        # By its name: Settings reads it from end to end, Home does not wait for that.
        there = bundles(folder or services.backup.keeper.own_folder)
        return there[0].at.date() if there else None

    ways = services.methods.ways
    return Adviser(parts.preferences, offers(parts), parts.today, ways, backed_up)


def offers(parts: Parts) -> Offers:
    """What was offered when."""
    from safeharbor.ui.first_run.offers import Offers

    return Offers(parts.preferences, parts.today)


def journal(parts: Parts) -> Screen:
    """The journal; a lock asks it for what is not kept yet."""
    from safeharbor.ui.journal.attached import AttachedSheets
    from safeharbor.ui.screens.journal import JournalScreen
    from safeharbor.ui.wishes import AttachSheet, OpenSheet

    services, spine = parts.services, parts.spine
    screen = JournalScreen(
        parts.look,
        parts.icons,
        services.journal,
        services.search,
        spine.bridge,
        parts.preferences,
        services.clock,
    )
    sheets = AttachedSheets(services.sheets, spine.bridge, screen.desk, screen.editor, screen)
    sheets.opened.connect(lambda form_id: screen.ask.emit(WORKSHEET, OpenSheet(form_id, JOURNAL)))
    sheets.wanted.connect(lambda entry_id: screen.ask.emit(WORKSHEETS, AttachSheet(entry_id)))
    spine.session.register(screen)
    return screen


def worksheet(parts: Parts) -> Screen:
    """One worksheet; a lock asks it too."""
    from safeharbor.ui.screens.worksheet import WorksheetScreen

    spine = parts.spine
    screen = WorksheetScreen(
        parts.look,
        parts.icons,
        spine.services,
        spine.bridge,
        parts.preferences,
        spine.fear,
        spine.pause_end,
        WORKSHEETS,
    )
    spine.session.register(screen)
    return screen


def worksheets(parts: Parts) -> Screen:
    """The shelf of worksheets; a lock asks it too."""
    from safeharbor.ui.screens.worksheets import WorksheetsScreen

    services, spine = parts.services, parts.spine
    screen = WorksheetsScreen(
        parts.look,
        parts.icons,
        services.sheets,
        services.own_sheets,
        spine.bridge,
        parts.preferences,
        services.clock,
    )
    spine.session.register(screen)
    return screen


def meant(parts: Parts) -> Screen:
    """What I meant to do."""
    from safeharbor.ui.screens.meant import MeantScreen

    look, icons, sheets = parts.look, parts.icons, parts.services.sheets
    return MeantScreen(look, icons, sheets, parts.bridge, parts.today, WORKSHEETS)


def guides(parts: Parts) -> Screen:
    """The shelf of guides."""
    from safeharbor.ui.screens.guides import GuidesScreen

    services, spine = parts.services, parts.spine
    return GuidesScreen(
        parts.look,
        parts.icons,
        services.guides,
        services.sheets,
        spine.bridge,
        spine.paths.packs,
        spine.fear,
    )


def guide_step(parts: Parts) -> Screen:
    """One step of a guide; a lock asks it too."""
    from safeharbor.content.guides import load_guide
    from safeharbor.ui.screens.guide_step import GuideStepScreen

    services, spine = parts.services, parts.spine
    load = partial(load_guide, packs=spine.paths.packs)
    screen = GuideStepScreen(
        parts.look,
        parts.icons,
        services,
        services.guides,
        spine.bridge,
        parts.preferences,
        spine.fear,
        GUIDES,
        load,
    )
    spine.session.register(screen)
    return screen


def first_aid(parts: Parts) -> Screen:
    """First aid, with the vault open or not."""
    from safeharbor.ui.screens.first_aid import FirstAidScreen

    spine = parts.spine
    return FirstAidScreen(
        parts.look,
        parts.icons,
        parts.preferences,
        spine.fear,
        lambda: spine.is_open,
        parts.now,
    )


def calm(parts: Parts) -> Screen:
    """Calm."""
    from safeharbor.ui.screens.calm import CalmScreen

    spine = parts.spine
    return CalmScreen(
        parts.look,
        parts.icons,
        parts.preferences,
        parts.motion,
        spine.session,
        spine.bridge,
        spine.practice_keeper,
        lambda: spine.has_vault,
        parts.clock,
        parts.today,
    )


def lock(parts: Parts) -> Screen:
    """The locked journal."""
    from safeharbor.ui.screens.lock import LockScreen

    session, has_page = parts.spine.session, parts.has_open_page
    return LockScreen(parts.look, parts.icons, session, parts.bridge, has_page=has_page)


def hard_nights(parts: Parts) -> Screen:
    """The page that is readable without unlocking."""
    from safeharbor.services.open_plan import OpenPlanService
    from safeharbor.ui.screens.hard_nights import HardNightsScreen

    plan = OpenPlanService(parts.spine.paths)
    return HardNightsScreen(parts.look, parts.icons, plan, parts.bridge)


def first_run(parts: Parts) -> Screen:
    """The first steps."""
    from safeharbor.ui.screens.first_run import FirstRunScreen

    session = parts.spine.session
    return FirstRunScreen(parts.look, parts.icons, session, parts.bridge, offers(parts))


def settings(parts: Parts) -> Screen:
    """Settings."""
    from safeharbor.ui.i18n import languages
    from safeharbor.ui.screens.settings import SettingsScreen

    spine = parts.spine
    return SettingsScreen(
        parts.look,
        parts.icons,
        spine.session,
        spine.bridge,
        parts.preferences,
        parts.appearance,
        parts.motion,
        offers(parts),
        spine.practice_keeper,
        cues=parts.company.cues,
        languages=languages(resources_root() / "i18n"),
    )


def about(parts: Parts) -> Screen:
    """About."""
    from safeharbor.ui.screens.about import AboutScreen

    return AboutScreen(parts.look, parts.icons, parts.spine.paths)


def keys(parts: Parts) -> Screen:
    """The keys."""
    from safeharbor.ui.screens.shortcuts import ShortcutsScreen

    return ShortcutsScreen(parts.look, parts.icons, parts.preferences)


def get_help(parts: Parts) -> Screen:
    """Get help, also where its lines are broken."""
    from safeharbor.content.helplines import load_helplines
    from safeharbor.ui.screens.get_help import GetHelpScreen

    try:
        lines = load_helplines()
    except HarborError:
        lines = None
    screen = GetHelpScreen(
        parts.look,
        parts.icons,
        lines,
        parts.preferences,
        has_page=parts.has_open_page,
        plan_open=lambda: parts.spine.is_open,
    )
    parts.spine.session.locking.connect(screen.renew)
    return screen
