from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from safeharbor import wiring
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.paths import HomePaths
from safeharbor.ui import selftest
from safeharbor.ui.routes import ROUTES

CHECKS = {
    "version",
    "platform",
    "bindings",
    "pictures",
    "translations",
    "content",
    "keyring",
    "cipher",
    "round trip",
    "screens",
    "pdf",
    "sounds",
    "quiet",
}


def test_this_copy_works_and_the_home_stays_as_it_was(
    qapp: QApplication, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert selftest.run(True, wiring.build) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert set(report["checks"]) == CHECKS
    assert list(own_world.iterdir()) == []
    assert list((own_world.parent / "tmp").iterdir()) == []


def test_what_is_broken_is_named_by_its_code_and_the_rest_is_tried(
    qapp: QApplication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_paths: HomePaths) -> wiring.Services:
        raise HarborError(ErrorCode.SQLITE_TOO_OLD)

    def odd() -> str:
        raise ValueError("words that stay here")

    monkeypatch.setattr(selftest, "_pdf", odd)
    assert selftest.run(False, broken) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "FAIL  round trip: SH-DB-06" in lines
    assert "FAIL  pdf: ValueError" in lines
    (screens,) = (line for line in lines if line.startswith("ok    screens: "))
    shown = set(screens.removeprefix("ok    screens: ").split(", "))
    assert shown == {route.id for route in ROUTES.values() if not route.needs_vault}
    assert lines[-1] == "Something is broken."


def test_an_empty_picture_is_not_taken_for_a_screen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(selftest, "_colors", lambda _picture: 1)
    monkeypatch.setattr(selftest, "_round_trip", lambda _build, _home: "left out")
    assert selftest.run(False, wiring.build) == 1
    assert "FAIL  screens: SH-RS-01" in capsys.readouterr().out
