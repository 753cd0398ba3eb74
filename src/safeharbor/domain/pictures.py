"""What the pictures of a sheet are painted from, and the same facts as a table.

No picture says anything that its table does not. Nothing is painted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from safeharbor.domain.answer_words import Words, number_in
from safeharbor.domain.answers import Answers, Row, options_in
from safeharbor.domain.form_rules import lines_of
from safeharbor.domain.sheet import Field, FieldType, Picture, PictureKind, Sheet

LINE: Final = "line"
"""As ``Picture.name``: the label of a fixed line."""

_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class TableData:
    """A table of words: the head of each column, and the rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A slice: its name, the words for its size, and the size against the others, 1 and up."""

    name: str
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class Shares:
    """A round of shares. Nothing has to add up."""

    slices: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """How it is and how much it matters, or is wished, 0 to 10; None where nobody said."""

    name: str
    now: int | None
    wish: int | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """Pairs of numbers, with what the first and the second are called."""

    now: str
    wish: str
    rows: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: its name, how much it is dreaded (0 to 10, None unsaid), whether it was taken."""

    name: str
    number: int | None
    done: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps, lowest number first, those without one last."""

    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring and who stands in it; the label is "" for those who stand in none."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rings:
    """From the middle outwards."""

    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What was said on a day, a number for each series; None where nobody said."""

    day: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class OverTime:
    """Numbers by day, earliest first."""

    series: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot on a day (``2026-11-21``), full or empty, of one and the same colour.

    ``name`` is what it belongs to, "" where there is only one such thing; ``label`` what was said.
    """

    day: str
    name: str
    label: str
    full: bool


@dataclass(frozen=True, slots=True)
class Month:
    """Dots, earliest first."""

    dots: tuple[Dot, ...]


PictureData: TypeAlias = Shares | Gaps | Ladder | Rings | OverTime | Month


@dataclass(frozen=True, slots=True)
class _Facts:
    """The rows that a picture is made of, and how they are said."""

    sheet: Sheet
    picture: Picture
    words: Words
    say: Callable[[str], str]
    field: Field | None
    rows: tuple[Row, ...]

    def column(self, place: int) -> Field | None:
        """The column of the value at ``place``."""
        if self.field is None or place >= len(self.picture.values):
            return None
        return self.named(self.picture.values[place])

    def named(self, column_id: str) -> Field | None:
        columns = self.field.columns if self.field else ()
        return next((each for each in columns if each.id == column_id), None)

    def name(self, row: Row) -> str:
        if self.field is None:
            return ""
        column = self.named(self.picture.name)
        said = self.words.cell(column, row) if column else ""
        line = self.words.line(self.field, row)
        return self.say(said or line or self.words.name(self.field, row))

    def head(self, named: Field | None, row: Row) -> str:
        """How a row begins in the table: where nobody is named, a fixed line by its own name."""
        if named is None or self.field is None:
            return self.name(row)
        return self.cell(named, row) or self.say(self.words.line(self.field, row))

    def cell(self, column: Field, row: Row) -> str:
        return self.say(self.words.cell(column, row))

    def singles(self) -> tuple[Field, ...]:
        """The single fields that it is made of."""
        known = {each.id: each for each in self.sheet.fields}
        return tuple(known[each] for each in self.picture.values if each in known)


def picture_data(
    picture: Picture,
    sheet: Sheet,
    answers: Answers,
    *,
    say: Callable[[str], str] = str,
) -> PictureData:
    """What is painted; ``say`` changes every text that somebody wrote, as into initials."""
    return _PAINTED[picture.kind](_facts(picture, sheet, answers, say, str))


def picture_table(
    picture: Picture,
    sheet: Sheet,
    answers: Answers,
    *,
    say: Callable[[str], str] = str,
    day: Callable[[str], str] = str,
) -> TableData:
    """The same as a table; without rows where nothing was said."""
    facts = _facts(picture, sheet, answers, say, day)
    if facts.field is None:
        said = ((each.label, facts.say(facts.words.of(each.id))) for each in facts.singles())
        return TableData(("", picture.title), tuple(row for row in said if row[1]))
    named = facts.named(picture.name)
    shown = [facts.named(each) for each in (*picture.values, picture.done)]
    columns = [each for each in shown if each is not None and each is not named]
    head = (named.label if named else "", *(column.label for column in columns))
    rows = []
    for row in facts.rows:
        cells = tuple(facts.cell(column, row) for column in columns)
        if any(cells):
            rows.append((facts.head(named, row), *cells))
    return TableData(head, tuple(rows))


def _facts(
    picture: Picture,
    sheet: Sheet,
    answers: Answers,
    say: Callable[[str], str],
    day: Callable[[str], str],
) -> _Facts:
    field = next((each for each in sheet.fields if each.id == picture.of), None)
    rows = lines_of(sheet, field, answers) if field else ()
    rows = tuple(row for row in rows if not row.empty)
    return _Facts(sheet, picture, Words(sheet, answers, day), say, field, rows)


def _size(column: Field, row: Row) -> int:
    """A number as it is; of options the place, the first being the smallest."""
    if column.type == FieldType.SCALE:
        return number_in(row.values.get(column.id)) or 0
    chosen = options_in(row.values.get(column.id))
    places = {each.id: place for place, each in enumerate(column.options, 1)}
    return places.get(chosen[0], 0) if chosen else 0


def _shares(facts: _Facts) -> Shares:
    column = facts.column(0)
    if column is None:
        return Shares(())
    made = (Share(facts.name(r), facts.cell(column, r), _size(column, r)) for r in facts.rows)
    return Shares(tuple(each for each in made if each.weight))


def _gaps(facts: _Facts) -> Gaps:
    now, wish = facts.column(0), facts.column(1)
    if now and wish:
        made = tuple(Gap(facts.name(r), _number(r, now), _number(r, wish)) for r in facts.rows)
        shown = tuple(each for each in made if each.now is not None or each.wish is not None)
        return Gaps(now.label, wish.label, shown)
    fields = facts.singles()
    pairs = zip(fields[::_PAIR], fields[1::_PAIR], strict=False)
    rows = tuple(
        Gap(left.label, _single(facts, left), _single(facts, right)) for left, right in pairs
    )
    return Gaps("", "", tuple(r for r in rows if r.now is not None or r.wish is not None))


def _ladder(facts: _Facts) -> Ladder:
    column, done = facts.column(0), facts.named(facts.picture.done)
    rungs = [
        Rung(
            facts.name(row),
            _number(row, column) if column else None,
            bool(done and facts.words.cell(done, row)),
        )
        for row in facts.rows
    ]
    rungs.sort(key=lambda rung: (rung.number is None, rung.number or 0))
    return Ladder(tuple(rungs))


def _rings(facts: _Facts) -> Rings:
    column = facts.column(0)
    if column is None:
        return Rings(())
    within: dict[str, list[str]] = {each.id: [] for each in column.options}
    for row in facts.rows:
        chosen = options_in(row.values.get(column.id))
        within.setdefault(chosen[0] if chosen else "", []).append(facts.name(row))
    labels = {each.id: each.label for each in column.options}
    return Rings(tuple(Ring(labels.get(each, each), tuple(who)) for each, who in within.items()))


def _over_time(facts: _Facts) -> OverTime:
    if facts.field is None:
        fields = facts.singles()
        said = (Point(each.label, (_single(facts, each),)) for each in fields)
        return OverTime((facts.picture.title,), tuple(p for p in said if p.values[0] is not None))
    columns = [each for each in map(facts.named, facts.picture.values) if each is not None]
    points = []
    for row in facts.rows:
        day = row.values.get(facts.picture.name)
        values = tuple(_number(row, column) for column in columns)
        if isinstance(day, str) and day and any(value is not None for value in values):
            points.append(Point(day, values))
    points.sort(key=lambda point: point.day)
    return OverTime(tuple(column.label for column in columns), tuple(points))


def _month(facts: _Facts) -> Month:
    columns = [each for each in map(facts.named, facts.picture.values) if each is not None]
    named = facts.named(facts.picture.name)
    day = next((each for each in (named, *columns) if each and each.type == FieldType.DATE), None)
    how = next((each for each in columns if each.type == FieldType.CHOICE), None)
    if day is None or facts.field is None:
        return Month(())
    others = (each for each in facts.field.columns if each.type == FieldType.CHOICE)
    whose = next((each for each in others if each is not how), None)
    dots = []
    for row in facts.rows:
        when = row.values.get(day.id)
        if isinstance(when, str) and len(when) == len("2026-11-21"):
            chosen = options_in(row.values.get(how.id)) if how else ()
            full = set(chosen).isdisjoint(facts.picture.empty)
            label = facts.cell(how, row) if how else ""
            dots.append(Dot(when, facts.cell(whose, row) if whose else "", label, full))
    dots.sort(key=lambda dot: dot.day)
    return Month(tuple(dots))


def _number(row: Row, column: Field) -> int | None:
    return number_in(row.values.get(column.id))


def _single(facts: _Facts, field: Field) -> int | None:
    return number_in(facts.words.answers.value(field.id))


_PAINTED: Final[Mapping[PictureKind, Callable[[_Facts], PictureData]]] = {
    PictureKind.SHARES: _shares,
    PictureKind.GAP: _gaps,
    PictureKind.LADDER: _ladder,
    PictureKind.RINGS: _rings,
    PictureKind.OVER_TIME: _over_time,
    PictureKind.MONTH: _month,
}
