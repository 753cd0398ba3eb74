"""The table of screens: the only place that knows them all."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from safeharbor.ui import makers
from safeharbor.ui.makers import offers
from safeharbor.ui.route import (
    ABOUT,
    BREATHE,
    CALM,
    EXERCISE,
    FIRST_AID,
    FIRST_RUN,
    GUIDE_STEP,
    GUIDES,
    HARD_NIGHTS,
    HELP,
    HOME,
    JOURNAL,
    KEYS,
    LOCK,
    MEANT,
    SETTINGS,
    WORKSHEET,
    WORKSHEETS,
    Parts,
    Route,
)

__all__ = [
    "ABOUT",
    "BREATHE",
    "CALM",
    "EXERCISE",
    "FIRST_AID",
    "FIRST_RUN",
    "GUIDES",
    "GUIDE_STEP",
    "HARD_NIGHTS",
    "HELP",
    "HOME",
    "JOURNAL",
    "KEYS",
    "LOCK",
    "MEANT",
    "ROUTES",
    "SETTINGS",
    "WORKSHEET",
    "WORKSHEETS",
    "Parts",
    "Route",
    "offers",
]

ROUTES: Final = {
    route.id: route
    for route in (
        Route(BREATHE, makers.breathe, str(QT_TRANSLATE_NOOP("routes", "Breathe")), full=True),
        Route(EXERCISE, makers.exercise, str(QT_TRANSLATE_NOOP("routes", "Exercise")), full=True),
        Route(
            HOME,
            makers.home,
            str(QT_TRANSLATE_NOOP("routes", "Home")),
            needs_vault=True,
            place=HOME,
            icon="home",
        ),
        Route(
            JOURNAL,
            makers.journal,
            str(QT_TRANSLATE_NOOP("routes", "Journal")),
            needs_vault=True,
            place=JOURNAL,
            icon="notebook",
        ),
        Route(
            GUIDES,
            makers.guides,
            str(QT_TRANSLATE_NOOP("routes", "Guides")),
            needs_vault=True,
            place=GUIDES,
            icon="signpost",
        ),
        Route(
            WORKSHEETS,
            makers.worksheets,
            str(QT_TRANSLATE_NOOP("routes", "Worksheets")),
            needs_vault=True,
            place=WORKSHEETS,
            icon="file-text",
        ),
        Route(
            MEANT,
            makers.meant,
            str(QT_TRANSLATE_NOOP("routes", "What I meant to do")),
            needs_vault=True,
            place=WORKSHEETS,
        ),
        Route(
            CALM,
            makers.calm,
            str(QT_TRANSLATE_NOOP("routes", "Calm")),
            place=CALM,
            icon="waves",
            shows_vault=True,
        ),
        Route(
            WORKSHEET,
            makers.worksheet,
            str(QT_TRANSLATE_NOOP("routes", "Worksheet")),
            needs_vault=True,
            place=WORKSHEETS,
        ),
        Route(
            GUIDE_STEP,
            makers.guide_step,
            str(QT_TRANSLATE_NOOP("routes", "Step of a guide")),
            needs_vault=True,
            place=GUIDES,
        ),
        Route(
            FIRST_AID,
            makers.first_aid,
            str(QT_TRANSLATE_NOOP("routes", "First aid")),
            may_hide=True,
        ),
        Route(LOCK, makers.lock, str(QT_TRANSLATE_NOOP("routes", "Locked")), full=True),
        Route(
            FIRST_RUN,
            makers.first_run,
            str(QT_TRANSLATE_NOOP("routes", "First steps")),
            full=True,
            shows_vault=True,
        ),
        Route(
            SETTINGS,
            makers.settings,
            str(QT_TRANSLATE_NOOP("routes", "Settings")),
            place=SETTINGS,
            icon="sliders",
            shows_vault=True,
        ),
        Route(
            ABOUT,
            makers.about,
            str(QT_TRANSLATE_NOOP("routes", "About")),
            place=SETTINGS,
        ),
        Route(
            HELP,
            makers.get_help,
            str(QT_TRANSLATE_NOOP("routes", "Get help")),
            full=True,
            may_hide=True,
        ),
        Route(
            HARD_NIGHTS,
            makers.hard_nights,
            str(QT_TRANSLATE_NOOP("routes", "My page for hard nights")),
            full=True,
            may_hide=True,
        ),
        Route(KEYS, makers.keys, str(QT_TRANSLATE_NOOP("routes", "Keys")), full=True),
    )
}
