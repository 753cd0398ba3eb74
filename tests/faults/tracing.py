"""Records the file calls of a child process with strace and reads them back as plain operations.

It knows file descriptors, paths and bytes, nothing of vaults or databases. Whatever it does not
understand inside the watched folder is an error, so that the harness is never blind by accident.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ACK: Final = b"ack "
"""How an acknowledgement line of a child begins, on its standard output."""

CALLS: Final = (
    "open openat creat close lseek dup dup2 dup3 write pwrite64 writev pwritev pwritev2 ftruncate "
    "truncate fsync fdatasync sync_file_range rename renameat renameat2 unlink unlinkat rmdir "
    "mkdir mkdirat link linkat symlink symlinkat fallocate sendfile copy_file_range mmap chdir"
)
_LONGEST_STRING: Final = 1 << 26
_DUPLICATING: Final = frozenset({"dup", "dup2", "dup3", "sendfile", "copy_file_range"})
_UNMODELLED: Final = _DUPLICATING | {"truncate", "symlink", "symlinkat", "rmdir", "fallocate"}
_STRING: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_FD: Final = re.compile(r"(-?\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?")
_LINE: Final = re.compile(r"(\d+)\s+(.*)")
_DONE: Final = re.compile(r"(\w+)\((.*)\)\s+=\s+(-?\d+)", re.DOTALL)


class StraceRefusedError(RuntimeError):
    """Strace is missing or may not watch a process here."""


@dataclass(frozen=True, slots=True)
class Create:
    """A name now leads to a new, empty file."""

    path: str
    node: int


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes were written into a file at an offset."""

    node: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file was cut or grown to a size."""

    node: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """A file's bytes were forced to the disk."""

    node: int


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """A folder's names were forced to the disk."""

    path: str


@dataclass(frozen=True, slots=True)
class Name:
    """Names changed as one step: each leads to a file now, or to nothing (None)."""

    changes: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder was made."""

    path: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A name was opened, for reading or writing; ``node`` is the file behind it."""

    path: str
    node: int


@dataclass(frozen=True, slots=True)
class Closed:
    """A descriptor of a file was closed."""

    node: int


@dataclass(frozen=True, slots=True)
class Ack:
    """The child said that something is safe."""

    text: str


Operation = Create | Write | Resize | Sync | SyncFolder | Name | Folder | Opened | Closed | Ack


@dataclass(frozen=True, slots=True)
class Recording:
    """What lay in the folder before, and everything that happened in it afterwards.

    Paths are relative to the folder, with "/" between; "" is the folder itself. The files that
    were there before have the numbers 0, 1, 2... in the order of ``before``.
    """

    before: Mapping[str, bytes]
    folders: frozenset[str]
    operations: tuple[Operation, ...]


def require_strace() -> str:
    """The path of strace.

    Raises:
        StraceRefusedError: it is not installed, or this system does not allow it to watch.
    """
    program = shutil.which("strace")
    if program is None:
        raise StraceRefusedError(
            "strace is not installed, so no power cut can be replayed: apt-get install strace"
        )
    probe = subprocess.run([program, "-f", "-o", os.devnull, "true"], capture_output=True)
    if probe.returncode:
        raise StraceRefusedError(
            "strace may not watch processes here (ptrace is denied), so no power cut can be "
            "replayed: run the tests where ptrace is allowed"
        )
    return program


def record(
    command: Sequence[str], folder: Path, trace: Path, environment: Mapping[str, str] | None = None
) -> Recording:
    """Run ``command`` under strace and return what it did inside ``folder``.

    Raises:
        StraceRefusedError: see ``require_strace``.
        RuntimeError: the command failed, or made a call that is not modelled.
    """
    program = require_strace()
    before, folders = read_tree(folder), read_folders(folder)
    watch = [program, "-f", "--seccomp-bpf", "-xx", "-y", "-s", str(_LONGEST_STRING)]
    watch += ["-e", "trace=" + ",".join(CALLS.split()), "-e", "signal=none", "-o", str(trace)]
    done = subprocess.run([*watch, *command], capture_output=True, env=environment)
    if done.returncode:
        sys.stderr.write(done.stderr.decode(errors="replace"))
        raise RuntimeError(f"the recorded session ended with {done.returncode}")
    with trace.open(encoding="ascii") as lines:
        return Recording(before, folders, tuple(_Reader(folder, before).operations(lines)))


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every plain file below ``folder`` by its relative path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def read_folders(folder: Path) -> frozenset[str]:
    """Every folder below ``folder`` by its relative path."""
    below = (path for path in folder.rglob("*") if path.is_dir())
    return frozenset(path.relative_to(folder).as_posix() for path in below)


def completed_calls(lines: Iterator[str]) -> Iterator[tuple[str, str, int]]:
    """Name, arguments and result of each call, in the order in which the calls ended."""
    begun: dict[str, str] = {}
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            continue
        pid, text = match[1], match[2]
        if text.endswith(" <unfinished ...>"):
            begun[pid] = text.removesuffix(" <unfinished ...>")
            continue
        if text.startswith("<... "):
            text = begun.pop(pid, "") + text.partition(" resumed>")[2]
        done = _DONE.match(text)
        if done is not None:
            yield done[1], done[2], int(done[3])


def _text(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


@dataclass(slots=True)
class _Descriptor:
    node: int
    offset: int = 0
    append: bool = False


@dataclass(slots=True)
class _Reader:
    """Follows descriptors and names of one process group, as the kernel does."""

    folder: Path
    before: Mapping[str, bytes]
    names: dict[str, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    descriptors: dict[int, _Descriptor] = field(default_factory=dict)
    folders: dict[int, str] = field(default_factory=dict)
    working: str = field(default_factory=os.getcwd)

    def operations(self, lines: Iterator[str]) -> Iterator[Operation]:
        for node, (path, data) in enumerate(self.before.items()):
            self.names[path] = node
            self.sizes[node] = len(data)
        for call, arguments, result in completed_calls(lines):
            if result >= 0:
                yield from self._one(call, arguments, result)

    def _one(self, call: str, arguments: str, result: int) -> Iterator[Operation]:
        if call in {"open", "openat", "creat"}:
            yield from self._open(call, arguments, result)
        elif call == "mmap":
            if (
                "MAP_SHARED" in arguments
                and "PROT_WRITE" in arguments
                and self._mentions(arguments)
            ):
                raise RuntimeError("a file of the vault is mapped for writing: not modelled")
        elif call in _UNMODELLED:
            if self._mentions(arguments):
                raise RuntimeError(f"{call} inside the vault's folder is not modelled")
        elif call == "chdir":
            self.working = os.path.join(self.working, self._spelled(arguments)[0])  # noqa: PTH118 - may be a foreign path
        elif call in {"mkdir", "mkdirat"}:
            path = self._paths(call, arguments)[0]
            if path is not None:
                yield Folder(path)
        elif call.startswith(("rename", "unlink", "link")):
            yield from self._names(call, arguments)
        else:
            yield from self._descriptor_call(call, arguments, result)

    def _mentions(self, arguments: str) -> bool:
        described = [os.fsdecode(_text(found[2])) for found in _FD.finditer(arguments)]
        named = [os.path.join(self.working, path) for path in self._spelled(arguments)]  # noqa: PTH118 - may be a foreign path
        return any(self._inside(path) is not None for path in described + named)

    @staticmethod
    def _spelled(arguments: str) -> list[str]:
        return [os.fsdecode(_text(found[1])) for found in _STRING.finditer(arguments)]

    def _inside(self, path: str) -> str | None:
        """``path`` relative to the watched folder, or None where it lies elsewhere."""
        absolute = os.path.normpath(path)
        root = str(self.folder)
        if absolute == root:
            return ""
        return absolute[len(root) + 1 :] if absolute.startswith(root + os.sep) else None

    def _paths(self, call: str, arguments: str) -> list[str | None]:
        """The paths of a call, each joined to its folder descriptor where it has one."""
        bases = [os.fsdecode(_text(found[2])) for found in _FD.finditer(arguments)]
        spelled = self._spelled(arguments)
        if not call.endswith(("at", "at2")):
            bases = [self.working] * len(spelled)
        return [
            self._inside(os.path.join(base, path))  # noqa: PTH118 - may be a foreign path
            for base, path in zip(bases, spelled, strict=False)
        ]

    def _open(self, call: str, arguments: str, result: int) -> Iterator[Operation]:
        path = self._paths(call, arguments)[0]
        self.descriptors.pop(result, None)
        self.folders.pop(result, None)
        if path is None:
            return
        if path not in self.names:
            if "O_CREAT" not in arguments and call != "creat":
                self.folders[result] = path
                return
            node = len(self.sizes)
            self.names[path], self.sizes[node] = node, 0
            yield Create(path, node)
        node = self.names[path]
        self.descriptors[result] = _Descriptor(node, append="O_APPEND" in arguments)
        yield Opened(path, node)
        if "O_TRUNC" in arguments and self.sizes[node]:
            self.sizes[node] = 0
            yield Resize(node, 0)

    def _names(self, call: str, arguments: str) -> Iterator[Operation]:
        paths = self._paths(call, arguments)
        if all(path is None for path in paths):
            return
        source = paths[0]
        if source is None or paths[-1] is None or "AT_REMOVEDIR" in arguments:
            raise RuntimeError(f"{call} across the edge of the vault's folder is not modelled")
        if source not in self.names:
            raise RuntimeError(f"{call} of something that is not a plain file is not modelled")
        if call.startswith("unlink"):
            del self.names[source]
            yield Name(((source, None),))
            return
        target, node = paths[1] or "", self.names[source]
        self.names[target] = node
        if call.startswith("link"):
            yield Name(((target, node),))
            return
        del self.names[source]
        yield Name(((target, node), (source, None)))

    def _descriptor_call(self, call: str, arguments: str, result: int) -> Iterator[Operation]:
        number = int(re.match(r"\d+", arguments)[0])  # type: ignore[index]  # it always matches
        data = b"".join(_text(found[1]) for found in _STRING.finditer(arguments))
        if number == 1 and call == "write" and data.startswith(ACK):
            for line in data.decode().splitlines():
                yield Ack(line.removeprefix(ACK.decode()))
            return
        if number in self.folders:
            folder = self.folders[number]
            if call == "close":
                del self.folders[number]
            elif call in {"fsync", "fdatasync"}:
                yield SyncFolder(folder)
            return
        descriptor = self.descriptors.get(number)
        if descriptor is None:
            if call != "close" and self._inside(os.fsdecode(_annotation(arguments))) is not None:
                raise RuntimeError(f"{call} on a descriptor whose opening was not seen")
            return
        yield from self._file_call(call, arguments, result, descriptor, data)
        if call == "close":
            del self.descriptors[number]

    def _file_call(
        self, call: str, arguments: str, result: int, descriptor: _Descriptor, data: bytes
    ) -> Iterator[Operation]:
        node = descriptor.node
        if call == "close":
            yield Closed(node)
        elif call == "lseek":
            descriptor.offset = result
        elif call in {"fsync", "fdatasync"}:
            yield Sync(node)
        elif call == "ftruncate":
            self.sizes[node] = int(arguments.rsplit(",", 1)[1])
            yield Resize(node, self.sizes[node])
        elif call in {"write", "writev", "pwrite64", "pwritev"}:
            if len(data) < result:
                raise RuntimeError("strace cut the bytes of a write short")
            positioned = call.startswith("pwrite")
            if descriptor.append:
                offset = self.sizes[node]
            else:
                offset = int(arguments.rsplit(",", 1)[1]) if positioned else descriptor.offset
            if not positioned:
                descriptor.offset = offset + result
            self.sizes[node] = max(self.sizes[node], offset + result)
            yield Write(node, offset, data[:result])
        else:
            raise RuntimeError(f"{call} on a file of the vault is not modelled")


def _annotation(arguments: str) -> bytes:
    found = _FD.match(arguments)
    return _text(found[2]) if found else b""
