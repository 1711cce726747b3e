"""Carries a decision from a press to the vault and back to the eyes: accepted, undone, or why not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from odx_desktop.domain.action import Action, ActionOffer
from odx_desktop.domain.reason import Reason
from odx_desktop.inbox.views import UndoOutcome
from odx_desktop.text import tr
from odx_desktop.text.actions import done_by_me
from odx_desktop.text.reasons import next_step, sentence
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.detail_pane import DetailPane
from odx_desktop.ui.work_item_list import WorkItemList


class Decisions(QObject):
    """Nothing is said to be done before its row is written; after it the next open row is current."""

    said = Signal(str)

    def __init__(self, items: WorkItemList, detail: DetailPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items, self._detail = items, detail
        self._bridge: Bridge | None = None
        self._last: list[str] = []
        self._under_way = False
        detail.bar.submitted.connect(self.submit)
        detail.bar.undo_pressed.connect(self.undo)
        detail.bar.send_pressed.connect(self.send_now)
        items.undo_asked.connect(self.undo_action)

    def attach(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def submit(self, offer: ActionOffer, comment: str, params: dict[str, str], lines: dict[str, str]) -> None:
        """One decision at a time: a second press before the first is written decides nothing."""
        key = self._detail.key
        if self._bridge is None or key is None or self._under_way:
            return
        self._under_way = True
        order = self._bridge.inbox.submit(key, offer.id, comment=comment, params=params, lines=lines)
        self._bridge.run(order, self._accepted, self._not_accepted)

    def _accepted(self, action: Action) -> None:
        self._under_way = False
        self._last.append(action.id)
        if self._detail.key == action.key:
            self._detail.bar.forget_comment()
        moved = self._go_on()
        row = self._items.current_row()
        done = done_by_me(action.kind)
        if moved and row is not None:
            self.said.emit(tr("{done}. Next: {title}", done=done, title=row.item.title))
        else:
            self.said.emit(done)

    def _not_accepted(self, reason: Reason) -> None:
        self._under_way = False
        self._say(reason)

    def _go_on(self) -> bool:
        """To the next row that still waits for a decision; where there is none, nothing moves."""
        view = self._items.view
        (view if view.isVisible() else self._detail).setFocus()
        rows, model = view.geometry_of_rows, self._items.model
        at = view.currentIndex().row()
        while (following := rows.step(at, 1)) is not None:
            row = model.row_of(model.entries[following])
            if row is None or row.mark is None:
                return self._items.choose_place(following)
            at = following
        return False

    def send_now(self) -> None:
        """The current row's decision was held until the person sends it."""
        row = self._items.current_row()
        if self._bridge is not None and row is not None and row.mark is not None:
            order = self._bridge.inbox.send_now(row.mark.action_id)
            self._bridge.run(order, lambda _action: self.said.emit(tr("On its way")), self._say)

    # -- undo ----------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Of the current row, where it has something to undo; else of the last decision."""
        row = self._items.current_row()
        if row is not None and row.mark is not None:
            self.undo_action(row.mark.action_id)
        elif self._last:
            self.undo_action(self._last[-1])

    def undo_action(self, action_id: str) -> None:
        if self._bridge is not None:
            self._bridge.run(self._bridge.inbox.undo(action_id), self._undone, self._say)

    def _undone(self, outcome: UndoOutcome) -> None:
        gone = {*outcome.undone, *outcome.too_late}
        self._last = [action_id for action_id in self._last if action_id not in gone]
        if outcome.too_late:
            late = tr("Too late to take back: it was already sent. Activity shows what became of it.")
            self._detail.say_trouble(late)
            self.said.emit(late)
        else:
            self.said.emit(tr("Taken back. Nothing was sent."))

    def _say(self, reason: Reason) -> None:
        words = f"{sentence(reason)} {next_step(reason)}"
        self._detail.say_trouble(words)
        self.said.emit(words)
