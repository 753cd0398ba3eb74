"""What is said at the beginning of a guide about fear of oneself holds for all of its steps."""

from __future__ import annotations

from typing import Final

from safeharbor.domain.answers import is_empty
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
        answers = model.held.answers
        # An answer that goes because the step is left still holds.
        if field_id in asks and not is_empty(answers.value(field_id)):
            fear.be_careful(guide, careful=guarded(model.sheet, answers, None))

    model.value_changed.connect(follow)
