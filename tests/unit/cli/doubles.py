"""The program called in-process, with streams that a test can read and services it may replace."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safeharbor.cli.app import main
from safeharbor.cli.console import Console
from safeharbor.content.messages import messages
from safeharbor.services.use_cases import Services
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import build
from support.clock import FakeClock
from support.homes import floor
from support.keyring import FakeKeyring


class Screen(io.StringIO):
    """A stream that calls itself a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Outcome:
    """What one call gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def errors(self) -> list[Any]:
        return [json.loads(line) for line in self.err.splitlines()]


def no_services(paths: HomePaths) -> Services:
    raise AssertionError("this command needs no services")


class Terminal:
    """Calls the program as a shell would, in this process."""

    def __init__(self) -> None:
        self.services_factory = no_services
        self.selftests: list[bool] = []

    def __call__(self, *argv: str, stdin: bytes = b"", tty: bool = False) -> Outcome:
        out, err = (Screen(), Screen()) if tty else (io.StringIO(), io.StringIO())
        code = main(
            argv,
            services_factory=self.services_factory,
            selftest=self._selftest,
            stdin=io.BytesIO(stdin),
            stdout=out,
            stderr=err,
        )
        return Outcome(code, out.getvalue(), err.getvalue())

    def _selftest(self, json_output: bool) -> int:
        self.selftests.append(json_output)
        return 0


def console_on(stream: io.StringIO) -> Console:
    return Console(stream, io.StringIO(), messages())


class Desk:
    """A terminal in front of one home."""

    def __init__(self, home: Path, keyring: FakeKeyring, code: str = "") -> None:
        self.home, self.keyring, self.code = home, keyring, code
        self.terminal = Terminal()
        self.terminal.services_factory = lambda paths: build(
            paths, clock=FakeClock(), keyring=self.keyring, calibrate=floor
        )

    def __call__(self, *argv: str, stdin: bytes | str = b"", secret: str | None = None) -> Outcome:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        if secret is not None:
            argv = ("--passphrase-fd", "0", *argv)
            raw = secret.encode() + b"\n" + raw
        return self.terminal("--home", str(self.home), *argv, stdin=raw)

    def json(self, *argv: str, stdin: bytes | str = b"", secret: str | None = None) -> Any:
        outcome = self("--json", *argv, stdin=stdin, secret=secret)
        assert outcome.code == 0, outcome.err
        return outcome.json

    def body(self, entry_id: str) -> str:
        return str(self.json("show", entry_id)["body"])
