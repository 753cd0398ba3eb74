"""The pin of the inbox key, kept outside the header.

Somebody who can write to the folder could put a key of their own into the header, and notes
written while the vault is locked would then be sealed to them. So the fingerprint that a verified
unlock saw is kept in the keyring or the preferences, and compared before anything is sealed.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault.header import Header
from safeharbor.vault.headerfile import LoadedHeader
from safeharbor.vault.inbox import fingerprint


def inbox_pin(header: Header) -> str:
    """The pin of a header whose MAC was checked: 22 characters, to be kept elsewhere."""
    return fingerprint(header.inbox.public_key)


def sealing_header(loaded: LoadedHeader, pins: Mapping[str, object]) -> Header:
    """The copy of the header to seal a note to while the vault is locked.

    Nothing can check the header's MAC then, and a note sealed to a damaged key or under a
    damaged vault id could never be read again. So a copy that a verified unlock has seen is
    taken, whichever of the two it is.

    Args:
        loaded: what ``load_header`` gave.
        pins: the kept pins of this home, by vault id in hex.

    Raises:
        HarborError: INBOX_KEY_CHANGED when pins are kept and no copy has one of them;
            HEADER_DAMAGED when none are kept and the copies contradict each other.
    """
    copies = [loaded.header] if loaded.other is None else [loaded.header, loaded.other]
    for copy in copies:
        pin = pins.get(copy.vault_id.hex())
        if isinstance(pin, str) and _matches(copy, pin):
            return copy
    if pins:
        raise HarborError(ErrorCode.INBOX_KEY_CHANGED)
    if len({(copy.vault_id, copy.inbox.public_key) for copy in copies}) > 1:
        raise HarborError(ErrorCode.HEADER_DAMAGED)
    return loaded.header


def _matches(header: Header, pin: str) -> bool:
    return hmac.compare_digest(inbox_pin(header).encode(), pin.encode("utf-8", "surrogatepass"))
