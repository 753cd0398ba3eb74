"""Sound: soft tones and spoken lines, as far as this computer can make them heard.

What it cannot do is not shown. It is looked for when this part comes in front, and not before:
the libraries behind it are large, and many computers do not have them.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.cues.cues import TONES, VOICE, VOLUME_HOLD, VOLUME_IN, VOLUME_OUT, Cues
from safeharbor.ui.cues.ports import Found
from safeharbor.ui.settings.sheet import Sheet
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.choice import Choice
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.widgets.rows import SettingRow
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

VOLUMES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_OPEN: Final = frozenset({Found.UNASKED, Found.ASKING})


class Sounds(QWidget):
    """Rows on the sheet they are given; each keeps one preference."""

    def __init__(self, sheet: Sheet, cues: Cues) -> None:
        """The rows; which of them are seen is known after ``refresh``."""
        super().__init__(sheet)
        self._sheet = sheet
        self._cues = cues
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        look = sheet.shop.look
        self._column.addSpacing(look.px(20))
        self._column.addWidget(Words(look, self.tr("Sound"), Type.HEADING, self))
        self._column.addSpacing(look.px(12))
        self.said = Words(look, "", Type.BODY, self, color="muted")
        self._column.addWidget(self.said)
        self._tone_rows()
        self._voice_rows()
        cues.changed.connect(self._show)
        self._show_known(Found.UNASKED, Found.UNASKED)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        loud = [self.loud_in, self.loud_hold, self.loud_out]
        return [self.tones, *loud, self.try_tones, self.voice, self.try_voice]

    def refresh(self) -> None:
        """It is in front: look for what may be heard."""
        preferences = self._sheet.shop.preferences
        self.tones.setChecked(preferences.get(TONES, False))
        self.voice.setChecked(preferences.get(VOICE, False))
        self._cues.look_again()
        self._show()

    def forget(self) -> None:
        """It is no longer in front: nothing is heard any more."""
        self._cues.stop()

    def _tone_rows(self) -> None:
        self._tone_group, column = self._group()
        self.tones = self._tick(
            column,
            self.tr("Soft tones"),
            self.tr("In, stay and out each have their own. The picture shows the same."),
        )
        self.tones.setAccessibleIdentifier("sounds.tones")
        self.tones.toggled.connect(lambda on: self._switch(TONES, on=bool(on)))
        self._loud_group, below = self._group()
        self.loud_in = self._loud(below, self.tr("Tone for in"), VOLUME_IN)
        self.loud_hold = self._loud(below, self.tr("Tone for stay"), VOLUME_HOLD)
        self.loud_out = self._loud(below, self.tr("Tone for out"), VOLUME_OUT)
        self._try_group, last = self._group()
        self.try_tones = self._sheet.button(self.tr("Play"), "sounds.try_tones")
        self.try_tones.clicked.connect(self._cues.try_tones)
        last.addWidget(
            self._row(
                self.tr("Try the tones"),
                self.tr("In, stay and out, one after the other."),
                self.try_tones,
            )
        )

    def _voice_rows(self) -> None:
        self._voice_group, column = self._group()
        self.voice = self._tick(
            column,
            self.tr("Spoken lines"),
            self.tr("A voice of this computer speaks the lines. Others in the room may hear it."),
        )
        self.voice.toggled.connect(lambda on: self._switch(VOICE, on=bool(on)))
        self.try_voice = self._sheet.button(self.tr("Play"), "sounds.try_voice")
        self.try_voice.clicked.connect(lambda: self._cues.try_voice(self._line()))
        self.voice_row = self._row(self.tr("Try the voice"), "", self.try_voice)
        column.addWidget(self.voice_row)

    def _line(self) -> str:
        return self.tr("Start anywhere. Nothing to get right.")

    def _show(self) -> None:
        self._show_known(self._cues.found_tones, self._cues.found_voice)

    def _show_known(self, tones: Found, voice: Found) -> None:
        """Show what can be heard, and one sentence where nothing can."""
        ready, on = tones is Found.READY, self.tones.isChecked()
        self._tone_group.setVisible(ready)
        self._loud_group.setVisible(ready and on)
        self._try_group.setVisible(ready)
        self._voice_group.setVisible(voice is Found.READY)
        self.voice_row.consequence.say(
            self.tr("While a screen reader runs, it speaks the lines in place of this voice.")
            if voice is Found.READY and self._cues.reader_runs
            else self.tr("One line of those that begin a practice.")
        )
        words = self._sentence(tones, voice)
        self.said.say(words)
        self.said.setVisible(bool(words))

    def _sentence(self, tones: Found, voice: Found) -> str:
        if Found.READY in {tones, voice}:
            return ""
        if Found.NO_PARTS in {tones, voice}:
            return self.tr("The part of SafeHarbor that makes sounds is not on this computer.")
        if _OPEN & {tones, voice}:
            return self.tr("Looking for a loudspeaker. One moment.")
        return self.tr("No loudspeaker and no voice was found on this computer.")

    def _switch(self, key: str, *, on: bool) -> None:
        if on != self._sheet.shop.preferences.get(key, False):
            self._sheet.keep(key, on)
        self._cues.stop()
        self._show()

    def _loud(self, column: QVBoxLayout, name: str, key: str) -> Choice:
        """How loud one of the tones is; what is kept counts as the nearest on offer."""
        percent = QLocale()
        kept = self._cues.volume(key)
        nearest = min(VOLUMES, key=lambda each: abs(each - kept))
        words = {each: percent.toString(round(each * 100)) + percent.percent() for each in VOLUMES}
        words[0.0] = self.tr("Silent")
        choice = self._sheet.choice([(words[each], each) for each in VOLUMES], nearest, 140)
        choice.activated.connect(lambda _: self._sheet.keep(key, float(choice.currentData())))
        column.addWidget(self._row(name, self.tr("How loud."), choice))
        return choice

    def _row(self, name: str, consequence: str, control: QWidget) -> SettingRow:
        return SettingRow(self._sheet.shop.look, self, name, consequence, control)

    def _tick(self, column: QVBoxLayout, name: str, consequence: str) -> Tick:
        shop = self._sheet.shop
        column.addWidget(Rule(shop.look, self))
        column.addSpacing(shop.look.px(4))
        tick = Tick(shop.look, shop.icons, self, name, consequence)
        column.addWidget(tick)
        column.addSpacing(shop.look.px(4))
        return tick

    def _group(self) -> tuple[QWidget, QVBoxLayout]:
        """Rows that are seen together or not at all."""
        group = QWidget(self)
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column.addWidget(group)
        return group, column
