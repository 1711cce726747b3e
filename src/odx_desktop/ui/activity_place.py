"""Activity: every decision the person took, what became of it, and what may still be done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odx_desktop.domain.action import Action, ActionState, ActivitySection
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.reason import Reason
from odx_desktop.text import ntr, tr
from odx_desktop.text.reasons import next_step, sentence
from odx_desktop.ui.activity_delegate import ActivityDelegate
from odx_desktop.ui.activity_model import ActivityModel
from odx_desktop.ui.activity_orders import ActivityOrders
from odx_desktop.ui.activity_story import ActivityStory
from odx_desktop.ui.activity_words import Choice, choices_of
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.controls import Banner, EmptyState, Ground, PlainLabel, SearchField, TwoPanes
from odx_desktop.ui.item_actions import bind
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.story_list import StoryList
from odx_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from odx_desktop.inbox.inbox import Inbox

_SEARCH_PAUSE_MS = 120
_OPEN_AT_MOST = 10_000
CONFIRMED_AT_MOST = 500
_KEYS = {
    Qt.Key.Key_Z: Choice.UNDO,
    Qt.Key.Key_R: Choice.CHECK_NOW,
    Qt.Key.Key_E: Choice.EDIT,
    Qt.Key.Key_O: Choice.OPEN,
}


async def everything(inbox: Inbox, text: str) -> tuple[Action, ...]:
    """All that is open, however old, and the latest that is confirmed: a busy month must not push a decision
    that is not settled out of sight."""
    open_states = [state for state in ActionState if state.section and state is not ActionState.CONFIRMED]
    unsettled = await inbox.activity(open_states, text, _OPEN_AT_MOST)
    confirmed = await inbox.activity([ActionState.CONFIRMED], text, CONFIRMED_AT_MOST)
    return (*unsettled, *confirmed)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ActivityView(StoryList):
    """The list; single letters act on the current row only while it has the focus."""

    opened = Signal()

    def __init__(
        self, model: ActivityModel, delegate: ActivityDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, delegate, parent)
        self._actions, self._rows = model, delegate
        self.activated.connect(lambda _index: self.opened.emit())

    def current_action(self) -> Action | None:
        return self._actions.action_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        action = self.current_action()
        if choice is Choice.CHECK_NOW and action is not None and action.state is ActionState.QUEUED:
            choice = Choice.SEND_NOW
        if choice is not None and action is not None and choice in choices_of(action):
            self.ordered.emit(action, choice)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # rows are higher where they are narrow

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        action = self._actions.action_at(index.row()) if index.isValid() else None
        if action is not None:
            choice = self._rows.pressed_choice(self.visualRect(index), action, spot)
            if choice is not None:
                self.ordered.emit(action, choice)
            else:
                self.pressed_row.emit()


class ActivityPlace(QWidget):
    """List on the left, the story of the current decision on the right."""

    item_wanted = Signal(object)  # WorkItemKey: show this item
    said = Signal(str)  # for the one voice of the window

    def __init__(
        self,
        theme: Theme,
        board: SourceBoard,
        clock: Callable[[], datetime] = _utc_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._board, self._clock = theme, board, clock
        self._bridge: Bridge | None = None
        self._actions: tuple[Action, ...] = ()
        self._model = ActivityModel(board, clock, self)
        self.view = ActivityView(self._model, ActivityDelegate(theme, board, clock, self))
        self.story = ActivityStory(theme, board, clock)
        self.orders = ActivityOrders(self)
        self._search_pause = QTimer(self, singleShot=True, interval=_SEARCH_PAUSE_MS)
        self._search_pause.timeout.connect(self.ask)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._build()
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.story.chosen.connect(self.orders.order)
        self.story.resend.connect(self.orders.resend)
        self.orders.done.connect(self._done)
        self.orders.failed.connect(self._failed)
        self.orders.said.connect(self.said)
        self.orders.item_wanted.connect(self.item_wanted)
        self.view.ordered.connect(self._order_or_edit)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.view.opened.connect(self._open_story)
        self.view.pressed_row.connect(lambda: self._open_story() if self._panes.one else None)
        self._board.changed.connect(self._tell)
        bind(self.story, "Esc", self.back_to_list)
        bind(self.view, "/", self.search.setFocus, alone=True)

    def _build(self) -> None:
        theme = self._theme
        self._title = PlainLabel(theme, role="place_title")
        self._counts = PlainLabel(theme, ink="text_2")
        self.search = SearchField(theme, "/")
        self.search.textChanged.connect(lambda _text: self._search_pause.start())
        self._banner = Banner(theme)
        self._empty = EmptyState(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        left = Ground(theme, "surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        side = theme.space("pane_list")
        head = QVBoxLayout()
        head.setContentsMargins(side, theme.space("l"), side, theme.space("m"))
        head.setSpacing(theme.space("m"))
        line = QHBoxLayout()
        line.setSpacing(theme.space("m"))
        line.addWidget(self._title)
        line.addWidget(self._counts, 1, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(line)
        head.addWidget(self.search)
        head.addWidget(self._banner)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._panes = TwoPanes(theme, left, self.story)
        self._panes.back_pressed.connect(self.back_to_list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._panes)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not a focus proxy: Qt would leave the other children out of the Tab order."""
        (self.search if self.view.isHidden() else self.view).setFocus(event.reason())

    def attach(self, bridge: Bridge) -> None:
        """From now on there is somebody to ask."""
        self._bridge = bridge
        self.orders.attach(bridge)
        bridge.changed.connect(self._on_changes)
        self._second.start()
        self.ask()

    def ask(self) -> None:
        """Ask for the decisions again; what is typed into the search narrows them."""
        if self._bridge is not None:
            text = self.search.text().strip()
            self._bridge.run(everything(self._bridge.inbox, text), self.take, self._failed)

    def take(self, actions: tuple[Action, ...]) -> None:
        """Show these decisions, keep the current one current."""
        current = self.view.current_action()
        self._actions = actions
        self._model.take(actions)
        place = self._model.row_of(current.id) if current else None
        if place is None and self._model.entries:
            place = next((r for r in range(len(self._model.entries)) if self._model.action_at(r)), None)
        if place is not None and self.view.currentIndex().row() != place:
            self.view.choose(place)
        self._say_counts()
        self._show_emptiness()
        self._tell()

    def show_action(self, action_id: str) -> None:
        """Bring one decision before the person, e.g. from a notice elsewhere in the window."""
        place = self._model.row_of(action_id)
        if place is not None:
            self.view.choose(place)

    # -- orders --------------------------------------------------------------------------------------------

    def _order_or_edit(self, action: Action, choice: Choice) -> None:
        if choice is Choice.EDIT:
            self.story.open_edit()
        else:
            self.orders.order(action, choice)

    def _done(self) -> None:
        self._banner.hide()
        self.ask()

    def _failed(self, reason: Reason) -> None:
        now = self._clock()
        self._banner.say(f"{sentence(reason, now)} {next_step(reason, now)}", "warning")
        self.said.emit(self._banner.sentence)

    # -- showing -------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._title.setText(tr("Activity"))
        words = tr("Search your decisions")
        self.search.set_words(words, words, tr("Clear the search"))
        self.view.setAccessibleName(tr("Your decisions"))
        self._model.say_again()
        self.view.scheduleDelayedItemsLayout()
        self.story.retranslate()
        self._panes.name_back(tr("Back to the list"))
        self._say_counts()
        self._show_emptiness()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _say_counts(self) -> None:
        counts = {section: 0 for section in ActivitySection}
        for action in self._actions:
            if action.state.section is not None:
                counts[action.state.section] += 1
        not_settled, on_the_way = counts[ActivitySection.NOT_SETTLED], counts[ActivitySection.ON_THE_WAY]
        done = counts[ActivitySection.CONFIRMED]
        parts = [
            ntr("{n} not settled", "{n} not settled", not_settled) if not_settled else "",
            ntr("{n} on the way", "{n} on the way", on_the_way) if on_the_way else "",
            _confirmed_words(done),
        ]
        self._counts.setText(", ".join(part for part in parts if part))

    def _open_story(self) -> None:
        self._panes.show_second()
        self.story.setFocus()

    def back_to_list(self) -> None:
        """Esc closes one layer: first what the story asks, then the story."""
        if not self.story.leave_layer():
            self._panes.show_first()
            self.view.setFocus()

    def _show_emptiness(self) -> None:
        empty = not self._model.entries
        self._panes.set_useful(not empty)
        if not empty and self.search.hasFocus() and not self.search.text():
            self.view.setFocus()
        self._stack.setCurrentWidget(self._empty if empty else self.view)
        if empty and self.search.text():
            says = tr("No decision of yours has these words.")
            self._empty.show_state("filtered", tr("Nothing found"), says)
        elif empty:
            says = tr("What you decide appears here at once, and stays until its source has confirmed it.")
            self._empty.show_state("nothing_chosen", tr("No decisions yet"), says)

    def _tell(self, *_indexes: QModelIndex) -> None:
        self.story.tell(self.view.current_action())

    def _tick(self) -> None:
        if self.isVisible():
            self._model.tick()
            action = self.view.current_action()
            if action is not None and action.state is ActionState.HELD:
                self.story.tell(action)

    def _on_changes(self, changes: Changes) -> None:
        if changes.actions:
            self.ask()


def _confirmed_words(count: int) -> str:
    """`500 confirmed` would be untrue where 500 is only as many as are shown."""
    if count >= CONFIRMED_AT_MOST:
        return tr("the last {n} confirmed", n=count)
    return ntr("{n} confirmed", "{n} confirmed", count) if count else ""
