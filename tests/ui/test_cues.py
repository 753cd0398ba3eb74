"""Tones and lines for the ear: off until chosen, never doubled, silent at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from faults.child import environment
from safeharbor.domain.breathing import PhaseKind
from safeharbor.system.prefs import Preferences
from safeharbor.system.resources import resources_root
from safeharbor.ui.cues import cues as module
from safeharbor.ui.cues.cues import (
    TONES,
    USUAL_VOLUME,
    VOICE,
    VOLUME_HOLD,
    VOLUME_IN,
    VOLUME_OUT,
    Cues,
)
from safeharbor.ui.cues.ports import Found, Tone
from support.cues import FakeTones, FakeVoice


class Set:
    """Cues with a loudspeaker and a voice that a test looks at."""

    def __init__(self, preferences: Preferences, owner: QObject) -> None:
        self.preferences = preferences
        self.tones = FakeTones()
        self.voice = FakeVoice()
        self.reading = False
        self.cues = Cues(
            preferences, owner, tones=self.tones, voice=self.voice, reader=lambda: self.reading
        )

    def choose(self, *keys: str) -> None:
        """Switch on, with everything found."""
        for key in keys:
            self.preferences.set(key, value=True)
        self.tones.find(Found.READY)
        self.voice.find(Found.READY)


@pytest.fixture
def preferences(own_world: Path) -> Preferences:
    return Preferences(own_world / "preferences.json")


@pytest.fixture
def made(preferences: Preferences, owner: QObject) -> Iterator[Set]:
    made = Set(preferences, owner)
    yield made
    made.cues.close()


def test_all_of_it_is_off_until_chosen(made: Set) -> None:
    made.tones.find(Found.READY)
    made.voice.find(Found.READY)
    for kind in PhaseKind:
        made.cues.phase(kind)
    made.cues.say("Start anywhere.")
    made.cues.end()
    assert made.tones.played == []
    assert made.voice.said == []
    assert made.tones.asked == made.voice.asked == 0


def test_in_out_and_hold_each_have_their_tone(made: Set) -> None:
    made.choose(TONES)
    kinds = PhaseKind.IN, PhaseKind.TOP_UP, PhaseKind.HOLD, PhaseKind.OUT, PhaseKind.REST
    for kind in kinds:
        made.cues.phase(kind)
    tones = [tone for tone, _ in made.tones.played]
    assert tones == [Tone.IN, Tone.TOP_UP, Tone.HOLD, Tone.OUT, Tone.HOLD]


def test_a_breath_without_a_pace_has_none(made: Set) -> None:
    made.choose(TONES)
    made.cues.phase(PhaseKind.FREE)
    assert made.tones.played == []


def test_every_tone_ships() -> None:
    for tone in Tone:
        assert (resources_root() / "sounds" / f"{tone.value}.wav").is_file()


def test_each_has_its_own_volume(made: Set) -> None:
    made.choose(TONES)
    made.cues.phase(PhaseKind.IN)
    made.preferences.set(VOLUME_IN, 0.2)
    made.preferences.set(VOLUME_HOLD, 0)
    made.preferences.set(VOLUME_OUT, 7.5)
    for kind in (PhaseKind.IN, PhaseKind.HOLD, PhaseKind.OUT):
        made.cues.phase(kind)
    assert [volume for _, volume in made.tones.played] == [USUAL_VOLUME, 0.2, 0.0, 1.0]


def test_a_practice_looks_once_for_what_is_on(made: Set) -> None:
    made.preferences.set(TONES, value=True)
    for _ in range(3):
        made.cues.phase(PhaseKind.IN)
    assert (made.tones.asked, made.voice.asked) == (1, 0)
    made.cues.stop()
    made.cues.phase(PhaseKind.IN)
    assert made.tones.asked == 2


def test_a_practice_that_is_prepared_looks_for_what_is_on_and_nothing_else(made: Set) -> None:
    made.cues.prepare()
    assert (made.tones.asked, made.voice.asked) == (0, 0)
    made.preferences.set(VOICE, value=True)
    made.cues.prepare()
    made.cues.say("Start anywhere.")
    assert (made.tones.asked, made.voice.asked) == (0, 1)


def test_a_line_alone_looks_for_a_voice_alone(made: Set) -> None:
    made.preferences.set(VOICE, value=True)
    made.cues.say("Start anywhere.")
    assert (made.tones.asked, made.voice.asked) == (0, 1)


def test_lines_are_spoken(made: Set) -> None:
    made.choose(VOICE)
    made.cues.say("Start anywhere.")
    made.cues.say("Nothing to get right.")
    assert made.voice.said == ["Start anywhere.", "Nothing to get right."]


def test_a_screen_reader_speaks_in_place_of_the_voice(made: Set) -> None:
    made.choose(VOICE, TONES)
    made.reading = True
    made.cues.say("Start anywhere.")
    assert made.voice.said == []
    assert made.voice.asked == 0
    made.cues.phase(PhaseKind.IN)
    assert made.tones.played, "tones do not talk over it"
    assert made.cues.reader_runs


def test_what_reads_the_screen_is_asked_of_qt(
    preferences: Preferences, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QAccessible

    cues = Cues(preferences, owner, tones=FakeTones(), voice=FakeVoice())
    for active in (True, False):
        monkeypatch.setattr(QAccessible, "isActive", lambda active=active: active)
        assert cues.reader_runs is active
    cues.close()


def test_stop_is_silence_at_once(made: Set) -> None:
    made.choose(TONES, VOICE)
    made.cues.phase(PhaseKind.IN)
    made.cues.stop()
    assert (made.tones.stopped, made.voice.stopped) == (1, 1)


def test_the_end_has_a_tone_and_lets_a_line_end(made: Set) -> None:
    made.choose(TONES, VOICE)
    made.cues.phase(PhaseKind.OUT)
    made.cues.end()
    assert made.tones.played[-1][0] is Tone.END
    assert (made.tones.stopped, made.voice.stopped) == (0, 0)
    assert (made.tones.rested, made.voice.rested) == (1, 1)


def test_nothing_is_made_by_stopping_what_never_began(
    preferences: Preferences, owner: QObject
) -> None:
    tones = FakeTones()
    cues = Cues(preferences, owner, tones=tones, voice=FakeVoice())
    cues.stop()
    cues.close()
    assert tones.stopped == 0


def test_to_ask_what_is_available_looks_for_it_and_says_when_it_is_known(
    made: Set, qtbot: QtBot
) -> None:
    assert (made.cues.available_tones, made.cues.available_voice) == (False, False)
    assert (made.cues.available_tones, made.cues.available_voice) == (False, False)
    assert (made.tones.asked, made.voice.asked) == (1, 1)
    with qtbot.waitSignal(made.cues.changed):
        made.tones.find(Found.READY)
    with qtbot.waitSignal(made.cues.changed):
        made.voice.find(Found.NOTHING)
    assert (made.cues.available_tones, made.cues.available_voice) == (True, False)


def test_headphones_that_are_put_in_later_are_found_when_asked_again(made: Set) -> None:
    assert made.cues.found_tones is Found.ASKING
    made.tones.find(Found.NOTHING)
    made.cues.look_again()
    assert made.cues.found_tones is Found.ASKING


def test_trying_plays_the_three_once_and_is_silent(
    made: Set, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.tones.find(Found.READY)
    made.cues._timer.setInterval(1)
    made.cues.try_tones()
    stops = made.tones.stopped
    qtbot.waitUntil(lambda: made.tones.stopped > stops)
    assert [tone for tone, _ in made.tones.played] == [Tone.IN, Tone.HOLD, Tone.OUT]
    assert not made.cues._timer.isActive()


def test_trying_ends_when_something_else_happens(made: Set) -> None:
    made.choose(TONES)
    for other in (made.cues.stop, made.cues.end, lambda: made.cues.try_voice("One line.")):
        made.cues.try_tones()
        other()
        assert not made.cues._timer.isActive()
    assert made.voice.said == ["One line."]


def test_after_closing_all_is_closed(made: Set) -> None:
    made.choose(TONES, VOICE)
    made.cues.phase(PhaseKind.IN)
    made.cues.close()
    assert made.tones.closed
    assert made.voice.closed


_NOTHING_IS_LOADED = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject
from safeharbor.domain.breathing import PhaseKind
from safeharbor.system.prefs import Preferences
from safeharbor.ui.cues.cues import Cues
app = QCoreApplication([])
owner = QObject()
cues = Cues(Preferences(Path(sys.argv[1])), owner)
for kind in PhaseKind:
    cues.phase(kind)
cues.say("words")
cues.end()
cues.stop()
loud = [n for n in sys.modules if "Multimedia" in n or "TextToSpeech" in n or "cues.mouth" in n]
assert not loud, loud
cues.close()
"""


def test_nothing_is_loaded_for_somebody_who_wants_no_sound(own_world: Path) -> None:
    code = [sys.executable, "-c", _NOTHING_IS_LOADED, str(own_world / "preferences.json")]
    done = subprocess.run(code, env=environment(), check=True, capture_output=True)
    assert done.stdout == done.stderr == b""


def test_without_other_parts_it_is_the_computer_that_is_heard(
    preferences: Preferences, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safeharbor.ui.cues import mouth

    monkeypatch.setattr(mouth, "_MULTIMEDIA", "no_such_library")
    monkeypatch.setattr(mouth, "_SPEECH", "no_such_library")
    cues = Cues(preferences, owner)
    assert cues.found_tones is Found.NO_PARTS
    assert cues.found_voice is Found.NO_PARTS
    preferences.set(module.TONES, value=True)
    cues.phase(PhaseKind.IN)
    cues.end()
    cues.close()
