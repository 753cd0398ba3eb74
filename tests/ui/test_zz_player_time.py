from __future__ import annotations
import time, pytest
from support import sweep
from support.steps import StepVisitor
from safeharbor.ui.guide.page import StepPage
from safeharbor.ui.wishes import OpenStep
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_t(house, qtbot, monkeypatch):
    house.open_up()
    v = StepVisitor(house, qtbot)
    took=[]
    f=StepPage.show_visit
    def g(self,*a,**k):
        t=time.perf_counter(); f(self,*a,**k); took.append(time.perf_counter()-t)
    monkeypatch.setattr(StepPage,"show_visit",g)
    for st in ("trust8.s1","trust8.s8","start.s3","help.s5","rejection.s6","trust8.s1","trust8.s8"):
        t=time.perf_counter()
        before=v.screen.desk.visit
        gd,_,n=st.partition(".")
        house.window.show_screen("guide_step", OpenStep(gd,n))
        qtbot.waitUntil(lambda: v.screen.desk.visit is not before)
        house.window.repaint()
        print(st, "built", round(took[-1]*1000), "ms; asked to painted", round((time.perf_counter()-t)*1000),"ms")
