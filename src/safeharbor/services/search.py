"""Finding what was written: parses, asks the index, looks through sheets and steps, cuts snippets.

One search runs at a time; a new one stops the one before it, so that typing never queues up.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from safeharbor.domain.entry import EntrySummary
from safeharbor.domain.moment import Clock, Moment
from safeharbor.domain.query import Query, parse_query
from safeharbor.domain.snippet import Cutter, Snippet
from safeharbor.services.executor import VaultThread
from safeharbor.services.form_words import FormText, FormWords
from safeharbor.storage.transaction import Transaction

SNIPPET_WIDTH: Final = 160
"""Characters of a snippet, about two lines of a list."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, with the place where."""

    summary: EntrySummary
    snippet: Snippet

    @property
    def title(self) -> str:
        """Its title, "" where it has none."""
        return self.summary.title

    @property
    def moment(self) -> Moment:
        """When it was written, and the day it belongs to."""
        return self.summary.moment

    @property
    def place(self) -> int:
        """Its place among all hits; what ``before`` of the next page asks for."""
        return 2 * self.summary.sort_key + 1


@dataclass(frozen=True, slots=True)
class FormHit:
    """A worksheet or a step of a guide that was found.

    Attributes:
        id: of the form.
        kind: "sheet" or "step".
        template_id: the id of the worksheet, or the full id of the step.
        title: one's own, else that of the worksheet or step as it was.
        moment: when it was begun, and the day it belongs to.
        snippet: the place where.
        place: as of ``Hit``.
    """

    id: UUID
    kind: str
    template_id: str
    title: str
    moment: Moment
    snippet: Snippet
    place: int


Found: TypeAlias = Hit | FormHit


class SearchService:
    """Searches the unlocked vault, newest first, page by page."""

    def __init__(self, thread: Callable[[], VaultThread], clock: Clock) -> None:
        self._thread = thread
        self._clock = clock
        self._running = threading.Event()

    def get_ready(self) -> Future[None]:
        """Read what a search of sheets and steps looks through, so that the first one is quick."""
        return self._thread().read_in_slices(_gather, lambda _: None)

    def get_ready_a_little(self) -> Future[int]:
        """The same in the smallest portions, for moments in which nothing else is to be done.

        The result says whether anything is left; 0 for nothing. A save or a lock waits a few
        milliseconds for it at most.
        """
        return self._thread().read(lambda tx: tx.kept(FormWords).gather(tx, little=True))

    def page(self, text: str, before: int | None = None, limit: int = 50) -> Future[list[Found]]:
        """At most ``limit`` entries, sheets and steps older than the place ``before``.

        An empty query finds none. Sheets and steps are found by their words alone, so a question
        for a tag or only for days finds entries. A search that a newer one overtook ends with
        Cancelled.
        """
        self._running.set()
        self._running = cancel = threading.Event()
        query = parse_query(text, self._clock.now().local_date)
        return self._thread().read_in_slices(
            _gather, lambda tx: _found(tx, query, before, limit), cancel
        )


def _gather(tx: Transaction) -> int:
    return tx.kept(FormWords).gather(tx)


def _found(tx: Transaction, query: Query, before: int | None, limit: int) -> list[Found]:
    if query.is_empty:
        return []
    # Entries and forms have keys of their own; of two with the same one the entry comes first.
    keys = (None, None) if before is None else (before // 2, (before + 1) // 2)
    entries = tx.index.search(query, keys[0], limit)
    forms = tx.kept(FormWords).find(query, keys[1], limit)
    cutter = Cutter(query)
    hits: Iterator[Found] = (Hit(e.summary, cutter.cut(e.body, SNIPPET_WIDTH)) for e in entries)
    form_hits: Iterator[Found] = (_form_hit(each, cutter) for each in forms)
    return list(itertools.islice(heapq.merge(hits, form_hits, key=_age), limit))


def _form_hit(found: FormText, cutter: Cutter) -> FormHit:
    return FormHit(
        id=found.id,
        kind=found.kind,
        template_id=found.template_id,
        title=found.title,
        moment=found.moment,
        snippet=cutter.cut(found.text, SNIPPET_WIDTH),
        place=2 * found.sort_key,
    )


def _age(hit: Found) -> int:
    return -hit.place
