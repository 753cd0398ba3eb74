"""The content check: crisis lines and a sentence for every error code."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tools.check_content import RESOURCES, check_all, check_messages, placeholders
from tools.check_crisis_lines import check_crisis_lines
from tools.wording import find_unkind

Lines = dict[str, Any]


@pytest.fixture(scope="module")
def shipped() -> Lines:
    data = json.loads((RESOURCES / "crisis_lines.json").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def test_what_ships_is_sound() -> None:
    assert check_all(RESOURCES) == []


def country(data: Lines, code: str) -> Lines:
    return next(c for c in data["countries"] if c["code"] == code)


def first_call(data: Lines, code: str) -> Lines:
    return next(line for line in country(data, code)["lines"] if line["call"])


DAMAGE: dict[str, Callable[[Lines], object]] = {
    "retired": lambda d: first_call(d, "US").update(call="1-800-273-8255"),
    "cannot have": lambda d: first_call(d, "GB").update(call="116 123 ask for Ann"),
    "digits": lambda d: first_call(d, "GB").update(call="1"),
    "also the emergency": lambda d: first_call(d, "GB").update(call="999"),
    "a number is listed twice": lambda d: country(d, "US")["lines"].append(
        {**first_call(d, "US"), "name": "Another"}
    ),
    "a name is used twice": lambda d: country(d, "US")["lines"].append(
        {**first_call(d, "US"), "call": "555 0100"}
    ),
    "nothing to call": lambda d: first_call(d, "GB").update(call=None, text=None, chat=None),
    "no number to send": lambda d: first_call(d, "GB").update(text="HOME"),
    "chat": lambda d: first_call(d, "GB").update(chat="http://example.org"),
    "unknown kind": lambda d: first_call(d, "GB").update(kind="other"),
    "unknown confidence": lambda d: first_call(d, "GB").update(confidence="low"),
    "languages": lambda d: first_call(d, "GB").update(languages=["english"]),
    "sources are missing": lambda d: first_call(d, "GB").update(sources=[]),
    "hours is empty": lambda d: first_call(d, "GB").update(hours=" "),
    "name is empty": lambda d: first_call(d, "GB").update(name=None),
    "note is empty": lambda d: first_call(d, "GB").update(note=None),
    "2 to 5 digits": lambda d: country(d, "GB").update(emergency=["call 999"]),
    "no emergency number": lambda d: country(d, "GB").update(emergency=[]),
    "do not match": lambda d: country(d, "GB").update(emergency_labels={}),
    "ISO": lambda d: country(d, "GB").update(code="ZZ"),
    "listed twice": lambda d: d["countries"].append(d["countries"][-1]),
    "not sorted": lambda d: d["countries"].reverse(),
    "not a date": lambda d: d.update(verified_on="today"),
    "note: empty": lambda d: d.update(note=""),
    "international: empty": lambda d: d.update(international=[]),
    "https address": lambda d: d["international"][0].update(url="ftp://example.org"),
    "top level": lambda d: d.update(extra=1),
    "keys differ": lambda d: country(d, "GB").pop("name"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_to_the_crisis_lines_is_found(shipped: Lines, what: str) -> None:
    data = copy.deepcopy(shipped)
    DAMAGE[what](data)
    assert any(what in finding for finding in check_crisis_lines(data))


def messages() -> Lines:
    data = json.loads((RESOURCES / "content/en/messages.json").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def test_a_code_without_a_sentence_and_a_sentence_without_a_code() -> None:
    data = messages()
    data["errors"]["SH-ZZ-99"] = data["errors"].pop("SH-FS-01")
    assert check_messages(data) == [
        "errors.SH-FS-01: no sentence for this code",
        "errors.SH-ZZ-99: no such code",
    ]


def test_each_sentence_has_its_three_parts() -> None:
    data = messages()
    data["errors"]["SH-FS-01"]["safe"] = ""
    assert check_messages(data) == ["errors.SH-FS-01: what, safe and next are needed"]
    assert check_messages({}) == ["errors: missing"]


def test_a_fact_that_nobody_can_give() -> None:
    data = messages()
    data["errors"]["SH-FS-01"]["what"] = "The disk {disk} is full."
    assert check_messages(data) == ["errors.SH-FS-01.what: nothing stands in for disk"]
    assert placeholders("a {file}[ in {place}]") == {"file"}
    assert placeholders("open { bracket") == placeholders("open [ bracket") == {"?"}


@pytest.mark.parametrize("text", ["Saved!", "You should rest.", "It is Just a note", "Simply go"])
def test_unkind_words(text: str) -> None:
    assert find_unkind(text)
    data = messages()
    data["errors"]["SH-FS-01"]["next"] = text
    assert check_messages(data)


def test_words_that_only_look_like_them() -> None:
    assert find_unkind("An adjustment, a shoulder, simplicity, justice.") == []
