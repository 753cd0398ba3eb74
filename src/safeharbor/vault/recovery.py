"""The recovery code: 160 random bits that a person can write down and type again.

Forty symbols in ten groups of four: two fixed ones for the version, 32 that carry the code, six
that check it. A mistyped code is refused and the wrong groups are named; it is never corrected
silently. This file knows nothing of slots or of the printed page.
"""

from __future__ import annotations

import functools
import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NoReturn

from safeharbor.domain.errors import ErrorCode, HarborError

SECRET_BYTES = 20
GROUPS = 10
GROUP_SYMBOLS = 4
SYMBOLS = GROUPS * GROUP_SYMBOLS

# Crockford's alphabet has no I, L, O and U, which are easily misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {symbol: value for value, symbol in enumerate(_ALPHABET)}
_MISREAD = str.maketrans("OIL", "011")
_VERSION = "S1"
_CHECK_SYMBOLS = 6
_SEPARATORS = re.compile(r"[\W_]+")
_LOOKS_FROM, _LOOKS_TO = SYMBOLS - 4, SYMBOLS + 4
_ALL_GROUPS = f"1-{GROUPS}"

# Bech32m (BIP 350): a BCH code over GF(32) that detects any four wrong symbols in up to 89, so
# that one or two wrong ones have exactly one explanation. The prefix "sh" is part of the input.
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32M = 0x2BC830A3
_PREFIX = (3, 3, 0, 19, 8)


class RecoveryCode:
    """A recovery code. ``str()`` gives it for showing and printing; ``repr()`` never does."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        """Take the 20 bytes of a code.

        Raises:
            ValueError: the length is wrong.
        """
        if len(secret) != SECRET_BYTES:
            raise ValueError("a recovery code has 20 bytes")
        self._secret = secret

    @classmethod
    def new(cls) -> RecoveryCode:
        """A fresh random code."""
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> RecoveryCode:
        """Read a typed code; case, spaces and hyphens do not matter, nor O for 0, I or L for 1.

        Raises:
            HarborError: RECOVERY_CODE_MISTYPED with ``groups``, the groups to look at ("6",
                "3, 6", or "1-10" where it cannot be said); VAULT_TOO_NEW for a code of a later
                version.
        """
        groups = _typed_groups(text)
        typed = "".join(groups)
        if len(typed) != SYMBOLS:
            _mistyped(_odd_groups(groups))
        unread = [place for place, symbol in enumerate(typed) if symbol not in _VALUES]
        if unread:
            _mistyped(place // GROUP_SYMBOLS + 1 for place in unread)
        values = [_VALUES[symbol] for symbol in typed]
        syndrome = _polymod((*_PREFIX, *values)) ^ _BECH32M
        if syndrome:
            _mistyped(_odd_groups(groups) or _wrong_groups(syndrome))
        if not typed.startswith(_VERSION):
            raise HarborError(ErrorCode.VAULT_TOO_NEW)
        number = 0
        for value in values[len(_VERSION) : -_CHECK_SYMBOLS]:
            number = number << 5 | value
        return cls(number.to_bytes(SECRET_BYTES, "big"))

    @property
    def secret(self) -> bytes:
        """The 20 bytes, for deriving a slot's keys only."""
        return self._secret

    @property
    def groups(self) -> tuple[str, ...]:
        """The ten groups of four symbols, for showing and for asking back."""
        number = int.from_bytes(self._secret, "big")
        data = [number >> shift & 31 for shift in range(SECRET_BYTES * 8 - 5, -1, -5)]
        values = [_VALUES[symbol] for symbol in _VERSION] + data
        check = _polymod((*_PREFIX, *values, *([0] * _CHECK_SYMBOLS))) ^ _BECH32M
        values += [check >> 5 * (_CHECK_SYMBOLS - 1 - i) & 31 for i in range(_CHECK_SYMBOLS)]
        symbols = "".join(_ALPHABET[value] for value in values)
        return tuple(
            symbols[start : start + GROUP_SYMBOLS] for start in range(0, SYMBOLS, GROUP_SYMBOLS)
        )

    def has_group(self, number: int, text: str) -> bool:
        """Whether ``text`` is group ``number`` (1 to 10), as asked back from the paper."""
        typed = "".join(_typed_groups(text))
        return secrets.compare_digest(typed.encode(), self.groups[number - 1].encode())

    def __str__(self) -> str:
        return "-".join(self.groups)

    def __repr__(self) -> str:
        return "RecoveryCode(redacted)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a recovery code is never copied or pickled")


def looks_like_code(text: str) -> bool:
    """Whether ``text`` was more likely meant as a recovery code than as a passphrase.

    True for some forty letters and digits that begin as every code does, or that stand in ten
    groups. A code with a typo still looks like one.
    """
    groups = _typed_groups(text)
    typed = "".join(groups)
    if not _LOOKS_FROM <= len(typed) <= _LOOKS_TO or not typed.isascii():
        return False
    grouped = len(groups) == GROUPS and all(
        abs(len(group) - GROUP_SYMBOLS) <= 1 for group in groups
    )
    return typed.startswith(_VERSION) or grouped


def _typed_groups(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    return [group for group in _SEPARATORS.split(plain) if group]


def _odd_groups(groups: Sequence[str]) -> list[int]:
    """The groups that are too short or too long, where the typed text has groups at all."""
    if len(groups) < GROUPS - 1 or len(groups) > GROUPS + 1:
        return []
    return [number for number, group in enumerate(groups, 1) if len(group) != GROUP_SYMBOLS]


def _mistyped(groups: Iterable[int]) -> NoReturn:
    named = ", ".join(str(number) for number in sorted(set(groups)) if number <= GROUPS)
    raise HarborError(ErrorCode.RECOVERY_CODE_MISTYPED, groups=named or _ALL_GROUPS)


def _polymod(values: Iterable[int], state: int = 1) -> int:
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            if top >> bit & 1:
                state ^= factor
    return state


def _wrong_groups(syndrome: int) -> list[int]:
    """The groups of the one or two wrong symbols that explain ``syndrome``, else none."""
    effects = _effects()
    if syndrome in effects:
        return [effects[syndrome] // GROUP_SYMBOLS + 1]
    for effect, place in effects.items():
        other = effects.get(syndrome ^ effect)
        if other is not None:
            return [place // GROUP_SYMBOLS + 1, other // GROUP_SYMBOLS + 1]
    return []


@functools.cache
def _effects() -> dict[int, int]:
    """What one wrong symbol does to the check, and the place (0 to 39) it stands at.

    The check is linear, so this depends on the place and on the difference alone, and two wrong
    symbols leave the sum (exclusive or) of their effects.
    """
    return {
        _polymod([difference] + [0] * (SYMBOLS - 1 - place), 0): place
        for place in range(SYMBOLS)
        for difference in range(1, 32)
    }
