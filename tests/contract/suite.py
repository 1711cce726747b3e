"""The suite that every connector passes: inherit `ConnectorContract` and give it a `rig` fixture."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from tests.contract.rig import Rig, decided, fresh_title, offer_of, sent_again

from odx_desktop.connectors.contract import Connector, Page
from odx_desktop.domain.action import Action, ActionKind, CommentRule
from odx_desktop.domain.errors import SignInRequired, SourceUnavailable
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.send_result import (
    Accepted,
    Conflict,
    InEffect,
    Later,
    NeedsInput,
    NotInEffect,
    SignInNeeded,
)
from odx_desktop.domain.work_item import Gone, Relation, Scope, WorkItem

T = TypeVar("T")
NOWHERE = "http://127.0.0.1:9"


def asked(connector: Connector, question: Callable[[Connector], Awaitable[T]]) -> T:
    async def ask() -> T:
        try:
            return await question(connector)
        finally:
            await connector.aclose()

    return asyncio.run(ask())


async def pulled(connector: Connector, cursor: str | None = None, scope: Scope = Scope.MINE) -> list[Page]:
    return [page async for page in connector.pull(scope, cursor)]


def items_of(pages: list[Page]) -> dict[WorkItemKey, WorkItem]:
    return {item.key: item for page in pages for item in page.items}


class ConnectorContract:
    def test_it_knows_who_i_am(self, rig: Rig) -> None:
        me = asked(rig.connector(), lambda c: c.identify())
        assert me.id

    def test_a_full_listing_is_proved_complete_and_holds_my_open_item(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())
        pages = asked(rig.connector(), pulled)
        assert [page.last for page in pages] == [False] * (len(pages) - 1) + [True]
        assert pages[-1].complete and pages[-1].incomplete_reason is None
        assert all(page.listing for page in pages)
        item = items_of(pages)[key]
        assert item.concerns_me and item.relations == {Relation.MINE}
        assert item.version

    def test_reading_an_item_agrees_with_the_list(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def both(connector: Connector) -> tuple[WorkItem, WorkItem | Gone]:
            return items_of(await pulled(connector))[key], await connector.read(key)

        listed, read = asked(rig.connector(), both)
        assert isinstance(read, WorkItem)
        told = (read.title, read.state, read.version, read.relations, read.assignee)
        assert told == (listed.title, listed.state, listed.version, listed.relations, listed.assignee)

    def test_what_is_not_there_is_gone(self, rig: Rig) -> None:
        key = rig.unknown_key()
        assert asked(rig.connector(), lambda c: c.read(key)) == Gone(key)

    def test_a_delta_shows_what_changed_and_proves_no_absence(self, rig: Rig) -> None:
        connector = rig.connector()
        if not connector.capabilities.delta:
            pytest.fail("this suite wants a connector with a delta")

        async def twice(connector: Connector) -> tuple[WorkItemKey, list[Page]]:
            first = await pulled(connector)
            key = rig.new_item(fresh_title())
            return key, await pulled(connector, first[-1].cursor)

        key, pages = asked(connector, twice)
        assert key in items_of(pages)
        assert pages[-1].last and pages[-1].complete and pages[-1].cursor
        assert not any(page.listing for page in pages)

    def test_finishing_is_confirmed_by_reading_back_and_happens_once(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def finish(connector: Connector) -> tuple[object, object, object]:
            detail = await connector.detail(key)
            action = decided(detail, rig.finishing(detail), "Checked, thank you")
            result = await connector.send(action)
            return result, await connector.verify(action), await connector.send(sent_again(action))

        result, verdict, again = asked(rig.connector(), finish)
        assert isinstance(result, Accepted) and result.verified
        assert isinstance(result.current, WorkItem) and not result.current.state.is_open
        assert isinstance(verdict, InEffect)
        assert isinstance(again, Accepted)
        assert rig.times_finished(key) == 1
        assert rig.comments_like(key, "Checked, thank you") == 1

    def test_an_action_that_was_not_sent_is_not_in_effect(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def doubt(connector: Connector) -> object:
            detail = await connector.detail(key)
            return await connector.verify(decided(detail, rig.finishing(detail)))

        verdict = asked(rig.connector(), doubt)
        assert isinstance(verdict, NotInEffect) and verdict.unchanged
        assert rig.times_finished(key) == 0

    def test_what_somebody_else_decided_first_is_a_conflict_and_nothing_is_sent(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def late(connector: Connector) -> object:
            detail = await connector.detail(key)
            action = decided(detail, rig.finishing(detail), "too late")
            rig.finish_elsewhere(key)
            return await connector.send(action)

        result = asked(rig.connector(), late)
        assert isinstance(result, Conflict)
        assert rig.times_finished(key) == 1
        assert rig.comments_like(key, "too late") == 0

    def test_a_comment_that_is_demanded_is_demanded(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def silent(connector: Connector) -> object:
            detail = await connector.detail(key)
            offer = offer_of(detail, lambda one: one.comment is CommentRule.REQUIRED)
            return await connector.send(decided(detail, offer, "  "))

        assert isinstance(asked(rig.connector(), silent), NeedsInput)

    def test_a_comment_arrives_once(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def say(connector: Connector) -> tuple[object, object]:
            detail = await connector.detail(key)
            offer = offer_of(detail, lambda one: one.kind is ActionKind.COMMENT)
            action = decided(detail, offer, "Élève la note")
            return await connector.send(action), await connector.verify(action)

        result, verdict = asked(rig.connector(), say)
        assert isinstance(result, Accepted) and result.verified
        assert isinstance(verdict, InEffect)
        assert rig.comments_like(key, "Élève la note") == 1

    def test_an_offer_that_is_not_made_needs_the_person(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def wrong(connector: Connector) -> object:
            detail = await connector.detail(key)
            action: Action = decided(detail, rig.finishing(detail))
            return await connector.send(replace(action, offer_id="nobody-offers-this"))

        assert isinstance(asked(rig.connector(), wrong), NeedsInput)

    def test_a_wrong_secret_asks_for_a_sign_in(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def decide(connector: Connector) -> Action:
            detail = await connector.detail(key)
            return decided(detail, rig.finishing(detail))

        action = asked(rig.connector(), decide)
        with pytest.raises(SignInRequired):
            asked(rig.connector(secret="not-the-secret"), pulled)
        result = asked(rig.connector(secret="not-the-secret"), lambda c: c.send(action))
        assert isinstance(result, SignInNeeded)
        assert rig.times_finished(key) == 0

    def test_a_source_that_is_down_is_tried_later(self, rig: Rig) -> None:
        key = rig.new_item(fresh_title())

        async def decide(connector: Connector) -> Action:
            detail = await connector.detail(key)
            return decided(detail, rig.finishing(detail))

        action = asked(rig.connector(), decide)
        with pytest.raises(SourceUnavailable):
            asked(rig.connector(url=NOWHERE), pulled)
        assert isinstance(asked(rig.connector(url=NOWHERE), lambda c: c.send(action)), Later)
        assert rig.times_finished(key) == 0
