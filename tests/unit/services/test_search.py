"""Finding what was written, as somebody types."""

from __future__ import annotations

import pytest

from safeharbor.domain.entry import EntrySummary
from safeharbor.services.search import Hit
from safeharbor.wiring import Services
from unit.services.test_journal import rewrite, write

TEXTS = {
    "canal": "The canal was still this morning, and I was not.",
    "cafe": "Met Zoë at the Café. We did not talk about it.",
    "cat": "今日は猫が来た。とても静かだった。",
    "korean": "오늘은 아무 말도 하지 않았다.",
    "thai": "วันนี้ฝนตกทั้งวัน",
    "arabic": "كَتَبْتُ رِسالةً ولم أُرسلها.",
    "german": "Die Straße war leer.",
}


@pytest.fixture
def filled(services: Services) -> Services:
    """Seven entries in seven scripts and manners."""
    for title, body in TEXTS.items():
        write(services, body, title=title, tags=("day", title))
    return services


def titles(services: Services, query: str) -> list[str]:
    """Titles of the first page of hits."""
    return [hit.title for hit in services.search.page(query).result()]


def entry_of(services: Services, query: str) -> EntrySummary:
    """The one entry that is found."""
    (hit,) = services.search.page(query).result()
    assert isinstance(hit, Hit)
    return hit.summary


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("canal", "canal"),
        ("mor", "canal"),
        ('"still this morning"', "canal"),
        ("zoe cafe", "cafe"),
        ("CAFÉ", "cafe"),
        ("猫", "cat"),
        ("静か", "cat"),
        ("아무", "korean"),
        ("ฝนตก", "thai"),
        ("رسالة", "arabic"),
        ("strasse", "german"),
        ("tag:thai", "thai"),
    ],
)
@pytest.mark.parametrize("indexed", [True, False], ids=["indexed", "not yet indexed"])
def test_words_are_found_in_every_script(
    filled: Services, query: str, title: str, *, indexed: bool
) -> None:
    if indexed:
        filled.session.thread().flush_index().result()
    assert titles(filled, query) == [title]


def test_newest_comes_first_and_pages_follow(filled: Services) -> None:
    first = filled.search.page("tag:day", limit=3).result()
    rest = filled.search.page("tag:day", before=first[-1].place, limit=50).result()
    assert [h.title for h in (*first, *rest)] == list(reversed(TEXTS))


def test_a_rewritten_entry_is_found_by_its_new_words_only(filled: Services) -> None:
    filled.session.thread().flush_index().result()
    entry = entry_of(filled, "canal")
    rewrite(filled, entry.id, "The river was loud.")
    assert titles(filled, "tag:canal river") == ["canal"]
    assert titles(filled, "still") == []
    filled.session.thread().flush_index().result()
    assert titles(filled, "tag:canal river") == ["canal"]
    assert titles(filled, "still") == []


def test_what_is_in_the_trash_is_not_found(filled: Services) -> None:
    entry = entry_of(filled, "canal")
    filled.journal.trash(entry.id).result()
    assert titles(filled, "canal") == []
    filled.session.thread().flush_index().result()
    assert titles(filled, "canal") == []
    filled.journal.restore(entry.id).result()
    assert titles(filled, "canal") == ["canal"]


def test_the_snippet_shows_the_place_in_the_writers_own_letters(filled: Services) -> None:
    (hit,) = filled.search.page("zoe").result()
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.spans] == ["Zoë"]


@pytest.mark.parametrize("query", ["", "   ", '"', "tag:", "(", "AND OR NOT", "*", "a" * 5000])
def test_odd_queries_find_nothing_and_break_nothing(filled: Services, query: str) -> None:
    assert isinstance(titles(filled, query), list)
