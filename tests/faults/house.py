"""A vault to be hurt: made once, copied for each test, opened without any key derivation.

Its ways in are a keyring that is a plain dictionary and the recovery code, so that hundreds of
openings cost nothing. Parent and child processes know the same secrets through one JSON file that
lies beside the home, never in it.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from faults.script import content_of, day_of
from safeharbor.domain.errors import HarborError
from safeharbor.domain.policy import Policy
from safeharbor.services.executor import VaultThread
from safeharbor.services.session import SessionState
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.keyring import FakeKeyring

_SECRETS = "secrets.json"
OLD_ENTRIES = range(800, 812)
"""Entries that lie in every such vault before anything happens, with numbers no child reaches."""


def held_keyring(lines: Mapping[str, list[str]]) -> FakeKeyring:
    """A keyring in memory that holds ``lines``."""
    keyring = FakeKeyring()
    keyring.lines = {account: list(values) for account, values in lines.items()}
    return keyring


class LeftOpenError(RuntimeError):
    """Unlocking was refused, and yet the file is held."""


@dataclass(frozen=True, slots=True)
class House:
    """A home with what it takes to open it."""

    home: Path
    code: str
    keyring: Mapping[str, list[str]]

    @classmethod
    def make(cls, folder: Path) -> House:
        """A vault with a few old entries at ``folder``/home, its secrets beside it."""
        keyring = FakeKeyring()
        services = build(HomePaths(folder / "home"), clock=FakeClock(), keyring=keyring)
        code = services.session.create(Policy.SIMPLE, None).recovery_code
        for number in OLD_ENTRIES:
            snapshot = services.journal.snapshot(content_of(number, 3), day_of(number, 3))
            services.journal.save(snapshot).result()
        close(services)
        house = cls(folder / "home", code, keyring.lines)
        house.write_secrets()
        return house

    @classmethod
    def at(cls, home: Path) -> House:
        """The vault at ``home``, its secrets read from the file beside it."""
        kept = json.loads((home.parent / _SECRETS).read_text())
        return cls(home, kept["code"], kept["keyring"])

    def write_secrets(self) -> None:
        """Put the secrets beside the home."""
        kept = {"code": self.code, "keyring": dict(self.keyring)}
        (self.home.parent / _SECRETS).write_text(json.dumps(kept))

    def copy(self, folder: Path) -> House:
        """The same vault once more, at ``folder``/home."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.home, folder / "home")
        house = House(folder / "home", self.code, self.keyring)
        house.write_secrets()
        return house

    def at_place(self, home: Path) -> House:
        """The same secrets for another home, without copying anything."""
        return House(home, self.code, self.keyring)

    def services(self, clock: FakeClock | None = None) -> Services:
        """The real services over this home; only the clock and the keyring are ours."""
        keyring = held_keyring(self.keyring)
        return build(HomePaths(self.home), clock=clock or FakeClock(), keyring=keyring)

    @contextmanager
    def unlocked(self, secret: str | None = None) -> Iterator[Services]:
        """Unlocked services, by the keyring or a recovery code; locked and closed afterwards."""
        services = self.services()
        try:
            services.session.unlock(secret)
        except HarborError as error:
            if services.session.state is SessionState.UNLOCKED:
                close(services)
                raise LeftOpenError("a refused unlock left the vault open") from error
            raise
        try:
            yield services
        finally:
            close(services)


def close(services: Services) -> None:
    """Lock, and wait until the database file is closed."""
    thread: VaultThread = services.session.thread()
    services.session.lock()
    assert thread.closed.wait(30), "the database was not closed within 30 seconds"
    for running in threading.enumerate():
        if running.name == "sh-vault":
            running.join(30)
