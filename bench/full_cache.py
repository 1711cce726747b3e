"""Makes an encrypted cache with many believable items, through the product's own store."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import Money, Person, Relation, Scope, WorkItem, WorkItemState
from odx_desktop.store.key import obtain_key
from odx_desktop.store.profile import profile_paths
from odx_desktop.store.store import Store

SOURCE = "bench"
WORDS = (
    *("laptops", "winter", "tires", "leave", "travel", "Sudbury", "budget", "licence", "lease", "training"),
    *("congé", "véhicules", "équipement", "fournitures", "déplacement", "formation", "entente"),
)


def items(count: int, now: datetime) -> Iterator[WorkItem]:
    """The same items for the same count: titles of five words, amounts, due dates around `now`."""
    chance = random.Random(count)
    me = Person("me", "Amélie Gauthier")
    for number in range(count):
        yield WorkItem(
            key=WorkItemKey(SOURCE, (f"REQ-{number}",)),
            kind="Requisition",
            title=f"Requisition {number}: {' '.join(chance.choices(WORDS, k=5))}",
            state=WorkItemState.READY,
            relations=frozenset({Relation.MINE}),
            created=now - timedelta(days=chance.randint(1, 90)),
            updated=now - timedelta(hours=chance.randint(1, 900)),
            due=now + timedelta(hours=chance.randint(-100, 2000)),
            assignee=me,
            requester=Person(f"p{number % 400}", f"Requester {number % 400}"),
            amount=Money(Decimal(chance.randint(100, 9_000_000)) / 100, "CAD"),
        )


def fill(profile: Path, key_file: Path, count: int) -> None:
    """Writes `count` items into a new profile; returns when they are indexed and closed."""
    now = datetime.now(UTC)
    paths = profile_paths(profile)
    paths.ensure()
    store = Store.open(paths, obtain_key(paths, key_file))
    try:
        store.cache.begin_fill().result()
        made = items(count, now)
        while page := tuple(islice(made, 1000)):
            store.cache.apply_page(SOURCE, Scope.MINE, page, (), now).result()
        store.cache.end_fill().result()
    finally:
        store.close()
