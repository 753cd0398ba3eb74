"""Gathers what somebody meant to do out of the forms of the vault, newest form first."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from typing import Final

from safeharbor.content.sheets import sheet_of_body
from safeharbor.domain.answer_text import is_quiet
from safeharbor.domain.answers import from_answers
from safeharbor.domain.errors import HarborError
from safeharbor.domain.form import Form
from safeharbor.domain.meant import MeantItem, fields_of_meant, meant_in
from safeharbor.domain.sheet import Sheet
from safeharbor.storage.transaction import Transaction

KINDS: Final = ("sheet", "step")
"""Kinds of forms that can say what was meant."""

_PORTION: Final = 100


def meant_of(tx: Transaction, before: int | None, limit: int) -> list[MeantItem]:
    """As ``SheetService.meant``."""
    sheets = {
        named: _listed(tx, named) for kind in KINDS for named in tx.form_lists.templates(kind)
    }
    asked = frozenset[str]().union(*(fields_of_meant(each) for each in sheets.values() if each))
    found: list[MeantItem] = []
    for form in _newest(tx, before, asked):
        sheet = sheets.get(form.template)
        if sheet is None or not form.answers:
            continue
        answers, place = from_answers(form.answers), form.sort_key or 0
        found += meant_in(sheet, answers, form.id, title=form.title, sort_key=place)
        if len(found) >= limit:
            break
    return found


def sheet_under(tx: Transaction, named: bytes) -> Sheet | None:
    """The sheet that a template holds, None where this version does not understand it."""
    template = tx.forms.template(named)
    try:
        return sheet_of_body(template.body) if template else None
    except HarborError:
        return None


def _listed(tx: Transaction, named: bytes) -> Sheet | None:
    template = tx.forms.template(named)
    return None if template is None or is_quiet(template) else sheet_under(tx, named)


def _newest(tx: Transaction, before: int | None, asked: Collection[str]) -> Iterator[Form]:
    walks = (_walk(tx, kind, before, asked) for kind in KINDS)
    return heapq.merge(*walks, key=lambda form: -(form.sort_key or 0))


def _walk(tx: Transaction, kind: str, before: int | None, asked: Collection[str]) -> Iterator[Form]:
    while portion := tx.forms.page(kind, before, _PORTION, fields=asked):
        tx.check()
        yield from portion
        before = portion[-1].sort_key
