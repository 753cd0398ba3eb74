"""What can happen to a home: one function for each ``how`` in ``cases.toml``.

A mishap changes the scene before the command runs. What has to be undone, such as a lock that
somebody else holds, goes on the scene's ``ending``.
"""

from __future__ import annotations

import hmac
import json
import os
import shlex
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

from faults.cases import Scene
from safeharbor.domain.entry import MAX_TEXT_BYTES
from safeharbor.storage.engine import connect
from safeharbor.system.locks import ProcessLock
from safeharbor.vault.canonical import canonical
from safeharbor.vault.header import parse_header
from safeharbor.vault.keys import VaultKey
from safeharbor.vault.opening import open_with_recovery
from safeharbor.vault.recovery import RecoveryCode
from support.keyring import KeyringMode

Mishap = Callable[[Scene, str], None]


def nothing(scene: Scene, where: str) -> None:
    """Only what the command itself brings along."""


def damaged_slots(scene: Scene, where: str) -> None:
    """The wrapped key of the way in called ``where`` is damaged in both copies of the header."""
    for path in (scene.paths.header, scene.paths.header_backup):
        raw = path.read_bytes()
        slots = raw.index(b'"slots"')
        kind = raw.index(f'"type":"{where}"'.encode(), slots)
        start = raw.rindex(b'"ct":"', slots, kind) + 6
        other = b"0" if raw[start : start + 1] != b"0" else b"1"
        path.write_bytes(raw[:start] + other + raw[start + 1 :])


def damaged_header(scene: Scene, where: str) -> None:
    """The first copy of the header is cut in the middle; the second is whole."""
    raw = scene.paths.header.read_bytes()
    scene.paths.header.write_bytes(raw[: len(raw) // 2])


def damaged_headers(scene: Scene, where: str) -> None:
    """Both copies of the header are cut in the middle."""
    for path in (scene.paths.header, scene.paths.header_backup):
        path.write_bytes(path.read_bytes()[:200])


def missing_header(scene: Scene, where: str) -> None:
    """The first copy of the header is gone."""
    scene.paths.header.unlink()


def missing_headers(scene: Scene, where: str) -> None:
    """Both copies of the header are gone; the database is there."""
    scene.paths.header.unlink()
    scene.paths.header_backup.unlink()


def damaged_database(scene: Scene, where: str) -> None:
    """The first page of the database is overwritten."""
    raw = bytearray(scene.database.read_bytes())
    raw[100:1000] = os.urandom(900)
    scene.database.write_bytes(raw)


def cut_database(scene: Scene, where: str) -> None:
    """The database ends after its third page."""
    os.truncate(scene.database, 3 * 4096)


def missing_database(scene: Scene, where: str) -> None:
    """The database is gone."""
    scene.database.unlink()


def empty_database(scene: Scene, where: str) -> None:
    """The database has no byte left."""
    os.truncate(scene.database, 0)


def plain_database(scene: Scene, where: str) -> None:
    """An unencrypted SQLite file lies in the place of the database."""
    scene.database.unlink()
    connection = sqlite3.connect(scene.database)
    connection.execute("CREATE TABLE entry (body TEXT)")
    connection.commit()
    connection.close()
    scene.database.chmod(0o600)


def missing_keyring(scene: Scene, where: str) -> None:
    """The keyring has lost everything."""
    scene.keyring.mode = KeyringMode.MISSING


def null_keyring(scene: Scene, where: str) -> None:
    """The keyring takes what it is given and keeps nothing."""
    scene.keyring.mode = KeyringMode.NULL


def locked_keyring(scene: Scene, where: str) -> None:
    """The keyring is locked and nobody answers its question."""
    scene.keyring.mode = KeyringMode.LOCKED


def hanging_keyring(scene: Scene, where: str) -> None:
    """The keyring does not answer within the limit."""
    scene.keyring.mode = KeyringMode.HANGING


def no_keyring(scene: Scene, where: str) -> None:
    """There is no keyring on this computer."""
    scene.keyring.mode = KeyringMode.UNAVAILABLE


def wrong_keyring(scene: Scene, where: str) -> None:
    """The keyring has a value of the right shape that opens nothing."""
    scene.keyring.mode = KeyringMode.WRONG_VALUE


def held_elsewhere(scene: Scene, where: str) -> None:
    """Another program has the vault open."""
    lock = ProcessLock(scene.paths.vault_lock)
    lock.acquire()
    scene.ending.callback(lock.release)


def read_only_folder(scene: Scene, where: str) -> None:
    """The home lies on a file system that takes no writes."""
    home = shlex.quote(str(scene.home))
    _in_its_own_mounts(
        scene, f'mount --bind {home} {home} && mount -o remount,ro,bind {home} && exec "$@"'
    )


def full_disk(scene: Scene, where: str) -> None:
    """The home lies on a small file system without a free block."""
    home, aside = shlex.quote(str(scene.home)), shlex.quote(str(scene.place / "aside"))
    scene.afterwards = scene.place / "afterwards"
    left = shlex.quote(str(scene.afterwards))
    _in_its_own_mounts(
        scene,
        f"cp -a {home} {aside} && mount -t tmpfs -o size=600k,mode=700 tmpfs {home}"
        f" && cp -a {aside}/. {home}/"
        f" && (dd if=/dev/zero of={home}/filler bs=4k 2>/dev/null; :)"
        f' ; "$@" ; ended=$?'
        f" ; rm -f {home}/filler ; cp -a {home} {left} ; exit $ended",
    )


def _in_its_own_mounts(scene: Scene, script: str) -> None:
    """Run the program inside mounts of its own; skipped where the system does not allow them."""
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None:
        pytest.skip("needs mounts of its own")
    options = ["-m"] if os.geteuid() == 0 else ["-Urm"]
    allowed = os.spawnv(os.P_WAIT, unshare, ["unshare", *options, "true"]) == 0
    if not allowed:
        pytest.skip("needs mounts of its own")
    scene.prefix = [unshare, *options, "sh", "-c", script, "sh"]


def a_link(scene: Scene, where: str) -> None:
    """A link to the real file lies in its place."""
    path = _cleared(scene, where)
    elsewhere = scene.place / "elsewhere"
    elsewhere.write_bytes(b"")
    path.symlink_to(elsewhere)


def a_dangling_link(scene: Scene, where: str) -> None:
    """A link to nothing lies in the file's place."""
    _cleared(scene, where).symlink_to(scene.place / "nothing here")


def a_second_name(scene: Scene, where: str) -> None:
    """The file has a second name in another folder."""
    os.link(scene.home / where, scene.place / "second")


def a_fifo(scene: Scene, where: str) -> None:
    """A pipe that nobody writes to lies in the file's place."""
    os.mkfifo(_cleared(scene, where), 0o600)


def a_folder(scene: Scene, where: str) -> None:
    """A folder lies in the file's place."""
    _cleared(scene, where).mkdir(mode=0o700)


def a_socket(scene: Scene, where: str) -> None:
    """A socket lies in the file's place."""
    path = _cleared(scene, where)
    listening = socket.socket(socket.AF_UNIX)
    scene.ending.callback(listening.close)
    before = Path.cwd()
    os.chdir(path.parent)  # the whole path may be longer than a socket's may be
    try:
        listening.bind(path.name)
    finally:
        os.chdir(before)


def a_plain_file(scene: Scene, where: str) -> None:
    """A file lies in the place of a folder."""
    _cleared(scene, where).write_bytes(b"not a folder")


def _cleared(scene: Scene, where: str) -> Path:
    path = scene.home / where
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path


def too_large_header(scene: Scene, where: str) -> None:
    """Both copies of the header are larger than a header can be."""
    for path in (scene.paths.header, scene.paths.header_backup):
        path.write_bytes(path.read_bytes() + b" " * 1_000_000)


def newer_vault(scene: Scene, where: str) -> None:
    """A later version of the program made the header, and says that this one cannot read it."""
    for path in (scene.paths.header, scene.paths.header_backup):
        raw = path.read_bytes()
        assert b'"fmt":1,' in raw
        raw = raw.replace(b'"fmt":1,', b'"fmt":2,').replace(b'"min_reader":1,', b'"min_reader":2,')
        path.write_bytes(raw)


def newer_readable_vault(scene: Scene, where: str) -> None:
    """A later version of the program made the header, and says that this one may read it."""
    key = _key(scene)
    for path in (scene.paths.header, scene.paths.header_backup):
        header = json.loads(path.read_bytes())
        del header["mac"]
        header["fmt"] = 2
        mac = hmac.new(key.header_key(), canonical(header), "sha256")
        path.write_bytes(canonical({**header, "mac": mac.hexdigest()}))


def newer_database(scene: Scene, where: str) -> None:
    """A later version of the program changed the database, and this one cannot read it."""
    header = parse_header(scene.paths.header.read_bytes())
    connection = connect(scene.database, _key(scene).database_key(), header.database.salt)
    connection.execute("UPDATE meta SET value = 99 WHERE key IN ('schema', 'min_reader')")
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def _key(scene: Scene) -> VaultKey:
    header = parse_header(scene.paths.header.read_bytes())
    return open_with_recovery(header, scene.code).key


def planted_journal(scene: Scene, where: str) -> None:
    """Beside the database lies a file called ``where`` that another program would play back."""
    planted = scene.home / where
    planted.write_bytes(bytes.fromhex("d9d505f920a163d7") + os.urandom(8192))
    planted.chmod(0o600)


def another_code(scene: Scene, where: str) -> None:
    """The recovery code that is handed in is a good one, but of another vault."""
    scene.code = str(RecoveryCode.new())


def mistyped_code(scene: Scene, where: str) -> None:
    """Two letters of the sixth group of the recovery code are wrong."""
    groups = scene.code.split("-")
    groups[5] = groups[5][::-1] if groups[5] != groups[5][::-1] else "0123"
    scene.code = "-".join(groups)


def a_long_text(scene: Scene, where: str) -> None:
    """The text has more than one entry holds."""
    paragraph = "Ein langer Abend, und noch ein Satz dazu. " * 20 + "\n\n"
    scene.stdin = (paragraph * (MAX_TEXT_BYTES // len(paragraph) + 100)).encode()


def odd_characters(scene: Scene, where: str) -> None:
    """The text has lone surrogates, a pair of them, and NUL."""
    scene.stdin = b"lone \xed\xa0\x80, a pair \xed\xa0\xbd\xed\xb8\x80, nul \x00, end"


def an_endless_text(scene: Scene, where: str) -> None:
    """The text is longer than the program takes in at all."""
    scene.stdin = b"x" * (64 * 1024 * 1024 + 1)


def a_strange_note(scene: Scene, where: str) -> None:
    """A note lies in the inbox that this vault never sealed."""
    scene.paths.inbox.mkdir(mode=0o700, exist_ok=True)
    (scene.paths.inbox / f"{'ab' * 16}.note").write_bytes(os.urandom(1072))


def a_file_there(scene: Scene, where: str) -> None:
    """A file lies where the new one is to go."""
    (scene.place / where).write_text("somebody else's")


def not_a_bundle(scene: Scene, where: str) -> None:
    """The file that is to be restored is something else."""
    (scene.place / "kept.shb").write_bytes(b"PK\x03\x04" + os.urandom(500))


def damaged_bundle(scene: Scene, where: str) -> None:
    """A byte in the middle of the backup is wrong."""
    services = scene.services()
    services.session.unlock(scene.code)
    thread = services.session.thread()
    services.backup.create(scene.place / "kept.shb").result()
    services.session.lock()
    assert thread.closed.wait(30)
    raw = bytearray((scene.place / "kept.shb").read_bytes())
    raw[len(raw) // 2] ^= 1
    (scene.place / "kept.shb").write_bytes(raw)


MISHAPS: Final[Mapping[str, Mishap]] = MappingProxyType(
    {
        name: found
        for name, found in globals().items()
        if callable(found)
        and getattr(found, "__module__", None) == __name__
        and not name.startswith("_")
    }
)
"""By name, as the table calls them."""
