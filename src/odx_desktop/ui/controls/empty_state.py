"""What an empty list can mean, told apart, because "nothing" must never mean "we could not ask"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from odx_desktop.ui.controls.button import Button
from odx_desktop.ui.controls.labels import PlainLabel
from odx_desktop.ui.controls.wrap_row import WrapRow
from odx_desktop.ui.theme import Theme

_ICONS = {
    "filtered": ("filter", "text_2"),
    "not_reached": ("triangle", "warning"),
    "no_access": ("circle-slash", "danger"),
    "nothing_chosen": ("inbox", "text_3"),
    "checking": ("refresh", "accent_text"),
}


class _Tray(QWidget):
    """The drawing of the emptied tray; it and the tick belong to "all done" alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(136), self._theme.px(90))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.sizeHint()
        painter.translate((self.width() - size.width()) / 2, 0)
        painter.scale(size.width() / 136, size.height() / 90)
        painter.setPen(QPen(theme.color("text_2"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(theme.color("tile"))
        tray = QPainterPath(QPointF(24, 84))
        for x, y in ((24, 52), (38, 20), (98, 20), (112, 52), (112, 84)):
            tray.lineTo(x, y)
        tray.closeSubpath()
        painter.drawPath(tray)
        front = QPainterPath(QPointF(24, 52))
        for x, y in ((48, 52), (54, 64), (82, 64), (88, 52), (112, 52)):
            front.lineTo(x, y)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(front)
        painter.drawLine(QPointF(2, 84), QPointF(134, 84))
        painter.setBrush(theme.color("success_tint"))
        painter.setPen(QPen(theme.color("success"), 2))
        painter.drawEllipse(QRectF(46, 2, 44, 44))
        tick = QPen(theme.color("success"), 3.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        tick.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(tick)
        painter.drawPolyline([QPointF(57, 25), QPointF(65, 33), QPointF(80, 15)])
        painter.end()


class EmptyState(QWidget):
    """`kind` is all_done, filtered, not_reached, no_access, nothing_chosen or checking."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._kind = theme, "nothing_chosen"
        self._tray = _Tray(theme)
        self._icon = QLabel()
        self._title = PlainLabel(theme, role="place_title", wrap=True)
        self._sentence = PlainLabel(theme, ink="text_2", wrap=True)
        self._row = WrapRow(theme, centred=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.space("xxl")] * 4)
        column.setSpacing(theme.space("s"))
        column.addStretch(2)
        for label in (self._tray, self._icon):
            column.addWidget(label, 0, middle)
        column.addSpacing(theme.space("s"))
        for text in (self._title, self._sentence):
            text.setAlignment(middle)
            column.addWidget(text)
        column.addSpacing(theme.space("l"))
        column.addWidget(self._row)
        column.addStretch(3)
        theme.changed.connect(self._dress)
        self._dress()

    def show_state(self, kind: str, title: str, sentence: str, buttons: Sequence[Button] = ()) -> None:
        """Say which emptiness it is and what can be done; the buttons' owner keeps their signals."""
        self._kind = kind
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._row.clear()
        for button in buttons:
            self._row.add(button)
        self.setAccessibleName(f"{title}. {sentence}")
        self._dress()

    @property
    def tray_shown(self) -> bool:
        """Whether the drawing and its tick are there."""
        return not self._tray.isHidden()

    def _dress(self) -> None:
        done = self._kind == "all_done"
        self._tray.setVisible(done)
        self._icon.setVisible(not done)
        if not done:
            name, role = _ICONS[self._kind]
            self._icon.setPixmap(self._theme.pixmap(name, role, 40, self.devicePixelRatioF()))
        side = max(self._theme.space("xxl"), (self.width() - 46 * self._theme.em) // 2)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, self._theme.space("xxl"), side, self._theme.space("xxl"))

    def resizeEvent(self, event: object) -> None:
        self._dress()
