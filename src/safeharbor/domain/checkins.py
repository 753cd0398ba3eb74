"""How strong it was before a step and after it, visit by visit, and what a rise is.

The numbers of the present visit stand in the answers of a form; those of earlier visits stand
beside them, as pairs. They are counted and never shown as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from safeharbor.domain.answer_words import number_in
from safeharbor.domain.answers import Answers, Value, is_empty
from safeharbor.domain.sheet import UNSURE

BEFORE: Final = "before"
AFTER: Final = "after"
"""The fields of the two check-ins of a step."""

CHECKINS: Final = "checkins"
"""In ``extra`` of a form: the check-ins of earlier visits, as pairs, the oldest first."""

RISE: Final = 2
"""So much more is a rise; less than that is as good as the same."""

Pair: TypeAlias = tuple[Value, Value]
"""Before and after: 0 to 10, ``UNSURE``, or None where it was not answered."""


def is_rise(before: Value, after: Value) -> bool:
    """Whether a visit ended higher than it began. Numb is not calm: it counts as higher."""
    if after == UNSURE:
        return True
    first, second = number_in(before), number_in(after)
    return first is not None and second is not None and second - first >= RISE


def visits(answers: Answers, extra: Mapping[str, object]) -> Iterator[Pair]:
    """The check-ins of one form, the newest visit first."""
    yield answers.value(BEFORE), answers.value(AFTER)
    found = extra.get(CHECKINS)
    for each in reversed(found) if isinstance(found, (list, tuple)) else ():
        if isinstance(each, (list, tuple)) and len(each) == 2:
            yield each[0], each[1]


def rises_in_a_row(pairs: Iterable[Pair]) -> int:
    """How many of the newest visits were rises; one without a number at its end says nothing."""
    count = 0
    for before, after in pairs:
        if is_empty(after):
            continue
        if not is_rise(before, after):
            break
        count += 1
    return count
