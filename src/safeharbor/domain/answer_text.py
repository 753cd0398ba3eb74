"""What somebody wrote into a form, as lines of text to look through.

It reads the stored template as it is and not as a sheet, so that nothing is hidden because a
newer version wrote it, and a thousand forms are read at once. Numbers, days and links are no
words: nobody looks for a 7. It knows no vault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from safeharbor.domain.answers import Answers, Value, options_in
from safeharbor.domain.form import Template
from safeharbor.domain.sheet import OTHER, FieldType

_STEP: Final = "step"
"""The kind of the forms that hold what was answered in a step of a guide."""
_CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.MULTI})
_NO_WORDS: Final = frozenset({FieldType.SCALE, FieldType.DATE, FieldType.LINK, FieldType.ROWS})


def is_quiet(template: Template) -> bool:
    """Whether a form is of a step that is never found, printed or listed.

    Only a quiet step has paper that is off from the start, see ``domain/guide.py``.
    """
    paper = template.body.get("paper")
    return template.kind == _STEP and isinstance(paper, Mapping) and paper.get("on") is False


class AnswerText:
    """Reads answers that were given under one template."""

    def __init__(self, template: Template) -> None:
        """Know the fields of ``template``, whatever version it is of."""
        title = template.body.get("title")
        self.title = title if isinstance(title, str) else ""
        self._fields = _asked(template.body, "fields")
        self._beside = _beside(self._fields)

    def lines(self, answers: Answers) -> tuple[str, ...]:
        """Every text and every chosen option, in the order of the form."""
        found: list[str] = []
        rows = answers.rows
        for name, asked in self._fields.items():
            asked.say(answers.values, found)
            for row in rows.get(name, ()):
                asked.say_row(row.values, found)
        _strange(self._fields, self._beside, answers.values, found)
        for name in rows:
            if name not in self._fields:
                for row in rows[name]:
                    _strange({}, frozenset(), row.values, found)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field or a column.

    Attributes:
        id: its name.
        type: as it stands in the template.
        labels: the words of its options.
        columns: by their names.
        beside: the names of what is written beside an option of a column.
    """

    id: str
    type: str
    labels: Mapping[str, str]
    columns: Mapping[str, _Asked] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()

    def say(self, values: Mapping[str, Value], found: list[str]) -> None:
        """Add what was written into it, and beside an option called "other"."""
        value = values.get(self.id)
        if self.type in _CHOSEN:
            chosen = options_in(value)
            found += (self.labels[each] for each in chosen if each != OTHER and each in self.labels)
        elif self.type not in _NO_WORDS:
            _add(value, found)
        _add(values.get(f"{self.id}_{OTHER}"), found)

    def say_row(self, values: Mapping[str, Value], found: list[str]) -> None:
        """Add what was written into the columns of one row."""
        for column in self.columns.values():
            column.say(values, found)
        _strange(self.columns, self.beside, values, found)


def _strange(
    known: Mapping[str, _Asked],
    beside: frozenset[str],
    values: Mapping[str, Value],
    found: list[str],
) -> None:
    """Add the texts that only another version has a field for."""
    for name, value in values.items():
        if name not in known and name not in beside:
            _add(value, found)


def _add(value: Value, found: list[str]) -> None:
    if isinstance(value, str) and value.strip():
        found.append(value)


def _asked(body: Mapping[str, object], key: str) -> dict[str, _Asked]:
    """The fields of a stored body, or the columns of a field; what is none is passed over."""
    made = {}
    for name, each in _named(body, key):
        kind = each.get("type")
        columns = _asked(each, "columns") if key == "fields" else {}
        plain = kind if isinstance(kind, str) else ""
        made[name] = _Asked(name, plain, _labels(each), columns, _beside(columns))
    return made


def _beside(fields: Mapping[str, _Asked]) -> frozenset[str]:
    return frozenset(f"{name}_{OTHER}" for name in fields)


def _labels(asked: Mapping[str, object]) -> dict[str, str]:
    found = {name: option.get("label") for name, option in _named(asked, "options")}
    return {name: label for name, label in found.items() if isinstance(label, str)}


def _named(owner: Mapping[str, object], key: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    found = owner.get(key)
    for each in found if isinstance(found, (list, tuple)) else ():
        if isinstance(each, Mapping) and isinstance(name := each.get("id"), str):
            yield name, each
