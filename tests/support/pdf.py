"""Reads a PDF back: its words in order, where they stand, its colours, and its dashed lines."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, FloatObject, NumberObject

_MM_PER_POINT = 25.4 / 72
_COLOURS = {b"scn", b"SCN", b"sc", b"SC", b"rg", b"RG", b"g", b"G"}

Matrix = tuple[float, float, float, float, float, float]


def read(data: bytes) -> PdfReader:
    """The whole file."""
    return PdfReader(io.BytesIO(data), strict=True)


def words_of(data: bytes) -> list[str]:
    """The words of each page, with one blank between two."""
    return [" ".join(page.extract_text().split()) for page in read(data).pages]


@dataclass(slots=True)
class Drawn:
    """What stands on one page, in millimetres from its lower left corner.

    Attributes:
        dashed: width and height of every path that is drawn with dashes.
        letters: where each run of letters begins.
        sizes: sizes of type, in points.
        colours: every colour that is set.
    """

    dashed: list[tuple[float, float]] = field(default_factory=list)
    letters: list[tuple[float, float]] = field(default_factory=list)
    sizes: set[float] = field(default_factory=set)
    colours: set[tuple[float, ...]] = field(default_factory=set)


def drawn_on(data: bytes, number: int = 0) -> Drawn:
    """Follow the drawing of a page step by step."""
    return _Follower(read(data), number).follow()


class _Follower:
    def __init__(self, reader: PdfReader, number: int) -> None:
        self._page: PageObject = reader.pages[number]
        contents = self._page.get_contents()
        assert contents is not None
        self._stream = ContentStream(contents, reader)
        self._matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self._kept: list[Matrix] = []
        self._dashed = False
        self._path: list[tuple[float, float]] = []
        self._text: Matrix = (1, 0, 0, 1, 0, 0)
        self._drawn = Drawn()

    def follow(self) -> Drawn:
        for operands, operator in self._stream.operations:
            numbers = [float(o) for o in operands if isinstance(o, (FloatObject, NumberObject))]
            self._step(bytes(operator), operands, numbers)
        return self._drawn

    def _step(self, operator: bytes, operands: list[object], numbers: list[float]) -> None:
        match operator:
            case b"q":
                self._kept.append(self._matrix)
            case b"Q":
                self._matrix = self._kept.pop()
            case b"cm":
                self._matrix = _times(_matrix(numbers), self._matrix)
            case b"d":
                self._dashed = bool(operands[0])
            case b"m" | b"l" | b"c":
                pairs = zip(numbers[::2], numbers[1::2], strict=True)
                self._path += [_at(self._matrix, x, y) for x, y in pairs]
            case b"S" | b"s" | b"f" | b"f*" | b"n" | b"B":
                self._end_path(stroked=operator in {b"S", b"s", b"B"})
            case b"Tm":
                self._text = _matrix(numbers)
            case b"Td":
                self._text = _times((1, 0, 0, 1, numbers[0], numbers[1]), self._text)
            case b"Tf":
                self._drawn.sizes.add(round(numbers[-1] * abs(self._matrix[0]), 2))
            case b"Tj" | b"TJ":
                x, y = _at(_times(self._text, self._matrix), 0, 0)
                self._drawn.letters.append((x * _MM_PER_POINT, y * _MM_PER_POINT))
            case _ if operator in _COLOURS:
                self._drawn.colours.add(tuple(numbers))

    def _end_path(self, *, stroked: bool) -> None:
        if stroked and self._dashed and self._path:
            across = [x for x, _ in self._path]
            up = [y for _, y in self._path]
            size = (max(across) - min(across), max(up) - min(up))
            self._drawn.dashed.append((size[0] * _MM_PER_POINT, size[1] * _MM_PER_POINT))
        self._path = []


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
