"""A page as an HTML file."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings

from safeharbor.domain.answers import Answers
from safeharbor.domain.page import (
    Big,
    Heading,
    Image,
    Lines,
    Page,
    PageBreak,
    PaperChoices,
    PaperSize,
    Paragraph,
    Table,
    Weeks,
    page,
)
from safeharbor.domain.pictures import TableData
from safeharbor.exchange.sheet_html import sheet_html
from support.made_answers import answers as made_answers
from support.made_answers import sheet as made_sheet

VOID = {"meta", "br"}
TAGS = (
    "html head meta title style body main footer h1 h2 h3 p ul ol li span table thead tbody tr th "
    "td caption div br"
)
PAGE = Page(
    (
        Heading("My line"),
        Big("I go at six\n& not later"),
        Heading("Steps"),
        Heading("Small", 3),
        Lines(("<b>Ask</b>", "Wave"), boxes=True, numbered=True),
        PageBreak(),
        Image("rings"),
        Table(TableData(("Name", "Ring"), (("Ana", "Inner"),))),
        Weeks(("Walk",)),
        Paragraph("One.\n\nTwo."),
    ),
    date="21 November 2026",
    paper_size=PaperSize.LETTER,
)


class _Read(HTMLParser):
    """What a reader of the file meets; refuses tags that do not close."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(raw.decode("utf-8"))
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words += data.split()


def test_a_page_has_a_language_headings_real_lists_and_tables() -> None:
    made = sheet_html(PAGE, language="de").decode("utf-8")
    read = _Read(made.encode("utf-8"))
    assert '<html lang="de">' in made
    assert "<title>21 November 2026</title>" in made
    assert read.tags.count("h1") == 2
    assert read.tags.count("h2") == 1
    assert '<ol class="boxes">' in made
    assert '<th scope="row" dir="auto">Ana</th>' in made
    assert '<table aria-labelledby="h3">' in made
    assert "size: letter" in made
    assert read.tags.count("td") == 1 + 4 * 7 + 1
    assert '<div class="page"></div>\n<table' in made
    assert "SafeHarbor" not in made


def test_a_title_goes_above_the_headings() -> None:
    made = sheet_html(Page((Heading("A"), Paragraph("b")), title="T")).decode("utf-8")
    assert '<h1 class="title" dir="auto">T</h1>' in made
    assert '<h2 id="h1" dir="auto">A</h2>' in made
    assert "<title>Page</title>" in sheet_html(Page(())).decode("utf-8")


@settings(max_examples=60)
@given(made_answers())
def test_nothing_that_is_written_becomes_a_tag_and_nothing_is_asked_of_the_network(
    answers: Answers,
) -> None:
    chosen = frozenset({"need", "list", "ways"})
    made = page(made_sheet(), answers, PaperChoices(initials=False, chosen=chosen))
    read = _Read(sheet_html(made))
    assert set(read.tags) <= set(TAGS.split())
    assert {name for name, _ in read.attributes}.isdisjoint({"src", "href", "onload", "style"})


def test_words_are_read_as_they_were_typed() -> None:
    read = _Read(sheet_html(Page((Paragraph('<script>&amp; "x"\n\0'),))))
    assert read.words == ["Page", "<script>&amp;", '"x"', "\u2400"]


def test_a_number_to_ring_stays_on_one_line() -> None:
    made = sheet_html(Page((Lines(("Samaritans · 116 123",)),))).decode()
    assert "Samaritans · 116\u00a0123</li>" in made
