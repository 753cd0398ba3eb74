"""What a search found: pages of hits, and how one of them looks.

Dates stand in the margin as in a book. What was searched for is lit and underlined, in the title
and in the lines of text below it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.domain.query import Query, parse_query
from safeharbor.domain.snippet import snippet
from safeharbor.services.search import FormHit, Found, Hit, SearchService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.dates import day_and_time, full_day, joined, short_day, time_of
from safeharbor.ui.journal.keyed import Keyed
from safeharbor.ui.journal.lit_text import LINE, LitText, Spans
from safeharbor.ui.journal.rows import in_words
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.tide import paint_tide

Today = Callable[[], dt.date]
Index = QModelIndex | QPersistentModelIndex

translate = QCoreApplication.translate

PAGE: Final = 50
STEP: Final = "step"
"""The kind of a hit that is a step of a guide."""
HIT: Final = Qt.ItemDataRole.UserRole
_LINES: Final = 2
_NARROW_LINES: Final = 6
_MARGIN: Final = 112
_TOP: Final = 20
_TITLE: Final = 30
_TIDE: Final = 18
_TAG: Final = 24
_NARROW: Final = 480


class HitModel(QAbstractListModel):
    """The hits of one question, newest first, fetched page by page."""

    filled = Signal()
    """The first page is there."""
    failed = Signal(object)
    """The HarborError that a page ended with."""

    def __init__(
        self, search: SearchService, bridge: Bridge, today: Today, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._bridge = bridge
        self._today = today
        self._hits: list[Found] = []
        self._question = ""
        self._query = Query()
        self._asked = 0
        self._busy = False
        self._more = False
        self.titles = True

    @property
    def hits(self) -> tuple[Found, ...]:
        """What was fetched."""
        return tuple(self._hits)

    @property
    def has_more(self) -> bool:
        """Whether there may be older hits."""
        return self._more

    @property
    def query(self) -> Query:
        """What was asked, understood."""
        return self._query

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many were fetched."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The hit, or the hit in words."""
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HIT:
            return hit
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            words = self._in_words(hit)
            return joined(words, hit.snippet.text) if hit.snippet.text else words
        return None

    def ask(self, question: str) -> None:
        """Ask another question; what the last one found stays until the answer is there."""
        self._asked += 1
        self._question = question
        self._query = parse_query(question, self._today())
        if self._query.is_empty:
            self._busy = False
            self._replace([])
            return
        self._fetch(None, self._replace)

    def fetch_more(self) -> None:
        """Get the next page."""
        if self._more and not self._busy and self._hits:
            self._fetch(self._hits[-1].place, self._add)

    def _fetch(self, before: int | None, ok: Callable[[list[Found]], None]) -> None:
        asked = self._asked
        self._busy = True

        def done(hits: list[Found]) -> None:
            if asked == self._asked:
                self._busy = False
                ok(hits)

        def failed(error: HarborError) -> None:
            if asked == self._asked:
                self._busy = False
                self.failed.emit(error)

        question = self._question
        ask(self._bridge, self, lambda: self._search.page(question, before, PAGE), done, failed)

    def _in_words(self, hit: Found) -> str:
        """A hit for a screen reader."""
        if isinstance(hit, Hit):
            return in_words(hit.summary, self._today(), titles=self.titles)
        words = joined(kind_of(hit), day_and_time(hit.moment, self._today()))
        return joined(hit.title, words) if self.titles and hit.title else words

    def _replace(self, hits: list[Found]) -> None:
        self.beginResetModel()
        self._hits = hits
        self._more = len(hits) == PAGE
        self.endResetModel()
        self.filled.emit()

    def _add(self, hits: list[Found]) -> None:
        self._more = len(hits) == PAGE
        if hits:
            first = len(self._hits)
            self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
            self._hits += hits
            self.endInsertRows()
        self.filled.emit()


def kind_of(hit: FormHit) -> str:
    """What a form is, in words."""
    if hit.kind == STEP:
        #: A step of a guide that was found.
        return translate("hits", "Guide step")
    return translate("hits", "Worksheet")


class HitDelegate(QStyledItemDelegate):
    """Paints hits. What is no entry has no tags: it says there what it is."""

    def __init__(
        self, look: Look, icons: Icons, today: Today, model: HitModel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._today = today
        self._model = model
        self._view = parent

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Title, as many lines as the snippet takes, and room around."""
        wide = self._width()
        hit = index.data(HIT)
        high = self._look.px(2 * _TOP + _TITLE - 8)
        if self._narrow(wide):
            high += self._look.px(24)
        if isinstance(hit, (Hit, FormHit)) and hit.snippet.text:
            high += self._body(hit, self._text_width(wide)).lines * self._look.px(LINE)
        return QSize(wide, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint rule, date, title, tide, tags and snippet."""
        hit = index.data(HIT)
        if not isinstance(hit, (Hit, FormHit)):
            return
        px, tokens = self._look.px, self._look.tokens
        whole: QRect = option.rect
        free = self._look.free_room
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(
            whole.left() + free, whole.top(), whole.width() - 2 * free, 1, QColor(tokens.rule)
        )
        state = option.state
        body = whole.adjusted(0, 4, 0, -2)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sunken))
            painter.drawRoundedRect(body, px(8), px(8))
        view = option.widget
        if state & QStyle.StateFlag.State_HasFocus and isinstance(view, Keyed) and view.keyed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(body).adjusted(1, 1, -1, -1), px(8), px(8))
        self._paint_hit(painter, whole.adjusted(free, 0, -free, 0), hit)
        painter.restore()

    def _paint_hit(self, painter: QPainter, whole: QRect, hit: Found) -> None:
        px, tokens = self._look.px, self._look.tokens
        top = whole.top() + px(_TOP)
        narrow = self._narrow(whole.width())
        left = whole.left() if narrow else whole.left() + px(_MARGIN)
        day = short_day(hit.moment.local_date, self._today())
        time = time_of(hit.moment)
        small = self._look.font(Type.SMALL)
        if narrow:
            place = QRect(whole.left(), top - px(4), whole.width(), px(20))
            when = joined(day, time)
            words = joined(when, kind_of(hit)) if isinstance(hit, FormHit) else when
            self._words(painter, place, words, small, tokens.muted)
            top += px(24)
        else:
            for line, words in enumerate((day, time)):
                place = QRect(whole.left(), top + px(20) * line, px(_MARGIN - 8), px(20))
                place = mirrored(self._direction(), whole, place)
                self._words(painter, place, words, small, tokens.muted)
        if isinstance(hit, Hit):
            tags = () if narrow else hit.summary.tags
            right = self._paint_tags(painter, whole, top, left, tags)
        else:
            right = self._paint_kind(painter, whole, top, "" if narrow else kind_of(hit))
        row = QRect(left, top, right - left, px(24))
        self._paint_title(painter, whole, row, hit)
        if hit.snippet.text:
            at = mirrored(
                self._direction(),
                whole,
                QRect(left, top + px(_TITLE - 2), whole.right() + 1 - left, 1),
            )
            painter.setPen(QColor(tokens.text))
            self._body(hit, whole.right() + 1 - left).draw(painter, QPointF(at.topLeft()))

    def _paint_title(self, painter: QPainter, whole: QRect, row: QRect, hit: Found) -> None:
        px = self._look.px
        mood = hit.summary.mood if isinstance(hit, Hit) else None
        room = row.width() - (px(_TIDE + 12) if mood else 0)
        font = self._look.font(Type.LABEL)
        shown = hit.title if self._model.titles else ""
        words = shown or full_day(hit.moment.local_date, self._today())
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        spans = snippet(words, self._model.query, len(words)).spans if shown else ()
        title = self._lit(words, spans, font, room, 1)
        used = min(title.first_width, room)
        place = mirrored(self._direction(), whole, QRect(row.left(), row.top(), room, row.height()))
        painter.setPen(self._look.color("text"))
        title.draw(painter, QPointF(place.left(), place.top() + px(1)))
        if mood is not None:
            glyph = QRect(row.left() + used + px(12), row.top() + px(3), px(_TIDE), px(_TIDE))
            glyph = mirrored(self._direction(), whole, glyph)
            paint_tide(painter, QRectF(glyph), mood, self._look.color("accent"))

    def _paint_tags(
        self, painter: QPainter, whole: QRect, top: int, left: int, tags: tuple[str, ...]
    ) -> int:
        """Tags from the end of the line; returns where the title has to end."""
        px, tokens = self._look.px, self._look.tokens
        font = self._look.font(Type.CHIP, weight=500)
        metrics = QFontMetrics(font)
        right = whole.right() + 1
        half = left + (whole.right() + 1 - left) // 2
        for tag in reversed(tags[:3]):
            wide = min(metrics.horizontalAdvance(tag) + px(22), px(140))
            if right - wide < half:
                break
            chip = QRect(right - wide, top - px(1), wide, px(_TAG))
            right -= wide + px(6)
            chip = mirrored(self._direction(), whole, chip)
            edge = QPen(QColor(tokens.border), 1) if self._look.high_contrast else None
            painter.setPen(edge or QPen(Qt.PenStyle.NoPen))
            painter.setBrush(QColor(tokens.sunken))
            painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            words = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, wide - px(20))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        return right - px(8)

    def _paint_kind(self, painter: QPainter, whole: QRect, top: int, words: str) -> int:
        """What it is at the end of the line, in no frame, so that it is not taken for a tag."""
        px, font = self._look.px, self._look.font(Type.SMALL)
        right = whole.right() + 1
        wide = QFontMetrics(font).horizontalAdvance(words) if words else 0
        place = mirrored(self._direction(), whole, QRect(right - wide, top, wide, px(20)))
        self._words(painter, place, words, font, self._look.tokens.muted)
        return right - wide - px(14)

    def _body(self, hit: Found, width: int) -> LitText:
        part = hit.snippet
        head = "…" if part.cut_before else ""
        tail = "…" if part.cut_after else ""
        spans = tuple((start + len(head), end + len(head)) for start, end in part.spans)
        font = self._look.font(Type.BODY)
        most = _NARROW_LINES if self._narrow(width) else _LINES
        return self._lit(head + part.text + tail, spans, font, width, most)

    def _lit(self, words: str, spans: Spans, font: QFont, width: int, most: int) -> LitText:
        direction = self._direction()
        return LitText(self._look, words, spans, font, width, most=most, direction=direction)

    def _words(self, painter: QPainter, place: QRect, words: str, font: QFont, color: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self._direction())
        painter.drawText(place, aligned, words)

    def _width(self) -> int:
        return max(self._view.width() - self._look.px(12), 1)

    def _text_width(self, wide: int) -> int:
        wide -= 2 * self._look.free_room
        return max(wide if self._narrow(wide) else wide - self._look.px(_MARGIN), 1)

    def _narrow(self, wide: int) -> bool:
        return wide < self._look.px(_NARROW)

    def _direction(self) -> Qt.LayoutDirection:
        return self._view.layoutDirection()
