"""What tones and a voice are to the rest of the program, whoever makes them heard.

Qt's sound libraries are an extra that many installations lack, and a computer may have no
loudspeaker and no voice; so there are two answers to the same questions, the real one and the
silent one of a test.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Protocol


class Found(enum.Enum):
    """What is known of a way to be heard."""

    UNASKED = enum.auto()
    ASKING = enum.auto()
    READY = enum.auto()
    NO_PARTS = enum.auto()
    """The libraries are not installed; nothing will change that while the program runs."""
    NOTHING = enum.auto()
    """The libraries are there, and no loudspeaker or no voice for them."""


class Tone(enum.StrEnum):
    """A tone by the name of its file in ``resources/sounds``."""

    IN = "in"
    OUT = "out"
    HOLD = "hold"
    TOP_UP = "top_up"
    END = "end"


class Port(Protocol):
    """What both have in common. Nothing in here ever waits for a sound server."""

    @property
    def found(self) -> Found:
        """What is known now."""

    def listen(self, told: Callable[[], None]) -> None:
        """Call ``told`` whenever something else is found."""

    def ask(self) -> None:
        """Get ready to be heard; the answer comes later. What is said before it is lost."""

    def stop(self) -> None:
        """Be silent at once."""

    def rest(self) -> None:
        """Nothing more is said for now: let go of the loudspeaker when all was heard."""

    def close(self) -> None:
        """Be silent and never speak again."""


class TonePort(Port, Protocol):
    """Plays the tones."""

    def play(self, tone: Tone, volume: float) -> None:
        """Play ``tone`` as loud as ``volume`` says, 0 to 1; nothing where none can be heard."""


class VoicePort(Port, Protocol):
    """Speaks lines, one after the other."""

    def say(self, text: str) -> None:
        """Speak ``text`` after what is being spoken; nothing where there is no voice."""
