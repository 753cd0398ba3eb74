"""Every step of every guide in a small window with letters of twice the size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from safeharbor.content.guides import GUIDE_IDS, load_guide
from safeharbor.domain.sheet import Fear
from safeharbor.ui.window import Window
from support import sweep
from support.steps import StepVisitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_LAYOUTS = 10
_UNPLACED = QRect(0, 0, 100, 30)


def cut_off_at_last(window: Window) -> list[tuple[str, str]]:
    """What does not fit once every row is made and every line has its width."""
    found: list[tuple[str, str]] = []
    for _ in range(_LAYOUTS):
        sweep.settle()
        found = sweep.cut_off(window)
        if not found:
            break
    return found


def astray(window: Window) -> list[str]:
    """What was made and stands in no line: it has the place and the size that Qt gives it first."""
    everything = window.findChildren(QWidget)
    lost = [each for each in everything if each.isVisible() and each.geometry() == _UNPLACED]
    return [f"{type(each).__name__} {each.accessibleIdentifier()}" for each in lost]


@pytest.mark.parametrize("guide_id", GUIDE_IDS)
def test_every_step_fits_when_all_of_it_is_open(visitor: StepVisitor, guide_id: str) -> None:
    window, spine = visitor.house.window, visitor.house.parts.spine
    visitor.house.parts.look.set_zoom(2.0)
    window.resize(640, 800)
    for step in load_guide(guide_id).steps:
        spine.fear.give(Fear.YES)
        visitor.open(f"{guide_id}.{step.id}")
        visitor.blocks.reveal()
        visitor.blocks.unfold()
        assert cut_off_at_last(window) == [], step.id
        assert sweep.under_the_corner(window) == [], step.id
        assert sweep.without_name(window) == [], step.id
        assert astray(window) == [], step.id
    visitor.house.parts.look.set_zoom(1.0)
