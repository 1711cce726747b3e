"""A choice of a few that stand side by side; arrow keys move in it, Tab leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from odx_desktop.ui.controls.painting import box, draw_icon
from odx_desktop.ui.theme import Theme


class _Segment(QRadioButton):
    """One choice: a radio button by role, a segment by looks; the chosen one also carries a tick."""

    def __init__(self, theme: Theme, key: str, word: str) -> None:
        super().__init__(word)
        self._theme, self.key = theme, key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._theme
        text = theme.metrics("button", strong=True).horizontalAdvance(self.text())
        tick = theme.size("icon_small") + theme.space("xs")
        return QSize(text + tick + 2 * theme.space("m"), theme.size("button_small"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, spot: QPoint) -> bool:
        return self.rect().contains(spot)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        metrics = theme.metrics("button", strong=on)
        side = theme.size("icon_small")
        width = metrics.horizontalAdvance(self.text()) + (side + theme.space("xs") if on else 0)
        x = (self.width() - width) // 2
        if on:
            draw_icon(painter, theme, "check", "accent_text", QPoint(x, (self.height() - side) // 2), 14)
            x += side + theme.space("xs")
        painter.setFont(theme.font("button", strong=on))
        painter.setPen(theme.color("text" if on else "text_2"))
        text = QRect(x, 0, self.width() - x, self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()


class Segmented(QWidget):
    """`chosen(key)` fires when the person picks another; `choose(key)` sets it without a signal."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._segments: list[_Segment] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_choices(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        """(key, word) in order, and what is being chosen; words change with the language, keys do not."""
        self.setAccessibleName(name)
        if [segment.key for segment in self._segments] == [key for key, _word in choices]:
            for segment, (_key, word) in zip(self._segments, choices, strict=True):
                segment.setText(word)
            return
        for segment in self._segments:
            segment.deleteLater()
        self._segments = [_Segment(self._theme, key, word) for key, word in choices]
        for segment in self._segments:
            self._row.addWidget(segment)
            segment.clicked.connect(lambda _on=False, key=segment.key: self.chosen.emit(key))
            segment.toggled.connect(self.update)
        if self._segments:
            self._segments[0].setChecked(True)

    def choose(self, key: str) -> None:
        for segment in self._segments:
            if segment.key == key:
                segment.setChecked(True)

    def current(self) -> str:
        """The key that is chosen, or "" when there are no choices yet."""
        return next((segment.key for segment in self._segments if segment.isChecked()), "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        radius = theme.radius("button")
        painter = QPainter(self)
        box(theme, painter, QRectF(self.rect()), "raised", None, radius)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.save()
        painter.setClipPath(path)
        for segment in self._segments:
            if segment.isChecked():
                painter.fillRect(segment.geometry(), theme.color("accent_tint"))
        painter.setPen(QPen(theme.color("border_strong"), 1))
        for segment in self._segments[1:]:
            x = segment.geometry().left()
            painter.drawLine(x, 0, x, self.height())
        painter.restore()
        box(theme, painter, QRectF(self.rect()), None, "border_strong", radius)
        painter.end()
