"""Secrets come by a descriptor or a prompt, and leave the text behind them alone."""

from __future__ import annotations

import io
import os

import pytest

from safeharbor.cli.console import UsageError
from safeharbor.cli.secrets import MAX_LINE, Secrets
from safeharbor.domain.errors import ErrorCode, HarborError


def by_descriptor(line: bytes) -> Secrets:
    reading, writing = os.pipe()
    os.write(writing, line)
    os.close(writing)
    return Secrets(reading, io.BytesIO())


@pytest.mark.parametrize(
    "line",
    [
        b"pass phrase\n",
        b"pass phrase\r\n",
        b"pass phrase",
        b"pass phrase\nmore",
        b"\xef\xbb\xbfpass phrase\n",
    ],
)
def test_one_line_is_the_secret(line: bytes) -> None:
    secrets = by_descriptor(line)
    secrets.check()
    assert secrets.read() == "pass phrase"
    assert secrets.read() == "pass phrase"


def test_blanks_belong_to_a_passphrase() -> None:
    assert by_descriptor(b"  two  blanks \n").read() == "  two  blanks "


def test_what_follows_the_secret_on_stdin_is_left_for_the_text() -> None:
    stdin = io.BytesIO(b"secret\nthe text\n")
    assert Secrets(0, stdin).read() == "secret"
    assert stdin.read() == b"the text\n"


@pytest.mark.parametrize("line", [b"", b"\n", b"\xff\xfe\n", b"x" * (MAX_LINE + 2)])
def test_no_usable_line_is_no_secret(line: bytes) -> None:
    with pytest.raises(HarborError) as caught:
        by_descriptor(line).read()
    assert caught.value.code is ErrorCode.SECRET_NEEDED


def test_a_closed_descriptor_is_a_usage_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    os.close(writing)
    with pytest.raises(UsageError):
        Secrets(reading, io.BytesIO()).check()


def test_a_folder_as_a_descriptor_is_no_secret(tmp_path: os.PathLike[str]) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(HarborError):
            Secrets(descriptor, io.BytesIO()).read()
    finally:
        os.close(descriptor)


def test_nobody_is_asked_when_a_descriptor_was_given() -> None:
    assert not Secrets(3, io.BytesIO()).can_ask()
