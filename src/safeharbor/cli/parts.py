"""What a command is given: its arguments, the console, the home, and the services when asked for.

The services are made by whoever starts the program, on first use, so that a command that needs
none never imports them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

from safeharbor.cli.console import Console
from safeharbor.cli.secrets import Secrets

if TYPE_CHECKING:
    from safeharbor.domain.moment import Clock
    from safeharbor.services.backup import BackupService
    from safeharbor.services.doctor import DoctorService
    from safeharbor.services.export import ExportService
    from safeharbor.services.inbox import InboxService
    from safeharbor.services.journal import JournalService
    from safeharbor.services.search import SearchService
    from safeharbor.services.session import SessionService
    from safeharbor.system.paths import HomePaths


class Services(Protocol):
    """The use cases that the terminal calls."""

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def session(self) -> SessionService:
        """Making, opening and locking the vault."""

    @property
    def journal(self) -> JournalService:
        """Entries."""

    @property
    def search(self) -> SearchService:
        """Finding entries."""

    @property
    def inbox(self) -> InboxService:
        """Sealing without a secret."""

    @property
    def backup(self) -> BackupService:
        """Bundles out and in."""

    @property
    def export(self) -> ExportService:
        """Plain files out."""

    @property
    def doctor(self) -> DoctorService:
        """A look from outside."""


ServicesFactory = Callable[["HomePaths"], Services]


@dataclass(slots=True)
class Call:
    """One call of the program."""

    args: argparse.Namespace
    console: Console
    stdin: BinaryIO
    paths: HomePaths
    secrets: Secrets
    services_factory: ServicesFactory
    _services: Services | None = field(default=None, init=False)

    @property
    def services(self) -> Services:
        """The services of the home, made at the first asking."""
        if self._services is None:
            self._services = self.services_factory(self.paths)
        return self._services
