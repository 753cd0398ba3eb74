"""Worksheets for tests: a small one, and short ways to fill it in."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7

from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.form import Template
from safeharbor.domain.moment import Moment
from support.store import moment

TEMPLATE = Template(
    "sheet",
    "garden",
    1,
    {
        "id": "garden",
        "rev": 1,
        "title": "The garden",
        "fields": [
            {"id": "safe", "type": "choice", "label": "Safe to show?", "stored": False},
            {"id": "ticks", "type": "multi", "label": "Ticks", "stored": False, "keep_label": "K"},
            {"id": "line", "type": "text", "label": "My line"},
            {
                "id": "ways",
                "type": "rows",
                "label": "Ways",
                "columns": [
                    {"id": "what", "type": "text", "label": "What"},
                    {"id": "fear", "type": "scale", "label": "Fear", "stored": False},
                ],
            },
        ],
    },
)


def answers(line: str = "", *ways: str) -> Answers:
    """A line, and ways by their words; a way has the same row as long as its place."""
    rows = tuple(Row(bytes([n + 1]) * 16, {"what": what}) for n, what in enumerate(ways))
    return Answers().with_value("line", line).with_rows("ways", rows)


def a_snapshot(
    filled: Answers | None = None,
    *,
    form_id: UUID | None = None,
    base: UUID | None = None,
    template: Template = TEMPLATE,
    when: Moment | None = None,
    title: str = "",
    extra: dict[str, object] | None = None,
) -> FormSnapshot:
    """A form as an editor holds it."""
    return FormSnapshot(
        form_id or uuid7(),
        base,
        template,
        when or moment(),
        answers("quiet") if filled is None else filled,
        title,
        extra or {},
    )
