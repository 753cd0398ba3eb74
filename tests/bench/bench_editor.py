"""What a key costs in a long entry, beside Qt's own bare editor, in one process.

The window's own figures are in ``bench/desk.py``; this one is for trying a change of the editor:
``python -m bench.bench_editor``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from bench.measure import Figure, by_turns, median, ratio
from safeharbor.ui.app import make_application
from support.clock import FakeClock
from support.journal import JournalHouse, journal_house
from support.prose import pages

WORDS: Final = 10_000
KEYS: Final = 300
_AIM: Final = 4.0
_LINE: Final = "I lay there and listened for the key. "


def long_text(words: int = WORDS) -> str:
    """About ``words`` words in paragraphs, as somebody writes them."""
    found: list[str] = []
    count = 0
    for page in pages(words // 100):
        found.append(page.body)
        count += len(page.body.split())
        if count >= words:
            break
    return "\n\n".join(found)


def late_key(field: QTextEdit, keys: int = KEYS) -> float:
    """Milliseconds that all but the slowest hundredth of the keys stay below, painting included."""
    taken = []
    for number in range(keys):
        letter = _LINE[number % len(_LINE)]
        begun = time.perf_counter()
        QTest.keyClicks(field, letter)
        QApplication.processEvents()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[int(len(taken) * 0.99)]


def keystrokes(house: JournalHouse, rounds: int = 5, keys: int = KEYS) -> Figure:
    """The p99 of a key in the middle of a long entry, saves under way, beside a bare QTextEdit."""
    text = long_text()
    entry = house.write("Long", text)
    house.open()
    editor = house.show(entry)
    bare = QTextEdit(house.window)
    bare.setPlainText(text)
    bare.resize(editor.field.size())
    bare.show()
    middle = len(text) // 2

    def ours() -> float:
        editor.field.set_caret(middle)
        editor.field.setFocus()
        house.clock.advance(5)
        return late_key(editor.field, keys)

    def beside() -> float:
        cursor = bare.textCursor()
        cursor.setPosition(middle)
        bare.setTextCursor(cursor)
        bare.setFocus(Qt.FocusReason.OtherFocusReason)
        return late_key(bare, keys)

    jobs: dict[str, Callable[[], float | None]] = {"ours": ours, "bare": beside}
    taken = by_turns(jobs, rounds)
    times = ratio(taken["ours"], taken["bare"])
    return Figure(
        "a key in 10,000 words, p99",
        WORDS,
        median(taken["ours"]),
        "ms",
        "ms QTextEdit",
        median(taken["bare"]),
        times,
        f"at most {_AIM:g}",
        times <= _AIM,
    )


def main() -> int:
    """Print the figure."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    with TemporaryDirectory() as folder, journal_house(Path(folder) / "home", FakeClock()) as house:
        figure = keystrokes(house)
        print(figure.value, figure.base, figure.ratio)  # noqa: T201 - the point of it
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
