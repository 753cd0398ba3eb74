"""Breathing and grounding at a real terminal: any width, and every way to stop or to be stopped."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from safeharbor.content.exercises import IDS, load_exercise
from safeharbor.domain.exercise import Exercise

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

import termios

from support.calm_walk import MARK
from support.paper import Paper
from support.typist import PATIENCE, Typist

DANGER: Final = "If the danger is now: safeharbor help-lines"
STOPPED: Final = "Stopped. That is fine."
BY_WINDOW: Final = re.compile(r"circle|press [A-Z]\b|Get help")
COMMANDS: Final = [["breathe"], ["ground"], ["ground", "feet", "--by-hand"]]


def plain(text: str) -> str:
    return " ".join(text.split())


def walked(columns: int, *argv: str, **environ: str) -> dict[str, Paper]:
    """What each exercise left on a terminal."""
    with Typist(*argv, module="support.calm_walk", columns=columns, environ=environ) as typist:
        typist.wait_for(MARK)
        assert typist.end() == 0, typist.seen
        seen = typist.seen
    papers = {}
    for part in seen.split(MARK)[1:]:
        exercise_id, _, rest = part.partition("\r\n")
        papers[exercise_id] = Paper(columns)
        papers[exercise_id].feed(rest)
    return papers


def check_words(exercise: Exercise, shown: str) -> None:
    """Everything that is said in a script is there, whole and in its order."""
    assert not BY_WINDOW.search(shown)
    assert shown.endswith(DANGER)
    at = 0
    for step in exercise.steps:
        usual = not step.area or step.area in exercise.usual_areas
        if usual and step.say and not step.category:
            said = step.say.replace("Get help", "safeharbor help-lines")
            at = shown.index(said, at) + len(said)


@pytest.mark.parametrize("columns", [80, 40, 20])
def test_every_pattern_and_script_fits(columns: int) -> None:
    papers = walked(columns)
    assert tuple(papers) == IDS
    for exercise_id, paper in papers.items():
        assert paper.trouble == [], exercise_id
        assert paper.returns > 2 * len(paper.rows), f"{exercise_id} was never redrawn"
        assert not [row for row in paper.rows if "~" in row], f"{exercise_id} left its line behind"
        check_words(load_exercise(exercise_id), paper.text)


@pytest.mark.parametrize(("columns", "way"), [(80, "--text-only"), (20, "--text-only"), (40, "")])
def test_plain_lines_for_every_pattern_and_script(columns: int, way: str) -> None:
    papers = walked(columns, *[way] * bool(way), TERM="xterm" if way else "dumb")
    assert tuple(papers) == IDS
    for exercise_id, paper in papers.items():
        assert paper.trouble == [], exercise_id
        assert paper.returns == len(paper.rows) - 1, f"{exercise_id} was redrawn"
        assert "~" not in paper.text
        check_words(load_exercise(exercise_id), paper.text)


def test_there_is_no_colour_to_switch_off() -> None:
    with_colour, without = walked(40), walked(40, NO_COLOR="1", TERM="vt100")
    for exercise_id in set(IDS) - {"gr_categories"}:
        assert with_colour[exercise_id].rows == without[exercise_id].rows


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_being_stopped_is_a_kind_end(argv: list[str], number: signal.Signals) -> None:
    with Typist(*argv) as typist:
        before = typist.modes()
        typist.wait_for("~")
        if number is signal.SIGINT:
            typist.interrupt()
        else:
            typist.send(number)
        typist.wait_for(DANGER)
        after = typist.modes()
        assert typist.end() == 0
        assert STOPPED in typist.seen
        assert "Traceback" not in typist.seen
        assert "\x1b" not in typist.seen
    assert after == before, "the terminal was not given back"


def test_ctrl_c_again_and_again_is_no_failure() -> None:
    with Typist("ground") as typist:
        typist.wait_for("~")
        typist.type("\x03\x03\x03\x03")
        assert typist.end() == 0
        assert "Traceback" not in typist.seen


def test_single_keys_go_on_back_and_out() -> None:
    with Typist("ground", "feet", "--by-hand", columns=40) as typist:
        typist.wait_for("Find both feet.")
        typist.wait_for("~")
        assert not typist.modes()[3] & (termios.ICANON | termios.ECHO)
        typist.type("\n")
        typist.wait_for("Push down gently")
        typist.type("s")
        typist.wait_for("And ease off.")
        typist.type("b")
        typist.wait_for("Push down gently", times=2)
        typist.type("q")
        assert typist.end() == 0
        assert STOPPED in typist.seen


def test_keys_work_while_it_goes_by_time_too() -> None:
    with Typist("ground", "break") as typist:
        typist.wait_for("Rest your hands.")
        typist.type("p")
        typist.wait_for("It waits.")
        typist.type("\n ")
        typist.wait_for("What's here")
        typist.type("\x1b[C")
        typist.wait_for("Three breaths")
        typist.type("\n")
        typist.wait_for("What matters next?")
        typist.type("\n")
        assert typist.end() == 0
        assert STOPPED not in typist.seen
        assert "That was the minute." in typist.seen


def test_lines_are_typed_where_single_keys_are_not_read() -> None:
    with Typist("ground", "feet", "--by-hand", "--text-only") as typist:
        typist.wait_for("Find both feet.")
        typist.type("\n")
        typist.wait_for("Push down gently")
        typist.type("b\n")
        typist.wait_for("Find both feet.", times=2)
        typist.type("q\n")
        assert typist.end() == 0
        assert STOPPED in typist.seen


def drawn_widths(seen: str) -> list[int]:
    return [len(part.rstrip()) for part in seen.split("\r") if part.startswith(("in ", "out "))]


def test_a_window_made_narrower_while_it_runs() -> None:
    """Though the environment says what its width was at the beginning."""
    argv = ("breathe", "--pattern", "pursed")
    with Typist(*argv, columns=80, environ={"COLUMNS": "80"}) as typist:
        typist.wait_for("~" * 45)
        assert max(drawn_widths(typist.seen)) > 40
        typist.resize(30)
        typist.seen = ""
        typist.wait_for("\rin ", times=10)
        typist.interrupt()
        assert typist.end() == 0
        # One that was on its way when the window changed may have the old width.
        assert sum(width >= 30 for width in drawn_widths(typist.seen)) <= 2


JOBS: Final = 'set -m; "$0" "$@"; echo "stopped $?"; stty -a; fg; echo "ended $?"'


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_stopped_and_brought_back(argv: list[str]) -> None:
    """By a shell with jobs: while it is stopped the terminal is the shell's, echo and all."""
    with Typist(*argv, shell=JOBS) as typist:
        typist.wait_for("~")
        typist.type("\x1a")
        typist.wait_for("stopped ")
        typist.wait_for("stopped 148")
        typist.wait_for("echoke")
        assert " icanon" in typist.seen
        assert " echo " in typist.seen
        typist.seen = ""
        typist.wait_for("~")
        if "ground" in argv:
            assert not typist.modes()[3] & (termios.ICANON | termios.ECHO)
            typist.type("q")
        else:
            typist.interrupt()
        typist.wait_for("ended 0")
        assert STOPPED in typist.seen


@pytest.mark.parametrize("argv", [*COMMANDS, ["ground", "--list"]], ids=" ".join)
def test_nobody_reads_it(argv: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "safeharbor", *argv],
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=PATIENCE,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_it_keeps_nothing(own_world: Path) -> None:
    with Typist("ground", "--by-hand") as typist:
        typist.wait_for("Keep your eyes open.")
        typist.type("\n" * 7)
        assert typist.end() == 0
        assert plain(typist.seen).endswith(DANGER)
    assert list(own_world.iterdir()) == []
