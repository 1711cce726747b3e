"""Builds the engine from settings: wires the layers, decides nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Coroutine
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from odx_desktop.connectors.catalogue import Catalogue, Surroundings, digest
from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.crash_points import CrashPoint, observe
from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Source
from odx_desktop.inbox.inbox import Inbox
from odx_desktop.inbox.log_file import open_log
from odx_desktop.inbox.parts import Limits, Manifested, News, OnEngine, Parts
from odx_desktop.settings.current import CurrentSettings
from odx_desktop.store.key import StoreKey, obtain_key
from odx_desktop.store.profile import ProfileLock, ProfilePaths, profile_paths
from odx_desktop.store.store import Store
from odx_desktop.sync.clock import Clock, FrozenClock, SystemClock
from odx_desktop.sync.engine import Engine, Manners
from odx_desktop.sync.schedule import Schedule

T = TypeVar("T")
CRASH_AT = "ODX_DESKTOP_CRASH_AT"


def arm_crash_point() -> None:
    """For the fault rig: die as by `kill -9` at the named instant, when the environment says so."""
    wanted = os.environ.get(CRASH_AT)
    if not wanted:
        return
    point = CrashPoint(wanted)

    def kill_at(instant: CrashPoint) -> None:
        if instant is point:
            os.kill(os.getpid(), signal.SIGKILL)

    observe(kill_at)


class EngineThread(OnEngine):
    """The engine's own thread and loop, for the window; the UI loop only ever awaits its futures."""

    def __init__(self) -> None:
        self._ready: Future[asyncio.AbstractEventLoop] = Future()
        self._thread = threading.Thread(target=self._live, name="engine", daemon=True)
        self._thread.start()

    def __call__(self, work: Coroutine[Any, Any, T]) -> Awaitable[T]:
        return asyncio.wrap_future(self.start(work))

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._ready.result())

    def stop(self) -> None:
        """Stop the loop and join; everything that ran there has been awaited before."""
        loop = self._ready.result()
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join()

    def _live(self) -> None:
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            self._ready.set_result(loop)
            loop.run_forever()


@dataclass(frozen=True, slots=True)
class Opening:
    """How a profile is to be opened; None takes the usual place. `now` freezes the clock, for the demo.
    `key` is the one that the first paint has fetched already. `still`: nothing moves by itself."""

    profile: Path | None = None
    policy: Path | None = None
    key_file: Path | None = None
    now: datetime | None = None
    key: StoreKey | None = None
    still: bool = False

    def paths(self) -> ProfilePaths:
        return profile_paths(self.profile)


@dataclass(frozen=True, slots=True)
class Desk:
    """One profile, open: the façade, the engine behind it, and what opening it had to tell.

    `keeps` is False when the key lives in memory only: what is decided does not outlive the process.
    """

    inbox: Inbox
    engine: Engine
    store: Store
    settings: CurrentSettings
    profile: ProfilePaths
    clock: Clock
    keeps: bool
    notices: tuple[Reason, ...]
    on_engine: OnEngine

    async def check(self) -> tuple[Reason, ...]:
        """SQLite's quick check of both files: what it found; a damaged one is mended at the next open."""
        found = await asyncio.gather(*map(asyncio.wrap_future, self.store.check()), return_exceptions=True)
        return tuple(one.reason for one in found if isinstance(one, OdxError))

    async def close(self) -> None:
        """End rounds, close connections, finish every write that was accepted."""
        await self.on_engine(self.engine.close())
        await asyncio.to_thread(self.store.close)


def build_desk(opening: Opening, on_engine: OnEngine) -> Desk:
    """Open the store and wire the layers over it; no schedule runs yet. Raises StoreFailed.

    Blocks for the key and the files: the window calls it off its own thread.
    """
    arm_crash_point()
    paths = opening.paths()
    paths.ensure()
    settings = CurrentSettings(paths.settings_file, opening.policy)
    key_file = opening.key_file or settings.values.path("store.key_file")
    key = opening.key or obtain_key(paths, key_file)
    store = Store.open(paths, key)
    clock: Clock = FrozenClock(opening.now) if opening.now else SystemClock()
    news = News()
    catalogue = Catalogue()
    wiring = Wiring(store, catalogue, clock)
    manners = Manners(poll_interval_s=settings.values.whole("poll_interval_s"))
    engine = Engine(store, ProfileLock(paths), wiring.connect, clock, manners)
    engine.announce_to(news.announce)
    limits = Limits(
        hold_s=lambda: settings.values.undo_hold_s,
        poll_interval_s=lambda: settings.values.whole("poll_interval_s"),
        attachment_max_bytes=lambda: settings.values.whole("attachment_max_mb") * 1024 * 1024,
    )
    parts = Parts(
        store, engine, clock, on_engine, limits, news, wiring.try_connect, catalogue.infos, wiring.manifest_of
    )
    adopt_policy_sources(store, catalogue, settings.values.sources)
    own = () if key.reason is None else (key.reason,)
    notices = (*own, *store.notices, *settings.values.problems)
    return Desk(
        Inbox(parts), engine, store, settings, paths, clock, key.origin != "memory", notices, on_engine
    )


@asynccontextmanager
async def open_desk(
    *, profile: Path | None, policy: Path | None, key_file: Path | None, lang: str | None = None
) -> AsyncIterator[Desk]:
    """For a command: the same engine and façade on the caller's own loop. Raises StoreFailed."""
    desk = build_desk(Opening(profile, policy, key_file), OnEngine())
    try:
        yield desk
    finally:
        await desk.close()


class Wiring:
    """How sources become connectors: the vault's manifest and secret, the catalogue's engine."""

    def __init__(self, store: Store, catalogue: Catalogue, clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._around = Surroundings(clock.now)

    async def connect(self, source: Source) -> Connector:
        manifest = await asyncio.wrap_future(self._store.vault.manifest(source.manifest_digest))
        secret = await asyncio.wrap_future(self._store.vault.secret(source.slug))
        return self._catalogue.connector_for(source, manifest, secret or "", self._around)

    async def try_connect(self, source: Source, manifest: str | None, secret: str | None) -> Connector:
        if manifest is None and source.manifest_digest:
            manifest = await asyncio.wrap_future(self._store.vault.manifest(source.manifest_digest))
        return self._catalogue.connector_for(source, manifest, secret or "", self._around)

    def manifest_of(self, connector: str) -> Manifested:
        """Raises Refusal `connector.unknown`, ManifestRefused."""
        info = self._catalogue.info(connector)
        if self._catalogue.is_code(connector):
            return Manifested(info.id, "", None)
        text = self._catalogue.manifest_text(connector)
        return Manifested(info.id, digest(text), text)


def adopt_policy_sources(store: Store, catalogue: Catalogue, sources: tuple[Source, ...]) -> None:
    """The organisation's sources come with the machine; the person's user name for one of them stays."""
    known = {source.slug: source for source in store.vault.sources().result()}
    for source in sources:
        mine = known.get(source.slug)
        text: str | None = None
        with suppress(OdxError):  # an unknown connector shows as that source's health, not as a failed start
            if not catalogue.is_code(source.connector):
                text = catalogue.manifest_text(source.connector)
        wanted = replace(
            source,
            user=source.user or (mine.user if mine else ""),
            manifest_digest=digest(text) if text else "",
        )
        if mine != wanted:
            store.vault.put_source(wanted, text).result()


class WindowDesk:
    """The desk of the window: the engine in its own thread, its schedule running until `stop`."""

    def __init__(self, opening: Opening) -> None:
        """Blocks; raises StoreFailed. The engine thread starts with it."""
        open_log(opening.paths().log_file)
        self._thread = EngineThread()
        try:
            self.desk = build_desk(opening, self._thread)
        except BaseException:
            self._thread.stop()
            raise
        self._schedule = None if opening.still else self._thread.start(Schedule(self.desk.engine).run())

    def stop(self) -> None:
        """Blocks until nothing of the engine runs any more and the files are closed; called off the UI
        thread, after `inbox.leave`."""
        if self._schedule is not None:
            self._schedule.cancel()
            with suppress(BaseException):
                self._schedule.result(timeout=2)
        self._thread.start(self.desk.engine.close()).result(timeout=5)
        self._thread.stop()
        self.desk.store.close()
