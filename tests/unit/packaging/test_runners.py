"""What the workflows do on computers that are not here, as far as it can be seen from here."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
MAC = ROOT / "packaging" / "macos"

Job = dict[str, Any]

on_posix = pytest.mark.skipif(os.name != "posix", reason="shell scripts for macOS")


def jobs() -> Iterator[tuple[str, Job]]:
    """Every job of the workflows with its name."""
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        for name, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items():
            yield f"{file.name}::{name}", job


def test_no_script_is_checked_out_anywhere_with_other_ends_of_lines() -> None:
    """Git for Windows would change them, and the shell would read a letter more in each line."""
    asked = ("packaging/freeze.sh", "packaging/windows/sign.ps1", ".github/workflows/build.yml")
    done = subprocess.run(
        ["git", "check-attr", "eol", "--", *asked],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [f"{name}: eol: lf" for name in asked]


def test_a_program_in_a_container_is_told_of_letters_beyond_ascii() -> None:
    """The images name no language; a quiet program is only quiet where one is named."""
    found = [
        step["run"]
        for _, job in jobs()
        for step in job.get("steps", [])
        if re.search(r"docker run .*--rm", str(step.get("run")))
    ]
    assert found
    assert all("--env LANG=C.UTF-8" in run for run in found)


@on_posix
def test_a_certificate_without_its_name_is_told_before_anything_is_signed() -> None:
    done = subprocess.run(
        [MAC / "pack.sh", platform.machine()], capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "MACOS_CERTIFICATE": "eA==", "MACOS_SIGNING_IDENTITY": ""},
    )  # fmt: skip
    assert done.returncode != 0
    assert "MACOS_SIGNING_IDENTITY" in done.stderr


@on_posix
def test_a_signature_that_is_told_at_length_is_believed(tmp_path: Path) -> None:
    """``codesign`` still speaks after the line that is looked for."""
    (tmp_path / "App.app" / "Contents").mkdir(parents=True)
    tool = tmp_path / "codesign"
    tool.write_text(
        '#!/bin/sh\n[ "$1" = --display ] || exit 0\n'
        "echo 'CodeDirectory flags=0x10000(runtime)' >&2\n"
        "seq 100000 >&2\n"
    )
    tool.chmod(0o755)
    done = subprocess.run(
        [MAC / "sign.sh", tmp_path / "App.app"], capture_output=True, text=True, check=False,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "MACOS_SIGNING_IDENTITY": "Developer ID"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
