"""The product's own manifests against the demo's servers: everything listed, everything offered, proved."""

import asyncio
import uuid
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.demo.stage import Stage

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.connectors.contract import Connector, Page
from odx_desktop.domain.action import Action, ActionOffer, ActionState, CommentRule, ParamType
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.send_result import (
    Accepted,
    Conflict,
    InEffect,
    NeedsInput,
    Refused,
    SignInNeeded,
    Unknown,
)
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import Relation, Scope, WorkItem, WorkItemDetail

SYSTEMS = ("hr", "eprocurement", "service-desk")


def connect(stage: Stage, system: str, person: str = "amelie") -> Connector:
    told = next(one for one in stage.house.announcement()["systems"] if one["system"] == system)
    somebody = stage.house.organisation.people[person]
    source = Source(system, LocalizedText(system, system), told["speaks"], told["url"], somebody.ids[system])
    secret = stage.house.passwords.of(system, person)
    return Catalogue().connector_for(source, None, secret, Surroundings(clock=lambda: datetime.now(UTC)))


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


async def pages_of(connector: Connector, scope: Scope, cursor: str | None = None) -> list[Page]:
    return [page async for page in connector.pull(scope, cursor)]


async def listed(connector: Connector, scope: Scope) -> list[WorkItem]:
    pages = await pages_of(connector, scope)
    assert pages[-1].complete, pages[-1].incomplete_reason
    assert not [rejected for page in pages for rejected in page.rejected]
    return [item for page in pages for item in page.items]


async def decided(connector: Connector, detail: WorkItemDetail, offer: ActionOffer, **more: Any) -> Action:
    """The action as a person would fill it in: a comment where one is asked for, the first person found."""
    params = {}
    for param in offer.params:
        if param.type is ParamType.PERSON:
            params[param.name] = (await connector.people(detail.key, "hannah"))[0].id
        else:
            params[param.name] = "2026-12-24"
    comment = "D’accord, été compris." if offer.comment is CommentRule.REQUIRED else ""
    given: dict[str, Any] = {"params": tuple(params.items()), "comment": comment, **more}
    return Action(
        id=str(uuid.uuid4()),
        key=detail.key,
        title=detail.item.title,
        kind=offer.kind,
        offer_id=offer.id,
        offer_label=offer.label,
        effect=offer.effect,
        created=datetime.now(UTC),
        state=ActionState.SENDING,
        base_version=detail.item.version,
        **given,
    )


def offer_of(detail: WorkItemDetail, name: str) -> ActionOffer:
    return next(offer for offer in detail.offers if offer.id == name)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_list_is_complete_and_every_detail_reads(stage: Stage, system: str) -> None:
    async def work() -> None:
        connector = connect(stage, system, "helene")
        assert (await connector.identify()).name == "Hélène Marchand"
        reported = await listed(connector, Scope.REPORTEES)
        assert len(reported) > 10
        assert any(item.assignee is None for item in reported)
        mine = await listed(connector, Scope.MINE)
        assert all(item.concerns_me for item in mine)
        for item in {item.kind: item for item in [*mine, *reported]}.values():
            detail = await connector.detail(item.key)
            assert detail.body is not None
            assert (detail.item.title, detail.item.version) == (item.title, item.version)
            for attachment in detail.attachments:
                content = b"".join([part async for part in connector.attachment(item.key, attachment.id)])
                assert len(content) == attachment.size
        await connector.aclose()

    run(work())


@pytest.mark.parametrize("system", SYSTEMS)
def test_everything_offered_is_done_once_and_proved(stage: Stage, system: str) -> None:
    async def work() -> None:
        connector = connect(stage, system)
        done: dict[str, Action] = {}
        mine = await listed(connector, Scope.MINE)
        cursor = (await pages_of(connector, Scope.MINE))[-1].cursor
        for item in mine:
            detail = await connector.detail(item.key)
            assert detail.item.relations == item.relations
            offer = next((one for one in detail.offers if one.id not in done), None)
            if offer is None:
                continue
            action = done[offer.id] = await decided(connector, detail, offer)
            result = await connector.send(action)
            if isinstance(result, Refused):
                assert item.kind == "Invoice exception"
                continue
            assert isinstance(result, Accepted) and result.verified, (offer.id, result)
            assert isinstance(await connector.verify(action), InEffect)
        assert len(done) >= 5
        delta = await pages_of(connector, Scope.MINE, cursor)
        told = {key for page in delta for key in page.removed}
        told |= {item.key for page in delta for item in page.items}
        assert {action.key for action in done.values() if action.kind != "reassign"} <= told
        await connector.aclose()

    run(work())


@pytest.mark.parametrize("system", SYSTEMS)
def test_who_was_faster_is_told(stage: Stage, system: str) -> None:
    async def work() -> None:
        mine, other = connect(stage, system), connect(stage, system, "marcus")
        shared = [item for item in await listed(mine, Scope.MINE) if Relation.CANDIDATE in item.relations]
        item = next(item for item in shared if item.assignee is None)
        late = await mine.detail(item.key)
        late_action = await decided(mine, late, offer_of(late, "claim"))
        first = await other.detail(item.key)
        assert isinstance(await other.send(await decided(other, first, offer_of(first, "claim"))), Accepted)
        result = await mine.send(late_action)
        assert isinstance(result, Conflict)
        assert result.who == "Marcus Bell"
        await mine.aclose()
        await other.aclose()

    run(work())


def test_lines_are_sent_as_decided(stage: Stage) -> None:
    async def work() -> None:
        connector = connect(stage, "eprocurement")
        item = next(i for i in await listed(connector, Scope.MINE) if i.key.native == ("PO-4411.2",))
        detail = await connector.detail(item.key)
        action = await decided(connector, detail, offer_of(detail, "approve"), lines=(("2", "decline"),))
        assert isinstance(await connector.send(action), Accepted)
        after = await connector.detail(item.key)
        assert [line.state for line in after.lines] == ["approved", "declined", "approved"]
        await connector.aclose()

    run(work())


def test_an_answer_that_was_cut_is_unknown_and_settled_by_reading(stage: Stage) -> None:
    async def work() -> None:
        connector = connect(stage, "eprocurement")
        item = next(i for i in await listed(connector, Scope.MINE) if i.key.native == ("PO-4411.2",))
        detail = await connector.detail(item.key)
        action = await decided(connector, detail, offer_of(detail, "comment"))
        stage.door.post(
            "/faults", json={"system": "eprocurement", "fault": "cut_after_applying", "on": "write"}
        )
        assert isinstance(await connector.send(action), Unknown)
        assert isinstance(await connector.verify(action), InEffect)
        assert len(stage.ledger("eprocurement")) == 1
        await connector.aclose()

    run(work())


@pytest.mark.parametrize("system", SYSTEMS)
def test_one_malformed_item_is_set_aside_alone(stage: Stage, system: str) -> None:
    async def work() -> None:
        connector = connect(stage, system)
        await connector.identify()
        whole = len(await listed(connector, Scope.MINE))
        stage.door.post("/faults", json={"system": system, "fault": "malformed_item", "on": "read"})
        pages = await pages_of(connector, Scope.MINE)
        assert sum(len(page.rejected) for page in pages) == 1
        assert sum(len(page.items) for page in pages) == whole - 1
        assert pages[-1].complete
        await connector.aclose()

    run(work())


def test_codes_of_the_contract_reach_their_rows_of_the_table(stage: Stage) -> None:
    async def work() -> None:
        connector = connect(stage, "eprocurement")
        item = next(i for i in await listed(connector, Scope.MINE) if i.key.native == ("PO-4411.2",))
        detail = await connector.detail(item.key)
        approve = offer_of(detail, "approve")
        wrong_line = await decided(connector, detail, approve, lines=(("99", "decline"),))
        assert isinstance(await connector.send(wrong_line), NeedsInput)
        stage.door.post("/faults", json={"system": "eprocurement", "fault": "step_up", "on": "write"})
        stepped = await connector.send(await decided(connector, detail, approve))
        assert isinstance(stepped, SignInNeeded)
        assert stepped.step_up
        assert stage.ledger("eprocurement") == []
        await connector.aclose()

    run(work())
