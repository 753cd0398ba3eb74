"""Tones and a voice through a program of their own, see ``player``, so that they cannot hurt.

Whatever a sound server or a sound library does there, the window only writes a line to a pipe and
never waits. The program is started when something is to be heard and ends some time after. While it
hangs nothing piles up: a cue that could not be heard in its time is never heard late.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QObject, QProcess, QTimer

from safeharbor.ui.cues.ports import Found, Tone

PLAYER_FLAG: Final = "--player"
"""How a frozen build is asked to be the player."""

_MULTIMEDIA: Final = "PySide6.QtMultimedia"
_SPEECH: Final = "PySide6.QtTextToSpeech"
_ANSWERS: Final = {
    b"ready": Found.READY,
    b"nothing": Found.NOTHING,
    b"missing": Found.NO_PARTS,
}
_DONE: Final = b"done"
_STOP: Final = "stop"
_PATIENCE_MS: Final = 10_000
"""A sound server that has not answered by then is not there."""
_REST_MS: Final = 30_000
_END_MS: Final = 1000
_MOST_UNANSWERED: Final = 3
"""So many lines may be on their way; of those that come meanwhile the newest waits."""
_HANGS_MS: Final = 5000
"""A player that has not done in this time what it was told hangs, and another one is started."""
_MOST_HANGS: Final = 3
"""After so many of them there is nothing to be heard with, until somebody looks again."""


def player_command() -> list[str]:
    """What starts the player: this Python with its file, or the frozen program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PLAYER_FLAG]
    # -P: beside the file lie modules of ours, which are not meant for its path.
    return [sys.executable, "-P", str(Path(__file__).with_name("player.py"))]


class Mouth(QObject):
    """One player and what is known of it."""

    def __init__(
        self,
        library: str,
        arguments: Sequence[str],
        parent: QObject,
        command: Callable[[], list[str]] = player_command,
    ) -> None:
        """Nothing is started yet.

        Args:
            library: what the player needs; without it none is started.
            arguments: what the player is told to be.
            parent: who owns it.
            command: what starts a player.
        """
        super().__init__(parent)
        self._library = library
        self._arguments = tuple(arguments)
        self._command = command
        self._found = Found.UNASKED
        self._told: Callable[[], None] | None = None
        self._process: QProcess | None = None
        self._awake = False
        self._unanswered = 0
        self._waiting: tuple[str, ...] = ()
        self._hung = 0
        self._patience = self._timer(_PATIENCE_MS, self._give_up)
        self._hangs = self._timer(_HANGS_MS, self._start_anew)
        self._rest = self._timer(_REST_MS, self._end)

    @property
    def found(self) -> Found:
        """What is known now."""
        return self._found

    @property
    def awake(self) -> bool:
        """Whether a player is there and hears; what is said to it before is lost."""
        return self._awake

    def listen(self, told: Callable[[], None]) -> None:
        """Call ``told`` whenever something else is found."""
        self._told = told

    def ask(self) -> None:
        """Start a player, unless one is there; the answer comes later."""
        self._rest.stop()
        if self._process is not None or self._found is Found.NO_PARTS:
            return
        if importlib.util.find_spec(self._library) is None or not sys.executable:
            self._set(Found.NO_PARTS)
            return
        program, *arguments = self._command()
        process = self._process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        # Not where somebody started the window: an empty part of PYTHONPATH means that folder.
        process.setWorkingDirectory(QDir.rootPath())
        process.readyReadStandardOutput.connect(self._on_answer)
        process.finished.connect(self._on_gone)
        process.errorOccurred.connect(self._on_error)
        self._patience.start()
        if self._found is not Found.READY:
            self._set(Found.ASKING)
        process.start(program, [*arguments, *self._arguments])

    def stop(self) -> None:
        """Be silent at once, and let go of the loudspeaker a while later."""
        self.tell(_STOP)
        self.rest()

    def rest(self) -> None:
        """Nothing more is said for now: end the player unless it is needed soon."""
        if self._process is not None:
            self._rest.start()

    def close(self) -> None:
        """Be silent and never speak again."""
        self._told = None
        self._found = Found.NO_PARTS
        self._end()

    def tell(self, line: str) -> None:
        """Say a line to the player, if it hears; of what it is too busy for, the newest."""
        self._rest.stop()
        if self._process is None or not self._awake:
            return
        if self._unanswered < _MOST_UNANSWERED:
            self._write(self._process, line)
        else:
            first = (_STOP,) if _STOP in {line, *self._waiting} else ()
            self._waiting = first if line == _STOP else (*first, line)

    def _on_answer(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            said = bytes(process.readLine().data()).strip()
            found = _ANSWERS.get(said)
            if said == _DONE:
                self._go_on(process)
            elif found is not None:
                self._patience.stop()
                self._awake = found is Found.READY
                self._set(found)
        if self._process is not None and not self._awake and not self._patience.isActive():
            self._end()

    def _write(self, process: QProcess, line: str) -> None:
        if not self._unanswered:
            self._hangs.start()
        self._unanswered += 1
        process.write(line.encode("utf-8") + b"\n")

    def _go_on(self, process: QProcess) -> None:
        """It has done what it was told."""
        self._unanswered = max(self._unanswered - 1, 0)
        if self._unanswered:
            self._hangs.start()
        else:
            self._hangs.stop()
        if self._waiting:
            line, *rest = self._waiting
            self._waiting = tuple(rest)
            self._write(process, line)

    def _start_anew(self) -> None:
        """It hangs: silence it, and have another one ready for the next cue."""
        self._hung += 1
        if self._hung >= _MOST_HANGS:
            self._give_up()
            return
        resting = self._rest.isActive()
        self._end()
        if not resting:
            self.ask()

    def _on_error(self) -> None:
        """It could not be started, or ended by itself; ``finished`` comes only with the latter."""
        if self._process is not None and self._process.state() == QProcess.ProcessState.NotRunning:
            self._on_gone()

    def _on_gone(self) -> None:
        """It ended without being asked to, as after a fault in a sound library."""
        self._end()
        self._set(Found.NOTHING if self._found is Found.ASKING else self._found)

    def _give_up(self) -> None:
        self._hung = 0
        self._end()
        self._set(Found.NOTHING)

    def _end(self) -> None:
        for timer in (self._patience, self._rest, self._hangs):
            timer.stop()
        self._unanswered, self._waiting = 0, ()
        process, self._process, self._awake = self._process, None, False
        if process is not None:
            process.blockSignals(True)  # noqa: FBT003 - of Qt
            # It has nothing to save, and is not waited for while a sound server holds it up.
            process.kill()
            process.waitForFinished(_END_MS)
            process.deleteLater()

    def _set(self, found: Found) -> None:
        if found is not self._found:
            self._found = found
            if self._told is not None:
                self._told()

    def _timer(self, interval: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(do)
        return timer


class SystemTones(Mouth):
    """A ``TonePort`` over the loudspeaker of the computer."""

    def __init__(
        self,
        folder: Path,
        parent: QObject,
        command: Callable[[], list[str]] = player_command,
    ) -> None:
        """The WAV files are in ``folder``."""
        super().__init__(_MULTIMEDIA, ("tones", str(folder)), parent, command)

    def play(self, tone: Tone, volume: float) -> None:
        """Play ``tone`` as loud as ``volume`` says, 0 to 1."""
        if volume > 0.0:
            self.tell(f"play {tone.value} {min(volume, 1.0):.3f}")


class SystemVoice(Mouth):
    """A ``VoicePort`` over the voice of the computer."""

    def __init__(
        self,
        parent: QObject,
        language: str = "en",
        engine: str = "",
        command: Callable[[], list[str]] = player_command,
    ) -> None:
        """A voice for lines in ``language``; ``engine`` by its name, "" for the best one."""
        arguments = ("voice", language, engine) if engine else ("voice", language)
        super().__init__(_SPEECH, arguments, parent, command)

    def say(self, text: str) -> None:
        """Speak ``text`` after what is being spoken; the oldest of many that wait is left out."""
        words = " ".join(text.split())
        if words:
            self.tell(f"say {words}")
