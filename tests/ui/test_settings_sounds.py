"""Sound in the settings: what this computer can do, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.ui.cues.cues import TONES, VOICE, VOLUME_HOLD, VOLUME_IN, Cues
from safeharbor.ui.cues.ports import Found, Tone
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.reading import ReadingSheet
from safeharbor.ui.settings.sounds import Sounds
from safeharbor.ui.widgets.words import Words
from support.cues import FakeTones, FakeVoice
from support.hands import click
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Seen:
    """Settings with a loudspeaker and a voice that the test has in hand."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        parts = house.parts
        self.preferences, self.appearance = parts.preferences, parts.appearance
        self.motion = parts.motion
        self.tones, self.voice = FakeTones(), FakeVoice()
        self.reading = False
        self.cues = Cues(
            parts.preferences,
            parts.look,
            tones=self.tones,
            voice=self.voice,
            reader=lambda: self.reading,
        )
        house.begin()
        settings = house.window.screen_of("settings")
        assert isinstance(settings, SettingsScreen)
        self.page = QWidget()
        shop = settings.general.shop
        self.sheet = ReadingSheet(shop, self.page, parts.appearance, parts.motion, self.cues)
        QVBoxLayout(self.page).addWidget(self.sheet)
        self.page.resize(700, 1200)
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()

    @property
    def sounds(self) -> Sounds:
        assert self.sheet.sounds is not None
        return self.sheet.sounds

    def open(self, tones: Found, voice: Found) -> None:
        """Look at the tab until it is known what can be heard."""
        self.sheet.refresh()
        self.tones.find(tones)
        self.voice.find(voice)

    @property
    def words(self) -> list[str]:
        return [each.words for each in self.sounds.findChildren(Words) if each.isVisible()]

    @property
    def seen_stops(self) -> list[str]:
        return [stop.accessibleName() for stop in self.sounds.stops() if stop.isVisible()]


@pytest.fixture
def seen(empty_house: House, qtbot: QtBot) -> Iterator[Seen]:
    made = Seen(empty_house, qtbot)
    yield made
    made.cues.close()


def pick(choice: QComboBox, words: str) -> None:
    index = choice.findText(words)
    assert index >= 0, [choice.itemText(i) for i in range(choice.count())]
    choice.setCurrentIndex(index)
    choice.activated.emit(index)


def test_nothing_is_looked_for_until_this_part_is_in_front(seen: Seen) -> None:
    assert (seen.tones.asked, seen.voice.asked) == (0, 0)
    seen.sheet.refresh()
    assert seen.tones.asked
    assert seen.voice.asked


def test_while_it_looks_it_says_so(seen: Seen) -> None:
    seen.open(Found.ASKING, Found.ASKING)
    assert seen.words == ["Sound", "Looking for a loudspeaker. One moment."]
    assert seen.seen_stops == []


def test_without_the_libraries_there_is_one_sentence(seen: Seen) -> None:
    seen.open(Found.NO_PARTS, Found.NO_PARTS)
    sentence = "The part of SafeHarbor that makes sounds is not on this computer."
    assert seen.words == ["Sound", sentence]
    assert seen.seen_stops == []


def test_without_loudspeaker_and_voice_there_is_one_sentence(seen: Seen) -> None:
    seen.open(Found.NOTHING, Found.NOTHING)
    assert seen.words == ["Sound", "No loudspeaker and no voice was found on this computer."]


def test_what_is_not_there_is_not_shown(seen: Seen) -> None:
    seen.open(Found.READY, Found.NOTHING)
    assert seen.sounds.tones.isVisible()
    assert not seen.sounds.voice.isVisible()
    assert not seen.sounds.said.isVisible()
    seen.tones.find(Found.NOTHING)
    seen.voice.find(Found.READY)
    assert not seen.sounds.tones.isVisible()
    assert seen.sounds.voice.isVisible()


def test_both_are_off_and_the_volumes_come_with_the_tones(seen: Seen) -> None:
    seen.open(Found.READY, Found.READY)
    sounds = seen.sounds
    assert not sounds.tones.isChecked()
    assert not sounds.voice.isChecked()
    assert not sounds.loud_in.isVisible()
    click(sounds.tones)
    assert sounds.loud_in.isVisible()
    click(sounds.voice)
    assert seen.preferences.get(TONES, False)
    assert seen.preferences.get(VOICE, False)
    click(sounds.tones)
    assert not sounds.loud_in.isVisible()
    assert not seen.preferences.get(TONES, True)


def test_each_volume_is_kept(seen: Seen) -> None:
    heard: list[str] = []
    seen.sheet.changed.connect(heard.append)
    seen.open(Found.READY, Found.READY)
    click(seen.sounds.tones)
    assert seen.sounds.loud_in.currentText() == "60%"
    pick(seen.sounds.loud_in, "20%")
    pick(seen.sounds.loud_hold, "Silent")
    assert seen.preferences.get(VOLUME_IN, 1.0) == 0.2
    assert seen.preferences.get(VOLUME_HOLD, 1.0) == 0.0
    assert heard == [TONES, VOLUME_IN, VOLUME_HOLD]


def test_a_volume_between_those_on_offer_is_shown_as_the_nearest(
    empty_house: House, qtbot: QtBot
) -> None:
    empty_house.parts.preferences.set(VOLUME_IN, 0.47)
    seen = Seen(empty_house, qtbot)
    assert seen.sounds.loud_in.currentText() == "40%"
    seen.cues.close()


def test_both_can_be_tried_before_they_are_on(seen: Seen) -> None:
    seen.open(Found.READY, Found.READY)
    click(seen.sounds.try_tones)
    assert [tone for tone, _ in seen.tones.played] == [Tone.IN]
    click(seen.sounds.try_voice)
    assert seen.voice.said == ["Start anywhere. Nothing to get right."]


def test_what_is_tried_ends_with_the_tab(seen: Seen) -> None:
    seen.open(Found.READY, Found.READY)
    click(seen.sounds.try_tones)
    stops = seen.tones.stopped
    seen.sheet.forget()
    assert seen.tones.stopped > stops
    assert not seen.cues._timer.isActive()


def test_a_screen_reader_is_said_to_speak_itself(seen: Seen) -> None:
    seen.reading = True
    seen.open(Found.READY, Found.READY)
    assert seen.sounds.voice_row.consequence.words.startswith("While a screen reader runs")
    seen.reading = False
    seen.sheet.refresh()
    assert not seen.sounds.voice_row.consequence.words.startswith("While a screen reader runs")


def test_everything_has_a_name_and_is_a_stop_of_tab(seen: Seen) -> None:
    seen.open(Found.READY, Found.READY)
    click(seen.sounds.tones)
    stops = seen.sounds.stops()
    assert [stop for stop in seen.sheet.stops() if stop in stops] == stops
    names = []
    for stop in stops:
        face = QAccessible.queryAccessibleInterface(stop)
        assert face is not None
        assert face.text(QAccessible.Text.Name)
        # On Linux Qt gives the choice itself as the name of a list.
        names.append(stop.accessibleName() or face.text(QAccessible.Text.Name))
        assert stop.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert names == [
        "Soft tones",
        "Tone for in",
        "Tone for stay",
        "Tone for out",
        "Try the tones",
        "Spoken lines",
        "Try the voice",
    ]


def test_without_cues_nothing_is_said_of_sound(seen: Seen) -> None:
    bare = ReadingSheet(seen.sheet.shop, seen.page, seen.appearance, seen.motion)
    bare.refresh()
    bare.forget()
    assert not bare.findChildren(Sounds)
