"""What goes into a frozen program, asked of the rules alone; nothing is frozen here."""

from __future__ import annotations

import importlib.util
import marshal
import os
import re
import sys
import zlib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import BinaryIO, ClassVar, TypeAlias, cast

import pytest

from safeharbor.vault import keyring_backends
from support.install_scripts import PAGE
from tools.release import freeze, frozen_toc
from tools.release.compare import differences, main
from tools.release.freeze import Piece, kept
from tools.release.identity import load_identity

ROOT = Path(__file__).resolve().parents[3]
QT = "PySide6/Qt"

Row: TypeAlias = tuple[str, str, str]
Toc: TypeAlias = list[Row]
Place: TypeAlias = tuple[int, int, int]


def load_entry() -> ModuleType:
    """The first file of the frozen program, which is in no package."""
    spec = importlib.util.spec_from_file_location("entry", ROOT / "packaging" / "entry.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


entry = load_entry()


def names(*pieces: str, source: str = "/venv/x", system: tuple[Path, ...] = ()) -> list[str]:
    """Those of the names that stay."""
    found = kept([Piece(name, source, "BINARY") for name in pieces], system)
    return [piece.name for piece in found]


def test_every_module_of_ours_goes_along() -> None:
    hidden = freeze.hidden_imports(ROOT / "src")
    for file in (ROOT / "src" / "safeharbor").rglob("*.py"):
        name = ".".join(file.relative_to(ROOT / "src").with_suffix("").parts)
        assert name.removesuffix(".__init__") in hidden


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_every_keyring_that_is_loaded_by_name_goes_along(platform: str) -> None:
    hidden = set(freeze.hidden_imports(ROOT / "src", platform))
    source = Path(keyring_backends.__file__).read_text(encoding="utf-8")
    block = re.search(r"_LOADED_BY_NAME.*?\n\}", source, re.DOTALL)
    assert block is not None
    (row,) = re.findall(rf'"{platform}": \((.*?)\)', block[0], re.DOTALL)
    for module in re.findall(r'"([\w.]+)"', row):
        assert any(name == module or module.startswith(f"{name}.") for name in hidden)


def test_nothing_that_is_needed_is_excluded() -> None:
    excluded = set(freeze.excluded_modules("linux"))
    assert not excluded & set(freeze.hidden_imports(ROOT / "src"))
    assert "pyexpat" in excluded
    assert "pyexpat" not in freeze.excluded_modules("darwin")
    assert "keyring.backends.macOS" in excluded
    assert "keyring.backends.macOS" not in freeze.excluded_modules("darwin")
    assert "keyring.backends.Windows" not in freeze.excluded_modules("win32")


def test_resources_go_where_the_program_looks_and_sources_of_words_do_not() -> None:
    files = dict(freeze.resource_files(ROOT / "resources"))
    assert files[str(ROOT / "resources" / "tokens.json")] == "safeharbor/_resources"
    assert f"{files[str(ROOT / 'resources' / 'icons' / 'page.svg')]}/page.svg" == PAGE
    sound = str(ROOT / "resources" / "sounds" / "in.wav")
    assert files[sound] == "safeharbor/_resources/sounds"
    assert any(name.endswith(".qm") for name in files)
    assert not any(name.endswith(".ts") for name in files)


def test_licences_of_all_that_goes_along_go_along() -> None:
    packages = freeze.packages_of(ROOT / "requirements" / "audio.txt")
    assert {"cryptography", "pyside6-essentials", "sqlcipher3", "segno"} <= set(packages)
    folders = {folder for _, folder in freeze.licence_files(ROOT, packages)}
    assert {"licences", "licences/cryptography", "licences/SQLAlchemy"} <= folders


def test_what_freezes_is_locked_and_names_no_address() -> None:
    locked = (ROOT / "requirements" / "build.txt").read_text(encoding="utf-8")
    assert "pyinstaller==" in locked
    assert locked.count("==") - locked.count("sys_platform ==") <= locked.count("--hash=sha256:")
    assert "://" not in locked


def test_of_qt_only_what_is_used_stays() -> None:
    assert names(
        f"{QT}/lib/libQt6Gui.so.6",
        f"{QT}/lib/libQt6Quick.so.6",
        f"{QT}/lib/libavcodec.so.61",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/QtWebEngineCore.abi3.so",
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/platforms/libqvnc.so",
        f"{QT}/plugins/platformthemes/libqgtk3.so",
        f"{QT}/plugins/imageformats/libqsvg.so",
        f"{QT}/plugins/multimedia/libffmpegmediaplugin.so",
        f"{QT}/plugins/tls/libqopensslbackend.so",
        f"{QT}/plugins/networkinformation/libqglib.so",
        f"{QT}/qml/QtQuick/libqtquick2plugin.so",
        f"{QT}/translations/qtbase_de.qm",
        f"{QT}/translations/qtmultimedia_de.qm",
    ) == [
        f"{QT}/lib/libQt6Gui.so.6",
        "PySide6/QtWidgets.abi3.so",
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/imageformats/libqsvg.so",
        f"{QT}/translations/qtbase_de.qm",
    ]


def test_the_same_rules_hold_for_the_names_that_windows_has() -> None:
    assert names(
        "PySide6\\Qt6Gui.dll",
        "PySide6\\Qt6Quick.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\plugins\\platforms\\qdirect2d.dll",
        "PySide6\\avcodec-61.dll",
    ) == ["PySide6\\Qt6Gui.dll", "PySide6\\plugins\\platforms\\qwindows.dll"]


def test_libraries_of_the_system_stay_the_systems_but_for_those_of_python() -> None:
    folder = Path("/usr/lib/x86_64-linux-gnu")
    found = ("libxcb-cursor.so.0", "libglib-2.0.so.0", "libffi.so.8", "libstdc++.so.6")
    source = str(folder / "any.so")
    assert names(*found, source=source, system=(Path("/usr/lib"),)) == ["libffi.so.8"]
    assert names(*found, source=source) == list(found)


def test_symbols_are_taken_out_of_what_may_have_them() -> None:
    assert freeze.is_stripped("libpython3.11.so.1.0")
    assert freeze.is_stripped("sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so")
    assert not freeze.is_stripped(f"{QT}/lib/libQt6Gui.so.6")
    assert not freeze.is_stripped("base_library.zip")


def test_on_linux_no_hook_loads_qt_before_our_first_line(tmp_path: Path) -> None:
    hooks = [("pyi_rth_pyside6", "a", "PYSOURCE"), ("entry", "b", "PYSOURCE")]
    link = ("libQt6Core.so.6", f"{QT}/lib/libQt6Core.so.6", "SYMLINK")
    toc = SimpleNamespace(scripts=list(hooks), binaries=[link], datas=[("x.pyi", "x", "DATA")])
    frozen_toc.prune(toc, tmp_path, "linux")
    assert (toc.scripts, toc.binaries, toc.datas) == (hooks[1:], [], [])
    toc = SimpleNamespace(scripts=list(hooks), binaries=[], datas=[])
    frozen_toc.prune(toc, tmp_path, "win32")
    assert toc.scripts == hooks


def test_programs_have_their_picture_and_facts_where_the_system_shows_them(tmp_path: Path) -> None:
    identity = load_identity()
    told = frozen_toc.beside(ROOT, identity, "safeharbor-cli", tmp_path, "win32")
    assert Path(told["icon"]).is_file()
    assert "safeharbor-cli.exe" in Path(told["version"]).read_text(encoding="utf-8")
    assert frozen_toc.beside(ROOT, identity, "safeharbor", tmp_path, "linux") == {}
    bundle = frozen_toc.bundle(ROOT, identity, "1.2.3")
    assert Path(bundle["icon"]).is_file()
    assert bundle["bundle_identifier"] == identity.app_id


def test_two_builds_are_compared_file_by_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        (folder / "inside").mkdir(parents=True)
        (folder / "inside" / "same").write_text("same")
        (folder / "link").symlink_to("inside/same")
    assert differences(one, two) == []
    assert main([str(one), str(two)]) == 0
    (two / "inside" / "same").chmod(0o755)
    (two / "link").unlink()
    (one / "only").touch()
    assert differences(one, two) == ["inside/same", "link", "only"]
    assert main([str(one), str(two)]) == 1
    assert main([]) == 2
    assert "3 files, 3 differ" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="the shelf of modules is of Linux")
def test_modules_come_back_from_the_shelf_as_they_were_put_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = {
        "sqlalchemy.engine": compile("one = 1", "e.py", "exec"),
        "safeharbor.launch": compile("two = 2", "l.py", "exec"),
    }

    class Writer:
        """As PyInstaller's own, as far as it is used."""

        entries: ClassVar[list[tuple[str, str, str]]] = []
        _COMPRESSION_LEVEL = 6

        def __init__(self, _file: str, entries: Toc, _codes: object = None) -> None:
            self.entries.extend(entries)

        @classmethod
        def _write_entry(cls, file: BinaryIO, row: Row, _codes: object) -> tuple[str, Place]:
            data = zlib.compress(marshal.dumps(codes[row[0]]), cls._COMPRESSION_LEVEL)
            file.write(data)
            return row[0], (0, 0, len(data))

    frozen_toc.leave_unpacked(Writer, tmp_path / entry.SHELF)
    Writer("x.pyz", [(name, f"{name}.py", "PYMODULE") for name in codes])
    assert Writer.entries == []
    archive = SimpleNamespace(toc={"os": (0, 0, 1)}, extract=lambda name, _raw: name)
    importers = SimpleNamespace(pyz_archive=archive)
    monkeypatch.setitem(sys.modules, "pyimod02_importers", cast("ModuleType", importers))
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    held = entry.open_shelf()
    try:
        assert {name: archive.extract(name, False) for name in codes} == codes
        raw = archive.extract("sqlalchemy.engine", True)
        assert marshal.loads(raw) == codes["sqlalchemy.engine"]
        assert archive.extract("os", False) == "os"
        assert set(archive.toc) == {"os", *codes}
    finally:
        os.close(held)
