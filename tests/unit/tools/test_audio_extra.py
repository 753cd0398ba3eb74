"""What the sounds need is locked as it is asked for: the extra of the package."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_requirements_of_sound_are_the_extra_beside_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = (ROOT / "requirements" / "audio.in").read_text(encoding="utf-8").split("\n")
    extra = project["optional-dependencies"]["audio"]
    assert asked == ["-r app.in", "-c app.txt", *extra, ""]


def test_addons_and_essentials_are_bound_alike() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (essentials,) = (each for each in project["dependencies"] if "Essentials" in each)
    assert project["optional-dependencies"]["audio"] == [essentials.replace("Essentials", "Addons")]
