"""The window's side of the player: it writes lines, waits for nobody, and outlives any mishap."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from safeharbor.ui.cues import mouth, player
from safeharbor.ui.cues.mouth import Mouth, SystemTones, SystemVoice, player_command
from safeharbor.ui.cues.ports import Found, Tone

_PLAYER = """
import os, sys
kind, told = sys.argv[1:3]
print("a warning of a library", file=sys.stderr, flush=True)
open(told, "a").write("arguments " + " ".join(sys.argv[3:]) + chr(10))
if kind != "silent":
    os.write(1, kind.encode() + b"\\n")
while line := sys.stdin.buffer.readline():
    open(told, "ab").write(line)
    if line == b"say die\\n":
        os._exit(3)
    if line == b"say hang\\n":
        import threading
        threading.Event().wait()
    os.write(1, b"done\\n")
"""

LIBRARY = "json"


class Player:
    """A stand-in for the player that keeps what it was told, and answers as the test says."""

    def __init__(self, folder: Path) -> None:
        self.answer = "ready"
        self._told = folder / "told.txt"
        self._program = folder / "player.py"
        self._program.write_text(_PLAYER, encoding="utf-8")

    def command(self) -> list[str]:
        return [sys.executable, "-S", str(self._program), self.answer, str(self._told)]

    @property
    def told(self) -> list[str]:
        if not self._told.exists():
            return []
        return self._told.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def player_stand_in(tmp_path: Path) -> Player:
    return Player(tmp_path)


@pytest.fixture
def made(player_stand_in: Player, owner: QObject) -> Iterator[Mouth]:
    made = Mouth(LIBRARY, ("one", "two"), owner, player_stand_in.command)
    yield made
    made.close()


def wait_for(qtbot: QtBot, made: Mouth, found: Found) -> None:
    qtbot.waitUntil(lambda: made.found is found, timeout=20_000)


def test_nothing_is_started_before_it_is_asked_for(made: Mouth, player_stand_in: Player) -> None:
    made.tell("say words")
    made.stop()
    assert made.found is Found.UNASKED
    assert player_stand_in.told == []


def test_modules_beside_somebody_are_none_of_the_player(
    tmp_path: Path, owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty part of PYTHONPATH is the folder where a program was started."""
    (tmp_path / "colorsys.py").write_text("ready = b'nothing'", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep)
    program = "import os, sys, colorsys\n"
    program += "os.write(1, getattr(colorsys, 'ready', b'ready') + b'\\n')\nsys.stdin.read()"
    # With -P, as the player is started, nothing but PYTHONPATH leads to that folder.
    made = Mouth(LIBRARY, (), owner, lambda: [sys.executable, "-S", "-P", "-c", program])
    made.ask()
    qtbot.waitUntil(lambda: made.found is not Found.ASKING, timeout=20_000)
    assert made.found is Found.READY
    made.close()


def test_what_is_said_reaches_the_player(
    made: Mouth, player_stand_in: Player, qtbot: QtBot
) -> None:
    made.ask()
    assert made.found is Found.ASKING
    made.tell("say this is lost: nobody hears it yet")
    wait_for(qtbot, made, Found.READY)
    made.tell("say käse")
    made.stop()
    qtbot.waitUntil(lambda: len(player_stand_in.told) == 3)
    assert player_stand_in.told == ["arguments one two", "say käse", "stop"]


def test_to_ask_again_starts_no_second_one(
    made: Mouth, player_stand_in: Player, qtbot: QtBot
) -> None:
    made.ask()
    made.ask()
    wait_for(qtbot, made, Found.READY)
    made.ask()
    made.tell("done")
    qtbot.waitUntil(lambda: "done" in player_stand_in.told)
    assert player_stand_in.told == ["arguments one two", "done"]


@pytest.mark.parametrize(
    ("answer", "found"), [("nothing", Found.NOTHING), ("missing", Found.NO_PARTS)]
)
def test_without_a_loudspeaker_the_player_ends(
    made: Mouth, player_stand_in: Player, qtbot: QtBot, answer: str, found: Found
) -> None:
    player_stand_in.answer = answer
    heard: list[Found] = []
    made.listen(lambda: heard.append(made.found))
    made.ask()
    wait_for(qtbot, made, found)
    assert made._process is None
    assert heard == [Found.ASKING, found]


def test_what_was_not_there_may_come(made: Mouth, player_stand_in: Player, qtbot: QtBot) -> None:
    player_stand_in.answer = "nothing"
    made.ask()
    wait_for(qtbot, made, Found.NOTHING)
    player_stand_in.answer = "ready"
    made.ask()
    wait_for(qtbot, made, Found.READY)


def test_a_library_that_is_missing_starts_nothing(owner: QObject, player_stand_in: Player) -> None:
    for library in ("no_such_library", "PySide6.NoSuchPart"):
        made = Mouth(library, (), owner, player_stand_in.command)
        made.ask()
        assert made.found is Found.NO_PARTS
        made.close()
    assert player_stand_in.told == []


def test_a_server_that_hangs_is_given_up(
    player_stand_in: Player, owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mouth, "_PATIENCE_MS", 50)
    player_stand_in.answer = "silent"
    made = Mouth(LIBRARY, (), owner, player_stand_in.command)
    made.ask()
    wait_for(qtbot, made, Found.NOTHING)
    assert made._process is None
    made.close()


def test_a_program_that_cannot_be_started_is_nothing(owner: QObject, qtbot: QtBot) -> None:
    made = Mouth(LIBRARY, (), owner, lambda: ["/no/such/program"])
    made.ask()
    wait_for(qtbot, made, Found.NOTHING)
    made.close()


def test_a_player_that_dies_hurts_nobody_and_is_started_anew(
    made: Mouth, player_stand_in: Player, qtbot: QtBot
) -> None:
    made.ask()
    wait_for(qtbot, made, Found.READY)
    made.tell("say die")
    qtbot.waitUntil(lambda: made._process is None)
    made.tell("say nobody hears this")
    assert made.found is Found.READY
    made.ask()
    qtbot.waitUntil(lambda: made.awake)
    assert player_stand_in.told.count("arguments one two") == 2


def test_it_ends_a_while_after_the_last_line(
    player_stand_in: Player, owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mouth, "_REST_MS", 100)
    made = Mouth(LIBRARY, (), owner, player_stand_in.command)
    made.ask()
    wait_for(qtbot, made, Found.READY)
    made.stop()
    made.tell("say not yet")
    assert not made._rest.isActive()
    made.rest()
    qtbot.waitUntil(lambda: made._process is None)
    assert made.found is Found.READY
    made.ask()
    qtbot.waitUntil(lambda: made.awake)
    made.close()


def test_nothing_of_it_reaches_the_terminal(
    made: Mouth, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    made.ask()
    wait_for(qtbot, made, Found.READY)
    made.close()
    assert capfd.readouterr() == ("", "")


def test_no_call_waits(made: Mouth, player_stand_in: Player, qtbot: QtBot) -> None:
    """A player that reads nothing: the pipe fills, and the window goes on."""
    player_stand_in.answer = "silent"
    made.ask()
    assert made._process is not None
    made._process.waitForStarted(20_000)
    made._awake = True
    began = time.perf_counter()
    for _ in range(1000):
        made.tell("say " + "word " * 100)
    # Half a megabyte, far more than a pipe holds; a second is forgiving to a loaded machine.
    assert time.perf_counter() - began < 1.0
    # And next to nothing of it lies in memory.
    assert made._process.bytesToWrite() < 4096


def test_a_player_that_is_busy_hears_the_newest_afterwards(
    made: Mouth, player_stand_in: Player, qtbot: QtBot
) -> None:
    made.ask()
    wait_for(qtbot, made, Found.READY)
    # No answer is looked at in between, as if there were none.
    for number in range(20):
        made.tell(f"say {number}")
    made.stop()
    made.tell("say 20")
    made.tell("say 21")
    qtbot.waitUntil(lambda: "say 21" in player_stand_in.told)
    assert player_stand_in.told[1:] == ["say 0", "say 1", "say 2", "stop", "say 21"]


def test_a_player_that_hangs_is_ended_and_another_one_hears_the_next_cue(
    player_stand_in: Player, owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mouth, "_HANGS_MS", 300)
    made = Mouth(LIBRARY, (), owner, player_stand_in.command)
    made.ask()
    wait_for(qtbot, made, Found.READY)
    hanging = made._process
    made.tell("say hang")
    made.tell("say too late")
    qtbot.waitUntil(lambda: made.awake and made._process is not hanging, timeout=20_000)
    made.tell("say in time")
    qtbot.waitUntil(lambda: "say in time" in player_stand_in.told)
    assert "say too late" not in player_stand_in.told
    made.close()


def hang(made: Mouth, qtbot: QtBot) -> None:
    """Let its player hang, and wait until that one is gone; the next may be awake at once."""
    hung = made._process
    made.tell("say hang")
    qtbot.waitUntil(lambda: made._process is not hung, timeout=20_000)


def test_what_hangs_again_and_again_is_given_up_quietly(
    player_stand_in: Player, owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mouth, "_HANGS_MS", 50)
    made = Mouth(LIBRARY, (), owner, player_stand_in.command)
    made.ask()
    for _ in range(mouth._MOST_HANGS):
        qtbot.waitUntil(lambda: made.awake, timeout=20_000)
        hang(made, qtbot)
    assert made.found is Found.NOTHING
    assert made._process is None
    made.ask()
    wait_for(qtbot, made, Found.READY)
    made.close()


def test_after_closing_nothing_starts(made: Mouth, player_stand_in: Player) -> None:
    made.close()
    made.ask()
    made.tell("say words")
    assert player_stand_in.told == []


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mouth, "_MULTIMEDIA", LIBRARY)
    monkeypatch.setattr(mouth, "_SPEECH", LIBRARY)


@pytest.mark.usefixtures("libraries")
def test_tones_are_played_by_name(player_stand_in: Player, owner: QObject, qtbot: QtBot) -> None:
    tones = SystemTones(Path("/sounds"), owner, player_stand_in.command)
    tones.ask()
    wait_for(qtbot, tones, Found.READY)
    tones.play(Tone.IN, 0.25)
    tones.play(Tone.HOLD, 0.0)
    tones.play(Tone.END, 3.0)
    qtbot.waitUntil(lambda: "play end 1.000" in player_stand_in.told)
    tones.close()
    began = f"arguments tones {Path('/sounds')}"
    assert player_stand_in.told == [began, "play in 0.250", "play end 1.000"]


@pytest.mark.usefixtures("libraries")
def test_a_line_stays_one_line(player_stand_in: Player, owner: QObject, qtbot: QtBot) -> None:
    voice = SystemVoice(owner, "en", "mock", player_stand_in.command)
    voice.ask()
    wait_for(qtbot, voice, Found.READY)
    voice.say("  ")
    voice.say("Start\nanywhere.\n")
    qtbot.waitUntil(lambda: "say Start anywhere." in player_stand_in.told)
    voice.close()
    assert player_stand_in.told == ["arguments voice en mock", "say Start anywhere."]


def test_the_answers_are_those_of_the_player() -> None:
    words = {player.READY, player.NOTHING, player.MISSING}
    assert {word.decode() for word in mouth._ANSWERS} == words
    assert mouth._DONE.decode() == player.DONE


def test_a_frozen_build_is_its_own_player(monkeypatch: pytest.MonkeyPatch) -> None:
    assert player_command()[-1].endswith("player.py")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert player_command() == [sys.executable, mouth.PLAYER_FLAG]
