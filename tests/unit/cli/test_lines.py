"""Words in a terminal of any width: wrapped at words, never cut."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.cli.lines import Plain, Strip, can_redraw, columns_of, wrap
from support.paper import Paper
from unit.cli.doubles import Screen, console_on

SIGNS = st.sampled_from("ab- 猫の。e\u0301กำ…“é가\U0001f431")


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("猫", 2), ("e\u0301", 1), ("가나", 4), ("ｆ", 2), ("a\u200db", 2)],
)
def test_columns(text: str, columns: int) -> None:
    assert columns_of(text) == columns


@given(text=st.text(SIGNS, max_size=80), width=st.integers(2, 40))
@settings(max_examples=200)
def test_no_line_is_too_long_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(line and columns_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(words=st.lists(st.text("abcd", min_size=1, max_size=9), max_size=20))
@settings(max_examples=50)
def test_words_stay_whole(words: list[str]) -> None:
    assert " ".join(wrap(" ".join(words), 9)).split() == words


def test_scripts_without_spaces_break_between_letters() -> None:
    assert wrap("息を長く吐いて", 6) == ["息を長", "く吐い", "て"]
    assert wrap("so 息を長く", 6) == ["so 息", "を長く"]


def test_a_word_longer_than_a_line_is_broken_not_cut() -> None:
    assert wrap("a unverwechselbar b", 8) == ["a unverw", "echselba", "r b"]


@pytest.mark.parametrize("columns", [0, 1, 2, 3])
def test_no_width_is_too_narrow(columns: int) -> None:
    screen = Screen()
    Strip(console_on(screen), lambda: columns).say("in 猫")
    assert "猫" in screen.getvalue()


def test_a_pipe_gets_whole_lines() -> None:
    pipe = io.StringIO()
    Plain(console_on(pipe), lambda: 20).say("One sentence that is longer than twenty columns.")
    assert pipe.getvalue() == "One sentence that is longer than twenty columns.\n"


def test_a_shorter_line_leaves_nothing_of_the_longer_one() -> None:
    screen, paper = Screen(), Paper(20)
    strip = Strip(console_on(screen), lambda: 20)
    strip.draw("stay 猫猫猫")
    strip.draw("in")
    strip.say("Said above it.")
    strip.draw("out ~~~")
    paper.feed(screen.getvalue().replace("\n", "\r\n"))
    assert paper.rows == ["Said above it.", "out ~~~"]
    strip.close()
    strip.close()
    paper = Paper(20)
    paper.feed(screen.getvalue().replace("\n", "\r\n"))
    assert paper.rows == ["Said above it.", ""]


def test_what_has_not_changed_is_not_drawn_again() -> None:
    screen = Screen()
    strip = Strip(console_on(screen), lambda: 20)
    strip.draw("in ~~")
    strip.draw("in ~~")
    assert screen.getvalue() == "\rin ~~"
    strip.draw("in ~~", again=True)
    assert screen.getvalue() == "\rin ~~" * 2


def test_a_narrower_window_is_never_written_past() -> None:
    columns, screen = 40, Screen()
    strip = Strip(console_on(screen), lambda: columns)
    strip.draw("~" * 39)
    columns = 20
    strip.draw("~" * 10)
    strip.close()
    assert all(len(part) < 20 for part in screen.getvalue().split("\r")[2:])


def test_where_a_line_may_be_redrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert can_redraw(console_on(Screen()), text_only=False)
    assert not can_redraw(console_on(Screen()), text_only=True)
    assert not can_redraw(console_on(io.StringIO()), text_only=False)
    monkeypatch.setenv("TERM", "dumb")
    assert not can_redraw(console_on(Screen()), text_only=False)
