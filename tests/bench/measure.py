"""Timing by turns: what is compared is measured in the same minutes, one after the other.

A shared machine is fast in one minute and slow in the next, so absolute figures mean little and
figures of one round belong together. It knows nothing of what it times.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

_MILLI: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    ``value`` and ``base`` are medians in ``unit``; ``ratio`` is the median of the rounds' ratios.
    ``aim`` says in words what is wanted, ``met`` whether it is so, None where nothing is wanted.
    """

    name: str
    size: int
    value: float
    unit: str
    base_name: str = ""
    base: float | None = None
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """The figure as plain values."""
        return asdict(self)


def by_turns(
    jobs: Mapping[str, Callable[[], float | None]], rounds: int, warm_up: int = 1
) -> dict[str, list[float]]:
    """Milliseconds of each job in each round.

    A job that returns a number has measured itself in milliseconds; any other is timed whole.
    """
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(warm_up + rounds):
        for name, job in jobs.items():
            started = time.perf_counter()
            own = job()
            spent = (time.perf_counter() - started) * _MILLI if own is None else own
            if turn >= warm_up:
                taken[name].append(spent)
    return taken


def median(values: Sequence[float]) -> float:
    """The middle of ``values``."""
    return statistics.median(values)


def ratio(values: Sequence[float], base: Sequence[float]) -> float:
    """The middle of the rounds' ratios."""
    return statistics.median(v / b for v, b in zip(values, base, strict=True))


def table(figures: Sequence[Figure]) -> str:
    """The figures as aligned columns."""
    rows: list[tuple[str, ...]] = [("what", "entries", "ours", "beside", "ratio", "aim", "")]
    rows += [_row(figure) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(figure: Figure) -> tuple[str, ...]:
    beside = "" if figure.base is None else f"{_number(figure.base)} {figure.base_name}"
    return (
        figure.name,
        f"{figure.size:,}" if figure.size else "",
        f"{_number(figure.value)} {figure.unit}",
        beside,
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        figure.aim,
        {True: "met", False: "MISSED", None: ""}[figure.met],
    )


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"
