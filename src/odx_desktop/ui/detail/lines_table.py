"""The lines of a requisition or a report as a real table, figures to the right, the total in bold."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from odx_desktop.domain.work_item import Line, Money
from odx_desktop.text import tr
from odx_desktop.text.formats import money, number
from odx_desktop.ui.controls.plain_tip import plain_tip
from odx_desktop.ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
# What the columns after the first hold; one that no line has is not shown.
_FIGURES: tuple[Callable[[Line], object], ...] = (
    lambda line: line.quantity,
    lambda line: line.unit_price,
    lambda line: line.amount,
)
Index = QModelIndex | QPersistentModelIndex


def total_of(lines: tuple[Line, ...]) -> Money | None:
    """The sum, where every line has an amount in one currency."""
    amounts = [line.amount for line in lines if line.amount is not None]
    if not amounts or len(amounts) != len(lines):
        return None
    if len({amount.currency for amount in amounts}) != 1:
        return None
    return Money(sum((amount.value for amount in amounts), Decimal(0)), amounts[0].currency)


class _Cell(QStyledItemDelegate):
    """Text from edge to edge of its column, one hairline under it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words, font = index.data() or "", index.data(Qt.ItemDataRole.FontRole) or self._theme.font("body")
        lead = self._theme.space("xl") if index.column() else 0
        return QSize(QFontMetrics(font).horizontalAdvance(words) + lead + 1, self.height_in(0, words, font))

    def height_in(self, width: int, words: str, font: QFont) -> int:
        """Pixels that `words` need where `paint` breaks them at `width`; 0 never breaks."""
        metrics = QFontMetrics(font)
        height = metrics.height()
        if 0 < width < metrics.horizontalAdvance(words):
            room = QRect(0, 0, width - 1, 1 << 15)
            height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return max(self._theme.px(30), height + self._theme.space("m"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, option.rect
        painter.save()
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or theme.font("body"))
        painter.setPen(theme.color("text"))
        flags = _RIGHT if index.column() else _LEFT | Qt.TextFlag.TextWordWrap
        painter.drawText(rect.adjusted(0, 0, -1, -1), flags, index.data() or "")
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("border"))
        painter.restore()


class _Heading(QHeaderView):
    """Column titles at the same margins as the cells under them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.setFont(self._theme.font("row_sub"))
        painter.setPen(self._theme.color("text_3"))
        words = self.model().headerData(section, Qt.Orientation.Horizontal)
        painter.drawText(rect.adjusted(0, 0, -1, -1), _RIGHT if section else _LEFT, words)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._theme.color("border_strong"))
        painter.restore()

    def sectionSizeFromContents(self, section: int) -> QSize:
        """With the same room before a figure as its cells have."""
        words = self.model().headerData(section, Qt.Orientation.Horizontal)
        metrics = self._theme.metrics("row_sub")
        lead = self._theme.space("xl") if section else 0
        return QSize(metrics.horizontalAdvance(words) + lead + 1, metrics.height() + self._theme.space("s"))


class LinesTable(QTableWidget):
    """As high as its lines; Tab goes through it, never round in it."""

    def __init__(self, theme: Theme, lines: tuple[Line, ...], parent: QWidget | None = None) -> None:
        total = total_of(lines)
        super().__init__(len(lines) + (1 if total else 0), 4, parent)
        self._theme = theme
        self.setAccessibleName(tr("Lines"))
        self._dress()
        self.setHorizontalHeaderLabels([tr("Item"), tr("Qty"), tr("Unit price"), tr("Total")])
        for row, line in enumerate(lines):
            self._put(row, 0, line.title, tip=line.state)
            self._put(row, 1, number(line.quantity) if line.quantity is not None else "")
            self._put(row, 2, money(line.unit_price) if line.unit_price else "")
            self._put(row, 3, money(line.amount) if line.amount else "")
        if total is not None:
            self._put(len(lines), 0, tr("Total"), strong=True)
            self._put(len(lines), 3, money(total), strong=True)
        told = (True, *(any(worth(line) is not None for line in lines) for worth in _FIGURES))
        for column, known in enumerate(told):
            self.setColumnHidden(column, not known)
        header = self.horizontalHeader()  # last, or each cell that is put would measure all of them again
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def _put(self, row: int, column: int, text: str, *, strong: bool = False, tip: str = "") -> None:
        cell = QTableWidgetItem(text)
        cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        cell.setFont(self._theme.font("body", strong=strong))
        if tip:
            cell.setToolTip(plain_tip(tip))
        self.setItem(row, column, cell)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self._cell = _Cell(self._theme, self)
        self.setItemDelegate(self._cell)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self._theme.size("target"))
        header = _Heading(self._theme, self)
        header.viewport().setAutoFillBackground(False)
        self.setHorizontalHeader(header)
        header.setHighlightSections(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        figures = [one for one in range(1, self.columnCount()) if not self.isColumnHidden(one)]
        needs = (max(self.sizeHintForColumn(one), header.sectionSizeHint(one)) for one in figures)
        width = self.width() - sum(needs)  # what the stretched column gets; Qt gives it later
        for row in range(self.rowCount()):
            index = self.model().index(row, 0)
            font = index.data(Qt.ItemDataRole.FontRole)
            self.setRowHeight(row, self._cell.height_in(width, index.data(), font))
        height = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(height + header.sizeHint().height() + 2)
