"""The window's schedule: what is decided goes out by itself, and other processes are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from tests.desk import HR, ScriptedDesk, scripted_desk
from tests.sync.scripted_connector import ScriptedConnector, item

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.errors import SourceUnavailable
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import Later, SendResult
from odx_desktop.inbox.views import SourceDraft
from odx_desktop.store.key_value import StoreKey
from odx_desktop.store.profile import ProfileLock, ProfilePaths
from odx_desktop.store.store import Store
from odx_desktop.sync import schedule as schedule_module
from odx_desktop.sync.clock import SystemClock
from odx_desktop.sync.schedule import Schedule

PATIENCE_S = 10.0


@pytest.fixture(autouse=True)
def quick_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule_module, "WATCH_S", 0.02)


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if await true():
                return
            await asyncio.sleep(0.01)


def with_schedule(
    store: Store,
    profile: ProfilePaths,
    connector: ScriptedConnector,
    script: Callable[[ScriptedDesk], Awaitable[None]],
) -> None:
    async def main() -> None:
        store.vault.put_source(HR).result()
        desk = scripted_desk(store, profile, SystemClock(), {"hr": connector})
        schedule = asyncio.create_task(Schedule(desk.engine).run())
        try:
            await script(desk)
        finally:
            schedule.cancel()
            await asyncio.gather(schedule, return_exceptions=True)
            await desk.engine.close()

    asyncio.run(main())


async def state_of(desk: ScriptedDesk, action: Action) -> ActionState:
    (found,) = [one for one in await desk.inbox.activity() if one.id == action.id]
    return found.state


async def first_round(desk: ScriptedDesk) -> None:
    async def heard() -> bool:
        return (await desk.inbox.sources())[0].as_of is not None

    await until(heard)


def test_a_held_decision_goes_out_when_its_time_is_over(store: Store, profile: ProfilePaths) -> None:
    connector = ScriptedConnector(items={"1": item("1")})

    async def script(desk: ScriptedDesk) -> None:
        await first_round(desk)
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0.2)

        async def confirmed() -> bool:
            return await state_of(desk, action) is ActionState.CONFIRMED

        await until(confirmed)
        assert connector.sent == [action.id]

    with_schedule(store, profile, connector, script)


def test_a_source_that_is_down_is_not_hammered(store: Store, profile: ProfilePaths) -> None:
    connector = ScriptedConnector(items={"1": item("1")})
    attempts = 0

    def down(_action: Action) -> SendResult:
        nonlocal attempts
        attempts += 1
        return Later(Reason.of("source.not_reached"))

    connector.on_send = down

    async def script(desk: ScriptedDesk) -> None:
        await first_round(desk)
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0)

        async def waits() -> bool:
            return await state_of(desk, action) is ActionState.QUEUED and attempts > 0

        await until(waits)
        await asyncio.sleep(0.5)  # twenty-five looks at the vault
        assert attempts == 1

    with_schedule(store, profile, connector, script)


def test_two_processes_on_one_profile(store: Store, profile: ProfilePaths) -> None:
    """The second leaves its decision and its wish for a round to the first, which holds the lock."""
    connector = ScriptedConnector(items={"1": item("1")})

    async def script(desk: ScriptedDesk) -> None:
        await first_round(desk)
        other_store = Store.open(profile, StoreKey(bytes(range(32)), "file", None))
        other = scripted_desk(other_store, profile, SystemClock(), {"hr": connector})
        try:
            assert not ProfileLock(profile).acquire()
            action = await other.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0)
            settled = await other.inbox.wait_settled(action.id, PATIENCE_S)
            assert settled.state is ActionState.CONFIRMED
            connector.items["2"] = item("2")
            (round_,) = await other.inbox.refresh()
            assert round_.status.as_of is not None
            assert await other.inbox.open_item(WorkItemKey("hr", ("2",))) is not None
        finally:
            await other.engine.close()
            other_store.close()
        assert connector.sent == [action.id]

    with_schedule(store, profile, connector, script)


def test_a_source_comes_back_by_itself(
    store: Store, profile: ProfilePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule_module, "delay_after", lambda _failures, _jitter: 0.05)
    connector = ScriptedConnector(items={"1": item("1")})
    refusals = 2

    def down_at_first() -> None:
        nonlocal refusals
        if refusals:
            refusals -= 1
            raise SourceUnavailable(Reason.of("source.not_reached"))

    connector.on_identify = down_at_first

    async def script(desk: ScriptedDesk) -> None:
        await first_round(desk)
        assert refusals == 0

    with_schedule(store, profile, connector, script)


def test_a_source_that_is_added_while_the_window_is_open_is_pulled(
    store: Store, profile: ProfilePaths
) -> None:
    late = ScriptedConnector(items={"9": item("9", source="late")})

    async def script(desk: ScriptedDesk) -> None:
        await first_round(desk)
        desk.connectors["late"] = late
        draft = SourceDraft("scripted", "Late", "https://late.example", "amelie", "secret")
        assert (await desk.inbox.add_source(draft)).ok

        async def there() -> bool:
            return await desk.inbox.open_item(WorkItemKey("late", ("9",))) is not None

        await until(there)

    with_schedule(store, profile, ScriptedConnector(items={"1": item("1")}), script)


def test_a_round_left_to_a_process_that_ends_is_done_here(store: Store, profile: ProfilePaths) -> None:
    connector = ScriptedConnector(items={"1": item("1")})

    async def main() -> None:
        store.vault.put_source(HR).result()
        holder = ProfileLock(profile)
        assert holder.acquire()
        desk = scripted_desk(store, profile, SystemClock(), {"hr": connector})
        waiting = asyncio.create_task(desk.inbox.refresh())
        await asyncio.sleep(0.2)
        assert not waiting.done()
        holder.release()
        (round_,) = await asyncio.wait_for(waiting, PATIENCE_S)
        assert round_.pulled == 1
        await desk.engine.close()

    asyncio.run(main())
