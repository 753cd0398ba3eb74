"""What a person types a secret or a line into, and what is said below it.

The fields paint themselves from the look; their edge is their focus mark, and a thicker edge of
another colour says that something in them does not fit. What is typed here is learnt by no input
method and goes nowhere by itself.
"""

from __future__ import annotations

import enum
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from safeharbor.ui.announce import announce
from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.words import Words

_SIDE: Final = 12
_ICON: Final = 16
_GAP: Final = 8
_LONGEST: Final = 1024
_SECRET: Final = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class Tone(enum.Enum):
    """How something is said below a field: the token of its colour, and its icon."""

    HINT = ("muted", "")
    FITS = ("ok", "check")
    WARN = ("warn", "triangle-alert")
    WRONG = ("danger", "info")


class Field(QLineEdit):
    """A line to type into."""

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        *,
        height: int = 40,
        width: int = 240,
        kind: Type = Type.BODY,
        fixed: bool = False,
    ) -> None:
        """An empty field.

        Args:
            look: what to paint from.
            parent: the widget it stands in.
            height: of its edge, in pixels of the drawings.
            width: the least it asks for, the same.
            kind: the size of its letters.
            fixed: whether they are capitals of the fixed font, for what is typed by symbols.
        """
        super().__init__(parent)
        self._look = look
        self._height = height
        self._width = width
        self._kind = kind
        self._fixed = fixed
        self._tone: Tone | None = None
        self._end: QWidget | None = None
        self.setFrame(False)
        self.setMaxLength(_LONGEST)
        self.setInputMethodHints(_SECRET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def tone(self) -> Tone | None:
        """What its edge says; None where there is nothing to say."""
        return self._tone

    def show_tone(self, tone: Tone | None) -> None:
        """Let the edge say that what is in it fits, does not fit, or nothing."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it was told, with room for the edges of its neighbours."""
        width = self._look.px(self._width) + 2 * self._look.free_room
        return QSize(width, self._look.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(self._look.px(min(self._width, 120)), self._look.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and edge, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.hasFocus() or self._tone is not None or self._look.high_contrast
        edge = 2 if strong else 1
        painter.setPen(QPen(self._look.color(self._edge_token()), edge))
        painter.setBrush(self._look.color("surface" if self.isEnabled() else "bg"))
        room, half, radius = self._look.free_room, edge / 2, self._look.px(8)
        body = QRectF(self.rect()).adjusted(room + half, half, -room - half, -half)
        painter.drawRoundedRect(body, radius, radius)
        painter.end()
        super().paintEvent(event)

    def _edge_token(self) -> str:
        if self._tone is Tone.WRONG:
            return "danger"
        if self.hasFocus():
            return "focus"
        if self._tone is Tone.FITS:
            return "ok"
        return "border" if self.isEnabled() else "rule"

    def _tail(self) -> int:
        """Pixels at the end of the line that are not for words."""
        return self._look.px(_SIDE) if self._end is None else self._end.sizeHint().width()

    def _dress(self) -> None:
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        self.setPalette(palette)
        look = self._look
        font = look.fixed_font(self._kind) if self._fixed else look.font(self._kind)
        if self._fixed:
            font.setCapitalization(QFont.Capitalization.AllUppercase)
        self.setFont(font)
        before, after = look.px(_SIDE - 2), self._tail()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        room = look.free_room
        self.setTextMargins(room + before, 0, room + after, 0)
        self.updateGeometry()
        self.update()


class PassphraseField(Field):
    """A field whose letters are covered until Show is pressed. Pasting works."""

    caps_lock = Signal(bool)
    """Caps Lock was noticed to be on, or off again."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget, *, height: int = 48) -> None:
        super().__init__(look, parent, height=height)
        self._caps: bool | None = None
        self._end = self.show_button = _InField(look, icons, self, kind=Kind.TOOL, height=36)
        self.show_button.setAccessibleIdentifier("field.show")
        self.show_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.show_button.clicked.connect(self._turn)
        self.cover()

    @property
    def covered(self) -> bool:
        """Whether its letters are dots."""
        return self.echoMode() is QLineEdit.EchoMode.Password

    def cover(self) -> None:
        """Show dots."""
        self._show_letters(shown=False)

    def reveal(self) -> None:
        """Show the letters."""
        self._show_letters(shown=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice Caps Lock: no system tells it everywhere, the letters do."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self._caps is not None:
            self._notice_caps(caps=not self._caps)
        elif len(letter) == 1 and letter.lower() != letter.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._notice_caps(caps=letter.isupper() is not shift)
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep Show at the end of the line."""
        super().resizeEvent(event)
        self._place()

    def _turn(self) -> None:
        self._show_letters(shown=self.covered)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_letters(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)
        # The mode sets hints of its own and takes them away again.
        self.setInputMethodHints(self.inputMethodHints() | _SECRET)
        if shown:
            #: Covers what was typed with dots again; the other state of Show.
            self.show_button.dress(self.tr("Cover"), icon="eye-off")
            self.show_button.setAccessibleName(self.tr("Cover what was typed"))
        else:
            self.show_button.dress(self.tr("Show"), icon="eye")
            self.show_button.setAccessibleName(self.tr("Show what was typed"))
        self._dress()

    def _notice_caps(self, *, caps: bool) -> None:
        if caps is not self._caps:
            self._caps = caps
            self.caps_lock.emit(caps)

    def _dress(self) -> None:
        super()._dress()
        self._place()

    def _place(self) -> None:
        if self._end is None:
            return
        size = self._end.sizeHint()
        left = self.width() - self._look.free_room - size.width()
        place = QRect(left, (self.height() - size.height()) // 2, size.width(), size.height())
        self._end.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))


class _InField(Button):
    """As quiet as the field it stands in, until the pointer is over it."""

    def _ground(self) -> QColor:
        if self.isDown() or self.underMouse():
            return super()._ground()
        return QColor(Qt.GlobalColor.transparent)


class Said(QWidget):
    """One sentence below a field, with an icon where it says more than a hint."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = _Tinted(look, "", Type.SMALL, self, color="muted")
        self._mark = _Mark(look, icons, self, self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._line, 1)
        self._tone = Tone.HINT
        self.clear()

    @property
    def words(self) -> str:
        """What it says, empty while it says nothing."""
        return "" if self.isHidden() else self._line.words

    @property
    def tone(self) -> Tone:
        """How it says it."""
        return self._tone

    def say(self, words: str, tone: Tone = Tone.HINT) -> None:
        """Say ``words``; a screen reader hears them too, unless they are a mere hint."""
        self._tone = tone
        color, icon = tone.value
        self._line.tint(color)
        self._line.say(words)
        self._mark.show_icon(icon, color)
        self._mark.setVisible(bool(icon))
        self.setVisible(bool(words))
        if words and tone is not Tone.HINT:
            announce(self, words, urgent=tone is Tone.WRONG)

    def clear(self) -> None:
        """Say nothing and take no room."""
        self._line.say("")
        self.hide()


class Labelled(QWidget):
    """A field with its name above and what is said about it below."""

    def __init__(self, look: Look, icons: Icons, name: str, field: Field, parent: QWidget) -> None:
        """``field`` under ``name``."""
        super().__init__(parent)
        self.field = field
        self.said = Said(look, icons, self)
        self._label = Words(look, name, Type.LABEL, self)
        self._label.setBuddy(field)
        field.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(self._label)
        column.addWidget(field)
        column.addWidget(self.said)

    def rename(self, name: str) -> None:
        """Give the field another name."""
        self._label.say(name)
        self.field.setAccessibleName(name)

    def say(self, words: str, tone: Tone = Tone.HINT) -> None:
        """Say something about what is in the field; the edge says it too."""
        self.said.say(words, tone)
        self.field.show_tone(tone if tone in {Tone.WRONG, Tone.FITS} else None)
        self.field.setAccessibleDescription(words)

    def clear_said(self) -> None:
        """Say nothing."""
        self.said.clear()
        self.field.show_tone(None)
        self.field.setAccessibleDescription("")


class _Tinted(Words):
    """Words whose colour may change."""

    def tint(self, color: str) -> None:
        self._color = color
        self._refresh()


class _Mark(QWidget):
    """A small icon beside the first line of a sentence."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget, line: Words) -> None:
        super().__init__(parent)
        self._look = look
        self._line = line
        self._icons = icons
        self._icon = ""
        self._color = "muted"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_icon(self, icon: str, color: str) -> None:
        self._icon, self._color = icon, color
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it takes to stand in the middle of the first line."""
        room, size = self._look.free_room, self._look.px(_ICON)
        return QSize(room + self._look.px(_ICON + _GAP - 4), max(2 * self._line.middle, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the middle of the line."""
        if not self._icon:
            return
        size = self._look.px(_ICON)
        place = QRect(self._look.free_room, (self.height() - size) // 2, size, size)
        place = mirrored(self.layoutDirection(), self.rect(), place)
        tint = getattr(self._look.tokens, self._color)
        picture = self._icons.pixmap(self._icon, size, tint, self.devicePixelRatioF())
        QPainter(self).drawPixmap(place, picture)
