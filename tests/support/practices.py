"""Records of practices, made as the window makes them."""

from __future__ import annotations

from safeharbor.domain.moment import Moment
from safeharbor.domain.practice import After, PracticeRecord
from safeharbor.services.ids import new_id


def practised(
    at: Moment,
    exercise: str = "br_long_exhale",
    *,
    seconds: int = 300,
    before: int | None = None,
    after: After | None = None,
) -> PracticeRecord:
    """Somebody has practised, beginning ``at``."""
    return PracticeRecord(new_id(), exercise, at, seconds, before, after)
