"""Who goes along with a practice: somebody who lets it be heard, and who keeps the screen awake.

Both are optional, and both look for what they need only when they are first used.
"""

from __future__ import annotations

from typing import Protocol

from safeharbor.domain.breathing import PhaseKind


class CuesPort(Protocol):
    """Lets tones and lines be heard, if somebody wants that."""

    def phase(self, kind: PhaseKind) -> None:
        """A phase of the breath begins."""

    def say(self, text: str) -> None:
        """Speak a line after what is being spoken."""

    def end(self) -> None:
        """The practice came to its end."""

    def stop(self) -> None:
        """Be silent at once."""


class AwakePort(Protocol):
    """Keeps the screen from going dark."""

    def hold(self) -> None:
        """Keep it awake from now on."""

    def release(self) -> None:
        """Let it go dark again when it likes."""
