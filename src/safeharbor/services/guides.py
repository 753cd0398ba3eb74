"""What was answered in the steps of guides, and where somebody was.

Each step has one living form; to start afresh puts it away and loses nothing. Beyond the answers
only the last step of each guide is kept: no count of anything is ever shown.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from typing import ClassVar, Final

from safeharbor.content.guides import STEP_KIND
from safeharbor.domain.answer_text import is_quiet
from safeharbor.domain.answers import Value, from_answers, is_empty
from safeharbor.domain.checkins import Pair, rises_in_a_row, visits
from safeharbor.domain.entry import Changes
from safeharbor.domain.filled import PUT_AWAY, FilledSheet
from safeharbor.domain.form import Form, Template
from safeharbor.domain.guide import parts_of
from safeharbor.services.filled_forms import FormService, filled, template_of
from safeharbor.storage.transaction import Transaction

_PLACES: Final = "guide_places"
"""The key of the vault's facts: the last step of each guide as JSON, the newest guide first."""
_MOST_PLACES: Final = 200
_PORTION: Final = 100


class GuideService(FormService):
    """Answers in steps of the unlocked vault, as ``FormService`` says.

    A step is named in full, such as ``trust8.s1``.
    """

    kind: ClassVar[str] = STEP_KIND

    def open(self, step: str) -> Future[FilledSheet | None]:
        """The living form of a step, None where nothing was written or it was begun afresh.

        It keeps the template that it was last saved under, which may be of an older version.
        """
        return self._thread().read(lambda tx: _living(tx, step))

    def start_afresh(self, step: str, origin: str = "") -> Future[Changes]:
        """Put away what was written in a step: it is kept, and the step opens empty."""
        now = self._clock.now().utc_us

        def job(tx: Transaction) -> Changes:
            living = [form for form in _forms(tx, step) if not form.extra.get(PUT_AWAY)]
            for form in living:
                tx.forms.set_extra(form.id, PUT_AWAY, value=True, utc_us=now)
                tx.revisions.close_open(form.id)
            return Changes(frozenset(), origin, forms=frozenset(form.id for form in living))

        return self._write(job)

    def rises(self, step: str, *, same: bool = False) -> Future[int]:
        """How many of the newest visits to a step ended higher than they began, or numb.

        It decides which words are said, and is never shown. Every kept form of the step counts;
        see ``domain/checkins.py``.

        Args:
            step: its full id.
            same: whether the numbers of its living form are those of a visit that goes on, which
                is none of the visits before.
        """
        return self._thread().read(lambda tx: rises_in_a_row(_visits(tx, step, same=same)))

    def earlier(self, step: str, field: str) -> Future[int | str | None]:
        """The number last given in a field; ``UNSURE`` for "can't tell", None for none."""
        return self._thread().read(lambda tx: _number(tx, step, field))

    def where(self) -> Future[Mapping[str, str]]:
        """The id of the step that was opened last in each guide; the newest guide comes first."""
        return self._thread().read(_places)

    def be_at(self, guide_id: str, step_id: str) -> Future[None]:
        """Remember the step that was opened last in a guide, and nothing else."""

        def job(tx: Transaction) -> None:
            before = _places(tx)
            after = {guide_id: step_id, **{k: v for k, v in before.items() if k != guide_id}}
            if list(after.items()) != list(before.items()):
                kept = dict(list(after.items())[:_MOST_PLACES])
                tx.meta.set(_PLACES, json.dumps(kept))

        return self._thread().write(job)

    def written(self, guide_id: str) -> Future[list[FilledSheet]]:
        """All that was written in a guide: by step, of each the newest first.

        What was put away is among it; the trash, empty forms and quiet steps are not.
        """
        return self._thread().read(lambda tx: _written(tx, guide_id))


def _forms(tx: Transaction, step: str) -> Iterator[Form]:
    """The forms of a step, the one that was begun last first."""
    for form_id in tx.form_lists.ids(STEP_KIND, template_id=step):
        tx.check()
        form = tx.forms.get(form_id)
        if form is not None:
            yield form


def _living(tx: Transaction, step: str) -> FilledSheet | None:
    forms = (form for form in _forms(tx, step) if not form.extra.get(PUT_AWAY))
    form = next(forms, None)
    return None if form is None else filled(tx, form)


def _visits(tx: Transaction, step: str, *, same: bool) -> Iterator[Pair]:
    for number, form in enumerate(_forms(tx, step)):
        found = visits(from_answers(form.answers), form.extra)
        goes_on = same and number == 0 and not form.extra.get(PUT_AWAY)
        yield from itertools.islice(found, int(goes_on), None)


def _number(tx: Transaction, step: str, field: str) -> int | str | None:
    values: Iterator[Value] = (form.value(field) for form in _forms(tx, step))
    given = (each for each in values if isinstance(each, (int, str)) and not is_empty(each))
    return next(given, None)


def _places(tx: Transaction) -> Mapping[str, str]:
    kept = tx.meta.get(_PLACES)
    try:
        found = json.loads(kept) if isinstance(kept, str) else {}
    except ValueError:
        found = {}
    places = found if isinstance(found, dict) else {}
    return {guide: step for guide, step in places.items() if isinstance(step, str)}


def _written(tx: Transaction, guide_id: str) -> list[FilledSheet]:
    ids = tx.form_lists.ids(STEP_KIND, prefix=f"{guide_id}.")
    templates: dict[bytes, Template] = {}
    found: list[FilledSheet] = []
    for first in range(0, len(ids), _PORTION):
        tx.check()
        for form in tx.forms.many(ids[first : first + _PORTION]):
            if form.template not in templates:
                templates[form.template] = template_of(tx, form.template)
            found.append(filled(tx, form, templates[form.template]))
    shown = (each for each in found if not (each.answers.empty or is_quiet(each.template)))
    return sorted(shown, key=lambda each: _order(each.template.template_id))


def _order(step: str) -> tuple[int, str]:
    """``s10`` comes after ``s9``."""
    name = parts_of(step)[1]
    return len(name), name
