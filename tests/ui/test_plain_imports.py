"""Qt keeps no copy of the source of what is imported after it."""

from __future__ import annotations

import subprocess
import sys

from faults.child import environment

_IMPORT_BEHIND_THE_WINDOW = """
import linecache, os, safeharbor
from safeharbor.ui.app import run
from safeharbor.domain.query import Query
own = os.path.dirname(safeharbor.__file__)
kept = [name for name in linecache.cache if name.startswith(own)]
assert kept == [], kept
"""


def test_the_source_of_a_module_is_not_kept() -> None:
    subprocess.run([sys.executable, "-c", _IMPORT_BEHIND_THE_WINDOW], env=environment(), check=True)
