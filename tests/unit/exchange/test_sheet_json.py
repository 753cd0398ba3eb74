"""Answers as JSON, in and out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.exchange.sheet_json import MAX_BYTES, read_answers, write_answers
from support.made_answers import answers as made_answers
from support.made_answers import sheet as made_sheet


def _counting() -> Callable[[], bytes]:
    numbers = itertools.count(100)
    return lambda: next(numbers).to_bytes(16, "big")


def _given(answers: object, **more: object) -> bytes:
    return json.dumps({"answers": answers, **more}).encode("utf-8")


def _refused(raw: bytes) -> dict[str, str | int]:
    with pytest.raises(HarborError) as caught:
        read_answers(made_sheet(), raw, _counting())
    assert caught.value.code == ErrorCode.ANSWERS_UNREADABLE
    return caught.value.facts


@settings(max_examples=60)
@given(made_answers(), st.text("ab c", max_size=8))
def test_what_is_written_out_is_read_back(answers: Answers, title: str) -> None:
    answers = answers.without(frozenset({"safe"}))
    raw = write_answers(made_sheet(), answers, title=title).encode("utf-8")
    assert read_answers(made_sheet(), raw, _counting()) == (answers, " ".join(title.split()))


def test_answers_are_typed_by_hand() -> None:
    raw = _given(
        {
            "need": "rest",
            "pick": ["calm", "calm", "other"],
            "pick_other": "a song",
            "strength": "unsure",
            "line": "",
            "top": None,
            "grid": [{"#": "calm", "met": 2}],
            "list": [{"what": "Ask", "kind": "near", "on": "2026-11"}],
        },
        title=" My  own ",
        sheet="chance",
    )
    answers, title = read_answers(made_sheet(), raw, _counting())
    assert title == "My own"
    assert dict(answers.values) == {
        "need": "rest",
        "pick": ("calm", "other"),
        "pick_other": "a song",
        "strength": "unsure",
    }
    assert answers.rows_of("grid") == (Row(b"calm", {"met": 2}),)
    row_id = (100).to_bytes(16, "big")
    values = {"what": "Ask", "kind": "near", "on": "2026-11"}
    assert answers.rows_of("list") == (Row(row_id, values),)


@pytest.mark.parametrize(
    ("answers", "path", "reason"),
    [
        ({"lines": "x"}, "answers.lines", "this sheet asks for ticks, need"),
        ({"My secret": 1}, "answers.…", "this sheet asks for"),
        ({"need": 3}, "answers.need", "a text belongs here"),
        ({"need_other": "x"}, "answers.need_other", "this sheet asks for"),
        ({"pick_other": 3}, "answers.pick_other", "a text belongs here"),
        ({"strength": 11}, "answers.strength", "a number from 0 to 10 belongs here, or unsure"),
        ({"strength": True}, "answers.strength", "a number from 0 to 10"),
        ({"strength": 2.5}, "answers.strength", "a number from 0 to 10"),
        ({"on": "21.11.2026"}, "answers.on", "a day such as 2026-11-21, a month or a year"),
        ({"pick": "calm"}, "answers.pick", "a list of options belongs here"),
        ({"pick": ["x"]}, "answers.pick", "this can be calm, near, other"),
        ({"pick": [{}]}, "answers.pick", "this can be calm"),
        ({"safe": "calm"}, "answers.safe", "this is never stored"),
        ({"list": {}}, "answers.list", "a list of rows belongs here"),
        ({"list": [3]}, "answers.list[1]", "values by the names of columns belong here"),
        ({"list": [{}, {"x": 1}]}, "answers.list[2].x", "a row has what, who, dread, kind, on"),
        ({"list": [{"#": "zz"}]}, "answers.list[1].#", "this can be a number of the list, or"),
        ({"list": [{"#": "01"}, {"#": "01"}]}, "answers.list[2]", "this row stands here twice"),
        ({"list": [{}] * 1001}, "answers.list", "1000 rows are the most"),
        ([], "answers", "answers by the names of fields belong here"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    answers: object, path: str, reason: str
) -> None:
    facts = _refused(_given(answers))
    assert facts["path"] == path
    assert str(facts["reason"]).startswith(reason)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "this is not JSON"),
        (b"\xff", "this is not JSON in UTF-8"),
        (b"[" * 100_000, "this is not JSON"),
        (b"[]", "an object in curly brackets belongs here"),
        (b" " * (MAX_BYTES + 1), "1024 KiB are the most"),
        (_given({}, more=1), "sheet, title and answers are all that can stand here"),
        (_given({}, title=1), "a text belongs here"),
        (_given({}, sheet="needs"), "these are answers of another sheet than chance"),
    ],
)
def test_a_broken_file_is_refused_in_a_plain_sentence(raw: bytes, reason: str) -> None:
    assert str(_refused(raw)["reason"]).startswith(reason)


@settings(max_examples=60)
@given(st.recursive(st.none() | st.integers() | st.text("#ab"), st.lists, max_leaves=4), st.data())
def test_anything_at_all_is_read_or_refused(value: object, data: st.DataObject) -> None:
    names = [*(field.id for field in made_sheet().fields), "pick_other", "x"]
    shape = data.draw(st.sampled_from([value, [{"what": value}], [{"#": value}], [value]]))
    raw = _given({data.draw(st.sampled_from(names)): shape})
    try:
        answers, _ = read_answers(made_sheet(), raw, _counting())
    except HarborError:
        assert _refused(raw)["reason"]
        return
    again = write_answers(made_sheet(), answers).encode("utf-8")
    assert read_answers(made_sheet(), again, _counting())[0] == answers
