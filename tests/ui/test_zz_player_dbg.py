from __future__ import annotations
import pytest
from PySide6.QtWidgets import QWidget
from support import sweep
from support.steps import StepVisitor
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_dbg(house, qtbot):
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    v = StepVisitor(house, qtbot)
    for st in ("start.s3","bounds.s3"):
        v.open(st)
        v.blocks.unfold()
        house.parts.look.set_zoom(2.0); house.window.resize(640,800); sweep.settle()
        page=v.page.page
        for w in page.widget().findChildren(QWidget):
            if w.isVisible() and w.minimumSizeHint().width() > page.column_width:
                print(type(w).__name__, w.minimumSizeHint().width(), w.accessibleName()[:30], getattr(w,'words','') if isinstance(getattr(w,'words',''),str) else '')
        house.window.grab().save(f"/tmp/shots/player/nd-{st}.png")
