"""The recovery code: forgiving to read, never accepted with a typo, and it says where to look."""

from __future__ import annotations

import copy
import pickle
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault.recovery import GROUPS, RecoveryCode, looks_like_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET = bytes(range(20))
TYPED = str(RecoveryCode(SECRET))

codes = st.binary(min_size=20, max_size=20).map(RecoveryCode)


def wrong_groups(text: str) -> str:
    """The groups named for ``text``, or "accepted"."""
    try:
        RecoveryCode.parse(text)
    except HarborError as error:
        if error.code is not ErrorCode.RECOVERY_CODE_MISTYPED:
            raise
        return str(error.facts["groups"])
    return "accepted"


def with_typos(code: RecoveryCode, places: list[int], pick: random.Random) -> str:
    """The code with another symbol at each of ``places`` (0 to 39)."""
    symbols = list(str(code).replace("-", ""))
    for place in places:
        symbols[place] = pick.choice([symbol for symbol in ALPHABET if symbol != symbols[place]])
    return "-".join("".join(symbols[start : start + 4]) for start in range(0, 40, 4))


def named(places: list[int]) -> str:
    """The groups that ``places`` lie in, as they are named."""
    return ", ".join(str(group) for group in sorted({place // 4 + 1 for place in places}))


def test_the_written_form_never_changes() -> None:
    assert TYPED == "S100-0G40-R40M-30E2-0918-5GR3-8E1W-8124-GKR5-YZWH"
    assert str(RecoveryCode(bytes(20))) == "S100-0000-0000-0000-0000-0000-0000-0000-008G-FTAN"


@given(codes)
def test_a_code_has_ten_groups_of_four_and_reads_back(code: RecoveryCode) -> None:
    assert [len(group) for group in code.groups] == [4] * GROUPS
    assert not set(str(code)) & set("ILOU")
    assert str(code).startswith("S1")
    assert RecoveryCode.parse(str(code)).secret == code.secret


@pytest.mark.parametrize(
    "text",
    [
        TYPED.lower(),
        TYPED.replace("-", " "),
        TYPED.replace("-", ""),
        TYPED.replace("-", " - "),
        TYPED.replace("-", "\n"),
        TYPED.replace("-", "\u2013"),
        f"  {TYPED}\r\n",
        TYPED.replace("0", "O").replace("1", "l"),
        TYPED.replace("0", "o").replace("1", "I"),
        " ".join(TYPED.replace("-", "")),
        TYPED.translate({ord(c): ord(c) + 0xFEE0 for c in ALPHABET}),
    ],
)
def test_case_spaces_and_misread_symbols_do_not_matter(text: str) -> None:
    assert RecoveryCode.parse(text).secret == SECRET


def test_no_single_typo_is_accepted_and_its_group_is_named() -> None:
    """Every other symbol at every place."""
    symbols = TYPED.replace("-", "")
    for place in range(40):
        for other in ALPHABET:
            if other != symbols[place]:
                assert wrong_groups(symbols[:place] + other + symbols[place + 1 :]) == named(
                    [place]
                )


@given(codes, st.sets(st.integers(0, 39), min_size=2, max_size=2), st.randoms())
def test_two_typos_are_found_too(code: RecoveryCode, places: set[int], pick: random.Random) -> None:
    assert wrong_groups(with_typos(code, sorted(places), pick)) == named(sorted(places))


def test_five_thousand_random_typos_are_never_accepted() -> None:
    pick = random.Random(2026)
    for _ in range(5_000):
        places = pick.sample(range(40), pick.choice((1, 2, 3, 4)))
        assert wrong_groups(with_typos(RecoveryCode(SECRET), places, pick)) != "accepted"


@given(codes, st.integers(0, 9))
def test_a_group_that_is_too_short_or_too_long_is_named(code: RecoveryCode, number: int) -> None:
    groups = list(code.groups)
    short = [*groups[:number], groups[number][:-1], *groups[number + 1 :]]
    long = [*groups[:number], groups[number] + "7", *groups[number + 1 :]]
    assert wrong_groups("-".join(short)) == str(number + 1)
    assert wrong_groups(" ".join(long)) == str(number + 1)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("", "1-10"),
        ("hello", "1-10"),
        (TYPED[:-5], "1-10"),
        (TYPED.replace("-", "")[:-1], "1-10"),
        (TYPED + "-7777", "1-10"),
        ("U" + TYPED[1:], "1"),
        (TYPED[:-1] + "ä", "10"),
        ("\ud800" + TYPED[1:], "1"),
        (TYPED[:10] + "UU" + TYPED[12:-1] + "U", "3, 10"),
    ],
)
def test_where_to_look_is_said_as_far_as_it_can_be(text: str, groups: str) -> None:
    assert wrong_groups(text) == groups


def test_a_code_of_a_later_version_is_not_called_mistyped() -> None:
    with pytest.raises(HarborError) as caught:
        RecoveryCode.parse("S200-0G40-R40M-30E2-0918-5GR3-8E1W-8124-GK5E-E2BC")
    assert caught.value.code is ErrorCode.VAULT_TOO_NEW


@given(st.text(max_size=80))
def test_no_text_does_anything_but_fail_with_a_code(text: str) -> None:
    looks_like_code(text)
    assert wrong_groups(text) != "accepted"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TYPED, True),
        (TYPED.lower().replace("-", ""), True),
        (TYPED[:-2], True),
        ("X" + TYPED[1:], True),
        ("correct horse battery staple", False),
        ("a quiet harbour at dawn", False),
        ("S1", False),
        ("", False),
        ("猫" * 40, False),
    ],
)
def test_a_code_looks_like_a_code(text: str, expected: bool) -> None:
    assert looks_like_code(text) is expected


def test_a_group_can_be_asked_back() -> None:
    code = RecoveryCode(SECRET)
    assert code.has_group(4, f" {code.groups[3].lower()} ")
    assert not code.has_group(4, code.groups[4])
    assert not code.has_group(4, "\ud800ä")


def test_a_code_is_shown_only_when_asked_for() -> None:
    code = RecoveryCode.new()
    assert code.groups[3] not in repr(code) + repr([code])
    for leave in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            leave(code)


def test_a_code_has_twenty_bytes() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        RecoveryCode(bytes(19))
