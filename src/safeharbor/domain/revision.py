"""When a save goes on with the kept state of this sitting, and when it begins a new one.

Pure rules; the store applies what they decide. Nothing that was kept is ever overwritten by a
text that began from an older state: such a text is kept beside the line.
"""

from __future__ import annotations

import enum
from typing import Final
from uuid import UUID

from safeharbor.domain.entry import RevisionInfo

REST_MS: Final = 10 * 60 * 1000
"""A rest of ten minutes ends a sitting."""

NOTE_DRAFT: Final = "draft"
"""The note of a revision that stands beside the line."""


class Placement(enum.Enum):
    """Where a save goes: the first state of an entry, the open one, the next one, or beside."""

    FIRST = "first"
    CONTINUE = "continue"
    NEXT = "next"
    BESIDE = "beside"


def continues(
    head: RevisionInfo | None, now_ms: int, *, same_sitting: bool, date_changed: bool
) -> bool:
    """Whether a save at ``now_ms`` (milliseconds since 1970) writes into ``head``.

    It does while the head is open, the sitting is the same, the day of the entry stays and the
    writer rested less than ten minutes. A clock that was set back ends no sitting.
    """
    if head is None or not head.is_open or not same_sitting or date_changed:
        return False
    return now_ms - head.saved_ms < REST_MS


def place(
    head: RevisionInfo | None,
    base: UUID | None,
    now_ms: int,
    *,
    same_sitting: bool = True,
    date_changed: bool = False,
) -> Placement:
    """Where a text that began from ``base`` goes, ``head`` being the present state.

    ``base`` is None for a text written as new; where its entry exists already, it stands beside.
    """
    if head is None:
        return Placement.FIRST
    if base != head.id:
        return Placement.BESIDE
    if continues(head, now_ms, same_sitting=same_sitting, date_changed=date_changed):
        return Placement.CONTINUE
    return Placement.NEXT
