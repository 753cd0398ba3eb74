"""Which screen Back leads to."""

from __future__ import annotations

from safeharbor.ui.way_back import WayBack
from safeharbor.ui.wishes import OpenStep


def visit(back_to: str) -> OpenStep:
    return OpenStep("help", "s5", then=back_to)


def test_it_leads_one_screen_back_and_then_home() -> None:
    way = WayBack("home")
    way.leave("home", "journal", None)
    way.leave("journal", "calm", None)
    assert way.take() == "journal"
    way.forget()
    assert way.take() == "home"


def test_who_comes_back_from_a_visit_goes_back_to_where_they_came_from() -> None:
    way = WayBack("home")
    way.leave("journal", "help", None)
    way.leave("help", "first_aid", visit("help"))
    way.leave("first_aid", "help", None)
    assert way.take() == "journal"


def test_a_visit_may_lead_to_another_one() -> None:
    way = WayBack("home")
    way.leave("journal", "help", None)
    way.leave("help", "first_aid", visit("help"))
    way.leave("first_aid", "exercise", visit("first_aid"))
    way.leave("exercise", "first_aid", None)
    way.leave("first_aid", "help", None)
    assert way.take() == "journal"


def test_a_lock_in_a_visit_changes_nothing_about_the_way() -> None:
    way = WayBack("home")
    way.leave("journal", "help", None)
    way.leave("help", "worksheet", visit("help"))
    kept = way.kept()
    way.leave("worksheet", "lock", None)
    way.leave("lock", "calm", None)
    way.leave("calm", "lock", None)
    way.leave("lock", "worksheet", None)
    way.put_back(kept)
    way.leave("worksheet", "help", None)
    assert way.take() == "journal"


def test_who_goes_elsewhere_from_a_visit_comes_back_from_there() -> None:
    way = WayBack("home")
    way.leave("journal", "help", None)
    way.leave("help", "first_aid", visit("help"))
    way.leave("first_aid", "about", None)
    way.leave("about", "help", None)
    assert way.take() == "about"
