"""What the bench does in a window: type, and wait for something; and the long text it types into.

The bare windows of the bench import it too, so it imports next to nothing.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication, QWidget

SIZE: Final = (1200, 800)
LONG_WORDS: Final = 10_000
KEYS: Final = 300
TYPING_AIM: Final = 4.0
TYPING_MS: Final = 16.0
"""One picture of a screen: a key is not felt below it, whatever it is a multiple of."""
_PATIENCE_S: Final = 60
_LINE: Final = "I lay there and listened for the key. "


def long_text(words: int = LONG_WORDS) -> str:
    """``words`` words in paragraphs, as somebody writes them."""
    from support.prose import pages

    found: list[str] = []
    for page in pages(words):
        own = page.body.split(" ")[:words]
        words -= len(own)
        found.append(" ".join(own))
        if not words:
            break
    return "\n\n".join(found)


def late_key(app: QApplication, field: QWidget, keys: int = KEYS) -> float:
    """Milliseconds that all but the slowest hundredth of the keys stay below, painting included."""
    from PySide6.QtTest import QTest

    taken = []
    for number in range(keys):
        begun = time.perf_counter()
        QTest.keyClicks(field, _LINE[number % len(_LINE)])
        app.processEvents()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[int(len(taken) * 0.99)]


def until(app: QApplication, condition: Callable[[], bool]) -> None:
    """Let the window work until ``condition`` holds.

    It sleeps between events, as a window at rest does: one that asks again at once keeps the
    interpreter from the thread of the vault and measures itself.
    """
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    deadline = time.monotonic() + _PATIENCE_S
    ticks = QTimer(timerType=Qt.TimerType.PreciseTimer)
    ticks.start(1)
    while not condition():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > deadline:
            raise AssertionError("it did not come about in time")
