"""Plain settings in one JSON file: what a person would not mind a stranger reading.

Keys this version does not know are kept, and a file that cannot be read is put aside before
anything is written, never thrown away. Nothing about entries belongs in here.
"""

from __future__ import annotations

import contextlib
import json
import threading
from pathlib import Path
from typing import TypeAlias, TypeVar

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import fs

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
T = TypeVar("T", bool, int, float, str, list[Json], dict[str, Json])

_MAX_BYTES = 1024 * 1024
_MAX_KEPT = 100


class Preferences:
    """The settings of one home. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._damaged = False
        self._values = self._load()

    @property
    def damaged(self) -> bool:
        """Whether the file was there and could not be read; it is kept beside the new one."""
        return self._damaged

    def get(self, key: str, default: T) -> T:
        """The value of ``key``, or ``default`` when it is missing or of another type."""
        value = self._values.get(key)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            with contextlib.suppress(OverflowError):
                value = float(value)
        return value if type(value) is type(default) else default

    def set(self, key: str, value: Json) -> None:
        """Keep ``value`` under ``key`` and save at once.

        Raises:
            HarborError: the file could not be written; the value holds for this run all the same.
        """
        with self._lock:
            held = dict(self._values)
            self._values = {**held, key: value}
            # Another window or the terminal may have saved since: only this key is ours to change.
            self._values = {**held, **self._load(), key: value}
            if self._damaged:
                self._put_aside()
            fs.make_private_dir(self._path.parent)
            text = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
            fs.replace_atomic(self._path, text.encode("utf-8") + b"\n")
            self._damaged = False

    def _load(self) -> dict[str, Json]:
        try:
            values = json.loads(fs.read_regular(self._path, max_size=_MAX_BYTES))
        except HarborError as error:
            self._damaged = error.code is not ErrorCode.FILE_NOT_FOUND
            return {}
        except (ValueError, RecursionError):
            self._damaged = True
            return {}
        self._damaged = not isinstance(values, dict)
        return values if isinstance(values, dict) else {}

    def _put_aside(self) -> None:
        """Copy the unreadable file, so that saving over it loses nothing."""
        try:
            data = fs.read_regular(self._path, max_size=_MAX_BYTES)
        except HarborError as error:
            if error.code in {ErrorCode.FILE_TOO_LARGE, ErrorCode.READ_FAILED}:
                fs.move_new(self._path, self._free_name())
            return  # anything odder than that is refused by the save itself
        with contextlib.suppress(HarborError):
            fs.write_new(self._free_name(), data)
            return
        raise HarborError(ErrorCode.WRITE_FAILED, file=self._path.name)

    def _free_name(self) -> Path:
        base = self._path.name + ".damaged"
        names = [base, *(f"{base}-{number}" for number in range(2, _MAX_KEPT))]
        for name in names:
            place = self._path.with_name(name)
            if not place.exists() and not place.is_symlink():
                return place
        raise HarborError(ErrorCode.TARGET_EXISTS, file=base)
