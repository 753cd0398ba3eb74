from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.homes import MadeVault

HEAVY = (
    "sqlalchemy",
    "sqlcipher3",
    "keyring",
    "cryptography",
    "msgspec",
    "segno",
    "platformdirs",
    "uuid_utils",
    "PySide6.QtNetwork",
    "PySide6.QtDBus",
    "safeharbor.services",
    "safeharbor.vault",
    "safeharbor.storage",
    "safeharbor.exchange",
    "safeharbor.wiring",
)

NAMES_ONLY = {"safeharbor.services", "safeharbor.services.use_cases"}
"""What the door may name without loading anything of it."""

AFTER_THE_CIRCLE = (
    "_hashlib",
    "concurrent",
    "datetime",
    "html",
    "selectors",
    "socket",
    "subprocess",
    "uuid",
    "safeharbor.content",
    "safeharbor.domain.entry",
    "safeharbor.domain.exercise",
    "safeharbor.domain.moment",
    "safeharbor.domain.practice",
    "safeharbor.ui.breathe.lines",
    "safeharbor.ui.breathe.pages",
    "safeharbor.ui.breathe.record",
    "safeharbor.ui.bridge",
    "safeharbor.ui.desktop",
    "safeharbor.ui.keys",
    "safeharbor.ui.session",
    "safeharbor.ui.widgets.after",
    "safeharbor.ui.widgets.bar",
    "safeharbor.ui.widgets.cover",
    "safeharbor.ui.widgets.places",
    "safeharbor.ui.widgets.still",
    "safeharbor.ui.widgets.tools",
    "safeharbor.ui.widgets.wave",
    "safeharbor.ui.wishes",
)
"""Not heavy, but each takes its part of a millisecond, and the breathing circle needs none."""

PROBE = """
import json, sys
from PySide6.QtCore import QTimer
from safeharbor import launch
from safeharbor.ui.widgets import lamp

seen = []

class Probe(lamp.Lamp):
    def paintEvent(self, event):
        state = self._source()
        if not seen:
            seen.append({"modules": sorted(sys.modules)})
        seen.append({"fullness": state.fullness, "word": state.word})
        super().paintEvent(event)
        if len(seen) == 4:
            self.watch()

    def watch(self):
        # The mark is the last thing that is made behind the circle.
        if self.window().windowIcon().isNull():
            QTimer.singleShot(10, self.watch)
        elif "modules" not in end:
            end["modules"] = sorted(sys.modules)
            self.window().close()

end = {}
lamp.Lamp = Probe
code = launch.main(sys.argv[1:])
print(json.dumps({"code": code, "seen": seen[:4], **end}))
"""


DOOR_PROBE = """
import json, sys
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from safeharbor import launch
from safeharbor.ui import app

seen = []

class Watch(QObject):
    painted = Signal()

    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and not seen:
            seen.append(sorted(sys.modules))
            self.painted.emit()
        return False

class Probe(app.Window):
    def showEvent(self, event):
        super().showEvent(event)
        self.watch = Watch(self)
        self.watch.painted.connect(self.close, Qt.ConnectionType.QueuedConnection)
        app.QApplication.instance().installEventFilter(self.watch)

    def closeEvent(self, event):
        seen.append(self.current)
        super().closeEvent(event)

app.Window = Probe
code = launch.main(sys.argv[1:])
print(json.dumps({"code": code, "modules": seen[0], "screen": seen[1]}))
"""


def heavy(modules: list[str]) -> list[str]:
    """What of ``modules`` takes so long that somebody would wait for it."""
    return [name for name in modules if name.startswith(HEAVY)]


def run_probe(probe: str, home: Path, *words: str) -> dict[str, Any]:
    """What a real start of the program reports."""
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(home),
    }
    env.pop("PYTHONWARNINGS", None)
    answer = subprocess.run(
        [sys.executable, "-c", probe, "--home", str(home), *words],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    shown: dict[str, Any] = json.loads(answer.stdout)
    return shown


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a real start showed in its first pictures."""
    return run_probe(PROBE, tmp_path_factory.mktemp("home"), "--breathe")


def test_the_first_question_needs_nothing_heavy(tmp_path: Path) -> None:
    door = run_probe(DOOR_PROBE, tmp_path)
    assert door["screen"] == "first_run"
    assert set(heavy(door["modules"])) <= NAMES_ONLY


def test_the_lock_screen_needs_nothing_heavy(tmp_path: Path, simple_vault: MadeVault) -> None:
    simple_vault.copy_to(tmp_path)
    door = run_probe(DOOR_PROBE, tmp_path)
    assert door["screen"] == "lock"
    assert set(heavy(door["modules"])) <= NAMES_ONLY


def test_nothing_heavy_is_loaded_at_the_first_picture(started: dict[str, Any]) -> None:
    assert heavy(started["seen"][0]["modules"]) == []
    assert started["code"] == 0


def test_the_circle_waits_for_nothing_that_is_not_in_it(started: dict[str, Any]) -> None:
    modules = started["seen"][0]["modules"]
    assert [name for name in modules if name.startswith(AFTER_THE_CIRCLE)] == []


def test_nothing_heavy_is_loaded_behind_the_circle(started: dict[str, Any]) -> None:
    assert heavy(started["modules"]) == []


def test_the_first_in_breath_begins_with_the_first_picture(started: dict[str, Any]) -> None:
    first = started["seen"][1]
    assert first["word"] == "Breathe in"
    assert first["fullness"] < 0.01


def test_the_circle_is_larger_in_each_of_the_next_pictures(started: dict[str, Any]) -> None:
    fullness = [frame["fullness"] for frame in started["seen"][1:]]
    assert fullness == sorted(fullness)
    assert len(set(fullness)) == len(fullness) == 3


def test_the_probe_would_see_what_is_heavy(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "import sqlalchemy, sys; print(sorted(sys.modules))"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "'sqlalchemy'" in answer.stdout
