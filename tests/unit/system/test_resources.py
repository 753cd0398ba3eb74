"""Resources are found in a checkout, a wheel and a frozen app."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.resources import find_resources, resources_root


def test_this_checkout() -> None:
    assert (resources_root() / "content").is_dir()
    assert resources_root().name == "resources"


def test_an_installed_wheel(tmp_path: Path) -> None:
    (tmp_path / "safeharbor" / "_resources" / "content").mkdir(parents=True)
    assert find_resources(tmp_path / "safeharbor") == tmp_path / "safeharbor" / "_resources"


def test_a_frozen_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "safeharbor" / "_resources"
    (place / "content").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_root() == place


def test_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(HarborError) as caught:
        find_resources(tmp_path / "src" / "safeharbor", tmp_path)
    assert caught.value.code is ErrorCode.RESOURCE_MISSING
