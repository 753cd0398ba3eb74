"""Where a passphrase or recovery code comes from: a descriptor, or a prompt. Never an argument.

Arguments and environment variables can be read by other programs of the account and end up in
histories. A prompt goes to the terminal itself, so stdin and stdout stay free for text.
"""

from __future__ import annotations

import getpass
import os
import sys
import warnings
from dataclasses import dataclass
from typing import BinaryIO, Final

from safeharbor.cli.console import UsageError
from safeharbor.domain.errors import ErrorCode, HarborError

MAX_LINE: Final = 4096
"""Bytes of a secret's line; far above any passphrase."""


@dataclass(slots=True)
class Secrets:
    """The secret of one call. ``descriptor`` is that of ``--passphrase-fd``, None without it."""

    descriptor: int | None
    stdin: BinaryIO
    _line: str | None = None

    @property
    def given(self) -> bool:
        """Whether the caller hands a secret in by a descriptor."""
        return self.descriptor is not None

    @property
    def on_stdin(self) -> bool:
        """Whether the secret is the first line of stdin, before any text."""
        return self.descriptor == 0

    def check(self) -> None:
        """Raise UsageError where the descriptor cannot work; reads nothing."""
        if self.descriptor is None or self.on_stdin:
            return
        if sys.platform == "win32":
            raise UsageError("usage.fd_windows")
        try:
            os.fstat(self.descriptor)
        except OSError as error:
            raise UsageError("usage.fd") from error

    def read(self) -> str:
        """The line that was handed in, without its end; read once, then remembered.

        Raises:
            HarborError: SECRET_NEEDED, there is no line, or it is not UTF-8.
        """
        if self._line is None:
            raw = self._read_line().removesuffix(b"\n").removesuffix(b"\r")
            try:
                self._line = raw.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise HarborError(ErrorCode.SECRET_NEEDED) from error
        if not self._line:
            raise HarborError(ErrorCode.SECRET_NEEDED)
        return self._line

    def _read_line(self) -> bytes:
        """Byte by byte, since what follows on the same descriptor belongs to somebody else."""
        line = b""
        try:
            while not line.endswith(b"\n"):
                byte = self._read_byte()
                if not byte:
                    break
                line += byte
                if len(line) > MAX_LINE:
                    raise HarborError(ErrorCode.SECRET_NEEDED)
        except OSError as error:
            raise HarborError(ErrorCode.SECRET_NEEDED) from error
        return line

    def _read_byte(self) -> bytes:
        if self.on_stdin or self.descriptor is None:
            return self.stdin.read(1)
        return os.read(self.descriptor, 1)

    def can_ask(self) -> bool:
        """Whether there is a terminal to ask on."""
        if self.given:
            return False
        if sys.platform == "win32":
            return sys.stdin is not None and sys.stdin.isatty()
        try:
            os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC))
        except OSError:
            return False
        return True

    def ask(self, prompt: str) -> str:
        """What is typed unseen at ``prompt``.

        Raises:
            HarborError: SECRET_NEEDED, nothing was typed.
        """
        with warnings.catch_warnings():
            # Where echo cannot be turned off, nothing is read at all.
            warnings.simplefilter("error", getpass.GetPassWarning)
            try:
                typed = getpass.getpass(prompt)
            except (EOFError, getpass.GetPassWarning) as error:
                raise HarborError(ErrorCode.SECRET_NEEDED) from error
        if not typed:
            raise HarborError(ErrorCode.SECRET_NEEDED)
        return typed
