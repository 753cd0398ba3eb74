"""Text that a lock could keep nowhere, such as on a full disk: it stays in memory until it can.

It is sealed as soon as the inbox takes it, and saved at the next unlock whatever happens. It is
shown to nobody.
"""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from safeharbor.domain.errors import HarborError
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.door import Sealed, seal

if TYPE_CHECKING:
    from safeharbor.domain.entry import Changes
    from safeharbor.domain.filled import Unsaved
    from safeharbor.services.use_cases import Services

ORIGIN: Final = "lock"
"""The origin of a save that a lock could not make and that follows after unlocking."""

_RETRY_MS: Final = 10_000


class Withheld(QObject):
    """The snapshots that wait, and the patience to try again."""

    failed = Signal(object)
    """Text could not be saved at an unlock either; carries the HarborError."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._snapshots: list[Unsaved] = []
        self._services: Services | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RETRY_MS)
        self._timer.timeout.connect(self.retry)

    def __len__(self) -> int:
        return len(self._snapshots)

    def keep(self, snapshots: tuple[Unsaved, ...], services: Services) -> None:
        """Hold ``snapshots`` and try to seal them every ten seconds."""
        self._services = services
        self._snapshots += snapshots
        if self._snapshots:
            self._timer.start()

    def retry(self) -> Future[Sealed] | None:
        """Try to seal them now; None where there is nothing to seal."""
        services, held = self._services, tuple(self._snapshots)
        if services is None or not held:
            return None
        sealing = self._bridge.run(lambda: seal(services, held))
        self._bridge.then(sealing, self, partial(self._on_sealed, held))
        return sealing

    def save(self, services: Services) -> None:
        """Put all of it into the vault that was opened, before anybody reads from it.

        Each stays here until it is durable: of a save that a lock gives up nobody hears.
        """
        self._services = services
        for snapshot in tuple(self._snapshots):
            try:
                future = _save(services, snapshot)
            except HarborError as error:
                self.failed.emit(error)
                continue
            self._bridge.then(future, self, partial(self._on_saved, snapshot), self.failed.emit)
        if self._snapshots:
            self._timer.start()

    def _on_sealed(self, tried: tuple[Unsaved, ...], sealed: Sealed) -> None:
        # What was saved meanwhile, at an unlock, is no longer here.
        gone = [snapshot for snapshot in tried if snapshot not in sealed.left]
        self._snapshots = [snapshot for snapshot in self._snapshots if snapshot not in gone]
        if self._snapshots:
            self._timer.start()

    def _on_saved(self, saved: Unsaved, _changes: Changes) -> None:
        """It is durable; the bridge tells everybody."""
        self._snapshots = [snapshot for snapshot in self._snapshots if snapshot is not saved]
        if not self._snapshots:
            self._timer.stop()


def _save(services: Services, unsaved: Unsaved) -> Future[Changes]:
    from safeharbor.domain.answers import FormSnapshot

    if isinstance(unsaved, FormSnapshot):
        return services.sheets.save(unsaved, ORIGIN)
    return services.journal.save(unsaved, ORIGIN)
