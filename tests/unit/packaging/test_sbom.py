"""The bill of materials names the program's version and the interpreter that goes along."""

from __future__ import annotations

import pytest

from tools.release.sbom import complete

BILL = {
    "bomFormat": "CycloneDX",
    "metadata": {"component": {"name": "safeharbor"}},
    "components": [{"name": "segno", "version": "1.6.6"}],
}


def test_what_the_tool_cannot_see_is_added() -> None:
    bill = complete(BILL, "0.1.0", "3.13.1")
    assert bill["metadata"]["component"] == {"name": "safeharbor", "version": "0.1.0"}
    assert [each["name"] for each in bill["components"]] == ["segno", "cpython"]


def test_doing_it_twice_changes_nothing() -> None:
    once = complete(BILL, "0.1.0", "3.13.1")
    assert complete(once, "0.1.0", "3.13.1") == once


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no bill"):
        complete({"bomFormat": "SPDX"}, "0.1.0", "3.13.1")
