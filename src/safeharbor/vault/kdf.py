"""From a passphrase to 64 bytes: Argon2id, its bounds, and how strong to make it here.

The bounds are checked before a byte is allocated, so that a tampered header can neither weaken
the derivation nor exhaust the memory. This file knows nothing of slots or headers.
"""

from __future__ import annotations

import statistics
import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from safeharbor.domain.errors import ErrorCode, HarborError

VERSION = 19
SALT_BYTES = 16
OUTPUT_BYTES = 64
MIN_PASSPHRASE = 8

_MIN_M, _MAX_M = 64 * 1024, 1024 * 1024
_MIN_T, _MAX_T = 2, 16
_MIN_P, _MAX_P = 1, 8
_MIN_SALT, _MAX_SALT = 16, 32

_AIM_S = 0.7
_MAX_CALIBRATED_M = 256 * 1024
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Argon2Params:
    """The cost of one derivation, always within what a reader accepts.

    Attributes:
        m_kib: memory in KiB, 64 MiB to 1 GiB.
        t: passes, 2 to 16.
        p: lanes, 1 to 8.

    Raises:
        ValueError: out of these bounds.
    """

    m_kib: int
    t: int
    p: int

    def __post_init__(self) -> None:
        if not (
            _MIN_M <= self.m_kib <= _MAX_M
            and _MIN_T <= self.t <= _MAX_T
            and _MIN_P <= self.p <= _MAX_P
        ):
            raise ValueError("Argon2id parameters out of bounds")

    def at_least(self, other: Argon2Params) -> Argon2Params:
        """The stronger of both in memory and in passes; a change never weakens."""
        return replace(self, m_kib=max(self.m_kib, other.m_kib), t=max(self.t, other.t))


FLOOR = Argon2Params(m_kib=64 * 1024, t=3, p=4)


def check_salt(salt: bytes) -> None:
    """Refuse a salt of other than 16 to 32 bytes.

    Raises:
        ValueError: the length is out of bounds.
    """
    if not _MIN_SALT <= len(salt) <= _MAX_SALT:
        raise ValueError("salt out of bounds")


def check_passphrase(passphrase: str) -> None:
    """Refuse a new passphrase that is too short; nothing else about it is judged here.

    Raises:
        HarborError: PASSPHRASE_TOO_SHORT, with ``minimum``.
    """
    if len(unicodedata.normalize("NFKC", passphrase)) < MIN_PASSPHRASE:
        raise HarborError(ErrorCode.PASSPHRASE_TOO_SHORT, minimum=MIN_PASSPHRASE)


def derive64(passphrase: str, salt: bytes, params: Argon2Params) -> bytes:
    """Argon2id (RFC 9106) of the NFKC form of ``passphrase``: 64 bytes, key then commitment.

    Raises:
        HarborError: OUT_OF_MEMORY, which says nothing about the passphrase.
    """
    check_salt(salt)
    material = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return Argon2id(
            salt=salt,
            length=OUTPUT_BYTES,
            iterations=params.t,
            lanes=params.p,
            memory_cost=params.m_kib,
        ).derive(material)
    except MemoryError:
        pass
    # Raised outside the handler, so that no frame holding the passphrase hangs on the error.
    raise HarborError(ErrorCode.OUT_OF_MEMORY, megabytes=params.m_kib // 1024)


def is_argon2id(derivation: type[Argon2id] = Argon2id) -> bool:
    """Whether the library in use gives the answer of RFC 9106, section 5.3."""
    derived = derivation(
        salt=bytes([2] * 16),
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        secret=bytes([3] * 8),
        ad=bytes([4] * 12),
    ).derive(bytes([1] * 32))
    return derived.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def measure_here(params: Argon2Params) -> float:
    """Seconds one derivation with ``params`` takes on this computer."""
    start = time.perf_counter()
    derive64("calibration", bytes(SALT_BYTES), params)
    return time.perf_counter() - start


def calibrate(measure: Callable[[Argon2Params], float] = measure_here) -> Argon2Params:
    """Choose the memory for this computer, aiming at 0.7 s and never below the floor.

    The median of three derivations is taken at 64 MiB; the memory is doubled, to at most
    256 MiB, while twice the median still fits the aim. The measuring runs on a thread of its
    own; the caller waits for it.

    Raises:
        HarborError: OUT_OF_MEMORY when not even the floor fits.
    """
    outcome: list[Argon2Params | HarborError] = []

    def work() -> None:
        try:
            outcome.append(_calibrated(measure))
        except HarborError as error:
            outcome.append(error)

    worker = threading.Thread(target=work, name="sh-kdf", daemon=True)
    worker.start()
    worker.join()
    result = outcome[0] if outcome else HarborError(ErrorCode.UNEXPECTED)
    if isinstance(result, HarborError):
        raise result
    return result


def _calibrated(measure: Callable[[Argon2Params], float]) -> Argon2Params:
    params = FLOOR
    median = _median(measure, params)
    while params.m_kib < _MAX_CALIBRATED_M and 2 * median <= _AIM_S:
        doubled = replace(params, m_kib=2 * params.m_kib)
        try:
            median = _median(measure, doubled)
        except HarborError:
            break
        params = doubled
    return params


def _median(measure: Callable[[Argon2Params], float], params: Argon2Params) -> float:
    return statistics.median(measure(params) for _ in range(_ROUNDS))
