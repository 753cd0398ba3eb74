"""What goes along with a practice is made when it is needed, and silent behind a blank page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.domain.breathing import PhaseKind
from safeharbor.system.prefs import Preferences
from safeharbor.ui.company import Company


@pytest.fixture
def company(qapp: QApplication, own_world: Path) -> Iterator[Company]:
    """Company of somebody who has switched nothing on."""
    owner = QObject()
    made = Company(Preferences(own_world / "preferences.json"), owner)
    yield made
    made.close()
    owner.deleteLater()


@pytest.fixture
def awake(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """A computer that would go dark."""
    made = Mock()
    monkeypatch.setattr("safeharbor.ui.desktop.awake.open_awake", lambda _: made)
    return made


def test_a_short_practice_asks_nothing_of_the_computer(company: Company, awake: Mock) -> None:
    company.hold()
    company.release()
    assert awake.mock_calls == []


def test_a_longer_one_keeps_the_screen_awake_until_it_is_over(
    company: Company, awake: Mock, qtbot: QtBot
) -> None:
    company._held.setInterval(0)
    company.hold()
    qtbot.waitUntil(lambda: awake.hold.called)
    company.release()
    awake.release.assert_called_once_with()
    company.hold()
    assert awake.hold.call_count == 2


def test_nothing_is_heard_behind_a_blank_page(company: Company) -> None:
    cues = company._cues = Mock()
    company.phase(PhaseKind.IN)
    company.blank = lambda: True
    company.phase(PhaseKind.OUT)
    company.say("Start anywhere.")
    company.end()
    company.blank = lambda: False
    company.phase(PhaseKind.IN)
    assert [call.args for call in cues.phase.mock_calls] == [(PhaseKind.IN,), (PhaseKind.IN,)]
    cues.say.assert_not_called()
    cues.end.assert_not_called()
