"""The stamp of a finished set-up, all that an ordinary start has to look at."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from hashlib import sha256

from tools.set_up.common import Place


def read_stamp(place: Place) -> dict[str, str]:
    """What the environment was made from; empty when it is missing or unfinished."""
    try:
        stamp = json.loads(place.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(place: Place, stamp: Mapping[str, str]) -> None:
    """Put ``stamp`` in place in one step."""
    fresh = place.stamp.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(stamp, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    fresh.replace(place.stamp)


def wanted_stamp(place: Place, kind: str) -> dict[str, str]:
    """What the stamp has to say before ``kind`` (``app`` or ``dev``) can be started.

    The interpreter counts as well: after an upgrade of the system's Python the environment
    holds packages for another version. ``base`` is empty where there is no environment.
    """
    wanted = {
        "python": str(sys.implementation.cache_tag),
        "base": os.path.realpath(place.python) if place.python.exists() else "",
    }
    for name in ("app", "dev") if kind == "dev" else ("app",):
        wanted[name] = sha256(place.requirements(name).read_bytes()).hexdigest()
    return wanted


def is_ready(place: Place, kind: str) -> bool:
    """Whether the environment holds all that ``kind`` needs."""
    wanted = wanted_stamp(place, kind)
    stamp = read_stamp(place)
    return bool(wanted["base"]) and all(stamp.get(key) == wanted[key] for key in wanted)
