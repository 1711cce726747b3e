"""The field one searches in, with its key shown until it is used."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from odx_desktop.ui.controls.painting import draw_key_hint, key_hint_size
from odx_desktop.ui.theme import Theme


class SearchField(QLineEdit):
    """A line edit with a glass, a way to clear it and a key hint; the placeholder is never its only name."""

    def __init__(self, theme: Theme, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._hint = theme, hint
        self._glass = QAction(self)
        self._clear = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self._dress()
        theme.changed.connect(self._dress)

    def set_words(self, placeholder: str, name: str, clear: str) -> None:
        """The words of the current language: placeholder, accessible name, name of the clear button."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self._clear.setText(clear)
        self._clear.setToolTip(clear)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width, height = key_hint_size(self._theme, self._hint)
        if not self._hint or self.text() or self.hasFocus() or not self._has_room(width):
            return
        right = self.rect().right() - self._theme.space("s")
        painter = QPainter(self)
        spot = QRect(right - width, (self.height() - height) // 2, width, height)
        draw_key_hint(painter, self._theme, spot, self._hint)
        painter.end()

    def _has_room(self, hint: int) -> bool:
        """Whether the hint would stand clear of the placeholder."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return self.width() > words + hint + 4 * self._theme.space("m") + self._theme.size("icon")

    def _dress(self) -> None:
        self.setFont(self._theme.font("body"))
        self._glass.setIcon(self._theme.icon("search", "text_2"))
        self._clear.setIcon(self._theme.icon("cross", "text_2"))
        self.updateGeometry()
