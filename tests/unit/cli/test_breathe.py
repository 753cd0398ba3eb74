"""Breathing in the terminal, with a clock that a test moves."""

from __future__ import annotations

import io
import re

import pytest

from safeharbor.cli import breathe as module
from safeharbor.cli.breathe import IN_OTHER_WORDS, Practice, breathe, short_name
from safeharbor.cli.console import UsageError
from safeharbor.content.exercises import load_exercise
from safeharbor.domain.breathing import DEFAULT, STOCK, Pattern, PhaseKind, phase_at
from safeharbor.domain.errors import ErrorCode, HarborError
from support.pace import START, FakePace
from support.paper import Paper
from unit.cli.doubles import Screen, Terminal, console_on

BY_WINDOW = re.compile(r"circle|press [A-Z]\b|Get help")


def choose(name: str | None, minutes: float | None) -> Practice:
    return module.choose(name, minutes, console_on(io.StringIO()))


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
    assert shown.count("No pace. Only watch.") == 1
    assert not [line for line in shown if line[-1].isdigit()]


def test_a_pattern_with_a_hold_says_once_who_skips_it_in_two_lines_of_a_terminal() -> None:
    for name, pattern in STOCK.items():
        shown = lines(choose(name, 2), FakePace())
        notes = [line for line in shown if "holds in pregnancy" in line or "stroke" in line]
        assert len(notes) == 2 * pattern.has_hold
        assert all(len(line) < 80 for line in notes)
        if notes:
            first = next(place for place, line in enumerate(shown) if line.startswith("in "))
            assert shown.index(notes[1]) < first


def test_few_words_for_somebody_who_asked_for_no_pattern() -> None:
    pace = FakePace(stop_after=30)
    shown = lines(choose(None, None), pace)
    words = [line for line in shown if not line[-1].isdigit()]
    assert words == [
        "Ctrl-C ends it at any time.",
        "Start anywhere.",
        "Nothing to get right.",
        "Let the out-breath be a little longer, if you can.",
        "Small breaths are fine.",
        "If counting bothers you, leave it.",
        "Stopped. That is fine.",
        "If the danger is now: safeharbor help-lines",
    ]


def test_what_is_said_comes_at_its_moment() -> None:
    shown = lines(choose("hum", 1.5), FakePace())
    assert shown[2:6] == [
        "In through the nose.",
        "in 4",
        "Hum, low and easy, as long as it is comfortable.",
        "hum 8",
    ]
    assert shown.index("Feel the buzz in lips and cheeks.") == 4 + 2 * 6


@pytest.mark.parametrize("name", STOCK)
def test_nothing_speaks_of_the_window_or_says_a_phase_twice(name: str) -> None:
    shown = lines(choose(name, 20), FakePace())
    assert not [line for line in shown if BY_WINDOW.search(line)]
    assert not {"In.", "Out.", "Stay.", "A little more."} & set(shown)
    assert shown[-1] == "If the danger is now: safeharbor help-lines"


@pytest.mark.parametrize(("name", "at"), IN_OTHER_WORDS)
def test_other_words_stand_for_a_line_that_there_is(name: str, at: float) -> None:
    [line] = [line for line in load_exercise(name).lines if line.at == at]
    assert line.say


def test_without_its_words_it_breathes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(pattern_id: str) -> None:
        raise HarborError(ErrorCode.RESOURCE_MISSING)

    monkeypatch.setattr(module, "breath_words", missing)
    for name in STOCK:
        shown = lines(choose(name, 0.5), FakePace())
        assert "That was the last breath out. Go on in your own time." in shown
    assert lines(choose(None, 0.1), FakePace())[:3] == [
        "Start anywhere. Nothing to get right.",
        "Ctrl-C ends it at any time.",
        "in 3",
    ]


def places(pattern: Pattern, gap: tuple[float, float], *, drawn: bool) -> tuple[str, FakePace]:
    """What is shown when the machine sleeps in the midst of it."""
    stream, pace = Screen() if drawn else io.StringIO(), FakePace(gap=gap)
    breathe(Practice(pattern, 60), console_on(stream), text_only=False, pace=pace)
    return stream.getvalue(), pace


@pytest.mark.parametrize("drawn", [True, False], ids=["drawn", "plain"])
@pytest.mark.parametrize("name", STOCK)
@pytest.mark.parametrize("slept", [11.0, 3600.0])
def test_after_a_sleep_it_goes_on_with_a_breath_in(
    name: str, slept: float, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    pattern = STOCK[name]
    shown, pace = places(pattern, (27.5, slept), drawn=drawn)
    assert shown.count("Here again. It goes on where it was.") == 1
    practised = pace.now - START - slept
    end = Practice(pattern, 60).end
    assert end - 1e-6 <= practised <= end + pattern.seconds
    if pattern.paced:
        after = re.split(r"[\r\n]+", shown.partition("where it was.")[2])
        assert next(part for part in after if part.strip()).startswith("in ")


def test_a_short_delay_is_no_sleep() -> None:
    shown, pace = places(STOCK["br_even"], (27.5, 9.0), drawn=False)
    assert "Here again" not in shown
    assert pace.now - START == pytest.approx(60, abs=1e-3)


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
    assert all(short_name(name) in outcome.err for name in STOCK)


def test_every_pattern_is_found_by_the_name_that_is_listed() -> None:
    for name, pattern in STOCK.items():
        assert choose(short_name(name), 1).pattern is pattern


@pytest.mark.parametrize(("minutes", "spoken"), [(4.0, "Last minute."), (20.0, "Halfway.")])
def test_lines_of_a_longer_practice(minutes: float, spoken: str) -> None:
    shown = lines(choose("even", minutes), FakePace())
    assert sum(line.startswith(spoken) for line in shown) == 1


def test_the_line_stays_where_it_is_when_something_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    screen, paper = Screen(), Paper(40)
    breathe(choose("pursed", 1), console_on(screen), text_only=False, pace=FakePace())
    for part in screen.getvalue().replace("\n", "\r\n").split("\r"):
        paper.feed(f"\r{part}")
        assert sum("~" in row for row in paper.rows) <= 1
    assert paper.trouble == []
