"""The load of each person as bars: colour, pattern and number in place, and a table that says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from odx_desktop.inbox.views import TeamMember
from odx_desktop.ui.controls.painting import draw_row_ring
from odx_desktop.ui.team_words import later, name_of, spoken
from odx_desktop.ui.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
_HATCH_STEP = 6
_FIGURES = ("overdue", "soon", "later")


def _parts(member: TeamMember) -> tuple[tuple[str, int], ...]:
    return tuple(zip(_FIGURES, (member.overdue, member.soon, later(member)), strict=True))


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
        return max(self._theme.px(24), self._theme.metrics("body").height() + self._theme.space("xs"))

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
        gap = theme.space("m")
        columns = len(_FIGURES) * self._figure_width()
        room = max(theme.em, self.width() - names - columns - gap - theme.space("s"))
        most = max((member.open for member in self._members), default=1) or 1
        for row, member in enumerate(self._members):
            line = QRect(theme.space("xs"), row * height, self.width(), height)
            self._paint_name(painter, line, member, names)
            bar = QRectF(line.left() + names + gap, line.top() + 4, room, height - 8)
            self._paint_bar(painter, bar, member, room / most)
            self._paint_figures(painter, line, member)
            if row == self._at and self.hasFocus():
                draw_row_ring(painter, theme, QRect(0, line.top(), self.width(), height))
        painter.end()

    def _figure_width(self) -> int:
        return self._theme.metrics("row_sub").horizontalAdvance("0000")

    def _paint_figures(self, painter: QPainter, line: QRect, member: TeamMember) -> None:
        """Every figure, always, in the order of the bar, so that twenty people can be read downwards."""
        theme, width = self._theme, self._figure_width()
        right = self.width() - theme.space("xs")
        for place, (kind, count) in enumerate(_parts(member)):
            cell = QRect(right - (len(_FIGURES) - place) * width, line.top(), width, line.height())
            painter.setFont(theme.font("row_sub", strong=kind == "overdue"))
            painter.setPen(theme.color("danger" if kind == "overdue" and count else "text_2"))
            painter.drawText(cell, _RIGHT, str(count) if count else "–")

    def _paint_name(self, painter: QPainter, line: QRect, member: TeamMember, width: int) -> None:
        theme = self._theme
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text" if member.person else "warning"))
        shown = theme.metrics("body").elidedText(name_of(member), Qt.TextElideMode.ElideRight, width)
        painter.drawText(line, _LEFT, shown)

    def _paint_bar(self, painter: QPainter, bar: QRectF, member: TeamMember, unit: float) -> None:
        x = bar.left()
        for kind, count in _parts(member):
            if count:
                part = QRectF(x, bar.top(), max(5.0, count * unit - 1), bar.height())
                paint_pattern(painter, self._theme, part, kind)
                x = part.right() + 1

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
