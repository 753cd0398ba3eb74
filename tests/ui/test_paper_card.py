"""The pocket card: to the millimetre on paper, the same on the screen, and nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from safeharbor.domain.page import Lines, Page, Paragraph
from safeharbor.ui.paper.card import PocketCard
from safeharbor.ui.paper.lines import SetWords
from safeharbor.ui.paper.measures import A4, DOTS, LETTER, Leaf, mm, plain_font
from safeharbor.ui.paper.painter import PaperLayout
from safeharbor.ui.paper.pdf import pdf_bytes
from safeharbor.ui.paper.preview import CardPreview, PagePreview, paper_colors
from safeharbor.ui.routes import Parts
from safeharbor.ui.theme import Scheme
from support.drawn import boundary_page
from support.pdf import drawn_on, read, words_of

pytestmark = pytest.mark.usefixtures("qapp")

LINE = "I do not take calls after ten."
PAIR = f"{LINE}\nIf it is crossed, I leave the phone in the kitchen and ring back next day."
PLAN = "Walk to the lake\nRing Rosa, 0171 2345\nSamaritans 116 123\nEmergency 112"
LONG = " ".join(["extraordinarily-long-word"] * 25)


@pytest.fixture
def host(parts: Parts) -> Iterator[QWidget]:
    widget = QWidget()
    yield widget
    widget.close()
    widget.deleteLater()


@pytest.mark.parametrize("text", [LINE, PAIR, PLAN])
@pytest.mark.parametrize("leaf", [A4, LETTER, Leaf(148, 210)])
def test_it_measures_85_by_54_millimetres_on_paper(text: str, leaf: Leaf) -> None:
    data = pdf_bytes(PaperLayout(boundary_page(), leaf, pocket=text))
    assert drawn_on(data, len(read(data).pages) - 1).dashed == [pytest.approx((85, 54), abs=0.05)]
    assert " ".join(text.split()) in words_of(data)[-1]


@pytest.mark.parametrize("ahead", range(1, 40, 3))
def test_a_number_is_never_cut_at_the_end_of_a_line(ahead: int) -> None:
    words = SetWords(f"{'a ' * ahead}116 123", plain_font(13), mm(40), 0)
    lines = [line.layout.lineAt(line.number) for line in words.lines]
    texts = [words.lines[0].layout.text()[x.textStart() :][: x.textLength()] for x in lines]
    assert sum("116\u00a0123" in text for text in texts) == 1


def lines_of(text: str, *, even: bool, back: bool = False) -> list[str]:
    words = SetWords(text, plain_font(13), mm(60), 0, even=even, back=back)
    found = []
    for line in words.lines:
        part = line.layout.lineAt(line.number)
        assert -1 < part.x() + part.naturalTextRect().left() <= mm(60)
        assert part.naturalTextRect().right() <= mm(60) + 1
        found.append(line.layout.text()[part.textStart() :][: part.textLength()].strip())
    return found


@pytest.mark.parametrize("back", [False, True])
def test_no_word_is_left_over_for_the_last_of_the_large_lines(back: bool) -> None:
    text = "I can see that you were worried about all of us today"
    usual, even = (lines_of(text, even=each, back=back) for each in (False, True))
    assert len(even) == len(usual) > 1
    assert len(even[-1]) > len(usual[-1])
    assert " ".join(even) == text


@pytest.mark.parametrize("text", ["Rest", "w" * 300, "", "a b\nc d"])
def test_what_is_even_already_stays_as_it_is(text: str) -> None:
    assert lines_of(text, even=True) == lines_of(text, even=False)


def test_a_number_to_ring_is_never_the_small_line_of_a_card() -> None:
    sizes = drawn_on(pdf_bytes(PaperLayout(Page(()), pocket="Samaritans 116 123\n999"))).sizes
    assert max(sizes) == pytest.approx(19, abs=0.1), "both are large"
    assert sorted(sizes)[:-1] == [pytest.approx(9, abs=0.1)], "and only the hint is small"


def test_numbers_stand_out_on_a_page_that_is_made_of_them() -> None:
    block = Lines(("Samaritans · 116 123 · any hour", "Room 12, 8 to 6"))
    plain, large = (
        drawn_on(pdf_bytes(PaperLayout(Page((block,)), numbers=each))).sizes
        for each in (False, True)
    )
    assert max(plain) == pytest.approx(13, abs=0.1)
    assert max(large) == pytest.approx(16, abs=0.1)


def test_an_empty_card_says_what_will_stand_on_it(parts: Parts, host: QWidget) -> None:
    card = CardPreview(parts.look, host)
    card.say("")
    assert "stands here" in card.accessibleDescription()
    card.resize(card.sizeHint())
    assert _dark(card.grab().toImage())
    card.say(LINE)
    assert card.accessibleDescription() == LINE


def test_a_card_alone_is_a_page_of_its_own() -> None:
    data = pdf_bytes(PaperLayout(Page((), pages=1), pocket=PLAN))
    assert len(read(data).pages) == 1
    assert words_of(data)[0].startswith(" ".join(PLAN.split()))


def test_a_full_page_gives_the_card_a_page_of_its_own() -> None:
    many = tuple(Paragraph(f"Line number {number}.") for number in range(19))
    layout = PaperLayout(Page(many, pages=1), pocket=LINE)
    assert (layout.count, layout.scale > 0.8) == (2, True)
    first, second = words_of(pdf_bytes(layout))
    assert "Line number 0." in first
    assert "Line number 18." in first
    assert second.startswith(LINE)


def test_too_many_words_make_it_two_cards_high_to_be_folded() -> None:
    data = pdf_bytes(PaperLayout(Page((), pages=1), pocket=LONG))
    outside, fold = drawn_on(data).dashed
    assert outside == pytest.approx((85, 108), abs=0.05)
    assert fold == pytest.approx((85, 0), abs=0.05)
    said = words_of(data)[0].replace(" ", "")
    assert said.startswith(LONG.replace(" ", "")), "every word is there"


@pytest.mark.parametrize("text", [LINE, PAIR, PLAN, LONG, "x" * 3000, "", " \n "])
def test_all_words_stand_within_the_edge(text: str) -> None:
    card = PocketCard(text)
    scale = 0.1
    image = QImage(int(mm(120) * scale), int(mm(140) * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    card.paint(painter, mm(10), mm(10), edge=False)
    painter.end()
    dark = _dark(image)
    inside = (int(mm(15) * scale), int(mm(90) * scale))
    below = int(mm(10 + card.height_mm - 5) * scale)
    assert all(inside[0] < x < inside[1] and inside[0] < y < below for x, y in dark)
    assert bool(dark) is bool(text.strip())


def _dark(image: QImage) -> list[tuple[int, int]]:
    across, down = range(0, image.width(), 2), range(0, image.height(), 2)
    return [(x, y) for y in down for x in across if image.pixelColor(x, y).lightness() < 200]


def test_the_preview_is_as_large_as_the_card_and_painted_by_the_same_code(
    parts: Parts, host: QWidget
) -> None:
    card = CardPreview(parts.look, host)
    card.say(PAIR)
    dots = card.logicalDpiX()
    hint = card.sizeHint()
    real = (85 / 25.4 * dots, 54 / 25.4 * dots)
    assert (hint.width(), hint.height()) == pytest.approx(real, abs=1)
    assert card.accessibleDescription() == PAIR
    card.resize(hint)
    ink, ground = paper_colors(parts.look)
    expected = QImage(hint, QImage.Format.Format_RGB32)
    expected.fill(ground)
    painter = QPainter(expected)
    painter.setPen(ink)
    painter.scale(dots / DOTS, dots / DOTS)
    PocketCard(PAIR).paint(painter, 0, 0, edge=False)
    painter.end()
    seen = card.grab().toImage()
    places = [(x, y) for y in range(20, hint.height() - 20) for x in range(20, hint.width() - 20)]
    apart = [
        abs(seen.pixelColor(*at).lightness() - expected.pixelColor(*at).lightness())
        for at in places
    ]
    # A card is no whole number of pixels wide, so letters are a hair apart.
    assert sum(apart) / len(apart) < 2
    assert len(_dark(seen)) > 200


@pytest.mark.parametrize("scheme", list(Scheme))
def test_paper_does_not_glare_in_the_dark(parts: Parts, host: QWidget, scheme: Scheme) -> None:
    parts.look.choose(scheme)
    card = CardPreview(parts.look, host)
    card.say(LINE)
    card.resize(card.sizeHint())
    ink, ground = paper_colors(parts.look)
    assert card.grab().toImage().pixelColor(100, 180) == ground
    assert abs(ink.lightness() - ground.lightness()) > 170
    assert (ground == QColor("white")) is (scheme is not Scheme.DARK)


def test_the_preview_of_pages_shows_all_of_them_below_each_other(
    parts: Parts, host: QWidget
) -> None:
    ink, ground = paper_colors(parts.look)
    page = PagePreview(parts.look, host)
    assert page.heightForWidth(300) == 0
    layout = PaperLayout(boundary_page(), pocket=LINE, ink=ink, ground=ground)
    page.show_layout(layout)
    assert page.accessibleDescription() == "Pages: 1"
    assert page.heightForWidth(210) == 297
    page.resize(420, page.heightForWidth(420))
    seen = page.grab().toImage()
    assert seen.pixelColor(10, 10) == ground
    assert any(seen.pixelColor(x, 70).lightness() < 100 for x in range(40, 300))
    page.show_layout(None)
    assert page.heightForWidth(300) == 0
