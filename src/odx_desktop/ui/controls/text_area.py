"""A field of several lines that Tab leaves, grows to its text and stays within its rounded edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from odx_desktop.ui.controls.painting import box
from odx_desktop.ui.theme import Theme


class TextArea(QWidget):
    """The box around `edit`, a plain text editor; between `least` and `most` lines high."""

    def __init__(self, theme: Theme, least: int = 2, most: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._least, self._most = theme, least, most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit = QPlainTextEdit(self)
        self.edit.setTabChangesFocus(True)
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.viewport().setAutoFillBackground(False)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.setProperty("ownRing", True)
        self.edit.document().contentsChanged.connect(self.updateGeometry)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 3, 4)
        column.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)
        theme.changed.connect(self.updateGeometry)

    def text(self) -> str:
        return self.edit.toPlainText()

    def sizeHint(self) -> QSize:
        lines = min(self._most, max(self._least, self.edit.document().blockCount()))
        return QSize(30 * self._theme.em, round(lines * self.edit.fontMetrics().lineSpacing() + 18))

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * self._theme.em, self.sizeHint().height())

    def eventFilter(self, watched: object, event: object) -> bool:
        self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        focused = self.edit.hasFocus()
        edge, width = ("focus", theme.ring_width) if focused else ("border_strong", 1)
        box(theme, painter, QRectF(self.rect()), "field", edge, theme.radius("field"), width)
        painter.end()
