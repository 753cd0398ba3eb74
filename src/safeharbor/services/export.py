"""Files that other programs read: a plain copy of the journal, only where the user asked.

What is written here is readable by anyone who gets the file; the faces say so before.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from safeharbor.content.exercises import catalogue
from safeharbor.domain.entry import Entry
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.practice import PracticeRecord
from safeharbor.exchange import practices
from safeharbor.exchange.markdown import file_name, write_markdown
from safeharbor.services.executor import VaultThread, settled
from safeharbor.services.practices import page_of
from safeharbor.storage.transaction import Transaction
from safeharbor.system import fs

_PORTION: Final = 100


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """Where the files are and how many entries went into them."""

    path: Path
    entries: int


class ExportService:
    """Writes the unlocked journal as Markdown with front matter."""

    def __init__(self, thread: Callable[[], VaultThread]) -> None:
        self._thread = thread

    def markdown(self, target: Path) -> ExportFacts:
        """One file per entry into the new folder ``target``, or all in one file for ``*.md``.

        Records of practices, where there are any, follow the entries as one table. The target
        appears whole or not at all. Blocks; saves pass between the portions.

        Raises:
            HarborError: TARGET_EXISTS, or what the disk says; then nothing is left behind.
        """
        if os.path.lexists(target):
            raise HarborError(ErrorCode.TARGET_EXISTS, file=target.name)
        part = target.with_name(f".{target.name}.part")
        _clear(part)
        try:
            one = target.suffix.lower() == ".md"
            count = self._one_file(part) if one else self._folder(part)
            fs.move_new(part, target)
        except BaseException:
            _clear(part)
            raise
        return ExportFacts(target, count)

    def _one_file(self, target: Path) -> int:
        count = 0
        with fs.new_file(target) as sink:
            for entry in self._entries():
                sink.write(b"\n" * bool(count) + write_markdown(entry))
                count += 1
            for number, piece in enumerate(self._practices()):
                sink.write(b"\n" * bool(count and number == 0) + piece)
        return count

    def _folder(self, target: Path) -> int:
        taken: set[str] = set()
        fs.make_private_dir(target)
        for entry in self._entries():
            name = _free_name(file_name(entry), taken)
            # A readable copy of what the vault holds durably: flushing each would take minutes.
            fs.write_new(target / name, write_markdown(entry), durable=False)
        count = len(taken)
        if table := b"".join(self._practices()):
            name = _free_name(practices.FILE_NAME, taken)
            fs.write_new(target / name, table, durable=False)
        fs.fsync_dir(target)
        return count

    def _entries(self) -> Iterator[Entry]:
        """All entries, newest first, in portions; the trash stays out."""
        before: int | None = None
        while True:
            portion = settled(self._thread().read(partial(_portion, before=before)))
            if not portion:
                return
            yield from portion
            before = portion[-1].sort_key

    def _practices(self) -> Iterator[bytes]:
        """The table of what was practised, newest first; nothing at all where there is none."""
        titles = _titles()
        before: int | None = None
        while True:
            read = partial(page_of, before=before, limit=_PORTION)
            portion: list[PracticeRecord] = settled(self._thread().read(read))
            if portion and before is None:
                yield practices.HEAD
            for record in portion:
                name = titles.get(record.exercise, record.exercise)
                yield practices.practice_row(record, name)
            if len(portion) < _PORTION:
                return
            before = portion[-1].sort_key


def _titles() -> dict[str, str]:
    try:
        return {card.id: card.title for card in catalogue().values()}
    except HarborError:
        return {}


def _portion(tx: Transaction, *, before: int | None) -> list[Entry]:
    rows = tx.entries.page(before=before, limit=_PORTION)
    entries = (tx.entries.get(row.id) for row in rows)
    return [entry for entry in entries if entry is not None]


def _clear(part: Path) -> None:
    """Take away an unfinished export of ours."""
    if part.is_dir() and not part.is_symlink():
        shutil.rmtree(part, ignore_errors=True)
    else:
        fs.remove_file(part)


def _free_name(wanted: str, taken: set[str]) -> str:
    """``wanted``, or with a number where another entry has it; case does not tell names apart."""
    stem, suffix = Path(wanted).stem, Path(wanted).suffix
    numbered = (f"{stem}-{n}{suffix}" for n in itertools.count(2))
    name = next(n for n in itertools.chain([wanted], numbered) if n.casefold() not in taken)
    taken.add(name.casefold())
    return name
