"""A list whose rows each have a story beside them: what Sign-in and Activity ask of their view alike."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QWidget


class StoryList(QListView):
    """Single letters act on the current row only while the list has the focus; they never search."""

    ordered = Signal(object, object)  # the row's entry, and what is ordered for it
    pressed_row = Signal()

    def __init__(
        self, model: QAbstractItemModel, delegate: QStyledItemDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)

    def choose(self, row: int) -> None:
        """Make a row the current and the selected one."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), flag)

    def keyboardSearch(self, _text: str) -> None:
        """Letters are keys here."""
