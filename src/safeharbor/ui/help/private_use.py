"""A short note for somebody whose computer is looked at by others.

It says what the program can hide and what it cannot, and promises nothing. What it rests on is
the advice of organisations that help people who are watched; the words are our own.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.help_line import filled
from safeharbor.ui.widgets.words import Words


class PrivateUse(QWidget):
    """Three short paragraphs, each under its own words."""

    def __init__(self, look: Look, hide_key: str, parent: QWidget) -> None:
        """The note; ``hide_key`` is the key that hides the window, such as F9."""
        super().__init__(parent)
        self._hide_key = hide_key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        for head, words in self._parts():
            column.addWidget(Words(look, head, Type.LABEL))
            column.addWidget(Words(look, words, Type.BODY, color="muted"))
            column.addSpacing(look.px(10))

    @property
    def words(self) -> str:
        """All of it, for whoever listens."""
        return " ".join(f"{head}. {words}" for head, words in self._parts())

    def _parts(self) -> list[tuple[str, str]]:
        #: %1 is a key such as F9.
        hides = self.tr(
            "%1 shows an empty page at once, with Breathe and Get help on it, and locks the "
            "journal. Escape brings this page back. Lock closes the journal and nothing else: "
            "anybody can read this page and the numbers you add."
        )
        return [
            (self.tr("What Hide and Lock do"), filled(hides, self._hide_key)),
            (
                self.tr("What they cannot do"),
                self.tr(
                    "They do not hide that SafeHarbor is on this computer, or what was printed, "
                    "exported or copied. They do not help against a program that records the "
                    "screen or the keys, or against somebody who makes you unlock. No key is full "
                    "protection."
                ),
            ),
            (
                self.tr("A safer way to look for help"),
                self.tr(
                    "If somebody may be watching this computer, a phone or computer they never "
                    "touch is safer. On a watched one, sudden changes can be noticed, such as "
                    "deleting much at once. A call can show in the phone's list and on a bill. You "
                    "know this person best: what feels safer to you counts more than this page."
                ),
            ),
        ]
