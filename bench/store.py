"""What the store costs: rows written, an order of 100,000 rows and a first paint, beside SQLite alone."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from bench.figure import Figure

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Query, View
from odx_desktop.domain.work_item import Money, Person, Relation, Scope, WorkItem, WorkItemState
from odx_desktop.store.database import Connection, open_database, transaction
from odx_desktop.store.first_rows import first_rows
from odx_desktop.store.item_rows import content_values
from odx_desktop.store.key_value import StoreKey
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.store import Store

ITEMS = 100_000
PAGE = 1_000
ROUNDS = 3
KEY = StoreKey(b"b" * 32, "file")
NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
WORDS = ("congé", "achat", "requête", "budget", "équipe", "fournisseur", "contrat", "voyage", "formation")


def items() -> list[WorkItem]:
    """As a source would list them: six words of title, two of three with a due time, all with an amount."""
    chance = random.Random(1)
    mine = frozenset({Relation.MINE})
    return [
        WorkItem(
            WorkItemKey("hr", (str(number),)),
            "Requisition",
            " ".join(chance.choices(WORDS, k=6)),
            WorkItemState.READY,
            priority=chance.randint(0, 100),
            created=NOW - timedelta(days=chance.randint(0, 60)),
            due=NOW + timedelta(days=chance.randint(-30, 200)) if number % 3 else None,
            requester=Person(str(number % 500), f"Requester {number % 500}"),
            relations=mine,
            amount=Money(Decimal(chance.randint(1, 1_000_000)).scaleb(-2), "CAD"),
            version="1",
        )
        for number in range(ITEMS)
    ]


@dataclass(frozen=True)
class Filled:
    folder: Path
    store: Store


@contextmanager
def opened() -> Iterator[Filled]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(ProfilePaths(Path(folder)), KEY)
        yield Filled(Path(folder), store)
        store.close()


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def pull(store: Store, listed: list[WorkItem]) -> None:
    pages = [listed[start : start + PAGE] for start in range(0, len(listed), PAGE)]
    written = [store.cache.apply_page("hr", Scope.MINE, page, [], NOW) for page in pages]
    for page in written:
        page.result()


def insert_by_hand(listed: list[WorkItem]) -> float:
    """The best that is to be had: the same values into one plain encrypted table, no guard, no index."""
    with tempfile.TemporaryDirectory() as folder:
        connection = open_database(Path(folder) / "plain.db", KEY.value, durable=False)
        holes = ",".join("?" * (len(content_values(listed[0])) + 1))
        connection.execute(f"CREATE TABLE item(native TEXT, {','.join(f'c{n}' for n in range(20))})")

        def write() -> None:
            for start in range(0, len(listed), PAGE):
                with transaction(connection):
                    rows = (
                        (item.key.native[0], *content_values(item)) for item in listed[start : start + PAGE]
                    )
                    connection.executemany(f"INSERT INTO item VALUES({holes})", rows)

        took = seconds(write)
        connection.close()
        return took


def scan_by_hand(connection: Connection) -> float:
    """The ids of the Inbox in index order and nothing else."""
    walk = "SELECT id FROM item INDEXED BY item_inbox WHERE is_inbox ORDER BY due"
    sql = f"SELECT json_group_array(id) FROM ({walk})"
    return seconds(lambda: list(connection.execute(sql)))


def measure() -> Iterator[Figure]:
    listed = items()
    query = Query(View.INBOX, NOW, NOW + timedelta(hours=14), NOW + timedelta(days=5))
    ours, by_hand, unchanged = list[float](), list[float](), list[float]()
    orders, scans, searches, paints = list[float](), list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        with opened() as filled:
            ours.append(ITEMS / seconds(lambda: pull(filled.store, listed)))
            by_hand.append(ITEMS / insert_by_hand(listed))
            filled.store.cache.end_fill().result()
            unchanged.append(ITEMS / seconds(lambda: pull(filled.store, listed)))
            profile = ProfilePaths(filled.folder)
            plain = open_database(profile.cache, KEY.value, durable=False, readable_only=True)
            for _ in range(ROUNDS):
                orders.append(1000 * seconds(lambda: filled.store.reader.order(query).result()))
                scans.append(1000 * scan_by_hand(plain))
                words = Query(query.view, query.now, query.day_ends, query.week_ends, "conge budg")
                searches.append(1000 * seconds(lambda: filled.store.reader.order(words).result()))  # noqa: B023
                paints.append(1000 * seconds(lambda: first_rows(profile, KEY, query)))  # noqa: B023
            plain.close()
    yield Figure("first sync to the cache", "rows/s", ours, by_hand, "one plain table", 0.25, True)
    yield Figure("unchanged rows", "rows/s", unchanged, by_hand, "writing them all by hand", 0.5, True)
    yield Figure("order of 100,000", "ms", orders, scans, "ids in index order")
    yield Figure("search, two words", "ms", searches, scans, "ids in index order")
    yield Figure("first rows of 100,000", "ms", paints, scans, "ids in index order")
