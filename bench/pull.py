"""Pull of 100,000 items into the encrypted store, against a hand-written loop over the same far end."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import httpx
import msgspec
from bench.far_end import ITEMS, PAGE
from bench.far_end_child import far_end
from bench.figure import Figure

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import Scope
from odx_desktop.store.key_value import StoreKey
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.store import Store
from odx_desktop.sync.clock import SystemClock
from odx_desktop.sync.pull import pull

RUNS = 3
KEY = bytes(range(32))
GOAL = 0.25


class Who(msgspec.Struct, gc=False):
    id: str
    name: str


class Row(msgspec.Struct, gc=False):
    """What the hand-written loop decodes: the far end's fifteen fields, typed."""

    id: int
    kind: str
    title: str
    body: str
    state: str
    priority: int
    created: str
    updated: str
    due: str
    assignee: Who
    requester: Who
    amount: str
    department: str
    number: str
    version: str


class Rows(msgspec.Struct, gc=False):
    items: list[Row]
    total: int


async def by_hand(url: str, folder: Path) -> float:
    """httpx, msgspec, one encrypted table, a thousand rows a transaction, then its search index in one go."""
    connection = apsw.Connection(str(folder / "hand.db"))
    connection.pragma("key", f"raw:{KEY.hex()}")
    connection.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
    connection.execute(
        "CREATE TABLE item(id INTEGER PRIMARY KEY, kind, title, body, state, priority, created, updated, due,"
        " assignee, requester, amount, department, number, version)"
    )
    decoder = msgspec.json.Decoder(Rows)
    began = time.perf_counter()
    async with httpx.AsyncClient(base_url=url) as client:
        for at in range(0, ITEMS, PAGE):
            rows = decoder.decode((await client.get(f"/items?offset={at}")).content).items
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT OR REPLACE INTO item VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                [
                    (r.id, r.kind, r.title, r.body, r.state, r.priority, r.created, r.updated, r.due,
                     r.assignee.name, r.requester.name, r.amount, r.department, r.number, r.version)
                    for r in rows
                ],
            )  # fmt: skip
            connection.execute("COMMIT")
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5(title, requester, body, content='item', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2'); INSERT INTO search(search) VALUES('rebuild')"
    )
    seconds = time.perf_counter() - began
    connection.close()
    return ITEMS / seconds


async def by_product(url: str, folder: Path) -> float:
    """The declarative engine, the rules of a verified listing, the store and its search index to the end."""
    text = (Path(__file__).parent / "far_end.toml").read_text("utf-8")
    clock = SystemClock()
    source = Source("bench", LocalizedText("Bench", "Banc"), "bench", url)
    connector = Catalogue().connector_for(source, text, "", Surroundings(clock.now))
    paths = ProfilePaths(folder / "profile")
    paths.ensure()
    store = Store.open(paths, StoreKey(KEY, "file", None))
    try:
        await connector.identify()
        began = time.perf_counter()
        done = await pull(connector, store.cache, "bench", Scope.MINE, cursor=None, clock=clock)
        await asyncio.wrap_future(store.cache.end_fill())
        seconds = time.perf_counter() - began
        assert done.complete and done.pulled == ITEMS, done
        return ITEMS / seconds
    finally:
        await connector.aclose()
        store.close()


def measure() -> Iterator[Figure]:
    ours, hand = [], []
    with far_end() as url:
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory(prefix="odx-bench-") as folder:
                hand.append(asyncio.run(by_hand(url, Path(folder))))
                ours.append(asyncio.run(by_product(url, Path(folder))))
    yield Figure(
        "pull of 100,000 items to the store, searchable",
        "items/s",
        ours,
        hand,
        "hand-written loop with the same search index and no checks",
        goal=GOAL,
        more_is_better=True,
    )
