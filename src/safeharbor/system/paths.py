"""Where everything lies: the layout of a home and the address of the window's socket.

A home is one folder that can be moved, copied and thrown away as a whole. This file names its
parts and knows nothing of what is in them.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import fs

HEADER_NAME = "vault.hdr"
PORTABLE_MARK = "safeharbor.portable"
PORTABLE_HOME = "data"
# macOS takes 104 bytes, Linux 108, and Qt adds a little while it sets the socket up.
_ADDRESS_LIMIT = 100
# Only these make a folder with something in it ours to close to others.
_MARKS = (HEADER_NAME, "vault.lock", "instance.lock", "preferences.json")


@dataclass(frozen=True, slots=True)
class HomePaths:
    """The files of one home.

    Attributes:
        root: the folder, absolute.
    """

    root: Path

    @property
    def header(self) -> Path:
        """The vault's header."""
        return self.root / HEADER_NAME

    @property
    def header_backup(self) -> Path:
        """The verified second copy of the header."""
        return self.root / "vault.hdr.bak"

    @property
    def unfinished(self) -> Path:
        """A mark that stands while a vault is being made, before anything can be written in it."""
        return self.root / "vault.new"

    @property
    def vault_lock(self) -> Path:
        """Held while the database may be open."""
        return self.root / "vault.lock"

    @property
    def instance_lock(self) -> Path:
        """Held by the one window of this home."""
        return self.root / "instance.lock"

    @property
    def inbox(self) -> Path:
        """The folder of sealed notes."""
        return self.root / "inbox"

    @property
    def backups(self) -> Path:
        """The folder of backup bundles."""
        return self.root / "backups"

    @property
    def restored(self) -> Path:
        """The folder of homes that were read back from bundles."""
        return self.root / "restored"

    @property
    def preferences(self) -> Path:
        """Plain settings, none of them private."""
        return self.root / "preferences.json"

    @property
    def open_page(self) -> Path:
        """The one page that can be read without unlocking, where somebody switched that on."""
        return self.root / "open-page.json"

    @property
    def packs(self) -> Path:
        """Guides that somebody has put in by hand, a folder for each pack."""
        return self.root / "packs"

    @property
    def log(self) -> Path:
        """The log file; it never holds what somebody wrote."""
        return self.root / "log" / "safeharbor.log"

    def database(self, name: str) -> Path:
        """The database file that the header calls ``name``."""
        return self.root / name

    def ensure(self) -> None:
        """Make the home and close it to other accounts (0700).

        A folder that holds other things is used as it is: its rights may serve somebody else,
        and every file of ours is closed by itself.

        Raises:
            HarborError: NOT_A_PLAIN_FILE, WRONG_OWNER, FOLDER_READ_ONLY, DISK_FULL,
                WRITE_FAILED.
        """
        if _holds_other_things(self.root):
            fs.check_folder(self.root)
        else:
            fs.make_private_dir(self.root)
        if not os.access(self.root, os.W_OK | os.X_OK):
            raise HarborError(ErrorCode.FOLDER_READ_ONLY, file=self.root.name)


def _holds_other_things(root: Path) -> bool:
    try:
        names = os.listdir(root)  # noqa: PTH208 - names are all that is asked for
    except OSError:
        return False
    return bool(names) and not any(mark in names for mark in _MARKS)


def home_paths(override: Path | None = None, environ: Mapping[str, str] = os.environ) -> HomePaths:
    """The home to use, the first of these that there is.

    ``override`` (``--home``), ``SAFEHARBOR_HOME``, the folder beside a portable program, or the
    account's own.
    """
    chosen = override
    if chosen is None and environ.get("SAFEHARBOR_HOME"):
        chosen = Path(environ["SAFEHARBOR_HOME"])
    if chosen is None and getattr(sys, "frozen", False):
        chosen = portable_home(Path(sys.executable))
    if chosen is None:
        from platformdirs import user_data_dir

        chosen = Path(user_data_dir("safeharbor", appauthor=False))
    with contextlib.suppress(RuntimeError):
        chosen = chosen.expanduser()
    return HomePaths(chosen.absolute())


def portable_home(executable: Path) -> Path | None:
    """The home of a program that is carried about with its journal; None for any other.

    Whoever wants that lays an empty file called ``safeharbor.portable`` beside the program; on
    macOS beside ``SafeHarbor.app``, whose inside is signed. Only this account or the program's
    owner can lay it there: in a folder that all may write to, anybody else could move a journal.
    """
    folder = executable.parent
    inside = folder.parent.parent
    if folder.name == "MacOS" and inside.suffix == ".app":
        folder = inside.parent
    return folder / PORTABLE_HOME if _is_our_mark(folder / PORTABLE_MARK, executable) else None


def _is_our_mark(mark: Path, executable: Path) -> bool:
    """Whether ``mark`` is a plain file, no link, of this account or of the program's owner."""
    try:
        facts = mark.lstat()
        if not stat.S_ISREG(facts.st_mode):
            return False
        if sys.platform == "win32" or facts.st_uid == os.getuid():
            return True
        return facts.st_uid == executable.stat().st_uid
    except OSError:
        return False


def socket_address(paths: HomePaths, environ: Mapping[str, str] = os.environ) -> str:
    """The address of the window's socket for this home, at most 100 bytes.

    The name is a hash of the home, so that each home has its own window; it lies in a folder
    that no other account can enter. On Windows it is the name of a pipe.

    Raises:
        HarborError: the folder for it is a link or belongs to somebody else.
    """
    from hashlib import sha256

    name = "safeharbor-" + sha256(os.fsencode(paths.root.resolve())).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    return str(_socket_folder(environ, len(name) + 1) / name)


def _socket_folder(environ: Mapping[str, str], room: int) -> Path:
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if runtime and _is_private(Path(runtime)) and _fits(Path(runtime), room):
        return Path(runtime)
    own = f"safeharbor-{os.getuid()}" if sys.platform != "win32" else "safeharbor"
    shared = "/tmp"  # noqa: S108 - the folder made in it is 0700
    for base in (environ.get("TMPDIR") or shared, shared):
        folder = Path(base) / own
        if folder.is_absolute() and folder.parent.is_dir() and _fits(folder, room):
            fs.make_private_dir(folder)
            return folder
    raise HarborError(ErrorCode.WRITE_FAILED, file=own)


def _fits(folder: Path, room: int) -> bool:
    return len(os.fsencode(folder)) + room <= _ADDRESS_LIMIT


def _is_private(folder: Path) -> bool:
    """Whether ``folder`` is a folder of this account that no other account can enter."""
    try:
        facts = folder.lstat()
    except OSError:
        return False
    ours = sys.platform == "win32" or facts.st_uid == os.getuid()
    closed = stat.S_IMODE(facts.st_mode) & 0o077 == 0
    return folder.is_absolute() and stat.S_ISDIR(facts.st_mode) and ours and closed
