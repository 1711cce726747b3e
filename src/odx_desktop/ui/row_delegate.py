"""Paints what the layout placed: rows of the list, and the quiet headers of its sections."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from odx_desktop.domain.query import Section, SectionKind
from odx_desktop.text import tr
from odx_desktop.ui.controls.painting import draw_selection_bar
from odx_desktop.ui.row_layout import Piece, Rect, RowMetrics, RowPlan, UndoWords, plan_row
from odx_desktop.ui.row_sentence import RowParts, section_sum, section_words
from odx_desktop.ui.theme import Theme, action_look
from odx_desktop.ui.work_item_model import PARTS_ROLE, SECTION_ROLE

_HEADER_ROLES = {SectionKind.OVERDUE: "danger", SectionKind.NOBODY: "warning"}  # these need somebody
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
CENTER = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine


class ThemeRuler:
    """Measures in the theme's fonts; what was measured once is kept until the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.width = lru_cache(maxsize=8192)(self._width)
        self.elide = lru_cache(maxsize=4096)(self._elide)

    def _width(self, role: str, text: str, strong: bool) -> int:
        # One more: Qt elides by fractions of pixels that the advance has rounded away.
        return self._theme.metrics(role, strong=strong).horizontalAdvance(text) + 1

    def _elide(self, role: str, text: str, strong: bool, width: int) -> str:
        metrics = self._theme.metrics(role, strong=strong)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))


def metrics_of(theme: Theme, density: str) -> RowMetrics:
    row = theme.tokens.row[density]
    compact = density == "compact"
    return RowMetrics(
        em=theme.em,
        title=theme.metrics("row_title").height(),
        sub=theme.metrics("row_sub").height(),
        gap=row.gap,
        padding=round(row.padding * (1 + (theme.scale - 1) / 2)),
        inset=theme.space("pane_list"),
        tile=theme.size("icon_large" if compact else "tile"),
        tile_gap=theme.space("m"),
        column_gap=theme.space("l"),
        icon=theme.size("icon_small"),
        icon_gap=theme.space("xs") + 1,
        compact=compact,
    )


class RowDelegate(QStyledItemDelegate):
    """Reads parts from the model and paints them; asks for heights by kind of row, never by its content."""

    def __init__(self, theme: Theme, density: str = "comfortable", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._density = density
        self._ruler = ThemeRuler(theme)
        self._plans: dict[tuple[RowParts, int], RowPlan] = {}
        self.metrics = metrics_of(theme, density)
        theme.changed.connect(self.forget)

    def set_density(self, density: str) -> None:
        """comfortable, medium or compact rows."""
        self._density = density
        self.forget()

    def forget(self) -> None:
        """Fonts, colours or the language are others: measure again."""
        self._ruler = ThemeRuler(self._theme)
        self._plans.clear()
        self.metrics = metrics_of(self._theme, self._density)

    def row_height(self, width: int) -> int:
        return self.metrics.row_height(width)

    def header_height(self) -> int:
        return self._theme.row_height("group_header")

    def undo_rect(self, parts: RowParts, width: int) -> Rect | None:
        return self._plan(parts, width).undo

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), self.row_height(option.rect.width()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        section = index.data(SECTION_ROLE)
        if section is not None:
            self._paint_header(painter, rect, section)
        else:
            self._paint_ground(painter, rect, state)
            parts = index.data(PARTS_ROLE)
            if parts is not None:
                self._paint_row(painter, rect, parts)
            self._paint_ring(painter, rect, state)
        painter.restore()

    def _plan(self, parts: RowParts, width: int) -> RowPlan:
        plan = self._plans.get((parts, width))
        if plan is None:
            if len(self._plans) > 600:
                self._plans.clear()
            plan = plan_row(parts, width, self.metrics, self._ruler, self._undo_words(parts))
            self._plans[parts, width] = plan
        return plan

    def _undo_words(self, parts: RowParts) -> UndoWords:
        look = action_look(self._theme, parts.mark.state if parts.mark else "held")
        return UndoWords(tr("Undo"), "Z", look.icon, look.role)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        role = "accent_tint" if selected else "hover" if hovered else "surface"
        painter.fillRect(rect, theme.color(role))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if selected:
            ring = bool(state & QStyle.StateFlag.State_HasFocus)
            draw_selection_bar(painter, theme, rect, inside_ring=ring)

    def _paint_row(self, painter: QPainter, rect: QRect, parts: RowParts) -> None:
        theme = self._theme
        plan = self._plan(parts, rect.width())
        painter.translate(rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(plan.tile.x, plan.tile.y, plan.tile.w, plan.tile.h)
        if parts.unread and parts.mark is None:
            dot = theme.size("unread_dot")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("unread"))
            x = (tile.x() - dot) / 2 + 1
            painter.drawEllipse(QRectF(x, tile.center().y() - dot / 2, dot, dot))
        if not self.metrics.compact:
            painter.setBrush(theme.color("tile"))
            edge = QPen(theme.color("border_strong"), 1)
            painter.setPen(edge if theme.high_contrast else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(tile, theme.radius("tile"), theme.radius("tile"))
        self._icon(painter, parts.icon, "tile_icon", 16 if self.metrics.compact else 20, tile)
        for piece in plan.pieces:
            self._paint_piece(painter, piece)
        painter.translate(-rect.topLeft())

    def _paint_piece(self, painter: QPainter, piece: Piece) -> None:
        theme = self._theme
        box = QRect(piece.rect.x, piece.rect.y, piece.rect.w, piece.rect.h)
        painter.setFont(theme.font(piece.font, strong=piece.strong))
        color: QColor = theme.color(piece.color)
        if piece.framed:
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(theme.color("raised"))
            radius = theme.radius("key_hint")
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            painter.setPen(color)
            painter.drawText(box, CENTER, piece.text)
            return
        if piece.icon:
            side = self.metrics.icon
            self._icon(painter, piece.icon, piece.color, 14, QRectF(box.x(), box.y(), side, box.height()))
            box.adjust(side + self.metrics.icon_gap, 0, 0, 0)
        painter.setPen(color)
        painter.drawText(box, LEFT, piece.text)

    def _icon(self, painter: QPainter, name: str, role: str, size: int, box: QRectF) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._theme.pixmap(name, role, size, ratio)
        side = pixmap.width() / ratio
        painter.drawPixmap(round(box.center().x() - side / 2), round(box.center().y() - side / 2), pixmap)

    def _paint_ring(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if not state & QStyle.StateFlag.State_HasFocus:
            return
        width = self._theme.ring_width
        painter.setPen(QPen(self._theme.color("focus"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        ring = QRectF(rect).adjusted(inset, inset, -inset, -inset - 1)
        radius = self._theme.radius("row")
        painter.drawRoundedRect(ring, radius, radius)

    def _paint_header(self, painter: QPainter, rect: QRect, section: Section) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.color("sunken"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("border"))
        box = rect.adjusted(self.metrics.inset, 0, -self.metrics.inset, -1)
        painter.setFont(theme.font("group_header"))
        role = _HEADER_ROLES.get(section.kind, "text_2")
        if section.kind in _HEADER_ROLES:
            lead = QRectF(box.x(), box.y(), self.metrics.icon, box.height())
            self._icon(painter, "triangle", role, 14, lead)
            box.adjust(self.metrics.icon + self.metrics.icon_gap, 0, 0, 0)
        words = section_words(section)
        painter.setPen(theme.color(role))
        painter.drawText(box, LEFT, words)
        box.adjust(theme.metrics("group_header").horizontalAdvance(words) + theme.space("s"), 0, 0, 0)
        painter.setFont(theme.font("row_sub"))
        painter.setPen(theme.color("text_3"))
        if not section.counted:
            return
        painter.drawText(box, LEFT, str(section.count))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, section_sum(section))
