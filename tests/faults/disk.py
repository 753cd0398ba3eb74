"""A disk that may lose its power: replays recorded file calls and shows what could be left.

The model is that of ext4 and APFS: a sync of a file makes its bytes and its own name durable, a
sync of a folder makes the folder's names durable. Everything else may have reached the disk or
not, in any order, and a write may be torn at 512 bytes. Room that a file gained without its bytes
reads as zeros, or as junk, which is more than those two would do. A disk that lies about its cache
is out of reach.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, assert_never

from faults.tracing import (
    Ack,
    Closed,
    Create,
    Folder,
    Name,
    Opened,
    Operation,
    Recording,
    Resize,
    Sync,
    SyncFolder,
    Write,
)

SECTOR: Final = 512

_Change = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class State:
    """What one power cut left: the files, the folders, and what had been acknowledged by then."""

    number: int
    position: int
    style: str
    files: Mapping[str, bytes]
    folders: frozenset[str]
    acknowledged: tuple[str, ...]

    def lay_out(self, target: Path) -> None:
        """Write the state into the empty folder ``target``, private as a home is."""
        target.mkdir(mode=0o700, parents=True)
        for name in sorted(self.folders):
            (target / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, data in self.files.items():
            path = target / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(0o600)


@dataclass(frozen=True, slots=True)
class _Edit:
    """One write or resize that no sync has covered yet."""

    serial: int
    what: Write | Resize


@dataclass(frozen=True, slots=True)
class _Rename:
    serial: int
    changes: tuple[_Change, ...]


@dataclass(slots=True)
class _Node:
    durable: bytearray
    pending: list[_Edit] = field(default_factory=list)


@dataclass(slots=True)
class Disk:
    """Follows the operations of a recording and keeps what is durable apart from what is not."""

    nodes: dict[int, _Node] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    waiting_names: list[_Rename] = field(default_factory=list)
    waiting_folders: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    serial: int = 0

    @classmethod
    def of(cls, recording: Recording) -> Disk:
        """A disk on which everything that lay there before is durable."""
        disk = cls(folders=set(recording.folders))
        for number, (path, data) in enumerate(recording.before.items()):
            disk.nodes[number] = _Node(bytearray(data))
            disk.names[path] = number
        return disk

    def apply(self, operation: Operation) -> None:
        """Let one recorded operation happen."""
        self.serial += 1
        match operation:
            case Create(path, node):
                self.nodes[node] = _Node(bytearray())
                self.waiting_names.append(_Rename(self.serial, ((path, node),)))
            case Write(node, _, _) | Resize(node, _):
                self.nodes[node].pending.append(_Edit(self.serial, operation))
            case Sync(node):
                self._sync(node)
            case SyncFolder(path):
                self._settle(lambda change: _folder_of(change[0]) == path)
                self.folders.update(f for f in self.waiting_folders if _folder_of(f) == path)
                self.waiting_folders = [f for f in self.waiting_folders if f not in self.folders]
            case Name(changes):
                self.waiting_names.append(_Rename(self.serial, changes))
            case Folder(path):
                self.waiting_folders.append(path)
            case Ack(text):
                self.acknowledged.append(text)
            case Opened() | Closed():
                pass
            case _:
                assert_never(operation)

    def _sync(self, node: int) -> None:
        held = self.nodes[node]
        for edit in held.pending:
            _edit(held.durable, edit.what, None, b"\0")
        held.pending.clear()
        self._settle(lambda change: change[1] == node)

    def _settle(self, concerns: Callable[[_Change], bool]) -> None:
        """Make the waiting name changes durable that ``concerns`` picks, and those before them."""
        touched: set[str] = set()
        kept: list[_Rename] = []
        for rename in reversed(self.waiting_names):
            names = {name for name, _ in rename.changes}
            if any(concerns(change) for change in rename.changes) or names & touched:
                touched |= names
            else:
                kept.append(rename)
        kept.reverse()
        for rename in self.waiting_names:
            if rename not in kept:
                _rename(self.names, rename)
        self.waiting_names = kept

    def cut(self, rng: random.Random, number: int) -> State:
        """One possible state after a power cut at this moment."""
        style = rng.choice(("nothing", "everything", "prefix", "any", "torn", "torn"))
        last = rng.randint(0, self.serial)
        fate = _Fate(rng, style, self._threshold(last))
        names = dict(self.names)
        for rename in self.waiting_names:
            if fate.survives(rename.serial):
                _rename(names, rename)
        folders = self.folders | {f for f in self.waiting_folders if rng.random() < 0.5}
        contents = {node: self._left(node, fate) for node in set(names.values())}
        files = {path: contents[node] for path, node in names.items()}
        return State(
            number, self.serial, style, files, frozenset(folders), tuple(self.acknowledged)
        )

    def _threshold(self, last: int) -> int:
        """A serial among those still waiting, so that a prefix ends inside of them."""
        serials = sorted(
            [rename.serial for rename in self.waiting_names]
            + [edit.serial for node in self.nodes.values() for edit in node.pending]
        )
        return serials[last % len(serials)] if serials else self.serial

    def _left(self, node: int, fate: _Fate) -> bytes:
        held = self.nodes[node]
        if not held.pending:
            return bytes(held.durable)
        data = bytearray(held.durable)
        for edit in held.pending:
            if fate.survives(edit.serial):
                _edit(data, edit.what, fate, fate.filler)
        return bytes(data)


class _Fate:
    """What one power cut does to the calls that no sync had covered."""

    def __init__(self, rng: random.Random, style: str, threshold: int) -> None:
        self._rng = rng
        self._style = style
        self._threshold = threshold
        self._odds = rng.choice((0.2, 0.5, 0.8))
        self.filler = rng.choice((b"\0", bytes([rng.randrange(1, 256)])))

    def survives(self, serial: int) -> bool:
        if self._style == "nothing":
            return False
        if self._style == "prefix":
            return serial <= self._threshold
        return self._style == "everything" or self._rng.random() < self._odds

    def sectors(self, write: Write) -> Iterator[tuple[int, bytes]]:
        """The pieces of a write that reached the disk, with their offsets."""
        start, end = write.offset, write.offset + len(write.data)
        while start < end:
            stop = min((start // SECTOR + 1) * SECTOR, end)
            if self._style != "torn" or self._rng.random() < self._odds:
                yield start, write.data[start - write.offset : stop - write.offset]
            start = stop


def power_cuts(recording: Recording, count: int, seed: int) -> Iterator[State]:
    """``count`` states after a power cut, spread evenly over the recording, the same per seed."""
    rng = random.Random(seed)
    total = len(recording.operations)
    positions = sorted(rng.randint(0, total) for _ in range(count))
    disk = Disk.of(recording)
    done = 0
    for number, position in enumerate(positions):
        for operation in recording.operations[done:position]:
            disk.apply(operation)
        done = position
        yield disk.cut(rng, number)


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _rename(names: dict[str, int], rename: _Rename) -> None:
    for path, node in rename.changes:
        if node is None:
            names.pop(path, None)
        else:
            names[path] = node


def _edit(data: bytearray, what: Write | Resize, fate: _Fate | None, filler: bytes) -> None:
    if isinstance(what, Resize):
        if what.size < len(data):
            del data[what.size :]
        else:
            data.extend(b"\0" * (what.size - len(data)))
        return
    pieces: Sequence[tuple[int, bytes]] = (
        [(what.offset, what.data)] if fate is None else list(fate.sectors(what))
    )
    for offset, piece in pieces:
        if offset > len(data):
            data.extend(filler * (offset - len(data)))
        data[offset : offset + len(piece)] = piece
