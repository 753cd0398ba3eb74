"""What is said at the beginning of a guide about fear of oneself holds for all of its steps."""

from __future__ import annotations

from typing import Final

from safeharbor.domain.form_rules import guarded
from safeharbor.ui.guide.visit import Visit
from safeharbor.ui.sheet.gate import FearGate

_BEGINNING: Final = "s0"


def follow_care(visit: Visit, fear: FearGate) -> None:
    """Let a step know what was said at the beginning of its guide, and hold what is said there."""
    guide, model = visit.guide.id, visit.model
    if visit.step.id != _BEGINNING:
        if fear.is_careful(guide):
            model.set_careful(careful=True)
        return
    asks = {f.id for f in model.sheet.fields if any(each.guarded for each in f.reactions)}

    def follow(field_id: str) -> None:
        if field_id in asks:
            fear.be_careful(guide, careful=guarded(model.sheet, model.held.answers, None))

    model.value_changed.connect(follow)


def leave_with_care(visit: Visit, fear: FearGate) -> None:
    """Let a step forget what is never stored; what it said about its guide still holds."""
    guide = visit.guide.id
    careful = fear.is_careful(guide)
    visit.model.leave()
    fear.be_careful(guide, careful=careful)
