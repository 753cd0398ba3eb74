"""Lines of a text, read as answers to choose and as the parts of a row, and written as lines again.

A part is a line of its own. ``Who`` takes words and ``How close 0-10`` a number. Any other kind
stands in brackets at the end: ``By (day)``, ``With (somebody)``, ``Why (longer)``, or the answers
themselves, ``Cost (none / small / big)`` for one of them and ``Body (tired + tense)`` for several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from safeharbor.domain.form_faults import MAX_OPTIONS
from safeharbor.domain.sheet import Field, FieldType, Option

LABEL_LONGEST: Final = 200
"""Characters of a label."""

_LINE_LONGEST: Final = 4000
_SCALE: Final = re.compile(r"\s+0\s?[-\N{EN DASH}]\s?10$")
_SCALED: Final = " 0-10"
_BRACKETS: Final = re.compile(r"(.*\S)\s+\(([^()]+)\)")
_ONE: Final = " / "
_SEVERAL: Final = " + "


@dataclass(frozen=True, slots=True)
class Kinds:
    """The words for kinds of parts, in the language of the program."""

    day: str = "day"
    person: str = "somebody"
    longer: str = "longer"


USUAL_KINDS: Final = Kinds()


@dataclass(frozen=True, slots=True)
class _Told:
    """What a line says about a part."""

    label: str
    kind: FieldType = FieldType.TEXT
    options: tuple[str, ...] = ()


def one_line(text: str, most: int) -> str:
    """``text`` on one line, at most so many characters of it."""
    return " ".join(text.split())[:most].strip()


def options(before: Sequence[Option], text: str) -> tuple[Option, ...]:
    """Options by their lines: the same words are the same option, other words may rename one."""
    lines = _lines(text, LABEL_LONGEST)
    by_label = {each.label: each for each in before}
    found = {line: by_label[line] for line in lines if line in by_label}
    left = [each for each in before if each not in found.values()]
    new = [line for line in lines if line not in found]
    if len(left) == len(new):
        found |= {line: replace(each, label=line) for line, each in zip(new, left, strict=True)}
    taken = {each.id for each in before}
    for line in lines:
        if line not in found:
            found[line] = Option(_free("o", taken), line)
    return tuple(found[line] for line in lines)


def columns(before: Sequence[Field], text: str, kinds: Kinds) -> tuple[Field, ...]:
    """Parts of a row by their lines, as ``options`` finds them; another kind is another part."""
    lines = _lines(text, _LINE_LONGEST)
    by_line = {part_line(each, kinds): each for each in before}
    found = {line: by_line[line] for line in lines if line in by_line}
    left = [each for each in before if each not in found.values()]
    new = [line for line in lines if line not in found]
    if len(left) == len(new):
        for line, each in zip(new, left, strict=True):
            told = _told(line, kinds)
            was = _told(part_line(each, kinds), kinds).kind
            if told.kind is each.type and bool(told.options) == bool(each.options):
                found[line] = _retold(each, told)
            elif told.kind is was and was is not each.type:
                # No line can say its kind, so what reads as another is nothing but its label.
                found[line] = replace(each, label=_label(line))
    taken = {each.id for each in before}
    for line in lines:
        if line not in found:
            told = _told(line, kinds)
            found[line] = _retold(Field(_free("c", taken), told.kind, told.label), told)
    return tuple(found[line] for line in lines)


def part_line(column: Field, kinds: Kinds) -> str:
    """A part of a row as its line; its label alone where no line could say what it is."""
    labels = tuple(option.label for option in column.options)
    inside = {
        FieldType.DATE: kinds.day,
        FieldType.PERSON: kinds.person,
        FieldType.LONG_TEXT: kinds.longer,
        FieldType.CHOICE: _ONE.join(labels),
        FieldType.MULTI: _SEVERAL.join(labels),
    }.get(column.type, "")
    line = column.label + (_SCALED if column.type is FieldType.SCALE else "")
    line += f" ({inside})" if inside else ""
    return line if _told(line, kinds) == _Told(column.label, column.type, labels) else column.label


def _told(line: str, kinds: Kinds) -> _Told:
    if _SCALE.search(line):
        return _Told(_label(_SCALE.sub("", line)), FieldType.SCALE)
    match = _BRACKETS.fullmatch(line)
    if match is None:
        return _Told(_label(line))
    label, inside = _label(match[1]), match[2].strip()
    named = {
        kinds.day.casefold(): FieldType.DATE,
        kinds.person.casefold(): FieldType.PERSON,
        kinds.longer.casefold(): FieldType.LONG_TEXT,
    }
    if kind := named.get(inside.casefold()):
        return _Told(label, kind)
    for kind, between in ((FieldType.CHOICE, _ONE), (FieldType.MULTI, _SEVERAL)):
        if between in inside:
            return _Told(label, kind, tuple(_lines(inside.replace(between, "\n"), LABEL_LONGEST)))
    return _Told(_label(line))


def _retold(column: Field, told: _Told) -> Field:
    labels = options(column.options, "\n".join(told.options)) if told.options else column.options
    return replace(column, label=told.label, options=labels)


def _label(text: str) -> str:
    return one_line(text, LABEL_LONGEST)


def _lines(text: str, most: int) -> list[str]:
    """The lines of a list, each once."""
    said = (one_line(line, most) for line in text.splitlines())
    return list(islice(dict.fromkeys(line for line in said if line), MAX_OPTIONS))


def _free(stem: str, taken: set[str]) -> str:
    number = next(n for n in range(1, len(taken) + 2) if f"{stem}{n}" not in taken)
    taken.add(f"{stem}{number}")
    return f"{stem}{number}"
