"""The Python parts of PySide in compiled form, as the frozen program finds them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import shiboken6

from tools.release import qt_support

_TELL = """
import sys
import PySide6.QtWidgets as w
parts = "shibokensupport.signature."
print(sys.modules[parts + "parser"].__file__)
print(hasattr(sys.modules[parts + "lib.pyi_generator"], "argparse"))
w.QApplication([])
try:
    w.QLabel().setText(3.5)
except TypeError as error:
    print("setText(float)" in str(error), "str" in str(error))
"""


def a_zip(**parts: str) -> ZipFile:
    """A zip in memory with these modules of the package in it."""
    held = ZipFile(io.BytesIO(), "w")
    for name, text in parts.items():
        held.writestr(f"shibokensupport/{name}.py", text)
    held.writestr("other.py", "beside = 1")
    return held


def test_all_of_the_package_is_compiled_and_nothing_beside_it(tmp_path: Path) -> None:
    held = a_zip(__init__="", feature="one = 1")
    found = qt_support.compiled(held, tmp_path, 2)
    assert [(name, kind) for name, _, kind in found] == [
        (f"shiboken6/files.dir/shibokensupport/{name}.pyc", "DATA")
        for name in ("__init__", "feature")
    ]
    assert all(Path(source).is_file() for _, source, _ in found)


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    one = qt_support.compiled(a_zip(feature="one = 1"), tmp_path / "one", 2)
    two = qt_support.compiled(a_zip(feature="one = 1"), tmp_path / "elsewhere", 2)
    assert Path(one[0][1]).read_bytes() == Path(two[0][1]).read_bytes()


def test_a_pyside_that_keeps_them_elsewhere_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "shibokensupport")
    with pytest.raises(ValueError, match="elsewhere"):
        qt_support.support_files(tmp_path, 2)


def test_pyside_works_with_the_compiled_parts(tmp_path: Path) -> None:
    """In a copy of its package: the folder that it looks into lies beside that."""
    package = tmp_path / "shiboken6"
    package.mkdir()
    for file in Path(shiboken6.__file__).parent.iterdir():
        if file.is_file():
            (package / file.name).symlink_to(file)
    (package / "__init__.py").unlink()
    (package / "__init__.py").write_bytes(Path(shiboken6.__file__).read_bytes())
    for name, source, _ in qt_support.support_files(tmp_path / "work", sys.flags.optimize):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(Path(source).read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", _TELL],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    place, stubs, told = done.stdout.splitlines()
    assert place.startswith(str(tmp_path / "shiboken6" / "files.dir"))
    assert stubs == "False"
    assert told == "True True"
