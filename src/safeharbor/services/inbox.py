"""The inbox: text kept while the vault is locked, sealed so that only the vault can read it.

Sealing needs the public key in the header and nothing else, so it works without any secret. Notes
that do not open, or that a newer version wrote, stay where they are and are listed.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Snapshot
from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import Unsaved
from safeharbor.domain.practice import PracticeRecord
from safeharbor.services.envelope import (
    AnyNote,
    FormNote,
    Note,
    NoteKind,
    PracticeNote,
    read_envelope,
    write_envelope,
)
from safeharbor.services.form_sitting import cleaned_form, fitted_form
from safeharbor.services.sitting import cleaned_snapshot, parted
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths
from safeharbor.system.prefs import Json, Preferences
from safeharbor.vault.header import Header
from safeharbor.vault.headerfile import load_header
from safeharbor.vault.inbox import open_note, seal_note
from safeharbor.vault.pins import inbox_pin, sealing_header

PORTION: Final = 500
"""Notes read and imported in one transaction."""

_NAME: Final = re.compile(r"[0-9a-f]{32}\.note")
_MAX_FILE: Final = 4 * 1024 * 1024 + 64
_PORTION_BYTES: Final = 8 * 1024 * 1024
_PINS: Final = "inbox_pins"


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note out of the inbox: its file, its id and what it says."""

    path: Path
    note_id: bytes
    note: AnyNote


@dataclass(slots=True)
class Reading:
    """What a walk through the inbox found. ``kept`` names the files that stay."""

    opened: list[OpenedNote] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class InboxService:
    """Seals notes without a secret, and reads them with the vault's private key."""

    def __init__(self, paths: HomePaths, preferences: Preferences) -> None:
        self._paths = paths
        self._preferences = preferences

    def seal(self, snapshot: Snapshot, kind: NoteKind, *, sealed_us: int | None = None) -> None:
        """Keep ``snapshot`` sealed, over 2 MiB in parts; it is durable when this returns.

        Args:
            snapshot: the text.
            kind: what it is.
            sealed_us: the present time, where a lock seals what its save could not keep.

        Raises:
            HarborError: there is no vault, its inbox key is not the one last seen, or the file
                could not be written.
        """
        header = self._sealing_header()
        for part in parted(snapshot):
            self._seal(header, Note(kind, part, sealed_us))

    def seal_form(self, snapshot: FormSnapshot, *, sealed_us: int | None = None) -> None:
        """Keep what a form holds sealed, without what is never stored.

        A text that is too long for a form is sealed as a new entry, and its beginning stays.

        Args:
            snapshot: the form.
            sealed_us: as for ``seal``.

        Raises:
            HarborError: as ``seal`` does; TEXT_TOO_LONG where no text in it is to blame.
        """
        header = self._sealing_header()
        fitted, texts = fitted_form(snapshot)
        for text in texts:
            for part in parted(text):
                self._seal(header, Note(NoteKind.DRAFT, part, sealed_us))
        self._seal(header, FormNote(fitted, sealed_us))

    def seal_unsaved(self, unsaved: Unsaved, *, sealed_us: int | None = None) -> None:
        """Keep what an editor held, whichever kind it is; as ``seal`` and ``seal_form`` do."""
        if isinstance(unsaved, FormSnapshot):
            self.seal_form(unsaved, sealed_us=sealed_us)
        else:
            self.seal(unsaved, NoteKind.DRAFT, sealed_us=sealed_us)

    def seal_practice(self, record: PracticeRecord) -> None:
        """Keep the record of a practice sealed; it is durable when this returns.

        Raises:
            HarborError: as ``seal`` does.
        """
        self._seal(self._sealing_header(), PracticeNote(record))

    def _sealing_header(self) -> Header:
        return sealing_header(load_header(self._paths), self._pins())

    def _seal(self, header: Header, note: AnyNote) -> None:
        note_id = os.urandom(16)
        envelope = write_envelope(note)
        sealed = seal_note(header.inbox.public_key, header.vault_id, note_id, envelope)
        fs.make_private_dir(self._paths.inbox)
        fs.replace_atomic(self._paths.inbox / f"{note_id.hex()}.note", sealed)

    def seal_entry(self, snapshot: Snapshot) -> None:
        """Keep a new entry sealed, as ``seal`` does."""
        self.seal(snapshot, NoteKind.ENTRY)

    def pending(self) -> int:
        """How many notes wait in the inbox."""
        return sum(1 for _ in self._files())

    def read(self, header: Header, private_key: bytes, skip: frozenset[str]) -> Reading:
        """Open at most 500 notes or 8 MiB, oldest first; file names in ``skip`` are left out."""
        reading = Reading()
        room = _PORTION_BYTES
        for path in self._files():
            if path.name in skip:
                continue
            if len(reading.opened) + len(reading.kept) >= PORTION or room < 0:
                break
            room -= _size(path)
            note_id = bytes.fromhex(path.stem)
            note = self._open(path, header, private_key, note_id)
            if note is None:
                reading.kept.append(path.name)
            else:
                reading.opened.append(OpenedNote(path, note_id, note))
        return reading

    def remove(self, notes: list[OpenedNote]) -> list[OpenedNote]:
        """Take imported notes away, after their import was committed; returns those that went.

        What cannot be removed stays and is not imported again.
        """
        gone = [opened for opened in notes if _removed(opened.path)]
        if gone:
            with contextlib.suppress(HarborError):
                fs.fsync_dir(self._paths.inbox)
        return gone

    def pin(self, header: Header) -> None:
        """Remember the inbox key of a header whose MAC was verified."""
        pins = self._pins()
        wanted = inbox_pin(header)
        if pins.get(header.vault_id.hex()) != wanted:
            self._preferences.set(_PINS, {**pins, header.vault_id.hex(): wanted})

    def _pins(self) -> dict[str, Json]:
        nothing: dict[str, Json] = {}
        return self._preferences.get(_PINS, nothing)

    def _files(self) -> Iterator[Path]:
        try:
            found = [path for path in self._paths.inbox.iterdir() if _NAME.fullmatch(path.name)]
        except OSError:
            return
        yield from sorted(found, key=_age)

    @staticmethod
    def _open(path: Path, header: Header, private_key: bytes, note_id: bytes) -> AnyNote | None:
        try:
            sealed = fs.read_regular(path, max_size=_MAX_FILE)
            note = read_envelope(open_note(private_key, header.vault_id, note_id, sealed))
            if isinstance(note, Note):
                return replace(note, snapshot=cleaned_snapshot(note.snapshot))
            if isinstance(note, FormNote):
                return replace(note, snapshot=cleaned_form(note.snapshot))
            return note
        except (HarborError, ValueError):
            return None


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _age(path: Path) -> tuple[int, str]:
    """When a note was sealed, so that the newer of two drafts comes in last."""
    try:
        return path.lstat().st_mtime_ns, path.name
    except OSError:
        return 0, path.name


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
