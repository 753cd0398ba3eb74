"""Whatever happens to a file, the answer is a clear code or the whole truth, never half of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.damage import damage_database, damage_header
from faults.house import House

_PORTIONS = 6
_DAMAGES = 50


@pytest.mark.parametrize("portion", range(_PORTIONS))
def test_a_damaged_database_is_refused_or_read_whole(tmp_path: Path, portion: int) -> None:
    """300 flips, cuts, zeroed and moved pages; what was refused stays as it was."""
    runs = damage_database(House.make(tmp_path / "base"), tmp_path, _DAMAGES, seed=portion)

    assert [(run.what, run.refused, run.problem) for run in runs if run.problem] == []
    assert sum(bool(run.refused) for run in runs) > _DAMAGES // 3


def test_every_byte_of_the_header_counts(tmp_path: Path) -> None:
    """Alone, its copy makes it good; in both copies, it is refused. Each byte is tried."""
    runs = damage_header(House.make(tmp_path / "base"), tmp_path, step=60)

    assert [(run.what, run.refused, run.problem) for run in runs if run.problem] == []
    assert len(runs) > 2000
