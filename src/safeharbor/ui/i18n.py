"""Gives the program the language of the person: its own words, Qt's words, and the direction.

Words are looked up in compiled catalogues under ``resources/i18n``. English has one too, for its
plurals only. A language without a catalogue is shown in English.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

CATALOGUE: Final = "safeharbor"
_QT: Final = "qtbase"
_IN_USE: Final[list[QTranslator]] = []
"""Kept here: to ask the application for them takes five milliseconds of the first picture."""


def languages(folder: Path) -> tuple[str, ...]:
    """The codes of the languages that have a catalogue in ``folder``."""
    start = len(CATALOGUE) + 1
    return tuple(sorted(path.stem[start:] for path in folder.glob(f"{CATALOGUE}_*.qm")))


def speak(app: QApplication, language: str, folder: Path) -> QLocale:
    """Let ``app`` speak ``language`` from now on; returns what it speaks.

    Screens that were made before keep their words.

    Args:
        app: the application.
        language: a code such as ``de`` or ``pt_BR``, "" for the language of the system.
        folder: where the catalogues are.
    """
    while _IN_USE:
        old = _IN_USE.pop()
        app.removeTranslator(old)
        old.deleteLater()
    wanted = QLocale(language) if language else QLocale.system()
    own = QTranslator(app)
    spoken = wanted
    if not own.load(wanted, CATALOGUE, "_", str(folder)):
        # Dates and numbers stay as the person writes them.
        spoken = QLocale(QLocale.Language.English)
        own.load(spoken, CATALOGUE, "_", str(folder))
    qt_words = QTranslator(app)
    qt_words.load(spoken, _QT, "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (qt_words, own):
        app.installTranslator(translator)
        _IN_USE.append(translator)
    QLocale.setDefault(wanted if language or spoken is wanted else QLocale.system())
    app.setLayoutDirection(spoken.textDirection())
    return spoken
