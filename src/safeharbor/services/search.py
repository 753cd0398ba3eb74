"""Finding what was written: parses, asks the index, cuts snippets.

One search runs at a time; a new one stops the one before it, so that typing never queues up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from safeharbor.domain.entry import EntrySummary
from safeharbor.domain.moment import Clock
from safeharbor.domain.query import Query, parse_query
from safeharbor.domain.snippet import Cutter, Snippet
from safeharbor.services.executor import VaultThread
from safeharbor.storage.transaction import Transaction

SNIPPET_WIDTH: Final = 160
"""Characters of a snippet, about two lines of a list."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, with the place where."""

    summary: EntrySummary
    snippet: Snippet


class SearchService:
    """Searches the unlocked vault, newest first, page by page."""

    def __init__(self, thread: Callable[[], VaultThread], clock: Clock) -> None:
        self._thread = thread
        self._clock = clock
        self._running = threading.Event()

    def page(self, text: str, before: int | None = None, limit: int = 50) -> Future[list[Hit]]:
        """At most ``limit`` entries older than the sort key ``before``; an empty query finds none.

        A search that a newer one overtook ends with Cancelled.
        """
        self._running.set()
        self._running = cancel = threading.Event()
        query = parse_query(text, self._clock.now().local_date)
        return self._thread().read(lambda tx: _hits(tx, query, before, limit), cancel)


def _hits(tx: Transaction, query: Query, before: int | None, limit: int) -> list[Hit]:
    if query.is_empty:
        return []
    rows = tx.index.search(query, before, limit)
    cutter = Cutter(query)
    return [Hit(row.summary, cutter.cut(row.body, SNIPPET_WIDTH)) for row in rows]
