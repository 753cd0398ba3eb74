"""Writes the text of a release from the changelog, and says plainly what is signed and what not.

``python -m tools.release.notes FOLDER --repository OWNER/NAME [--signed KIND ...]`` prints it;
``--check-tag TAG`` looks first whether tag, version and changelog belong together.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.release.identity import ROOT, load_identity, version

_HEAD = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<day>\d{4}-\d\d-\d\d))?$", re.MULTILINE)
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")

# By the end of a file's name: what it is, and which signature it can carry.
KINDS: dict[str, tuple[str, str | None]] = {
    "-setup.exe": ("Windows 10 and 11, 64-bit: installer for one account", "windows"),
    "-portable.zip": ("Windows 10 and 11, 64-bit: to unpack and run from a stick", "windows"),
    "-macos-arm64.dmg": ("macOS with an Apple chip", "macos"),
    "-macos-x86_64.dmg": ("macOS with an Intel chip", "macos"),
    ".deb": ("Debian 12, Ubuntu 24.04 and newer", None),
    ".tar.xz": ("other Linux, x86-64: unpack, then ./install.sh", None),
    ".AppImage": ("other Linux, x86-64: one file that runs", None),
    ".flatpak": ("Flatpak, without permission to use the network", None),
    ".cdx.json": ("what is inside: a bill of materials (CycloneDX)", None),
}
SIGNATURES = ("windows", "macos", "minisign")
_SIGNED = {
    "windows": "signed for Windows",
    "macos": "signed and looked at by Apple (notarised)",
}
_UNSIGNED = {
    "windows": (
        "The files for Windows are **not signed**. Windows warns that the publisher is unknown. "
        "Compare the checksum before you choose to run one anyway."
    ),
    "macos": (
        "The files for macOS are **not signed by an Apple developer and not notarised**. macOS "
        "refuses them at first. Compare the checksum before you allow one in the settings, under "
        "Privacy & Security."
    ),
    "minisign": "The list of checksums is **not signed with minisign**.",
}


def changes(changelog: str, wanted: str) -> str:
    """The changelog's part about the version ``wanted``, without its heading.

    Raises:
        ValueError: there is none, or it has no date yet.
    """
    heads = list(_HEAD.finditer(changelog))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        if head["name"] == wanted:
            if not head["day"]:
                raise ValueError(f"CHANGELOG.md gives {wanted} no date")
            return changelog[head.end() : following.start() if following else None].strip()
    raise ValueError(f"CHANGELOG.md says nothing of {wanted}")


def tag_faults(tag: str, changelog: str) -> list[str]:
    """What does not belong together; empty when ``tag`` can be released."""
    found = [] if tag == f"v{version()}" else [f"the tag is {tag}, the version {version()}"]
    try:
        changes(changelog, tag.removeprefix("v"))
    except ValueError as error:
        found.append(str(error))
    return found


def describe(name: str, signed: Iterable[str]) -> str:
    """What the file ``name`` is, in words, and whether it is signed.

    Raises:
        ValueError: nobody knows what it is.
    """
    for end, (words, signature) in KINDS.items():
        if name.endswith(end):
            if signature is None:
                return words
            how = _SIGNED[signature] if signature in signed else "**not signed**"
            return f"{words} ({how})"
    raise ValueError(f"{name} is none of the files of a release")


def size(amount: int) -> str:
    """A file's size as a person reads it, in millions of bytes."""
    return f"{amount / 1e6:.1f} MB" if amount >= 100_000 else f"{amount / 1e3:.1f} kB"


def notes(
    files: Sequence[tuple[str, int]], signed: Sequence[str], changelog: str, repository: str
) -> str:
    """The text of the release.

    Args:
        files: names and sizes in bytes.
        signed: which of ``SIGNATURES`` were really made.
        changelog: the text of ``CHANGELOG.md``.
        repository: where it is built, such as ``owner/name``.

    Raises:
        ValueError: an unknown file or signature, nothing in the changelog, or no repository.
    """
    if not _REPOSITORY.fullmatch(repository):
        raise ValueError(f"{repository!r} is no repository")
    if unknown := set(signed) - set(SIGNATURES):
        raise ValueError(f"unknown signatures: {sorted(unknown)}")
    rows = [f"| `{name}` | {describe(name, signed)} | {size(amount)} |" for name, amount in files]
    missing = [_UNSIGNED[kind] for kind in SIGNATURES if kind not in signed]
    parts = [
        f"{load_identity().name} {version()} never goes online and never looks for updates.",
        "\n".join(["| file | for | size |", "|---|---|---|", *rows]),
        "\n\n".join(missing),
        _how_to_verify(signed, repository),
        "## What is new",
        changes(changelog, version()),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _how_to_verify(signed: Sequence[str], repository: str) -> str:
    lines = ["## Check what you have downloaded", "", "```sh"]
    lines += [
        "sha256sum --check --ignore-missing SHA256SUMS        # Linux",
        "shasum -a 256 --check --ignore-missing SHA256SUMS    # macOS",
    ]
    if "minisign" in signed:
        lines.append("minisign -Vm SHA256SUMS -p packaging/minisign.pub    # the key of the source")
    lines += [
        f"gh attestation verify FILE --repo {repository}    # which build made it",
        "```",
        "",
        "`README.md` says more, also for Windows.",
    ]
    return "\n".join(lines)


def main() -> int:
    """Print the text, or say what is wrong with the tag."""
    parser = argparse.ArgumentParser(description="Writes the text of a release.")
    parser.add_argument("folder", type=Path, nargs="?", help="what will be released")
    parser.add_argument("--signed", action="append", default=[], choices=SIGNATURES)
    parser.add_argument(
        "--repository",
        default=os.environ.get("GITHUB_REPOSITORY", ""),
        help="such as owner/name; without it what GITHUB_REPOSITORY says",
    )
    parser.add_argument("--check-tag", metavar="TAG")
    told = parser.parse_args()
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if told.check_tag and (found := tag_faults(told.check_tag, changelog)):
        print("\n".join(found), file=sys.stderr)
        return 1
    if told.folder:
        named = {file.name: file.stat().st_size for file in told.folder.iterdir()}
        files = sorted(row for row in named.items() if not row[0].startswith("SHA256SUMS"))
        sys.stdout.write(notes(files, told.signed, changelog, told.repository))
    return 0


if __name__ == "__main__":
    sys.exit(main())
