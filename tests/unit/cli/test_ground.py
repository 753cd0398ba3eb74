"""Grounding in the terminal, with a clock and hands that a test moves."""

from __future__ import annotations

import io
from collections import deque

import pytest

from safeharbor.cli import ground as module
from safeharbor.cli.breathe import short_name
from safeharbor.cli.console import OutputError, UsageError
from safeharbor.cli.ground import SCRIPTS, Wish, ground
from safeharbor.cli.hands import Key
from safeharbor.content.exercises import load_exercise
from safeharbor.domain.errors import ErrorCode, HarborError
from support.pace import START, FakePace
from support.paper import Paper
from unit.cli.doubles import Screen, Terminal, console_on

DANGER = "If the danger is now: safeharbor help-lines"
AGAIN = "Here again. It goes on where it was."


class Fingers:
    """Somebody who presses a key at each of some moments."""

    def __init__(self, pace: FakePace, *keys: tuple[float, Key]) -> None:
        self._pace = pace
        self._keys = deque(keys)

    def wait(self, until: float) -> Key | None:
        if self._keys and START + self._keys[0][0] <= until:
            at, key = self._keys.popleft()
            self._pace.sleep_until(START + at)
            return key
        self._pace.sleep_until(until)
        return None


def said(wish: Wish, *keys: tuple[float, Key], pace: FakePace | None = None) -> list[str]:
    stream, pace = io.StringIO(), pace or FakePace()
    hand = Fingers(pace, *keys) if keys else None
    ground(wish, console_on(stream), io.BytesIO(), pace=pace, hand=hand)
    return stream.getvalue().splitlines()


def drawn(wish: Wish, columns: int, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Paper]:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    screen, paper = Screen(), Paper(columns)
    ground(wish, console_on(screen), io.BytesIO(), pace=FakePace())
    paper.feed(screen.getvalue().replace("\n", "\r\n"))
    return screen.getvalue(), paper


@pytest.mark.parametrize("script", SCRIPTS)
def test_one_line_for_each_step_at_its_time(script: str) -> None:
    exercise, pace = load_exercise(script), FakePace()
    shown = said(Wish(script), pace=pace)
    assert pace.now - START == pytest.approx(exercise.seconds, abs=1e-3)
    usual = [s for s in exercise.steps if not s.area or s.area in exercise.usual_areas]
    end = bool([line for line in shown[-2:-1] if line in exercise.end])
    assert len(shown) == 2 + len(usual) + end + 1
    assert shown[-1] == DANGER
    assert not [line for line in shown if "Get help" in line]


def test_unasked_it_is_where_am_i_and_says_little_before() -> None:
    shown = said(Wish())
    assert shown[:2] == [
        "Ctrl-C ends it at any time.",
        "Keep your eyes open. Let them wander. Swap or skip any sense.",
    ]
    assert shown[-2:] == ["What tells you that this is now?", DANGER]


@pytest.mark.parametrize("name", ["feet", "gr_feet", "GR-FEET", " Feet "])
def test_a_script_is_named_with_or_without_its_prefix(name: str) -> None:
    assert said(Wish(name))[0].startswith("Feet on the floor.")


def test_every_script_is_found_by_the_name_that_is_listed(terminal: Terminal) -> None:
    for script in SCRIPTS:
        assert terminal("ground", short_name(script), "--json").json["id"] == script
    listed = terminal("ground", "--list").out.splitlines()
    assert [line.partition(":")[0] for line in listed] == list(map(short_name, SCRIPTS))
    assert "orient: Where am I?, 1.5 min" in listed
    rows = terminal("ground", "--list", "--json").json["exercises"]
    assert [row["id"] for row in rows] == list(SCRIPTS)


def test_the_list_fits_a_narrow_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    listed = terminal("ground", "--list", tty=True).out.splitlines()
    assert max(map(len, listed)) < 20


@pytest.mark.parametrize("name", ["nope", "even", "br_even", ""])
def test_an_unknown_name_is_told_what_there_is(terminal: Terminal, name: str) -> None:
    outcome = terminal("ground", name)
    assert outcome.code == 2
    assert outcome.out == ""
    assert all(short_name(script) in outcome.err for script in SCRIPTS)


def test_a_script_that_can_be_longer() -> None:
    pace = FakePace()
    said(Wish("anchor", minutes=5.0), pace=pace)
    assert pace.now - START == pytest.approx(300, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "minutes", "told"), [("anchor", 4.0, "3, 5, 10"), ("feet", 3.0, "one length")]
)
def test_a_length_that_there_is_not(name: str, minutes: float, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        said(Wish(name, minutes=minutes))


def test_the_script_as_data(terminal: Terminal) -> None:
    outcome = terminal("ground", "urge", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    script = outcome.json
    assert (script["id"], script["seconds"]) == ("mi_urge", 300)
    assert script["end"] == "Waves come back, and you can ride again."
    assert script["steps"][1]["say"].endswith("safeharbor help-lines has people for it.")
    longer = terminal("--json", "ground", "anchor", "--minutes", "10").json
    assert longer["seconds"] == sum(step["seconds"] for step in longer["steps"]) == 600
    assert longer["minutes"] == [3, 5, 10]


def test_names_of_things_are_drawn_and_the_data_has_them_as_written(
    terminal: Terminal,
) -> None:
    assert len({tuple(said(Wish("categories"))) for _ in range(5)}) > 1
    steps = terminal("ground", "categories", "--json").json["steps"]
    assert steps[1]["say"] == "Five animals with fur."


def test_without_the_sets_the_words_are_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise HarborError(ErrorCode.CONTENT_BROKEN)

    monkeypatch.setattr(module, "category_sets", broken)
    assert "Five animals with fur." in said(Wish("categories"))


def test_by_hand_each_step_stays() -> None:
    keys = [(100, Key.ON), (200, Key.ON), (900, Key.BACK), (901, Key.STOP)]
    shown = said(Wish("feet", by_hand=True), *[(float(at), key) for at, key in keys])
    assert shown[2:] == [
        "Sit or stand. Find both feet. Or both hands, if feet don't suit. Skip what you like.",
        "Push down gently for a moment.",
        "And ease off.",
        "Push down gently for a moment.",
        "Stopped. That is fine.",
        DANGER,
    ]


def test_by_hand_to_the_end() -> None:
    keys = [(float(at), Key.ON) for at in range(1, 5)]
    assert said(Wish("break", by_hand=True), *keys)[-2:] == ["That was the minute.", DANGER]


def test_by_time_steps_can_be_skipped_and_gone_back_to() -> None:
    pace = FakePace()
    shown = said(Wish("break"), (2.0, Key.ON), (4.0, Key.BACK), pace=pace)
    assert shown[2:5] == [
        "Pause. Rest your hands. Skip what does not suit.",
        "What's here: body, mood, thought?",
        "Pause. Rest your hands. Skip what does not suit.",
    ]
    assert pace.now - START == pytest.approx(4 + 60, abs=1e-3)


@pytest.mark.parametrize("end_of_it", [Key.ON, Key.WAIT])
def test_it_waits_as_long_as_somebody_wants(end_of_it: Key) -> None:
    pace = FakePace()
    shown = said(Wish("break"), (2.0, Key.WAIT), (502.0, end_of_it), pace=pace)
    assert "It waits. Enter goes on." in shown
    assert AGAIN not in shown
    assert pace.now - START == pytest.approx(560, abs=1e-3)


@pytest.mark.parametrize("slept", [11.0, 86400.0])
@pytest.mark.parametrize("script", ["gr_orient", "rx_pmr", "mi_anchor"])
def test_after_a_sleep_it_goes_on_where_it_was(script: str, slept: float) -> None:
    pace = FakePace(gap=(40.0, slept))
    shown = said(Wish(script), pace=pace)
    assert shown.count(AGAIN) == 1
    at = shown.index(AGAIN)
    assert shown[at - 1] == shown[at + 1], "the step is said again"
    practised = pace.now - START - slept
    assert practised == pytest.approx(load_exercise(script).seconds, abs=1.1)


def test_ctrl_c_is_as_good_an_end() -> None:
    assert said(Wish(), pace=FakePace(stop_after=8))[-2:] == ["Stopped. That is fine.", DANGER]


def test_nobody_at_the_keys_is_an_end_too() -> None:
    assert said(Wish("feet", by_hand=True))[-2:] == ["Stopped. That is fine.", DANGER]


def test_nothing_counts_down(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, _ = drawn(Wish("feet"), 80, monkeypatch)
    assert not any(sign.isdigit() for sign in shown)
    bars = [part.count("~") for part in shown.split("\r") if part.startswith("rock")]
    assert bars == sorted(bars)
    assert bars[0] == 0
    assert bars[-1] >= 20


@pytest.mark.parametrize("columns", [80, 40, 20, 8, 1])
@pytest.mark.parametrize("script", SCRIPTS)
def test_no_width_is_written_past(
    script: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, paper = drawn(Wish(script), columns, monkeypatch)
    assert "\x1b" not in shown
    if columns > 1:
        assert paper.trouble == []
        assert not [row for row in paper.rows if "~" in row]


class Full(Screen):
    """A terminal that goes away after some writes."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self._left = writes

    def write(self, text: str) -> int:
        self._left -= 1
        if self._left < 0:
            raise BrokenPipeError
        return super().write(text)


@pytest.mark.parametrize("writes", [0, 1, 2, 5, 20])
def test_an_output_that_closes_ends_it(writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(OutputError) as caught:
        ground(Wish(), console_on(Full(writes)), io.BytesIO(), pace=FakePace())
    assert caught.value.closed
