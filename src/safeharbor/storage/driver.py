"""What this floor uses of a connection of sqlcipher3, which comes without types of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol


class Cursor(Protocol):
    """The rows of one statement."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a tuple of whatever was asked for, or None
        """The next row, None behind the last one."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The rows, one by one."""


class RawConnection(Protocol):
    """A connection below SQLAlchemy: for pragmas, schema, copies and the start."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    @property
    def total_changes(self) -> int:
        """How many rows were changed since it was opened."""

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[object]], /) -> Cursor:
        """Run one statement for each row of parameters."""

    def backup(
        self,
        target: RawConnection,
        *,
        pages: int,
        progress: Callable[[int, int, int], None],
        sleep: float,
    ) -> None:
        """Copy the database to ``target``, ``progress`` being called after each step."""

    def set_progress_handler(self, handler: Callable[[], bool] | None, steps: int, /) -> None:
        """Ask ``handler`` every so many steps of SQLite's machine whether to stop."""

    def close(self) -> None:
        """Let the file go."""
