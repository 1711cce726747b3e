from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.store.database import Connection, first
from odx_desktop.store.lanes import NewestLane, WriteLane

# Counts for minutes unless it is interrupted.
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000000000)"
    " SELECT count(*) FROM n"
)


@pytest.fixture
def newest() -> Iterator[NewestLane]:
    lane = NewestLane(Connection(":memory:"), "test")
    yield lane
    lane.close()


def test_a_newer_question_interrupts_the_one_that_runs_and_drops_the_one_that_waits(
    newest: NewestLane,
) -> None:
    started = threading.Event()

    def endless(connection: Connection) -> int:
        started.set()
        return int(first(connection, ENDLESS))

    running = newest.ask(endless, topic="list")
    assert started.wait(5)
    waiting = newest.ask(lambda connection: 2, topic="list")
    last = newest.ask(lambda connection: 3, topic="list")
    assert last.result(5) == 3
    for superseded in (running, waiting):
        with pytest.raises(CancelledError):
            superseded.result(5)


def test_questions_of_another_topic_and_without_one_are_left_alone(newest: NewestLane) -> None:
    asked = [newest.ask(lambda connection, n=n: n, topic=n) for n in range(5)]  # type: ignore[misc]
    small = [newest.ask(lambda connection: 7) for _ in range(5)]
    assert [one.result(5) for one in asked] == [0, 1, 2, 3, 4]
    assert [one.result(5) for one in small] == [7] * 5


def test_thousands_of_quick_successions_never_cancel_the_newest(newest: NewestLane) -> None:
    for number in range(3000):
        answer = newest.ask(lambda connection, n=number: first(connection, f"SELECT {n}"), topic="t")  # type: ignore[misc]
    assert answer.result(10) == 2999


def test_an_error_of_a_question_is_its_own(newest: NewestLane) -> None:
    with pytest.raises(StoreFailed):
        newest.ask(lambda connection: first(connection, "SELECT nothing FROM nowhere")).result(5)
    assert newest.ask(lambda connection: 1).result(5) == 1


def test_closing_cancels_what_waits_and_refuses_what_comes() -> None:
    lane = NewestLane(Connection(":memory:"), "test")
    started = threading.Event()

    def endless(connection: Connection) -> object:
        started.set()
        return first(connection, ENDLESS)

    running = lane.ask(endless)
    assert started.wait(5)
    lane.close()
    assert running.cancelled()
    with pytest.raises(StoreFailed):
        lane.ask(lambda connection: 1).result(5)


def test_an_accepted_write_cannot_be_cancelled_and_closing_finishes_it() -> None:
    connection = Connection(":memory:")
    written: list[int] = []
    lane = WriteLane(connection, "test")
    gate = threading.Event()
    lane.submit(lambda _: gate.wait(5))
    writes = [lane.submit(lambda _, n=n: written.append(n)) for n in range(10)]  # type: ignore[misc]
    assert not any(write.cancel() for write in writes)
    gate.set()
    lane.close()
    assert written == list(range(10))
    with pytest.raises(StoreFailed) as failed:
        lane.submit(lambda _: 1).result(5)
    assert failed.value.reason.code == "store.closed"
