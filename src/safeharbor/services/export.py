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
from safeharbor.content.guides import STEP_KIND
from safeharbor.content.sheets import SHEET_KIND
from safeharbor.domain.entry import Entry
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.practice import PracticeRecord
from safeharbor.exchange import practices, sheet_markdown
from safeharbor.exchange.markdown import file_name, write_markdown
from safeharbor.services.executor import VaultThread, settled
from safeharbor.services.filled_forms import filled, readable_sheet
from safeharbor.services.practices import page_of
from safeharbor.storage.transaction import Transaction
from safeharbor.system import fs

_PORTION: Final = 100
_FOLDERS: Final = {SHEET_KIND: "sheets", STEP_KIND: "steps"}
"""Kinds of forms that are written out, with the folders they go into, beside the entries."""


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """Where the files are, and how many entries, worksheets and steps went into them."""

    path: Path
    entries: int
    sheets: int = 0
    steps: int = 0


class ExportService:
    """Writes the unlocked journal as Markdown with front matter."""

    def __init__(self, thread: Callable[[], VaultThread]) -> None:
        self._thread = thread

    def markdown(self, target: Path) -> ExportFacts:
        """One file per entry into the new folder ``target``, or all in one file for ``*.md``.

        Worksheets follow the entries, and then steps of guides, in folders of their own; records
        of practices, where there are any, follow as one table. The target appears whole or not at
        all. Blocks; saves pass between the portions.

        Raises:
            HarborError: TARGET_EXISTS, or what the disk says; then nothing is left behind.
        """
        if os.path.lexists(target):
            raise HarborError(ErrorCode.TARGET_EXISTS, file=target.name)
        part = target.with_name(f".{target.name}.part")
        _clear(part)
        try:
            one = target.suffix.lower() == ".md"
            counts = self._one_file(part) if one else self._folder(part)
            fs.move_new(part, target)
        except BaseException:
            _clear(part)
            raise
        return ExportFacts(target, *counts)

    def _one_file(self, target: Path) -> list[int]:
        """Write everything; how many entries, worksheets and steps those were."""
        counts = [0] * (1 + len(_FOLDERS))
        parts = (self._entry_texts(), *map(self._form_texts, _FOLDERS))
        with fs.new_file(target) as sink:
            for kind, pieces in enumerate(parts):
                for _, text in pieces:
                    sink.write(b"\n" * any(counts) + text)
                    counts[kind] += 1
            for number, piece in enumerate(self._practices()):
                sink.write(b"\n" * (any(counts) and number == 0) + piece)
        return counts

    def _folder(self, target: Path) -> list[int]:
        fs.make_private_dir(target)
        taken = _write_all(target, self._entry_texts())
        counts = [len(taken)]
        for kind, folder in _FOLDERS.items():
            counts.append(len(_write_all(target / folder, self._form_texts(kind))))
        if table := b"".join(self._practices()):
            name = _free_name(practices.FILE_NAME, taken)
            fs.write_new(target / name, table, durable=False)
        fs.fsync_dir(target)
        return counts

    def _entry_texts(self) -> Iterator[tuple[str, bytes]]:
        return ((file_name(entry), write_markdown(entry)) for entry in self._entries())

    def _form_texts(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """All forms of a kind with the names of their files, newest first, without the trash."""
        before: int | None = None
        while portion := settled(self._thread().read(partial(_forms, kind=kind, before=before))):
            for each in portion:
                sheet = readable_sheet(each)
                text = sheet_markdown.write_sheet(each, sheet)
                yield sheet_markdown.file_name(each, sheet), text
            before = portion[-1].sort_key

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


def _forms(tx: Transaction, *, kind: str, before: int | None) -> list[FilledSheet]:
    return [filled(tx, form) for form in tx.forms.page(kind, before, _PORTION)]


def _write_all(folder: Path, pieces: Iterator[tuple[str, bytes]]) -> set[str]:
    """Write each piece under its name or one beside it; the folder is made with the first one."""
    taken: set[str] = set()
    for wanted, text in pieces:
        if not taken:
            fs.make_private_dir(folder)
        # A readable copy of what the vault holds durably: flushing each would take minutes.
        fs.write_new(folder / _free_name(wanted, taken), text, durable=False)
    if taken:
        fs.fsync_dir(folder)
    return taken


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
