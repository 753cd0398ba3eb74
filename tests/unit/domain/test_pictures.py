"""What pictures are painted from, and the same as a table."""

from __future__ import annotations

import pytest

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.pictures import (
    Dot,
    Gap,
    Gaps,
    Ladder,
    Month,
    OverTime,
    Point,
    Ring,
    Rings,
    Rung,
    Share,
    Shares,
    TableData,
    picture_data,
    picture_table,
)
from safeharbor.domain.sheet import Field, FieldType, Option, Picture, PictureKind, Sheet

SIZES = (Option("little", "a little"), Option("some", "some"), Option("much", "much"))
KEPT = (Option("kept", "Kept"), Option("not_today", "Not today"))
COLUMNS = (
    Field("name", FieldType.TEXT, "Name"),
    Field("day", FieldType.DATE, "Day"),
    Field("now", FieldType.SCALE, "Now"),
    Field("wish", FieldType.SCALE, "Wish"),
    Field("which", FieldType.CHOICE, "Which", options=(Option("walk", "Walk"),)),
    Field("size", FieldType.CHOICE, "Size", options=SIZES),
    Field("how", FieldType.CHOICE, "How", options=KEPT),
)
FIELDS = (
    Field("rows", FieldType.ROWS, "Rows", columns=COLUMNS),
    Field("close_now", FieldType.SCALE, "Closeness now"),
    Field("close_wish", FieldType.SCALE, "Closeness wished"),
)
FILLED = (
    Row(b"1", {"name": "Ana", "day": "2026-11-21", "now": 7, "wish": 3, "size": "much"}),
    Row(b"2", {"name": "Ben", "day": "2026-11-02", "now": 2, "how": "not_today", "which": "walk"}),
    Row(b"3"),
    Row(b"4", {"name": "Cy", "wish": "unsure", "size": "little"}),
)
ANSWERS = Answers().with_rows("rows", FILLED).with_value("close_now", 2)
ANSWERS = ANSWERS.with_value("close_wish", 8)


def _picture(kind: PictureKind, *values: str, name: str = "name", of: str = "rows") -> Picture:
    done = "day" if kind == PictureKind.LADDER else ""
    return Picture("p", kind, "Title", of, name, values, done=done, empty=("not_today",))


def _sheet(picture: Picture) -> Sheet:
    return Sheet("s", 1, "S", "L", "steady", FIELDS, pictures=(picture,))


def _data(picture: Picture) -> object:
    return picture_data(picture, _sheet(picture), ANSWERS)


def _table(picture: Picture) -> TableData:
    return picture_table(picture, _sheet(picture), ANSWERS, say=str.upper, day=lambda day: day[5:])


def test_shares_go_by_the_place_of_their_option() -> None:
    picture = _picture(PictureKind.SHARES, "size")
    assert _data(picture) == Shares((Share("Ana", "much", 3), Share("Cy", "a little", 1)))
    assert _table(picture) == TableData(("Name", "Size"), (("ANA", "MUCH"), ("CY", "A LITTLE")))


def test_gaps_have_two_numbers_a_row() -> None:
    picture = _picture(PictureKind.GAP, "now", "wish")
    assert _data(picture) == Gaps("Now", "Wish", (Gap("Ana", 7, 3), Gap("Ben", 2, None)))
    assert _table(picture).rows == (("ANA", "7", "3"), ("BEN", "2", ""), ("CY", "", "?"))


def test_single_fields_make_a_picture_too() -> None:
    picture = _picture(PictureKind.GAP, "close_now", "close_wish", of="")
    assert _data(picture) == Gaps("", "", (Gap("Closeness now", 2, 8),))
    rows = (("Closeness now", "2"), ("Closeness wished", "8"))
    assert _table(picture) == TableData(("", "Title"), rows)
    over = _picture(PictureKind.OVER_TIME, "close_now", "close_wish", of="")
    points = (Point("Closeness now", (2,)), Point("Closeness wished", (8,)))
    assert _data(over) == OverTime(("Title",), points)


def test_a_ladder_stands_lowest_first_and_marks_what_was_done() -> None:
    rungs = (Rung("Ben", 2, True), Rung("Ana", 7, True), Rung("Cy", None, False))
    assert _data(_picture(PictureKind.LADDER, "now")) == Ladder(rungs)
    rows = (("ANA", "7", "11-21"), ("BEN", "2", "11-02"))
    assert _table(_picture(PictureKind.LADDER, "now")).rows == rows


def test_rings_have_everybody_in_them() -> None:
    rings = (Ring("a little", ("Cy",)), Ring("some", ()), Ring("much", ("Ana",)))
    assert _data(_picture(PictureKind.RINGS, "size")) == Rings((*rings, Ring("", ("Ben",))))


def test_numbers_go_by_day() -> None:
    picture = _picture(PictureKind.OVER_TIME, "now", "wish", name="day")
    points = (Point("2026-11-02", (2, None)), Point("2026-11-21", (7, 3)))
    assert _data(picture) == OverTime(("Now", "Wish"), points)
    assert _table(picture).head == ("Day", "Now", "Wish")


def test_not_today_is_an_empty_dot() -> None:
    picture = _picture(PictureKind.MONTH, "how", name="day")
    dots = (Dot("2026-11-02", "Walk", "Not today", full=False), Dot("2026-11-21", "", "", True))
    assert _data(picture) == Month(dots)
    assert _data(_picture(PictureKind.MONTH, "now")) == Month(())


@pytest.mark.parametrize("kind", PictureKind)
def test_nothing_written_makes_no_rows(kind: PictureKind) -> None:
    picture = _picture(kind, "now", "wish")
    assert picture_table(picture, _sheet(picture), Answers()).rows == ()
    picture_data(picture, _sheet(picture), Answers())


def test_a_fixed_line_that_names_nobody_stands_in_the_table_by_its_own_name() -> None:
    lines = (Option("helpline", "A helpline"), Option("doctor", "A doctor"))
    rows = Field("rows", FieldType.ROWS, "Rows", columns=COLUMNS, lines=lines, more=True)
    picture = _picture(PictureKind.RINGS, "size")
    sheet = Sheet("s", 1, "S", "L", "steady", (rows,), pictures=(picture,))
    filled = (
        Row(b"helpline", {"size": "much"}),
        Row(b"doctor", {"name": "Lee", "size": "some"}),
    )
    answers = Answers().with_rows("rows", filled)
    assert picture_table(picture, sheet, answers).rows == (("A helpline", "much"), ("Lee", "some"))
