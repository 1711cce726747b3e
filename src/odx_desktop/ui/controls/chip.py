"""The state of one thing as icon and word on a tint; never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from odx_desktop.ui.controls.painting import chip_width, draw_chip, draw_key_hint, key_hint_size
from odx_desktop.ui.theme import Look, Theme


class Chip(QLabel):
    """A label in the look of a state; its text is the word, so a screen reader has it."""

    def __init__(self, theme: Theme, look: Look, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self._theme, self._look = theme, look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def show_state(self, look: Look, word: str) -> None:
        self._look = look
        self.setText(word)
        self._dress()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._theme, self.text()), self._theme.size("chip"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_chip(painter, self._theme, QPoint(0, 0), self._look, self.text())
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class KeyHint(QLabel):
    """A key, drawn as a key."""

    def __init__(self, theme: Theme, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(*key_hint_size(self._theme, self.text()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_key_hint(painter, self._theme, self.rect(), self.text())
        painter.end()
