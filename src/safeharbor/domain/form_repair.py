"""Taking out of a sheet what leads nowhere.

A field that is taken out of one's own sheet leaves names behind, and so does one that a newer
version knows and this one does not. Nothing that was answered is touched by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from safeharbor.domain.form_faults import does_something, named_in
from safeharbor.domain.sheet import (
    Field,
    Meant,
    Option,
    Paper,
    PartStyle,
    Picture,
    Reaction,
    Sheet,
    Suggestion,
    SuggestKind,
    Variant,
)
from safeharbor.domain.sheet_faults import FIXED_LINE


def pruned(sheet: Sheet) -> Sheet:
    """``sheet`` without a name of a field, column or option that is not there."""
    form = {each.id: each for each in sheet.fields}
    pictures = tuple(each for each in (_picture(x, form) for x in sheet.pictures) if each)
    return replace(
        sheet,
        fields=tuple(_field(each, form) for each in sheet.fields),
        core=_there(sheet.core, form),
        paper=_paper(sheet.paper, form, pictures),
        pictures=pictures,
        meant=tuple(each for each in (_meant(x, form) for x in sheet.meant) if each),
    )


def _field(each: Field, form: Mapping[str, Field]) -> Field:
    columns = {column.id: column for column in each.columns}
    made = _of_all(each, {**form, **columns})
    return replace(
        made,
        lines_by=each.lines_by if each.lines_by in form else "",
        sorted_by=each.sorted_by if each.sorted_by in columns else "",
        suggest=_suggest(each.suggest, columns, form) if each.suggest else None,
        columns=tuple(_of_all(column, {**form, **columns}) for column in each.columns),
    )


def _of_all(each: Field, others: Mapping[str, Field]) -> Field:
    """What a field and a column have in common."""
    by = each.options_by if each.options_by in others else ""
    made = replace(each, options_by=by, options=tuple(_options(each, others.get(by))))
    own = _ids(made)
    variants = (_variant(variant, others) for variant in each.variants)
    reactions = (_reaction(reaction, own, others) for reaction in each.reactions)
    return replace(
        made,
        variants=tuple(variant for variant in variants if variant),
        reactions=tuple(reaction for reaction in reactions if reaction),
    )


def _options(each: Field, source: Field | None) -> Iterator[Option]:
    """Its options, without one that was only for what is no longer offered."""
    there = _ids(source) if source else frozenset()
    for option in each.options:
        kept = tuple(name for name in option.only_for if name in there)
        if kept or not option.only_for or source is None:
            yield replace(option, only_for=kept)


def _variant(variant: Variant, others: Mapping[str, Field]) -> Variant | None:
    if variant.by not in others:
        return None
    there = _ids(others[variant.by])
    kept = tuple(name for name in variant.is_any if name in there)
    return replace(variant, is_any=kept) if kept else None


def _reaction(what: Reaction, own: frozenset[str], others: Mapping[str, Field]) -> Reaction | None:
    kept = tuple(name for name in what.is_any if name in own)
    made = replace(what, is_any=kept, hides=_there(what.hides, others))
    when = bool(kept) or what.at_least is not None or what.unsure or what.written is not None
    return made if when and does_something(made) else None


def _suggest(
    what: Suggestion, columns: Mapping[str, Field], form: Mapping[str, Field]
) -> Suggestion | None:
    if what.kind is SuggestKind.PULL:
        return what if not what.into or what.into in columns else None
    source = form.get(what.of)
    measured = {column.id for column in source.columns} if source else set()
    if what.of and (source is None or (what.more and not {what.more, what.less} <= measured)):
        return None
    if what.into and what.into not in columns:
        return None
    lines = tuple(line for line in what.lines if _whole(named_in(line), form))
    return replace(what, lines=lines) if lines or not what.lines else None


def _paper(paper: Paper, form: Mapping[str, Field], pictures: tuple[Picture, ...]) -> Paper:
    pictured = {name for each in pictures for name in ((each.of,) if each.of else each.values)}
    parts = []
    for part in paper.parts:
        if part.field in form:
            columns = {column.id for column in form[part.field].columns}
            group_by = part.group_by if part.group_by in columns else ""
            kept = tuple(name for name in part.columns if name in columns)
            if kept or not part.columns:
                made = replace(part, columns=kept, group_by=group_by)
                if part.style is PartStyle.PICTURE and part.field not in pictured:
                    made = replace(made, style=PartStyle.LIST if columns else PartStyle.TEXT)
                parts.append(made)
    whole = _whole(named_in(paper.pocket_text), form)
    return replace(
        paper,
        parts=tuple(parts),
        pocket=_there(paper.pocket, form),
        pocket_text=paper.pocket_text if whole else "",
        done=tuple(each for each in paper.done if _there((each.partition("=")[0],), form)),
    )


def _picture(picture: Picture, form: Mapping[str, Field]) -> Picture | None:
    if not picture.of:
        return picture if set(picture.values) <= set(form) else None
    if picture.of not in form:
        return None
    rows = form[picture.of]
    columns = {column.id for column in rows.columns}
    fixed = {FIXED_LINE} if rows.lines or rows.lines_by in form else set()
    if not set(picture.values) <= columns or picture.name not in columns | fixed:
        return None
    return replace(picture, done=picture.done if picture.done in columns else "")


def _meant(meant: Meant, form: Mapping[str, Field]) -> Meant | None:
    inside = set(form)
    if meant.rows:
        inside = {column.id for column in form[meant.rows].columns} if meant.rows in form else set()
    if meant.day not in inside or meant.what not in {*inside, ""}:
        return None
    return replace(meant, went=meant.went if meant.went in inside else "")


def _ids(each: Field) -> frozenset[str]:
    return frozenset(option.id for option in (*each.options, *each.lines))


def _there(names: tuple[str, ...], form: Mapping[str, Field]) -> tuple[str, ...]:
    """Those that lead to a field, or by ``field.name`` to a column or an option in it."""
    return tuple(name for name in names if _leads(name, form))


def _whole(names: tuple[str, ...], form: Mapping[str, Field]) -> bool:
    return _there(names, form) == names


def _leads(path: str, form: Mapping[str, Field]) -> bool:
    name, dot, inner = path.partition(".")
    if not dot or name not in form:
        return name in form
    columns = form[name].columns
    inside = {column.id for column in columns}
    return inner in inside.union(_ids(form[name]), *map(_ids, columns))
