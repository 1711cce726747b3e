"""Carries what a person orders for a decision already taken to the inbox, and brings back what came of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.reason import Reason
from odx_desktop.inbox.views import UndoOutcome
from odx_desktop.text import tr
from odx_desktop.ui.activity_words import Choice
from odx_desktop.ui.bridge import Bridge


class ActivityOrders(QObject):
    """`done` when an order was written, `failed(Reason)` when not; `item_wanted` opens the item instead."""

    done = Signal()
    failed = Signal(object)
    said = Signal(str)
    item_wanted = Signal(object)  # WorkItemKey

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge: Bridge | None = None

    def attach(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def order(self, action: Action, choice: Choice) -> None:
        """Do what the person chose; the news comes back as a change."""
        if choice is Choice.OPEN:
            self.item_wanted.emit(action.key)
            return
        if self._bridge is None:
            return
        inbox = self._bridge.inbox
        match choice:
            case Choice.UNDO:
                self._bridge.run(inbox.undo(action.id), self._undone, self.failed.emit)
            case Choice.SEND_NOW if action.state is ActionState.HELD:
                self._bridge.run(inbox.send_now(action.id), self._done, self.failed.emit)
            case Choice.SEND_NOW | Choice.CHECK_NOW:
                self._bridge.run(inbox.retry(action.id), self._done, self.failed.emit)
            case Choice.IT_IS_THERE:
                self._bridge.run(inbox.confirm_done(action.id), self._done, self.failed.emit)
            case Choice.SEND_AGAIN:
                self._bridge.run(inbox.send_again(action.id), self._done, self.failed.emit)
            case Choice.DISCARD:
                self._bridge.run(inbox.discard(action.id), self._done, self.failed.emit)

    def resend(self, action: Action, comment: str) -> None:
        """As a new decision with another comment."""
        if self._bridge is not None:
            self._bridge.run(self._send_as_new(self._bridge, action, comment), self._done, self.failed.emit)

    async def _send_as_new(self, bridge: Bridge, action: Action, comment: str) -> Action:
        """The new one is written first, then the old one put away, so that a refusal loses nothing."""
        made = await bridge.inbox.submit(
            action.key, action.offer_id, comment=comment, params=dict(action.params), lines=dict(action.lines)
        )
        await bridge.inbox.discard(action.id)
        return made

    def _done(self, _action: Action) -> None:
        self.done.emit()

    def _undone(self, outcome: UndoOutcome) -> None:
        if outcome.too_late:
            self.failed.emit(Reason.of("action.too_late"))
        else:
            self.said.emit(tr("Undone. Nothing was sent."))
            self.done.emit()
