"""What a command is given: its arguments, the console, the home, and the services when asked for.

The services are made by whoever starts the program, on first use, so that a command that needs
none never imports them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from safeharbor.cli.console import Console
from safeharbor.cli.secrets import Secrets

if TYPE_CHECKING:
    from safeharbor.services.use_cases import Services
    from safeharbor.system.paths import HomePaths

ServicesFactory = Callable[["HomePaths"], "Services"]


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
