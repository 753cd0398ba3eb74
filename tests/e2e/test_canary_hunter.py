"""The hunter finds planted text in every shape; a hunter that finds nothing proves nothing."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faults.hunter import hunt, inside_base64, shapes

_NEEDLE = "canary-Zwölf猫-Yq71"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
def test_plain_text_is_found_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    """In the midst of other bytes."""
    noise = random.Random(1).randbytes(5000)
    (tmp_path / "file.bin").write_bytes(noise + f"x{_NEEDLE}y".encode(encoding) + noise)

    assert {found.needle for found in hunt([tmp_path], [_NEEDLE])} == {_NEEDLE}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("alignment", [0, 1, 2])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64_is_found_at_each_alignment(
    tmp_path: Path, encoding: str, alignment: int, encode: object
) -> None:
    """Whatever stands before and after it."""
    assert callable(encode)
    raw = b"?" * (3 + alignment) + _NEEDLE.encode(encoding) + b"\xff\xfe?>tail"
    (tmp_path / "mail.txt").write_bytes(encode(raw))

    assert hunt([tmp_path], [_NEEDLE])


def test_a_name_of_a_file_or_folder_is_found(tmp_path: Path) -> None:
    """A title must not become a file name either."""
    (tmp_path / f"note {_NEEDLE}").mkdir()

    assert [found.path.name for found in hunt([tmp_path], [_NEEDLE])] == [f"note {_NEEDLE}"]


def test_a_hidden_file_deep_down_is_found(tmp_path: Path) -> None:
    """Such as a log in a folder of its own, written as JSON."""
    deep = tmp_path / ".cache" / "a" / "b"
    deep.mkdir(parents=True)
    (deep / ".log").write_text(json.dumps({"message": _NEEDLE}, ensure_ascii=False))

    assert [found.shape for found in hunt([tmp_path], [_NEEDLE])] == ["utf-8"]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    """Random bytes and other words are no hit."""
    (tmp_path / "file.bin").write_bytes(random.Random(2).randbytes(200_000))
    (tmp_path / "text").write_text("a canary in a coal mine")

    assert not hunt([tmp_path], [_NEEDLE])


@given(st.binary(min_size=6, max_size=40), st.binary(max_size=9), st.binary(max_size=9))
def test_the_inner_part_of_base64_does_not_depend_on_its_neighbours(
    raw: bytes, before: bytes, after: bytes
) -> None:
    """Cut to whole characters, the part is always there."""
    encoded = base64.b64encode(before + raw + after)

    assert inside_base64(raw, len(before) % 3) in encoded


def test_every_shape_is_long_enough_to_mean_something() -> None:
    """A pattern of three bytes would be found anywhere."""
    assert min(len(pattern) for pattern in shapes(_NEEDLE).values()) >= 16
