"""The inbox: the list, the opened item beside it, and what passes between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Row
from odx_desktop.text import tr
from odx_desktop.ui.controls import Ground
from odx_desktop.ui.list_pane import ListPane
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from odx_desktop.inbox.views import OpenItem
    from odx_desktop.ui.bridge import Bridge
    from odx_desktop.ui.decisions import Decisions
    from odx_desktop.ui.detail_pane import DetailPane
    from odx_desktop.ui.item_actions import ItemActions
    from odx_desktop.ui.opened_item import OpenedItem


class InboxPlace(QWidget):
    """Two panes where there is room, else one of them at a time; Esc goes back to the list.

    The list is there for the first paint; `complete` brings the rest, which costs more than the list.
    """

    detail: DetailPane
    opened: OpenedItem
    decisions: Decisions
    keys: ItemActions
    said = Signal(str)
    place_wanted = Signal(str)  # team, activity, sign-in, add-source

    def __init__(
        self,
        theme: Theme,
        board: SourceBoard,
        clock: Callable[[], datetime],
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._board, self._clock, self._open_url = theme, board, clock, open_url
        self._bridge: Bridge | None = None
        self._one_pane = False
        self._bare = False
        self.list = ListPane(theme, board, clock)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self._right: QWidget = Ground(theme, "surface")
        self._build()

    def complete(self) -> None:
        """The opened item, its actions and the keys."""
        from odx_desktop.ui.decisions import Decisions
        from odx_desktop.ui.detail_pane import DetailPane
        from odx_desktop.ui.opened_item import OpenedItem

        self.detail = DetailPane(self._theme, self._clock)
        self.opened = OpenedItem(self.detail, self._board, self._clock, self._open_url, self)
        self.decisions = Decisions(self.list.items, self.detail, self)
        sizes = self.panes.sizes()
        blank, self._right = self._right, self.detail
        self.panes.replaceWidget(1, self.detail)
        blank.deleteLater()
        self.panes.setSizes(sizes)
        self.panes.setStretchFactor(1, 1)
        self.detail.setVisible(not self._one_pane and not self._bare)
        self.detail.back.setVisible(self._one_pane)
        self._connect()
        self._bind_keys()
        self._current_changed(self.list.items.current_row())

    def _build(self) -> None:
        self.panes.setChildrenCollapsible(False)
        self.panes.setHandleWidth(1)
        self.panes.addWidget(self.list)
        self.panes.addWidget(self._right)
        self.list.emptied.connect(self._take_emptiness)
        layout = self._theme.tokens.layout
        self.list.setMinimumWidth(round(self._theme.em * 24))
        list_width = round(self._theme.em * layout["list_em"])
        self.panes.setSizes([list_width, round(list_width * 1.05)])
        self.panes.setStretchFactor(0, 1)
        self.panes.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)

    def _connect(self) -> None:
        items, bar = self.list.items, self.detail.bar
        items.current_changed.connect(self._current_changed)
        items.opened.connect(self.open_detail)
        items.view.clicked.connect(lambda _index: self.open_detail() if self._one_pane else None)
        self.list.wanted.connect(self._do)
        self.list.said.connect(self.said)
        self.decisions.said.connect(self.said)
        bar.left.connect(self.back_to_list)
        bar.form_opened.connect(lambda: self.open_detail() if self._one_pane else None)
        self.detail.back.clicked.connect(self.back_to_list)

    def _bind_keys(self) -> None:
        from odx_desktop.ui.item_actions import ItemActions, bind

        items, view = self.list.items, self.list.items.view
        self.keys = ItemActions(view, self, self.detail.bar.press_kind)
        self.detail.bar.offered.connect(self.keys.set_offers)
        bind(view, "J", lambda: items.go(1), alone=True)
        bind(view, "K", lambda: items.go(-1), alone=True)
        bind(view, "M", self._comment, alone=True)
        bind(view, "Z", self.decisions.undo, alone=True)
        bind(self, "Ctrl+Shift+Z", self.decisions.undo)
        bind(view, "R", self._bring_up_to_date, alone=True)
        bind(self, "Ctrl+R", self._bring_up_to_date)
        bind(view, "/", self.list.search.setFocus, alone=True)
        bind(self, "Ctrl+F", self.list.search.setFocus)
        bind(view, "O", self.detail.heading.open_link, alone=True)
        bind(self, "Ctrl+Shift+O", self.detail.heading.open_link)
        bind(self.list.search, "Down|Return", view.setFocus, alone=True)
        bind(self.list.search, "Esc", self._leave_search, alone=True)
        bind(self.detail, "Esc", self._close_one_layer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not a focus proxy: Qt would leave the other children out of the Tab order."""
        self.list.items.view.setFocus(event.reason())

    def attach(self, bridge: Bridge) -> None:
        """From now on there is somebody to ask."""
        self._bridge = bridge
        self.opened.attach(bridge)
        self.decisions.attach(bridge)
        self.list.items.attach(bridge)

    def _current_changed(self, row: Row | None) -> None:
        if row is not None or not self.list.items.model.entries:
            self.opened.show_row(row)

    # -- moving between the panes --------------------------------------------------------------------------

    def set_one_pane(self, one: bool) -> None:
        """Below the width of two panes the list and the detail take turns."""
        if one == self._one_pane:
            return
        self._one_pane = one
        self._right.setVisible(not one and not self._bare)
        if hasattr(self, "detail"):
            self.detail.back.setVisible(one)
        self.list.show()

    def _take_emptiness(self, bare: bool) -> None:
        """With nothing to choose there is one message in the window, and no pane that asks to choose."""
        if bare == self._bare:
            return
        self._bare = bare
        if not self._one_pane:
            self._right.setVisible(not bare)

    def show_item(self, key: WorkItemKey) -> None:
        """Bring one item before the person; where the list does not have it, it is opened all the same."""
        if self._bridge is not None:
            self._bridge.run(self._bridge.inbox.open_item(key), self._show_found)

    def _show_found(self, found: OpenItem | None) -> None:
        if found is None:
            return
        if not self.list.items.choose(found.row.id):
            self.opened.show_row(found.row)
        self.open_detail()

    def open_detail(self) -> None:
        if self._one_pane:
            self.list.hide()
        self.detail.show()
        self.detail.setFocus()

    def _close_one_layer(self) -> None:
        """Esc: first the form that asks for something, then the detail."""
        if self.detail.bar.form is not None:
            self.detail.bar.close_form()
        else:
            self.back_to_list()

    def back_to_list(self) -> None:
        if self._one_pane or self._bare:
            self.detail.hide()
        self.list.show()
        self.list.items.view.setFocus()

    def _leave_search(self) -> None:
        self.list.search.clear()
        self.list.items.view.setFocus()

    def _comment(self) -> None:
        if not self.detail.bar.comment.isHidden():
            if self._one_pane:
                self.open_detail()
            self.detail.bar.comment.setFocus()

    # -- bringing up to date -------------------------------------------------------------------------------

    def _bring_up_to_date(self) -> None:
        if self.list.waits:
            self.list.items.ask(calm=False)
        else:
            self.check_all()

    def check_all(self) -> None:
        if self._bridge is not None:
            self.said.emit(tr("Checking all sources"))
            self._bridge.run(self._bridge.inbox.refresh(), lambda _rounds: self.opened.ask_again())

    def _do(self, what: str) -> None:
        if what == "check":
            self.check_all()
        elif what == "clear":
            self._leave_search()
        else:
            self.place_wanted.emit({"sign_in": "sign-in", "add": "add-source"}.get(what, what))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.list.retranslate()
            self.detail.say_again()
            self.keys.retranslate()
