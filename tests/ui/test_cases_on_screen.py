"""Every bad day of ``tests/faults/cases.toml`` has its place on the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from faults.cases import Case, Model, Scene, load_cases, make_model, no_model
from faults.child import environment
from faults.mishaps import MISHAPS
from faults.screen_walk import describe, walk
from safeharbor.domain.policy import Policy

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="pipes, sockets and links of POSIX"),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]

CASES = load_cases()
ON_SCREEN = [case for case in CASES if not case.terminal_only]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Model]:
    """A vault for each way of opening; the only key derivations are those of "private"."""
    folder = tmp_path_factory.mktemp("models")
    return {
        "simple": make_model(folder / "simple", Policy.SIMPLE),
        "private": make_model(folder / "private", Policy.PRIVATE),
        "none": no_model(folder / "none"),
    }


@pytest.mark.parametrize("case", ON_SCREEN, ids=[case.id for case in ON_SCREEN])
def test_a_bad_day_in_the_window(
    case: Case,
    models: dict[str, Model],
    qapp: QApplication,
    own_world: Path,
    tmp_path: Path,
) -> None:
    scene = models[case.vault].scene(tmp_path / "scene")
    with scene.ending:
        MISHAPS[case.how](scene, case.where)
        aside, scene.afterwards = scene.afterwards, None
        before = scene.state_of(case.untouched)
        scene.afterwards = aside
        if scene.prefix:
            walk_apart(case, scene, tmp_path / "scene.json")
        else:
            walk(case, scene)
        if not case.window_kept:
            assert scene.state_of(case.untouched) == before


def walk_apart(case: Case, scene: Scene, description: Path) -> None:
    """In a process of its own, inside the world that the scene asks for."""
    describe(scene, description)
    program = [sys.executable, "-m", "faults.screen_walk", case.id, str(description)]
    done = subprocess.run(
        [*scene.prefix, *program],
        env={**environment(), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=120,
        start_new_session=True,
    )
    assert done.stdout.decode().strip() == "walked", done.stderr.decode()
    assert done.returncode == 0


def test_what_has_no_place_on_the_screen_says_why() -> None:
    """A row leaves the table of the window only with a reason, and somebody counted them."""
    left_out = [case for case in CASES if case.terminal_only]
    assert [case.id for case in left_out] == [
        "endless-text",
        "no-text",
        "taken-export",
        "taken-backup",
        "unknown-entry",
        "answers-that-are-not-json",
        "answers-that-are-never-stored",
        "wrong-passphrase-while-filling-in",
        "unknown-sheet",
        "taken-sheet",
    ]
    assert all(len(case.terminal_only.split()) > 4 for case in left_out)
    assert len(ON_SCREEN) == len(CASES) - len(left_out)


def test_every_row_says_what_the_window_shows() -> None:
    silent = [case.id for case in ON_SCREEN if not (case.window or case.window_code)]
    assert silent == []
