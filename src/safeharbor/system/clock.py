"""The real clock: the present moment with offset and zone, and seconds that never go back."""

from __future__ import annotations

import datetime as dt
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path

from safeharbor.domain.moment import Moment, moment_of

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*\Z")
_LOCALTIME = Path("/etc/localtime")
_TIMEZONE = Path("/etc/timezone")
_MAX_NAME = 64


class SystemClock:
    """The clock of this computer, as the services ask for it."""

    def now(self) -> Moment:
        """The present moment in the zone the computer is set to now."""
        if hasattr(time, "tzset"):
            time.tzset()  # a traveller changes the zone while the program runs
        return moment_of(dt.datetime.now(dt.UTC).astimezone(), local_zone())

    def monotonic(self) -> float:
        """Seconds that never go back, for measuring rests."""
        return time.monotonic()


def local_zone(
    environ: Mapping[str, str] = os.environ,
    localtime: Path = _LOCALTIME,
    timezone: Path = _TIMEZONE,
) -> str:
    """The IANA name of the local zone, "" where the computer does not tell.

    ``TZ`` comes first because the C library obeys it; a POSIX rule such as ``CET-1CEST`` has
    an offset but no name.
    """
    if "TZ" in environ:
        return _name_in(environ["TZ"].removeprefix(":"))
    try:
        return _name_in(str(localtime.readlink()))
    except OSError:
        pass
    try:
        if timezone.stat().st_size <= _MAX_NAME:
            return _name_in(timezone.read_text(encoding="ascii").strip())
    except (OSError, UnicodeDecodeError):
        pass
    return ""


def _name_in(text: str) -> str:
    """The zone name in a name or in a path below ``zoneinfo``; "" for anything else."""
    before, _, name = text.rpartition("zoneinfo/")
    name = name.removeprefix("posix/").removeprefix("right/")
    named = bool(before) or "/" in name or name.isalpha()
    return name if named and len(name) <= _MAX_NAME and _ZONE.match(name) else ""
