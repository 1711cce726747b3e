"""The sources as rows: one sentence each, those that need something first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from odx_desktop.domain.source import SourceStatus
from odx_desktop.ui.controls.painting import (
    draw_icon,
    draw_row_button,
    draw_row_ring,
    draw_selection_bar,
    draw_tile,
    row_button_width,
)
from odx_desktop.ui.keyed_rows import ENTRY_ROLE, KeyedRows
from odx_desktop.ui.source_words import Order, at_once, look_key, order_word, words_of_source
from odx_desktop.ui.theme import Theme, health_look

Clock = Callable[[], datetime]
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
_KEYS = {Order.SIGN_IN: ("key", "S"), Order.CHECK: ("refresh", "R")}


class SourceRows(KeyedRows[SourceStatus]):
    """One row a source."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock

    def key_of(self, entry: SourceStatus) -> str:
        return entry.source.slug

    def spoken(self, entry: SourceStatus) -> str:
        return words_of_source(entry, self._clock()).spoken

    def status_at(self, row: int) -> SourceStatus | None:
        return self.entries[row] if 0 <= row < len(self.entries) else None


class SourceDelegate(QStyledItemDelegate):
    """Name and when it was heard on the first line; the state as icon and word, and why, on the second."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._clock = theme, clock

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.row_height("comfortable"))

    def pressed_order(self, rect: QRect, status: SourceStatus, spot: QPoint) -> Order | None:
        """What a press at `spot` in the row `rect` orders, if it meets the button."""
        button = self._button_rect(rect, status)
        return at_once(status) if button is not None and button.contains(spot) else None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        status = index.data(ENTRY_ROLE)
        theme, rect = self._theme, option.rect
        painter.save()
        selected = option.state & QStyle.StateFlag.State_Selected
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        painter.fillRect(rect, theme.color("accent_tint" if selected else "hover" if hovered else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if selected:
            ring = bool(option.state & QStyle.StateFlag.State_HasFocus)
            draw_selection_bar(painter, theme, rect, inside_ring=ring)
        self._paint_status(painter, rect, status)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_row_ring(painter, theme, rect)
        painter.restore()

    def _paint_status(self, painter: QPainter, rect: QRect, status: SourceStatus) -> None:
        theme = self._theme
        words = words_of_source(status, self._clock())
        inset, side = theme.space("pane_list"), theme.size("tile")
        tile = QRect(rect.left() + inset, rect.top() + (rect.height() - side) // 2, side, side)
        draw_tile(painter, theme, tile, "lock" if status.source.locked else "server")
        text = rect.adjusted(inset + side + theme.space("m"), 0, -inset, -1)
        button = self._button_rect(rect, status)
        if button is not None:
            order = at_once(status) or Order.CHECK
            icon, key = _KEYS[order]
            draw_row_button(painter, theme, button, icon, order_word(order, status), key)
        title, sub = theme.metrics("row_title", strong=True), theme.metrics("row_sub")
        gap = theme.tokens.row["comfortable"].gap
        top = text.top() + (text.height() - title.height() - gap - sub.height()) // 2
        first = QRect(text.left(), top, text.width(), title.height())
        second = QRect(text.left(), top + title.height() + gap, text.width(), sub.height())
        painter.setFont(theme.font("row_sub"))
        painter.setPen(theme.color("text_3"))
        painter.drawText(first, _RIGHT, words.heard)
        heard = sub.horizontalAdvance(words.heard) + theme.space("m")
        first.setRight(first.right() - heard)
        if button is not None:
            first.setRight(min(first.right(), button.left() - theme.space("l")))
            second.setRight(button.left() - theme.space("l"))
        painter.setFont(theme.font("row_title", strong=True))
        painter.setPen(theme.color("text"))
        painter.drawText(
            first, _LEFT, title.elidedText(words.name, Qt.TextElideMode.ElideRight, first.width())
        )
        self._paint_state(painter, second, status, words.word, words.why)

    def _paint_state(self, painter: QPainter, line: QRect, status: SourceStatus, word: str, why: str) -> None:
        theme = self._theme
        look = health_look(theme, look_key(status))
        small = theme.size("icon_small")
        draw_icon(
            painter, theme, look.icon, look.role, QPoint(line.left(), line.center().y() - small // 2 + 1), 14
        )
        line.setLeft(line.left() + small + theme.space("xs") + 2)
        strong, sub = theme.metrics("row_sub", strong=True), theme.metrics("row_sub")
        painter.setFont(theme.font("row_sub", strong=True))
        painter.setPen(theme.color(look.role))
        painter.drawText(line, _LEFT, word)
        if why:
            line.setLeft(line.left() + strong.horizontalAdvance(word) + theme.space("s"))
            painter.setFont(theme.font("row_sub"))
            painter.setPen(theme.color("text_2"))
            said = sub.elidedText(f"·  {why}", Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, _LEFT, said)

    def _button_rect(self, rect: QRect, status: SourceStatus) -> QRect | None:
        order = at_once(status)
        if order is None:
            return None
        theme = self._theme
        width = row_button_width(theme, order_word(order, status), _KEYS[order][1])
        if width > rect.width() // 2:
            return None
        height = theme.size("button_small")
        heard = words_of_source(status, self._clock()).heard
        when = theme.metrics("row_sub").horizontalAdvance(heard)
        right = rect.right() - theme.space("pane_list") - when - theme.space("l")
        return QRect(right - width, rect.top() + (rect.height() - height) // 2, width, height)
