"""The ids of guides and their steps, which sheets and pages lead to. An id is never changed."""

from __future__ import annotations

from typing import Final

GUIDES: Final = {
    "start": range(1, 4),
    "trust8": range(10),
    "selftrust": range(1, 6),
    "flags": range(1, 5),
    "betrayal": range(1, 9),
    "rejection": range(1, 12),
    "bounds": range(1, 6),
    "conflict": range(9),
    "connect": range(1, 8),
    "shapes": range(1, 6),
    "social": range(1, 7),
    "mindful5": range(1, 6),
    "stress": range(1, 6),
    "digital": range(1, 6),
    "work": range(1, 5),
    "help": range(8),
}
"""Every guide with the numbers of its steps."""

STEP_IDS: Final = frozenset(f"{guide}.s{number}" for guide, x in GUIDES.items() for number in x)
"""Full ids, such as ``help.s7``."""
