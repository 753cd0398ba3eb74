"""What the places are called that a form leads to."""

from __future__ import annotations

from functools import lru_cache

from safeharbor.content.exercises import catalogue
from safeharbor.domain.errors import HarborError


@lru_cache(maxsize=1)
def exercise_titles() -> tuple[tuple[str, str], ...]:
    """The ids and names of all exercises, in their order."""
    try:
        return tuple((card.id, card.title) for card in catalogue().values())
    except HarborError:
        return ()


@lru_cache(maxsize=1)
def _sheet_titles() -> dict[str, str]:
    from safeharbor.content.sheets import sheet_catalogue

    try:
        return {card.id: card.title for card in sheet_catalogue().values()}
    except HarborError:
        return {}


@lru_cache(maxsize=1)
def _step_titles() -> dict[str, str]:
    from safeharbor.content.guides import guide_catalogue

    cards = guide_catalogue().cards.values()
    return {f"{guide.id}.{step.id}": step.title for guide in cards for step in guide.steps}


def title_of(target: str) -> str:
    """What ``ex:ID``, ``ws:ID`` or ``step:ID`` is called, "" for what is not known."""
    kind, _, name = target.partition(":")
    if kind == "ex":
        return dict(exercise_titles()).get(name, "")
    if kind == "step":
        return _step_titles().get(name, "")
    return _sheet_titles().get(name, "") if kind == "ws" else ""
