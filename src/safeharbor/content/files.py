"""Content files: where they are, how much of one is read, and the catalogue built from them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from safeharbor.content.messages import LANGUAGE
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.resources import resources_root

CATALOGUE: Final = "catalogue.json"
MAX_BYTES: Final = 256 * 1024
"""Far more than any of these files has."""


def content_root(folder: Path | None = None) -> Path:
    """The folder that holds the languages; the shipped one where none is named."""
    return folder or resources_root() / "content"


def find_content(name: str, language: str, folder: Path | None = None) -> Path:
    """The file in ``language``, or the English one where there is none."""
    root = content_root(folder)
    path = root / language / name
    return path if path.is_file() else root / LANGUAGE / name


def read_content(path: Path) -> bytes:
    """All of a content file, if it is not too large.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file=path.name) from error
    if len(raw) > MAX_BYTES:
        raise HarborError(ErrorCode.CONTENT_BROKEN, file=path.name, reason="too large")
    return raw


def checksum(raw: bytes) -> int:
    """A number that changes with a file, but not with the way in which its lines end."""
    return zlib.crc32(raw.replace(b"\r\n", b"\n"))


def built_rows(part: str, language: str, folder: Path | None = None) -> Iterator[dict[str, Any]]:
    """The rows of one part of a built catalogue, none where it is missing or broken.

    With English first: a row of another language follows, and stands for the same file there.
    """
    for each in dict.fromkeys((LANGUAGE, language)):
        try:
            data = json.loads(read_content(content_root(folder) / each / CATALOGUE))
            rows = list(data[part])
        except (HarborError, ValueError, LookupError, TypeError, RecursionError):
            continue
        yield from (row for row in rows if isinstance(row, dict))
