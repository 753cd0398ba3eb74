from __future__ import annotations
import pytest
from PySide6.QtWidgets import QWidget
from support import sweep
from support.steps import StepVisitor
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_dbg(house, qtbot):
    import collections, time
    from safeharbor.ui.widgets import apart, wrapping, flow
    from safeharbor.ui.guide import page as gp
    from safeharbor.ui.sheet.fields import choice
    n=collections.Counter()
    def count(cls, name):
        f=getattr(cls,name)
        def g(self,*a):
            n[cls.__name__+"."+name]+=1
            if sum(n.values())%5000==0: print(dict(n), flush=True)
            return f(self,*a)
        setattr(cls,name,g)
    count(apart.Apart,"refresh"); count(apart.Apart,"resizeEvent"); count(wrapping.WrappingRow,"resizeEvent"); count(wrapping._Long,"fit"); count(flow.Flow,"heightForWidth"); count(flow.Flow,"setGeometry"); count(gp.StepPage,"arrange"); count(choice.ChoiceInput,"resizeEvent"); count(wrapping._Long,"sizeHint")
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
