"""Sheets made at random that fit together, for Hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from safeharbor.domain.sheet import (
    Day,
    Field,
    FieldType,
    Gate,
    Meant,
    Option,
    Paper,
    Part,
    PartStyle,
    Picture,
    PictureKind,
    Reaction,
    Sheet,
    Suggestion,
    SuggestKind,
    Variant,
)

WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=40
)
LINES = st.lists(WORDS, max_size=3).map("\n".join)
IDS = [f"f{number}" for number in range(8)]
TEXTS = {FieldType.TEXT, FieldType.LONG_TEXT}


@st.composite
def options(draw: st.DrawFn) -> tuple[Option, ...]:
    """One to four options, some folded or with a note."""
    ids = draw(st.lists(st.sampled_from(["a", "b", "c", "other"]), min_size=1, unique=True))
    labels = [draw(WORDS) for _ in ids]
    return tuple(
        Option(each, label, folded=draw(st.booleans()), note=draw(st.just("") | WORDS))
        for each, label in zip(ids, labels, strict=True)
    )


@st.composite
def fields(draw: st.DrawFn, field_id: str, *, column: bool = False) -> Field:
    """A field, or a column, that speaks of nothing but itself."""
    types = [each for each in FieldType if not (column and each is FieldType.ROWS)]
    kind = draw(st.sampled_from(types))
    more: dict[str, Any] = {"help": draw(st.just("") | WORDS), "example": draw(LINES)}
    if kind in {FieldType.CHOICE, FieldType.MULTI}:
        more["options"] = draw(options())
        note = draw(WORDS)
        more["reactions"] = (Reaction(is_any=(more["options"][0].id,), note=note, help=True),)
    elif kind is FieldType.SCALE:
        more["ends"] = draw(st.none() | st.tuples(WORDS, WORDS))
        more["reactions"] = (Reaction(at_least=draw(st.integers(0, 10)), steps=("help.s7",)),)
    elif kind is FieldType.ROWS:
        columns = tuple(draw(fields(f"c{n}", column=True)) for n in range(draw(st.integers(1, 3))))
        more |= {"columns": columns, "start": draw(st.integers(0, 3))}
    elif kind is FieldType.DATE:
        more["day"] = draw(st.sampled_from([None, *Day]))
    elif kind is FieldType.LINK:
        more["target"] = draw(st.sampled_from(["ex:", "ex:gr_feet", "ws:timeout"]))
    else:
        more["says"] = draw(st.booleans())
    return Field(field_id, kind, draw(WORDS), stored=column or draw(st.booleans()), **more)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A sheet whose parts fit together."""
    form = [draw(fields(name)) for name in IDS[: draw(st.integers(1, 5))]]
    stored = [each for each in form if each.stored]
    rows = [each for each in stored if each.type is FieldType.ROWS]
    chosen = [each for each in form if each.type is FieldType.CHOICE]
    lines = tuple(f"{{{each.id}}}." for each in stored)
    if lines:
        made = Suggestion(SuggestKind.COMPOSE, lines)
        form.append(Field("made", FieldType.LONG_TEXT, "Made", suggest=made))
    if chosen:
        first = chosen[0]
        other = Variant(first.id, (first.options[0].id,), label=draw(WORDS))
        form.append(Field("after", FieldType.TEXT, "After", variants=(other,)))
    styles = [PartStyle.BIG, PartStyle.TEXT]
    return Sheet(
        id="own_" + draw(st.text("0123456789abcdef", min_size=32, max_size=32)),
        rev=draw(st.integers(1, 99)),
        title=draw(WORDS),
        line=draw(WORDS),
        shelf="own",
        fields=tuple(form),
        core=tuple(each.id for each in form[:2]),
        intro=draw(LINES),
        gate=draw(st.sampled_from([None, *Gate])),
        living=draw(st.booleans()),
        paper=Paper(
            parts=tuple(Part(each.id, draw(st.sampled_from(styles))) for each in stored),
            pages=draw(st.integers(0, 3)),
            pocket=tuple(each.id for each in stored[:1]),
        ),
        pictures=tuple(
            Picture(f"p_{each.id}", PictureKind.MONTH, draw(WORDS), each.id, each.columns[0].id)
            for each in rows
        ),
        meant=tuple(
            Meant(each.id, each.id) for each in stored if each.type is FieldType.DATE and each.day
        ),
        made_from=draw(st.sampled_from(["", "boundary"])),
    )
