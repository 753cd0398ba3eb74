"""Somebody who uses the program in a terminal: the real one, one process a command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PATIENCE: Final = 120
"""Seconds that a command may take on a machine that is busy."""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The object on stdout."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Person:
    """Somebody with a home for their journal."""

    home: Path

    def run(self, *argv: str, stdin: str | bytes = "", secret: str | None = None) -> Done:
        """Call the program and wait for its end; a traceback fails the test."""
        command = [sys.executable, "-m", "safeharbor", "--home", str(self.home)]
        passed: tuple[int, ...] = ()
        if secret is not None:
            reading, writing = os.pipe()
            os.write(writing, secret.encode() + b"\n")
            os.close(writing)
            command += ["--passphrase-fd", str(reading)]
            passed = (reading,)
        try:
            done = subprocess.run(
                [*command, *argv],
                input=stdin.encode() if isinstance(stdin, str) else stdin,
                capture_output=True,
                pass_fds=passed,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                timeout=PATIENCE,
                start_new_session=True,
            )
        finally:
            for descriptor in passed:
                os.close(descriptor)
        assert b"Traceback" not in done.stderr
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def must(self, *argv: str, stdin: str | bytes = "", secret: str | None = None) -> Any:
        """The object that a call prints, which has to work."""
        done = self.run("--json", *argv, stdin=stdin, secret=secret)
        assert done.code == 0, done.err
        return done.json
