"""Search: everything that answers, once, newest first, whether the index has followed or not."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import threading
from dataclasses import replace
from uuid import UUID

import pytest

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.query import matches, parse_query
from safeharbor.domain.text import FOLD_VERSION
from safeharbor.storage import index
from safeharbor.storage.database import Cancelled, Database, Transaction
from safeharbor.storage.meta import INDEX_VERSION
from support.store import TODAY, add, edit, index_all

PROSE = {
    "german": "Die Straße war still, ich fühlte mich müde.",
    "french": "Le café du cœur, déjà l’été.",
    "turkish": "İstanbul'da ısırgan otu topladım.",
    "chinese": "我今天在公园里看见一只猫，心情很好。",
    "japanese": "今日は猫が好きだと思った。カタカナも書く。",
    "thai": "วันนี้ฉันรู้สึกสงบและรักแมว",
    "korean": "오늘은 고양이와 함께 바닷가를 걸었다.",
    "arabic": "الْيَوْمَ شَعَرْتُ بِالْهُدُوءِ فِي الْبَيْتِ",
    "hebrew": "שָׁלוֹם לַבַּיִת",
    "wide": "ＦＵＬＬ　ＷＩＤＴＨ ｶﾀｶﾅ",
    "emoji": "a good day ❤️ and 👍🏽",
    "hindi": "आज मैं शांत हूँ",
    "greek": "Ο Οδυσσέας γύρισε σπίτι",
}

ASKED = [
    ("strasse", "german"),
    ("STRAßE", "german"),
    ("fuhlte mude", "german"),
    ("cafe", "french"),
    ("coeur", "french"),
    ("ete", "french"),
    ('"l ete"', "french"),
    ("istanbul", "turkish"),
    ("ISTANBUL", "turkish"),
    ("isirgan", "turkish"),
    ("公园", "chinese"),
    ("心情", "chinese"),
    ("今天在公园", "chinese"),
    ("好きだ", "japanese"),
    ("カタカナも", "japanese"),
    ("ｶﾀｶﾅも", "japanese"),
    ("รักแมว", "thai"),
    ("สงบ", "thai"),
    ("고양이", "korean"),
    ("바닷", "korean"),
    ("اليوم", "arabic"),
    ("بالهدوء", "arabic"),
    ("الهُدوء", None),
    ("שלום", "hebrew"),
    ("full width", "wide"),
    ("❤", "emoji"),
    ("👍", "emoji"),
    ("शांत", "hindi"),
    ("οδυσσεας", "greek"),
    ("ΣΠΙΤΙ", "greek"),
    ("园公", None),
    ("raße", None),
]


def find(tx: Transaction, text: str, before: int | None = None, limit: int = 50) -> list[UUID]:
    rows = tx.index.search(parse_query(text, TODAY), before, limit)
    return [row.summary.id for row in rows]


@pytest.mark.parametrize("indexed", [True, False])
def test_every_script_is_found(database: Database, *, indexed: bool) -> None:
    with database.transaction() as tx:
        ids = {name: add(tx, text) for name, text in PROSE.items()}
    if indexed:
        index_all(database)
    with database.transaction() as tx:
        for text, name in ASKED:
            assert find(tx, text) == ([ids[name]] if name else []), text
        assert set(find(tx, "猫")) == {ids["chinese"], ids["japanese"]}


def test_a_hit_brings_its_text_and_summary(database: Database) -> None:
    with database.transaction() as tx:
        add(tx, "the body", title="A title", tags=["one"])
    index_all(database)
    with database.transaction() as tx:
        (row,) = tx.index.search(parse_query("bod", TODAY), None, 5)
    assert (row.body, row.summary.title, row.summary.tags) == ("the body", "A title", ("one",))


@pytest.mark.parametrize("indexed", [True, False])
def test_words_titles_tags_phrases_and_days(database: Database, *, indexed: bool) -> None:
    with database.transaction() as tx:
        one = add(tx, "calm sea, deep water", title="Harbour", tags=["At home", "c++"])
        two = add(tx, "sea calm", tags=["home"], day=dt.date(2026, 10, 3))
        three = add(tx, "nothing", tags=["c#"], day=dt.date(2025, 1, 1))
    if indexed:
        index_all(database)
    expected = {
        "sea": [one, two],
        '"calm sea"': [one],
        "harb": [one],
        "wat deep": [one],
        "home": [one, two],
        "tag:home": [two],
        'tag:"at home"': [one],
        "tag:c++ tag:'at": [],
        "tag:c++": [one],
        "tag:c#": [three],
        "on:2026": [one, two],
        "on:2026-10 sea": [two],
        "to:2026-10-02": [three],
        "from:2026-11-21 to:2026-11-21": [one],
        "from:2027": [],
        "tag:home on:2025": [],
        "": [],
        "!!!": [],
    }
    with database.transaction() as tx:
        for text, ids in expected.items():
            assert find(tx, text) == ids, text


def test_the_trash_is_not_searched(database: Database) -> None:
    with database.transaction() as tx:
        one, two = add(tx, "needle one"), add(tx, "needle two")
    for steps in itertools.product([True, False], repeat=2):
        with database.transaction() as tx:
            tx.entries.trash(one, 1)
            assert find(tx, "needle") == [two]
        if steps[0]:
            index_all(database)
        with database.transaction() as tx:
            assert find(tx, "needle") == find(tx, "on:2026") == [two]
            tx.entries.restore(one, 1)
            assert find(tx, "needle") == [two, one]
        if steps[1]:
            index_all(database)
        with database.transaction() as tx:
            assert find(tx, "needle") == [two, one]


def test_an_old_wording_is_not_found_any_more(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "first wording", tags=["old"])
    index_all(database)
    with database.transaction() as tx:
        edit(tx, entry_id, lambda c: replace(c, body="second", tags=("new",)))
        assert find(tx, "wording") == find(tx, "tag:old") == []
        assert find(tx, "second") == find(tx, "tag:new") == [entry_id]
    index_all(database)
    with database.transaction() as tx:
        assert find(tx, "wording") == find(tx, "tag:old") == []
        assert find(tx, "second") == find(tx, "tag:new") == [entry_id]


def test_flushing_tells_what_is_left_and_is_cut_into_slices(database: Database) -> None:
    with database.transaction() as tx:
        for n in range(30):
            add(tx, f"long {n} " * 2000)
    with database.transaction() as tx:
        left = tx.index.flush(200)
        assert 0 < left < 30
        assert tx.index.flush(2) == left - 2
    index_all(database)
    with database.transaction() as tx:
        assert tx.index.flush(200) == 0
        assert len(find(tx, "long")) == 30


def test_a_star_costs_the_index_nothing(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "x")
    index_all(database)
    with database.transaction() as tx:
        edit(tx, entry_id, lambda c: replace(c, starred=True))
    before = database._raw.execute("SELECT block FROM entry_index_data").fetchall()
    index_all(database)
    assert database._raw.execute("SELECT block FROM entry_index_data").fetchall() == before


def test_an_index_of_other_rules_is_made_anew_and_misses_nothing_meanwhile(
    database: Database,
) -> None:
    with database.transaction() as tx:
        ids = [add(tx, f"straße {n}", tags=["t"], minute=n) for n in range(250)]
        tx.entries.trash(ids[7], 1)
    index_all(database)
    kept = [n for n in reversed(ids) if n != ids[7]]
    with database.transaction() as tx:
        tx.meta.set(INDEX_VERSION, "0/of old")
        edit(tx, ids[3], lambda c: replace(c, body="strasse, edited"))
        assert find(tx, "strasse", limit=300) == kept
        tx.entries.purge(ids[4], 1)
        kept.remove(ids[4])
        tx.meta.set(INDEX_VERSION, "0/of old")
    with database.transaction() as tx:
        assert tx.index.flush(100) == 148
        assert tx.meta.get(INDEX_VERSION) == FOLD_VERSION
        assert find(tx, "strasse", limit=300) == kept
        assert find(tx, "tag:t", limit=20) == kept[:20]
    index_all(database)
    with database.transaction() as tx:
        assert find(tx, "strasse", limit=300) == kept
    check_structure(database)
    (secure,) = database._raw.execute(
        "SELECT v FROM entry_index_config WHERE k = 'secure-delete'"
    ).fetchone()
    assert secure == 1


def test_many_waiting_entries_are_walked_in_order(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_CHUNK", 7)
    with database.transaction() as tx:
        ids = [add(tx, "needle" if n % 3 else "hay", minute=n) for n in range(1100)]
    with database.transaction() as tx:
        expected = [entry_id for n, entry_id in enumerate(ids) if n % 3][::-1]
        assert find(tx, "needle", limit=2000) == expected
        assert find(tx, "needle", limit=10) == expected[:10]


def test_a_key_still_in_the_index_is_not_given_away(database: Database) -> None:
    """Two entries would share one row of the index."""
    with database.transaction() as tx:
        moved = add(tx, "moved away")
        old_key = tx.entries.page()[0].sort_key
    index_all(database)
    with database.transaction() as tx:
        edit(tx, moved, lambda c: c, day=dt.date(2026, 1, 1))
        fresh = add(tx, "came in")
        assert tx.entries.page()[0].sort_key == old_key + 1
        assert find(tx, "came") == [fresh]
        assert find(tx, "moved") == [moved]
    index_all(database)
    with database.transaction() as tx:
        assert find(tx, "came") == [fresh]
        assert find(tx, "moved") == [moved]
    check_structure(database)


def test_pages_of_hits_while_entries_come_in_and_the_index_follows(database: Database) -> None:
    chance = random.Random(3)
    first = dt.date(2020, 1, 1)

    def some(tx: Transaction, count: int) -> set[UUID]:
        days = [first + dt.timedelta(days=chance.randrange(900)) for _ in range(count)]
        return {add(tx, chance.choice(["needle here", "hay"]), day=day) for day in days}

    with database.transaction() as tx:
        some(tx, 2000)
        there = set(find(tx, "needle", limit=5000))
    index_all(database)
    seen: list[UUID] = []
    before = None
    while True:
        with database.transaction() as tx:
            rows = tx.index.search(parse_query("needle", TODAY), before, 40)
            keys = [row.summary.sort_key for row in rows]
            assert keys == sorted(keys, reverse=True)
            some(tx, 3)
            tx.index.flush(chance.choice([0, 2, 50]))
        if not rows:
            break
        seen += [row.summary.id for row in rows]
        before = keys[-1]
    assert len(seen) == len(set(seen))
    assert there <= set(seen)


WORDS = ["calm", "sea", "harbour", "straße", "猫", "が", "café", "รัก", "한국", "c++", "don't"]
QUESTIONS = [
    *WORDS,
    "ca",
    '"calm sea"',
    "sea 猫",
    "tag:sea",
    "tag:猫 calm",
    "on:2026-11-20",
    "harb from:2026-11-19",
    '"猫が"',
    "tag:c++",
]


@pytest.mark.parametrize("seed", range(4))
def test_the_index_agrees_with_reading_everything(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    ids: list[UUID] = []
    trashed: set[UUID] = set()
    for _ in range(60):
        with database.transaction() as tx:
            for _ in range(chance.randrange(1, 5)):
                change_something(tx, chance, ids, trashed)
            if chance.random() < 0.4:
                tx.index.flush(chance.choice([1, 3, 100]))
        with database.transaction() as tx:
            compare(tx, chance.choice(QUESTIONS), [n for n in ids if n not in trashed])
    check_structure(database)


def change_something(
    tx: Transaction, chance: random.Random, ids: list[UUID], trashed: set[UUID]
) -> None:
    words = " ".join(chance.choices(WORDS, k=4))
    tags = tuple(dict.fromkeys(chance.choices(WORDS, k=chance.randrange(3))))
    day = TODAY - dt.timedelta(days=chance.randrange(4))
    what = chance.randrange(8) if ids else 0
    some = chance.choice(ids) if ids else None
    if what <= 2 or some is None:
        ids.append(add(tx, words, title=chance.choice(WORDS), tags=tags, day=day))
    elif what == 3 and some not in trashed:
        edit(tx, some, lambda c: replace(c, body=words, tags=tags))
    elif what == 4 and some not in trashed:
        edit(tx, some, lambda c: c, day=day)
    elif what == 5 and some not in trashed:
        tx.entries.trash(some, 1)
        trashed.add(some)
    elif what == 6 and some in trashed:
        tx.entries.restore(some, 1)
        trashed.remove(some)
        tx.revisions.close_open(some)
        ids.remove(some)  # closed by the trash: not edited again here
        tx.entries.purge(some, 1)
    elif what == 7:
        tx.entries.purge(some, 1)
        ids.remove(some)
        trashed.discard(some)


def compare(tx: Transaction, text: str, live: list[UUID]) -> None:
    query = parse_query(text, TODAY)
    entries = [entry for entry in map(tx.entries.get, live) if entry]
    expected = sorted(
        (e for e in entries if matches(query, e.content, e.moment.local_date)),
        key=lambda e: e.sort_key,
        reverse=True,
    )
    assert find(tx, text) == [e.id for e in expected], text
    if expected:
        middle = expected[len(expected) // 2].sort_key
        older = [e.id for e in expected if e.sort_key < middle]
        assert find(tx, text, before=middle, limit=3) == older[:3]


def check_structure(database: Database) -> None:
    database._raw.execute("INSERT INTO entry_index (entry_index) VALUES ('integrity-check')")
    assert database._raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_search_stops_when_it_is_told(database: Database) -> None:
    with database.transaction() as tx:
        for n in range(50):
            add(tx, "needle", minute=n)
    cancel = threading.Event()

    def told(tx: Transaction) -> None:
        cancel.set()
        find(tx, "needle")

    with pytest.raises(Cancelled), database.transaction(cancel=cancel) as tx:
        told(tx)
    with database.transaction() as tx:
        assert len(find(tx, "needle")) == 50


def test_the_test_itself_knows_a_mismatch() -> None:
    query = parse_query("calm", TODAY)
    assert matches(query, EntryContent(body="calm"), TODAY)
    assert not matches(query, EntryContent(body="storm"), TODAY)
