"""Settings survive unknown keys, damage, and other writers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.prefs import Preferences


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "preferences.json"


def test_a_setting_is_kept(path: Path) -> None:
    Preferences(path).set("speed", 1)
    again = Preferences(path)
    assert again.get("speed", 0) == 1
    assert again.get("speed", 0.5) == 1.0
    assert again.get("country", "GB") == "GB"
    assert not again.damaged


def test_a_value_of_another_type_is_not_used(path: Path) -> None:
    Preferences(path).set("sound", "loud")
    prefs = Preferences(path)
    assert prefs.get("sound", True) is True
    assert prefs.get("sound", 3) == 3
    prefs.set("steps", True)
    assert prefs.get("steps", 5) == 5
    prefs.set("volume", 10**400)
    assert prefs.get("volume", 0.5) == 0.5


def test_unknown_keys_and_other_writers_keep_their_values(path: Path) -> None:
    window, terminal = Preferences(path), Preferences(path)
    terminal.set("from_a_later_version", {"deep": [1, None]})
    window.set("motion", False)
    terminal.set("country", "IE")
    assert json.loads(path.read_text()) == {
        "country": "IE",
        "from_a_later_version": {"deep": [1, None]},
        "motion": False,
    }


@pytest.mark.parametrize("damage", [b"{", b"", b"[1]", b"\xff", b"[" * 100_000])
def test_a_damaged_file_is_kept_before_the_first_save(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    prefs = Preferences(path)
    assert prefs.damaged
    assert prefs.get("speed", 7) == 7
    assert path.read_bytes() == damage
    prefs.set("speed", 8)
    assert path.with_name("preferences.json.damaged").read_bytes() == damage
    path.write_bytes(damage)
    Preferences(path).set("speed", 9)
    assert path.with_name("preferences.json.damaged-2").read_bytes() == damage
    assert Preferences(path).get("speed", 0) == 9


def test_a_file_far_too_large_is_moved_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b" " * (1024 * 1024 + 1))
    prefs = Preferences(path)
    prefs.set("speed", 8)
    assert path.with_name("preferences.json.damaged").stat().st_size == 1024 * 1024 + 1
    assert Preferences(path).get("speed", 0) == 8


def test_a_link_is_never_written_through_and_the_value_holds_for_this_run(path: Path) -> None:
    path.parent.mkdir()
    target = path.with_name("target")
    target.write_text("{}")
    path.symlink_to(target)
    prefs = Preferences(path)
    assert prefs.damaged
    with pytest.raises(HarborError) as caught:
        prefs.set("speed", 8)
    assert caught.value.code is ErrorCode.NOT_A_PLAIN_FILE
    assert target.read_text() == "{}"
    assert prefs.get("speed", 0) == 8


def test_a_failed_save_leaves_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prefs = Preferences(path)
    prefs.set("speed", 8)

    def full(*_args: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HarborError) as caught:
        prefs.set("speed", 9)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert json.loads(path.read_text()) == {"speed": 8}
