"""Our own line icons, drawn in the colour of their role and kept once drawn."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

_KEPT_AT_MOST = 600


class Icons:
    """SVG files on a 20 grid, tinted and cached by name, colour, size and pixel ratio."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._text: dict[str, str] = {}
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        """The icon `name` in `color`, `size` logical pixels; raises FileNotFoundError for an unknown name."""
        key = (name, color.name(QColor.NameFormat.HexArgb), size, ratio)
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= _KEPT_AT_MOST:
                self._drawn.clear()
            drawn = self._drawn[key] = self._draw(name, color, size, ratio)
        return drawn

    def icon(self, name: str, color: QColor, size: int) -> QIcon:
        """A QIcon at one and two times the pixel ratio, for menus and actions of Qt's own widgets."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, color, size, ratio))
        return icon

    def _draw(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # late: the first window may need no more than a few icons

        svg = self._source(name).replace("currentColor", color.name())
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        side = max(1, round(size * ratio))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _source(self, name: str) -> str:
        if name not in self._text:
            self._text[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        return self._text[name]
