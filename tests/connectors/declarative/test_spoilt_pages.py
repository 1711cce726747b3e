"""Hundreds of pages spoilt at random: each is understood, rejected in part, or broken, and nothing else."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter

from tests.contract.far_end_rig import SOURCE, connect
from tests.contract.suite import items_of, pulled
from tests.far_end.fault import Fault
from tests.far_end.server import FarEnd, shown

from odx_desktop.connectors.contract import Connector, Page
from odx_desktop.domain.errors import ContractBroken, SourceUnavailable
from odx_desktop.domain.keys import WorkItemKey

COUNT = 500
WRONG: tuple[object, ...] = (
    None,
    True,
    -1,
    1e308,
    "",
    "é" * 50,
    [],
    {},
    [[]],
    {"id": {"id": []}},
    "\0",
    "2026-99",
)
NO_IDS: tuple[object, ...] = (None, True, "", " ", [], {}, [[]], {"id": 7})
# No digit: one id in the place of another is a wrong answer in the right form, which nobody can see.
BYTES = bytes(set(range(256)) - set(b"0123456789"))


def spoilt(page: dict[str, object], dice: random.Random) -> bytes:
    """The page with one thing wrong: a value, a key, or bytes."""
    body = json.loads(json.dumps(page))
    choice = dice.randrange(5)
    if choice == 0:
        item = dice.choice(body["items"])
        key = dice.choice(sorted(item))
        item[key] = dice.choice(NO_IDS if key == "id" else WRONG)
    elif choice == 1:
        item = dice.choice(body["items"])
        del item[dice.choice(sorted(item))]
    elif choice == 2:
        body[dice.choice(("items", "total"))] = dice.choice(WRONG)
    raw = json.dumps(body).encode()
    if choice == 3:
        return raw[: dice.randrange(len(raw))]
    if choice == 4:
        at = dice.randrange(len(raw))
        return raw[:at] + bytes([dice.choice(BYTES)]) + raw[at + 1 :]
    return raw


async def met(connector: Connector) -> tuple[str, list[Page]]:
    try:
        return "read", await pulled(connector)
    except ContractBroken:
        return "broken", []
    except SourceUnavailable:
        return "unavailable", []


def test_no_spoilt_page_is_taken_for_a_whole_one() -> None:
    dice = random.Random(20261124)
    with FarEnd() as far:
        tasks = [far.books.add(f"Order {number}", amount="12.50", due="2026-12-01") for number in range(1, 9)]
        present = {WorkItemKey(SOURCE, (task.id,)) for task in tasks}
        good: dict[str, object] = {"items": [shown(task, whole=False) for task in tasks], "total": len(tasks)}

        async def all_of_them() -> Counter[str]:
            connector = connect(far)
            seen: Counter[str] = Counter()
            try:
                for _ in range(COUNT):
                    far.fail("GET", "/tasks", Fault.answer(200, spoilt(good, dice)))
                    outcome, pages = await met(connector)
                    seen[outcome] += 1
                    if outcome == "read" and pages[-1].complete:
                        named = {one.key for page in pages for one in page.rejected} | items_of(pages).keys()
                        assert named >= present, "complete, and yet something is missing"
            finally:
                await connector.aclose()
            return seen

        seen = asyncio.run(all_of_them())
    assert sum(seen.values()) == COUNT
    assert seen["read"] > 50 and seen["broken"] > 50
