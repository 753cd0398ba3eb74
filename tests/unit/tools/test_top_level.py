"""The top of the project holds what belongs there, and nothing that a try has left."""

from __future__ import annotations

from tools.release.identity import ROOT

FOLDERS = {"LICENSES", "docs", "packaging", "requirements", "resources", "src", "tests", "tools"}
MADE = {"build", "dist", "__pycache__"}
"""What a build makes, which is never kept."""


def test_no_other_folder_lies_at_the_top() -> None:
    there = {each.name for each in ROOT.iterdir() if each.is_dir() and each.name[0] != "."}
    assert there - MADE == FOLDERS
