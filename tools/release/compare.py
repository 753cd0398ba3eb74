"""Compares two built folders file by file: ``python -m tools.release.compare FIRST SECOND``."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path


def contents(folder: Path) -> dict[str, str]:
    """Each file and link below ``folder``, and what tells it from any other."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            mode = "x" if path.stat().st_mode & 0o111 else "-"
            found[name] = f"{mode} {sha256(path.read_bytes()).hexdigest()}"
    return found


def differences(first: Path, second: Path) -> list[str]:
    """The names of files that are not the same in both folders, or are in one only."""
    one, two = contents(first), contents(second)
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))


def main(arguments: list[str]) -> int:
    """Say what differs; 0 when nothing does."""
    if len(arguments) != 2:
        print("usage: python -m tools.release.compare FIRST SECOND", file=sys.stderr)
        return 2
    first, second = map(Path, arguments)
    found = differences(first, second)
    print("\n".join(f"differs: {name}" for name in found) or "compare: every file is the same")
    print(f"compare: {len(contents(first))} files, {len(found)} differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
