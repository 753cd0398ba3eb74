"""Waiting for a window where pytest-qt is not at hand, such as in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from support.desk import until


class Patience:
    """The three ways of waiting that a ``House`` uses, as ``QtBot`` calls them."""

    def waitUntil(self, condition: Callable[[], bool]) -> None:  # noqa: N802 - pytest-qt's name
        """Let the event loop run until ``condition`` holds."""
        until(condition)

    @contextmanager
    def waitSignal(self, signal: SignalInstance) -> Iterator[None]:  # noqa: N802 - pytest-qt's name
        """Wait at the end of the block until ``signal`` was sent since its beginning."""
        heard: list[bool] = []

        def note(*_carried: object) -> None:
            heard.append(True)

        signal.connect(note)
        yield
        until(lambda: bool(heard))
        signal.disconnect(note)

    @contextmanager
    def waitExposed(self, widget: QWidget) -> Iterator[None]:  # noqa: N802 - pytest-qt's name
        """Wait at the end of the block until ``widget`` is on the screen."""
        yield
        until(lambda: widget.windowHandle() is not None and widget.windowHandle().isExposed())
