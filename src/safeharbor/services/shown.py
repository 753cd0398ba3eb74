"""What is shown once: a recovery code with its page to print, and the check of one typed again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from safeharbor.domain.policy import SlotType
from safeharbor.vault.header import Header
from safeharbor.vault.kit import kit_html, kit_matrix, kit_text
from safeharbor.vault.recovery import RecoveryCode


@dataclass(frozen=True, slots=True)
class CreatedVault:
    """A new vault, unlocked, or a new code. The code is shown once; the kit is a page to print.

    ``kit_text`` is what the square on that page says.
    """

    recovery_code: str = field(repr=False)
    kit_html: str = field(repr=False)
    kit_text: str = field(repr=False)
    made_on: dt.date

    @property
    def groups(self) -> tuple[str, ...]:
        """The code in its ten groups."""
        return tuple(self.recovery_code.split("-"))

    @property
    def kit_square(self) -> tuple[tuple[bool, ...], ...]:
        """The square on the page as rows of dark modules, without a border."""
        return kit_matrix(self.kit_text)

    def has_group(self, number: int, typed: str) -> bool:
        """Whether ``typed`` is group ``number`` (1 to 10), however it is written."""
        return RecoveryCode.parse(self.recovery_code).has_group(number, typed)


def shown_once(header: Header, code: RecoveryCode) -> CreatedVault:
    """The code and the page to print for the newest recovery slot of ``header``."""
    slot = header.slots_of(SlotType.RECOVERY)[-1]
    text = kit_text(header, slot)
    return CreatedVault(str(code), kit_html(code, text, slot.created), text, slot.created)


def check_code(text: str) -> None:
    """Find typing slips in a recovery code before anything is opened with it.

    Raises:
        HarborError: RECOVERY_CODE_MISTYPED with the groups to look at; VAULT_TOO_NEW.
    """
    RecoveryCode.parse(text)
