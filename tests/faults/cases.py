"""The table of bad days, ``cases.toml``, as objects that any face can be walked through.

A row says what goes wrong, what is done meanwhile, and what has to come of it. The walk through
the terminal stands in ``test_cases.py``, the one through the window in ``screen_walk.py``.
"""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import ErrorCode
from safeharbor.domain.policy import Policy
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.homes import floor
from support.keyring import FakeKeyring

PASSPHRASE: Final = "seven grey geese on the wall"
BODY: Final = "What was written before the bad day."
VAULT: Final = ("vault.hdr", "vault.hdr.bak", "vault-1.db")


@dataclass(frozen=True, slots=True)
class Case:
    """One row.

    Attributes:
        id: its name.
        cause: what happened, in words.
        how: the function of ``mishaps.py`` that makes it happen.
        where: the file it happens to, where the function takes one.
        vault: how the vault opens: "simple", "private", or "none" for no vault.
        command: what is done meanwhile; ``{place}`` is a folder of the test's own.
        secret: "code", "passphrase", "keyring", or another text that is handed in as it is.
        stdin: what is written; where it is empty, a mishap may have put something else.
        code: the error that is shown, "" for none.
        exit: the exit code.
        says: words that have to stand in what is shown.
        untouched: files of the home that must be the same afterwards, or must still be missing.
        terminal_only: why it has no place on the screen, "" where it has one.
        window: words that the window shows, "" for the sentence of the code.
        window_code: the error that the window shows.
        window_kept: whether the window rightly writes to the vault meanwhile.
    """

    id: str
    cause: str
    how: str
    where: str
    vault: str
    command: tuple[str, ...]
    secret: str
    stdin: str
    code: ErrorCode | None
    exit: int
    says: str
    untouched: tuple[str, ...]
    terminal_only: str
    window: str
    window_code: ErrorCode | None
    window_kept: bool


@dataclass(slots=True)
class Scene:
    """A home in which a bad day is about to happen.

    ``prefix`` goes before the program's own words where it has to run in a world of its own, and
    ``afterwards`` is the folder in which that world leaves its home.
    """

    home: Path
    place: Path
    keyring: FakeKeyring
    code: str
    stdin: bytes = b""
    prefix: list[str] = field(default_factory=list)
    afterwards: Path | None = None
    ending: ExitStack = field(default_factory=ExitStack)

    @property
    def paths(self) -> HomePaths:
        return HomePaths(self.home)

    @property
    def database(self) -> Path:
        return self.home / "vault-1.db"

    def services(self) -> Services:
        """The services of this home, with the keyring of the scene."""
        return build(self.paths, keyring=self.keyring, calibrate=floor)

    def state_of(self, names: tuple[str, ...]) -> dict[str, str]:
        """What is to stay as it is: kind and content of each file, without opening odd ones."""
        root = self.home if self.afterwards is None else self.afterwards
        return {name: _state(root / name) for name in names}


@dataclass(frozen=True, slots=True)
class Model:
    """A vault that scenes are copied from."""

    home: Path
    lines: dict[str, list[str]]
    code: str

    def scene(self, folder: Path) -> Scene:
        """A copy of it, ready for a mishap."""
        home, place = folder / "home", folder / "place"
        shutil.copytree(self.home, home)
        place.mkdir(mode=0o700)
        return Scene(home, place, self.held(), self.code)

    def held(self) -> FakeKeyring:
        """A keyring that opens it, where its policy has one."""
        keyring = FakeKeyring()
        keyring.lines = {account: list(lines) for account, lines in self.lines.items()}
        return keyring


def make_model(home: Path, policy: Policy) -> Model:
    """A vault of ``policy`` with one entry."""
    keyring = FakeKeyring()
    services = build(HomePaths(home), keyring=keyring, calibrate=floor)
    passphrase = None if policy is Policy.SIMPLE else PASSPHRASE
    made = services.session.create(policy, passphrase)
    services.journal.save(services.journal.snapshot(EntryContent("Before", BODY))).result()
    thread = services.session.thread()
    services.session.lock()
    assert thread.closed.wait(30)
    return Model(home, keyring.lines, made.recovery_code)


def no_model(home: Path) -> Model:
    """A place without a vault."""
    home.mkdir(mode=0o700, parents=True)
    return Model(home, {}, "")


def load_cases() -> list[Case]:
    """All rows; a row with several ``how`` or ``where`` stands for one case each."""
    raw = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
    return [case for row in raw["case"] for case in _expanded(row)]


def _expanded(row: dict[str, Any]) -> list[Case]:
    hows, places = _many(row.get("how", "nothing")), _many(row.get("where", ""))
    return [_case(row, how, where, len(hows), len(places)) for how in hows for where in places]


def _case(row: dict[str, Any], how: str, where: str, hows: int, places: int) -> Case:
    parts = [row["id"], *([how] if hows > 1 else []), *([where] if places > 1 else [])]
    untouched = row.get("untouched", list(VAULT))
    shown = row.get("window_code") or row.get("code")
    return Case(
        id="-".join(parts),
        cause=row["cause"],
        how=how,
        where=where,
        vault=row.get("vault", "simple"),
        command=tuple(row["command"]),
        secret=row.get("secret", "code"),
        stdin=row.get("stdin", ""),
        code=ErrorCode(row["code"]) if row.get("code") else None,
        exit=row["exit"],
        says=row["says"],
        untouched=tuple(untouched),
        terminal_only=row.get("terminal_only", ""),
        window=row.get("window", ""),
        window_code=ErrorCode(shown) if shown else None,
        window_kept=row.get("window_kept", False),
    )


def _many(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _state(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if not path.exists():
        return "missing"
    if path.is_dir():
        return "folder of " + ", ".join(sorted(child.name for child in path.iterdir()))
    if not path.is_file():
        return f"special {path.lstat().st_mode:o}"
    return hashlib.sha256(path.read_bytes()).hexdigest()
