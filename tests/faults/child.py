"""How a child process finds the program and the tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_TESTS: Final = Path(__file__).resolve().parents[1]


def environment() -> dict[str, str]:
    """Our environment, with the program and the tests importable."""
    places = [str(_TESTS.parent / "src"), str(_TESTS)]
    return dict(os.environ, PYTHONPATH=os.pathsep.join(places))
