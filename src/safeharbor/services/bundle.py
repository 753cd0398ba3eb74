"""The backup bundle ``.shb``: header, database copy and a manifest with a MAC, in one file.

The container is a plain ZIP without compression, so that it opens with common tools in thirty
years. Names and sizes are checked before anything is read, and nothing is unpacked to a name that
the bundle chose. It knows nothing of how the copy was made.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import fs

SUFFIX: Final = ".shb"
_MAGIC: Final = "SHB"
_VERSION: Final = 1
_HEADER: Final = "vault.hdr"
_MANIFEST: Final = "manifest.json"
_DATABASE: Final = re.compile(r"vault-[1-9][0-9]{0,8}\.db")
_MAX_MANIFEST: Final = 64 * 1024
_MAX_HEADER: Final = 16 * 1024
_BLOCK: Final = 1024 * 1024
_DOS_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself. ``sha256`` is of the database copy, in hex."""

    vault_id: str
    created: str
    entries: int
    database: str
    size: int
    sha256: str
    header_sha256: str
    mac: str = ""

    def signed(self, key: bytes) -> Manifest:
        """The manifest with its MAC under the backup key."""
        return replace(self, mac=self._mac(key))

    def verify(self, key: bytes) -> None:
        """HarborError(BUNDLE_DAMAGED) unless the MAC is the one of ``key``."""
        if not hmac.compare_digest(self.mac, self._mac(key)):
            raise HarborError(ErrorCode.BUNDLE_DAMAGED)

    def encode(self) -> bytes:
        """Canonical JSON: sorted keys, no spaces, ASCII."""
        return _canonical({"magic": _MAGIC, "fmt": _VERSION, **self._fields(), "mac": self.mac})

    def _fields(self) -> dict[str, str | int]:
        return {
            "vault_id": self.vault_id,
            "created": self.created,
            "entries": self.entries,
            "database": self.database,
            "size": self.size,
            "sha256": self.sha256,
            "header_sha256": self.header_sha256,
        }

    def _mac(self, key: bytes) -> str:
        body = _canonical({"magic": _MAGIC, "fmt": _VERSION, **self._fields()})
        return hmac.new(key, body, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle whose sizes and hashes hold; the MAC is the reader's to check."""

    path: Path
    header: bytes
    manifest: Manifest

    def unpack_database(self, target: Path) -> None:
        """Write the database copy to ``target``, which must not exist, and make it durable.

        Raises:
            HarborError: BUNDLE_DAMAGED when the bytes are not those of the manifest.
        """
        digest = hashlib.sha256()
        try:
            with (
                zipfile.ZipFile(self.path) as archive,
                archive.open(self.manifest.database) as source,
                fs.new_file(target) as sink,
            ):
                while block := source.read(_BLOCK):
                    digest.update(block)
                    sink.write(block)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise HarborError(ErrorCode.BUNDLE_DAMAGED, file=self.path.name) from error
        except OSError as error:
            raise fs.harbor_error(error, target) from error
        if digest.hexdigest() != self.manifest.sha256:
            raise HarborError(ErrorCode.BUNDLE_DAMAGED, file=self.path.name)


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file that is not an open database, in hex."""
    digest = hashlib.sha256()
    with fs.regular_file(path) as source:
        while block := source.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_bundle(target: Path, header: bytes, database: Path, manifest: Manifest) -> None:
    """Write a bundle to ``target``, which must not exist; it appears whole or not at all.

    Raises:
        HarborError: TARGET_EXISTS, DISK_FULL and other file errors; then nothing is left behind.
    """
    if os.path.lexists(target):
        raise HarborError(ErrorCode.TARGET_EXISTS, file=target.name)
    with (
        _whole(target) as part,
        fs.new_file(part) as sink,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive,
    ):
        archive.writestr(_member(_HEADER), header)
        with (
            fs.regular_file(database) as source,
            archive.open(_member(manifest.database), "w", force_zip64=True) as member,
        ):
            shutil.copyfileobj(source, member, _BLOCK)
        archive.writestr(_member(_MANIFEST), manifest.encode())


def copy_bundle(source: Path, target: Path) -> None:
    """Copy a bundle to ``target``, which must not exist; it appears whole or not at all.

    Raises:
        HarborError: as for ``write_bundle``.
    """
    with _whole(target) as part, fs.regular_file(source) as reading, fs.new_file(part) as writing:
        shutil.copyfileobj(reading, writing, _BLOCK)


@contextlib.contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A name to write a bundle under, which becomes ``target`` after it was read again."""
    part = target.with_name(f".{target.name}.part")
    fs.remove_file(part)
    try:
        yield part
        read_bundle(part)
        fs.move_new(part, target)
    except OSError as error:
        fs.remove_file(part)
        raise fs.harbor_error(error, target) from error
    except BaseException:
        fs.remove_file(part)
        raise


def read_bundle(path: Path) -> Bundle:
    """Open a bundle and check its form, its sizes and every hash.

    Raises:
        HarborError: BUNDLE_UNREADABLE when it is no bundle, BUNDLE_DAMAGED when its content is
            not what the manifest says.
    """
    unreadable = HarborError(ErrorCode.BUNDLE_UNREADABLE, file=path.name)
    fs.check_regular(path, foreign=True)
    try:
        with zipfile.ZipFile(path) as archive:
            if any(info.compress_type != zipfile.ZIP_STORED for info in archive.infolist()):
                raise unreadable
            manifest = _manifest(_member_bytes(archive, _MANIFEST, _MAX_MANIFEST))
            unreadable = HarborError(ErrorCode.BUNDLE_DAMAGED, file=path.name)
            header = _member_bytes(archive, _HEADER, _MAX_HEADER)
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            if sizes.get(manifest.database) != manifest.size:
                raise HarborError(ErrorCode.BUNDLE_DAMAGED, file=path.name)
            with archive.open(manifest.database) as source:
                digest = hashlib.sha256()
                while block := source.read(_BLOCK):
                    digest.update(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise unreadable from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise unreadable from error
    except OSError as error:
        raise HarborError(ErrorCode.READ_FAILED, file=path.name) from error
    whole = (digest.hexdigest(), hashlib.sha256(header).hexdigest())
    if whole != (manifest.sha256, manifest.header_sha256):
        raise HarborError(ErrorCode.BUNDLE_DAMAGED, file=path.name)
    return Bundle(path, header, manifest)


def _manifest(raw: bytes) -> Manifest:
    data = json.loads(raw)
    if data.pop("magic") != _MAGIC or data.pop("fmt") != _VERSION:
        raise ValueError("not a bundle of this version")
    manifest = Manifest(**data)
    if not _DATABASE.fullmatch(manifest.database):
        raise ValueError("name")
    if manifest.encode() != raw:
        raise ValueError("not canonical")
    return manifest


def _member_bytes(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    if archive.getinfo(name).file_size > limit:
        raise ValueError("too large")
    return archive.read(name)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DOS_EPOCH)
    info.external_attr = 0o600 << 16
    return info


def _canonical(data: dict[str, str | int]) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode("ascii")
