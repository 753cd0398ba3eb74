"""Argon2id at the least cost it knows, in place of the real one in most tests.

Headers still name the real parameters, and other parameters still give another key.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


class LeastArgon2id:
    """Takes what ``Argon2id`` takes and derives at 8 KiB a lane, in one pass."""

    def __init__(
        self, *, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int
    ) -> None:
        self._derivation = Argon2id(
            salt=salt,
            length=length,
            iterations=1,
            lanes=lanes,
            memory_cost=8 * lanes,
            ad=f"{iterations} {memory_cost}".encode(),
        )

    def derive(self, material: bytes) -> bytes:
        """The derived key."""
        return self._derivation.derive(material)
