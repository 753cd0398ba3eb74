"""Cues for the ear: a tone at each turn of the breath, and the lines of a script.

Both are off until chosen, and looked for only then. The picture never waits for them: what comes
before the loudspeaker was found is not heard. A screen reader speaks for itself, so the voice is
silent while one runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from safeharbor.domain.breathing import PhaseKind
from safeharbor.system.prefs import Preferences
from safeharbor.ui.cues.ports import Found, Tone, TonePort, VoicePort

TONES: Final = "calm_tones"
VOICE: Final = "calm_voice"
VOLUME_IN: Final = "tone_volume_in"
VOLUME_OUT: Final = "tone_volume_out"
VOLUME_HOLD: Final = "tone_volume_hold"
USUAL_VOLUME: Final = 0.6

_PHASES: Final[Mapping[PhaseKind, Tone]] = MappingProxyType(
    {
        PhaseKind.IN: Tone.IN,
        PhaseKind.TOP_UP: Tone.TOP_UP,
        PhaseKind.HOLD: Tone.HOLD,
        PhaseKind.OUT: Tone.OUT,
        PhaseKind.REST: Tone.HOLD,
    }
)
_VOLUMES: Final[Mapping[Tone, str]] = MappingProxyType(
    {
        Tone.IN: VOLUME_IN,
        Tone.TOP_UP: VOLUME_IN,
        Tone.HOLD: VOLUME_HOLD,
        Tone.OUT: VOLUME_OUT,
        Tone.END: VOLUME_OUT,
    }
)
_TRIED: Final = (Tone.IN, Tone.HOLD, Tone.OUT)
_TRY_MS: Final = 1500


def a_reader_runs() -> bool:
    """Whether something reads the screen: a screen reader, or another aid that asks as one."""
    # Loaded at the first line.
    from PySide6.QtGui import QAccessible

    return QAccessible.isActive()


class Cues(QObject):
    """What a practice lets be heard. All of it returns at once, whatever the sound server does."""

    changed = Signal()
    """It is known now whether tones or a voice can be heard."""

    def __init__(
        self,
        preferences: Preferences,
        parent: QObject,
        *,
        tones: TonePort | None = None,
        voice: VoicePort | None = None,
        reader: Callable[[], bool] = a_reader_runs,
    ) -> None:
        """Nothing is loaded yet.

        Args:
            preferences: the plain settings; read anew at each cue.
            parent: who owns it.
            tones: plays the tones; None for the loudspeaker of this computer.
            voice: speaks the lines; None for the voice of this computer.
            reader: whether a screen reader runs.
        """
        super().__init__(parent)
        self._preferences = preferences
        self._given = (tones, voice)
        self._made: tuple[TonePort, VoicePort] | None = None
        self._reader = reader
        self._asked = False
        self._to_try: list[Tone] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_TRY_MS)
        self._timer.timeout.connect(self._try_next)

    @property
    def available_tones(self) -> bool:
        """Whether tones can be heard; looks for it when it is first asked, see ``changed``."""
        return self.found_tones is Found.READY

    @property
    def available_voice(self) -> bool:
        """Whether lines can be spoken; looks for it when it is first asked, see ``changed``."""
        return self.found_voice is Found.READY

    @property
    def found_tones(self) -> Found:
        """What is known of tones; looks for them when it is first asked."""
        tones, _ = self._ports()
        if tones.found is Found.UNASKED:
            tones.ask()
        return tones.found

    @property
    def found_voice(self) -> Found:
        """What is known of a voice; looks for one when it is first asked."""
        _, voice = self._ports()
        if voice.found is Found.UNASKED:
            voice.ask()
        return voice.found

    @property
    def reader_runs(self) -> bool:
        """Whether a screen reader runs, which speaks in place of the voice."""
        return self._reader()

    def look_again(self) -> None:
        """Look for what was not found before, such as headphones that were put in since."""
        for port in self._ports():
            port.ask()

    def prepare(self) -> None:
        """A practice is about to begin: get ready what is on, so that its first cue is in time.

        A voice may need three seconds. Call it when the first picture is on the screen, not before.
        """
        self._asked = True
        if self._preferences.get(TONES, False):
            self._ports()[0].ask()
        if self._preferences.get(VOICE, False) and not self._reader():
            self._ports()[1].ask()

    def phase(self, kind: PhaseKind) -> None:
        """A phase of the breath begins: its tone, if tones are on."""
        tone = _PHASES.get(kind)
        if tone is not None and self._wants(TONES):
            self._play(tone)

    def say(self, text: str) -> None:
        """Speak a line after what is being spoken, if spoken lines are on."""
        if self._wants(VOICE) and not self._reader():
            self._ports()[1].say(text)

    def end(self) -> None:
        """A practice came to its end: the last tone. A line that is being spoken is let end.

        ``stop`` would cut it off.
        """
        self._end_trying()
        if self._wants(TONES):
            self._play(Tone.END)
        self._asked = False
        if self._made is not None:
            for port in self._made:
                port.rest()

    def stop(self) -> None:
        """Be silent at once: a practice was stopped or pauses, or the window is hidden."""
        self._end_trying()
        self._asked = False
        if self._made is not None:
            for port in self._made:
                port.stop()

    def close(self) -> None:
        """Be silent, and let go of everything; nothing is heard after that."""
        self.stop()
        if self._made is not None:
            for port in self._made:
                port.close()

    def try_tones(self) -> None:
        """Let in, hold and out be heard one after the other, whether tones are on or not."""
        self.stop()
        self._to_try = list(_TRIED)
        self._timer.start()
        self._try_next()

    def try_voice(self, text: str) -> None:
        """Let ``text`` be heard, whether spoken lines are on or not."""
        self.stop()
        self._ports()[1].say(text)

    def volume(self, key: str) -> float:
        """How loud a tone is by its preference, 0 to 1."""
        return min(max(self._preferences.get(key, USUAL_VOLUME), 0.0), 1.0)

    def _wants(self, key: str) -> bool:
        """Whether the cues of ``key`` are on; once in a practice what is missing is looked for."""
        wanted = self._preferences.get(key, False)
        if wanted and not self._asked:
            self.prepare()
        return wanted

    def _play(self, tone: Tone) -> None:
        self._ports()[0].play(tone, self.volume(_VOLUMES[tone]))

    def _try_next(self) -> None:
        if self._to_try:
            self._play(self._to_try.pop(0))
        else:
            self.stop()

    def _end_trying(self) -> None:
        self._to_try.clear()
        self._timer.stop()

    def _ports(self) -> tuple[TonePort, VoicePort]:
        if self._made is None:
            tones, voice = self._given
            if tones is None or voice is None:
                from safeharbor.system.resources import resources_root
                from safeharbor.ui.cues.mouth import SystemTones, SystemVoice

                tones = tones or SystemTones(resources_root() / "sounds", self)
                voice = voice or SystemVoice(self)
            self._made = tones, voice
            for port in self._made:
                port.listen(self.changed.emit)
        return self._made
