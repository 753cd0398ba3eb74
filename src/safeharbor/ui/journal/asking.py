"""Asking a service and taking the answer, or the refusal, in one place.

A service refuses at once while the vault is locked, and through the future otherwise; whoever
asks does not care which.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject

from safeharbor.domain.errors import HarborError
from safeharbor.ui.bridge import Bridge

T = TypeVar("T")


def ignore(_result: object) -> None:
    """For answers that nobody waits for."""


def ask(
    bridge: Bridge,
    owner: QObject,
    start: Callable[[], Future[T]],
    ok: Callable[[T], None],
    failed: Callable[[HarborError], None] = ignore,
) -> None:
    """Call ``start`` and hand its result to ``ok`` on this thread, or a refusal to ``failed``."""
    try:
        future = start()
    except HarborError as error:
        failed(error)
        return
    bridge.then(future, owner, ok, failed)
