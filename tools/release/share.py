"""Everything that is installed beside the program on Linux: what lies below ``share/``.

The .deb and the tar file take the same files from here, so that they cannot differ.
"""

from __future__ import annotations

import datetime as dt
import gzip
import os
from collections.abc import Mapping
from pathlib import Path

from tools.release.commands import program
from tools.release.completions import completions
from tools.release.desktop import desktop_entry, metainfo, mime_type
from tools.release.icons import LINUX_SIZES
from tools.release.identity import ROOT, Identity
from tools.release.man import pages


def source_date(environ: Mapping[str, str] = os.environ) -> int:
    """The moment that every file and date of a build carries, in seconds since 1970.

    Raises:
        ValueError: SOURCE_DATE_EPOCH does not give it.
    """
    told = environ.get("SOURCE_DATE_EPOCH", "")
    if not (told.isascii() and told.isdigit()):
        raise ValueError("SOURCE_DATE_EPOCH names no moment: seconds since 1970 are needed")
    return int(told)


def day_of(moment: int) -> dt.date:
    """The day of ``moment`` in UTC."""
    return dt.datetime.fromtimestamp(moment, dt.UTC).date()


def zipped(data: bytes) -> bytes:
    """``data`` as a gzip file without name and date."""
    return gzip.compress(data, 9, mtime=0)


def share_files(
    identity: Identity, version: str, moment: int, start: tuple[str, str], root: Path = ROOT
) -> dict[str, bytes]:
    """The files by their path below ``share/``.

    Args:
        identity: names and words.
        version: such as ``0.1.0``.
        moment: as ``source_date`` gives it.
        start: what the menu entry starts, as ``desktop_entry`` takes it.
        root: the checkout, for the icons.
    """
    commands = program()
    names = (identity.executable, identity.console_executable)
    day = day_of(moment)
    texts = {
        f"applications/{identity.app_id}.desktop": desktop_entry(identity, *start),
        f"metainfo/{identity.app_id}.metainfo.xml": metainfo(identity, version, day),
        f"mime/packages/{identity.app_id}.xml": mime_type(identity),
        **completions(commands, names),
    }
    files = {name: text.encode() for name, text in texts.items()}
    manual = pages(commands, version, day, identity.summary[:1].lower() + identity.summary[1:])
    manual[f"{identity.console_executable}.1"] = f".so man1/{identity.executable}.1\n"
    files |= {f"man/man1/{name}.gz": zipped(text.encode()) for name, text in manual.items()}
    return files | _icons(identity, root / "packaging" / "icons")


def _icons(identity: Identity, folder: Path) -> dict[str, bytes]:
    themes = "icons/hicolor"
    files = {
        f"{themes}/scalable/apps/{identity.app_id}.svg": folder / "app.svg",
        f"{themes}/symbolic/apps/{identity.app_id}-symbolic.svg": folder / "symbolic.svg",
    }
    for size in LINUX_SIZES:
        place = f"{themes}/{size:d}x{size:d}/apps/{identity.app_id}.png"
        files[place] = folder / f"app-{size:d}.png"
    return {place: file.read_bytes() for place, file in files.items()}
