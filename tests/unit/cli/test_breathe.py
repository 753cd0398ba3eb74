"""Breathing in the terminal, with a clock that a test moves."""

from __future__ import annotations

import io

import pytest

from safeharbor.cli.breathe import Practice, breathe, choose
from safeharbor.cli.console import UsageError
from safeharbor.domain.breathing import DEFAULT, STOCK, PhaseKind, phase_at
from unit.cli.doubles import Screen, Terminal, console_on


class FakePace:
    """Time that passes only by waiting; ``late`` is how much each sleep oversleeps."""

    def __init__(self, *, late: float = 0.0, stop_after: float | None = None) -> None:
        self.now = 500.0
        self.late = late
        self.stop_after = stop_after
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep_until(self, moment: float) -> None:
        self.waits.append(moment - 500.0)
        if self.stop_after is not None and moment - 500.0 > self.stop_after:
            raise KeyboardInterrupt
        self.now = max(self.now, moment) + self.late


def lines(practice: Practice, pace: FakePace) -> list[str]:
    stream = io.StringIO()
    breathe(practice, console_on(stream), text_only=True, pace=pace)
    return stream.getvalue().splitlines()


def test_one_line_for_each_phase_with_its_seconds() -> None:
    shown = lines(choose(None, 0.3), FakePace())
    cues = [line for line in shown if line.startswith(("in ", "out "))]
    assert cues == ["in 3", "out 4", "in 3", "out 5", "in 4", "out 6"]


@pytest.mark.parametrize("name", [name for name, p in STOCK.items() if p.paced])
@pytest.mark.parametrize("minutes", [0.01, 0.5, 2.0])
def test_it_ends_right_after_an_out_breath(name: str, minutes: float) -> None:
    practice = choose(name, minutes)
    pace = FakePace()
    lines(practice, pace)
    assert pace.waits[-1] >= minutes * 60 - 1e-6
    last = phase_at(practice.pattern, (), pace.waits[-1] - 0.01)
    assert last.kind is PhaseKind.OUT
    assert last.progress > 0.98


def test_late_sleeps_do_not_add_up() -> None:
    punctual, late = FakePace(), FakePace(late=0.05)
    lines(choose(None, 5), punctual)
    lines(choose(None, 5), late)
    assert late.waits == pytest.approx(punctual.waits)


def test_ctrl_c_is_as_good_an_end() -> None:
    shown = lines(choose(None, 5), FakePace(stop_after=8))
    assert "Stopped. That is fine." in shown


def test_without_a_pace_it_only_speaks_each_minute() -> None:
    shown = lines(choose("natural", 2.5), FakePace())
    assert shown.count("Still breathing by itself.") == 2
    assert "No pace. Only watch." in shown


def test_a_pattern_with_a_hold_says_so_first() -> None:
    assert any("hold the breath" in line for line in lines(choose("box", 0.1), FakePace()))
    assert not any("hold the breath" in line for line in lines(choose("even", 0.1), FakePace()))


@pytest.mark.parametrize("columns", [40, 20, 200])
def test_one_line_is_redrawn_and_never_wraps(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    breathe(choose("sigh", 0.5), console_on(screen), text_only=False, pace=FakePace())
    drawn = [
        part for part in screen.getvalue().split("\r") if part.startswith(("in", "out", "a li"))
    ]
    assert len(drawn) > 50
    assert max(len(line) for line in drawn) < columns
    assert all(len(line) <= columns for line in screen.getvalue().replace("\r", "\n").split("\n"))


def test_the_waves_swell_and_ebb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    breathe(choose("even", 0.1), console_on(screen), text_only=False, pace=FakePace())
    drawn = [part for part in screen.getvalue().split("\r") if part.startswith(("in", "out"))]
    breath_in = [line.count("~") for line in drawn if line.startswith("in")]
    breath_out = [line.count("~") for line in drawn if line.startswith("out")]
    assert breath_in[:20] == sorted(breath_in[:20])
    assert max(breath_in) > 30
    assert breath_out[-1] < 5


def test_a_terminal_that_cannot_redraw_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    screen = Screen()
    breathe(choose(None, 0.1), console_on(screen), text_only=False, pace=FakePace())
    assert "\r" not in screen.getvalue()


@pytest.mark.parametrize("name", ["br_even", "even", "EVEN", " even "])
def test_a_pattern_is_named_with_or_without_its_prefix(name: str) -> None:
    assert choose(name, 1).pattern is STOCK["br_even"]


def test_what_is_breathed_unasked() -> None:
    practice = choose(None, None)
    assert practice.pattern is DEFAULT
    assert not practice.pattern.has_hold
    assert practice.seconds == 60


def test_an_unknown_pattern_is_a_usage_error(terminal: Terminal) -> None:
    with pytest.raises(UsageError):
        choose("wim_hof", 1)
    outcome = terminal("breathe", "--pattern", "wim_hof")
    assert outcome.code == 2
    assert "long_exhale" in outcome.err
