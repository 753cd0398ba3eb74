"""Looks for text that must not be there: in every file and every name below some folders.

Each needle is sought as UTF-8, as UTF-16 in both orders, and inside base64 at each of its three
alignments, where its neighbours are unknown. It knows nothing of what it hunts through.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a needle was found, and in which shape. ``path`` may be a file or a folder."""

    path: Path
    needle: str
    shape: str


def shapes(needle: str) -> Mapping[str, bytes]:
    """Every shape of ``needle`` by its name."""
    made: dict[str, bytes] = {}
    for encoding in _ENCODINGS:
        raw = needle.encode(encoding)
        made[encoding] = raw
        for alignment in range(3):
            made[f"base64 of {encoding} at {alignment}"] = inside_base64(raw, alignment)
    return made


def inside_base64(raw: bytes, alignment: int) -> bytes:
    """The part of the base64 text that depends on ``raw`` alone.

    ``raw`` begins ``alignment`` bytes after a group of three; the characters that it shares with
    what stands before and after are left out.
    """
    encoded = base64.b64encode(b"\0" * alignment + raw)
    first = (0, 2, 3)[alignment]
    whole = (alignment + len(raw)) // 3 * 4
    tail = (0, 1, 2)[(alignment + len(raw)) % 3]
    return encoded[first : whole + tail]


def hunt(places: Iterable[Path], needles: Iterable[str]) -> list[Found]:
    """Every hit below ``places``. Files that come and go meanwhile are passed over."""
    wanted = [
        (needle, shape, pattern) for needle in needles for shape, pattern in _spellings(needle)
    ]
    found: list[Found] = []
    for path, data in _haystacks(places):
        found += [Found(path, needle, shape) for needle, shape, bits in wanted if bits in data]
    return found


def _spellings(needle: str) -> Iterator[tuple[str, bytes]]:
    for shape, pattern in shapes(needle).items():
        yield shape, pattern
        if shape.startswith("base64"):
            yield f"{shape}, for addresses", pattern.translate(bytes.maketrans(b"+/", b"-_"))


def _haystacks(places: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    for place in places:
        for parent, folders, files in os.walk(place):
            for name in (*folders, *files):
                yield Path(parent, name), os.fsencode(name)
            for name in files:
                path = Path(parent, name)
                if path.is_file() and not path.is_symlink():
                    yield path, path.read_bytes()
