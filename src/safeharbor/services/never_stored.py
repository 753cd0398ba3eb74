"""Takes out of a form what is never stored, whoever hands it in.

The editor leaves such answers out by itself. This is the second wall: it stands before the vault
and before the inbox, and reads the form's own template, so that no new way in can forget it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.filled import kept_all_the_same


def storable_only(snapshot: FormSnapshot) -> FormSnapshot:
    """``snapshot`` without the answers that its template says are never stored.

    A field with a box "keep these" stays where ``extra`` says that the box was ticked.
    """
    body, keep = snapshot.template.body, kept_all_the_same(snapshot.extra)
    fields = list(_fields(body.get("fields")))
    gone = {name for name, field in fields if _unstored(field, kept=name in keep)}
    cells = {
        name: columns
        for name, field in fields
        if name not in gone and (columns := _unstored_columns(field))
    }
    if not gone and not cells:
        return snapshot
    answers = snapshot.answers.without(frozenset(gone))
    for name, columns in cells.items():
        answers = _without_cells(answers, name, columns)
    return replace(snapshot, answers=answers)


def _fields(found: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The fields of a template by their names; what is none is passed over."""
    if not isinstance(found, (list, tuple)):
        return
    for each in found:
        if isinstance(each, Mapping) and isinstance(name := each.get("id"), str):
            yield name, each


def _unstored(field: Mapping[str, object], *, kept: bool = False) -> bool:
    return field.get("stored") is False and not (kept and field.get("keep_label"))


def _unstored_columns(field: Mapping[str, object]) -> frozenset[str]:
    columns = {name for name, column in _fields(field.get("columns")) if _unstored(column)}
    return frozenset(columns | {f"{name}_other" for name in columns})


def _without_cells(answers: Answers, name: str, columns: frozenset[str]) -> Answers:
    rows = tuple(
        Row(row.id, {key: value for key, value in row.values.items() if key not in columns})
        for row in answers.rows_of(name)
    )
    return answers.with_rows(name, rows)
