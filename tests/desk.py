"""A façade over a real store and a scripted far end, for tests of sync and inbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.sync.scripted_connector import ScriptedConnector

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.connector_info import ConnectorInfo
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import AuthKind, Source
from odx_desktop.inbox.inbox import Inbox
from odx_desktop.inbox.parts import Limits, Manifested, News, OnEngine, Parts
from odx_desktop.store.key_value import StoreKey
from odx_desktop.store.profile import ProfileLock, ProfilePaths
from odx_desktop.store.store import Store
from odx_desktop.sync.clock import Clock
from odx_desktop.sync.engine import Engine, Manners

HR = Source("hr", LocalizedText("HR", "RH"), "scripted", "https://hr.example", user="amelie")


@dataclass
class ScriptedDesk:
    """One person's desk whose sources are ScriptedConnectors by slug."""

    inbox: Inbox
    engine: Engine
    store: Store
    connectors: dict[str, ScriptedConnector]
    news: list[Changes] = field(default_factory=list)


def scripted_desk(
    store: Store, profile: ProfilePaths, clock: Clock, connectors: dict[str, ScriptedConnector]
) -> ScriptedDesk:
    async def connect(source: Source) -> Connector:
        return connectors[source.slug]

    async def try_connect(source: Source, manifest: str | None, secret: str | None) -> Connector:
        return connectors[source.slug]

    news = News()
    engine = Engine(store, ProfileLock(profile), connect, clock, Manners())
    engine.announce_to(news.announce)
    info = ConnectorInfo("scripted", "Scripted", AuthKind.BASIC, (), ())
    parts = Parts(
        store,
        engine,
        clock,
        OnEngine(),
        Limits(lambda: 10.0, lambda: 60.0, lambda: 1000),
        news,
        try_connect,
        lambda: (info,),
        lambda connector: Manifested(connector, "", None),
    )
    desk = ScriptedDesk(Inbox(parts), engine, store, connectors)
    news.listen(desk.news.append)
    return desk


class HandClock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def jitter(self) -> float:
        return 0.5

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def profile(tmp_path: Path) -> ProfilePaths:
    paths = ProfilePaths(tmp_path / "profile")
    paths.ensure()
    return paths


@pytest.fixture
def store(profile: ProfilePaths) -> Iterator[Store]:
    opened = Store.open(profile, StoreKey(bytes(range(32)), "file", None))
    yield opened
    opened.close()
