"""What a copy of the program can lose on its way to somebody: each part is asked for and used.

Plugins of Qt, pictures, words, content, keyrings, the cipher, sounds. Everything here says in a
line what it found, or raises.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import threading
import wave
from contextlib import suppress
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtGui import QFontDatabase, QIcon, QImage, QImageReader
from PySide6.QtWidgets import QApplication, QStyleFactory

from safeharbor.content import exercises, guides, helplines, routes, sheets, words
from safeharbor.content.messages import LANGUAGE, load_messages
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage.engine import check_library, library_versions
from safeharbor.system import libraries
from safeharbor.system.resources import resources_root
from safeharbor.ui.cues.mouth import player_command
from safeharbor.ui.cues.ports import Tone
from safeharbor.ui.i18n import languages
from safeharbor.vault.kdf import is_argon2id
from safeharbor.vault.keyring_backends import missing_parts, system_stores
from safeharbor.vault.keyring_store import SystemKeyring

_DESKTOPS: Final = {"win32": "qwindows", "darwin": "qcocoa", "linux": "qxcb"}
_FORMATS: Final = ("svg", "png", "jpeg")
_AUDIO: Final = ("PySide6.QtMultimedia", "PySide6.QtTextToSpeech")
_SOUND_SERVER: Final = "libpulse.so.0"
_PATIENCE_S: Final = 15.0
_ICON_SIZE: Final = 24


def platform(app: QApplication) -> str:
    """The plugin in use, and that the one for this system's desktop is there and can be loaded."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    wanted = _DESKTOPS.get(sys.platform, "qxcb")
    plugin = next((file for file in folder.iterdir() if wanted in file.name), None)
    if plugin is None:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file=wanted)
    if sys.platform == "linux":
        libraries.check_loads(plugin)
    if "Fusion" not in QStyleFactory.keys():  # noqa: SIM118 - of Qt, no mapping
        raise HarborError(ErrorCode.RESOURCE_MISSING, file="Fusion")
    if not QFontDatabase.families():
        raise HarborError(ErrorCode.RESOURCE_MISSING, file="fonts")
    return f"{app.platformName()} in use, {wanted} can be loaded"


def bindings() -> str:
    """That PySide has the parts of it that are Python: they say what is wrong with an argument."""
    try:
        QObject().setObjectName(cast("str", 1.5))
    except TypeError as error:
        if "Supported signatures" in str(error):
            return "PySide tells what it takes"
    raise HarborError(ErrorCode.RESOURCE_MISSING, file="shibokensupport")


def pictures() -> str:
    """The kinds of pictures that Qt reads here, and every icon drawn."""
    known = {bytes(name.data()).decode("ascii") for name in QImageReader.supportedImageFormats()}
    missing = [name for name in _FORMATS if name not in known]
    if missing:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file=", ".join(missing))
    icons = sorted((resources_root() / "icons").glob("*.svg"))
    for file in icons:
        if QImage(str(file)).isNull() or QIcon(str(file)).pixmap(_ICON_SIZE, _ICON_SIZE).isNull():
            raise HarborError(ErrorCode.CONTENT_BROKEN, file=file.name)
    return f"{', '.join(_FORMATS)}, {len(icons)} icons"


def content() -> str:
    """Every sentence, help line, exercise, sheet and guide that ships, taken apart."""
    told = load_messages(LANGUAGE)
    missing = [code.value for code in ErrorCode if code.value not in told.errors]
    lines = helplines.load_helplines()
    if missing or not lines.countries:
        raise HarborError(ErrorCode.CONTENT_BROKEN, file=", ".join(missing))
    for exercise in exercises.IDS:
        exercises.load_exercise(exercise)
    for sheet in sheets.SHEET_IDS:
        sheets.load_sheet(sheet)
    for guide in guides.GUIDE_IDS:
        guides.load_guide(guide)
    parts = (exercises.category_sets(), exercises.sources(), exercises.cautions(),
             sheets.load_hints(), routes.load_routes(), words.load_words())  # fmt: skip
    shelves = (exercises.catalogue(), sheets.sheet_catalogue(), guides.guide_catalogue().cards)
    if not all((*parts, *shelves)):
        raise HarborError(ErrorCode.CONTENT_BROKEN)
    return (
        f"{len(told.errors)} messages, help lines of {len(lines.countries)} countries, "
        f"{len(exercises.IDS)} exercises, {len(sheets.SHEET_IDS)} sheets, "
        f"{len(guides.GUIDE_IDS)} guides"
    )


def translations() -> str:
    """Every catalogue of words, ours and Qt's."""
    folder = resources_root() / "i18n"
    ours = [(folder, f"safeharbor_{code}") for code in languages(folder)]
    of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    theirs = [(of_qt, file.stem) for file in sorted(of_qt.glob("qtbase_*.qm"))]
    if not ours or not theirs:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file="i18n")
    for place, name in (*ours, *theirs):
        translator = QTranslator()
        # That of English has plurals only, and some of Qt are empty; neither is missing.
        if not translator.load(name, str(place)):
            raise HarborError(ErrorCode.CONTENT_BROKEN, file=name)
    return f"{len(ours)} of ours, {len(theirs)} of Qt"


def keyring() -> str:
    """The keyring's state and the way to it; a computer without one still works."""
    missing = missing_parts()
    if missing:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file=", ".join(missing))
    state = SystemKeyring().state().value
    stores = [type(store).__name__ for store in system_stores(1.0)]
    return f"{state}, by {', '.join(stores)}" if stores else f"{state}, none answers here"


def cipher() -> str:
    """The encrypted database and the derivation of keys."""
    check_library()
    found = library_versions()
    if not found["sqlcipher"]:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file="SQLCipher")
    if not is_argon2id():
        raise HarborError(ErrorCode.RESOURCE_MISSING, file="Argon2id")
    return f"SQLCipher {found['sqlcipher']}, SQLite {found['sqlite']}, Argon2id"


def sounds() -> str:
    """The tones are whole, and the program that plays them answers, where this copy has one."""
    folder = resources_root() / "sounds"
    for tone in Tone:
        with wave.open(str(folder / f"{tone.value}.wav"), "rb") as file:
            if not file.getnframes():
                raise HarborError(ErrorCode.CONTENT_BROKEN, file=tone.value)
    found = [importlib.util.find_spec(name) for name in _AUDIO]
    if not any(found):
        if getattr(sys, "frozen", False):
            raise HarborError(ErrorCode.RESOURCE_MISSING, file="QtMultimedia")
        return f"{len(Tone)} tones, no player in this copy"
    asked = {"tones": [str(folder)], "voice": [LANGUAGE]}
    answers = _answers({kind: [kind, *rest] for kind, rest in asked.items()})
    if "missing" in answers.values():
        if libraries.loads(_SOUND_SERVER):
            raise HarborError(ErrorCode.RESOURCE_MISSING, file="QtMultimedia")
        return f"{len(Tone)} tones, silent here without {_SOUND_SERVER}"
    if "" in answers.values():
        raise HarborError(ErrorCode.RESOURCE_MISSING, file="player")
    return f"{len(Tone)} tones, " + ", ".join(f"{kind} {word}" for kind, word in answers.items())


def _answers(wanted: dict[str, list[str]]) -> dict[str, str]:
    """The first word of each player, all asked at once; "late" for one that takes its time."""
    said = dict.fromkeys(wanted, "late")
    players = {
        kind: subprocess.Popen(
            [*player_command(), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for kind, arguments in wanted.items()
    }

    def listen(kind: str, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        said[kind] = process.stdout.readline().strip().decode("ascii", "replace")

    ears = [
        threading.Thread(target=listen, args=each, name=f"sh-ear-{each[0]}", daemon=True)
        for each in players.items()
    ]
    for ear in ears:
        ear.start()
    for ear in ears:
        ear.join(_PATIENCE_S)
    heard = dict(said)
    for process in players.values():
        process.kill()
        with suppress(OSError):
            process.communicate()
    for ear in ears:
        ear.join()
    return heard
