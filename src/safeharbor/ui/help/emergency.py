"""The emergency number: the one thing on the page that light falls on. It cannot be left out."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.content.helplines import Country, EmergencyNumber
from safeharbor.ui.help.said import reaches
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.surfaces import LitNote
from safeharbor.ui.widgets.words import Words


class EmergencyNote(LitNote):
    """All emergency numbers of a country, the first one four times as large as text."""

    def __init__(self, look: Look, country: Country, parent: QWidget, *, room: Room) -> None:
        super().__init__(look, parent)
        px = look.px
        first, *others = country.emergency
        same = [other.number for other in others if other.label == first.label]
        inside = QVBoxLayout(self)
        tight = room is Room.TIGHT
        side, top = px(16 if tight else 24), px(8 if tight else 16)
        inside.setContentsMargins(side, top, side, max(top, px(12)))
        inside.setSpacing(px(4))
        inside.addLayout(self._first(first, same, room))
        for other in others:
            if other.number in same:
                continue
            row = QHBoxLayout()
            row.addWidget(Words(look, reaches(other.label), Type.BODY), 1)
            row.addWidget(Digits(look, other.number, Type.NUMBER))
            inside.addLayout(row)

    def _first(self, first: EmergencyNumber, same: list[str], room: Room) -> QHBoxLayout:
        top = QHBoxLayout()
        if room is Room.TIGHT:
            top.setDirection(QBoxLayout.Direction.BottomToTop)
        words = QVBoxLayout()
        words.addStretch()
        words.addWidget(Words(self._look, self.tr("In danger right now"), Type.HEADING))
        about = reaches(first.label)
        for number in same:
            #: %1 is a second number for the same service.
            about += " " + self.tr("%1 works too.").replace("%1", number)
        words.addWidget(Digits(self._look, about, Type.BODY, wrap=True))
        words.addStretch()
        top.addLayout(words, 1)
        top.addWidget(Digits(self._look, first.number, Type.EMERGENCY))
        return top
