from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from tests.sync.scripted_connector import AT, ScriptedConnector, item

from odx_desktop.connectors.contract import Page
from odx_desktop.domain.errors import SourceUnavailable
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Query, View
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import Scope
from odx_desktop.store.store import Store
from odx_desktop.sync.clock import Clock
from odx_desktop.sync.pull import pull


class BreaksOff(ScriptedConnector):
    """Gives one page and then nothing more."""

    async def pull(self, scope: Scope, cursor: str | None) -> AsyncIterator[Page]:
        yield Page(items=(item("1"),))
        raise SourceUnavailable(Reason.of("source.timeout"))


def test_all_pages_are_written_and_told(store: Store, clock: Clock) -> None:
    pages = [Page(items=(item("1"),)), Page(items=(item("2"),)), Page(complete=True, last=True, cursor="c")]
    connector = ScriptedConnector(pages=lambda: pages)
    done = asyncio.run(pull(connector, store.cache, "hr", Scope.MINE, cursor=None, clock=clock))
    assert done.changes.upserted == {WorkItemKey("hr", ("1",)), WorkItemKey("hr", ("2",))}
    assert store.cache.cursor("hr", Scope.MINE).result() == "c"


def test_pages_without_an_end_remove_nothing(store: Store, clock: Clock) -> None:
    connector = ScriptedConnector(pages=lambda: [Page(items=(item("1"),))])
    done = asyncio.run(pull(connector, store.cache, "hr", Scope.MINE, cursor=None, clock=clock))
    assert (done.complete, len(done.changes.upserted)) == (False, 1)


def test_the_page_before_the_break_is_on_disk_when_the_break_is_told(store: Store, clock: Clock) -> None:
    with pytest.raises(SourceUnavailable):
        asyncio.run(pull(BreaksOff(), store.cache, "hr", Scope.MINE, cursor=None, clock=clock))
    assert store.reader.order(Query(View.INBOX, AT, AT, AT)).result().total == 1
