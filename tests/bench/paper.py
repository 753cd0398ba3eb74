"""The figure of paper: how long the PDF of the longest sheet takes, from answers to bytes.

It is taken in a process of its own, beside Qt's plain document with the same words.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from bench.measure import Figure, median, ratio
from bench.paper_page import ROWS
from bench.start import installed
from faults.child import environment

AIM_MS: Final = 1000.0
_PATIENCE_S: Final = 300


def figures(rounds: int) -> list[Figure]:
    """The one figure; ``rounds`` repeats of it."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.paper_page", str(rounds)],
        stdout=subprocess.PIPE,
        env=dict(installed(environment()), QT_QPA_PLATFORM="offscreen"),
        timeout=_PATIENCE_S,
        check=True,
    )
    taken = [[float(word) for word in line.split()] for line in done.stdout.splitlines()]
    mine, bare = [row[0] for row in taken], [row[1] for row in taken]
    return [
        Figure(
            "PDF of the longest sheet", ROWS, median(mine), "ms", "ms plain document",
            median(bare), ratio(mine, bare), f"< {AIM_MS:.0f} ms", median(mine) < AIM_MS,
        )
    ]  # fmt: skip
