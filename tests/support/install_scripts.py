"""install.sh and uninstall.sh on a stand-in for the unpacked tar file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.release.identity import ROOT, load_identity
from tools.release.share import share_files
from tools.release.tarball import START

MOMENT = 1_750_000_000
IDENTITY = load_identity()
ENTRY = f"share/applications/{IDENTITY.app_id}.desktop"
PAGE = "safeharbor/_resources/icons/page.svg"
"""Where the frozen program has the plain page."""
LIST = "lib/safeharbor.installed"


def unpack(folder: Path) -> Path:
    """Fill ``folder`` as unpacking the tar file does, with a program that only says hello."""
    program = folder / "safeharbor"
    (program / "_internal").mkdir(parents=True)
    (program / "_internal" / "part").write_text("one")
    picture = program / "_internal" / PAGE
    picture.parent.mkdir(parents=True)
    shutil.copy(ROOT / "resources" / "icons" / "page.svg", picture)
    (program / "safeharbor").write_text("#!/bin/sh\necho hello\n")
    (program / "safeharbor").chmod(0o755)
    (program / "safeharbor-cli").symlink_to("safeharbor")
    for name, data in share_files(IDENTITY, "0.1.0", MOMENT, START).items():
        place = folder / "share" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    for name in ("install.sh", "uninstall.sh"):
        shutil.copy(ROOT / "packaging" / "linux" / name, folder)
    return folder


def run(script: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run ``script`` with ``sh``, for an account whose own folder is ``home``."""
    settings = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["sh", str(script), *arguments], env=settings, capture_output=True, text=True, check=False
    )


def listing(folder: Path) -> list[str]:
    """Everything below ``folder``, by its name from there."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
