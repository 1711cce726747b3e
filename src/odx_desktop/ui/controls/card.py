"""The one boxed thing of a pane, and the hairline that is used before a box is."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from odx_desktop.ui.controls.painting import box
from odx_desktop.ui.theme import Theme


class Card(QWidget):
    """A rounded box on `ground` with a hairline edge; put content into `body`."""

    def __init__(self, theme: Theme, *, ground: str = "sunken", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ground, self._edge = theme, ground, "border"
        self.body = QVBoxLayout(self)
        self._dress()
        theme.changed.connect(self._dress)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(self._theme, painter, QRectF(self.rect()), self._ground, self._edge, self._theme.radius("card"))
        painter.end()

    def warn(self, on: bool) -> None:
        """The box tells of trouble: it takes the ground and the edge of a warning."""
        self._ground, self._edge = ("warning_tint", "warning") if on else ("sunken", "border")
        self.update()

    def _dress(self) -> None:
        side = self._theme.space("l")
        self.body.setContentsMargins(side, self._theme.space("m"), side, self._theme.space("m"))
        self.body.setSpacing(self._theme.space("xs"))
        self.update()


class Hairline(QWidget):
    """One pixel between two parts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("border"))
        painter.end()


class Ground(QWidget):
    """A pane that paints its colour role edge to edge, with a hairline on the sides named in `edges`."""

    def __init__(
        self, theme: Theme, role: str = "surface", edges: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._edges = theme, role, edges
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect()
        painter.fillRect(rect, self._theme.color(self._role))
        line = self._theme.color("border")
        if "top" in self._edges:
            painter.fillRect(0, 0, rect.width(), 1, line)
        if "bottom" in self._edges:
            painter.fillRect(0, rect.height() - 1, rect.width(), 1, line)
        if "left" in self._edges:
            painter.fillRect(0, 0, 1, rect.height(), line)
        if "right" in self._edges:
            painter.fillRect(rect.width() - 1, 0, 1, rect.height(), line)
        painter.end()
