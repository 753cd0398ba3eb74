"""What the installer for Windows is told: every file by its name, and who made it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from safeharbor.system.paths import PORTABLE_MARK
from tools.release import nsis, windows
from tools.release.identity import load_identity
from tools.release.nsis import defines, files_of
from tools.release.portable import make_portable
from tools.release.windows import install_lines, uninstall_lines, version_info_text

FILES = ["safeharbor.exe", "_internal/PySide6/Qt6Core.dll", "_internal/a name.txt"]


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    folder = tmp_path / "frozen"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x" * 1500)
    return folder


def test_every_file_is_put_down_where_it_belongs() -> None:
    assert install_lines(FILES).splitlines() == [
        'SetOutPath "$INSTDIR"',
        'File "${SOURCE}${SLASH}safeharbor.exe"',
        'SetOutPath "$INSTDIR\\_internal"',
        'File "${SOURCE}${SLASH}_internal${SLASH}a name.txt"',
        'SetOutPath "$INSTDIR\\_internal\\PySide6"',
        'File "${SOURCE}${SLASH}_internal${SLASH}PySide6${SLASH}Qt6Core.dll"',
    ]


def test_exactly_those_are_taken_away_and_folders_only_when_they_are_empty() -> None:
    assert uninstall_lines(FILES).splitlines() == [
        'Delete "$INSTDIR\\safeharbor.exe"',
        'Delete "$INSTDIR\\_internal\\a name.txt"',
        'Delete "$INSTDIR\\_internal\\PySide6\\Qt6Core.dll"',
        'RMDir "$INSTDIR\\_internal\\PySide6"',
        'RMDir "$INSTDIR\\_internal"',
    ]


@pytest.mark.parametrize("name", ["../x.dll", "/etc/x", "a$b.dll", 'a"b.dll', "a\nb", "a\\b"])
def test_a_name_that_would_be_read_as_something_else_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        install_lines([name])
    with pytest.raises(ValueError, match="does not fit"):
        uninstall_lines([name])


def test_the_script_removes_a_whole_folder_only_after_two_questions() -> None:
    script = nsis.SCRIPT.read_text(encoding="utf-8")
    whole = [line.strip() for line in script.splitlines() if re.match(r"\s*RMDir /r", line)]
    assert whole == ['RMDir /r "${DATA}"']
    asked = script[script.index("Function un.AskAboutData") : script.index('RMDir /r "${DATA}"')]
    assert asked.count("MessageBox") == 2
    assert "MB_DEFBUTTON1" in asked
    assert "/SD IDYES IDYES" in asked
    assert "MB_DEFBUTTON2" in asked
    assert "/SD IDNO IDNO" in asked


def test_the_script_asks_for_no_rights_and_writes_for_this_account_only() -> None:
    script = nsis.SCRIPT.read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in script
    assert not re.search(r"HKLM|HKEY_LOCAL|\$PROGRAMFILES|SetShellVarContext all", script)


def test_everything_the_script_asks_for_is_handed_over(frozen: Path, tmp_path: Path) -> None:
    told = defines(frozen, tmp_path / "setup.exe", tmp_path)
    script = nsis.SCRIPT.read_text(encoding="utf-8")
    own = set(re.findall(r"!define (\w+)", script))
    asked = set(re.findall(r"\$\{([A-Z][A-Z_]+)\}", script)) - own - {"LANG_ENGLISH", "UN", "FILE"}
    assert asked <= set(told) | {"HOMEPAGE"}
    assert told["SIZE_KB"] == "5"


def test_the_lists_come_from_the_folder(frozen: Path) -> None:
    assert files_of(frozen) == sorted(FILES)


def test_the_version_resource_names_the_program() -> None:
    identity = load_identity()
    text = version_info_text("safeharbor-cli", identity.name)
    compile(text, "version", "eval")
    for word in (identity.name, identity.publisher, "safeharbor-cli.exe"):
        assert repr(word) in text


def test_a_version_before_a_release_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "version", lambda: "1.0.0rc1")
    assert "flags=2" in version_info_text("safeharbor", "SafeHarbor")
    monkeypatch.setattr(windows, "version", lambda: "1.0.0")
    assert "flags=0" in version_info_text("safeharbor", "SafeHarbor")


def test_the_portable_archive_carries_the_mark_and_is_the_same_twice(
    frozen: Path, tmp_path: Path
) -> None:
    for name in ("one.zip", "two.zip"):
        make_portable(frozen, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        inside = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert inside == {**dict.fromkeys(FILES, b"x" * 1500), PORTABLE_MARK: b""}
