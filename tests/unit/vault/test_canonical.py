"""Canonical JSON: one spelling per value, and nothing else is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.vault.canonical import NotCanonicalError, canonical, parse_canonical

LIMIT = 16 * 1024

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(values)
def test_what_was_written_is_read(value: Any) -> None:
    raw = canonical(value)
    assert parse_canonical(raw, max_size=1 << 20) == value


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":9007199254740993}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":01}',
        b'{"a":1}\n',
        b'\xef\xbb\xbf{"a":1}',
        '{"a":"ü"}'.encode(),
        b'{"a":"\\u00FC"}',
        b'{"a":"\\/"}',
        b"[" * 9 + b"]" * 9,
        b"[" * 8000,
        b'{"a":"' + b"x" * LIMIT + b'"}',
    ],
)
def test_every_other_spelling_is_refused(raw: bytes) -> None:
    with pytest.raises(NotCanonicalError) as caught:
        parse_canonical(raw, max_size=LIMIT)
    assert caught.value.__cause__ is None


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_fail_cleanly(raw: bytes) -> None:
    try:
        value = parse_canonical(raw, max_size=LIMIT)
    except NotCanonicalError:
        return
    assert canonical(value) == raw
    assert json.loads(raw) == value


def test_brackets_inside_text_are_no_depth() -> None:
    raw = canonical({"a": '[[[[[[[[[["\\[[[['})
    assert parse_canonical(raw, max_size=LIMIT) == {"a": '[[[[[[[[[["\\[[[['}
