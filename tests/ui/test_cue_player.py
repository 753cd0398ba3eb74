"""The player itself: with stand-ins for Qt's sound libraries, and with the real ones if present."""

from __future__ import annotations

import enum
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QLocale, QObject, QUrl, Signal
from pytestqt.qtbot import QtBot

from safeharbor.system.resources import resources_root
from safeharbor.ui.cues import player
from safeharbor.ui.cues.mouth import SystemTones, SystemVoice, player_command
from safeharbor.ui.cues.player import Ear, Tones, Voice, audible
from safeharbor.ui.cues.ports import Found, Tone

SOUNDS = resources_root() / "sounds"


class Sound(QObject):
    """A QSoundEffect that keeps what it was told."""

    class Status(enum.Enum):
        READY = enum.auto()
        Error = enum.auto()

    made: list[Sound]

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.broken = False
        self.source = ""
        self.told: list[object] = []
        Sound.made.append(self)

    def setSource(self, source: QUrl) -> None:  # noqa: N802 - of Qt
        self.source = Path(source.toLocalFile()).name

    def setVolume(self, volume: float) -> None:  # noqa: N802 - of Qt
        self.told.append(volume)

    def play(self) -> None:
        self.told.append("play")

    def stop(self) -> None:
        self.told.append("stop")

    def status(self) -> Status:
        return self.Status.Error if self.broken else self.Status.READY


class Speech(QObject):
    """A QTextToSpeech that speaks when the test says so."""

    class State(enum.Enum):
        Ready = enum.auto()
        Speaking = enum.auto()
        Error = enum.auto()

    stateChanged = Signal()  # noqa: N815 - of Qt
    made: list[Speech]
    works: frozenset[str]

    def __init__(self, engine: str) -> None:
        super().__init__()
        self.engine = engine
        self.now = self.State.Ready if engine in Speech.works else self.State.Error
        self.told: list[object] = []
        Speech.made.append(self)

    @staticmethod
    def availableEngines() -> list[str]:  # noqa: N802 - of Qt
        return ["mock", "odd", "speechd"]

    def state(self) -> State:
        return self.now

    def turn(self, state: State) -> None:
        self.now = state
        self.stateChanged.emit()

    def say(self, text: str) -> None:
        self.told.append(text)
        self.turn(self.State.Speaking)

    def stop(self) -> None:
        self.told.append("stop")
        self.turn(self.State.Ready)

    def setRate(self, rate: float) -> None:  # noqa: N802 - of Qt
        self.rate = rate

    def setVolume(self, volume: float) -> None:  # noqa: N802 - of Qt
        self.volume = volume

    def setLocale(self, locale: QLocale) -> None:  # noqa: N802 - of Qt
        self.told.append(locale.name())


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []
    monkeypatch.setattr(player, "_say", words.append)
    return words


@pytest.fixture
def loudspeaker(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A library with a loudspeaker that can be taken away."""
    Sound.made = []
    found = SimpleNamespace(gone=False)
    output = SimpleNamespace(isNull=lambda: found.gone)
    library = SimpleNamespace(
        QSoundEffect=Sound, QMediaDevices=SimpleNamespace(defaultAudioOutput=lambda: output)
    )
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", library)
    return found


@pytest.fixture
def tones() -> Iterator[Tones]:
    made = Tones(str(SOUNDS))
    yield made
    made.deleteLater()


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> Iterator[Voice]:
    Speech.made = []
    Speech.works = frozenset({"speechd", "odd"})
    library = SimpleNamespace(QTextToSpeech=Speech)
    monkeypatch.setitem(sys.modules, "PySide6.QtTextToSpeech", library)
    made = Voice("en")
    yield made
    made.deleteLater()


def test_all_tones_are_loaded_before_the_first(
    tones: Tones, loudspeaker: SimpleNamespace, said: list[str]
) -> None:
    tones.look()
    assert said == ["ready"]
    assert sorted(sound.source for sound in Sound.made) == sorted(f"{t.value}.wav" for t in Tone)


def test_tones_are_played_and_stopped(
    tones: Tones, loudspeaker: SimpleNamespace, said: list[str]
) -> None:
    tones.look()
    tones.obey("play", "in 0.250")
    tones.obey("play", "nothing 1.0")
    tones.obey("sing", "in 1.0")
    tones.obey("stop", "")
    sounds = {sound.source: sound.told for sound in Sound.made}
    assert sounds["in.wav"] == [0.25, "play", "stop"]
    assert sounds["out.wav"] == ["stop"]


def test_a_sound_that_broke_is_made_anew(
    tones: Tones, loudspeaker: SimpleNamespace, said: list[str]
) -> None:
    tones.look()
    (broken,) = (sound for sound in Sound.made if sound.source == "out.wav")
    broken.broken = True
    tones.obey("play", "out 0.500")
    assert broken.told == []
    assert Sound.made[-1].source == "out.wav"
    assert Sound.made[-1].told == [0.5, "play"]


def test_without_a_loudspeaker_nothing_is_loaded(
    tones: Tones, loudspeaker: SimpleNamespace, said: list[str]
) -> None:
    loudspeaker.gone = True
    tones.look()
    tones.obey("play", "in 1.0")
    assert said == ["nothing"]
    assert Sound.made == []


@pytest.mark.parametrize("library", ["PySide6.QtMultimedia", "PySide6.QtTextToSpeech"])
def test_a_library_that_is_missing_is_said(
    tones: Tones, voice: Voice, said: list[str], monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    (tones if "Multimedia" in library else voice).look()
    voice.obey("say", "words")
    assert said == ["missing"]


def test_the_dumb_engine_is_never_taken() -> None:
    assert audible(["mock", "odd", "speechd", "winrt"]) == ["winrt", "speechd", "odd"]
    assert audible(["mock"]) == []


def test_the_first_engine_that_works_speaks(voice: Voice, said: list[str]) -> None:
    Speech.works = frozenset({"odd"})
    voice.look()
    assert [each.engine for each in Speech.made] == ["speechd", "odd"]
    assert said == ["ready"]
    voice.obey("say", "Start anywhere.")
    assert Speech.made[1].told == ["Start anywhere."]
    assert Speech.made[1].rate < 0


def test_lines_wait_for_each_other(voice: Voice, said: list[str]) -> None:
    voice.look()
    (speech,) = Speech.made
    for line in ("one", "two", "three", "four", "five", ""):
        voice.obey("say", line)
    assert speech.told == ["one"]
    for _ in range(4):
        speech.turn(Speech.State.Ready)
    assert speech.told == ["one", "three", "four", "five"], "the oldest that waited is left out"


def test_stop_forgets_what_waits(voice: Voice, said: list[str]) -> None:
    voice.look()
    (speech,) = Speech.made
    voice.obey("say", "one")
    voice.obey("say", "two")
    voice.obey("stop", "")
    voice.obey("say", "three")
    assert speech.told == ["one", "stop", "three"]


def test_an_engine_may_take_a_moment(voice: Voice, said: list[str], qtbot: QtBot) -> None:
    Speech.works = frozenset()
    voice.look()
    assert said == []
    slow = Speech.made[0]
    slow.turn(Speech.State.Ready)
    assert said == ["ready"]
    voice.obey("say", "words")
    assert slow.told == ["words"]
    assert not voice._late.isActive()


def test_without_an_engine_that_works_there_is_nothing(
    voice: Voice, said: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "_WARM_UP_MS", 1)
    Speech.works = frozenset()
    voice.look()
    qtbot.waitUntil(lambda: said == ["nothing"])


def test_lines_of_another_language_get_their_voice(
    voice: Voice, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("pl_PL"))
    voice.look()
    assert Speech.made[0].told == [QLocale("en").name()]


def test_an_order_arrives_whole(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [b"play in 0", b".500\nsay k\xc3", b"\xa4se\nsto", b"p\n", b""]
    left: list[int] = []
    monkeypatch.setattr("os.read", lambda *_: parts.pop(0))
    monkeypatch.setattr("os._exit", left.append)
    orders: list[tuple[str, str]] = []
    maker = SimpleNamespace(obey=lambda *order: orders.append(order), look=lambda: None)
    ear = Ear(maker)
    qtbot.waitUntil(lambda: len(orders) == 3 and left == [0])
    assert orders == [("play", "in 0.500"), ("say", "käse"), ("stop", "")]
    ear.deleteLater()


@pytest.mark.parametrize("kind", [("tones", str(SOUNDS)), ("voice", "en")])
def test_it_ends_with_the_window_and_says_one_word(kind: tuple[str, str]) -> None:
    done = subprocess.run(
        [*player_command(), *kind], stdin=subprocess.DEVNULL, capture_output=True, timeout=60
    )
    assert done.returncode == 0
    assert done.stdout in {b"", b"ready\n", b"nothing\n", b"missing\n"}


def test_the_real_loudspeaker_is_found_or_not(
    owner: QObject, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    tones = SystemTones(SOUNDS, owner)
    tones.ask()
    qtbot.waitUntil(lambda: tones.found is not Found.ASKING, timeout=20_000)
    for tone in Tone:
        tones.play(tone, 0.1)
    tones.stop()
    tones.close()
    assert capfd.readouterr() == ("", "")


def test_the_real_library_of_speech_answers(
    owner: QObject, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    """Qt's own engine for tests, which works wherever the library loads."""
    voice = SystemVoice(owner, engine="mock")
    voice.ask()
    qtbot.waitUntil(lambda: voice.found is not Found.ASKING, timeout=20_000)
    voice.say("Start anywhere.")
    voice.say("Nothing to get right.")
    voice.stop()
    voice.close()
    assert capfd.readouterr() == ("", "")


def test_a_voice_that_fails_is_no_voice(owner: QObject, qtbot: QtBot) -> None:
    voice = SystemVoice(owner, engine="no_such_engine")
    voice.ask()
    gone = {Found.NOTHING, Found.NO_PARTS}
    qtbot.waitUntil(lambda: voice.found in gone, timeout=20_000)
    voice.close()
