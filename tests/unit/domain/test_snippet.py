"""The lines under a hit: the right part of the text, and every place in it that was looked for."""

from __future__ import annotations

import datetime as dt
import gc
import re
import weakref
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain import snippet as snippet_rules
from safeharbor.domain.entry import EntryContent
from safeharbor.domain.query import Query, Term, matches, parse_query
from safeharbor.domain.snippet import Cutter, Snippet, snippet
from safeharbor.domain.text import joined, tokens, tokens_from

TODAY = dt.date(2026, 11, 21)
FEW = settings(max_examples=150, deadline=None)


def ask(text: str) -> Query:
    return parse_query(text, TODAY)


def first_place(text: str, query: Query) -> tuple[int, int] | None:
    """Where the first term stands, looked up in all the tokens there are."""
    own = tokens(text)
    for at in range(len(own)):
        for term in query.terms:
            found = own[at : at + len(term.tokens)]
            last = found[-1][0][: len(term.tokens[-1])] if term.prefix else found[-1][0]
            if (*(token for token, _, _ in found[:-1]), last) == term.tokens:
                return found[0][1], found[-1][2]
    return None


def test_a_snippet_shows_the_place_that_was_found() -> None:
    text = "word " * 200 + "then the Lighthouse\nshone " + "after " * 100
    cut = snippet(text, ask("lightho"), 60)
    (span,) = cut.spans
    assert cut.text[slice(*span)] == "Lighthouse"
    assert text[cut.start + span[0] : cut.start + span[1]] == "Lighthouse"
    assert len(cut.text) <= 60
    assert "\n" not in cut.text
    assert cut.cut_before
    assert cut.cut_after


def test_every_place_inside_a_snippet_is_marked() -> None:
    cut = snippet("Sea and séa and more sea", ask("sea mo"), 80)
    assert [cut.text[a:b] for a, b in cut.spans] == ["Sea", "séa", "more", "sea"]


def test_a_snippet_marks_characters_and_accents_as_they_were_written() -> None:
    cut = snippet("今日は猫が好き。cafe\u0301!", ask("猫が café"), 80)
    assert [cut.text[a:b] for a, b in cut.spans] == ["猫が", "cafe\u0301"]


def test_without_a_place_a_snippet_is_the_beginning() -> None:
    assert snippet("one two three", ask("nowhere"), 7) == Snippet("one two", (), 0, cut_after=True)
    assert snippet("", ask("x"), 7) == Snippet("")


def test_a_snippet_from_the_middle_of_a_long_text() -> None:
    text = "\n".join(f"line {n} of a long day" for n in range(20_000))
    cut = snippet(text, ask('"line 13000"'), 100)
    assert [cut.text[a:b] for a, b in cut.spans] == ["line 13000"]


def test_a_snippet_never_begins_with_the_mark_on_a_blank() -> None:
    cut = snippet("a \u0301👩", ask("👩"), 3)
    assert cut.text[0] != "\u0301"
    assert [cut.text[a:b] for a, b in cut.spans] == ["👩"]


@FEW
@given(
    st.text(st.sampled_from("ab é\u0301猫が\u200d👩🏽🇩🇪한\n.\r\ud800"), max_size=120),
    st.text(st.sampled_from('ab é猫が"👩한'), max_size=6),
    st.integers(0, 40),
)
def test_the_places_of_a_snippet_are_places_of_the_text(text: str, query: str, width: int) -> None:
    cut = snippet(text, ask(query), width)
    original = text[cut.start : cut.start + len(cut.text)]
    assert len(original) == len(cut.text)
    assert all(b in (a, " ") for a, b in zip(original, cut.text, strict=True))
    assert cut.cut_after == (cut.start + len(cut.text) < len(text))
    last = 0
    for start, end in cut.spans:
        assert last <= start < end <= len(cut.text)
        last = end + 1
    if cut.start:
        assert not joined(text[cut.start - 1], text[cut.start])


@FEW
@given(st.text(st.sampled_from("ab 猫が é."), max_size=80), st.text("ab猫é ", max_size=5))
def test_what_matches_has_a_marked_place(text: str, query: str) -> None:
    found = ask(query)
    if found.terms and matches(found, EntryContent(body=text), TODAY):
        assert snippet(text, found, 100).spans


@pytest.mark.parametrize("before", range(2040, 2052))
def test_a_phrase_is_found_wherever_it_stands(before: int) -> None:
    text = "a " * (before // 2) + "calm sea " + "b " * 3000
    cut = snippet(text, ask('"calm sea"'), 60)
    assert [cut.text[a:b] for a, b in cut.spans] == ["calm sea"]


@settings(max_examples=400, deadline=None)
@given(
    st.text(st.sampled_from("aab é\u0301猫が\u200d👩🏽🇩🇪한\n’“ß\u00adı."), max_size=120),
    st.text(st.sampled_from('ab é猫が"한’s'), max_size=9),
)
def test_a_snippet_shows_the_first_place_of_all(text: str, typed: str) -> None:
    query = ask(typed)
    place, cut = first_place(text, query), snippet(text, query, 200)
    if place is None:
        assert cut.spans == ()
    else:
        start, end = cut.spans[0]
        assert cut.start + start == place[0]
        assert cut.start + end >= place[1]


@FEW
@given(
    st.lists(st.text(st.sampled_from("ab é猫\u0301’. "), max_size=40), max_size=5),
    st.text(st.sampled_from('ab é猫"'), max_size=5),
)
def test_what_was_cut_before_changes_nothing(texts: list[str], typed: str) -> None:
    query = ask(typed)
    cutter = Cutter(query)
    fresh = [snippet(text, query, 20) for text in texts]
    assert [cutter.cut(text, 20) for text in texts] == fresh
    assert [cutter.cut(text, 20) for text in texts] == fresh


def test_a_page_of_snippets_judges_a_word_once_and_none_it_need_not_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged: list[str] = []
    real = snippet_rules._may_open

    def may_open(terms: Sequence[Term], hint: re.Pattern[str], word: str) -> bool:
        judged.append(word)
        return real(terms, hint, word)

    monkeypatch.setattr(snippet_rules, "_may_open", may_open)
    cutter = Cutter(ask("calm"))
    text = "A calm sea. " + " ".join(f"word{n}" for n in range(1000))
    for _ in range(50):
        assert cutter.cut(text, 40).spans == ((2, 6),)
    assert len(judged) == len(set(judged)) <= 10


def test_a_line_without_blanks_is_read_no_further_than_to_the_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached: list[int] = []
    real = tokens_from

    def watched(text: str, begin: int) -> Iterator[tuple[str, int, int]]:
        for token in real(text, begin):
            reached.append(token[2])
            yield token

    monkeypatch.setattr(snippet_rules, "tokens_from", watched)
    cut = snippet("今日は猫が好き。" * 10_000, ask("猫"), 60)
    assert cut.spans[0] == (3, 4)
    assert max(reached) <= 100


def test_what_was_met_in_the_texts_goes_at_once_with_the_page() -> None:
    """A ring of references would keep the words until some collection, perhaps after a lock."""
    gc.disable()
    try:
        cutter = Cutter(ask("calm"))
        cutter.cut("a calm sea", 20)
        words = weakref.ref(cutter._openings)
        assert words()
        del cutter
        assert words() is None
    finally:
        gc.enable()
