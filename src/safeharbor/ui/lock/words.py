"""What a lock stops and what it cannot stop, for the policy in force. Both have equal room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from safeharbor.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class LockWords:
    """Two short texts of about the same length."""

    stops: str
    cannot: str


def lock_words(policy: Policy | None) -> LockWords:
    """The words for ``policy``; None stands for a journal of which only the code is left."""
    if policy is Policy.SIMPLE:
        return LockWords(
            _say("Anyone reading what you wrote from a copy of the file, or from another account."),
            _say(
                "Anyone who opens this computer account can open it too. A program that records "
                "the screen."
            ),
        )
    if policy is Policy.STRONG:
        return LockWords(
            _say(
                "Anyone reading what you wrote, here or from a copy of the file, even with the "
                "passphrase alone."
            ),
            _say("Someone seeing that this app is installed. A program that records the screen."),
        )
    return LockWords(
        _say("Anyone reading what you wrote, here or from a copy of the file."),
        _say(
            "Someone seeing that this app is installed. A program that records keys or the screen."
        ),
    )


def _say(text: str) -> str:
    return QCoreApplication.translate("lock", text)
