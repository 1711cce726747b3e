"""Whole rounds through the façade: learn, decide, send, and what is shown when the source fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.desk import HR, HandClock, ScriptedDesk, scripted_desk
from tests.sync.scripted_connector import DECLINE, ScriptedConnector, item

from odx_desktop.connectors.contract import Capabilities, Page, Rejected
from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.errors import ContractBroken, Refusal, SignInRequired, SourceUnavailable
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.query import Query, View
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import Accepted, Later, NotInEffect, SendResult, SignInNeeded, Unknown
from odx_desktop.domain.source import Health
from odx_desktop.domain.work_item import Person, Relation, Scope
from odx_desktop.inbox.views import SourceDraft
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.store import Store


def on_desk(
    store: Store,
    profile: ProfilePaths,
    clock: HandClock,
    connector: ScriptedConnector,
    script: Callable[[ScriptedDesk], Awaitable[None]],
) -> None:
    async def main() -> None:
        store.vault.put_source(HR).result()
        desk = scripted_desk(store, profile, clock, {"hr": connector})
        try:
            await script(desk)
        finally:
            await desk.engine.close()

    asyncio.run(main())


def inbox_query(clock: HandClock) -> Query:
    now = clock.now()
    return Query(View.INBOX, now, now + timedelta(hours=9), now + timedelta(days=5))


async def keys(desk: ScriptedDesk, clock: HandClock) -> list[str]:
    order = await desk.inbox.order(inbox_query(clock))
    return sorted(str(row.item.key) for row in await desk.inbox.rows(list(order.ids)))


def two_items() -> ScriptedConnector:
    return ScriptedConnector(items={"1": item("1"), "2": item("2")})


def test_a_decision_reaches_the_source_once(store: Store, profile: ProfilePaths, clock: HandClock) -> None:
    connector = two_items()

    async def script(desk: ScriptedDesk) -> None:
        (round_,) = await desk.inbox.refresh()
        assert (round_.pulled, round_.changed, round_.status.health) == (2, 2, Health.OK)
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve")
        assert action.state is ActionState.HELD
        assert await keys(desk, clock) == ["hr/1", "hr/2"]  # the row stays for its hold
        clock.advance(11)
        (round_,) = await desk.inbox.refresh()
        assert round_.sent == 1
        assert connector.sent == [action.id]
        assert await keys(desk, clock) == ["hr/2"]
        (done,) = await desk.inbox.activity()
        assert [step.state for step in done.history] == [
            ActionState.HELD,
            ActionState.QUEUED,
            ActionState.SENDING,
            ActionState.CONFIRMED,
        ]
        await desk.inbox.refresh()
        assert connector.sent == [action.id]

    on_desk(store, profile, clock, connector, script)


def test_an_undone_decision_never_leaves(store: Store, profile: ProfilePaths, clock: HandClock) -> None:
    connector = two_items()

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve")
        assert (await desk.inbox.undo(action.id)).undone == (action.id,)
        clock.advance(60)
        await desk.inbox.refresh()
        assert connector.sent == []
        assert (await desk.inbox.undo(action.id)).too_late == (action.id,)

    on_desk(store, profile, clock, connector, script)


def test_no_answer_is_settled_by_reading_and_not_by_sending_again(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    connector = two_items()

    def applied_but_silent(action: Action) -> SendResult:
        connector.apply(action)
        return Unknown(Reason.of("action.no_answer"))

    connector.on_send = applied_but_silent

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0)
        settled = await desk.inbox.wait_settled(action.id, 5)
        assert settled.state is ActionState.CONFIRMED
        assert connector.sent == [action.id]

    on_desk(store, profile, clock, connector, script)


def test_doubt_that_cannot_be_read_stays_until_it_can(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    connector = two_items()
    connector.on_send = lambda _action: Unknown(Reason.of("action.no_answer"))

    def unreadable(_action: Action) -> NotInEffect:
        raise SourceUnavailable(Reason.of("source.not_reached"))

    connector.on_verify = unreadable

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0)
        assert (await desk.inbox.wait_settled(action.id, 5)).state is ActionState.UNKNOWN
        connector.on_verify = connector.on_send = None
        await desk.inbox.refresh()
        assert connector.sent == [action.id]  # not in effect, unchanged: the same id went out again
        (done,) = await desk.inbox.activity()
        assert done.state is ActionState.CONFIRMED

    on_desk(store, profile, clock, connector, script)


def test_a_source_that_was_not_reached_keeps_the_decision_and_waits_longer_each_time(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    connector = two_items()
    connector.on_send = lambda _action: Later(Reason.of("source.not_reached"))

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0)
        waiting = await desk.inbox.wait_settled(action.id, 5)
        assert waiting.state is ActionState.QUEUED
        assert waiting.not_before is not None and waiting.not_before > clock.now()
        first_pause = waiting.not_before - clock.now()
        clock.advance(first_pause.total_seconds() + 1)
        await desk.inbox.refresh()
        (waiting,) = await desk.inbox.activity()
        assert waiting.not_before is not None and waiting.not_before - clock.now() > first_pause
        connector.on_send = None
        clock.advance(3600)
        await desk.inbox.refresh()
        assert connector.sent == [action.id]

    on_desk(store, profile, clock, connector, script)


def test_sign_in_needed_keeps_the_decision(store: Store, profile: ProfilePaths, clock: HandClock) -> None:
    connector = two_items()
    connector.on_send = lambda _action: SignInNeeded(Reason.of("source.wrong_secret"))

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0)
        waiting = await desk.inbox.wait_settled(action.id, 5)
        assert (waiting.state, waiting.not_before) == (ActionState.QUEUED, None)
        assert waiting.reason == Reason.of("source.wrong_secret")

    on_desk(store, profile, clock, connector, script)


def test_a_failing_source_keeps_its_rows_and_says_so(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    connector = two_items()

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        good = (await desk.inbox.sources())[0].as_of
        for error, health in (
            (SourceUnavailable(Reason.of("source.not_reached")), Health.NOT_REACHED),
            (SignInRequired(Reason.of("source.wrong_secret")), Health.SIGN_IN_NEEDED),
            (ContractBroken("/tasks", "JSON", "HTML", "source.portal"), Health.BROKEN),
        ):
            clock.advance(60)

            def fail(error: Exception = error) -> None:
                raise error

            connector.on_identify = fail
            (round_,) = await desk.inbox.refresh()
            assert round_.status.health is health
            assert round_.status.as_of == good
            assert round_.status.as_whom == "Amélie Gauthier"
            assert await keys(desk, clock) == ["hr/1", "hr/2"]

    on_desk(store, profile, clock, connector, script)


def test_only_a_complete_listing_removes(store: Store, profile: ProfilePaths, clock: HandClock) -> None:
    connector = two_items()

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        short = Page(items=(item("2"),), complete=False, last=True)
        connector.pages = lambda: [short]
        (round_,) = await desk.inbox.refresh()
        assert round_.status.health is Health.BROKEN
        assert await keys(desk, clock) == ["hr/1", "hr/2"]
        malformed = Rejected(WorkItemKey("hr", ("1",)), Reason.of("item.malformed"))
        connector.pages = lambda: [Page(items=(item("2"),), rejected=(malformed,), complete=True, last=True)]
        (round_,) = await desk.inbox.refresh()
        assert (round_.rejected, round_.status.health) == (1, Health.OK)
        assert await keys(desk, clock) == ["hr/1", "hr/2"]
        connector.pages = lambda: [Page(items=(item("2"),), complete=True, last=True)]
        await desk.inbox.refresh()
        assert await keys(desk, clock) == ["hr/2"]

    on_desk(store, profile, clock, connector, script)


def test_a_defect_of_one_connector_stops_nobody(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    connector = two_items()

    def surprise() -> None:
        raise KeyError("a defect")

    connector.on_identify = surprise

    async def script(desk: ScriptedDesk) -> None:
        (round_,) = await desk.inbox.refresh()
        assert round_.status.health is Health.BROKEN
        assert round_.status.reason is not None and round_.status.reason.code == "source.defect"

    on_desk(store, profile, clock, connector, script)


def test_what_was_being_sent_when_the_process_died_is_read_first(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    connector = two_items()

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0)
        await desk.engine.close()
        store.vault.move(
            action.id,
            expected=(ActionState.QUEUED,),
            to=ActionState.SENDING,
            reason=None,
            now=clock.now(),
        ).result()
        connector.apply(action)  # it had arrived
        await desk.inbox.refresh()
        (done,) = await desk.inbox.activity()
        assert done.state is ActionState.CONFIRMED
        assert connector.sent == [action.id]

    on_desk(store, profile, clock, connector, script)


def test_freshness_is_not_claimed_past_its_time(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        assert (await desk.inbox.sources())[0].health is Health.OK
        clock.advance(60 * 3 + 1)
        assert (await desk.inbox.sources())[0].health is Health.STALE

    on_desk(store, profile, clock, two_items(), script)


def test_after_a_confirmed_step_the_offers_are_those_of_now(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    """Claiming leaves the item here: it must not be offered again."""
    connector = ScriptedConnector(items={"1": item("1")})

    def claimed(action: Action) -> SendResult:
        connector.sent.append(action.id)
        connector.offers = (DECLINE,)
        return Accepted(current=connector.items["1"])

    connector.on_send = claimed

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        action = await desk.inbox.submit(WorkItemKey("hr", ("1",)), "approve", hold_s=0)
        await desk.inbox.wait_settled(action.id, 5)
        opened = await desk.inbox.open_item(WorkItemKey("hr", ("1",)))
        assert opened is not None and opened.detail is not None
        assert opened.detail.offers == (DECLINE,)

    on_desk(store, profile, clock, connector, script)


def test_team_counts_what_nobody_owns_and_names_who_cannot_tell(
    store: Store, profile: ProfilePaths, clock: HandClock
) -> None:
    ben = Person("ben", "Ben Roy")
    connector = ScriptedConnector(
        items={
            "1": item("1", assignee=ben, relations=frozenset({Relation.TEAM})),
            "2": item("2", assignee=None, relations=frozenset({Relation.TEAM})),
            "3": item("3", assignee=None, relations=frozenset({Relation.TEAM})),
        },
        capabilities=Capabilities(scopes=frozenset({Scope.TEAM})),
    )

    async def script(desk: ScriptedDesk) -> None:
        deaf = replace(HR, slug="deaf", name=LocalizedText("Deaf", "Sourd"))
        store.vault.put_source(deaf).result()
        desk.connectors["deaf"] = ScriptedConnector()
        await desk.inbox.refresh()
        summary = await desk.inbox.team(replace(inbox_query(clock), view=View.TEAM))
        assert summary.unowned == 2
        assert [(m.person and m.person.name, m.open) for m in summary.members] == [(None, 2), ("Ben Roy", 1)]
        assert [status.source.slug for status in summary.cannot_tell] == ["deaf"]
        assert summary.as_of == clock.now()

    on_desk(store, profile, clock, connector, script)


def test_a_file_comes_whole_into_a_new_folder_or_not_at_all(
    store: Store, profile: ProfilePaths, clock: HandClock, tmp_path: Path
) -> None:
    connector = two_items()
    folder = tmp_path / "new" / "Downloads"

    async def script(desk: ScriptedDesk) -> None:
        await desk.inbox.refresh()
        saved = await desk.inbox.save_attachment(WorkItemKey("hr", ("1",)), "../quote.pdf", folder)
        assert (saved.parent, saved.name, saved.read_bytes()) == (folder, "quote.pdf", b"%PDF")
        connector.file = b"x" * 1001  # the desk's cap is 1,000 bytes
        with pytest.raises(ContractBroken):
            await desk.inbox.save_attachment(WorkItemKey("hr", ("1",)), "large", folder)
        assert [path.name for path in folder.iterdir()] == ["quote.pdf"]

    on_desk(store, profile, clock, connector, script)


def test_a_source_without_a_name_is_not_saved(store: Store, profile: ProfilePaths, clock: HandClock) -> None:
    async def script(desk: ScriptedDesk) -> None:
        with pytest.raises(Refusal) as refused:
            await desk.inbox.add_source(SourceDraft("scripted", "  ", "https://x.example", "anna", "pw"))
        assert refused.value.reason.code == "source.no_name"
        assert len(await desk.inbox.sources()) == 1

    on_desk(store, profile, clock, two_items(), script)
