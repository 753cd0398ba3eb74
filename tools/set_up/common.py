"""What the parts of the set-up share: where it happens, what it says, and how it gives up."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EXIT_FAILED, EXIT_USAGE, EXIT_UNAVAILABLE = 1, 2, 69


class SetUpError(Exception):
    """The set-up cannot go on; the text is the sentence to show."""

    def __init__(self, sentence: str, code: int = EXIT_FAILED) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """A checkout and the parts of its set-up.

    Attributes:
        root: the folder of the checkout.
    """

    root: Path

    @property
    def venv(self) -> Path:
        """The folder of the virtual environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter inside it."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def lock(self) -> Path:
        """Held during a set-up, and never removed, since others may be waiting on it."""
        return self.venv / "setup.lock"

    @property
    def stamp(self) -> Path:
        """Says what the environment was made from; missing while a set-up is unfinished."""
        return self.venv / "safeharbor-stamp.json"

    @property
    def libraries(self) -> Path:
        """Remembers which system libraries were found here."""
        return self.venv / "system-libraries.txt"

    @property
    def site_packages(self) -> Path:
        """Where the environment keeps its packages."""
        if os.name == "nt":
            return self.venv / "Lib" / "site-packages"
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.venv / "lib" / version / "site-packages"

    def requirements(self, kind: str) -> Path:
        """The locked requirements of ``app`` or ``dev``."""
        return self.root / "requirements" / f"{kind}.txt"


def say(text: str) -> None:
    """One line about the set-up, to stderr."""
    print(text, file=sys.stderr, flush=True)


def succeeds(
    command: Sequence[str], *, shown: bool = False, silent: bool = False, lock: int | None = None
) -> bool:
    """Run ``command`` and say whether it went well.

    Its output goes to stderr and it cannot read stdin: both of the others belong to the program
    that is started afterwards.

    Args:
        command: what to run.
        shown: print the command first.
        silent: throw its output away.
        lock: a descriptor of the set-up lock, which the command then keeps: when this process
            is killed, nobody starts anew while the command is still writing.
    """
    import shlex
    import subprocess

    if shown:
        say(f"SafeHarbor set-up runs: {shlex.join(command)}")
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "PIP_USER": "0"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if silent else sys.stderr,
            stderr=subprocess.DEVNULL if silent else None,
            pass_fds=() if lock is None or os.name == "nt" else (lock,),
            check=False,
        )
    except FileNotFoundError:
        return False
    return done.returncode == 0
