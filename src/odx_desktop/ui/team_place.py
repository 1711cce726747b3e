"""Team: what waits for one's people and for nobody, who carries how much, and handing an item on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odx_desktop.domain.changes import Changes
from odx_desktop.domain.query import Order, Row, SectionKind, SortBy, View
from odx_desktop.inbox.views import TeamMember, TeamSummary
from odx_desktop.text import tr
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.controls import Button, EmptyState, Ground, Hairline, PlainLabel, SearchField, TwoPanes
from odx_desktop.ui.decisions import Decisions
from odx_desktop.ui.detail_pane import DetailPane
from odx_desktop.ui.item_actions import ItemActions, bind
from odx_desktop.ui.opened_item import OpenedItem
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.team_overview import TeamOverview
from odx_desktop.ui.team_words import counts
from odx_desktop.ui.theme import Theme
from odx_desktop.ui.work_item_list import WorkItemList


def _utc_now() -> datetime:
    return datetime.now(UTC)


class TeamPlace(QWidget):
    """The queue by person on the left; on the right the load of all, or the item that was opened."""

    said = Signal(str)

    def __init__(
        self,
        theme: Theme,
        board: SourceBoard,
        clock: Callable[[], datetime] = _utc_now,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._board = theme, board
        self._bridge: Bridge | None = None
        self._order: Order | None = None
        self.items = WorkItemList(theme, board, clock, View.TEAM, sort=SortBy.PERSON, density="medium")
        self.overview = TeamOverview(theme, clock)
        self.detail = DetailPane(theme, clock)
        self.opened = OpenedItem(self.detail, board, clock, open_url, self)
        self.decisions = Decisions(self.items, self.detail, self)
        self._build()
        self._connect()
        self._bind_keys()
        self.retranslate()

    def _build(self) -> None:
        theme = self._theme
        self._title = PlainLabel(theme, role="place_title")
        self._counts = PlainLabel(theme, ink="text_2", wrap=True)
        self.search = SearchField(theme, "/")
        self._back = Button(theme, icon="chart", small=True, hint="Esc")
        self._empty = EmptyState(theme)
        side = theme.space("pane_list")
        head = QVBoxLayout()
        head.setContentsMargins(side, theme.space("l"), side, theme.space("s"))
        head.setSpacing(theme.space("s"))
        line = QHBoxLayout()
        line.setSpacing(theme.space("m"))
        line.addWidget(self._title)
        line.addWidget(self._counts, 1, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._back)
        head.addLayout(line)
        head.addWidget(self.search)
        left = Ground(theme, "surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline(theme))
        self._list = QStackedWidget()
        self._list.addWidget(self.items)
        self._list.addWidget(self._empty)
        column.addWidget(self._list, 1)
        self._right = QStackedWidget()
        self._right.addWidget(self.overview)
        self._right.addWidget(self.detail)
        self._panes = TwoPanes(theme, left, self._right, (1, 1))
        self._panes.back_pressed.connect(self.back_to_overview)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._panes)

    def _connect(self) -> None:
        self.items.ordered.connect(self._take_order)
        self.items.current_changed.connect(self._current_changed)
        self.items.opened.connect(self.open_detail)
        self.items.view.clicked.connect(lambda _index: self._show_detail())
        self.search.textChanged.connect(self.items.search)
        self.overview.chosen.connect(self.go_to_member)
        self.overview.walked.connect(self.said)
        self.decisions.said.connect(self.said)
        self.detail.bar.left.connect(self.back_to_overview)
        self.detail.bar.form_opened.connect(self._show_detail)
        self._back.clicked.connect(self.back_to_overview)

    def _bind_keys(self) -> None:
        view = self.items.view
        self.keys = ItemActions(view, self, self.detail.bar.press_kind)
        self.detail.bar.offered.connect(self.keys.set_offers)
        bind(view, "J", lambda: self.items.go(1), alone=True)
        bind(view, "K", lambda: self.items.go(-1), alone=True)
        bind(view, "Z", self.decisions.undo, alone=True)
        bind(view, "R", lambda: self.items.ask(calm=False), alone=True)
        bind(view, "/", self.search.setFocus, alone=True)
        bind(view, "T", self.overview.twin.toggle, alone=True)
        bind(self.overview, "T", self.overview.twin.toggle)
        bind(self.search, "Esc", self._leave_search, alone=True)
        bind(self.search, "Down|Return", view.setFocus, alone=True)
        bind(self, "Esc", self.back_to_overview)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not a focus proxy: Qt would leave the other children out of the Tab order."""
        self.items.view.setFocus(event.reason())

    def attach(self, bridge: Bridge) -> None:
        """From now on there is somebody to ask."""
        self._bridge = bridge
        self.opened.attach(bridge)
        self.decisions.attach(bridge)
        self.items.attach(bridge)
        bridge.changed.connect(self._on_changes)
        self.ask()

    def ask(self) -> None:
        """Ask for the load of everybody; the rows are asked for by the list itself."""
        if self._bridge is not None:
            self._bridge.run(self._bridge.inbox.team(self.items.query()), self.take)

    def take(self, summary: TeamSummary) -> None:
        self._counts.setText(counts(summary))
        self.overview.show_summary(summary)

    def _on_changes(self, changes: Changes) -> None:
        if changes.upserted or changes.removed or changes.sources:
            self.ask()

    # -- moving about --------------------------------------------------------------------------------------

    def go_to_member(self, member: TeamMember) -> None:
        """Bring the first item of a person, or of nobody, before the manager."""
        kind = SectionKind.PERSON if member.person else SectionKind.NOBODY
        name = member.person.name if member.person else ""
        for section in self._order.sections if self._order else ():
            if section.kind is kind and (kind is SectionKind.NOBODY or section.person == name):
                entry = self._order.ids[section.start] if self._order else -1
                if entry in self.items.model.entries:
                    self.items.choose_place(self.items.model.entries.index(entry))
                    self.items.view.setFocus()
                return

    def open_detail(self) -> None:
        self._show_detail()
        self.detail.setFocus()

    def _show_detail(self) -> None:
        self._right.setCurrentWidget(self.detail)
        self._back.setVisible(not self._panes.one)
        self._panes.show_second()

    def back_to_overview(self) -> None:
        self._panes.show_first()
        self._right.setCurrentWidget(self.overview)
        self._back.hide()
        self.items.view.setFocus()

    def _leave_search(self) -> None:
        self.search.clear()
        self.items.view.setFocus()

    def _current_changed(self, row: Row | None) -> None:
        if row is not None or not self.items.model.entries:
            self.opened.show_row(row)

    def _take_order(self, order: Order) -> None:
        self._order = order
        self._list.setCurrentWidget(self.items if order.total else self._empty)
        if order.total:
            return
        if self.search.text():
            says = tr("Nothing of your team has these words.")
            self._empty.show_state("filtered", tr("Nothing found"), says)
        elif self._board.in_trouble():
            says = tr("Some sources could not be asked, so there may be items. Sign-in shows which.")
            self._empty.show_state("not_reached", tr("Nothing known for your team"), says)
        else:
            says = tr("Nothing waits for your people or groups in the sources that tell about them.")
            self._empty.show_state("nothing_chosen", tr("Your team has nothing open"), says)

    def use_density(self, density: str) -> None:
        """The manager's list is a step denser than the inbox, and compact where that is chosen."""
        self.items.view.set_density("compact" if density == "compact" else "medium")

    # -- words ---------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._title.setText(tr("Team"))
        words = tr("Search your team’s items")
        self.search.set_words(words, words, tr("Clear the search"))
        self._panes.name_back(tr("Back to the list"))
        self._back.set_label("", tr("Back to the load of everybody"))
        self._back.setVisible(self._right.currentWidget() is self.detail)
        self.items.view.setAccessibleName(tr("Items of your team, by person"))
        self.items.model.say_again()
        self.overview.retranslate()
        self.detail.say_again()
        self.keys.retranslate()
        self.ask()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
