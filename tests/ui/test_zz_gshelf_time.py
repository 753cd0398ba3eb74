import time, pytest
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_time(house, qtbot):
    house.open_up()
    from support.guides import Guided
    import resource
    def cpu(): 
        r=resource.getrusage(resource.RUSAGE_THREAD); return r.ru_utime+r.ru_stime
    for n in range(4):
        t=cpu(); house.window.show_screen("guides"); house.window.repaint(); a=cpu()
        print("shelf cpu", round((a-t)*1000), "ms")
        s=house.window.screen_of("guides")
        from safeharbor.ui.guides.stage import Front
        t=cpu(); s._show_guide("rejection", Front.GUIDE); house.window.repaint(); a=cpu()
        print("guide cpu", round((a-t)*1000), "ms")
        s.escape(); 
        t=cpu(); s._turn_route("fresh"); house.window.repaint(); print("route", round((cpu()-t)*1000))
        house.window.show_screen("home")
        if n==1: house.window.destroy_screens(["guides"])
    t=cpu(); house.window.show_screen("worksheets"); house.window.repaint(); print("worksheets", round((cpu()-t)*1000))
