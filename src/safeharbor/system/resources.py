"""Finds the folder of content and pictures in a checkout, an installed wheel or a frozen app."""

from __future__ import annotations

import sys
from pathlib import Path

from safeharbor.domain.errors import ErrorCode, HarborError

_PACKAGE = Path(__file__).resolve().parent.parent
_MARK = "content"


def find_resources(package: Path, bundle: Path | None = None) -> Path:
    """The resources that belong to the code in ``package``.

    Args:
        package: the folder of the ``safeharbor`` package.
        bundle: where a frozen app keeps its data.

    Raises:
        HarborError: RESOURCE_MISSING.
    """
    places = [package / "_resources", package.parent.parent / "resources"]
    if bundle is not None:
        places.insert(0, bundle / "safeharbor" / "_resources")
    for place in places:
        if (place / _MARK).is_dir():
            return place
    raise HarborError(ErrorCode.RESOURCE_MISSING, file="resources")


def resources_root() -> Path:
    """The folder that holds ``content/``, ``icons/`` and ``crisis_lines.json``.

    Raises:
        HarborError: RESOURCE_MISSING.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    return find_resources(_PACKAGE, Path(frozen) if frozen else None)
