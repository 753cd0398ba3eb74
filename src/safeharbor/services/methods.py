"""Ways of unlocking: seeing, changing and renewing them while the vault is open.

The rules are the vault's; this file stores the new header, in both copies where a secret was
changed or taken away, and says which old backups still open with the old one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass

from safeharbor.domain.errors import HarborError
from safeharbor.domain.moment import Clock
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.services.making import Calibrate
from safeharbor.services.session import SessionService
from safeharbor.services.shown import CreatedVault, shown_once
from safeharbor.vault import methods as rules
from safeharbor.vault.header import Header
from safeharbor.vault.kdf import FLOOR
from safeharbor.vault.keyring_store import KeyringPort
from safeharbor.vault.keys import VaultKey


@dataclass(frozen=True, slots=True)
class Way:
    """A way in, as a list shows it."""

    id: bytes
    type: SlotType
    created: dt.date


class MethodsService:
    """Changes the ways into the unlocked vault.

    Every change is durable in both copies of the header when the call returns. Backups made
    before it still open the old way.
    """

    def __init__(
        self, session: SessionService, keyring: KeyringPort, clock: Clock, *, calibrate: Calibrate
    ) -> None:
        self._session = session
        self._keyring = keyring
        self._clock = clock
        self._calibrate = calibrate
        self._changing = threading.Lock()

    def ways(self) -> tuple[Way, ...]:
        """The ways in, as the header lists them."""
        return tuple(Way(slot.id, slot.type, slot.created) for slot in self._session.header().slots)

    def choose(self, policy: Policy, passphrase: str | None) -> None:
        """Go over to ``policy``; the recovery code stays.

        Raises:
            HarborError: PASSPHRASE_TOO_SHORT, KEYRING_*, LAST_METHOD or a file error; then
                everything opens as before.
        """
        params = FLOOR if policy is Policy.SIMPLE else self._calibrate()
        self._change(
            lambda header, key: rules.change_policy(
                header,
                key,
                policy,
                keyring=self._keyring,
                today=self._today(),
                passphrase=passphrase,
                params=params,
            )
        )

    def change_passphrase(self, passphrase: str) -> None:
        """Put a new passphrase in the place of the old one."""
        params = self._calibrate()
        self._change(
            lambda header, key: rules.change_passphrase(
                header,
                key,
                passphrase,
                keyring=self._keyring,
                params=params,
                today=self._today(),
            )
        )

    def add(self, slot_type: SlotType, passphrase: str | None = None) -> None:
        """Add a way in beside the present ones."""
        params = FLOOR if slot_type is SlotType.KEYRING else self._calibrate()
        self._change(
            lambda header, key: rules.add_method(
                header,
                key,
                slot_type,
                keyring=self._keyring,
                today=self._today(),
                passphrase=passphrase,
                params=params,
            )
        )

    def remove(self, way: Way) -> None:
        """Take a way in away; HarborError(LAST_METHOD) for the last that needs no keyring."""
        self._change(lambda header, key: rules.remove_method(header, key, way.id))

    def renew_recovery(self) -> CreatedVault:
        """A new code and page; the old code opens this vault no longer."""
        codes = []

        def renew(header: Header, key: VaultKey) -> Header:
            renewed, code = rules.renew_recovery(header, key, self._today())
            codes.append(code)
            return renewed

        stored = self._change(renew)
        return shown_once(stored, codes[0])

    def _change(self, change: Callable[[Header, VaultKey], Header]) -> Header:
        with self._changing:
            opened = self._session.opened()
            before = opened.header
            stored = self._session.replace_header(change(before, opened.key), both=True)
        # The header is right whether or not the keyring forgets its part; the next change tries
        # again.
        with contextlib.suppress(HarborError):
            rules.settle_keyring(stored, self._keyring, before=before)
        return stored

    def _today(self) -> dt.date:
        return self._clock.now().local_date
