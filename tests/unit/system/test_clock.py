"""The real clock and the name of its zone."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from safeharbor.system.clock import SystemClock, local_zone


def test_now_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    moment = SystemClock().now()
    wall = dt.datetime.now(dt.UTC)
    assert abs(moment.utc_us - wall.timestamp() * 1e6) < 60e6
    assert (moment.offset_min, moment.zone) == (345, "Asia/Kathmandu")
    assert moment.local_date in {wall.astimezone().date(), moment.local_datetime.date()}


def test_a_traveller_changes_zone_while_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    offsets = []
    for zone in ("Asia/Tokyo", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        offsets.append(clock.now().offset_min)
    assert offsets == [540, 840]
    monkeypatch.undo()
    time.tzset()


def test_seconds_never_go_back() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("UTC", "UTC"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", ""),
        ("", ""),
        ("../../etc/passwd", ""),
        ("Europe/" + "x" * 80, ""),
    ],
)
def test_the_zone_of_the_environment(value: str, zone: str) -> None:
    assert local_zone({"TZ": value}) == zone


def test_the_zone_of_the_system(tmp_path: Path) -> None:
    link, name = tmp_path / "localtime", tmp_path / "timezone"
    assert local_zone({}, link, name) == ""
    name.write_text("Europe/Lisbon\n")
    assert local_zone({}, link, name) == "Europe/Lisbon"
    link.symlink_to("/usr/share/zoneinfo/Etc/UTC")
    assert local_zone({}, link, name) == "Etc/UTC"
    link.unlink()
    name.write_bytes(b"\xff\xfe")
    assert local_zone({}, link, name) == ""
