"""A page of a sheet as one HTML file that reads well with eyes, with a screen reader, on paper.

Everything somebody wrote is escaped. The file has no script and asks nothing of the network; it
does not say which program made it. Pictures are left out, since their facts follow as a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from safeharbor.domain.page import (
    Big,
    Block,
    Heading,
    Image,
    Lines,
    Page,
    PageBreak,
    PaperSize,
    Paragraph,
    Table,
    Weeks,
)
from safeharbor.domain.text import clean
from safeharbor.domain.unbroken import unbroken

ENDING: Final = ".html"
NEUTRAL_TITLE: Final = "Page"
"""What a browser shows where the page itself has no title and no date."""

_WEEKS: Final = 4
_DAYS: Final = 7
_SIZES: Final = {PaperSize.A4: "A4", PaperSize.LETTER: "letter"}
_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1.1rem/1.5 sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { font-size: 1.05rem; margin: 1.6em 0 0.3em; break-after: avoid; }
h1.title { font-size: 1.5rem; }
p, ul, ol, table { margin: 0.3em 0; }
.big { font-size: 1.7rem; line-height: 1.3; }
.boxes { list-style: none; padding-left: 0; }
ol.boxes { list-style: decimal; padding-left: 1.6em; }
li, tr { break-inside: avoid; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid; padding: 0.3em 0.5em; text-align: start; vertical-align: top; }
.weeks td { height: 1.6em; }
.page { break-before: page; }
footer { margin-top: 3rem; }
"""


def sheet_html(page: Page, *, language: str = "en", title: str = NEUTRAL_TITLE) -> bytes:
    """The file, in UTF-8.

    Args:
        page: what goes on it.
        language: of its words, a tag such as ``en`` or ``pt-BR``.
        title: what a browser's tab says where the page has no title and no date.
    """
    named = page.title or page.date or title
    top = f'<h1 class="title" dir="auto">{_text(page.title)}</h1>' if page.title else ""
    writer = _Writer(up=0 if page.title else 1)
    body = "\n".join(filter(None, [top, *(writer.block(block) for block in page.blocks)]))
    date = f"\n<footer>\n<p>{_text(page.date)}</p>\n</footer>" if page.date else ""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{escape(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{_text(named)}</title>",
            f"<style>{_STYLE}@page {{ size: {_SIZES[page.paper_size]}; margin: 20mm; }}\n</style>",
            "</head>",
            "<body>",
            f"<main>\n{body}\n</main>{date}",
            "</body>",
            "</html>",
            "",
        ]
    ).encode("utf-8")


class _Writer:
    """Writes blocks one after the other; tables are named by the heading above them."""

    def __init__(self, up: int) -> None:
        self._up = up
        self._headings = 0
        self._breaks = False

    def block(self, block: Block) -> str:
        """One block, "" for what has no words."""
        if isinstance(block, PageBreak):
            self._breaks = True
            return ""
        if isinstance(block, Image):
            return ""
        made = "\n".join(self._lines(block))
        if self._breaks:
            self._breaks = False
            return f'<div class="page"></div>\n{made}'
        return made

    def _lines(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            self._headings += 1
            level = max(1, block.level - self._up)
            yield f'<h{level} id="h{self._headings}" dir="auto">{_text(block.text)}</h{level}>'
        elif isinstance(block, Big):
            yield f'<p class="big" dir="auto">{_text(block.text)}</p>'
        elif isinstance(block, Paragraph):
            for part in _paragraphs(block.text):
                yield f'<p dir="auto">{_text(part)}</p>'
        elif isinstance(block, Lines):
            yield from _list(block)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Weeks):
            yield from self._weeks(block)

    @property
    def _named(self) -> str:
        return f' aria-labelledby="h{self._headings}"' if self._headings else ""

    def _table(self, block: Table) -> Iterator[str]:
        yield f"<table{self._named}>"
        head = "".join(
            f'<th scope="col" dir="auto">{_text(each)}</th>' for each in block.table.head
        )
        yield f"<thead><tr>{head}</tr></thead>"
        yield "<tbody>"
        for row in block.table.rows:
            cells = (f'<td dir="auto">{_text(each)}</td>' for each in row[1:])
            first = f'<th scope="row" dir="auto">{_text(row[0])}</th>'
            yield f"<tr>{first}{''.join(cells)}</tr>"
        yield "</tbody>"
        yield "</table>"

    @staticmethod
    def _weeks(block: Weeks) -> Iterator[str]:
        days = "".join(f'<th scope="col">{day}</th>' for day in range(1, _DAYS + 1))
        for name in block.names:
            yield '<table class="weeks">'
            yield f'<caption dir="auto">{_text(name)}</caption>'
            yield f"<thead><tr><td></td>{days}</tr></thead>"
            yield "<tbody>"
            for week in range(1, _WEEKS + 1):
                yield f'<tr><th scope="row">{week}</th>{"<td></td>" * _DAYS}</tr>'
            yield "</tbody>"
            yield "</table>"


def _list(block: Lines) -> Iterator[str]:
    tag = "ol" if block.numbered else "ul"
    yield f'<{tag} class="boxes">' if block.boxes else f"<{tag}>"
    box = '<span aria-hidden="true">☐</span> ' if block.boxes else ""
    for item in block.items:
        yield f'<li dir="auto">{box}{_text(item)}</li>'
    yield f"</{tag}>"


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in clean(text).split("\n\n") if part.strip()]


def _text(text: str) -> str:
    return escape(unbroken(clean(text))).replace("\n", "<br>")
