"""The last net: a mistake of ours ends in one plain line, never in a traceback on the screen.

Where it happened goes to the log as file and line, without a single value. Nothing is sent
anywhere; there is nothing in the program that could.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path
from types import TracebackType

from safeharbor.domain.errors import ErrorCode

# The sentences of messages.json may be what failed to load, so this one is written here.
_LINE = (
    "{code}: SafeHarbor met a mistake of its own. What was saved is safe and nothing was sent. "
    "Start it again; the place of the mistake, without your words, is in {log}.\n"
)


def install(log: Path) -> None:
    """Catch what nobody caught, in every thread, and write it to ``log`` without values."""

    def on_error(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        _report(log, kind, error, trace)

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        if not issubclass(args.exc_type, SystemExit):
            _report(log, args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = on_error
    threading.excepthook = on_thread_error
    sys.unraisablehook = lambda args: _note(log, args.exc_type, args.exc_value, args.exc_traceback)


def _report(
    log: Path,
    kind: type[BaseException],
    error: BaseException | None,
    trace: TracebackType | None,
) -> None:
    _note(log, kind, error, trace)
    with contextlib.suppress(Exception):
        sys.stderr.write(_LINE.format(code=ErrorCode.UNEXPECTED.value, log=log))
        sys.stderr.flush()


def _note(
    log: Path,
    kind: type[BaseException],
    error: BaseException | None,
    trace: TracebackType | None,
) -> None:
    """Write the place to the log; whatever fails here fails in silence, or it would never end."""
    with contextlib.suppress(Exception):
        from safeharbor.system.log import describe, write_line

        write_line(log, f"{ErrorCode.UNEXPECTED.value} {describe(kind, error, trace)}")
