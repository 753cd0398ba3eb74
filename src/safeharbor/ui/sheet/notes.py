"""What is said in place: short sentences, a passage to read, and what an answer leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.domain.sheet import Reaction
from safeharbor.ui.announce import announce
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.surfaces import LitNote
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.widgets.wrapping import WrappingLink, WrappingRow

HELP: Final = "help"
_SAFETY: Final = "help."
_BAR: Final = 3
_BESIDE_BAR: Final = 13


class Notes(QWidget):
    """Short sentences one below the other; no room while there are none."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._look = look
        self._lines: list[Words] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(2))
        self.hide()

    @property
    def words(self) -> list[str]:
        """What they say."""
        return [line.words for line in self._lines if not is_away(line)]

    def say(self, words: Sequence[str]) -> None:
        """Say these; a screen reader hears what is new."""
        before = self.words
        if list(words) == before:
            return
        while len(self._lines) < len(words):
            line = Words(self._look, "", Type.SMALL, self, color="muted")
            self._lines.append(line)
            self._column.addWidget(line)
        for place, line in enumerate(self._lines):
            show_if(line, shown=place < len(words))
            if place < len(words) and line.words != words[place]:
                line.say(words[place])
        show_if(self, shown=bool(words))
        new = [each for each in words if each not in before]
        if new and self.isVisible():
            announce(self, " ".join(new))


class Passage(QWidget):
    """Something to read that is not the form's own words, beside a thin bar."""

    def __init__(self, look: Look, words: str, parent: QWidget) -> None:
        """Say ``words``."""
        super().__init__(parent)
        self._look = look
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addSpacing(look.px(_BESIDE_BAR))
        self.inside = QVBoxLayout()
        self.inside.setSpacing(look.px(4))
        across.addLayout(self.inside, 1)
        self.line = Words(look, words, Type.BODY, self, color="muted")
        self.inside.addWidget(self.line)
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        px = self._look.px
        bar = QRect(self._look.free_room, 0, px(_BAR), self.height())
        bar = mirrored(self.layoutDirection(), self.rect(), bar)
        QPainter(self).fillRect(bar, self._look.color("rule"))


class ReactionNote(QWidget):
    """What an answer leads to. Light falls on it only where somebody may be in danger."""

    asked = Signal(str)
    """Somebody wants to go to ``ex:ID``, ``ws:ID``, ``step:ID`` or ``HELP``."""

    def __init__(self, kit: Kit, reaction: Reaction, emergency: str, parent: QWidget) -> None:
        """Say what ``reaction`` says; ``emergency`` is the number of the country, "" for none."""
        super().__init__(parent)
        self.reaction = reaction
        self._kit = kit
        look = kit.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.links = self._make_links()
        panel: QWidget
        if reaction.help or reaction.guarded:
            panel = LitNote(look, self)
            inside = QVBoxLayout(panel)
            side = look.px(16)
            inside.setContentsMargins(side, look.px(12), side, look.px(8))
            inside.setSpacing(look.px(4))
            if reaction.note:
                inside.addWidget(Words(look, reaction.note, Type.BODY, panel))
            if reaction.help and emergency:
                inside.addLayout(self._number(emergency, panel))
        else:
            passage = Passage(look, reaction.note, self)
            passage.line.setVisible(bool(reaction.note))
            panel, inside = passage, passage.inside
        if self.links:
            inside.addWidget(WrappingRow(look, panel, *self.links))
        outer.addWidget(panel)

    def stops(self) -> list[QWidget]:
        """Its links."""
        return list(self.links)

    def announce(self) -> None:
        """Let a screen reader say it."""
        if self.reaction.note:
            announce(self, self.reaction.note, urgent=self.reaction.help)

    def _number(self, emergency: str, panel: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._kit.look.px(8))
        row.addWidget(Words(self._kit.look, self.tr("In danger right now"), Type.LABEL, panel), 1)
        row.addWidget(Digits(self._kit.look, emergency, Type.NUMBER, panel))
        return row

    def _make_links(self) -> list[Link]:
        reaction = self.reaction
        targets = [f"step:{each}" for each in reaction.steps]
        targets += [f"ex:{each}" for each in reaction.exercises]
        targets += [f"ws:{each}" for each in reaction.sheets]
        links = []
        for target in targets:
            if title := self._kit.title_of(target):
                links.append(self._link(title, target))
        # A page about safety is found under Get help too, as long as it has no name here.
        lost = any(step.startswith(_SAFETY) for step in reaction.steps) and not links
        if reaction.help or lost:
            links.append(self._link(self.tr("Get help"), HELP))
        return links

    def _link(self, word: str, target: str) -> Link:
        link = WrappingLink(self._kit.look, self._kit.icons, self, word)
        link.setAccessibleIdentifier(f"sheet.go.{target}")
        link.clicked.connect(lambda *_: self.asked.emit(target))
        return link


class Reactions(QWidget):
    """All that hold at one place."""

    asked = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._kit = kit
        self._emergency = ""
        self.notes: list[ReactionNote] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(kit.look.px(8))
        self.hide()

    def show_held(self, held: Sequence[Reaction], emergency: str) -> None:
        """Show these; what stands there already stays as it is."""
        held = [each for each in held if _says(each)]
        if [note.reaction for note in self.notes] == held and emergency == self._emergency:
            return
        self._emergency = emergency
        before = {id(note.reaction): note for note in self.notes}
        self.notes = []
        new = []
        for reaction in held:
            note = before.pop(id(reaction), None)
            if note is None:
                note = ReactionNote(self._kit, reaction, emergency, self)
                note.asked.connect(self.asked)
                new.append(note)
            self._column.addWidget(note)
            self.notes.append(note)
        for gone in before.values():
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        show_if(self, shown=bool(self.notes))
        for note in new:
            note.show()
            if self.isVisible():
                note.announce()

    def stops(self) -> list[QWidget]:
        """The links in all of them."""
        return [stop for note in self.notes for stop in note.stops()]


def _says(reaction: Reaction) -> bool:
    leads = reaction.exercises or reaction.sheets or reaction.steps
    return bool(reaction.note or leads or reaction.help)
