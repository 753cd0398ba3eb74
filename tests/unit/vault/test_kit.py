"""The printed kit: with its code and the database alone, the journal opens again."""

from __future__ import annotations

import html.parser
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.vault import opening
from safeharbor.vault.header import encode_header, parse_header, verify_header
from safeharbor.vault.inbox import public_key
from safeharbor.vault.kit import (
    KitWords,
    header_from_kit,
    kit_html,
    kit_matrix,
    kit_text,
    open_kit,
    parse_kit,
)
from safeharbor.vault.methods import NewVault
from safeharbor.vault.recovery import RecoveryCode
from unit.vault.samples import TODAY


@pytest.fixture
def text(simple: NewVault) -> str:
    """The kit of ``simple``."""
    return kit_text(simple.header, simple.header.slots_of(SlotType.RECOVERY)[0])


def test_kit_and_database_alone_open_the_journal(simple: NewVault, text: str) -> None:
    """The header is gone: the paper gives the database's key and salt, and a new header."""
    typed = str(simple.recovery)
    kit = parse_kit(text)
    key = open_kit(kit, RecoveryCode.parse(typed))
    assert key.database_key() == simple.key.database_key()
    assert kit.database_salt == simple.header.database.salt

    header = header_from_kit(kit, key, "vault-1.db", public_key(simple.inbox_private_key))
    again = parse_header(encode_header(header, key))
    verify_header(again, key)
    assert again.database == simple.header.database
    assert again.inbox == simple.header.inbox
    assert again.slots == simple.header.slots_of(SlotType.RECOVERY)
    assert opening.open_with_recovery(again, typed).key.raw == simple.key.raw


def test_a_kit_takes_its_generation_from_the_database(simple: NewVault, text: str) -> None:
    header = header_from_kit(parse_kit(text), simple.key, "vault-12.db", bytes(32))
    assert (header.gen, header.database.file) == (12, "vault-12.db")
    with pytest.raises(ValueError, match="name of a database"):
        header_from_kit(parse_kit(text), simple.key, "../vault-1.db", bytes(32))


def test_case_and_line_breaks_in_a_kit_do_not_matter(text: str) -> None:
    broken = "\n".join(text[start : start + 30] for start in range(0, len(text), 30))
    assert parse_kit(broken.lower()) == parse_kit(text)


def test_every_mistyped_symbol_of_a_kit_is_noticed(text: str) -> None:
    for place, old in enumerate(text):
        new = "B" if old == "A" else "A"
        with pytest.raises(HarborError) as caught:
            parse_kit(text[:place] + new + text[place + 1 :])
        assert caught.value.code is ErrorCode.KIT_UNREADABLE


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + "A",
        lambda text: text + "|",
        lambda text: text.replace("|", "", 1),
        lambda text: text[:7] + "0" + text[8:],
        lambda text: text[:7] + "\u00e4" + text[8:],
        lambda text: text.replace("SHK1", "SHK2"),
        lambda text: text + " " * 1024,
    ],
)
def test_what_is_not_a_whole_kit_is_refused(text: str, change: Callable[[str], str]) -> None:
    with pytest.raises(HarborError) as caught:
        parse_kit(change(text))
    assert caught.value.code is ErrorCode.KIT_UNREADABLE


@given(st.text(max_size=100) | st.text("SHK1|ABCDEF234567=", max_size=1100))
def test_no_text_does_anything_but_fail_with_a_code(text: str) -> None:
    with pytest.raises(HarborError) as caught:
        parse_kit(text)
    assert caught.value.code is ErrorCode.KIT_UNREADABLE


def test_the_code_of_another_vault_does_not_open_a_kit(text: str) -> None:
    with pytest.raises(HarborError) as caught:
        open_kit(parse_kit(text), RecoveryCode.new())
    assert caught.value.code is ErrorCode.WRONG_RECOVERY_CODE


def test_only_a_recovery_slot_goes_on_paper(simple: NewVault) -> None:
    with pytest.raises(ValueError, match="recovery"):
        kit_text(simple.header, simple.header.slots_of(SlotType.KEYRING)[0])


class Page(html.parser.HTMLParser):
    """Collects tags, addresses and text of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        self.words += data + " "


def test_the_page_is_one_a5_sheet_that_names_nothing(simple: NewVault, text: str) -> None:
    source = kit_html(simple.recovery, text, TODAY)
    page = Page(source)
    assert "size: A5" in source
    assert not re.search("safe.?harbor|journal|diary|vault|password", source, re.IGNORECASE)
    assert [group for group in page.words.split() if group in simple.recovery.groups] == list(
        simple.recovery.groups
    )
    assert "2026-11-21" in page.words
    assert page.tags.count("svg") == 1
    assert page.addresses == []
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert not re.search(r"url\(|@import|http", source)


def test_translated_words_are_text_and_nothing_else(simple: NewVault, text: str) -> None:
    words = KitWords(language='de"', title="<b>Blatt</b>", lead="&c {0} {title}")
    page = Page(kit_html(simple.recovery, text, TODAY, words))
    assert "<b>Blatt</b>" in page.words
    assert "&c {0} {title}" in page.words


def test_the_square_holds_the_text(text: str) -> None:
    """Finder patterns where they belong; what it says is segno's affair."""
    matrix = kit_matrix(text)
    side = len(matrix)
    assert all(len(row) == side for row in matrix)
    assert side <= 73  # on 52 mm that is 0.7 mm a module, which phones read from paper
    assert matrix[0][:7] == matrix[0][-7:] == matrix[-1][:7] == (True,) * 7
