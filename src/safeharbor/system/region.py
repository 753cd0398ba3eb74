"""Which country this computer is set to, as far as its own settings tell.

It is a guess and has to be called one where it is shown: many computers speak the language of
another country than the one they stand in. Nothing outside this computer is asked.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from safeharbor.system import fs

# What names the country itself comes before what names a language.
_LOCALE_NAMES: Final = (
    "LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LC_MONETARY", "LANG", "LC_MESSAGES",
)  # fmt: skip
_TERRITORY: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})(?:[.@].*)?")
_REGION: Final = re.compile(r"@(?:.*;)?rg=([A-Za-z]{2})")
_SAME: Final = {"UK": "GB", "EL": "GR"}
_MAC_SETTINGS: Final = Path("Library/Preferences/.GlobalPreferences.plist")
_MAX_BYTES: Final = 1024 * 1024


def guess_country(
    environ: Mapping[str, str] = os.environ,
    *,
    platform: str = sys.platform,
    home: Path | None = None,
) -> str | None:
    """The ISO 3166 code of the region of this computer, such as ``DE``; None where it has none.

    Args:
        environ: the environment.
        platform: the system, as ``sys.platform`` names it.
        home: the folder of the account, for the settings of macOS.
    """
    for name in _LOCALE_NAMES:
        value = environ.get(name)
        found = territory_of(value) if value else None
        # What stands above all others holds even where it names no country.
        if found or (value and name == "LC_ALL"):
            return found
    if platform == "win32":
        return _windows_territory()
    return _mac_territory(home) if platform == "darwin" else None


def territory_of(locale: str) -> str | None:
    """The territory in the name of a locale, such as ``pt_BR.UTF-8``; None where it names none."""
    region = _REGION.search(locale)
    match = region or _TERRITORY.fullmatch(locale)
    return usual_code(match[1]) if match else None


def usual_code(code: str) -> str:
    """The ISO 3166 code for what people write instead of it, in capitals."""
    code = code.strip().upper()
    return _SAME.get(code, code)


def _windows_territory() -> str | None:
    import ctypes

    buffer = ctypes.create_unicode_buffer(16)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from the types elsewhere
    found = kernel.GetUserDefaultGeoName(buffer, len(buffer))
    return buffer.value if found and re.fullmatch("[A-Z]{2}", buffer.value) else None


def _mac_territory(home: Path | None) -> str | None:
    """A program that was opened by a click has no locale in its environment there."""
    # Of a damaged file plistlib raises nearly anything, and a guess is worth no trouble.
    with contextlib.suppress(Exception):
        import plistlib

        path = (home or Path.home()) / _MAC_SETTINGS
        settings = plistlib.loads(fs.read_regular(path, max_size=_MAX_BYTES))
        locale = settings.get("AppleLocale") if isinstance(settings, dict) else None
        return territory_of(locale) if isinstance(locale, str) else None
    return None
