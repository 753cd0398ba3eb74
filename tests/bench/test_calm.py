"""The figures of the moving light are still taken, and what is worked out from them is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.calm import FORMS, STILL, Pictures, breathing, drift, dropped, late_interval
from bench.measure import table
from bench.run_bench import PARTS, run
from safeharbor.domain.breathing import LONG_EXHALE, phase_at

_RATE = 1 / 60


def _filmed(seconds: float, *, speed: float = 1.0, late: float = 0.0) -> Pictures:
    """Sixty pictures a second of a breath that runs at ``speed``, from some moment on."""
    moments = [number * _RATE for number in range(int(seconds / _RATE))]
    return [(100 + at, phase_at(LONG_EXHALE, (), at * speed - late).fullness) for at in moments]


def test_every_form_is_measured_beside_a_bare_window(tmp_path: Path) -> None:
    """For a moment each, as a part of the whole bench; times are never asserted."""
    assert "calm" in PARTS
    found = run([], tmp_path, rounds=1, parts=["calm"], seconds=0.3)

    each = [
        "between pictures, p99",
        "pictures dropped",
        "share of one core",
        "share paused",
        "share on another page",
        "share hidden",
        "F2 to first moving frame",
        "drift",
    ]
    assert [figure.name for figure in found] == [
        f"{form}, {what}" for form in FORMS for what in each
    ]
    assert all(figure.base is not None for figure in found if not figure.name.endswith("drift"))
    moving = [figure for figure in found if "share of" in figure.name or "F2" in figure.name]
    assert all(figure.value > 0 and figure.base for figure in moving)
    assert len(table(found).splitlines()) == len(found) + 1


def test_a_light_that_does_not_move_is_not_painted(tmp_path: Path) -> None:
    """Paused, behind another page or hidden: not one picture, however busy the machine is."""
    said = breathing("circle", tmp_path, 0.5, {"QT_QPA_PLATFORM": "offscreen"})

    assert set(said.still) == set(STILL)
    assert len(said.pictures) > 1
    assert not said.stirred


def test_a_late_picture_is_a_dropped_one() -> None:
    """A gap of three pictures' length has two missing; a late and an early one have none."""
    moments = [0.0, 0.016, 0.036, 0.050, 0.100, 0.117]
    assert dropped([(at, 0.0) for at in moments]) == 2
    assert dropped(_filmed(10)) == 0


def test_the_longest_hundredth_is_left_out() -> None:
    """Of two hundred intervals the two longest."""
    moments, now = [0.0], 0.0
    for number in range(200):
        now += {7: 0.3, 8: 0.2, 9: 0.02}.get(number, 0.016)
        moments.append(now)
    assert late_interval([(at, 0.0) for at in moments]) == pytest.approx(20)


@pytest.mark.parametrize(("speed", "wanted"), [(1.0, 0), (0.999, 55), (1.001, -55)])
def test_drift_is_found_from_the_picture(speed: float, wanted: float) -> None:
    """A breath that runs a thousandth too slowly is 55 ms later after a minute than at first."""
    assert drift(_filmed(60, speed=speed)) == pytest.approx(wanted, abs=2)


def test_a_picture_that_is_always_as_late_does_not_drift() -> None:
    """It takes a while from the clock to the screen, each time the same."""
    assert drift(_filmed(60, late=0.02)) == pytest.approx(0, abs=0.5)
