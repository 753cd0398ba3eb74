"""Closes the process to the rest of the account as far as the system lets it.

No core file, no memory for a debugger of the same account, and files that are made without a
mode are closed to others. Each step may fail in silence: relief never waits for hardening.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def harden_process(environ: Mapping[str, str] = os.environ) -> None:
    """Set umask 077, forbid core files, and on Linux refuse to be read by a debugger."""
    os.umask(0o077)
    if sys.platform == "win32":
        return
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    # Inside a snap the desktop portals identify a program by reading its /proc entry.
    if sys.platform == "linux" and "SNAP" not in environ:
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
