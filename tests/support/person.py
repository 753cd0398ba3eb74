"""Somebody at a desktop who opens the program, reads it as a screen reader does, and types.

What the program is made of stays unknown here: things are found by what they are called.
"""

from __future__ import annotations

import subprocess
import time
from types import TracebackType
from typing import Any, Final, Self

from support.atspi import Eyes, GoneError, Node
from support.desktop import Desktop
from support.screen import wait_until
from support.typing_hands import Hands

TITLE: Final = "SafeHarbor"


class Person:
    """One person in front of one window."""

    def __init__(self, desktop: Desktop, prefix: tuple[str, ...] = ()) -> None:
        """Sit down; ``prefix`` is put before the command that starts the program."""
        self.desktop = desktop
        self._prefix = prefix
        self.eyes = Eyes(desktop.bus)
        self.hands = Hands(desktop.screen.name)
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hands.__exit__(kind, error, trace)
        self.eyes.__exit__(kind, error, trace)

    @property
    def process(self) -> subprocess.Popen[str]:
        """The program, once it was opened."""
        assert self._process is not None
        return self._process

    def open(self, *words: str, **changes: str) -> None:
        """Start the program and turn to its window."""
        self._process = self.desktop.start(*words, prefix=self._prefix, **changes)
        screen = self.desktop.screen
        wait_until(lambda: TITLE in screen.windows().values())
        (window,) = (number for number, title in screen.windows().items() if title == TITLE)
        self.hands.turn_to(window)
        self.sees(id="corner.help")
        # A key that comes before the window has taken them is lost, as it is to a person.
        wait_until(lambda: any(self._has_keys(node) for node in self.eyes.seen()))

    @staticmethod
    def _has_keys(node: Node) -> bool:
        try:
            return node.focused
        except GoneError:
            return False

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()
        wait_until(lambda: TITLE not in self.desktop.screen.windows().values())
        wait_until(lambda: not self.eyes.windows())

    def close(self) -> None:
        """Close its window; it ends well and has nothing to say."""
        self.hands.press("ctrl+q")
        out, said = self.process.communicate(timeout=30)
        log = self.desktop.home / "log" / "safeharbor.log"
        told = log.read_text(encoding="utf-8") if said and log.exists() else ""
        ended = self.process.returncode, out, said
        assert ended == (0, "", ""), f"it ended with {ended}; {told}"

    def sees(self, limit: float = 30.0, **what: Any) -> Node:
        """Wait until something can be seen, by its ``id``, ``name`` or ``role``."""
        return self.eyes.find(limit, **what)

    def reads(self, words: str) -> None:
        """Wait until ``words`` stand somewhere, in a name or in a text."""
        wait_until(lambda: any(words in told for told in self.everything()))

    def everything(self) -> list[str]:
        """All names and texts that can be read now."""
        told = []
        for node in self.eyes.seen():
            try:
                told.append(node.name)
                told.append(node.text)
            except GoneError:
                continue
        return [words for words in told if words]

    def clicks(self, **what: Any) -> None:
        """Click something as soon as it can be seen and has come to rest."""
        self.hands.click(self._at_rest(what))

    def presses(self, *chords: str) -> None:
        """Press keys."""
        for chord in chords:
            self.hands.press(chord)

    def writes(self, text: str, **where: Any) -> None:
        """Type ``text``, in what was clicked before or in what is named."""
        if where:
            self.clicks(**where)
            wait_until(lambda: self.sees(**where).focused)
        self.hands.write(text)

    def _at_rest(self, what: dict[str, Any]) -> tuple[int, int]:
        """Where it is, once it is in the same place twice."""
        deadline = time.monotonic() + 30
        before: tuple[int, int] | None = None
        while time.monotonic() < deadline:
            try:
                place = self.sees(**what).middle
            except GoneError:
                continue
            if place == before:
                return place
            before = place
            time.sleep(0.03)
        raise AssertionError(f"never at rest: {what}")
