"""Says something to a screen reader without moving the focus.

Live labels never carry an accessible name of their own, because a name hides their text; what
changes is announced from here instead.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Let a screen reader speak ``words``; politely, unless they are ``urgent``."""
    # Loaded at the first word, which comes after the first picture.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, words)
    kinds = QAccessible.AnnouncementPoliteness
    event.setPoliteness(kinds.Assertive if urgent else kinds.Polite)
    QAccessible.updateAccessibility(event)
