"""When a pause ends that somebody began. It is held in memory alone, while the program runs."""

from __future__ import annotations

from dataclasses import dataclass

from safeharbor.domain.moment import Moment


@dataclass(slots=True)
class PauseEnd:
    """There is one for the window; a lock leaves it, since a pause goes on behind it.

    Attributes:
        at: when the pause ends, None where none has begun. It says nothing of what was written.
    """

    at: Moment | None = None
