"""One run of learning: pages to the cache, and removals only on proof."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime

from odx_desktop.connectors.contract import Connector, Page
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import SourceUnavailable
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import Scope
from odx_desktop.store.cache_writer import CacheWriter
from odx_desktop.sync.clock import Clock

PAGE_DEADLINE_S = 30.0


@dataclass(slots=True)
class Pulled:
    """What one scope's pull did. `complete`: its end was reached and, for a listing, verified."""

    pulled: int = 0
    rejected: int = 0
    changes: Changes = field(default_factory=Changes)
    complete: bool = False
    reason: Reason | None = None

    @property
    def changed(self) -> int:
        return len(self.changes.upserted)

    @property
    def removed(self) -> int:
        return len(self.changes.removed)


async def pull(
    connector: Connector, cache: CacheWriter, source: str, scope: Scope, *, cursor: str | None, clock: Clock
) -> Pulled:
    """A delta from `cursor`, or a full listing when it is None.

    Raises what the connector raises; the pages that came before stay. An incomplete listing is not an
    error here: it removes nothing and `complete` stays False.
    """
    outcome = Pulled()
    present: set[str] = set()
    written: list[Changes] = []
    writing: asyncio.Future[Changes] | None = None
    pages = connector.pull(scope, cursor)
    try:
        while (page := await _next_page(pages)) is not None:
            now = clock.now()
            outcome.pulled += len(page.items)
            outcome.rejected += len(page.rejected)
            present |= _present(page)
            if writing is not None:
                written.append(await writing)
            # The next page is fetched and read while this one is written.
            writing = asyncio.wrap_future(cache.apply_page(source, scope, page.items, page.removed, now))
            if page.last:
                written.append(await writing)
                outcome.complete = page.complete
                outcome.reason = page.incomplete_reason
                written.append(await _finish(cache, source, scope, page, present, now))
                break
        else:
            written += [await writing] if writing is not None else []
    finally:
        if writing is not None:
            await asyncio.wait([writing])  # what was begun is written, whatever the source did next
        await _close(pages)
    outcome.changes = Changes.merge(written)
    return outcome


async def _next_page(pages: AsyncIterator[Page]) -> Page | None:
    try:
        async with asyncio.timeout(PAGE_DEADLINE_S):
            return await anext(pages, None)
    except TimeoutError:
        raise SourceUnavailable(Reason.of("source.timeout")) from None


async def _finish(
    cache: CacheWriter, source: str, scope: Scope, page: Page, present: set[str], now: datetime
) -> Changes:
    """Removals, then the cursor: killed in between, a delta is read again, which changes nothing. A cursor
    past pages that were not understood would skip them for good, so an incomplete pull keeps the old one."""
    if not page.complete:
        return Changes()
    gone = Changes()
    if page.listing:
        gone = await asyncio.wrap_future(cache.finish_listing(source, scope, present, now))
    await asyncio.wrap_future(cache.apply_page(source, scope, (), (), now, page.cursor, save_cursor=True))
    return gone


def _present(page: Page) -> set[str]:
    keys = {item.key.native_text for item in page.items}
    keys |= {rejected.key.native_text for rejected in page.rejected if rejected.key is not None}
    return keys


async def _close(pages: AsyncIterator[Page]) -> None:
    close = getattr(pages, "aclose", None)
    if close is not None:
        await close()
