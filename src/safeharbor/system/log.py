"""A log that can be shown to anyone: codes, places in the code and fixed words.

Whatever is handed to it as text is left out, and an exception is written as its kind, its code
and where it happened, never with its message; messages of libraries repeat what they were given.
"""

from __future__ import annotations

import contextlib
import enum
import logging
import os
import time
from pathlib import Path
from types import TracebackType

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import fs

LOGGER_NAME = "safeharbor"
_MAX_BYTES = 256 * 1024
_LEFT_OUT = "<left out>"


def redact(value: object) -> object:
    """What may be written of ``value``: numbers, codes and kinds, never text."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, ErrorCode):
        return value.value
    if isinstance(value, HarborError):
        return value.code.value
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, enum.Enum):
        return value.name
    return _LEFT_OUT


def describe(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> str:
    """An exception in one line: kind, code and the places it passed, without any value."""
    name = kind.__name__
    if isinstance(error, HarborError):
        name += f"[{error.code.value}]"
    elif isinstance(error, OSError) and error.errno is not None:
        name += f"[errno {error.errno}]"
    places = []
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        places.append(f"{file.parent.name}/{file.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    line = f"{name} at {' > '.join(places)}" if places else name
    cause = error.__cause__ if error is not None else None
    if cause is not None:
        line += f" because of {describe(type(cause), cause, cause.__traceback__)}"
    return line


class _RedactingFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        place = f"{record.filename}:{record.lineno}"
        return f"{stamp} {record.levelname} {place} {self._words(record)}"

    @staticmethod
    def _words(record: logging.LogRecord) -> str:
        # Only a literal template is written; an object handed over as the message is not one.
        words = record.msg if isinstance(record.msg, str) else str(redact(record.msg))
        if isinstance(record.args, tuple) and record.args:
            with contextlib.suppress(TypeError, ValueError):
                words %= tuple(_Shown(redact(value)) for value in record.args)
        if record.exc_info and record.exc_info[0] is not None:
            words += " " + describe(*record.exc_info)
        return words.replace("\n", " ")


class _Shown:
    """A redacted value that any placeholder of a template can print."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __repr__(self) -> str:
        return str(self._value)

    def __int__(self) -> int:
        return int(self._value) if isinstance(self._value, (int, float)) else 0

    def __float__(self) -> float:
        return float(self._value) if isinstance(self._value, (int, float)) else 0.0


class _LineHandler(logging.Handler):
    """Opens the file for each line, so that no descriptor outlives a moved or removed home."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def emit(self, record: logging.LogRecord) -> None:
        # A log that cannot be written is no reason to disturb anybody.
        with contextlib.suppress(OSError, HarborError):
            write_line(self.path, self.format(record))


def write_line(path: Path, line: str) -> None:
    """Add one line to the log at ``path``; at 256 KiB it becomes ``.1`` and a new one begins.

    Raises:
        HarborError: the file or its folder is odd or cannot be written.
    """
    fs.make_private_dir(path.parent)
    with contextlib.suppress(OSError):
        if os.lstat(path).st_size > _MAX_BYTES:
            path.replace(path.with_name(path.name + ".1"))
    with fs.open_append(path) as file:
        file.write(line.encode("utf-8", "replace") + b"\n")


def setup_log(path: Path) -> logging.Logger:
    """The program's logger, writing redacted lines to ``path`` and nothing to the terminal."""
    logger = logging.getLogger(LOGGER_NAME)
    for handler in list(logger.handlers):
        if isinstance(handler, _LineHandler):
            logger.removeHandler(handler)
    handler = _LineHandler(path)
    handler.setFormatter(_RedactingFormatter())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    # Without any handler on the root, warnings of libraries would go to the terminal.
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    return logger
