"""Puts the .deb together: the frozen program, what a desktop reads, and the facts about them.

There are no maintainer scripts on purpose: nothing runs as root while it is installed or removed,
so nothing can touch what somebody wrote. What a desktop caches is renewed by its own triggers.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from tools.release import elf
from tools.release.identity import ROOT, Identity, load_identity
from tools.release.share import share_files, zipped

ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}
HOME: Final = "usr/lib"
"""Where the program lies, in a folder of its own; not /opt, which a removal would take along."""

_FONTS: Final = "fonts-dejavu-core | fonts-noto-core | fonts-liberation"
_KEYRING: Final = "gnome-keyring | libkf5wallet-bin | kwalletd6 | keepassxc"
_BUS: Final = "default-dbus-session-bus | dbus-session-bus"
_SPEECH: Final = "speech-dispatcher"
_PRE: Final = re.compile(r"(?<=\d)(a|b|rc|\.dev)(\d+)")


def deb_version(version: str, revision: int = 1) -> str:
    """``version`` in the order that Debian sorts by: ``1.0.0rc1`` comes before ``1.0.0``."""
    return f"{_PRE.sub(lambda m: f'~{m[1].strip(chr(46))}{m[2]}', version)}-{revision:d}"


def control(
    identity: Identity, version: str, architecture: str, size: int, needs: dict[str, str]
) -> str:
    """The control file.

    Args:
        identity: names and words.
        version: as ``deb_version`` gives it.
        architecture: such as ``amd64``.
        size: what is installed, in kibibytes.
        needs: the fields Depends, Recommends and Suggests.
    """
    fields = {
        "Package": identity.package,
        "Version": version,
        "Section": "utils",
        "Priority": "optional",
        "Architecture": architecture,
        "Maintainer": f"{identity.maintainer} <{identity.maintainer_email}>",
        "Installed-Size": f"{size:d}",
        **needs,
        "Homepage": identity.homepage,
        "Description": f"{_phrase(identity.summary)}\n {identity.description}",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


def relations(program: Path) -> dict[str, str]:
    """What the frozen program in ``program`` needs of the system, as fields of the control file."""
    depends, extras = elf.packages(program, elf.needs(elf.elf_files(program)))
    return {
        "Depends": ", ".join([*depends, _FONTS]),
        "Recommends": ", ".join([*extras, _BUS, _KEYRING]),
        "Suggests": _SPEECH,
    }


def changelog(identity: Identity, version: str, moment: int) -> str:
    """Debian's own changelog, of one entry; what changed stands in the program's."""
    when = format_datetime(dt.datetime.fromtimestamp(moment, dt.UTC))
    return (
        f"{identity.package} ({version}) stable; urgency=medium\n\n"
        f"  * Built from the release of this version; see changelog.gz for what changed.\n\n"
        f" -- {identity.maintainer} <{identity.maintainer_email}>  {when}\n"
    )


def copyright_file(identity: Identity, root: Path = ROOT) -> str:
    """The copyright file: the program's own licences, and where those of its parts lie."""
    by = identity.copyright
    gpl = "On Debian systems the text is in /usr/share/common-licenses/GPL-3."
    parts = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        f"Upstream-Name: {identity.name}",
        f"Comment:\n Qt, Python and the libraries that are frozen into this package keep their own"
        f"\n licences, whose texts lie in /{HOME}/{identity.package}/_internal/licences.",
        "",
        f"Files: *\nCopyright: {by}\nLicense: GPL-3.0-or-later",
        "",
        f"Files: {HOME}/{identity.package}/_internal/safeharbor/_resources/*\n"
        f"Copyright: {by}\nLicense: CC-BY-SA-4.0",
        "",
        f"Files: {HOME}/{identity.package}/_internal/safeharbor/_resources/icons/*\n"
        f"Copyright: {by}\n           Lucide Icons and Contributors\nLicense: ISC and MIT",
        "",
        f"License: GPL-3.0-or-later\n {gpl}",
    ]
    for name in ("CC-BY-SA-4.0", "ISC", "MIT"):
        text = (root / "LICENSES" / f"{name}.txt").read_text(encoding="utf-8")
        lines = [f" {line}" if line.strip() else " ." for line in text.strip().splitlines()]
        parts += ["", f"License: {name}", *lines]
    return "\n".join(parts) + "\n"


def stage(
    program: Path, target: Path, identity: Identity, version: str, moment: int, root: Path = ROOT
) -> None:
    """Lay out everything that will be installed below ``target``, which is made.

    Args:
        program: the folder of the frozen program.
        target: the root of the package.
        identity: names and words.
        version: such as ``0.1.0``.
        moment: the moment that the build carries.
        root: the checkout.
    """
    home = target / HOME / identity.package
    shutil.copytree(program, home, symlinks=True)
    doc = f"doc/{identity.package}"
    start = (identity.executable, identity.executable)
    files = share_files(identity, version, moment, start, root)
    files[f"{doc}/copyright"] = copyright_file(identity, root).encode()
    debian = changelog(identity, deb_version(version), moment)
    files[f"{doc}/changelog.Debian.gz"] = zipped(debian.encode())
    files[f"{doc}/changelog.gz"] = zipped((root / "CHANGELOG.md").read_bytes())
    for name, data in files.items():
        # Debian has a place of its own for completions of zsh that come with a package.
        place = target / "usr/share" / name.replace("zsh/site-functions", "zsh/vendor-completions")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    commands = target / "usr" / "bin"
    commands.mkdir()
    for name in (identity.executable, identity.console_executable):
        (commands / name).symlink_to(f"../lib/{identity.package}/{name}")


def settle(folder: Path, moment: int) -> None:
    """Give everything below ``folder`` plain rights and the date ``moment``."""
    for path in [folder, *sorted(folder.rglob("*"))]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o111
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def md5sums(target: Path) -> str:
    """The sums that dpkg checks installed files against."""
    lines = []
    for path in sorted(target.rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {path.relative_to(target)}\n")
    return "".join(lines)


def installed_kib(target: Path) -> int:
    """The room that it takes, as Debian counts it: each file rounded up, a folder or link 1."""
    return sum(
        -(-path.lstat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in target.rglob("*")
    )


def build(program: Path, work: Path, output: Path, moment: int, version: str) -> Path:
    """Build the package of the frozen program in ``program``; returns its file in ``output``.

    The same inputs give the same bytes. ``work`` is emptied first.

    Raises:
        ValueError: the program needs a library that no package is known for.
        subprocess.CalledProcessError: dpkg-deb refused it.
    """
    identity = load_identity()
    shutil.rmtree(work, ignore_errors=True)
    stage(program, work, identity, version, moment)
    architecture = ARCHITECTURES[os.uname().machine]
    size, sums = installed_kib(work), md5sums(work)
    facts = work / "DEBIAN"
    facts.mkdir()
    numbered = deb_version(version)
    text = control(identity, numbered, architecture, size, relations(program))
    (facts / "control").write_text(text, encoding="utf-8")
    (facts / "md5sums").write_text(sums, encoding="utf-8")
    settle(work, moment)
    output.mkdir(parents=True, exist_ok=True)
    file = output / f"{identity.package}_{numbered}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(work), str(file)]
    settings = {**os.environ, "SOURCE_DATE_EPOCH": f"{moment:d}"}
    subprocess.run(command, check=True, env=settings, stdout=subprocess.DEVNULL)
    return file


def _phrase(summary: str) -> str:
    """A summary as Debian wants it: no capital at its beginning, no article."""
    words = summary[:1].lower() + summary[1:]
    return words.removeprefix("a ")
