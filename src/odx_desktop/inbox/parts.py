"""What the façade is made of, handed in by compose."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.connector_info import ConnectorInfo
from odx_desktop.domain.source import Source
from odx_desktop.store.store import Store
from odx_desktop.sync.clock import Clock
from odx_desktop.sync.engine import Engine

T = TypeVar("T")


@dataclass(slots=True)
class News:
    """Who wants to hear of changes, from whichever thread they come."""

    listeners: list[Callable[[Changes], None]] = field(default_factory=list)

    def announce(self, changes: Changes) -> None:
        if changes:
            for listener in tuple(self.listeners):
                listener(changes)

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener) if listener in self.listeners else None


class OnEngine:
    """Runs a coroutine where the engine lives: the same loop for a command, its own thread for the window."""

    def __call__(self, work: Coroutine[Any, Any, T]) -> Awaitable[T]:
        return work


@dataclass(frozen=True, slots=True)
class Manifested:
    """Which connector a name stands for; `digest` and `text` are empty for one that is code."""

    connector: str
    digest: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """Settings the façade itself obeys. `hold_s` None holds until the person sends."""

    hold_s: Callable[[], float | None]
    poll_interval_s: Callable[[], float]
    attachment_max_bytes: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Parts:
    store: Store
    engine: Engine
    clock: Clock
    on_engine: OnEngine
    limits: Limits
    news: News
    # A connector for a source that is not saved yet: its manifest and its secret as typed.
    try_connect: Callable[[Source, str | None, str | None], Awaitable[Connector]]
    connector_infos: Callable[[], tuple[ConnectorInfo, ...]]
    # Catalogue id or path of a manifest; raises Refusal `connector.unknown`.
    manifest_of: Callable[[str], Manifested]
