"""When to take care with exercises: what stands before them once stands here for good.

It is read from the content when somebody opens it, so that nothing of it keeps the numbers waiting.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Final

from safeharbor.content.exercises import cautions
from safeharbor.domain.errors import HarborError
from safeharbor.ui.help.column import Bench, Column
from safeharbor.ui.theme import Type

ANYWHERE: Final = (
    "urgent",
    "danger",
    "dizzy",
    "holds",
    "breathless",
    "panic",
    "far_away",
    "uneasy",
    "eating",
    "not_now",
)
"""The cautions that belong to no single exercise, the gravest first."""


class Care(Column):
    """One short paragraph after the other."""

    def __init__(self, bench: Bench) -> None:
        """The paragraphs, or that they cannot be read."""
        super().__init__(bench, top=8)
        texts: Mapping[str, str] = {}
        with contextlib.suppress(HarborError):
            texts = cautions()
        found = [texts[name] for name in ANYWHERE if name in texts]
        otherwise = self.tr("This part cannot be read. If an exercise feels wrong, stop it.")
        for text in found or [otherwise]:
            self.words(text, Type.BODY, color="muted")
            self.gap(10)
