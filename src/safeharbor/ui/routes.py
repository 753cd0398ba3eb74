"""The table of screens: the only place that knows them all.

Each screen is made when it is first shown and gets only what it uses; its module is imported
then too, so that nothing but the first screen is on the way to the first picture.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.system.resources import resources_root
from safeharbor.ui.appearance import Appearance
from safeharbor.ui.icons import Icons
from safeharbor.ui.motion import Motion
from safeharbor.ui.screen import Screen
from safeharbor.ui.spine import Spine
from safeharbor.ui.theme import Look

if TYPE_CHECKING:
    import datetime as dt

    from safeharbor.domain.moment import Moment
    from safeharbor.ui.company import Company
    from safeharbor.ui.first_run.offers import Offers
    from safeharbor.ui.home.adviser import Adviser

HOME: Final = "home"
JOURNAL: Final = "journal"
CALM: Final = "calm"
SETTINGS: Final = "settings"
ABOUT: Final = "about"
BREATHE: Final = "breathe"
HELP: Final = "help"
LOCK: Final = "lock"
FIRST_RUN: Final = "first_run"
KEYS: Final = "keys"
EXERCISE: Final = "exercise"
WORKSHEET: Final = "worksheet"
WORKSHEETS: Final = "worksheets"
MEANT: Final = "meant"
GUIDES: Final = "guides"
GUIDE_STEP: Final = "guide_step"
FIRST_AID: Final = "first_aid"
HARD_NIGHTS: Final = "hard_nights"


@dataclass(frozen=True, slots=True)
class Parts:
    """What screens are made from."""

    look: Look
    icons: Icons
    motion: Motion
    preferences: Preferences
    clock: Callable[[], float]
    now: Callable[[], dt.datetime]
    appearance: Appearance
    spine: Spine
    company: Company


class Route(NamedTuple):
    """One screen.

    Attributes:
        id: its name.
        factory: makes it.
        title: what it is called, to be translated.
        needs_vault: whether it shows anything only while the vault is open.
        place: the place that it belongs to, "" for none.
        icon: of the place, where this is the first page of one.
        full: whether it takes the whole window, without the places.
        shows_vault: whether it may show something of the vault though it can be seen without.
        may_hide: whether Hide stands on it even where nothing is open.
    """

    id: str
    factory: Callable[[Parts], Screen]
    title: str
    needs_vault: bool = False
    place: str = ""
    icon: str = ""
    full: bool = False
    shows_vault: bool = False
    may_hide: bool = False


def _breathe(parts: Parts) -> Screen:
    from safeharbor.ui.practice import PATTERNS
    from safeharbor.ui.screens.breathe import BreatheScreen

    return BreatheScreen(
        parts.look,
        parts.icons,
        PATTERNS,
        parts.clock,
        parts.motion,
        parts.preferences,
        partial(_moment, parts),
        cues=parts.company,
        awake=parts.company,
        hold=parts.spine.held,
    )


def _exercise(parts: Parts) -> Screen:
    from safeharbor.ui.screens.exercise import ExerciseScreen

    return ExerciseScreen(
        parts.look,
        parts.icons,
        parts.preferences,
        parts.clock,
        partial(_moment, parts),
        cues=parts.company,
        awake=parts.company,
    )


def _moment(parts: Parts) -> Moment:
    """Now, as entries and notes of practices keep it."""
    from safeharbor.domain.moment import moment_of
    from safeharbor.system.clock import local_zone

    return moment_of(parts.now().astimezone(), local_zone())


def _home(parts: Parts) -> Screen:
    from safeharbor.ui.screens.home import HomeScreen

    journal = bridge = adviser = None
    if parts.spine.is_open:
        journal, bridge = parts.spine.services.journal, parts.spine.bridge
        adviser = _adviser(parts)
    look, icons = parts.look, parts.icons
    return HomeScreen(look, icons, parts.preferences, parts.now, journal, bridge, adviser)


def _adviser(parts: Parts) -> Adviser:
    from safeharbor.services.backups import bundles
    from safeharbor.ui.home.adviser import Adviser

    services = parts.spine.services

    def backed_up(folder: Path | None) -> dt.date | None:
        # By its name: Settings reads it from end to end, Home does not wait for that.
        there = bundles(folder or services.backup.keeper.own_folder)
        return there[0].at.date() if there else None

    today = _today(parts)
    return Adviser(parts.preferences, offers(parts), today, services.methods.ways, backed_up)


def offers(parts: Parts) -> Offers:
    """What was offered when."""
    from safeharbor.ui.first_run.offers import Offers

    return Offers(parts.preferences, _today(parts))


def _today(parts: Parts) -> Callable[[], dt.date]:
    return lambda: parts.now().date()


def _journal(parts: Parts) -> Screen:
    from safeharbor.ui.journal.attached import AttachedSheets
    from safeharbor.ui.screens.journal import JournalScreen
    from safeharbor.ui.wishes import AttachSheet, OpenSheet

    services, spine = parts.spine.services, parts.spine
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


def _worksheet(parts: Parts) -> Screen:
    from safeharbor.ui.screens.worksheet import WorksheetScreen

    spine = parts.spine
    screen = WorksheetScreen(
        parts.look,
        parts.icons,
        spine.services,
        spine.bridge,
        parts.preferences,
        spine.fear,
        WORKSHEETS,
    )
    spine.session.register(screen)
    return screen


def _worksheets(parts: Parts) -> Screen:
    from safeharbor.ui.screens.worksheets import WorksheetsScreen

    services, spine = parts.spine.services, parts.spine
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


def _meant(parts: Parts) -> Screen:
    from safeharbor.ui.screens.meant import MeantScreen

    services = parts.spine.services
    return MeantScreen(
        parts.look,
        parts.icons,
        services.sheets,
        parts.spine.bridge,
        _today(parts),
        WORKSHEETS,
    )


def _guides(parts: Parts) -> Screen:
    from safeharbor.ui.screens.guides import GuidesScreen

    services, spine = parts.spine.services, parts.spine
    return GuidesScreen(
        parts.look,
        parts.icons,
        services.guides,
        services.sheets,
        spine.bridge,
        spine.paths.packs,
        lambda: spine.fear.answer,
    )


def _guide_step(parts: Parts) -> Screen:
    from safeharbor.content.guides import load_guide
    from safeharbor.ui.screens.guide_step import GuideStepScreen

    services, spine = parts.spine.services, parts.spine
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


def _first_aid(parts: Parts) -> Screen:
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


def _calm(parts: Parts) -> Screen:
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
        _today(parts),
    )


def _lock(parts: Parts) -> Screen:
    from safeharbor.ui.screens.lock import LockScreen

    spine = parts.spine
    has_page = _has_open_page(parts)
    return LockScreen(parts.look, parts.icons, spine.session, spine.bridge, has_page=has_page)


def _has_open_page(parts: Parts) -> Callable[[], bool]:
    """Whether there is a page that is readable without unlocking; its file says so."""
    return lambda: os.path.lexists(parts.spine.paths.open_page)


def _hard_nights(parts: Parts) -> Screen:
    from safeharbor.services.open_plan import OpenPlanService
    from safeharbor.ui.screens.hard_nights import HardNightsScreen

    spine = parts.spine
    plan = OpenPlanService(spine.paths)
    return HardNightsScreen(parts.look, parts.icons, plan, spine.bridge)


def _first_run(parts: Parts) -> Screen:
    from safeharbor.ui.screens.first_run import FirstRunScreen

    spine = parts.spine
    return FirstRunScreen(parts.look, parts.icons, spine.session, spine.bridge, offers(parts))


def _settings(parts: Parts) -> Screen:
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


def _about(parts: Parts) -> Screen:
    from safeharbor.ui.screens.about import AboutScreen

    return AboutScreen(parts.look, parts.icons, parts.spine.paths)


def _keys(parts: Parts) -> Screen:
    from safeharbor.ui.screens.shortcuts import ShortcutsScreen

    return ShortcutsScreen(parts.look, parts.icons, parts.preferences)


def _help(parts: Parts) -> Screen:
    from safeharbor.content.helplines import load_helplines
    from safeharbor.ui.screens.get_help import GetHelpScreen

    try:
        lines = load_helplines()
    except HarborError:
        lines = None
    page = _has_open_page(parts)
    return GetHelpScreen(parts.look, parts.icons, lines, parts.preferences, has_page=page)


ROUTES: Final = {
    route.id: route
    for route in (
        Route(BREATHE, _breathe, str(QT_TRANSLATE_NOOP("routes", "Breathe")), full=True),
        Route(EXERCISE, _exercise, str(QT_TRANSLATE_NOOP("routes", "Exercise")), full=True),
        Route(
            HOME,
            _home,
            str(QT_TRANSLATE_NOOP("routes", "Home")),
            needs_vault=True,
            place=HOME,
            icon="home",
        ),
        Route(
            JOURNAL,
            _journal,
            str(QT_TRANSLATE_NOOP("routes", "Journal")),
            needs_vault=True,
            place=JOURNAL,
            icon="notebook",
        ),
        Route(
            GUIDES,
            _guides,
            str(QT_TRANSLATE_NOOP("routes", "Guides")),
            needs_vault=True,
            place=GUIDES,
            icon="signpost",
        ),
        Route(
            WORKSHEETS,
            _worksheets,
            str(QT_TRANSLATE_NOOP("routes", "Worksheets")),
            needs_vault=True,
            place=WORKSHEETS,
            icon="file-text",
        ),
        Route(
            MEANT,
            _meant,
            str(QT_TRANSLATE_NOOP("routes", "What I meant to do")),
            needs_vault=True,
            place=WORKSHEETS,
        ),
        Route(
            CALM,
            _calm,
            str(QT_TRANSLATE_NOOP("routes", "Calm")),
            place=CALM,
            icon="waves",
            shows_vault=True,
        ),
        Route(
            WORKSHEET,
            _worksheet,
            str(QT_TRANSLATE_NOOP("routes", "Worksheet")),
            needs_vault=True,
            place=WORKSHEETS,
        ),
        Route(
            GUIDE_STEP,
            _guide_step,
            str(QT_TRANSLATE_NOOP("routes", "Step of a guide")),
            needs_vault=True,
            place=GUIDES,
        ),
        Route(
            FIRST_AID,
            _first_aid,
            str(QT_TRANSLATE_NOOP("routes", "First aid")),
            may_hide=True,
        ),
        Route(LOCK, _lock, str(QT_TRANSLATE_NOOP("routes", "Locked")), full=True),
        Route(
            FIRST_RUN,
            _first_run,
            str(QT_TRANSLATE_NOOP("routes", "First steps")),
            full=True,
            shows_vault=True,
        ),
        Route(
            SETTINGS,
            _settings,
            str(QT_TRANSLATE_NOOP("routes", "Settings")),
            place=SETTINGS,
            icon="sliders",
            shows_vault=True,
        ),
        Route(
            ABOUT,
            _about,
            str(QT_TRANSLATE_NOOP("routes", "About")),
            place=SETTINGS,
        ),
        Route(
            HELP,
            _help,
            str(QT_TRANSLATE_NOOP("routes", "Get help")),
            full=True,
            may_hide=True,
        ),
        Route(
            HARD_NIGHTS,
            _hard_nights,
            str(QT_TRANSLATE_NOOP("routes", "My page for hard nights")),
            full=True,
            may_hide=True,
        ),
        Route(KEYS, _keys, str(QT_TRANSLATE_NOOP("routes", "Keys")), full=True),
    )
}
