"""Markdown out and in: what comes back is what was written."""

from __future__ import annotations

import datetime as dt
import unicodedata
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.entry import Entry, EntryContent, Mood
from safeharbor.domain.moment import Moment
from safeharbor.exchange.markdown import file_name, read_markdown, write_markdown

ID = UUID("0193a3c0-1111-7222-8333-444455556666")
MOMENT = Moment(1_795_248_000_000_000, 60, "Europe/Berlin", dt.date(2026, 11, 21))

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80)


def an_entry(content: EntryContent, moment: Moment = MOMENT, entry_id: UUID = ID) -> Entry:
    return Entry(entry_id, 1, moment, content, head_revision=uuid4())


def test_a_file_reads_like_a_note() -> None:
    content = EntryContent("The garden", "It rained.\n", ("home", "quiet day"), Mood.GOOD, True)
    updated = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
    assert write_markdown(an_entry(content), updated=updated).decode() == (
        "---\n"
        "id: 0193a3c0-1111-7222-8333-444455556666\n"
        'title: "The garden"\n'
        "date: 2026-11-21\n"
        "created: 2026-11-21T09:00:00+01:00\n"
        "zone: Europe/Berlin\n"
        "updated: 2026-11-22T09:30:00+00:00\n"
        'tags: ["home", "quiet day"]\n'
        "mood: 4\n"
        "starred: true\n"
        "---\n"
        "\n"
        "It rained.\n"
        "\n"
    )


@given(
    title=TEXT,
    body=TEXT,
    tags=st.lists(TEXT, max_size=3),
    mood=st.none() | st.sampled_from(Mood),
    starred=st.booleans(),
    utc_us=st.integers(-(10**15), 10**16),
    offset=st.integers(-720, 840),
    zone=st.sampled_from(
        ["", "Europe/Berlin", "Etc/GMT+5", 'odd "zone"', "America/Port-au-Prince"]
    ),
    day=st.dates(),
    updated=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
)
@settings(max_examples=150)
def test_everything_comes_back(
    title: str,
    body: str,
    tags: list[str],
    mood: Mood | None,
    starred: bool,
    utc_us: int,
    offset: int,
    zone: str,
    day: dt.date,
    updated: dt.datetime | None,
) -> None:
    content = EntryContent(title, body, tuple(tags), mood, starred)
    moment = Moment(utc_us, offset, zone, day)
    back = read_markdown(write_markdown(an_entry(content, moment), updated=updated))
    assert back.content == content
    assert back.moment == moment
    assert back.updated == updated
    assert back.id == ID
    assert back.unknown == {}


@pytest.mark.parametrize("body", ["---", "\n---\n", "\n", "", "---\ntitle: x\n---\n", "a\n\n\n"])
def test_a_text_that_looks_like_front_matter_stays_text(body: str) -> None:
    assert read_markdown(write_markdown(an_entry(EntryContent(body=body)))).content.body == body


def test_the_front_matter_has_one_line_for_each_part() -> None:
    nasty = 'a: b\n---\n\u2028\u0085\ufeff"\\'
    head = write_markdown(an_entry(EntryContent(nasty, "x", (nasty,)))).decode().split("\n---\n")[0]
    assert len(head.split("\n")) == len(head.splitlines())
    assert all(c.isprintable() or c == "\n" for c in head)


def test_a_file_of_another_program_is_all_text() -> None:
    assert read_markdown(b"# Title\n\ntext").content.body == "# Title\n\ntext"
    assert read_markdown(b"---\nnever closed").content.body == "---\nnever closed"


def test_lines_that_this_version_does_not_know_are_handed_on() -> None:
    back = read_markdown(b"---\ntitle: plain words\nweather: rain\n---\n\ntext\n")
    assert back.content == EntryContent("plain words", "text")
    assert back.unknown == {"weather": "rain"}
    assert back.moment is None


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe", b"---\ntags: [1]\n---\n", b"---\nmood: 9\n---\n", b"---\nid: x\n---\n"]
)
def test_what_cannot_be_read_is_an_error(raw: bytes) -> None:
    with pytest.raises(ValueError):
        read_markdown(raw)


def test_file_names_carry_the_day_and_the_title() -> None:
    assert file_name(an_entry(EntryContent("The Garden, in November"))) == (
        "2026-11-21-the-garden-in-november.md"
    )
    assert file_name(an_entry(EntryContent("猫のいる庭"))) == "2026-11-21-猫のいる庭.md"
    assert file_name(an_entry(EntryContent("สวนหลังบ้าน"))) == "2026-11-21-สวนหลังบ้าน.md"


@pytest.mark.parametrize("title", ["", "...", "   ", "?!*", "🌊"])
def test_a_title_without_letters_gives_the_id(title: str) -> None:
    assert file_name(an_entry(EntryContent(title))) == f"2026-11-21-{ID}.md"


@pytest.mark.parametrize("title", ["CON", "nul.", "LPT1", "a.", "a ", "../../etc", "C:\\x", "a\0b"])
def test_names_that_a_system_reserves_are_harmless(title: str) -> None:
    name = file_name(an_entry(EntryContent(title)))
    assert name.startswith("2026-11-21-")
    assert name.endswith(".md")
    assert not set('<>:"/\\|?*\0 ') & set(name)
    assert "." not in name.removesuffix(".md")


@given(TEXT)
@settings(max_examples=150)
def test_every_name_is_short_nfc_and_plain(title: str) -> None:
    name = file_name(an_entry(EntryContent(title)))
    assert len(name.encode()) <= 130
    assert unicodedata.is_normalized("NFC", name)
    assert all(unicodedata.category(c)[0] in "LMN" or c in "-." for c in name)


def test_accents_written_apart_or_together_give_one_name() -> None:
    apart, together = unicodedata.normalize("NFD", "Été"), "Été"
    assert file_name(an_entry(EntryContent(apart))) == file_name(an_entry(EntryContent(together)))


def test_a_long_title_is_cut_between_letters() -> None:
    name = file_name(an_entry(EntryContent("e\u0301" * 200 + "\u0316")))
    assert len(name.encode()) <= 130
    marked = file_name(an_entry(EntryContent("x\u0316" * 200)))
    assert marked.removesuffix(".md")[-1] == "\u0316"
