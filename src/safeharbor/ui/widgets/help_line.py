"""One help line as a row: who it is for, then each way to reach it, then Copy.

Ways without speaking stand first, because not everybody can speak where they are. Numbers and
addresses are text; nothing is dialled or opened from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from safeharbor.content.helplines import HelpLine, LineKind
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.digits import Digits, spelled
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.words import Words

_TEXTED: Final = re.compile(r"^(?P<word>.*?)\s*(?P<number>[+(]?\d[\d ()\-]*)$")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach a line: what is read before it, and the number or address."""

    lead: str
    target: str
    number: bool = True


class HelpLineRow(QWidget):
    """A row that stands side by side where there is room, and below each other where not."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        line: HelpLine,
        copy: Callable[[Button, str], None],
        *,
        room: Room,
    ) -> None:
        """Show ``line``; ``copy`` is called with the button and what it copies."""
        super().__init__()
        self._look = look
        self._icons = icons
        self._line = line
        self._copy = copy
        self._room = room
        self.buttons: list[Button] = []
        px = look.px
        # An address is too long to stand beside the words.
        stacked = room is not Room.WIDE or line.chat is not None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(16), 0, px(16))
        if stacked:
            row.setDirection(QBoxLayout.Direction.TopToBottom)
        row.setSpacing(px(8 if stacked else 24))
        row.addLayout(self._words(), 0 if stacked else 1)
        ways = QVBoxLayout()
        ways.setSpacing(px(4))
        for way in self._ways():
            ways.addLayout(self._way(way))
        ways.addStretch()
        row.addLayout(ways)

    def _words(self) -> QVBoxLayout:
        line = self._line
        words = QVBoxLayout()
        words.setSpacing(self._look.px(2))
        words.addWidget(Words(self._look, line.name, Type.LABEL))
        about = [self._purpose(line.kind), self._hours(line.hours), self._spoken(line.languages)]
        text = " ".join(part for part in (*about, line.note or "") if part)
        words.addWidget(Words(self._look, text, Type.BODY, color="muted"))
        words.addStretch()
        return words

    def _ways(self) -> list[Way]:
        """Every way, those without speaking first."""
        ways = []
        if self._line.chat:
            #: Before the address of a web page with a chat.
            ways.append(Way(self.tr("Chat"), self._line.chat, number=False))
        if self._line.text:
            ways.append(self._texted(self._line.text))
        if self._line.call:
            silent = bool(ways)
            #: Before a number to ring, where another way stands above it.
            ways.append(Way(self.tr("Call") if silent else "", self._line.call))
        return ways

    def _texted(self, text: str) -> Way:
        found = _TEXTED.match(text)
        if found is None:
            return Way(self.tr("Text"), text, number=False)
        word, number = found["word"], found["number"]
        if word.endswith("WhatsApp"):
            return Way(word, number)
        #: Before a number that is texted; %1 is a word to send and "to", such as "SHOUT to".
        lead = self.tr("Text %1").replace("%1", word) if word else self.tr("Text")
        return Way(lead, number)

    def _way(self, way: Way) -> QBoxLayout:
        tight = self._room is Room.TIGHT
        row = QHBoxLayout()
        row.setSpacing(self._look.px(4 if tight else 12))
        if tight:
            row.setDirection(QBoxLayout.Direction.TopToBottom)
        elif self._room is Room.WIDE:
            row.addStretch()
        if way.lead:
            row.addWidget(Words(self._look, way.lead, Type.READING, wrap=False))
        target = self._target(way)
        # An address takes the room that there is before it breaks.
        row.addWidget(target, 1 if target.wordWrap() and not tight else 0)
        row.addWidget(
            self._button(way), 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        )
        if self._room is Room.NARROW:
            row.addStretch()
        return row

    def _target(self, way: Way) -> QLabel:
        if way.number:
            return Digits(self._look, way.target, Type.NUMBER)
        if self._room is Room.WIDE:
            return Words(self._look, way.target, Type.READING, wrap=False)
        # An address has no spaces; it may break where its parts do.
        parts = way.target.replace("/", "/\N{ZERO WIDTH SPACE}").replace(
            ".", "\N{ZERO WIDTH SPACE}."
        )
        words = Words(self._look, parts, Type.BODY)
        words.setAccessibleName(way.target)
        words.setMaximumWidth(
            words.fontMetrics().horizontalAdvance(parts) + 3 * self._look.free_room
        )
        return words

    def _button(self, way: Way) -> Button:
        button = Button(self._look, self._icons, self, height=40)
        button.dress(self.tr("Copy"), icon="copy")
        said = spelled(way.target) if way.number else way.target
        #: %1 is a number or an address, %2 the name of a help line.
        name = self.tr("Copy %1, %2").replace("%1", said).replace("%2", self._line.name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self._copy(button, way.target))
        self.buttons.append(button)
        return button

    def _purpose(self, kind: LineKind) -> str:
        return {
            LineKind.SUICIDE_CRISIS: self.tr("In a crisis, or when living feels too much."),
            LineKind.EMOTIONAL_SUPPORT: self.tr("To talk to someone who listens."),
            LineKind.DOMESTIC_ABUSE: self.tr("If someone close frightens or hurts you."),
            LineKind.YOUTH: self.tr("For children and young people."),
        }[kind]

    def _hours(self, hours: str | None) -> str:
        if hours is None:
            return ""
        return self.tr("Any hour.") if hours == "24/7" else f"{hours}."

    def _spoken(self, codes: tuple[str, ...]) -> str:
        """The languages, unless the reader's own is the only one."""
        language = QLocale().language()
        own = "en" if language is QLocale.Language.C else QLocale.languageToCode(language)
        if codes == (own,):
            return ""
        names = [QLocale.languageToString(QLocale(code).language()) for code in codes]
        #: %1 is a list of languages.
        return self.tr("In %1.").replace("%1", ", ".join(names)) if names else ""
