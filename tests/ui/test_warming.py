"""What the first search looks through is read before anybody asks."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from safeharbor.ui import warming
from safeharbor.ui.warming import Warming
from support.house import House
from support.steps import StepVisitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def left(house: House) -> int:
    return house.services.search.get_ready_a_little().result(20)


def test_it_is_read_in_portions_after_an_unlock_and_stops_at_a_lock(
    house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "REST_MS", 0)
    monkeypatch.setattr(warming, "BETWEEN_MS", 0)
    house.open_up()
    visitor = StepVisitor(house, qtbot)
    visitor.open("bounds.s4")
    visitor.blocks.unfold()
    house.lock()
    found = house.window.findChild(Warming)
    assert found is not None
    assert not found.waits
    house.unlock()
    qtbot.waitUntil(lambda: not found.waits and left(house) == 0)
    assert left(house) == 0
