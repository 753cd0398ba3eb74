"""Sentences: every code has its three parts, and no message becomes a second failure."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.content.messages import Messages, load_messages, messages, sentence
from safeharbor.domain.errors import ErrorCode, HarborError

AVOIDED = re.compile(r"!|\b(just|should|simply|please|sorry|oops|invalid|illegal|fatal)\b", re.I)


@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_code_says_what_happened_what_is_safe_and_one_next_step(code: ErrorCode) -> None:
    told = sentence(HarborError(code))
    for part in (told.what, told.safe, told.next):
        assert part.endswith(".")
        assert not set("{}[]") & set(part)
        assert part[0].isupper()
    assert code.value in messages().errors


def test_no_sentence_belongs_to_a_code_that_is_gone() -> None:
    assert set(messages().errors) <= {code.value for code in ErrorCode}


def test_the_tone_is_plain() -> None:
    shipped = messages()
    everything = [*shipped.terminal.values(), *shipped.facts.values()]
    everything += [text for parts in shipped.errors.values() for text in parts.values()]
    assert [text for text in everything if AVOIDED.search(text)] == []


def test_no_two_codes_say_the_same_thing() -> None:
    said = [parts["what"] for parts in messages().errors.values()]
    assert len(set(said)) == len(said)


def test_facts_fill_their_places() -> None:
    error = HarborError(ErrorCode.RECOVERY_CODE_MISTYPED, groups="3, 6")
    assert "3, 6" in sentence(error).next
    assert sentence(HarborError(ErrorCode.TARGET_EXISTS, file="a.md")).what == (
        "a.md exists already."
    )


def test_a_missing_fact_leaves_a_readable_sentence() -> None:
    assert sentence(HarborError(ErrorCode.TARGET_EXISTS)).what.startswith("A file of the journal")


def test_a_part_in_brackets_stands_only_with_its_facts() -> None:
    with_file = sentence(HarborError(ErrorCode.DATABASE_EMPTY, file="vault-1.db")).what
    assert with_file == "The file with what you wrote, vault-1.db, is empty."
    assert sentence(HarborError(ErrorCode.DATABASE_EMPTY)).what == (
        "The file with what you wrote is empty."
    )
    brackets = sentence(HarborError(ErrorCode.DATABASE_EMPTY, file="a[{groups}].db")).what
    assert "a[{groups}].db" in brackets


def test_the_terminal_has_next_steps_of_its_own() -> None:
    error = HarborError(ErrorCode.NO_VAULT)
    assert "safeharbor init" in sentence(error, terminal=True).next
    assert "safeharbor init" not in sentence(error).next


def test_a_file_name_cannot_steer_the_terminal() -> None:
    hostile = "\x1b[2Jevil\u202e\n.md"
    told = sentence(HarborError(ErrorCode.TARGET_EXISTS, file=hostile))
    assert "evil" in told.what
    assert not set("\x1b\u202e\n") & set(told.what)


def test_a_very_long_fact_is_cut() -> None:
    told = sentence(HarborError(ErrorCode.TARGET_EXISTS, file="x" * 5000))
    assert len(told.what) < 300


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=50) | st.integers(), max_size=4))
@settings(max_examples=50)
def test_no_fact_breaks_a_sentence(facts: dict[str, str | int]) -> None:
    told = messages().for_code(ErrorCode.RECOVERY_CODE_MISTYPED, facts)
    assert told.what
    assert told.next


def test_words_of_the_terminal_fill_in_facts_and_never_fail() -> None:
    assert "7" in messages().words("notice.drained", count=7)
    assert messages().words("no such words") == "no such words"


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"errors": {"SH-VT-01": 5}, "terminal": {}, "facts": {}}', "\ufeff", "null"],
)
def test_a_broken_file_still_gives_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "messages.json").write_text(content, encoding="utf-8")
    broken = load_messages("xx", tmp_path)
    told = broken.sentence(HarborError(ErrorCode.NO_VAULT))
    assert told.what
    assert told.safe
    assert told.next


def test_a_missing_file_still_gives_a_sentence(tmp_path: Path) -> None:
    assert load_messages("xx", tmp_path) == Messages({}, {}, {})


def test_another_language_falls_back_to_english() -> None:
    assert messages("xx-unknown").errors == messages().errors


def test_the_file_is_sorted_so_that_translations_compare_easily() -> None:
    from safeharbor.system.resources import resources_root

    path = resources_root() / "content" / "en" / "messages.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert list(raw["terminal"]) == sorted(raw["terminal"])
