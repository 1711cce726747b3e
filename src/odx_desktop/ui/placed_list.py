"""A list view that places rows of two heights by arithmetic and keeps the row in hand where it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from odx_desktop.ui.row_delegate import RowDelegate
from odx_desktop.ui.row_geometry import RowGeometry
from odx_desktop.ui.theme import Theme
from odx_desktop.ui.work_item_model import Index, WorkItemModel


@dataclass(frozen=True, slots=True)
class Anchor:
    """The entry that must not move, and how far under the top edge it stands."""

    entry: int
    offset: int


class PlacedList(QListView):
    """Qt's own layout asks each row for its size, 100,000 times after each insert: this one never asks.

    It stays a QListView, so that a screen reader meets a list.
    """

    def __init__(
        self, theme: Theme, model: WorkItemModel, density: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work_items = model
        self._geometry: RowGeometry | None = None
        self.rows = RowDelegate(theme, density, self)
        self.setModel(model)
        self.setItemDelegate(self.rows)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        for signal in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            signal.connect(self._rows_moved)
        theme.changed.connect(self._theme_changed)

    @property
    def geometry_of_rows(self) -> RowGeometry:
        if self._geometry is None:
            entries, headers = self._work_items.entries, self._work_items.header_places()
            row_height = self.rows.row_height(self.viewport().width())
            self._geometry = RowGeometry(len(entries), headers, row_height, self.rows.header_height())
        return self._geometry

    def _rows_moved(self) -> None:
        self._geometry = None

    def set_density(self, density: str) -> None:
        """comfortable, medium or compact rows; the row in hand stays where it is."""
        anchor = self.anchor()
        self.rows.set_density(density)
        self._theme_changed()
        self.restore(anchor)

    def _theme_changed(self) -> None:
        self._geometry = None
        self.updateGeometries()
        self.viewport().update()

    def doItemsLayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(height)
        bar.setSingleStep(self.geometry_of_rows.row_height)
        bar.setRange(0, max(0, self.geometry_of_rows.total - height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._geometry = None
        anchor = self.anchor()
        self.updateGeometries()
        self.restore(anchor)
        super().resizeEvent(event)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        rows = self.geometry_of_rows
        top = rows.top(index.row()) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), rows.height(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.geometry_of_rows.at(point.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._work_items.index(row)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        rows, bar = self.geometry_of_rows, self.verticalScrollBar()
        top, height = rows.top(index.row()), rows.height(index.row())
        if index.row() and rows.is_header(index.row() - 1):
            top, height = top - rows.header_height, height + rows.header_height
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (self.viewport().height() - height) // 2)
        elif top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + self.viewport().height():
            bar.setValue(top + height - self.viewport().height())

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for part in (selection.at(place) for place in range(selection.count())):
            region += self.visualRect(part.topLeft()).united(self.visualRect(part.bottomRight()))
        return region

    def in_view(self) -> range:
        top = self.verticalOffset()
        return self.geometry_of_rows.between(top, top + self.viewport().height() - 1)

    def anchor(self) -> Anchor | None:
        """The current row while it is in view, else the first row in view."""
        visible = self.in_view()
        if not visible:
            return None
        current = self.currentIndex().row()
        row = current if current in visible else visible.start
        top = self.geometry_of_rows.top(row) - self.verticalOffset()
        return Anchor(self._work_items.entries[row], top)

    def restore(self, anchor: Anchor | None) -> None:
        self.updateGeometries()
        if anchor is not None and anchor.entry in self._work_items.entries:
            row = self._work_items.entries.index(anchor.entry)
            self.verticalScrollBar().setValue(self.geometry_of_rows.top(row) - anchor.offset)
        self.viewport().update()
