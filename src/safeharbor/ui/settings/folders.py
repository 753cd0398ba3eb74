"""Where backups go and whether they are made by themselves, as the plain preferences have it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.system.prefs import Preferences

_MAY_BREAK: Final = "\u200b"
_RUN: Final = 8

BACKUP_FOLDER: Final = "backup_folder"
SECOND_FOLDER: Final = "backup_second_folder"
AUTOMATIC: Final = "backups_auto"


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """None for ``folder`` stands for the program's own folder, for ``second`` for no second one."""

    folder: Path | None
    second: Path | None
    automatic: bool


def backup_plan(preferences: Preferences) -> BackupPlan:
    """What is set now."""
    return BackupPlan(
        _path(preferences.get(BACKUP_FOLDER, "")),
        _path(preferences.get(SECOND_FOLDER, "")),
        preferences.get(AUTOMATIC, True),
    )


def _path(text: str) -> Path | None:
    # A path that is not absolute would mean another folder at each start.
    return Path(text) if text and Path(text).is_absolute() else None


def path_words(path: Path) -> str:
    """A path as a label shows it: it may go on in the next line after any few letters."""
    text = str(path)
    return _MAY_BREAK.join(text[start : start + _RUN] for start in range(0, len(text), _RUN))
