"""The strip at the foot of every place: each source, when last heard, and what waits to be sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.text import current_language, ntr, tr
from odx_desktop.ui.controls import Ground
from odx_desktop.ui.controls.painting import draw_icon
from odx_desktop.ui.controls.plain_tip import plain_tip
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.source_trouble import heard_words, trouble_words
from odx_desktop.ui.theme import Look, Theme, health_look


def strip_words(status: SourceStatus, now: datetime) -> tuple[str, str]:
    """(key of the look, words): trouble gets words, health gets its time."""
    if status.checking:
        return "checking", tr("checking…")
    if status.health is None:
        return "checking", tr("not asked yet")
    words = heard_words(status.as_of, now) if status.health is Health.OK else trouble_words(status, now)
    return status.health.value, words


FULL, SHORT, NAMES = range(3)


class Segment(QPushButton):
    """Icon, name and words; a real button, whose name says all of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: Look | None = None
        self._name = self._words = ""
        self.setFlat(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, look: Look, name: str, words: str, only_name: bool = False) -> None:
        """`only_name` leaves the words to the tooltip and the screen reader."""
        self._look, self._name, self._words = look, name, "" if only_name else words
        self.setAccessibleName(", ".join(part for part in (name, words) if part))
        self.setToolTip(plain_tip(self.accessibleName()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        metrics, strong = theme.metrics("row_sub"), theme.metrics("row_sub", strong=True)
        words = strong.horizontalAdvance(self._name) + metrics.horizontalAdvance(self._words)
        gaps = 4 * theme.space("s") if self._name else 3 * theme.space("s")
        return QSize(words + theme.size("icon") + gaps, theme.size("target"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, look = self._theme, self._look
        if look is None:
            return
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("tile"))
        gap, side = theme.space("s"), theme.size("icon")
        draw_icon(painter, theme, look.icon, look.role, QPoint(gap, (self.height() - side) // 2))
        box = QRect(2 * gap + side, 0, self.width(), self.height())
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if self._name:
            painter.setFont(theme.font("row_sub", strong=True))
            painter.setPen(theme.color("text"))
            painter.drawText(box, left, self._name)
            box.adjust(theme.metrics("row_sub", strong=True).horizontalAdvance(self._name) + gap, 0, 0, 0)
        painter.setFont(theme.font("row_sub"))
        painter.setPen(theme.color("text_2"))
        painter.drawText(box, left, self._words)
        painter.end()


class FreshnessStrip(Ground):
    """The same order every day; where it is narrow the healthy ones fold, the troubled ones never do."""

    source_wanted = Signal(str)  # open it in Sign-in
    check_wanted = Signal(str)
    activity_wanted = Signal()

    def __init__(
        self, theme: Theme, board: SourceBoard, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "window", "top", parent)
        self._look, self._board, self._clock = theme, board, clock
        self._segments: dict[str, Segment] = {}
        self._on_the_way = 0
        self._folded = Segment(theme)
        self._folded.clicked.connect(lambda: self.source_wanted.emit(""))
        self._sending = Segment(theme)
        self._sending.clicked.connect(self.activity_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.space("s"), 1, theme.space("s"), 0)
        self._row.setSpacing(theme.space("xs"))
        self._row.addWidget(self._folded)
        self._row.addStretch(1)
        self._row.addWidget(self._sending)
        board.changed.connect(self.say_again)
        theme.changed.connect(self.say_again)
        self.say_again()

    def show_on_the_way(self, count: int) -> None:
        self._on_the_way = count
        self.say_again()

    def say_again(self) -> None:
        """Another minute, language or state."""
        slugs = [status.source.slug for status in self._board.sources]
        if slugs != list(self._segments):
            self._rebuild(slugs)
        self.setAccessibleName(tr("Sources and what waits to be sent"))
        self._say_sending()
        self.setFixedHeight(self._look.size("strip") + 1)
        self._fold()

    def _say_sending(self) -> None:
        looks = self._look.tokens.state["action"]
        if self._on_the_way:
            words = ntr("{n} waiting to be sent", "{n} waiting to be sent", self._on_the_way)
            self._sending.say(looks["held"], "", words)
        else:
            self._sending.say(looks["queued"], "", tr("Nothing waits to be sent"))

    def _rebuild(self, slugs: list[str]) -> None:
        for segment in self._segments.values():
            self._row.removeWidget(segment)
            segment.hide()
            segment.deleteLater()
        self._segments = {}
        for place, slug in enumerate(slugs):
            segment = Segment(self._look)
            segment.clicked.connect(lambda _on=False, chosen=slug: self._open_menu(chosen))
            self._row.insertWidget(place, segment)
            self._segments[slug] = segment

    def _fold(self) -> None:
        """First the healthy ones fold, then the troubled lose their times, then all but icon and name."""
        healthy = [s for s in self._board.sources if s.health is Health.OK and not s.checking]
        room = self.width() - self._sending.sizeHint().width() - 3 * self._look.space("s")
        for brevity in (FULL, SHORT, NAMES):
            self._say_sources(brevity)
            for fold in (False, True):
                self._say_folded(healthy, brevity)
                self._show_folded(healthy, fold and len(healthy) > 1)
                if self._needed() <= room:
                    return

    def _needed(self) -> int:
        shown = [one for one in (*self._segments.values(), self._folded) if not one.isHidden()]
        return sum(one.sizeHint().width() + self._look.space("xs") for one in shown)

    def _say_sources(self, brevity: int) -> None:
        now = self._clock()
        for status in self._board.sources:
            key, words = strip_words(status, now)
            if brevity == SHORT:
                words = strip_words(replace(status, as_of=None), now)[1] if key != "ok" else words
            name = status.source.name.in_(current_language())
            segment = self._segments[status.source.slug]
            segment.say(health_look(self._look, key), name, words, only_name=brevity == NAMES)

    def _say_folded(self, healthy: list[SourceStatus], brevity: int) -> None:
        if not healthy:
            return
        oldest = heard_words(min((s.as_of for s in healthy if s.as_of), default=None), self._clock())
        words = ntr("{n} current, oldest {time}", "{n} current, oldest {time}", len(healthy), time=oldest)
        if brevity != FULL:
            words = ntr("{n} current", "{n} current", len(healthy))
        self._folded.say(health_look(self._look, "ok"), "", words)

    def _show_folded(self, healthy: list[SourceStatus], fold: bool) -> None:
        for status in healthy:
            self._segments[status.source.slug].setVisible(not fold)
        self._folded.setVisible(fold)

    def take_focus(self) -> None:
        shown = [*self._segments.values(), self._folded, self._sending]
        next(segment for segment in shown if not segment.isHidden()).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _open_menu(self, slug: str) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Check now")).triggered.connect(lambda: self.check_wanted.emit(slug))
        menu.addAction(tr("Show in Sign-in")).triggered.connect(lambda: self.source_wanted.emit(slug))
        segment = self._segments[slug]
        menu.popup(segment.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
