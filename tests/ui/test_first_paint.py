from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

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
    "safeharbor.wiring",
)

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
            QTimer.singleShot(0, self.window().close)

lamp.Lamp = Probe
code = launch.main(sys.argv[1:])
print(json.dumps({"code": code, "seen": seen}))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a real start showed in its first pictures."""
    home = tmp_path_factory.mktemp("home")
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(home),
    }
    env.pop("PYTHONWARNINGS", None)
    answer = subprocess.run(
        [sys.executable, "-c", PROBE, "--home", str(home)],
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


def test_nothing_heavy_is_loaded_at_the_first_picture(started: dict[str, Any]) -> None:
    modules = started["seen"][0]["modules"]
    heavy = [m for m in modules if m.startswith(HEAVY)]
    assert heavy == []
    assert started["code"] == 0


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
