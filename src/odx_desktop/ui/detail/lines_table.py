"""The lines of a requisition or a report as a real table, figures to the right, the total in bold."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from odx_desktop.domain.work_item import Line, Money
from odx_desktop.text import tr
from odx_desktop.text.formats import money, number
from odx_desktop.ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def total_of(lines: tuple[Line, ...]) -> Money | None:
    """The sum, where every line has an amount in one currency."""
    amounts = [line.amount for line in lines]
    if any(amount is None for amount in amounts):
        return None
    currencies = {amount.currency for amount in amounts if amount is not None}
    if len(currencies) != 1:
        return None
    return Money(sum((amount.value for amount in amounts if amount), Decimal(0)), currencies.pop())


class LinesTable(QTableWidget):
    """As high as its lines; Tab goes through it, never round in it."""

    def __init__(self, theme: Theme, lines: tuple[Line, ...], parent: QWidget | None = None) -> None:
        total = total_of(lines)
        super().__init__(len(lines) + (1 if total else 0), 4, parent)
        self._theme = theme
        self.setAccessibleName(tr("Lines"))
        for column, words in enumerate((tr("Line"), tr("Qty"), tr("Unit"), tr("Total"))):
            heading = QTableWidgetItem(words)
            heading.setTextAlignment(_RIGHT if column else _LEFT)
            self.setHorizontalHeaderItem(column, heading)
        self._dress()
        for row, line in enumerate(lines):
            self._put(row, 0, line.title, tip=line.state)
            self._put(row, 1, number(line.quantity) if line.quantity is not None else "")
            self._put(row, 2, money(line.unit_price) if line.unit_price else "")
            self._put(row, 3, money(line.amount) if line.amount else "")
        if total is not None:
            self._put(len(lines), 0, tr("Total"), strong=True)
            self._put(len(lines), 3, money(total), strong=True)
        self._fit()

    def _put(self, row: int, column: int, text: str, *, strong: bool = False, tip: str = "") -> None:
        cell = QTableWidgetItem(text)
        cell.setTextAlignment(_LEFT if column == 0 else _RIGHT)
        cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        cell.setFont(self._theme.font("body", strong=strong))
        if tip:
            cell.setToolTip(tip)
        self.setItem(row, column, cell)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setFont(self._theme.font("row_sub"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.resizeRowsToContents()
        least = self._theme.size("target")
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(least, self.rowHeight(row) + self._theme.space("xs")))
        height = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(height + self.horizontalHeader().sizeHint().height() + 2)
