"""The program that makes the sounds, apart from the window: started by it, and ended with it.

Qt's sound libraries wait half a minute for a sound server that hangs, write to the terminal, and
on some versions spin or crash when a loudspeaker goes or the computer wakes up. None of that may
ever reach somebody's journal, so they are loaded in here and nowhere else. It is told what to do in
lines on its standard input and answers with one word a line. It knows nothing of SafeHarbor: it is
run as a file, with nothing but the standard library and PySide6 on its path.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, QTimer, QUrl, Signal

READY: Final = "ready"
NOTHING: Final = "nothing"
MISSING: Final = "missing"
DONE: Final = "done"
"""Said after every order: whoever gave it knows that nothing hangs."""
TONES: Final = "tones"
VOICE: Final = "voice"

_STDIN, _STDOUT, _PORTION = 0, 1, 4096
_BEST_FIRST: Final = ("winrt", "darwin", "macos", "speechd", "flite", "sapi")
_DUMB: Final = "mock"
_RATE: Final = -0.15
_LOUD: Final = 0.5
"""Not much louder than the tones: whoever turned those up is not to be startled."""
_MOST_WAITING: Final = 3
_WARM_UP_MS: Final = 3000


class _Maker(Protocol):
    def look(self) -> None:
        """Say whether there is anything to be heard with."""

    def obey(self, order: str, rest: str) -> None:
        """Do what a line says."""


class Tones(QObject):
    """Plays the WAV files of one folder: ``play NAME VOLUME`` and ``stop``."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = Path(folder)
        self._media: Any = None
        # Never destroyed: a sound that goes while its server is busy with it leaves the event loop
        # turning on a socket that is not there.
        self._sounds: dict[str, Any] = {}

    def look(self) -> None:
        """Say whether there is a loudspeaker; load all sounds, so that the first one is in time."""
        try:
            self._media = importlib.import_module("PySide6.QtMultimedia")
        except ImportError:
            _say(MISSING)
            return
        if self._media.QMediaDevices.defaultAudioOutput().isNull():
            _say(NOTHING)
            return
        for path in sorted(self._folder.glob("*.wav")):
            self._sounds[path.stem] = self._load(path.stem)
        _say(READY)

    def obey(self, order: str, rest: str) -> None:
        """Play or stop."""
        if order == "stop":
            for sound in self._sounds.values():
                sound.stop()
            return
        name, _, volume = rest.partition(" ")
        sound = self._sounds.get(name)
        if order != "play" or sound is None:
            return
        if sound.status() == self._media.QSoundEffect.Status.Error:
            # It would stay silent for ever, also when its loudspeaker is back.
            self._sounds[f"{name} {len(self._sounds)}"] = sound
            sound = self._sounds[name] = self._load(name)
        sound.setVolume(float(volume))
        sound.play()

    def _load(self, name: str) -> Any:  # noqa: ANN401 - of a library that may be missing
        sound = self._media.QSoundEffect(self)
        sound.setSource(QUrl.fromLocalFile(str(self._folder / f"{name}.wav")))
        return sound


class Voice(QObject):
    """Speaks lines one after the other: ``say TEXT`` and ``stop``."""

    def __init__(self, language: str, engine: str = "") -> None:
        """Lines are in ``language``; ``engine`` names the one to use, "" for the best."""
        super().__init__()
        self._language = QLocale(language)
        self._engine = engine
        self._tried: list[Any] = []
        self._voice: Any = None
        self._states: Any = None
        self._waiting: deque[str] = deque(maxlen=_MOST_WAITING)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(lambda: _say(NOTHING))

    def look(self) -> None:
        """Say whether there is a voice."""
        try:
            library = importlib.import_module("PySide6.QtTextToSpeech").QTextToSpeech
        except ImportError:
            _say(MISSING)
            return
        self._states = library.State
        for name in [self._engine] if self._engine else audible(library.availableEngines()):
            voice = library(name)
            self._tried.append(voice)
            if voice.state() != self._states.Error:
                self._take(voice)
                return
            # Some engines need a moment after they were loaded.
            voice.stateChanged.connect(self._on_warm)
        self._late.start(_WARM_UP_MS if self._tried else 0)

    def obey(self, order: str, rest: str) -> None:
        """Speak or be silent; of many lines that wait the oldest is left out."""
        if self._voice is None:
            return
        if order == "stop":
            self._waiting.clear()
            self._voice.stop()
        elif order == "say" and rest:
            self._waiting.append(rest)
            self._next()

    def _on_warm(self) -> None:
        ready = [voice for voice in self._tried if voice.state() == self._states.Ready]
        if ready and self._voice is None:
            self._late.stop()
            self._take(ready[0])

    def _take(self, voice: Any) -> None:  # noqa: ANN401 - of a library that may be missing
        self._voice = voice
        voice.setRate(_RATE)
        voice.setVolume(_LOUD)
        system = QLocale.system().language()
        # Where they are the same the person has chosen a voice already.
        if system not in {self._language.language(), QLocale.Language.C}:
            voice.setLocale(self._language)
        voice.stateChanged.connect(self._next)
        _say(READY)

    def _next(self) -> None:
        if self._waiting and self._voice.state() in {self._states.Ready, self._states.Error}:
            self._voice.say(self._waiting.popleft())


class Ear(QObject):
    """Hears what the window says, on a thread, and ends the program when the window is gone."""

    _heard = Signal(str)

    def __init__(self, maker: _Maker) -> None:
        """``maker`` does what is heard."""
        super().__init__()
        self._maker = maker
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        # By their numbers: a frozen program without a console has no sys.stdin and sys.stdout.
        left = b""
        with contextlib.suppress(OSError):
            while data := os.read(_STDIN, _PORTION):
                *lines, left = (left + data).split(b"\n")
                for line in lines:
                    self._heard.emit(line.decode("utf-8", "replace").strip())
        os._exit(0)

    def _on_heard(self, line: str) -> None:
        order, _, rest = line.partition(" ")
        self._maker.obey(order, rest)
        _say(DONE)


def audible(names: Sequence[str]) -> list[str]:
    """Those of ``names`` that can be heard, the best first; Qt has one for tests that is dumb."""
    known = [name for name in _BEST_FIRST if name in names]
    return known + [name for name in names if name not in {*known, _DUMB}]


def main(arguments: Sequence[str] | None = None) -> int:
    """Be the tones of a folder or the voice of a language, until the window is gone."""
    kind, *rest = sys.argv[1:] if arguments is None else arguments
    _end_with_the_window()
    application = QCoreApplication([])
    maker: _Maker = Tones(*rest) if kind == TONES else Voice(*rest)
    QTimer.singleShot(0, maker.look)
    ear = Ear(maker)
    application.exec()
    del ear
    return 0


def _say(word: str) -> None:
    with contextlib.suppress(OSError):
        os.write(_STDOUT, word.encode("ascii") + b"\n")


def _end_with_the_window() -> None:
    """On Linux the system sees to it, also while a sound server holds everything up."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


if __name__ == "__main__":
    sys.exit(main())
