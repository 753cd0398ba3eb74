"""The pin of the inbox key, kept outside the header.

Somebody who can write to the folder could put a key of their own into the header, and notes
written while the vault is locked would then be sealed to them. So the fingerprint that a verified
unlock saw is kept in the keyring or the preferences, and compared before anything is sealed.
"""

from __future__ import annotations

import hmac

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault.header import Header
from safeharbor.vault.inbox import fingerprint


def inbox_pin(header: Header) -> str:
    """The pin of a header whose MAC was checked: 22 characters, to be kept elsewhere."""
    return fingerprint(header.inbox.public_key)


def check_inbox_pin(header: Header, pin: str | None) -> None:
    """Compare the header's inbox key with a kept ``pin``; without one there is nothing to check.

    Raises:
        HarborError: INBOX_KEY_CHANGED; nothing is to be sealed to this key.
    """
    if pin is None:
        return
    if not hmac.compare_digest(inbox_pin(header).encode(), pin.encode("utf-8", "surrogatepass")):
        raise HarborError(ErrorCode.INBOX_KEY_CHANGED)
