"""Ways of unlocking, as a person chooses them."""

from __future__ import annotations

import enum


class SlotType(enum.StrEnum):
    """One way of opening the vault."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    BOTH = "both"
    RECOVERY = "recovery"


class Policy(enum.StrEnum):
    """Which ways exist beside the recovery code.

    Simple: the computer's own keyring. Private: a passphrase. Strong: both together.
    """

    SIMPLE = "simple"
    PRIVATE = "private"
    STRONG = "strong"

    @property
    def slot_type(self) -> SlotType:
        """The slot that stands for this policy."""
        return _SLOTS[self]


_SLOTS = {
    Policy.SIMPLE: SlotType.KEYRING,
    Policy.PRIVATE: SlotType.PASSPHRASE,
    Policy.STRONG: SlotType.BOTH,
}
