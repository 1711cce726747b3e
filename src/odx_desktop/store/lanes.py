"""The threads that own a connection each: writes one after the other, questions of which the newest wins."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Condition, Thread
from typing import Any, TypeVar

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.reason import Reason
from odx_desktop.store.database import Connection, Superseded, failures_named, suspect_after

# Some milliseconds of work.
_STEPS_BETWEEN_LOOKS = 100_000

T = TypeVar("T")
Job = Callable[[Connection], T]


def _closed() -> StoreFailed:
    return StoreFailed(Reason.of("store.closed"))


def _fulfil(future: Future[Any], job: Job[Any], connection: Connection) -> None:
    try:
        with failures_named():
            future.set_result(job(connection))
    except BaseException as error:
        suspect_after(error, connection)
        future.set_exception(error)


class WriteLane:
    """Runs jobs in order in its own thread on its own connection.

    A job that was accepted runs: its future is marked running at once, so that a caller who gives up cannot
    take back what another already counts on. Closing lets everything accepted finish.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._jobs: SimpleQueue[tuple[Future[Any], Job[Any]] | None] = SimpleQueue()
        self._gate = Condition()
        self._open = True
        self._thread = Thread(target=self._work, name=f"store-{name}", daemon=True)
        self._thread.start()

    def submit(self, job: Job[T]) -> Future[T]:
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        with self._gate:
            if self._open:
                self._jobs.put((future, job))
                return future
        future.set_exception(_closed())
        return future

    def close(self) -> None:
        """Finish what was accepted, then close the connection in its own thread."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (entry := self._jobs.get()) is not None:
            _fulfil(*entry, self._connection)
            del entry
        self._connection.close()


@dataclass(slots=True)
class _Question:
    future: Future[Any]
    job: Job[Any]


class NewestLane:
    """Answers questions; within one topic a newer question cancels the older, waiting or running.

    Questions without a topic are never superseded. The interrupt is given under the same lock that says
    which question runs, so that it cannot hit the next one (research/architecture.md, trap 3).
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._gate = Condition()
        self._waiting: OrderedDict[Hashable, _Question] = OrderedDict()
        self._running: tuple[Hashable, _Question] | None = None
        self._open = True
        connection.set_progress_handler(self._is_superseded, _STEPS_BETWEEN_LOOKS)
        self._thread = Thread(target=self._work, name=f"store-{name}", daemon=True)
        self._thread.start()

    def ask(self, job: Job[T], topic: Hashable | None = None) -> Future[T]:
        future: Future[T] = Future()
        question = _Question(future, job)
        name: Hashable = object() if topic is None else topic
        with self._gate:
            if not self._open:
                future.set_exception(_closed())
                return future
            older = self._waiting.pop(name, None)
            superseded = [older.future] if older else []
            if self._running is not None and self._running[0] == name:
                superseded.append(self._running[1].future)
                self._connection.interrupt()
            self._waiting[name] = question
            self._gate.notify()
        for one in superseded:
            one.cancel()
        return future

    def close(self) -> None:
        """Cancel what waits, stop what runs, close the connection in its own thread."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            waiting = [question.future for question in self._waiting.values()]
            self._waiting.clear()
            if self._running is not None:
                waiting.append(self._running[1].future)
                self._connection.interrupt()
            self._gate.notify()
        for one in waiting:
            one.cancel()
        self._thread.join()

    def _is_superseded(self) -> bool:
        """Asked by SQLite while it works: an interrupt that came between two statements hit nothing."""
        running = self._running
        return running is not None and running[1].future.cancelled()

    def _work(self) -> None:
        while (question := self._next()) is not None:
            self._answer(question)
            del question
        self._connection.close()

    def _next(self) -> _Question | None:
        with self._gate:
            self._running = None
            while self._open and not self._waiting:
                self._gate.wait()
            if not self._open:
                return None
            self._running = self._waiting.popitem(last=False)
            return self._running[1]

    def _answer(self, question: _Question) -> None:
        """The future stays pending until there is an answer, so that it can be cancelled for good."""
        future = question.future
        if future.cancelled():
            future.set_running_or_notify_cancel()
            return
        answer: Any = None
        error: BaseException | None = None
        try:
            with failures_named():
                answer = question.job(self._connection)
        except Superseded:
            future.cancel()
        except BaseException as caught:
            error = caught
            suspect_after(caught, self._connection)
        if not future.set_running_or_notify_cancel():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)
