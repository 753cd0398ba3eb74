"""The words of every sheet and step, ready to be looked through while the vault is open.

The index of the vault holds entries. Answers are far fewer, so their words are read when the
first question comes, in portions that a save passes between, and held in memory from then on;
the log of changes tells which forms to read again. Closing the database lets go of all of it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from safeharbor.domain.answer_text import AnswerText, is_quiet
from safeharbor.domain.answers import from_answers
from safeharbor.domain.form import Form
from safeharbor.domain.moment import Moment
from safeharbor.domain.query import Query, prepared, stands_in
from safeharbor.domain.sortkey import first_key, last_key
from safeharbor.services.meant import KINDS
from safeharbor.storage.transaction import Transaction

_PORTION: Final = 40
_SLICE_WORK: Final = 40_000
"""Characters that one slice reads at most, so that it stays well under 200 ms."""
_LITTLE_PORTION: Final = 4
_LITTLE_WORK: Final = 2_000
"""The same for a slice of a few milliseconds."""
_FIRST: Final = -1
_LAST: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class FormText:
    """What a form says.

    Attributes:
        id: of the form.
        kind: "sheet" or "step".
        template_id: of the sheet or the step.
        title: one's own, else that of the sheet or step as it was.
        moment: when it was begun, and the day it belongs to.
        sort_key: its place among all forms.
        text: what was answered, line by line.
        prepared: the same and the titles, for ``stands_in``.
    """

    id: UUID
    kind: str
    template_id: str
    title: str
    moment: Moment
    sort_key: int
    text: str
    prepared: str


class FormWords:
    """The words of all forms; ``Transaction.kept`` has the one of an open vault."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._held: dict[UUID, FormText] = {}
        self._ordered: list[FormText] | None = None
        self._readers: dict[bytes, tuple[str, AnswerText] | None] = {}
        self._unread = [(kind, _LAST) for kind in KINDS]
        self._changed: dict[UUID, None] = {}
        self._seen: int | None = None

    def gather(self, tx: Transaction, *, little: bool = False) -> int:
        """Read one slice of what was not read yet, or was changed; 0 when nothing is left.

        With ``little`` it is a slice that nobody notices who works meanwhile.
        """
        self._follow(tx)
        work, enough = 0, _LITTLE_WORK if little else _SLICE_WORK
        while (self._changed or self._unread) and work < enough:
            tx.check()
            portion = _LITTLE_PORTION if little else _PORTION
            work += self._read_changed(tx) if self._changed else self._read_on(tx, portion)
        return len(self._changed) + len(self._unread)

    def find(self, query: Query, before: int | None, limit: int) -> list[FormText]:
        """At most ``limit`` of the forms read so far that answer ``query``, newest first.

        A question for a tag, or for days alone, finds no form: it asks for no words of one.
        """
        if query.tags or not query.terms:
            return []
        low = first_key(query.day_from) if query.day_from else _FIRST
        high = last_key(query.day_to) if query.day_to else _LAST
        high = high if before is None else min(high, before - 1)
        found: list[FormText] = []
        for each in self._from(high):
            if each.sort_key < low or len(found) == limit:
                break
            if stands_in(query, each.prepared):
                found.append(each)
        return found

    def _from(self, high: int) -> Iterator[FormText]:
        """The forms of a sort key up to ``high``, newest first."""
        if self._ordered is None:
            self._ordered = sorted(self._held.values(), key=lambda each: -each.sort_key)
        first = bisect.bisect_left(self._ordered, -high, key=lambda each: -each.sort_key)
        for place in range(first, len(self._ordered)):
            yield self._ordered[place]

    def _follow(self, tx: Transaction) -> None:
        """Let go of what was changed since the last time; it is read again."""
        newest = tx.meta.sequence()
        if self._seen not in {None, newest}:
            gone = [self._held.pop(each, None) for each in tx.changed_since(self._seen or 0)]
            if any(gone):
                self._ordered = None
            for kind in KINDS:
                found = tx.form_lists.changed_since(kind, self._seen or 0)
                self._changed.update(dict.fromkeys(found))
        self._seen = newest

    # A search that is overtaken may stop the two at any place: nothing counts as read before it
    # is held.

    def _read_changed(self, tx: Transaction) -> int:
        form_id = next(iter(self._changed))
        form = tx.forms.get(form_id)
        work = self._hold(tx, form) if form is not None and form.trashed_utc_us is None else 1
        del self._changed[form_id]
        return work

    def _read_on(self, tx: Transaction, most: int) -> int:
        kind, before = self._unread[-1]
        portion = tx.forms.page(kind, before, most)
        work = sum(self._hold(tx, form) for form in portion)
        self._unread.pop()
        if len(portion) == most:
            self._unread.append((kind, portion[-1].sort_key or 0))
        return work

    def _hold(self, tx: Transaction, form: Form) -> int:
        """Keep the words of one form; returns how many characters those are."""
        reader = self._reader(tx, form.template)
        if reader is None or not (form.answers or form.title):
            return 1
        name, words = reader
        lines = words.lines(from_answers(form.answers))
        looked_through = prepared(dict.fromkeys([form.title, words.title, *lines]))
        self._held[form.id] = FormText(
            id=form.id,
            kind=form.kind,
            template_id=name,
            title=form.title or words.title,
            moment=form.moment,
            sort_key=form.sort_key or 0,
            text="\n".join(lines),
            prepared=looked_through,
        )
        self._ordered = None
        return len(looked_through)

    def _reader(self, tx: Transaction, named: bytes) -> tuple[str, AnswerText] | None:
        """The id of a template and what reads its answers; None where they are never found."""
        if named not in self._readers:
            template = tx.forms.template(named)
            hidden = template is None or is_quiet(template)
            self._readers[named] = (
                None if template is None or hidden else (template.template_id, AnswerText(template))
            )
        return self._readers[named]
