"""Starts windows as processes and measures from outside: first paint, and memory.

The windows themselves are in ``bench/window.py``, which imports next to nothing, so that the bare
one is as bare as PySide6 can be.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from faults.child import environment

_PATIENCE_S: Final = 60


@dataclass(frozen=True, slots=True)
class Start:
    """One start. Memory is resident, in MiB; ``unlocked_mib`` is None without a vault."""

    paint_ms: float
    painted_mib: float
    unlocked_mib: float | None


def installed(surroundings: dict[str, str]) -> dict[str, str]:
    """The same, with bytecode: an installed program has it, and the bare window always does."""
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    return dict(surroundings, PYTHONPYCACHEPREFIX=str(Path(tempfile.gettempdir()) / "bench-pyc"))


def start(kind: str, home: Path, vault: Path | None = None) -> Start:
    """Start a window of ``kind`` ("ours", "breathe" or "bare") and wait for its end.

    With a ``vault`` it is unlocked and searched behind the painted window.
    """
    command = [sys.executable, "-m", "bench.window", kind, str(home)]
    command += [str(vault)] if vault else []
    surroundings = dict(
        installed(environment()), QT_QPA_PLATFORM="offscreen", SAFEHARBOR_HOME=str(home)
    )
    begun = time.time()
    done = subprocess.run(
        command, stdout=subprocess.PIPE, env=surroundings, timeout=_PATIENCE_S, check=True
    )
    painted, held, *unlocked = (float(word) for word in done.stdout.splitlines()[-1].split())
    return Start((painted - begun) * 1000, held, unlocked[0] if unlocked else None)
