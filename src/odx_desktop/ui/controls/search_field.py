"""The field one searches in, with its key shown until it is used."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from odx_desktop.ui.controls.button import Button
from odx_desktop.ui.controls.painting import draw_icon, draw_key_hint, key_hint_size
from odx_desktop.ui.theme import Theme


class SearchField(QLineEdit):
    """A line edit with a glass, a way to clear it and a key hint; the placeholder is never its only name."""

    def __init__(
        self, theme: Theme, hint: str = "", *, icon: str = "search", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._hint, self._icon = theme, hint, icon
        self._clear = Button(theme, kind="quiet", icon="cross", small=True, name=" ", parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc clears; a stop for each field would be many
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self._dress()
        theme.changed.connect(self._dress)

    def set_words(self, placeholder: str, name: str, clear: str) -> None:
        """The words of the current language: placeholder, accessible name, name of the clear button."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self._clear.set_label("", clear)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        side = theme.size("icon")
        glass = QRect(theme.space("m"), (self.height() - side) // 2, side, side)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            glass.moveRight(self.width() - theme.space("m"))
        draw_icon(painter, theme, self._icon, "text_2", glass.topLeft())
        width, height = key_hint_size(theme, self._hint)
        if self._hint and not self.text() and not self.hasFocus() and self._has_room(width):
            spot = QRect(QPoint(0, (self.height() - height) // 2), QPoint(0, 0))
            spot.setSize(QRect(0, 0, width, height).size())
            spot.moveRight(self.rect().right() - theme.space("s"))
            draw_key_hint(painter, theme, spot, self._hint)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_clear()

    def _has_room(self, hint: int) -> bool:
        """Whether the hint would stand clear of the placeholder."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return self.width() > words + hint + 4 * self._theme.space("m") + self._theme.size("icon")

    def _place_clear(self) -> None:
        size = self._clear.sizeHint()
        height = min(size.height(), self.height() - 4)
        right = self.width() - size.width() - 4
        self._clear.setGeometry(right, (self.height() - height) // 2, size.width(), height)

    def _dress(self) -> None:
        theme = self._theme
        self.setFont(theme.font("body"))
        lead = theme.size("icon") + theme.space("m")
        self.setTextMargins(lead, 0, self._clear.sizeHint().width(), 0)
        self._place_clear()
        self.updateGeometry()
