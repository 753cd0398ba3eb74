"""A session as the window has it, over real services, and an editor that is nothing but a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEventLoop, QObject, QTimer

from safeharbor.domain.entry import Changes, EntryContent, Snapshot
from safeharbor.services.session import SessionState
from safeharbor.services.use_cases import Services
from safeharbor.system.paths import HomePaths
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.session import SessionController
from safeharbor.vault.keyring_store import KeyringPort
from safeharbor.wiring import build
from support.clock import FakeClock
from support.homes import floor

PATIENCE_MS = 20_000
_LOOK_MS = 2


def until(condition: Callable[[], bool]) -> None:
    """Let the event loop run until ``condition`` holds; fails after 20 s."""
    if condition():
        return
    loop, look, limit = QEventLoop(), QTimer(), QTimer()
    look.timeout.connect(lambda: loop.exit(0) if condition() else None)
    limit.timeout.connect(lambda: loop.exit(1))
    look.start(_LOOK_MS)
    limit.start(PATIENCE_MS)
    code = loop.exec()
    look.stop()
    limit.stop()
    assert code == 0, "waited in vain"


class Desk:
    """Bridge and session over one home, with a list of what was heard from them."""

    def __init__(self, home: Path, keyring: KeyringPort, clock: FakeClock) -> None:
        self.parent = QObject()
        self.clock = clock
        self.heard: list[str] = []
        self.carried: dict[str, Any] = {}
        self.bridge = Bridge(self.parent)
        self.session = SessionController(
            self.bridge,
            lambda: build(HomePaths(home), clock=clock, keyring=keyring, calibrate=floor),
            self.parent,
            seconds=clock.monotonic,
        )
        for name in ("ready", "created", "unlocked", "locked", "failed", "busy"):
            getattr(self.session, name).connect(lambda what, n=name: self._note(n, what))
        for name in ("hiding", "locking"):
            getattr(self.session, name).connect(lambda n=name: self._note(n, None))

    @property
    def services(self) -> Services:
        """The services, which have to be there by now."""
        services = self.session.services
        assert services is not None
        return services

    def hear(self, *names: str) -> None:
        """Wait until every one of ``names`` was heard since the last ``forget``."""
        until(lambda: all(name in self.heard for name in names))

    def forget(self) -> None:
        """Begin a new list."""
        self.heard.clear()
        self.carried.clear()

    def unlock(self) -> None:
        """Unlock by the keyring and wait until it is done."""
        self.session.unlock(None)
        self.hear("unlocked")
        self.forget()

    def lock(self) -> None:
        """Lock and wait until it is done."""
        self.session.lock()
        self.hear("locked")

    def text_of(self, entry_id: UUID) -> str:
        """What an entry says in the open vault."""
        return self.services.journal.get(entry_id).result(20).content.body

    def _note(self, name: str, what: object) -> None:
        self.heard.append(name)
        self.carried[name] = what


@contextmanager
def desk(home: Path, keyring: KeyringPort, clock: FakeClock) -> Iterator[Desk]:
    """A desk for the length of a block; it is left locked."""
    made = Desk(home, keyring, clock)
    try:
        yield made
    finally:
        made.session.finish(20)
        services = made.session.services
        if services is not None and services.session.state is SessionState.UNLOCKED:
            services.session.lock()
        made.bridge.close()
        made.parent.deleteLater()


class Page:
    """The smallest editor: a text that saves itself when it is told to."""

    def __init__(self, desk: Desk, entry_id: UUID | None = None, base: UUID | None = None) -> None:
        """A new entry, or one to go on with, whose text follows by ``text``."""
        self.text = ""
        self.asked = 0
        self._desk = desk
        self._owner = QObject(desk.parent)
        self._base = base
        self._empty = desk.services.journal.snapshot(EntryContent())
        self.entry_id = entry_id or self._empty.entry_id
        self._saving: Future[Changes] | None = None
        desk.session.register(self)

    def type(self, text: str) -> None:
        """Write something at the end."""
        self.text += text

    def save(self) -> None:
        """Save as an autosave does; only one is under way at a time."""
        if self._saving is None:
            self._saving = self._desk.services.journal.save(self._now(), "page")
            self._desk.bridge.then(self._saving, self._owner, self._saved)

    def snapshot(self) -> Snapshot | None:
        """What it holds. A save under way is not waited for."""
        self.asked += 1
        return self._now() if self.text else None

    def _now(self) -> Snapshot:
        content = EntryContent(body=self.text)
        return replace(
            self._empty,
            entry_id=self.entry_id,
            base_revision=self._base,
            content=content,
            caret=len(self.text),
        )

    def _saved(self, changes: Changes) -> None:
        self._saving = None
        self._base = changes.revision
