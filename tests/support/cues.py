"""A loudspeaker and a voice of a test's own: they keep what they were told, and sound nothing."""

from __future__ import annotations

from collections.abc import Callable

from safeharbor.ui.cues.ports import Found, Tone


class _Port:
    """Found when the test says so."""

    def __init__(self, found: Found = Found.UNASKED) -> None:
        self.asked = 0
        self.stopped = 0
        self.rested = 0
        self.closed = False
        self._found = found
        self._told: Callable[[], None] | None = None

    @property
    def found(self) -> Found:
        return self._found

    def listen(self, told: Callable[[], None]) -> None:
        self._told = told

    def ask(self) -> None:
        self.asked += 1
        if self._found in {Found.UNASKED, Found.NOTHING}:
            self._found = Found.ASKING

    def find(self, found: Found) -> None:
        """The answer comes."""
        self._found = found
        if self._told is not None:
            self._told()

    def stop(self) -> None:
        self.stopped += 1

    def rest(self) -> None:
        self.rested += 1

    def close(self) -> None:
        self.closed = True


class FakeTones(_Port):
    """A ``TonePort``."""

    def __init__(self, found: Found = Found.UNASKED) -> None:
        super().__init__(found)
        self.played: list[tuple[Tone, float]] = []

    def play(self, tone: Tone, volume: float) -> None:
        if self.found is Found.READY:
            self.played.append((tone, volume))


class FakeVoice(_Port):
    """A ``VoicePort``."""

    def __init__(self, found: Found = Found.UNASKED) -> None:
        super().__init__(found)
        self.said: list[str] = []

    def say(self, text: str) -> None:
        if self.found is Found.READY:
            self.said.append(text)
