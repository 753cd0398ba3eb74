"""Suggested first routes out of ``routes.toml``: where somebody may begin, by how things are.

They stand in the built catalogue too, so that the shelf of guides opens without taking the file
apart.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.content.files import built_rows, checksum, find_content, read_content
from safeharbor.content.messages import LANGUAGE

ROUTES_FILE: Final = "routes.toml"


@dataclass(frozen=True, slots=True)
class SuggestedRoute:
    """A place to begin.

    Attributes:
        id: that of the answer in ``start.s3``.
        label: how things are, in a few words.
        text: what waits there, in a sentence or two.
        to: one or two guides and steps, such as ``trust8`` and ``stress.s4``.
    """

    id: str
    label: str
    text: str
    to: tuple[str, ...]


def load_routes(language: str = LANGUAGE, folder: Path | None = None) -> tuple[SuggestedRoute, ...]:
    """The routes, in English where ``language`` does not have them.

    Args:
        language: the name of its folder, such as ``en``.
        folder: the folder that holds the languages; the shipped content where it is left out.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    raw = read_content(find_content(ROUTES_FILE, language, folder))
    return tuple(_built(checksum(raw), language, folder)) or routes_in(raw)


@functools.lru_cache(maxsize=2)
def routes_in(raw: bytes) -> tuple[SuggestedRoute, ...]:
    """The routes in the text of the file itself.

    Raises:
        HarborError: CONTENT_BROKEN.
    """
    from safeharbor.content.routes_file import read_routes

    shapes = read_routes(raw, ROUTES_FILE)
    return tuple(SuggestedRoute(each.id, each.label, each.text, each.to) for each in shapes)


def _built(crc32: int, language: str, folder: Path | None) -> Iterator[SuggestedRoute]:
    """Those of a catalogue that was built from the same text; a broken row hides only itself."""
    for row in built_rows("routes", language, folder):
        to = row.get("to")
        if row.get("crc32") != crc32 or not isinstance(to, list):
            continue
        texts = [row.get("id"), row.get("label"), row.get("text"), *to]
        if all(isinstance(each, str) for each in texts):
            yield SuggestedRoute(row["id"], row["label"], row["text"], tuple(to))
