"""The list on screen: keys, pointer and paint of the rows of work items."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from odx_desktop.ui.list_plan import Glance
from odx_desktop.ui.placed_list import PlacedList
from odx_desktop.ui.theme import Theme
from odx_desktop.ui.work_item_model import PARTS_ROLE, ROW_ROLE, WorkItemModel

Move = QAbstractItemView.CursorAction


class WorkItemView(PlacedList):
    """One row is one stop and one sentence; headers are passed over."""

    undo_pressed = Signal(object)  # Row

    def __init__(
        self, theme: Theme, model: WorkItemModel, density: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, model, density, parent)
        self._hovered = -1
        self.setMouseTracking(True)
        for signal in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            signal.connect(self._forget_hover)

    def _forget_hover(self) -> None:
        self._hovered = -1

    def moveCursor(self, action: Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        rows, at = self.geometry_of_rows, self.currentIndex().row()
        page = max(1, self.viewport().height() // rows.row_height - 1)
        match action:
            case Move.MoveHome:
                target = rows.step(-1, 1)
            case Move.MoveEnd:
                target = rows.step(rows.count, -1)
            case Move.MovePageDown:
                target = rows.step(min(rows.count - 1, at + page) - 1, 1)
            case Move.MovePageUp:
                target = rows.step(max(0, at - page) + 1, -1) or rows.step(-1, 1)
            case Move.MoveUp | Move.MovePrevious | Move.MoveLeft:
                target = rows.step(at, -1) if at >= 0 else rows.step(-1, 1)
            case _:
                target = rows.step(at, 1)
        return self.currentIndex() if target is None else self._work_items.index(target)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are keys of ours; Qt's search would ask for every row there is."""

    def glance(self) -> Glance:
        """What is looked at, and the rows above the current one that cannot leave without moving it."""
        visible = self.in_view()
        current = self.currentIndex().row()
        keep: frozenset[int] = frozenset()
        if current in visible:
            slack = self.verticalOffset()
            above = self._work_items.entries[visible.start : current + 1]
            keep = frozenset(above if slack < self.geometry_of_rows.row_height * len(above) else ())
        return Glance(visible.start, visible.stop - 1, keep)

    # -- painting and pointing -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        rows, offset = self.geometry_of_rows, self.verticalOffset()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        current = self.currentIndex().row()
        chosen = self.selectionModel()
        band = event.rect()
        for row in rows.between(band.top() + offset, band.bottom() + offset):
            index = self._work_items.index(row)
            option.rect = QRect(0, rows.top(row) - offset, self.viewport().width(), rows.height(row))
            option.state = plain
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            if row == self._hovered:
                option.state |= QStyle.StateFlag.State_MouseOver
            self.rows.paint(painter, option, index)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        elif isinstance(event, QMouseEvent):
            point = event.position().toPoint()
            if event.type() == QEvent.Type.MouseMove:
                self._hover(self.indexAt(point).row())
            elif event.type() == QEvent.Type.MouseButtonPress and self._press_undo(point):
                return True
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        for changed in {self._hovered, row} - {-1}:
            self.viewport().update(self.visualRect(self._work_items.index(changed)))
        self._hovered = row

    def _press_undo(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        parts = index.data(PARTS_ROLE) if index.isValid() else None
        if parts is None:
            return False
        place = self.rows.undo_rect(parts, self.viewport().width())
        if place is None or not place.contains(point.x(), point.y() - self.visualRect(index).y()):
            return False
        self.undo_pressed.emit(index.data(ROW_ROLE))
        return True
