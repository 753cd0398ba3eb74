"""What is read in a step: the map, the large line, the sentence below it, the lamps.

Everything keeps its place from one step to the next, whatever the words are, so that eyes need
not look for it. It paints nothing itself and knows no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.ui.exercise.call import Call
from safeharbor.ui.exercise.lamps import LampRow
from safeharbor.ui.exercise.places import PlaceRow
from safeharbor.ui.exercise.sitting import Scene, Sitting
from safeharbor.ui.exercise.talk import ExerciseTalk
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.words import Words

_LINE: Final = 600
"""At most so wide is the sentence: about 68 characters."""
_USUAL: Final = (128, 54, 10, 72, 56)
"""The gaps above map, large line, sentence and lamps, and below them."""
_LEAST: Final = (8, 4, 4, 8, 4)
"""The same where there is hardly any room."""
_AIR: Final = 0.25
"""How much of what is between the two stays free before the large line becomes larger."""
_MORE_ABOVE: Final = 0.4
"""What goes above the map of the room there is besides; the rest goes below."""
_MORE_BEFORE_CALL: Final = 0.15
"""Without lamps so much of it moves the words towards the middle."""
_BEFORE_LEFT: Final = 8
_ONE_LINE: Final = 10_000
_NEAR: Final = 4
"""Pixels by which the lines of a sentence may be wider than they have to be."""


class Board(QWidget):
    """The words and the lamps of a script, in the middle of the room there is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._talk = ExerciseTalk(self)
        self._shows: tuple[str, ...] = ("",)
        self._lines: tuple[str, ...] = ("",)
        self._has_lamps = False
        self._steps = 0
        self._measured: dict[int, int] = {}
        """What the longest sentence takes, by the width it has."""
        self.places = PlaceRow(look, self)
        self.left = Words(look, "", Type.SMALL, self, color="muted", spaced=False)
        self.call = Call(look, self)
        self.line = Words(look, "", Type.READING, self, color="muted")
        self._ruler = Words(look, "", Type.READING, self)
        self._ruler.hide()
        self.lamps = LampRow(look, self._talk.lamp, self)
        for words in (self.left, self.line):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        look.changed.connect(self._measured.clear)

    def lay(self, sitting: Sitting) -> None:
        """Make room for all the words of ``sitting``."""
        steps = sitting.steps
        words = [step.words_for(sitting.needs) for step in steps]
        self._shows = _distinct(self._talk.shown(each.show) for each in words)
        pauses = (self._talk.paused(slept=slept) for slept in (False, True))
        said = (self._talk.shown(line) for step in steps for line in sitting.lines(step))
        self._lines = _distinct([*said, *pauses])
        self._has_lamps = sitting.has_lamps
        self._steps = len(steps)
        self._measured.clear()
        self.places.lay(steps)
        self.left.setVisible(sitting.timed)

    def show_scene(self, scene: Scene, *, line: str, left: str) -> None:
        """Show ``scene``.

        Args:
            scene: what to show.
            line: what stands below the large line.
            left: how long it still takes, "" not to say it.
        """
        self.places.show_at(scene.index, self._talk.place(scene.index, self._steps))
        self.call.rest(resting=scene.silent)
        said = [
            _say(self.call, self._talk.shown(scene.show)),
            _say(self.line, self._talk.shown(line)),
            _say(self.left, left),
        ]
        self.left.setVisible(bool(left))
        self.lamps.show_lit(scene.find, scene.lit)
        if any(said):
            self._place()

    def fit(self, width: int, height: int) -> None:
        """Ask for the height it needs at ``width``, where there is ``height`` without scrolling.

        Args:
            width: of what is between its margins.
            height: of all of it.
        """
        self.setMinimumHeight(self._around(width) + self._fit_call(width, height))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left, width, px = self.contentsRect().left(), self.contentsRect().width(), self._look.px
        call = self._fit_call(width, self.height())
        places, line, lamps = self._heights(width)
        above, before_call, before_line, before_lamps = self._spread(places + call + line + lamps)
        mapped = self.places.sizeHint().height()
        self.places.setGeometry(left, above, width, mapped)
        below = above + mapped + px(_BEFORE_LEFT)
        self.left.setGeometry(left, below, width, self.left.heightForWidth(width))
        top = above + places + before_call
        self.call.setGeometry(left, top, width, call)
        top += call + before_line
        wide = _even(self.line, min(width, px(_LINE)))
        high = self.line.heightForWidth(wide)
        self.line.setGeometry(left + (width - wide) // 2, top, wide, max(high, 1))
        self.lamps.setGeometry(left, top + line + before_lamps, width, max(lamps, 1))

    def _fit_call(self, width: int, height: int) -> int:
        """As large as it fits with some air around it, or else with hardly any."""
        room, least, usual = height - self._around(width), sum(_LEAST), sum(_USUAL)
        airy = room - self._look.px(_AIR * (usual - least))
        high = self.call.fit(width, max(airy, 1), self._shows)
        return high if high <= airy else self.call.fit(width, max(room, 1), self._shows)

    def _around(self, width: int) -> int:
        """The least height of everything but the large line."""
        return sum(self._heights(width)) + sum(map(self._look.px, _LEAST))

    def _heights(self, width: int) -> tuple[int, int, int]:
        """The heights of the map, of the longest sentence, and of the lamps."""
        places = self.places.sizeHint().height()
        if not self.left.isHidden():
            places += self._look.px(_BEFORE_LEFT) + self.left.heightForWidth(width)
        lamps = self.lamps.height_for(width) if self._has_lamps else 0
        return places, self._line_high(width), lamps

    def _line_high(self, width: int) -> int:
        """What the longest sentence of the sitting takes."""
        wide = min(width, self._look.px(_LINE))
        if wide not in self._measured:
            high = 0
            for text in self._lines:
                self._ruler.say(text)
                high = max(high, self._ruler.heightForWidth(wide))
            self._measured[wide] = high
        return self._measured[wide]

    def _spread(self, taken: int) -> tuple[int, int, int, int]:
        """The gap above each part: as drawn, smaller in a low window, and never none."""
        usual, least = list(map(self._look.px, _USUAL)), list(map(self._look.px, _LEAST))
        spare = self.height() - taken
        share = (spare - sum(least)) / (sum(usual) - sum(least))
        gaps = [
            round(a + (b - a) * min(max(share, 0.0), 1.0))
            for a, b in zip(least, usual, strict=True)
        ]
        more = max(spare - sum(usual), 0)
        gaps[0] += round(more * _MORE_ABOVE)
        if not self._has_lamps:
            gaps[1] += round(more * _MORE_BEFORE_CALL)
        return gaps[0], gaps[1], gaps[2], gaps[3]


def _even(words: Words, width: int) -> int:
    """The least width at which ``words`` take no more lines than at ``width``."""
    high, least = words.heightForWidth(width), 0
    if high <= words.heightForWidth(_ONE_LINE):
        return width
    while width - least > _NEAR:
        tried = (width + least) // 2
        if words.heightForWidth(tried) <= high:
            width = tried
        else:
            least = tried
    return width


def _say(words: Words, text: str) -> bool:
    """Let ``words`` say ``text``; whether it said something else before."""
    if words.words == text:
        return False
    words.say(text)
    return True


def _distinct(texts: Iterable[str] | Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text)) or ("",)
