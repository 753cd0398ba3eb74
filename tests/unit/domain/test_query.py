"""Understanding what was typed, and testing texts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.query import Query, Term, matches, parse_query

TODAY = dt.date(2026, 11, 21)
ANY_TEXT = st.text(st.characters(), max_size=80)
QUERY_TEXT = st.lists(
    st.sampled_from([*'"“” :#-', "tag:", "on:", "from:", "to:", "2026", "-11", "猫", "é", "ab"]),
    max_size=20,
).map("".join)
FEW = settings(max_examples=150, deadline=None)


def ask(text: str) -> Query:
    return parse_query(text, TODAY)


def words(*texts: str) -> tuple[Term, ...]:
    return tuple(Term(tuple(text.split()), prefix=True) for text in texts)


def test_words_are_prefixes_and_all_have_to_be_there() -> None:
    assert ask("Calm  Sea").terms == words("calm", "sea")


def test_quotes_make_phrases() -> None:
    assert ask('"calm sea"').terms == (Term(("calm", "sea"), prefix=False),)
    assert ask("“calm sea”").terms == ask('"calm sea"').terms


def test_an_open_quote_is_a_phrase_still_being_typed() -> None:
    assert ask('"calm se').terms == (Term(("calm", "se"), prefix=True),)


def test_a_word_of_several_tokens_stays_together() -> None:
    assert ask("don't").terms == words("don t")
    assert ask("猫が").terms == words("猫 が")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("tag:Work", ("work",)),
        ("TAG:#work", ("work",)),
        ('tag:"Two  Words" tag:b', ("two words", "b")),
        ("tag：猫", ("猫",)),
        ('tag:"open quote', ("open quote",)),
    ],
)
def test_tags_fold_and_may_be_quoted(text: str, tags: tuple[str, ...]) -> None:
    assert ask(text) == Query(tags=tags)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on:2026-11-21", dt.date(2026, 11, 21), dt.date(2026, 11, 21)),
        ("on:2026-2", dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
        ("on:2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("from:2025", dt.date(2025, 1, 1), None),
        ("to:2026-06", None, dt.date(2026, 6, 30)),
        ("from:2025-03 to:2025/04/09", dt.date(2025, 3, 1), dt.date(2025, 4, 9)),
        ("from:2024 from:2025 on:2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ("on:２０２６", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ("on:yesterday", dt.date(2026, 11, 20), dt.date(2026, 11, 20)),
        ("from:today", TODAY, None),
    ],
)
def test_dates(text: str, first: dt.date | None, last: dt.date | None) -> None:
    assert ask(text) == Query(day_from=first, day_to=last)


@pytest.mark.parametrize(
    ("text", "as_words"),
    [
        ("on:2026-13", "on 2026 13"),
        ("from:soon", "from soon"),
        ("to:0000", "to 0000"),
        ("tag:", "tag"),
        ("time:12:30", "time 12 30"),
    ],
)
def test_an_unreadable_filter_is_searched_for_as_words(text: str, as_words: str) -> None:
    assert ask(text) == Query(terms=words(as_words))


@pytest.mark.parametrize("text", ["", "   ", '""', "!!!", '"', "\0", "\ud800"])
def test_nothing_to_look_for(text: str) -> None:
    assert ask(text).is_empty


@FEW
@given(ANY_TEXT | QUERY_TEXT)
def test_parsing_never_fails(text: str) -> None:
    query = ask(text)
    assert all(token and '"' not in token for term in query.terms for token in term.tokens)


def test_a_pasted_page_is_cut_to_a_sane_query() -> None:
    assert len(ask(" ".join(f"word{n}" for n in range(5000))).terms) == 64
    assert len(ask('"' + "word " * 5000 + '"').terms[0].tokens) == 256


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("calm", True),
        ("cal", True),
        ("alm", False),
        ('"calm"', True),
        ('"cal"', False),
        ('"calm sea"', True),
        ('"sea calm"', False),
        ("sea harb", True),
        ("harbour tag:evening", True),
        ("evening", True),
        ("tag:even", False),
        ('tag:"at home"', True),
        ("tag:at", False),
        ('"evening at"', False),
        ("on:2026-11 calm", True),
        ("on:2026-10 calm", False),
        ("猫", True),
        ('"好き"', True),
        ("き好", False),
    ],
)
def test_matches(query: str, *, found: bool) -> None:
    content = EntryContent("Harbour", "A calm sea. 猫が好き", ("Evening", "at home"))
    assert matches(ask(query), content, TODAY) is found
