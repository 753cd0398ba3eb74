"""Cleaning, folding and splitting text."""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain import text as text_rules
from safeharbor.domain.text import (
    WORDS,
    clean,
    clusters,
    count_words,
    fold,
    joined,
    segment,
    split_long,
    tokens,
    tokens_from,
)

whole_tokens = text_rules._tokens_by_cluster
"""The rule itself, without looking at words apart."""

ANY_TEXT = st.text(st.characters(), max_size=60)
"""Every character, lone surrogates too."""

FEW = settings(max_examples=150, deadline=None)


def plainly_cleaned(text: str) -> str:
    """The same, character by character."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        chr(0x2400 + ord(mark)) if mark < " " and mark not in "\t\n" else mark for mark in text
    )


def calls(job: Callable[[], object]) -> int:
    """How many functions are called, those of C too, while ``job`` runs."""
    made = itertools.count()
    sys.setprofile(lambda _frame, event, _what: next(made) if "call" in event else None)
    try:
        job()
    finally:
        sys.setprofile(None)
    return next(made)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("nul\0here", "nul\u2400here"),
        ("\x1b[31mred", "\u241b[31mred"),
        ("\ud83d\ude00", "\U0001f600"),
        ("lone \ud83d end", "lone \ufffd end"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\uffff and e\u0301", "\uffff and e\u0301"),
    ],
)
def test_clean_shows_what_cannot_be_stored(written: str, kept: str) -> None:
    assert clean(written) == kept


@FEW
@given(ANY_TEXT)
def test_cleaned_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert clean(cleaned) == cleaned
    assert not re.search("[\0-\x08\x0b-\x1f]", cleaned)


@FEW
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_cleaning_loses_nothing_of_ordinary_text(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe\u0301"),
        ("STRASSE", "straße"),
        ("ＦＵＬＬ　width", "full width"),
        ("İstanbul", "ISTANBUL"),
        ("ısırmak", "ISIRMAK"),
        ("مُحَمَّدٌ", "محمد"),
        ("مـحـمـد", "محمد"),
        ("علی", "علي"),
        ("שָׁלוֹם", "שלום"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("cœur", "coeur"),
        ("Łódź", "lodz"),
        ("ΌΔΟΣ", "οδος"),
        ("co\u00adoperate", "cooperate"),
        ("می\u200cخواهم", "ميخواهم"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_what_people_take_for_the_same_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("한", "하"), ("ก", "ข"), ("क", "का")])
def test_letters_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@FEW
@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert segment(segment(text)) == segment(text)


@FEW
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_folding_does_not_depend_on_the_normal_form(text: str) -> None:
    forms = {segment(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't panic!", "don t panic"),
        ("猫が好き", "猫 が 好 き"),
        ("ฉันรักแมว", "ฉ ั น ร ั ก แ ม ว"),
        ("고양이가 좋아", "고양이가 좋아"),
        ("snake_case 3.14", "snake case 3 14"),
        ("I ❤️ you 👍🏽", "i ❤ you 👍 🏽"),
        ("\0 \ue8f1 --", ""),
    ],
)
def test_tokens_are_words_or_single_characters(text: str, found: str) -> None:
    assert segment(text) == found


@FEW
@given(ANY_TEXT)
def test_the_index_sees_the_tokens_that_were_meant(text: str) -> None:
    """The tokenizer of the index splits at ASCII that is no letter or digit, and nowhere else."""
    assert re.split(r"[\0-/:-@\[-`{-\x7f]+", segment(text)) == segment(text).split(" ")


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
        | st.sampled_from([" ", "\n", "\u0301", "\u200d", "e\u0301", "猫", "\r\n", "ﷺ", "🇩🇪"]),
        max_size=12,
    ).map("".join)
)
def test_tokens_of_single_words_stand_where_they_stand(text: str) -> None:
    assert tokens(text) == list(whole_tokens(text))


@FEW
@given(st.text("abc 猫が\u0301ñé한글,.!\n", max_size=60))
def test_tokens_from_a_word_on_are_those_that_begin_there(text: str) -> None:
    for word in WORDS.finditer(text):
        rest = [token for token in tokens(text) if token[1] >= word.start()]
        assert list(tokens_from(text, word.start()))[-len(rest) :] == rest


def test_ascii_folds_letter_for_letter() -> None:
    every = "".join(map(chr, range(128)))
    whole = unicodedata.normalize("NFKD", every).casefold().translate(text_rules._FOLDING)
    assert fold(every) == whole == every.lower()
    assert segment(every).split() == [token for token, _, _ in tokens(every)]


@FEW
@given(st.text(st.sampled_from("\0\x01\t\n\x0b\r\x1f aé猫👩\ud83d\ude00"), max_size=30) | ANY_TEXT)
def test_cleaning_does_what_is_said_of_it(text: str) -> None:
    assert clean(text) == plainly_cleaned(text)


def test_cleaning_a_long_text_takes_no_more_steps_than_a_short_one() -> None:
    """A paste is cleaned between two pictures, so nothing may happen for each character."""
    text = "I woke’ at \x01 four\0\r\n"
    assert calls(lambda: clean(text * 10_000)) == calls(lambda: clean(text))
    text = "猫 👩 and nothing else\n"
    assert calls(lambda: clean(text * 10_000)) == calls(lambda: clean(text)) <= 10


@FEW
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_tokens_know_their_place(text: str) -> None:
    place = 0
    for token, start, end in tokens(text):
        assert 0 <= start < end <= len(text)
        assert start >= place or text[start:end]
        assert token
        place = start


@FEW
@given(st.text("abc 猫が\u0301ñé한글,.!\n", max_size=60))
def test_tokens_are_those_of_the_whole_text(text: str) -> None:
    assert " ".join(token for token, _, _ in tokens(text)) == segment(text)


@pytest.mark.parametrize(
    "one", ["e\u0301", "👩‍👩‍👧", "👍🏽", "🇩🇪", "\r\n", "각".encode().decode(), "ก็"]
)
def test_a_visible_character_is_one_cluster(one: str) -> None:
    assert list(clusters(one)) == [(0, len(one))]
    assert len(list(clusters(f"a{one}b"))) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two, three", 3), ("don't", 2), ("猫が好き", 4), ("...", 0), ("é e\u0301 ❤", 2)],
)
def test_count_words(text: str, words: int) -> None:
    assert count_words(text) == words


@FEW
@given(ANY_TEXT, st.integers(4, 40))
def test_splitting_loses_nothing_and_keeps_the_size(text: str, size: int) -> None:
    pieces = split_long(text, size)
    assert "".join(pieces) == text
    assert all(pieces)
    assert all(len(piece.encode("utf-8", "surrogatepass")) <= size for piece in pieces)


def test_half_characters_are_split_like_others() -> None:
    assert split_long("\ud800\ud800", 4) == ["\ud800", "\ud800"]


def test_splitting_prefers_paragraphs_then_lines_then_words() -> None:
    assert split_long("aaaa\n\nbbb cc", 9) == ["aaaa\n\n", "bbb cc"]
    assert split_long("aaaa b\nccc dd", 11) == ["aaaa b\n", "ccc dd"]
    assert split_long("aaaa bbbb cccc", 11) == ["aaaa bbbb ", "cccc"]


def test_splitting_keeps_visible_characters_whole() -> None:
    family = "👩‍👩‍👧"
    pieces = split_long(family * 3, len(family.encode()) + 3)
    assert pieces == [family] * 3
    assert all(not joined(a[-1], b[0]) for a, b in itertools.pairwise(pieces))


def test_a_piece_has_room_for_a_character() -> None:
    with pytest.raises(ValueError, match="one character"):
        split_long("x", 3)
