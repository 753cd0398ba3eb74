"""The shape of ``routes.toml``; imported when the file is read and not before."""

from __future__ import annotations

from typing import Final

from safeharbor.content.guide_ids import GUIDES, STEP_IDS
from safeharbor.content.toml_file import Shape, decode, refuse

_MOST: Final = 2
"""More than this would be no suggestion any more."""


class RouteShape(Shape, frozen=True):
    """One route."""

    id: str
    label: str
    text: str
    to: tuple[str, ...]


class RoutesShape(Shape, frozen=True):
    """The file."""

    routes: tuple[RouteShape, ...]


def read_routes(raw: bytes, file: str) -> tuple[RouteShape, ...]:
    """The routes in the file called ``file``.

    Raises:
        HarborError: CONTENT_BROKEN.
    """
    routes = decode(raw, RoutesShape, file).routes
    seen: set[str] = set()
    for number, each in enumerate(routes):
        place = f"routes[{number}]"
        if not 1 <= len(each.to) <= _MOST:
            refuse(file, f"{place}.to", "one guide or step stands here, or two")
        if unknown := sorted({*each.to} - {*GUIDES, *STEP_IDS}):
            refuse(file, f"{place}.to", f"there is no {unknown[0]}")
        if each.id in seen:
            refuse(file, f"{place}.id", "another route has this id")
        seen.add(each.id)
    return routes
