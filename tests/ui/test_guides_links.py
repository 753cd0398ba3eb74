"""Links from worksheets to steps of guides, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.guide_ids import STEP_IDS
from safeharbor.content.sheets import SHEET_IDS, load_sheet
from safeharbor.ui.sheet.titles import title_of
from support import sweep
from support.hands import click, press
from support.house import House
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_every_step_has_a_name_to_lead_to() -> None:
    # The first one of help is the panel itself.
    steps = STEP_IDS - {"help.s0"}
    assert all(title_of(f"step:{each}") for each in steps)
    assert title_of("step:help.s99") == ""


def test_every_step_that_a_sheet_leads_to_is_there() -> None:
    for sheet_id in SHEET_IDS:
        for field in load_sheet(sheet_id).fields:
            asked = (field, *field.columns)
            steps = {step for each in asked for r in each.reactions for step in r.steps}
            assert steps <= STEP_IDS


def test_a_sheet_leads_to_a_step_and_the_step_back_to_the_sheet(house: House, qtbot: QtBot) -> None:
    house.open_up()
    sheet = Worksheet(house, qtbot)
    sheet.new("support")
    name = "sheet.go.step:connect.s7"
    links = [w for w in sheet.screen.findChildren(QWidget) if w.accessibleIdentifier() == name]
    click(next(link for link in links if link.isVisible()))
    assert house.window.current == "guide_step"
    sweep.settle()
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "worksheet"
    assert sheet.model.sheet.id == "support"
