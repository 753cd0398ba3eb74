"""How hard a text is to read."""

from __future__ import annotations

import socket

import pytest

from tools.reading_level import grade, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "expected"),
    [("breathe", 1), ("Quiet", 2), ("don't", 1), ("don’t", 1), ("exercise", 3), ("10", 1)],
)
def test_syllables_of_known_words(word: str, expected: int) -> None:
    assert syllables(word) == expected


@pytest.mark.parametrize(("word", "expected"), [("blorping", 2), ("zarvle", 2), ("mmm", 1)])
def test_unknown_words_are_counted_by_their_vowels(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_sentences_and_words() -> None:
    text = "Breathe out, 4-7-8. Once more? Yes… or not."
    assert sentences(text) == ["Breathe out, 4-7-8", "Once more", "Yes", "or not"]
    assert words("Breathe out, 4-7-8.") == ["Breathe", "out", "4", "7", "8"]
    assert sentences(" . … ") == []


def test_plain_words_take_a_lower_grade_than_learned_ones() -> None:
    plain = "Keep your eyes open. Let them wander. Where is the door?"
    learned = (
        "Diaphragmatic respiration facilitates parasympathetic predominance, thereby attenuating "
        "physiological hyperarousal in symptomatic individuals."
    )
    assert grade(plain) < 3 < 12 < grade(learned)
    assert grade("") == 0


def test_the_formula_of_kincaid() -> None:
    # 13 words, 1 sentence, 17 syllables by the dictionary.
    text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    sounds = sum(map(syllables, words(text)))
    assert grade(text) == pytest.approx(0.39 * 13 + 11.8 * sounds / 13 - 15.59)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    syllables.__globals__["_dictionary"].cache_clear()
    assert syllables("harbour") == 2
