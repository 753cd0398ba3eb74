"""Backups that are made by themselves: when one is due, where it goes, and which ones go again.

Nothing is taken away before a new bundle was written, read again and found whole, so a failing
source never rotates good ones out. Only bundles of this vault with a name given here are ever
removed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Clock
from safeharbor.domain.rotation import kept
from safeharbor.services.bundle import SUFFIX, copy_bundle, read_bundle
from safeharbor.services.executor import Closing
from safeharbor.system import fs

if TYPE_CHECKING:
    from safeharbor.services.backup import BackupFacts

_STAMP: Final = "%Y-%m-%d-%H%M%S"
_NAME: Final = re.compile(r"safeharbor-(\d{4}-\d{2}-\d{2}-\d{6})" + re.escape(SUFFIX))


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that lies in a folder, and the local time in its name."""

    path: Path
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Round:
    """How a round of backups went. ``second`` is why the second folder has no copy, if so."""

    made: BackupFacts
    removed: int = 0
    second: HarborError | None = None


class BackupKeeper:
    """Makes bundles in one folder or two, and keeps the number of them within bounds."""

    def __init__(
        self,
        create: Callable[[Path], Future[BackupFacts]],
        vault_id: Callable[[], bytes],
        clock: Clock,
        own_folder: Path,
    ) -> None:
        """Nothing is made yet.

        Args:
            create: writes a bundle to a path, verified.
            vault_id: of the vault in this home.
            clock: what time it is.
            own_folder: where bundles go unless another folder is named; made when missing.
        """
        self._create = create
        self._vault_id = vault_id
        self._clock = clock
        self._own_folder = own_folder

    @property
    def own_folder(self) -> Path:
        """Where bundles go unless another folder is named."""
        return self._own_folder

    def last_good(self, folder: Path | None = None) -> Made | None:
        """The newest bundle of this vault that is whole; None where there is none.

        Every byte of it is read, so not on a thread that somebody waits for.
        """
        vault = self._vault_id().hex()
        return next((made for made in bundles(self._folder(folder)) if _is_of(made, vault)), None)

    def due(self, folder: Path | None = None) -> bool:
        """Whether the folder has no whole bundle of today. One from tomorrow counts as none."""
        today, vault = self._clock.now().local_date, self._vault_id().hex()
        here = bundles(self._folder(folder))
        return not any(made.at.date() == today and _is_of(made, vault) for made in here)

    def make(self, folder: Path | None = None, second: Path | None = None) -> Future[Round]:
        """Write a bundle into ``folder`` and a copy of it into ``second``, then rotate both.

        Raises:
            HarborError: SECRET_NEEDED while the vault is locked; FILE_NOT_FOUND where the folder
                is not there. What fails later is in the future; then nothing was taken away.
        """
        place = self._folder(folder)
        if folder is None:
            fs.make_private_dir(place)
        _check_there(place)
        stamp = self._clock.now().local_datetime.strftime(_STAMP)
        made = self._create(place / f"safeharbor-{stamp}{SUFFIX}")
        outcome: Future[Round] = Future()

        def follow(done: Future[BackupFacts]) -> None:
            try:
                outcome.set_result(self._follow(done.result(), place, second))
            except CancelledError:
                outcome.set_exception(Closing())
            except BaseException as error:
                outcome.set_exception(error)

        made.add_done_callback(follow)
        return outcome

    def _follow(self, facts: BackupFacts, folder: Path, second: Path | None) -> Round:
        vault = self._vault_id().hex()
        removed = _rotate(folder, vault, facts.path.name)
        if second is None or second == folder:
            return Round(facts, removed)
        try:
            _check_there(second)
            copy_bundle(facts.path, second / facts.path.name)
            removed += _rotate(second, vault, facts.path.name)
        except HarborError as error:
            return Round(facts, removed, error)
        return Round(facts, removed)

    def _folder(self, folder: Path | None) -> Path:
        return folder or self._own_folder


def bundles(folder: Path) -> list[Made]:
    """What in ``folder`` is called as a bundle made here, the newest first; none are opened."""
    found = []
    try:
        names = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    for path in names:
        try:
            stamp = path.name.removeprefix("safeharbor-").removesuffix(SUFFIX)
            at = dt.datetime.strptime(stamp, _STAMP)  # noqa: DTZ007 - the maker's local time
        except ValueError:
            continue
        found.append(Made(path, at))
    return sorted(found, key=lambda made: made.at, reverse=True)


def _rotate(folder: Path, vault_id: str, fresh: str) -> int:
    """Take away what the plan does not keep; returns how many that were.

    The one just made, ``fresh``, stays whatever its name says: a clock may have been set back.
    """
    # Another vault's, or one that is not whole, neither stands for its day nor is taken away.
    ours = [made for made in bundles(folder) if made.path.name == fresh or _is_of(made, vault_id)]
    keep = kept(made.at for made in ours)
    gone = [made for made in ours if made.at not in keep and made.path.name != fresh]
    for made in gone:
        fs.remove_file(made.path)
    return len(gone)


def _is_of(made: Made, vault_id: str) -> bool:
    try:
        return read_bundle(made.path).manifest.vault_id == vault_id
    except HarborError:
        return False


def _check_there(folder: Path) -> None:
    if not folder.is_dir():
        raise HarborError(ErrorCode.FILE_NOT_FOUND, file=folder.name)
