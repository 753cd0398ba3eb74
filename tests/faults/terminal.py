"""Runs the program from outside, as a person in a terminal or another program does.

The secret goes through a pipe, the text through standard input, never through arguments. A prefix
such as strace or unshare can be put before the command.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from faults.child import environment

_PATIENCE: Final = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """What was printed with ``--json``."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer


@dataclass(frozen=True, slots=True)
class Terminal:
    """Commands over one home. ``prefix`` is put before each of them."""

    home: Path
    prefix: Sequence[str] = field(default=())

    def run(self, *arguments: str, text: str = "", secret: str | None = None) -> Answer:
        """Run one command to its end, with ``--json``."""
        command = [*self.prefix, sys.executable, "-m", "safeharbor", "--home", str(self.home)]
        command.append("--json")
        reader = None
        if secret is not None:
            reader = _pipe_with(secret)
            command += ["--passphrase-fd", str(reader)]
        try:
            done = subprocess.run(
                [*command, *arguments],
                input=text.encode(),
                capture_output=True,
                pass_fds=() if reader is None else (reader,),
                env=environment(),
                timeout=_PATIENCE,
            )
        finally:
            if reader is not None:
                os.close(reader)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def must(self, *arguments: str, text: str = "", secret: str | None = None) -> Answer:
        """Run one command that has to succeed."""
        answer = self.run(*arguments, text=text, secret=secret)
        assert answer.code == 0, f"{arguments[0]} ended with {answer.code}: {answer.err}"
        return answer


def _pipe_with(line: str) -> int:
    reader, writer = os.pipe()
    os.write(writer, line.encode() + b"\n")
    os.close(writer)
    return reader


def text_session(terminal: Terminal, passphrase: str, texts: Sequence[str], word: str) -> str:
    """A whole session in text: make, add, lock, seal, find, show, save; the recovery code.

    ``texts`` are the bodies of the entries, ``word`` is one that all of them contain. The first
    use of the passphrase is the only dear one; the recovery code opens the rest.
    """
    made = terminal.must("init", "--policy", "private", secret=passphrase)
    code: str = made.json["recovery_code"]
    first, *others = texts
    stored = terminal.must("add", "--title", word, "--tag", word, text=first, secret=passphrase)
    assert stored.json["stored"] == "vault"
    sealed = [terminal.must("add", "--title", word, text=text) for text in others]
    assert {answer.json["stored"] for answer in sealed} <= {"inbox"}
    listed = terminal.must("list", secret=code).json["entries"]
    assert len(listed) == len(texts)
    hits = terminal.must("search", word, secret=code).json["hits"]
    assert len(hits) == len(texts)
    shown = terminal.must("show", stored.json["id"], secret=code)
    assert shown.json["body"] == first
    terminal.must("backup", secret=code)
    terminal.must("doctor")
    terminal.must("lock")
    return code
