"""What a key costs in a long entry, beside Qt's own bare editor, in one process and by turns.

The bench starts it as a process of its own. For trying a change of the editor it can be run
alone: ``python -m bench.bench_editor [ROUNDS [KEYS]]``. It prints the rounds of both as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from bench.hands import KEYS, LONG_WORDS, TYPING_AIM, TYPING_MS, late_key, long_text
from bench.measure import Figure, by_turns, median, ratio
from faults.child import environment
from safeharbor.ui.app import make_application
from support.clock import FakeClock
from support.journal import JournalHouse, journal_house

_PATIENCE_S: Final = 300


def keystrokes(rounds: int, keys: int = KEYS) -> Figure:
    """The p99 of a key in the middle of a long entry, a save under way, beside bare Qt."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.bench_editor", str(rounds), str(keys)],
        stdout=subprocess.PIPE,
        env=dict(environment(), QT_QPA_PLATFORM="offscreen"),
        timeout=_PATIENCE_S,
        check=True,
    )
    taken = json.loads(done.stdout.splitlines()[-1])
    times = ratio(taken["ours"], taken["bare"])
    ours = median(taken["ours"])
    return Figure(
        "a key in the editor alone, p99", 0, ours, "ms", "ms QPlainTextEdit",
        median(taken["bare"]), times, f"<= {TYPING_AIM:.0f} x or {TYPING_MS:.0f} ms",
        times <= TYPING_AIM or ours <= TYPING_MS,
    )  # fmt: skip


def typed(house: JournalHouse, rounds: int, keys: int) -> dict[str, list[float]]:
    """Milliseconds of the late key of each round, ours and bare."""
    text = long_text(LONG_WORDS)
    entry = house.write("Long", text)
    house.open()
    editor = house.show(entry)
    bare = QPlainTextEdit(house.window)
    bare.setPlainText(text)
    bare.resize(editor.field.size())
    bare.show()
    middle = len(text) // 2

    def ours() -> float:
        editor.field.set_caret(middle)
        editor.field.setFocus()
        house.clock.advance(5)
        return late_key(house.app, editor.field, keys)

    def beside() -> float:
        cursor = bare.textCursor()
        cursor.setPosition(middle)
        bare.setTextCursor(cursor)
        bare.setFocus(Qt.FocusReason.OtherFocusReason)
        return late_key(house.app, bare, keys)

    return by_turns({"ours": ours, "bare": beside}, rounds)


def main(arguments: list[str]) -> int:
    """Print the rounds."""
    parser = argparse.ArgumentParser(prog="bench_editor", description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=5)
    parser.add_argument("keys", nargs="?", type=int, default=KEYS)
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    with TemporaryDirectory() as folder, journal_house(Path(folder) / "home", FakeClock()) as house:
        print(json.dumps(typed(house, chosen.rounds, chosen.keys)))  # noqa: T201 - the point of it
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
