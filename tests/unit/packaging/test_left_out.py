"""What a build leaves out is not missed by the Python that runs this, whichever that is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools.release import freeze

ROOT = Path(__file__).resolve().parents[3]
SECRET = "a lamp in the window, always\n"
# Nothing is loaded before the first line of it, so that nothing slips by.
WITHOUT = """
import importlib, json, sys
with open(sys.argv.pop(1), encoding="utf-8") as file:
    told = json.load(file)
sys.path[:] = told["path"]

class NotThere:
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in told["without"]):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NotThere())
"""
LOAD = """
missed = {}
for name in told["wanted"]:
    try:
        importlib.import_module(name)
    except Exception as error:
        missed[name] = str(error)
print(json.dumps(missed))
"""
RUN = """
from safeharbor.__main__ import main
sys.exit(main())
"""


def without(
    modules: list[str],
    folder: Path,
    script: str,
    *words: str,
    wanted: list[str] | None = None,
    stdin: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run ``script`` with ``words`` where ``modules`` are not there."""
    # A file, because Windows allows no command line that is so long.
    told = folder / "told.json"
    path = [str(ROOT / "src"), *sys.path]
    rows = {"path": path, "without": modules, "wanted": wanted}
    told.write_text(json.dumps(rows), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", WITHOUT + script, str(told), *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, input=stdin, capture_output=True,
        text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def missed(wanted: list[str], modules: list[str], folder: Path) -> dict[str, str]:
    """Those of ``wanted`` that cannot be loaded where ``modules`` are not there, and why."""
    found = json.loads(without(modules, folder, LOAD, wanted=wanted).stdout)
    assert isinstance(found, dict)
    return found


@pytest.mark.skipif(
    find_spec("PySide6.QtMultimedia") is None, reason="a build holds the extra for sound"
)
def test_all_that_is_loaded_by_name_loads_without_what_is_left_out(tmp_path: Path) -> None:
    wanted = freeze.hidden_imports(ROOT / "src")
    assert missed(wanted, freeze.excluded_modules(), tmp_path) == {}


def test_a_module_that_is_missed_is_found_out(tmp_path: Path) -> None:
    assert missed(["keyring.backend"], ["contextlib"], tmp_path) == {
        "keyring.backend": "No module named 'contextlib'"
    }


def test_a_journal_is_made_and_opened_without_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some digests of Python lose their own way from version to version."""
    monkeypatch.setenv("SAFEHARBOR_HOME", str(tmp_path / "home"))
    secret = ("--passphrase-fd", "0")
    for command in (("init", "--policy", "private"), ("list",)):
        done = without(freeze.excluded_modules(), tmp_path, RUN, *secret, *command, stdin=SECRET)
        assert (done.stderr, done.returncode) == ("", 0)
