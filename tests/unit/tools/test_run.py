"""``run.py`` itself, and the locked requirements it installs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run
from tools.check_sizes import ROOT

SET_UP = [ROOT / "run.py", *sorted((ROOT / "tools" / "set_up").glob("*.py"))]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def test_another_python_gets_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "OLDEST", (3, 99))
    monkeypatch.setattr(run, "other_python", lambda: None)
    with pytest.raises(SystemExit) as caught:
        run.main()
    assert str(caught.value).startswith("SafeHarbor needs Python 3.11 to 3.14; this is 3.")


def test_a_newer_python_on_the_path_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("python3.9", "python3.11", "python3.12"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.other_python() == str(tmp_path / "python3.12")
    monkeypatch.setenv("PATH", "/nowhere")
    assert run.other_python() is None


def test_it_runs_from_anywhere_and_says_so_on_stderr(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "build", "--odd"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (child.returncode, child.stdout) == (2, "")
    assert child.stderr.count("\n") == 1


def test_an_old_python_can_read_the_sentence_meant_for_it() -> None:
    ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("file", SET_UP, ids=lambda file: file.name)
def test_the_set_up_needs_nothing_but_python(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [str(node.module)]
        else:
            continue
        roots = {name.split(".")[0] for name in names}
        assert roots <= sys.stdlib_module_names | {"tools"}


def pins(kind: str) -> dict[str, set[str]]:
    text = (ROOT / "requirements" / f"{kind}.txt").read_text()
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall(text):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("kind", ["app", "dev"])
def test_locked_files_hold_hashes_and_no_addresses(kind: str) -> None:
    text = (ROOT / "requirements" / f"{kind}.txt").read_text()
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"\n(?=[a-z])", text.strip())
    assert len(blocks) > 10
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_developers_environment_holds_the_programs() -> None:
    dev = pins("dev")
    assert all(dev.get(name) == versions for name, versions in pins("app").items())


def test_the_wheel_asks_for_what_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = (ROOT / "requirements" / "app.in").read_text().split("\n")
    assert sorted(project["dependencies"]) == sorted(filter(None, asked))
