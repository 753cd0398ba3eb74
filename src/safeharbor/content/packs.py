"""Guides that somebody has put into the home by hand: ``packs/<name>/<guide>.toml``.

A pack is a folder of text files from anywhere. Nothing but its TOML files is read, no file is
followed out of it, and a broken one hides only itself. What stands in one is not ours, and is
shown with the name of its folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.content.files import read_content
from safeharbor.domain.errors import ErrorCode, HarborError

MOST_PACKS: Final = 40
MOST_FILES: Final = 40

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")
_STEM: Final = re.compile(r"[a-z][a-z0-9]{0,19}")


@dataclass(frozen=True, slots=True)
class Pack:
    """One folder of guides.

    Attributes:
        name: of the folder.
        files: by the id of the guide that the file is named after.
        faults: files and folders that are passed over.
    """

    name: str
    files: Mapping[str, Path]
    faults: tuple[HarborError, ...] = ()

    def called(self, guide: str) -> str:
        """How the file of a guide is named in a sentence."""
        return f"{self.name}/{guide}.toml"


def find_packs(folder: Path | None) -> tuple[Pack, ...]:
    """The packs in the folder ``packs`` of a home, by name; none where there is no such folder."""
    if folder is None:
        return ()
    found = (each for each in _inside(folder) if not each.name.startswith(".") and _is_folder(each))
    return tuple(read_pack(each) for each in list(found)[:MOST_PACKS])


def read_pack(folder: Path) -> Pack:
    """The pack in one folder, wherever that is."""
    name = folder.name
    if not _NAME.fullmatch(name):
        return Pack(name, {}, (_broken(name, "small letters, digits, - and _ make its name"),))
    files: dict[str, Path] = {}
    faults: list[HarborError] = []
    for path in _inside(folder):
        called = f"{name}/{path.name}"
        if path.suffix != ".toml" or path.name.startswith("."):
            continue
        if not _STEM.fullmatch(path.stem):
            faults.append(_broken(called, "small letters and digits make the name of a guide"))
        elif path.is_symlink() or not path.is_file():
            faults.append(_broken(called, "no plain file"))
        elif len(files) == MOST_FILES:
            faults.append(_broken(called, f"a pack has {MOST_FILES} guides at most"))
        else:
            files[path.stem] = path
    return Pack(name, files, tuple(faults))


def read_pack_file(pack: Pack, guide: str) -> bytes:
    """What stands in the file of one guide.

    Raises:
        HarborError: GUIDE_FILE_BROKEN.
    """
    try:
        return read_content(pack.files[guide])
    except HarborError as error:
        reason = error.facts.get("reason", "it cannot be read")
        raise _broken(pack.called(guide), str(reason)) from error


def _inside(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.iterdir())
    except OSError:
        return


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _broken(file: str, reason: str) -> HarborError:
    return HarborError(ErrorCode.GUIDE_FILE_BROKEN, file=file, reason=reason)
