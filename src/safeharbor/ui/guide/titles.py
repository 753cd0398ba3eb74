"""What the places are called that a step leads to, other steps among them."""

from __future__ import annotations

from functools import lru_cache

from safeharbor.domain.errors import HarborError
from safeharbor.ui.sheet.titles import title_of as title_outside


def title_of(target: str) -> str:
    """What ``ex:ID``, ``ws:ID``, ``step:ID`` or the full id of a step is called, "" for no such."""
    kind, colon, name = target.partition(":")
    if colon and kind != "step":
        return title_outside(target)
    return _step_titles().get(name if colon else target, "")


@lru_cache(maxsize=1)
def _step_titles() -> dict[str, str]:
    from safeharbor.content.guides import guide_catalogue

    try:
        cards = guide_catalogue().cards.values()
    except HarborError:
        return {}
    return {f"{guide.id}.{step.id}": step.title for guide in cards for step in guide.steps}
