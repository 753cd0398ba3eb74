"""Whether the journal beside a database may be played back into it.

SQLite takes every file of the right name for its own: a journal of another vault, played back
once, destroys the database (tried). So before SQLite sees it, every page in it is checked with the
key, as SQLCipher 4 signs pages. Nothing here writes, and it runs before the database is opened.

The journal's format is section 3 of https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import fs

PAGE_SIZE: Final = 4096
"""Bytes of a page, SQLCipher 4's default."""

_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_HEADER: Final = struct.Struct(">8sIIIII")
_SALT: Final = 16
_IV: Final = 16
_HMAC: Final = 64
_MAC_SALT_MASK: Final = 0x3A
_MAC_ROUNDS: Final = 2


@dataclass(frozen=True, slots=True)
class _Section:
    """A journal header: what SQLite would believe of the records behind it."""

    records: int
    nonce: int
    pages: int
    sector: int


class PageSeal:
    """Checks the signature that SQLCipher 4 puts on every page (HMAC-SHA512 over page and number).

    ``key`` is the raw database key of 32 bytes, ``salt`` the 16 bytes that stand in the header.
    """

    def __init__(self, key: bytes, salt: bytes) -> None:
        masked = bytes(byte ^ _MAC_SALT_MASK for byte in salt)
        self._mac = hmac.new(_signing_key(key, masked), digestmod=hashlib.sha512)

    def holds(self, number: int, page: bytes) -> bool:
        """Whether ``page`` was written as page ``number`` under this key."""
        mac = self._mac.copy()
        mac.update(page[_SALT if number == 1 else 0 : PAGE_SIZE - _HMAC])
        mac.update(struct.pack("<I", number))
        return hmac.compare_digest(mac.digest(), page[PAGE_SIZE - _HMAC :])


def _signing_key(key: bytes, salt: bytes) -> bytes:
    """The key that pages are signed with, as long as ``key``, 64 bytes at most.

    PBKDF2 of RFC 8018 with HMAC-SHA512 and the two rounds of SQLCipher, which is one block. From
    Python 3.12 on ``hashlib`` has it only with an OpenSSL of its own, and no build holds one.
    """
    mac = hmac.new(key, digestmod=hashlib.sha512)
    block, said = bytes(mac.digest_size), salt + (1).to_bytes(4, "big")
    for _ in range(_MAC_ROUNDS):
        turn = mac.copy()
        turn.update(said)
        said = turn.digest()
        block = bytes(a ^ b for a, b in zip(block, said, strict=True))
    return block[: len(key)]


def check_journal(database: Path, key: bytes, salt: bytes) -> bool:
    """Refuse a journal that SQLite had better not play back, and any trace of another mode.

    Returns whether there is one that will be played back, so that a commit was cut short.

    Raises:
        HarborError: JOURNAL_PLANTED when ``-wal`` or ``-shm`` exists; when the journal is not a
            plain file of our own; when it is not this database's, or damaged.
    """
    for suffix in ("-wal", "-shm"):
        odd = database.with_name(database.name + suffix)
        if os.path.lexists(odd):
            raise HarborError(ErrorCode.JOURNAL_PLANTED, file=odd.name)
    journal = database.with_name(f"{database.name}-journal")
    if not os.path.lexists(journal):
        return False
    hot = False
    try:
        with fs.regular_file(journal) as file:
            hot = file.read(len(_MAGIC)) == _MAGIC
            file.seek(0)
            pages = database.lstat().st_size // PAGE_SIZE
            sound = _is_sound(file, journal.lstat().st_size, pages, PageSeal(key, salt))
    except HarborError as error:
        if error.code is ErrorCode.READ_FAILED:
            raise
        sound = False
    if not sound:
        raise HarborError(ErrorCode.JOURNAL_PLANTED, file=journal.name)
    return hot


def _is_sound(file: BinaryIO, size: int, pages: int, seal: PageSeal) -> bool:
    """Whether playing ``file`` back does no harm: all that would be played bears our seal."""
    if file.read(len(_MAGIC)) != _MAGIC:
        # SQLite plays nothing back from such a journal. A power cut leaves one when it comes
        # before the first flush: the magic is written only after what it vouches for.
        return True
    file.seek(max(size - len(_MAGIC), 0))
    if file.read() == _MAGIC:
        return False  # names another journal, which one database alone never does
    played = 0
    first: _Section | None = None
    place = 0
    while (section := _section(file, place, size, first)) is not None:
        first = first or section
        for number, page in _records(file, place, section, first.pages):
            if not page or not seal.holds(number, page):
                return False
            played += 1
        place = _next_section(place, section)
    if first is None:
        return False
    return played > 0 or first.pages == pages


def _section(file: BinaryIO, place: int, size: int, first: _Section | None) -> _Section | None:
    """The header at ``place``; None where SQLite would stop."""
    file.seek(place)
    raw = file.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return None
    magic, records, nonce, pages, sector, page_size = _HEADER.unpack(raw)
    if magic != _MAGIC:
        return None
    if first is not None:
        sector = first.sector
    elif page_size != PAGE_SIZE or not 512 <= sector <= 0x10000 or sector & (sector - 1):
        return None
    if place + sector > size:
        return None
    return _Section(records, nonce, pages, sector)


def _records(
    file: BinaryIO, place: int, section: _Section, pages: int
) -> Iterator[tuple[int, bytes]]:
    """The pages that SQLite would play back into a database of ``pages`` pages.

    It leaves out those beyond the end, and stops without a word at a record with a wrong
    checksum; here such a record has an empty page. A header counts only records that were
    flushed before it, so none of them is ever half written.
    """
    file.seek(place + section.sector)
    for _ in range(section.records):
        raw = file.read(PAGE_SIZE + 8)
        number, page = int.from_bytes(raw[:4], "big"), raw[4:-4]
        if len(raw) < PAGE_SIZE + 8 or number == 0:
            yield number, b""
            return
        if number > pages:
            continue
        whole = _checksum(section.nonce, page) == int.from_bytes(raw[-4:], "big")
        yield number, page if whole else b""


def _checksum(nonce: int, page: bytes) -> int:
    return (nonce + sum(page[PAGE_SIZE - 200 : 0 : -200])) & 0xFFFFFFFF


def _next_section(place: int, section: _Section) -> int:
    end = place + section.sector + section.records * (PAGE_SIZE + 8)
    return -(-end // section.sector) * section.sector
