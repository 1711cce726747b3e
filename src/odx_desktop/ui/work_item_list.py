"""A list of work items that keeps itself current without ever moving the row in hand."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odx_desktop.domain.changes import Changes
from odx_desktop.domain.query import Order, Query, Row, SortBy, View
from odx_desktop.ui.left_rows import take_rows
from odx_desktop.ui.list_plan import Arrangement, Glance, Step, arrange_calmly, steps_between
from odx_desktop.ui.query_now import query_at
from odx_desktop.ui.row_sentence import Moment
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.theme import Theme
from odx_desktop.ui.work_item_model import ROW_ROLE, WorkItemModel
from odx_desktop.ui.work_item_view import WorkItemView

if TYPE_CHECKING:
    import asyncio

    from odx_desktop.ui.bridge import Bridge

Clock = Callable[[], datetime]
PLANNED_IN_A_THREAD = 3000
_HANDS = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


def plan(shown: array[int], wanted: array[int], glance: Glance | None) -> tuple[Arrangement, list[Step]]:
    """The arrangement and the way to it; calm when there is a glance not to disturb."""
    found = Arrangement(wanted) if glance is None else arrange_calmly(shown, wanted, glance)
    return found, steps_between(shown, found.entries)


class WorkItemList(QWidget):
    """Rows of one view. Until a hand touches it arrivals come at once; after that they wait for R when they
    would move what is looked at."""

    current_changed = Signal(object)  # Row | None
    opened = Signal()
    arrivals_waiting = Signal(int, bool)  # how many, and whether another order waits too
    ordered = Signal(object)  # Order
    undo_asked = Signal(str)  # action id

    def __init__(
        self,
        theme: Theme,
        board: SourceBoard,
        clock: Clock,
        view: View,
        *,
        sort: SortBy = SortBy.EXPLAINED,
        density: str = "comfortable",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._board, self._clock, self._view, self._sort = board, clock, view, sort
        self._bridge: Bridge | None = None
        self._text = ""
        self._touched = False
        self._running: asyncio.Future[Any] | None = None
        self._again = False
        self._told: Row | None = None
        self._names: dict[str, str] = {}
        self.model = WorkItemModel(self.moment, self)
        self.view = WorkItemView(theme, self.model, density, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.selectionModel().currentChanged.connect(lambda _now, _before: self._tell_current())
        self.model.dataChanged.connect(lambda _first, _last: self._tell_current())
        self.view.activated.connect(lambda _index: self.opened.emit())
        self.view.undo_pressed.connect(lambda row: self.undo_asked.emit(row.mark.action_id))
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(lambda: self.model.say_again(only_marked=True))
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._new_minute)
        board.changed.connect(self._names_may_differ)

    def attach(self, bridge: Bridge) -> None:
        """From now on there is somebody to ask."""
        self._bridge = bridge
        self.model.rows_wanted.connect(self.ask_rows)
        bridge.changed.connect(self._on_changes)
        self._second.start()
        self._minute.start()
        self.ask(calm=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not a focus proxy: Qt would leave the other children out of the Tab order."""
        self.view.setFocus(event.reason())

    def moment(self) -> Moment:
        return Moment(self._clock(), self._board.names())

    def query(self) -> Query:
        return query_at(self._clock(), self._view, text=self._text, sort=self._sort)

    # -- asking --------------------------------------------------------------------------------------------

    def search(self, text: str) -> None:
        if text.strip() != self._text.strip():
            self._text = text
            self.ask(calm=False)

    def ask(self, calm: bool = True) -> None:
        """Ask for the order. A calm question waits for the one under way; a person's own replaces it."""
        if self._bridge is None:
            return
        if self._running is not None and not self._running.done():
            if calm:
                self._again = True
                return
            self._running.cancel()
        self._running = self._bridge.run(self._bring(self._bridge, calm and self._touched))

    async def _bring(self, bridge: Bridge, calm: bool) -> None:
        begun = time.monotonic()
        order = await bridge.inbox.order(self.query())
        wanted = self.model.entries_of(order)
        shown = array("q", self.model.entries)
        glance = self.view.glance() if calm else None
        if len(wanted) + len(shown) > PLANNED_IN_A_THREAD:
            import asyncio  # not on the way to the first painted row

            found, steps = await asyncio.to_thread(plan, shown, wanted, glance)
        else:
            found, steps = plan(shown, wanted, glance)
        if shown == self.model.entries:
            self.show_order(order, found, steps)
        else:
            self._again = True
        if self._again:
            self._again = False
            # A long list under a flood of changes: at most half of the time goes into arranging it.
            QTimer.singleShot(round(1000 * (time.monotonic() - begun)), self.ask)

    def show_order(self, order: Order, found: Arrangement, steps: list[Step]) -> None:
        anchor = self.view.anchor()
        self.model.take_sections(order)
        self.model.apply(steps)
        self.view.restore(anchor)
        if not self._touched or not self.view.currentIndex().isValid():
            self.choose_first()
        if not self.model.entries:
            self._told = None
            self.current_changed.emit(None)
        self.arrivals_waiting.emit(found.waiting, found.reordered)
        self.ordered.emit(order)

    def show_first_rows(self, order: Order, rows: tuple[Row, ...]) -> None:
        """The first paint: rows that were read before anything else was started."""
        self.model.put_rows(rows)
        found, steps = plan(self.model.entries, self.model.entries_of(order), None)
        self.show_order(order, found, steps)

    def ask_rows(self, ids: tuple[int, ...]) -> None:
        if self._bridge is not None and ids:
            self._bridge.run(self._bridge.inbox.rows(ids), partial(take_rows, self._bridge, self.model, ids))

    def _on_changes(self, changes: Changes) -> None:
        seen = self.view.in_view()
        visible = [entry for entry in self.model.entries[seen.start : seen.stop] if entry >= 0]
        self.ask_rows(tuple({*visible, *self.model.ids_of(changes.upserted)}))
        self.ask()

    def _names_may_differ(self) -> None:
        """A source's state is no news for the rows, its name is."""
        names = self._board.names()
        if names != self._names:
            self._names = names
            self.model.say_again()

    def _new_minute(self) -> None:
        self.model.say_again()
        self.ask()

    # -- choosing ------------------------------------------------------------------------------------------

    def current_row(self) -> Row | None:
        row = self.view.currentIndex().data(ROW_ROLE) if self.view.currentIndex().isValid() else None
        return row if isinstance(row, Row) else None

    def choose_first(self) -> None:
        first = self.view.geometry_of_rows.step(-1, 1)
        if first is not None:
            self.choose_place(first)

    def choose(self, entry: int) -> bool:
        """The row with this id, when the list has it."""
        return entry in self.model.entries and self.choose_place(self.model.entries.index(entry))

    def go(self, by: int) -> bool:
        """To the next (1) or the one before (-1); False at the end, where nothing moves."""
        target = self.view.geometry_of_rows.step(self.view.currentIndex().row(), by)
        if target is None:
            return False
        return self.choose_place(target)

    def choose_place(self, place: int) -> bool:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(self.model.index(place), flags)
        return True

    def _tell_current(self) -> None:
        """Once for another row, and again when what is known of the same row is news."""
        row = self.current_row()
        if row != self._told:
            self._told = row
            self.current_changed.emit(row)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self._touched = True
        return False
