from __future__ import annotations

from pathlib import Path

import pytest

from safeharbor.content.words import COUNT, load_words
from safeharbor.domain.errors import ErrorCode, HarborError


def test_every_word_is_worth_nine_bits() -> None:
    words = load_words()
    assert len(set(words)) == COUNT == 2**9


def test_words_are_plain_and_short() -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() for word in load_words())
    assert max(map(len, load_words())) <= 12


@pytest.mark.parametrize("content", [None, b"one two", b"\xff\xfe"])
def test_a_list_that_is_not_whole_is_not_used(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "en").mkdir()
    if content is not None:
        (tmp_path / "en" / "passphrase_words.txt").write_bytes(content)
    with pytest.raises(HarborError) as caught:
        load_words("en", tmp_path)
    assert caught.value.code is ErrorCode.RESOURCE_MISSING
