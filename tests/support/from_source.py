"""The program started from its source on a virtual screen, as a person does it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from support.screen import VirtualScreen

Start = Callable[..., "subprocess.Popen[str]"]


def desktop_environment(screen: VirtualScreen) -> dict[str, str]:
    """The environment of a desktop: a screen, and no plugin chosen by hand."""
    env = {**os.environ, "DISPLAY": screen.name, "PYTHONPATH": os.pathsep.join(sys.path)}
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "PYTHONWARNINGS"):
        env.pop(name, None)
    return env


@contextmanager
def starting(environ: dict[str, str]) -> Iterator[Start]:
    """Starts it with words and changed variables; whatever still runs afterwards is ended."""
    begun: list[subprocess.Popen[str]] = []

    def begin(*words: str, **changes: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "safeharbor", *words],
            env={**environ, **changes},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        return process

    try:
        yield begin
    finally:
        for process in begun:
            if process.poll() is None:
                process.kill()
            process.communicate()
