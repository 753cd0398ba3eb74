"""Pages as they come out of the printer, read back with a reader of PDF files."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from safeharbor.domain.page import (
    Big,
    Block,
    Heading,
    Image,
    Lines,
    Page,
    PageBreak,
    Paragraph,
    Table,
)
from safeharbor.domain.pictures import Gap, Gaps, TableData
from safeharbor.ui.paper.measures import A4, LETTER, Leaf
from safeharbor.ui.paper.painter import PaperLayout
from safeharbor.ui.paper.pdf import pdf_bytes
from support.drawn import DATE, PICTURES, boundary_page, mixed_page
from support.pdf import drawn_on, read, words_of

pytestmark = pytest.mark.usefixtures("qapp")

LEAVES = pytest.mark.parametrize("leaf", [A4, LETTER], ids=["A4", "Letter"])
MM = 25.4 / 72
SENTENCE = "They nodded and asked whether I would like some tea before the bus came. "


def printed(page: Page, leaf: Leaf = A4, pocket: str = "") -> bytes:
    return pdf_bytes(PaperLayout(page, leaf, pictures=PICTURES, pocket=pocket))


def text_of(page: Page, leaf: Leaf = A4) -> str:
    return " ".join(words_of(printed(page, leaf)))


@LEAVES
def test_a_boundary_is_one_page_with_the_line_at_35_points(leaf: Leaf) -> None:
    data = printed(boundary_page(), leaf, "I do not take calls after ten.")
    assert len(read(data).pages) == 1
    said = words_of(data)[0]
    assert said.startswith("My line I do not take calls after ten. How I would say it")
    assert "Who backs me R. How firm today 8 / 10 Look again on 12 December 2026" in said
    assert said.endswith(DATE), "nothing but the date stands below"
    assert max(drawn_on(data).sizes) == pytest.approx(35, abs=0.1)


@LEAVES
def test_the_paper_has_its_size_and_margins_of_23_millimetres(leaf: Leaf) -> None:
    data = printed(mixed_page(), leaf)
    for number, page in enumerate(read(data).pages):
        width, height = float(page.mediabox.width) * MM, float(page.mediabox.height) * MM
        assert (width, height) == pytest.approx((leaf.width_mm, leaf.height_mm), abs=0.4)
        for x, y in drawn_on(data, number).letters:
            assert 22.9 < x < width - 22.9
            assert 22.9 < y < height - 22.9


def test_nothing_on_it_or_in_it_tells_what_made_it() -> None:
    data = printed(mixed_page())
    facts = read(data).metadata
    assert facts is not None
    assert (facts.title, facts.author or "", (facts.creator or "").strip()) == ("A page", "", "")
    assert b"harbor" not in data.lower()
    assert "harbor" not in " ".join(words_of(data)).lower()
    assert str(facts["/CreationDate"]).endswith("000000Z"), "at what time is nobody's business"


def test_it_is_black_on_white() -> None:
    data = printed(mixed_page())
    for number in range(len(read(data).pages)):
        colours = drawn_on(data, number).colours
        assert {colour for colour in colours if len(set(colour)) == 1} == colours
        assert {colour[0] for colour in colours if colour} <= {0.0, 1.0}


def test_everything_that_can_stand_on_paper_stands_there() -> None:
    said = text_of(mixed_page())
    for words in (
        "A title of my own",
        "Stressors change Night shifts The stairs",
        "1. Say that I slept badly 2. Ask for a favour",
        "Water before coffee",
        "since the night shifts",
        "unfair treatment, at work and elsewhere",
        "In no ring yet Kim",
        "November 2026",
    ):
        assert words in said
    assert "1 of " in said, "more than one page: each says which it is"


def test_type_shrinks_before_a_second_page_is_taken() -> None:
    full = [Block_ for n in range(7) for Block_ in (Heading(f"Field {n}"), Paragraph(SENTENCE * 4))]
    layout = PaperLayout(Page(tuple(full), date=DATE), LETTER)
    assert layout.count == 1
    assert 0.7 <= layout.scale < 1


def test_what_fits_at_no_size_keeps_its_size_and_takes_more_pages() -> None:
    layout = PaperLayout(Page((Paragraph(SENTENCE * 150),), date=DATE))
    assert layout.count > 1
    assert layout.scale == 1


@pytest.mark.parametrize("length", [1, 6, 14, 40])
def test_large_words_get_smaller_only_when_there_are_many(length: int) -> None:
    words = " ".join(f"word{number}" for number in range(length * 3))
    data = printed(Page((Big(words), Heading("More"), Paragraph("Yes.")), date=DATE))
    assert (max(drawn_on(data).sizes) == pytest.approx(35, abs=0.1)) is (length < 14)
    assert all(word in words_of(data)[0] for word in words.split())


def test_a_label_never_stands_at_the_foot_of_a_page_alone() -> None:
    for lines in range(30, 46):
        blocks: tuple[Block, ...] = (Lines(("line",) * lines), Heading("Last"), Paragraph("End."))
        pages = words_of(printed(Page(blocks, date="", pages=0)))
        assert sum("Last End." in page for page in pages) == 1, lines


def test_the_head_of_a_table_is_said_on_every_page() -> None:
    rows = tuple((f"{day} Nov", SENTENCE, "some") for day in range(1, 60))
    table = Table(TableData(("Day", "What does not fit", "Weight"), rows))
    pages = words_of(printed(Page((table,), pages=0)))
    assert len(pages) > 2
    assert all(page.startswith("Day What does not fit Weight") for page in pages)


def test_a_table_that_is_too_wide_becomes_lines_with_the_names_of_its_columns() -> None:
    head = tuple(f"Column {number}" for number in range(8))
    rows = (tuple(f"value{number}" for number in range(8)), ("other", "", "x", "", "", "", "", ""))
    said = text_of(Page((Table(TableData(head, rows)),)))
    assert said == "value0 " + " ".join(f"Column {n}: value{n}" for n in range(1, 8)) + (
        " other Column 2: x"
    )


def test_a_page_break_begins_a_page() -> None:
    blocks = (Heading("One"), Paragraph("a"), PageBreak(), Heading("Two"), Paragraph("b"))
    assert words_of(printed(Page(blocks, pages=2))) == ["One a 1 of 2", "Two b 2 of 2"]


def test_a_letter_is_running_text() -> None:
    page = Page((Paragraph("I see that it is hard."), Paragraph("Rest a little.")), letter=True)
    assert text_of(page) == "I see that it is hard. Rest a little."


def test_a_picture_higher_than_the_paper_gets_smaller_as_a_whole() -> None:
    names = tuple(Gap(f"need{number}", number % 10, 5) for number in range(70))
    layout = PaperLayout(Page((Image("gap"),)), pictures={"gap": Gaps("now", "then", names)})
    data = pdf_bytes(layout)
    assert layout.count == 1
    assert all(gap.name in words_of(data)[0] for gap in names)


def test_an_empty_page_is_a_page() -> None:
    assert words_of(printed(Page((), date=DATE))) == [DATE]


WORDS = st.lists(
    st.integers(1, 99_999).map(lambda number: f"w{number}"), min_size=1, max_size=80
).map(" ".join)
LONG = st.builds(lambda text, times: f"{text} " * times, WORDS, st.integers(1, 8))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.one_of(
            WORDS.map(Heading),
            WORDS.map(Big),
            LONG.map(Paragraph),
            st.lists(WORDS, min_size=1, max_size=20).map(
                lambda items: Lines(tuple(items), boxes=len(items) % 2 == 0)
            ),
            st.lists(st.tuples(WORDS, LONG, WORDS), min_size=1, max_size=6).map(
                lambda rows: Table(TableData(("h1", "h2", "h3"), tuple(rows)))
            ),
        ),
        max_size=8,
    ),
    st.sampled_from([A4, LETTER, Leaf(105, 148)]),
)
def test_not_a_word_is_cut_off(qapp: QApplication, blocks: list[Block], leaf: Leaf) -> None:
    wanted: Counter[str] = Counter()
    for block in blocks:
        for text in _texts(block):
            wanted.update(text.split())
    data = printed(Page(tuple(blocks), pages=1), leaf)
    # Where there is no room for a word it goes on in the next line.
    said = "".join("".join(words_of(data)).split())
    assert all(said.count(word) >= 1 for word in wanted)
    assert sum(map(len, wanted.elements())) <= len(said)
    for number, page in enumerate(read(data).pages):
        for x, y in drawn_on(data, number).letters:
            assert 0 < x < float(page.mediabox.width) * MM
            assert 0 < y < float(page.mediabox.height) * MM


def _texts(block: Block) -> list[str]:
    match block:
        case Heading() | Big() | Paragraph():
            return [block.text]
        case Lines():
            return list(block.items)
        case Table():
            return [cell for row in block.table.rows for cell in row]
        case _:
            return []
