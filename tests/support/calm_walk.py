"""Every pattern and every script in the terminal, one after the other, with time that flies.

Run as a program on a terminal: ``python -m support.calm_walk [--text-only]``. Before each it
prints its id on a line of its own.
"""

from __future__ import annotations

import io
import sys
from typing import Final

from safeharbor.cli.breathe import breathe, choose
from safeharbor.cli.console import Console
from safeharbor.cli.ground import SCRIPTS, Wish, ground
from safeharbor.content.messages import messages
from safeharbor.domain.breathing import STOCK
from support.pace import FakePace

MARK: Final = "== "


def main() -> None:
    """Walk through all of them."""
    text_only = "--text-only" in sys.argv
    console = Console(sys.stdout, sys.stderr, messages())
    for pattern in STOCK:
        console.put(f"{MARK}{pattern}\n", now=True)
        breathe(choose(pattern, None, console), console, text_only=text_only, pace=FakePace())
    for script in SCRIPTS:
        console.put(f"{MARK}{script}\n", now=True)
        wish = Wish(script, text_only=text_only)
        ground(wish, console, io.BytesIO(), pace=FakePace())


if __name__ == "__main__":
    main()
