"""Where a Linux library looks for others before the system's folders, and how it forgets that.

A Python that somebody built for themselves leaves its own folder in each of its libraries. On
another computer an account of that name could put a library there, and everybody would load it.
``objdump`` can show such a path but not change it, so the file's own tables are read here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_MAGIC: Final = b"\x7fELF"
_KIND: Final = b"\x02\x01"
"""64 bits, and the low byte first."""
_LOADED, _DYNAMIC = 1, 2
_END, _STRINGS, _RPATH, _RUNPATH = 0, 5, 15, 29
_OWN: Final = b"$ORIGIN"
"""The loader's name for the folder that the file itself lies in."""


def run_paths(data: bytes) -> list[str]:
    """Each RPATH and RUNPATH in the file ``data``; none where it is no ELF file.

    Raises:
        ValueError: an ELF file of a kind that is not built for.
    """
    return [data[start:end].decode() for start, end in _places(data) if end > start]


def forget_run_path(data: bytes) -> bytes:
    """The file ``data`` without any part of a run path that does not begin with ``$ORIGIN``.

    What is taken out becomes zeros, so that nothing else moves; the loader ignores an empty path.

    Raises:
        ValueError: an ELF file of a kind that is not built for.
    """
    changed = bytearray(data)
    for start, end in _places(data):
        kept = b":".join(part for part in data[start:end].split(b":") if _is_own(part))
        changed[start:end] = kept.ljust(end - start, b"\0")
    return bytes(changed)


def foreign_run_paths(data: bytes) -> list[str]:
    """Those run paths that name a folder by anything but the file's own place.

    Raises:
        ValueError: an ELF file of a kind that is not built for.
    """
    return [path for path in run_paths(data) if not all(map(_is_own, path.encode().split(b":")))]


def _is_own(part: bytes) -> bool:
    return part == _OWN or part.startswith(_OWN + b"/")


def _places(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each run path begins and ends, found as the loader finds it."""
    if not data.startswith(_MAGIC):
        return
    if data[4:6] != _KIND:
        raise ValueError("an ELF file that is not of 64 bits with the low byte first")
    (table,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    heads = [struct.unpack_from("<IIQQQQ", data, table + size * n) for n in range(count)]
    for kind, _, offset, _, _, length in heads:
        if kind != _DYNAMIC:
            continue
        rows = list(_rows(data[offset : offset + length]))
        for strings in [_offset(heads, value) for tag, value in rows if tag == _STRINGS]:
            for start in [strings + value for tag, value in rows if tag in {_RPATH, _RUNPATH}]:
                yield start, data.index(0, start)


def _rows(table: bytes) -> Iterator[tuple[int, int]]:
    for tag, value in struct.iter_unpack("<qQ", table):
        if tag == _END:
            return
        yield tag, value


def _offset(heads: list[tuple[int, ...]], address: int) -> int:
    """Where in the file lies what is at ``address`` once it is loaded."""
    for kind, _, offset, start, _, length in heads:
        if kind == _LOADED and start <= address < start + length:
            return offset + address - start
    raise ValueError("an ELF file whose table of names is nowhere in it")
