"""Carries what other threads wrote to the widgets, and what the widgets ask to the inbox, without waiting."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.reason import Reason

if TYPE_CHECKING:
    import asyncio

    from odx_desktop.inbox.inbox import Inbox

T = TypeVar("T")
MERGE_MS = 250
log = logging.getLogger(__name__)


class Bridge(QObject):
    """One queued signal for all news, merged, at most four times a second; one owner for all of our tasks."""

    changed = Signal(object)  # Changes
    failed = Signal(object)  # Reason: an order or a question that nobody else answers for
    _heard = Signal()

    def __init__(self, inbox: Inbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.inbox = inbox
        self._lock = threading.Lock()
        self._pending = Changes()
        self._closed = False
        self._tasks: set[asyncio.Future[Any]] = set()
        self._pause = QTimer(self, singleShot=True, interval=MERGE_MS)
        self._pause.timeout.connect(self._deliver)
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        self._stop_listening = inbox.listen(self._hear)

    # -- news, from any thread -----------------------------------------------------------------------------

    def _hear(self, changes: Changes) -> None:
        with self._lock:
            first = not self._pending
            self._pending = self._pending.merged(changes)
        if first:
            try:
                self._heard.emit()
            except RuntimeError:  # the window went away between the commit and the word of it
                log.debug("news after the end")

    def _on_heard(self) -> None:
        if not self._pause.isActive():
            self._deliver()

    def _deliver(self) -> None:
        with self._lock:
            changes, self._pending = self._pending, Changes()
        if changes:
            self._pause.start()
            self.changed.emit(changes)

    # -- questions and orders, from the widgets ------------------------------------------------------------

    def run(
        self,
        work: Coroutine[Any, Any, T],
        then: Callable[[T], object] | None = None,
        otherwise: Callable[[Reason], object] | None = None,
    ) -> asyncio.Future[T]:
        """Start `work`; `then` gets its answer, `otherwise` (else the signal `failed`) why there is none.
        A cancelled or superseded question calls neither."""
        import asyncio  # after first paint: it alone costs more than the first rows

        task: asyncio.Future[T] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._finished(done, then, otherwise))
        return task

    def _finished(
        self,
        task: asyncio.Future[T],
        then: Callable[[T], object] | None,
        otherwise: Callable[[Reason], object] | None,
    ) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if self._closed:  # nobody is there any more to be told
            log.debug("answered after the end: %r", error)
            return
        if error is None:
            if then is not None:
                then(task.result())
            return
        if isinstance(error, OdxError):
            reason = error.reason
        else:
            log.error("a question of the window failed", exc_info=error)
            reason = Reason.of("program.defect")
        (otherwise or self.failed.emit)(reason)

    @property
    def busy(self) -> bool:
        """Whether a question or an order is under way."""
        return bool(self._tasks)

    async def close(self) -> None:
        """Hear no more, drop questions that are under way; orders are never cancelled once written."""
        import asyncio

        self._closed = True
        self._stop_listening()
        self._pause.stop()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
