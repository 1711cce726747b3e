"""One real server for a test, one connector on it, and a few words to act with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from tests.backends.radicale import Radicale, running

from odx_desktop.connectors.caldav.connector import CalDavConnector
from odx_desktop.connectors.contract import Page
from odx_desktop.domain.action import Action, ActionOffer, ActionState
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import Scope, WorkItem
from odx_desktop.http.client import HttpClient
from odx_desktop.http.credential import basic
from odx_desktop.http.limits import HttpLimits

T = TypeVar("T")
NOW = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
LIST = "/anna/tasks/"


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with running(tmp_path_factory.mktemp("radicale")) as radicale:
        yield radicale


@pytest.fixture
def server(shared: Radicale) -> Iterator[Radicale]:
    """As fresh: one empty list. A test may stop it or change a password."""
    for path in shared.lists("anna"):
        shared.delete(path)
    shared.make_list(LIST)
    yield shared
    shared.restore()


class Desk:
    """Asks the connector inside one event loop a call, as the engine would over a day."""

    def __init__(self, server: Radicale) -> None:
        self.server = server

    def run(
        self,
        question: Callable[[CalDavConnector], Coroutine[Any, Any, T]],
        path: str = LIST,
        *,
        user: str = "anna",
        password: str = "anna-pw",
        limits: HttpLimits | None = None,
    ) -> T:
        async def asked() -> T:
            url = self.server.url + path
            http = HttpClient(url, basic(user, password), clock=lambda: NOW, limits=limits)
            connector = CalDavConnector("to-dos", url, http, lambda: NOW)
            try:
                return await question(connector)
            finally:
                await connector.aclose()

        return asyncio.run(asked())

    def pull(
        self, cursor: str | None = None, path: str = LIST, limits: HttpLimits | None = None
    ) -> list[Page]:
        async def pages(connector: CalDavConnector) -> list[Page]:
            return [page async for page in connector.pull(Scope.MINE, cursor)]

        return self.run(pages, path, limits=limits)

    def items(self, path: str = LIST) -> dict[str, WorkItem]:
        return {item.title: item for page in self.pull(path=path) for item in page.items}

    def offer(self, key: WorkItemKey, offer_id: str) -> tuple[WorkItem, ActionOffer]:
        detail = self.run(lambda connector: connector.detail(key))
        found = {offer.id: offer for offer in detail.offers}
        return detail.item, found[offer_id]


@pytest.fixture
def desk(server: Radicale) -> Desk:
    return Desk(server)


def key(name: str) -> WorkItemKey:
    return WorkItemKey("to-dos", (LIST, name))


def decided(
    item: WorkItem, offer: ActionOffer, *, id: str = "action-1", comment: str = "", **params: str
) -> Action:
    """The action a person takes after seeing `item`."""
    return Action(
        id=id,
        key=item.key,
        title=item.title,
        kind=offer.kind,
        offer_id=offer.id,
        offer_label=offer.label,
        effect=offer.effect,
        created=NOW,
        state=ActionState.SENDING,
        comment=comment,
        params=tuple(params.items()),
        base_version=item.version,
    )
