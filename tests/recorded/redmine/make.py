"""Records Redmine anew: `python -m tests.recorded.redmine.make URL` of a seeded tests/backends/redmine.py."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path

from tests.contract.rig import decided, offer_of
from tests.contract.suite import pulled
from tests.recorded.redmine.replay import ITEM, REFUSED, connector_at
from tests.recorded.tape import Exchange, Tape

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import ActionKind
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import Scope

FILE = Path(__file__).with_name("exchanges.json")
_SECRETS = re.compile(r'"api_key":"[^"]*"')


async def _talk(connector: Connector) -> None:
    """All that the replay asks, in its order."""
    try:
        await pulled(connector)
        await pulled(connector, scope=Scope.TEAM)
        key = WorkItemKey("tickets", (ITEM,))
        detail = await connector.detail(key)
        await connector.people(key, "")
        await connector.read(WorkItemKey("tickets", ("99999",)))
        due = offer_of(detail, lambda one: one.kind is ActionKind.SET_DUE)
        await connector.send(decided(detail, due, due=REFUSED))
    finally:
        await connector.aclose()


def main() -> int:
    tape = Tape()
    with tape.record(sys.argv[1]) as url:
        asyncio.run(_talk(connector_at(url)))
    kept: dict[object, Exchange] = {one.asked: one for one in tape.exchanges}
    clean = [
        Exchange(**{**vars(one), "body": _SECRETS.sub('"api_key":"removed"', one.body)})
        for one in kept.values()
    ]
    Tape(clean).save(FILE)
    print(f"{len(clean)} exchanges, {len(json.dumps([vars(one) for one in clean]))} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
