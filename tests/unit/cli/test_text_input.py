"""Bytes into text: nothing is refused and nothing is left out."""

from __future__ import annotations

import io
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.cli.text_input import MAX_INPUT, Reading, decode, read_written
from safeharbor.domain.errors import ErrorCode, HarborError
from unit.cli.doubles import console_on


@pytest.mark.parametrize(
    ("raw", "text", "reading"),
    [
        ("Grüße, 猫".encode(), "Grüße, 猫", Reading.UTF8),
        ("Grüße".encode("utf-8-sig"), "Grüße", Reading.UTF8),
        ("Grüße, 猫".encode("utf-16"), "Grüße, 猫", Reading.UTF16),
        (b"\xfe\xff" + "Grüße".encode("utf-16-be"), "Grüße", Reading.UTF16),
        ("Grüße".encode("utf-32"), "Grüße", Reading.UTF16),
        ("“Grüße” – 5 €".encode("cp1252"), "“Grüße” – 5 €", Reading.WINDOWS),
        (b"\x81\x8d", "\x81\x8d", Reading.WINDOWS),
        ("schön ".encode() + b"\xe9", "schön é", Reading.WINDOWS),
        (b"\xff\xfea\x00\x62", "ab", Reading.UTF16),
        (b"a\xed\xa0\xbd\xed\xb8\x80z", "a\ud83d\ude00z", Reading.WINDOWS),
        (b"", "", Reading.UTF8),
    ],
)
def test_how_bytes_are_read(raw: bytes, text: str, reading: Reading) -> None:
    assert decode(raw) == (text, reading)


@given(st.binary(max_size=60))
@settings(max_examples=200)
def test_any_bytes_give_a_text(raw: bytes) -> None:
    text, reading = decode(raw)
    if reading is Reading.WINDOWS:
        # A letter stands for each byte, or for a whole sequence of UTF-8.
        assert len(raw) / 4 <= len(text) <= len(raw)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=50)
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


def test_a_pipe_is_read_to_its_end() -> None:
    written = read_written(io.BytesIO(b"a" * 200_000), console_on(io.StringIO()))
    assert len(written.text) == 200_000
    assert not written.typed


class Endless(io.RawIOBase):
    """A pipe that never ends."""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return b"x" * size


def test_a_pipe_without_an_end_is_refused_in_time() -> None:
    endless: BinaryIO = Endless()  # type: ignore[assignment]  # all of it that is used
    with pytest.raises(HarborError) as caught:
        read_written(endless, console_on(io.StringIO()))
    assert caught.value.code is ErrorCode.TEXT_TOO_LONG
    assert MAX_INPUT == 64 * 1024 * 1024
