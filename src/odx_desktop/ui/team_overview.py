"""The team at a glance: the finding, the load of each person, and plainly what is not counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from odx_desktop.inbox.views import TeamMember, TeamSummary
from odx_desktop.text import tr
from odx_desktop.text.formats import age_words
from odx_desktop.ui.controls import Banner, Button, Card, Ground, Hairline, PlainLabel
from odx_desktop.ui.team_words import (
    as_of_words,
    by_need,
    finding,
    is_trouble,
    later,
    missing_words,
    name_of,
)
from odx_desktop.ui.theme import Theme
from odx_desktop.ui.workload_chart import WorkloadChart, paint_pattern


class _Swatch(QWidget):
    """The pattern of one series, beside its word in the legend."""

    def __init__(self, theme: Theme, kind: str) -> None:
        super().__init__()
        self._theme, self._kind = theme, kind
        self.setFixedSize(QSize(theme.px(20), theme.px(10)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pattern(painter, self._theme, self.rect().toRectF(), self._kind)
        painter.end()


class TeamOverview(Ground):
    """`chosen(TeamMember)` when a bar or a table row is picked; `walked` is a bar in words."""

    chosen = Signal(object)
    walked = Signal(str)

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", parent=parent)
        self._look, self._clock = theme, clock
        self._summary: TeamSummary | None = None
        self._as_of = PlainLabel(theme, role="row_sub", ink="text_2", wrap=True)
        self.missing = Banner(theme)
        self._finding = PlainLabel(theme, role="section", wrap=True)
        self.chart = WorkloadChart(theme, clock)
        self.table = self._make_table()
        self.twin = Button(theme, icon="table", hint="T", small=True)
        self.twin.setCheckable(True)
        self._foot = PlainLabel(theme, role="caption", ink="text_3", wrap=True)
        self._hint = PlainLabel(theme, role="row_sub", ink="text_3", wrap=True)
        self._legend = [PlainLabel(theme, role="row_sub", ink="text_2") for _ in range(3)]
        self._build()
        self.chart.chosen.connect(self.chosen)
        self.chart.walked.connect(self.walked)
        self.twin.toggled.connect(self._swap)
        self.table.cellActivated.connect(lambda row, _column: self._pick(row))
        self.table.cellClicked.connect(lambda row, _column: self._pick(row))
        self.retranslate()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 5)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        table.hide()
        return table

    def _build(self) -> None:
        theme = self._look
        card = Card(theme, ground="surface")
        head = QHBoxLayout()
        head.addWidget(self._finding, 1)
        head.addWidget(self.twin, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        card.body.addWidget(self._as_of)
        card.body.addWidget(self._hint)
        legend = QHBoxLayout()
        legend.setSpacing(theme.space("s"))
        for kind, label in zip(("overdue", "soon", "later"), self._legend, strict=True):
            legend.addWidget(_Swatch(theme, kind))
            legend.addWidget(label)
            legend.addSpacing(theme.space("s"))
        legend.addStretch(1)
        card.body.addLayout(legend)
        card.body.addSpacing(theme.space("s"))
        card.body.addWidget(self.chart)
        card.body.addWidget(self.table)
        card.body.addWidget(Hairline(theme))
        card.body.addWidget(self._foot)
        self._lay_out(card)

    def _lay_out(self, card: Card) -> None:
        theme = self._look
        content = Ground(theme, "surface")
        side = theme.space("pane_detail")
        column = QVBoxLayout(content)
        column.setContentsMargins(side, theme.space("l"), side, theme.space("l"))
        column.setSpacing(theme.space("m"))
        for part in (self.missing, card):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_summary(self, summary: TeamSummary) -> None:
        self._summary = summary
        now, members = self._clock(), by_need(summary.members)
        counted = tr("Open items by person")
        self._as_of.setText(tr("{what}. {when}", what=counted, when=as_of_words(summary, now)))
        missing = missing_words(summary)
        if missing:
            self.missing.say(missing, "warning" if is_trouble(summary) else "quiet")
        else:
            self.missing.hide()
        self._finding.setText(finding(summary.members))
        self.chart.show_members(members, self._finding.text())
        self._fill_table(members, now)

    def _fill_table(self, members: list[TeamMember], now: datetime) -> None:
        self.table.setRowCount(len(members))
        for row, member in enumerate(members):
            oldest = age_words(member.oldest, now) if member.oldest else "–"
            figures = (member.overdue, member.soon, later(member), oldest)
            for column, value in enumerate((name_of(member), *figures)):
                cell = QTableWidgetItem(str(value))
                if column:
                    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    cell.setTextAlignment(right)
                self.table.setItem(row, column, cell)
        rows = sum(self.table.rowHeight(row) for row in range(len(members)))
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 4)

    def _pick(self, row: int) -> None:
        if self._summary is not None:
            self.chosen.emit(by_need(self._summary.members)[row])

    def _swap(self, table: bool) -> None:
        self.chart.setVisible(not table)
        self.table.setVisible(table)

    def retranslate(self) -> None:
        words = (tr("Overdue"), tr("Due this week"), tr("Later"))
        for label, word in zip(self._legend, words, strict=True):
            label.setText(word)
        self.twin.set_label(tr("Table"), tr("Show as a table"))
        self.table.setHorizontalHeaderLabels([tr("Person"), *words, tr("Oldest")])
        for column in range(self.table.columnCount()):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            head = self.table.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.table.setAccessibleName(tr("Open items by person"))
        self._foot.setText(tr("Seen by you as their manager, to share the work. Not a ranking."))
        self._hint.setText(tr("Choose a bar to go to that person’s items."))
        if self._summary is not None:
            self.show_summary(self._summary)
