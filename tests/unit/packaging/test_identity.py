"""One place says who the program is; what cannot read it says the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import safeharbor
from safeharbor.services.bundle import SUFFIX
from tools.release.identity import ROOT, load_identity, numbers, version

FLATPAK = ROOT / "packaging" / "flatpak"


def test_the_version_is_the_one_of_the_program() -> None:
    assert version() == safeharbor.__version__


def test_the_window_calls_itself_what_the_menu_entry_is_named() -> None:
    assert load_identity().app_id == safeharbor.APP_ID


@pytest.mark.parametrize(
    ("named", "four"),
    [("0.1.0", (0, 1, 0, 0)), ("1.20.3rc1", (1, 20, 3, 0)), ("2.0.0.dev4", (2, 0, 0, 0))],
)
def test_windows_gets_four_numbers(named: str, four: tuple[int, ...]) -> None:
    assert numbers(named) == four


def test_a_version_without_three_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="three numbers"):
        numbers("1.0")


def test_a_key_too_much_is_named(tmp_path: Path) -> None:
    text = (ROOT / "packaging" / "identity.toml").read_text(encoding="utf-8")
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "identity.toml").write_text(f'{text}\nslogan = "x"\n', "utf-8")
    with pytest.raises(ValueError, match="slogan"):
        load_identity(tmp_path)


def test_the_words_in_menus_say_nothing_of_why_somebody_has_it() -> None:
    identity = load_identity()
    words = (identity.name, identity.summary, identity.description, identity.mime_comment)
    shown = " ".join([*words, *identity.keywords, *identity.categories]).casefold()
    telling = r"hurt|journal|diar|wellb|mental|mood|abus|betray|trust|heal|therap|crisis|private"
    assert not re.findall(telling, shown)


def test_licence_and_backup_file_are_those_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert load_identity().licence == project["license"]
    assert load_identity().suffix == SUFFIX


def test_the_flatpak_is_the_same_program() -> None:
    identity = load_identity()
    (manifest,) = FLATPAK.glob("*.yaml")
    told = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    assert manifest.stem == told["app-id"] == identity.app_id
    assert told["command"] == identity.executable


def test_the_flatpak_has_no_network_and_nothing_beyond_this_list() -> None:
    told = yaml.safe_load((FLATPAK / "org.safeharbor.SafeHarbor.yaml").read_text("utf-8"))
    assert set(told["finish-args"]) == {
        "--socket=wayland",
        "--socket=fallback-x11",
        "--share=ipc",
        "--device=dri",
        "--socket=pulseaudio",
        "--socket=cups",
        "--talk-name=org.freedesktop.secrets",
        "--talk-name=org.freedesktop.ScreenSaver",
        "--talk-name=org.gnome.ScreenSaver",
        "--system-talk-name=org.freedesktop.login1",
        "--talk-name=org.kde.StatusNotifierWatcher",
    }
    for module in told["modules"]:
        assert "build-args" not in module.get("build-options", {})


def test_nothing_in_packaging_names_this_machine() -> None:
    written = [
        file
        for file in (ROOT / "packaging").rglob("*")
        if file.suffix in {".sh", ".py", ".ps1", ".nsi", ".toml", ".yaml", ".plist", ".spec"}
    ]
    assert len(written) > 10
    for file in written:
        text = file.read_text(encoding="utf-8")
        assert str(ROOT) not in text, file.name
        assert not re.search(r"pypi|pythonhosted|registry\.", text), file.name
