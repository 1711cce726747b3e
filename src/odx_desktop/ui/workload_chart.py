"""The load of each person as bars: colour, pattern and number in place, and a table that says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from odx_desktop.inbox.views import TeamMember
from odx_desktop.ui.controls.painting import draw_row_ring
from odx_desktop.ui.team_words import later, load_words, name_of, spoken
from odx_desktop.ui.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_HATCH_STEP = 6


class WorkloadChart(QWidget):
    """Arrow keys walk the bars, Enter or a press chooses one: `chosen(TeamMember)`."""

    chosen = Signal(object)
    walked = Signal(str)  # the bar in words, for the one voice of the window

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._clock = theme, clock
        self._members: list[TeamMember] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownRing", True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_members(self, members: list[TeamMember], name: str) -> None:
        """Bars in this order; `name` is the finding, spoken as the chart's name."""
        self._members = members
        self._at = min(self._at, max(0, len(members) - 1))
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(spoken(member, self._clock()) for member in members))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(24 * self._theme.em, max(1, len(self._members)) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(16 * self._theme.em, self.sizeHint().height())

    def _row_height(self) -> int:
        return max(self._theme.size("target"), self._theme.metrics("body").height() + self._theme.space("m"))

    def row_at(self, y: int) -> int | None:
        row = y // self._row_height()
        return row if 0 <= row < len(self._members) else None

    # -- painting ------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, height = self._theme, self._row_height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = max((theme.metrics("body").horizontalAdvance(name_of(m)) for m in self._members), default=0)
        names = min(names + 2, self.width() // 3)
        words = max(
            (theme.metrics("row_sub").horizontalAdvance(load_words(m)) for m in self._members), default=0
        )
        gap = theme.space("m")
        room = max(theme.em, self.width() - names - words - 2 * gap - theme.space("s"))
        most = max((member.open for member in self._members), default=1) or 1
        for row, member in enumerate(self._members):
            line = QRect(theme.space("xs"), row * height, self.width(), height)
            self._paint_name(painter, line, member, names)
            bar = QRectF(line.left() + names + gap, line.top() + 4, room, height - 8)
            end = self._paint_bar(painter, bar, member, room / most)
            painter.setFont(theme.font("row_sub"))
            painter.setPen(theme.color("text_2"))
            painter.drawText(
                line.adjusted(round(end) + gap - line.left(), 0, 0, 0), _LEFT, load_words(member)
            )
            if row == self._at and self.hasFocus():
                draw_row_ring(painter, theme, QRect(0, line.top(), self.width(), height))
        painter.end()

    def _paint_name(self, painter: QPainter, line: QRect, member: TeamMember, width: int) -> None:
        theme = self._theme
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text" if member.person else "warning"))
        shown = theme.metrics("body").elidedText(name_of(member), Qt.TextElideMode.ElideRight, width)
        painter.drawText(line, _LEFT, shown)

    def _paint_bar(self, painter: QPainter, bar: QRectF, member: TeamMember, unit: float) -> float:
        x = bar.left()
        for kind, count in (("overdue", member.overdue), ("soon", member.soon), ("later", later(member))):
            if count:
                part = QRectF(x, bar.top(), max(3.0, count * unit - 1), bar.height())
                self._paint_part(painter, part, kind, count)
                x = part.right() + 1
        return x

    def _paint_part(self, painter: QPainter, part: QRectF, kind: str, count: int) -> None:
        paint_pattern(painter, self._theme, part, kind)
        figure = str(count)
        metrics = self._theme.metrics("chip")
        width = metrics.horizontalAdvance(figure) + 6
        if part.width() < width + 2:
            return
        if kind != "overdue":
            patch = QRectF(0, 0, width, metrics.height() - 2)
            patch.moveCenter(part.center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("surface"))
            painter.drawRoundedRect(patch, 3, 3)
        painter.setFont(self._theme.font("chip"))
        painter.setPen(self._theme.color("on_danger" if kind == "overdue" else "text"))
        painter.drawText(part, Qt.AlignmentFlag.AlignCenter, figure)

    # -- walking -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        if event.key() in steps and self._members:
            self._walk(self._at + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._members:
            self.chosen.emit(self._members[self._at])
        else:
            super().keyPressEvent(event)

    def _walk(self, to: int) -> None:
        self._at = max(0, min(len(self._members) - 1, to))
        self.walked.emit(spoken(self._members[self._at], self._clock()))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint().y())
        if row is not None:
            self._at = row
            self.update()
            self.chosen.emit(self._members[row])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            spot = self.mapFromGlobal(event.globalPos())  # type: ignore[attr-defined]  # a QHelpEvent
            row = self.row_at(spot.y())
            if row is not None:
                QToolTip.showText(event.globalPos(), spoken(self._members[row], self._clock()), self)  # type: ignore[attr-defined]  # as above
            return True
        return super().event(event)


def paint_pattern(painter: QPainter, theme: Theme, part: QRectF, kind: str) -> None:
    """Overdue is solid, this week hatched, later plain with an edge: told apart without colour."""
    fill, edge = {
        "overdue": ("danger", "danger"),
        "soon": ("accent_tint", "s1"),
        "later": ("tile", "border_strong"),
    }[kind]
    painter.save()
    painter.setClipRect(part)
    painter.fillRect(part, theme.color(fill))
    if kind == "soon":
        painter.setPen(QPen(theme.color("s1"), 1.4))
        x = part.left() - part.height()
        while x < part.right():
            painter.drawLine(QPointF(x, part.bottom()), QPointF(x + part.height(), part.top()))
            x += _HATCH_STEP
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(edge), 1))
    painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5))
