"""The opened item: everything known of it, in reading order, above the bar with its actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Row
from odx_desktop.domain.work_item import WorkItem, WorkItemDetail
from odx_desktop.inbox.views import OpenItem
from odx_desktop.text import current_language, tr
from odx_desktop.text.formats import moment_words
from odx_desktop.ui.action_bar import ActionBar, hold_words
from odx_desktop.ui.controls import Banner, Button, EmptyState, FactGrid, Ground, Hairline, SectionLabel
from odx_desktop.ui.detail.body_view import BodyView
from odx_desktop.ui.detail.fact_words import facts
from odx_desktop.ui.detail.heading import Heading
from odx_desktop.ui.detail.lines_table import LinesTable
from odx_desktop.ui.detail.talk import Comments, Files
from odx_desktop.ui.detail.why_box import WhyBox
from odx_desktop.ui.row_sentence import Moment, row_parts
from odx_desktop.ui.source_trouble import UNSENDABLE, trouble_words
from odx_desktop.ui.theme import Theme

Clock = Callable[[], datetime]


class DetailPane(Ground):
    """Shows one item; what it cannot know yet it says, and leaves what is known in place."""

    link_pressed = Signal(QUrl)
    file_wanted = Signal(object)  # Attachment

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", "", parent)
        self._look, self._clock = theme, clock
        self.key: WorkItemKey | None = None
        self._shown: OpenItem | None = None
        self.hold_s: float | None = 10.0
        self.back = Button(theme, kind="quiet", icon="chevron-left", small=True)
        self.back.hide()
        self.banner = Banner(theme)
        self.heading = Heading(theme)
        self.heading.link_pressed.connect(self.link_pressed)
        self.bar = ActionBar(theme)
        self._nothing = EmptyState(theme)
        self._blocks = QVBoxLayout()
        self._scroll = QScrollArea()
        self._stack = QStackedLayout(self)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)
        self._build()
        self.say_again()
        theme.changed.connect(self.say_again)

    def _build(self) -> None:
        theme, side = self._look, self._look.space("pane_detail")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(side, theme.space("l"), side, theme.space("l"))
        column.setSpacing(theme.space("l"))
        column.addWidget(self.back)
        column.addWidget(self.banner)
        column.addWidget(self.heading)
        self._blocks.setSpacing(theme.space("l"))
        column.addLayout(self._blocks)
        column.addStretch(1)
        self._scroll.setWidget(content)
        self._scroll.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: self._keep_edge(column, high)
        )
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.bar)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(page)

    def _keep_edge(self, column: QVBoxLayout, scrolls: int) -> None:
        """With a scroll bar or without, the text ends where the action bar under it ends."""
        margins, side = column.contentsMargins(), self._look.space("pane_detail")
        margins.setRight(side - (self._scroll.verticalScrollBar().sizeHint().width() if scrolls else 0))
        column.setContentsMargins(margins)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not a focus proxy: Qt would leave the other children out of the Tab order."""
        self._scroll.setFocus(event.reason())

    # -- what is shown -------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        self.key, self._shown = None, None
        self._nothing.show_state(
            "nothing_chosen", tr("Nothing is open"), tr("Choose an item in the list to read it here.")
        )
        self._stack.setCurrentIndex(0)

    def show_row(self, row: Row, source: str) -> None:
        """At once what the row knows, while the rest is read."""
        if row.item.key != self.key:
            self.key, self._shown = row.item.key, None
            self.banner.hide()
            self._clear()
            self._scroll.verticalScrollBar().setValue(0)
            self.bar.comment.clear()
            self.bar.show_nothing(tr("Reading what can be done here…"))
        if row.gone and (mark := row_parts(row, Moment(self._clock())).mark) is not None:
            self.bar.show_nothing(mark.words)  # there is nobody left to ask about it
        self.heading.show_item(row.item, source, self._clock())
        self._stack.setCurrentIndex(1)

    def show_open(self, opened: OpenItem) -> None:
        """All of it; unchanged content is left alone, so that reading and typing are not disturbed."""
        if opened.row.item.key != self.key:
            return
        before, self._shown = self._shown, opened
        if before is None and opened.draft:
            self.bar.comment.setText(opened.draft)
        if before is None or before.detail != opened.detail or before.row.item != opened.row.item:
            if before is not None and before.row.item.version != opened.row.item.version:
                at = moment_words(self._clock(), self._clock())
                self.banner.say(tr("Changed at its source at {time}; this is how it is now.", time=at))
            place = self._scroll.verticalScrollBar().value()
            self._fill(opened)
            self._scroll.verticalScrollBar().setValue(place)
        self._show_bar(opened)

    def say_again(self) -> None:
        """The language or the theme is another."""
        self._scroll.setAccessibleName(tr("The opened item"))
        self.back.set_label(tr("Back to the list"))
        if self._shown is None:
            if self.key is None:
                self.show_nothing()
            return
        self._fill(self._shown)
        self.bar.close_form()
        self._show_bar(self._shown)

    def say_trouble(self, sentence: str, tone: str = "warning") -> None:
        self.banner.say(sentence, tone)

    def _source_name(self, opened: OpenItem) -> str:
        return opened.source.source.name.in_(current_language())

    def _show_bar(self, opened: OpenItem) -> None:
        row, detail = opened.row, opened.detail
        mark = row_parts(row, Moment(self._clock())).mark
        if mark is not None and mark.faded:
            by_hand = row.mark is not None and row.mark.state is ActionState.HELD and row.mark.until is None
            self.bar.show_nothing(mark.words, undo=mark.undo, send=by_hand)
            self._second.start()
        elif detail is None or detail.offers_as_of is None:
            self.bar.show_nothing(tr("Reading what can be done here…"))
        elif not detail.offers:
            source = self._source_name(opened)
            self.bar.show_nothing(tr("{source} offers nothing to do here for you.", source=source))
        else:
            caption = self._what_follows(opened)
            if mark is not None:
                caption = tr("{what}. Activity says why; you can decide again.", what=mark.words)
            self.bar.show_offers(row.item, detail.offers, detail.lines, caption)

    def _what_follows(self, opened: OpenItem) -> str:
        """What a press does; where the source cannot be asked, that the item may be old and when it goes."""
        source, name, now = opened.source, self._source_name(opened), self._clock()
        if source.health in UNSENDABLE:
            state = trouble_words(source, now)
            return tr(
                "{source} {state}: this may have changed. A decision is kept and sent once it answers.",
                source=name,
                state=state,
            )
        return hold_words(self.hold_s, name)

    def _count_down(self) -> None:
        """The seconds of a hold, in the bar as in the row."""
        mark = row_parts(self._shown.row, Moment(self._clock())).mark if self._shown is not None else None
        if mark is None or mark.state != ActionState.HELD:
            self._second.stop()
        else:
            self.bar.say(mark.words)

    # -- blocks --------------------------------------------------------------------------------------------

    def _clear(self) -> None:
        while self._blocks.count():
            item = self._blocks.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _fill(self, opened: OpenItem) -> None:
        self._clear()
        now, item, detail = self._clock(), opened.row.item, opened.detail
        self.heading.show_item(item, self._source_name(opened), now)
        self._blocks.addWidget(WhyBox(self._look, item, detail, now))
        self._add_facts(item, now)
        if detail is not None:
            self._add_content(detail, now)

    def _add_facts(self, item: WorkItem, now: datetime) -> None:
        found = facts(item, now)
        if found:
            grid = FactGrid(self._look)
            grid.set_facts(found)
            self._blocks.addWidget(grid)

    def _add_content(self, detail: WorkItemDetail, now: datetime) -> None:
        if detail.lines:
            self._blocks.addWidget(LinesTable(self._look, detail.lines))
        if detail.body is not None and detail.body.text.strip():
            body = BodyView(self._look, detail.body)
            body.link_pressed.connect(self.link_pressed)
            self._blocks.addWidget(body)
        if detail.attachments:
            files = Files(self._look, detail.attachments)
            files.wanted.connect(self.file_wanted)
            self._blocks.addWidget(files)
        if detail.comments:
            self._blocks.addWidget(Hairline(self._look))
            self._blocks.addWidget(SectionLabel(self._look, tr("What people said")))
            self._blocks.addWidget(Comments(self._look, detail.comments, now))
