"""Patterns of one's own, wherever they are: in the vault, in the plain preferences, in memory.

A new one goes into the vault where that is open. Elsewhere it stays in memory until somebody agrees
that it may be readable; whatever still waits in memory goes into the vault when that is opened. At
a lock everything that came from the vault is forgotten.
"""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.own_pattern import OwnPattern
from safeharbor.services.own_patterns import OwnPatternService, PlainPatterns, by_name
from safeharbor.system.prefs import Preferences
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.session import SessionController

if TYPE_CHECKING:
    from safeharbor.domain.entry import Changes

ORIGIN: Final = "own patterns"


class Where(enum.Enum):
    """Where a pattern is kept."""

    VAULT = enum.auto()
    PLAIN = enum.auto()
    MEMORY = enum.auto()


@dataclass(frozen=True, slots=True)
class Gone:
    """A pattern that was deleted a moment ago."""

    pattern: OwnPattern
    where: Where


class OwnPatterns(QObject):
    """All of them, as far as they can be seen now."""

    changed = Signal()
    """There are others than before, or they are kept elsewhere."""
    failed = Signal(object)
    """Something could not be written; carries the HarborError."""

    def __init__(
        self,
        session: SessionController,
        bridge: Bridge,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        """Those of the plain preferences; those of the vault follow where it is open.

        Args:
            session: has the services, and says when the vault opens and closes.
            bridge: brings results to this thread.
            preferences: the plain settings.
            parent: who owns it.
        """
        super().__init__(parent)
        self._session = session
        self._bridge = bridge
        self._plain = PlainPatterns(preferences)
        self._vault: dict[UUID, OwnPattern] = {}
        self._memory: dict[UUID, OwnPattern] = {}
        # A lock cancels what has not been written yet, and nobody hears of it: it stays here, out
        # of sight, until it is durable.
        self._writing: dict[UUID, OwnPattern] = {}
        self.gone: Gone | None = None
        session.unlocked.connect(lambda _: self._on_unlocked())
        session.locking.connect(self._on_locking)
        bridge.changed.connect(self._on_changed)
        if session.is_open:
            self._on_unlocked()

    @property
    def patterns(self) -> tuple[OwnPattern, ...]:
        """Every one that can be seen, by its name."""
        plain = {pattern.id: pattern for pattern in self._plain.patterns}
        return by_name((plain | self._memory | self._vault).values())

    @property
    def outside(self) -> bool:
        """Whether any is kept readable, outside of the vault."""
        return bool(self._plain.patterns)

    @property
    def opened(self) -> bool:
        """Whether the vault is open and takes them."""
        return self._session.is_open

    def find(self, exercise: str) -> OwnPattern | None:
        """The one with this exercise id, None where there is none to be seen."""
        return next((each for each in self.patterns if each.exercise == exercise), None)

    def where(self, pattern: OwnPattern) -> Where:
        """Where a pattern is kept."""
        if pattern.id in self._vault:
            return Where.VAULT
        return Where.MEMORY if pattern.id in self._memory else Where.PLAIN

    def keep(self, pattern: OwnPattern) -> Where:
        """Keep a new pattern, or a changed one where it was; says where that is."""
        self.gone = None
        where = self.where(pattern) if self._is_known(pattern) else self._usual()
        self._put(pattern, where)
        return where

    def make_plain(self, pattern: OwnPattern) -> None:
        """Somebody agrees that this one may be read by anybody at this computer."""
        self._memory.pop(pattern.id, None)
        self._put(pattern, Where.PLAIN)

    def delete(self, pattern: OwnPattern) -> None:
        """Let go of a pattern; it can be brought back until something else is done."""
        self.gone = Gone(pattern, self.where(pattern))
        if self.gone.where is Where.VAULT:
            del self._vault[pattern.id]
            self._writing.pop(pattern.id, None)
            self._write(lambda patterns: patterns.delete(pattern.id, ORIGIN), (pattern,))
        elif self.gone.where is Where.PLAIN:
            self._plainly(lambda: self._plain.remove([pattern.id]))
        else:
            del self._memory[pattern.id]
        self.changed.emit()

    def undo(self) -> OwnPattern | None:
        """Bring back the one that was deleted."""
        gone, self.gone = self.gone, None
        if gone is None:
            return None
        self._put(gone.pattern, gone.where)
        return gone.pattern

    def move_in(self) -> None:
        """Put all that is readable into the vault; only then it goes from the plain file."""
        self.gone = None
        moving = self._plain.patterns
        if not moving or not self._session.is_open:
            return

        def moved() -> None:
            self._plainly(lambda: self._plain.remove(each.id for each in moving))
            self.changed.emit()

        self._keep_in_vault(moving, moved)

    def _usual(self) -> Where:
        return Where.VAULT if self._session.is_open else Where.MEMORY

    def _is_known(self, pattern: OwnPattern) -> bool:
        return any(pattern.id == each.id for each in self.patterns)

    def _put(self, pattern: OwnPattern, where: Where) -> None:
        if where is Where.VAULT and self._session.is_open:
            self._keep_in_vault((pattern,))
        elif where is Where.PLAIN:
            self._plainly(lambda: self._plain.keep([pattern]))
        else:
            self._memory[pattern.id] = pattern
        self.changed.emit()

    def _keep_in_vault(
        self, patterns: Sequence[OwnPattern], done: Callable[[], None] | None = None
    ) -> None:
        kept = {pattern.id: pattern for pattern in patterns}
        self._vault |= kept
        self._writing |= kept
        self._write(lambda service: service.keep(patterns, ORIGIN), patterns, done)

    def _plainly(self, write: Callable[[], None]) -> None:
        """What cannot be written holds until the window closes, and the page says so."""
        try:
            write()
        except HarborError as error:
            self.failed.emit(error)

    def _write(
        self,
        start: Callable[[OwnPatternService], Future[Changes]],
        patterns: Sequence[OwnPattern],
        done: Callable[[], None] | None = None,
    ) -> None:
        """Write into the vault; what it does not take waits in memory."""

        def failed(error: HarborError) -> None:
            self._on_refused(patterns, error)

        def ok(_changes: Changes) -> None:
            self._written(patterns)
            if done is not None:
                done()
            # What was read meanwhile may be older than this.
            self._look()

        services = self._session.services
        try:
            if services is None:
                raise HarborError(ErrorCode.SECRET_NEEDED)
            writing = start(services.own_patterns)
        except HarborError as error:
            failed(error)
            return
        self._bridge.then(writing, self, ok, failed)

    def _on_refused(self, patterns: Sequence[OwnPattern], error: HarborError) -> None:
        self._written(patterns)
        plain = {pattern.id for pattern in self._plain.patterns}
        for pattern in patterns:
            if self._vault.pop(pattern.id, None) is not None and pattern.id not in plain:
                self._memory[pattern.id] = pattern
        self.failed.emit(error)
        self._look()
        self.changed.emit()

    def _written(self, patterns: Sequence[OwnPattern]) -> None:
        """Wait for these no more, unless they were changed since."""
        for pattern in patterns:
            if self._writing.get(pattern.id) == pattern:
                del self._writing[pattern.id]

    def _on_unlocked(self) -> None:
        waiting = tuple((self._memory | self._writing).values())
        if waiting:
            self._memory.clear()
            self._keep_in_vault(waiting)
        self._look()

    def _on_locking(self) -> None:
        self._vault.clear()
        if self.gone is not None and self.gone.where is Where.VAULT:
            self.gone = None
        self.changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if changes.forms and changes.origin != ORIGIN:
            self._look()

    def _look(self) -> None:
        """Read those of the vault."""
        services = self._session.services
        if services is None or not self._session.is_open:
            return
        with contextlib.suppress(HarborError):
            self._bridge.then(services.own_patterns.all(), self, self._on_found, lambda _: None)

    def _on_found(self, patterns: Sequence[OwnPattern]) -> None:
        if self._session.is_open:
            self._vault = {pattern.id: pattern for pattern in patterns} | self._writing
            self._memory = {k: v for k, v in self._memory.items() if k not in self._vault}
            self.changed.emit()
