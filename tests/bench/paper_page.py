"""Makes a PDF of the longest sheet there may be and says how long it took: a process of its own.

``python -m bench.paper_page ROUNDS`` prints a line with milliseconds for each round: of our page,
and of a plain document of Qt with the same words.
"""

from __future__ import annotations

import sys
import time
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter, QTextDocument

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.page import Page, PaperChoices, page
from safeharbor.domain.pictures import picture_data
from safeharbor.domain.sheet import (
    Field,
    FieldType,
    Paper,
    Part,
    PartStyle,
    Picture,
    PictureKind,
    Sheet,
)
from safeharbor.ui.app import make_application
from safeharbor.ui.paper.measures import A4
from safeharbor.ui.paper.painter import PaperLayout
from safeharbor.ui.paper.pdf import pdf_bytes

ROWS: Final = 200
"""As many as the aim for opening a sheet has."""
_SAID: Final = "They nodded, and asked whether I would like tea before the bus came. "
_LETTERS: Final = 40


def longest() -> tuple[Sheet, Answers]:
    """Two hundred rows of seven columns, a picture of them, and pages of running text."""
    columns = (
        Field("step", FieldType.TEXT, "Step"),
        Field("dread", FieldType.SCALE, "How much I dread it"),
        Field("day", FieldType.DATE, "Done on"),
        Field("who", FieldType.PERSON, "With whom"),
        Field("happened", FieldType.LONG_TEXT, "What happened"),
        Field("after", FieldType.TEXT, "Afterwards"),
    )
    fields = (
        Field("rungs", FieldType.ROWS, "Steps", columns=columns),
        *(Field(f"text{n}", FieldType.LONG_TEXT, f"Question {n}") for n in range(_LETTERS)),
    )
    parts = (
        Part("rungs", PartStyle.TABLE),
        Part("rungs", PartStyle.NUMBERED, columns=("step", "happened")),
        Part("rungs", PartStyle.PICTURE),
        *(Part(f"text{n}") for n in range(_LETTERS)),
    )
    picture = Picture("ladder", PictureKind.LADDER, "Steps", "rungs", "step", ("dread",))
    paper = Paper(parts=parts, pages=1)
    sheet = Sheet("longest", 1, "Longest", "", "trust", fields, paper=paper, pictures=(picture,))
    answers = Answers().with_rows("rungs", tuple(_row(number) for number in range(ROWS)))
    for number in range(_LETTERS):
        answers = answers.with_value(f"text{number}", _SAID * 10)
    return sheet, answers


def _row(number: int) -> Row:
    return Row(
        number.to_bytes(16),
        {
            "step": f"Step {number}, a little larger than the one before",
            "dread": number % 11,
            "day": "2026-11-21",
            "who": f"Rosa Lind {number % 7}",
            "happened": _SAID * 2,
            "after": "A walk by the river",
        },
    )


def ours(sheet: Sheet, answers: Answers) -> bytes:
    """From the answers to the bytes of the file."""
    laid: Page = page(sheet, answers, PaperChoices(date="21 November 2026"))
    pictures = {each.id: picture_data(each, sheet, answers) for each in sheet.pictures}
    return pdf_bytes(PaperLayout(laid, A4, pictures=pictures, pocket="Step 1"))


def plain(words: str) -> bytes:
    """The same words as Qt's own document prints them."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    document = QTextDocument(words)
    document.print_(QPdfWriter(buffer))
    return bytes(buffer.data().data())


def words_of(answers: Answers) -> str:
    """Everything that was written, as one text."""
    said = [str(value) for value in answers.values.values()]
    said += [str(value) for row in answers.rows_of("rungs") for value in row.values.values()] * 3
    return "\n".join(said)


def main() -> None:
    """Measure and print; a first round warms up and is left out."""
    app = make_application()
    sheet, answers = longest()
    words = words_of(answers)
    for turn in range(int(sys.argv[1]) + 1):
        begun = time.perf_counter()
        ours(sheet, answers)
        between = time.perf_counter()
        plain(words)
        ended = time.perf_counter()
        if turn:
            print((between - begun) * 1000, (ended - between) * 1000, flush=True)  # noqa: T201 - what it is for
    del app


if __name__ == "__main__":
    main()
