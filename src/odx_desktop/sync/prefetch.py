"""Details of the nearest due items, within a budget, so that offline means readable."""

from __future__ import annotations

import asyncio

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.store.cache_writer import CacheWriter
from odx_desktop.sync.clock import Clock

AT_ONCE = 4


async def prefetch(
    connector: Connector, cache: CacheWriter, source: str, *, budget: int, clock: Clock
) -> Changes:
    """Read up to `budget` details, a few at a time. One that cannot be understood is left for later;
    a source that cannot be asked ends the run (raises SourceError)."""
    wanted = await asyncio.wrap_future(cache.details_wanted(source, budget, clock.now()))
    total = Changes()
    for start in range(0, len(wanted), AT_ONCE):
        readings = await asyncio.gather(
            *(connector.detail(key) for key in wanted[start : start + AT_ONCE]), return_exceptions=True
        )
        for reading in readings:
            if isinstance(reading, ContractBroken):
                continue
            if isinstance(reading, BaseException):
                raise reading
            total = total.merged(await asyncio.wrap_future(cache.put_detail(reading)))
    return total
