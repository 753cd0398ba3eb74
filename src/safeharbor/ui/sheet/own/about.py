"""The form in which a sheet is written: its name, and its questions one below the other.

A sheet of one's own is changed in the same fields as every other sheet is filled in, so keys, undo
and the order of rows work as they do there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from safeharbor.domain.draft_lines import Kinds
from safeharbor.domain.sheet import Field, FieldType, Gate, Option, Reaction, Sheet
from safeharbor.domain.sheet_draft import (
    EXAMPLE,
    GATE,
    HELP,
    HIGH,
    HOW,
    INTRO,
    KIND,
    LABEL,
    LATER,
    LINE,
    LINES,
    LONGEST,
    LOW,
    MEANT,
    NAME,
    NEVER,
    OPTIONS,
    PARTS,
    QUESTIONS,
    UNPRINTED,
    Fallback,
    gates,
)

translate = QCoreApplication.translate

FRESH: Final[Mapping[str, object]] = {KIND: FieldType.LONG_TEXT.value}
"""What stands in a question that is added."""

_CHOICES: Final = ("choice", "multi")
_ONLY_FOR: Final = {
    OPTIONS: _CHOICES,
    PARTS: ("rows",),
    LINES: ("rows",),
    LOW: ("scale",),
    HIGH: ("scale",),
}


def fallback() -> Fallback:
    """What stands where nothing was written."""
    return Fallback(
        #: The name of a worksheet that somebody has made and not named.
        name=translate("own_sheet", "My sheet"),
        #: The words of a question that somebody has added and not written.
        question=translate("own_sheet", "A question"),
        options=(
            #: An answer to choose.
            translate("own_sheet", "Yes"),
            #: An answer to choose.
            translate("own_sheet", "No"),
        ),
        kinds=Kinds(
            #: A kind of answer, in brackets at the end of a line: By (day).
            day=translate("own_sheet", "day"),
            #: A kind of answer, in brackets at the end of a line: With (somebody).
            person=translate("own_sheet", "somebody"),
            #: A kind of answer, in brackets at the end of a line: Why (longer).
            longer=translate("own_sheet", "longer"),
        ),
    )


def copied_name(title: str) -> str:
    """The name of a copy of a sheet."""
    #: The title of a copy of a sheet; %1 is its title.
    named = translate("own_sheet", "%1, my own").replace("%1", title)
    return named if len(named) <= LONGEST[NAME] else title


def about_sheet(gate: Gate | None = None) -> Sheet:
    """The form, in the language of the program; the sheet asks about fear as ``gate`` at least."""
    name = translate("own_sheet", "Name of the sheet")
    line = translate("own_sheet", "One line about it")
    line_help = translate("own_sheet", "It stands below the name on the shelf.")
    intro = translate("own_sheet", "What is read first")
    intro_help = translate("own_sheet", "It stands above the first question. It may stay empty.")
    return Sheet(
        id="own_sheet",
        rev=1,
        title="",
        line="",
        shelf="",
        fields=(
            Field(NAME, FieldType.TEXT, name, mark=LONGEST[NAME]),
            Field(LINE, FieldType.TEXT, line, help=line_help, mark=LONGEST[LINE]),
            Field(INTRO, FieldType.LONG_TEXT, intro, help=intro_help, mark=LONGEST[INTRO]),
            Field(
                QUESTIONS,
                FieldType.ROWS,
                translate("own_sheet", "Questions"),
                help=translate("own_sheet", "Drag them, or press Alt with Up or Down."),
                columns=_columns(),
                start=0,
            ),
            _gate(gate),
        ),
    )


def _gate(least: Gate | None) -> Field:
    words = {
        #: The question about safety is never asked.
        None: translate("own_sheet", "No"),
        #: The question about safety is asked.
        Gate.NAMED: translate("own_sheet", "Once somebody is named in it"),
        #: The question about safety is asked.
        Gate.ALWAYS: translate("own_sheet", "Before the first question"),
    }
    usual = translate("own_sheet", "For sheets that plan words to say, or something to agree on.")
    kept = translate(
        "own_sheet", "A copy keeps asking, because such words can put somebody in danger."
    )
    return Field(
        GATE,
        FieldType.CHOICE,
        translate("own_sheet", "Ask whether it is safe"),
        help=kept if least else usual,
        options=tuple(Option(each.value if each else NEVER, words[each]) for each in gates(least)),
    )


def _columns() -> tuple[Field, ...]:
    label = translate("own_sheet", "Question")
    help_ = translate("own_sheet", "A line of help, if you like")
    example = translate("own_sheet", "An example, if you like")
    low = translate("own_sheet", "What 0 means")
    high = translate("own_sheet", "What 10 means")
    text, long_text = FieldType.TEXT, FieldType.LONG_TEXT
    return (
        Field(LABEL, text, label, mark=LONGEST[LABEL]),
        _kind(),
        Field(HELP, text, help_, mark=LONGEST[HELP]),
        Field(EXAMPLE, long_text, example, mark=LONGEST[EXAMPLE]),
        Field(OPTIONS, long_text, translate("own_sheet", "Answers, one to a line")),
        Field(
            PARTS,
            long_text,
            translate("own_sheet", "What stands in a row, one to a line"),
            help=translate(
                "own_sheet",
                "A line may end with its kind: 0-10, (day), (somebody), (longer), or answers to "
                "choose: (yes / no) for one, (a + b) for several.",
            ),
        ),
        Field(
            LINES,
            long_text,
            translate("own_sheet", "Rows that are always there, one to a line"),
        ),
        Field(LOW, text, low, mark=LONGEST[LABEL]),
        Field(HIGH, text, high, mark=LONGEST[LABEL]),
        _how(),
    )


def _kind() -> Field:
    words = {
        #: A kind of answer.
        "text": translate("own_sheet", "A line"),
        #: A kind of answer.
        "long_text": translate("own_sheet", "Longer text"),
        #: A kind of answer: a number.
        "scale": translate("own_sheet", "0 to 10"),
        #: A kind of answer: one of several that are offered.
        "choice": translate("own_sheet", "One of several"),
        #: A kind of answer: several of those that are offered.
        "multi": translate("own_sheet", "Several of them"),
        #: A kind of answer: rows that can be added.
        "rows": translate("own_sheet", "A list"),
        #: A kind of answer.
        "date": translate("own_sheet", "A day"),
        #: A kind of answer.
        "person": translate("own_sheet", "Somebody"),
        #: A kind of answer: it leads to an exercise.
        "link": translate("own_sheet", "An exercise"),
    }
    away = tuple(
        Reaction(is_any=(kind,), hides=tuple(n for n, of in _ONLY_FOR.items() if kind not in of))
        for kind in words
    )
    options = tuple(Option(kind, label) for kind, label in words.items())
    asked = translate("own_sheet", "How it is answered")
    return Field(KIND, FieldType.CHOICE, asked, options=options, reactions=away)


def _how() -> Field:
    words = {
        #: Of a question: it stands behind the button of that name.
        LATER: translate("own_sheet", "Behind “More, if you like”"),
        #: Of a question.
        UNPRINTED: translate("own_sheet", "Left out on paper"),
        #: Of a question that asks for a day; the page has that name.
        MEANT: translate("own_sheet", "Shown on “What I meant to do”"),
    }
    days = {MEANT: ("date",)}
    return Field(
        HOW,
        FieldType.MULTI,
        translate("own_sheet", "Where it stands"),
        options=tuple(Option(k, label, only_for=days.get(k, ())) for k, label in words.items()),
        options_by=KIND,
    )
