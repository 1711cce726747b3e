"""The Redmine manifest against what a real Redmine 5.0.4 answered, so that every machine can check it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.rig import decided, offer_of
from tests.contract.suite import asked, items_of, pulled
from tests.recorded.redmine.replay import ITEM, REFUSED, connector_at
from tests.recorded.tape import Tape

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import ActionKind
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.send_result import Refused, SendResult
from odx_desktop.domain.work_item import Gone, Relation, Scope, WorkItemState

TAPE = Tape.load(Path(__file__).with_name("exchanges.json"))
KEY = WorkItemKey("tickets", (ITEM,))


@pytest.fixture
def connector() -> Iterator[Connector]:
    with TAPE.play() as url:
        yield connector_at(url)


def test_nothing_secret_was_recorded() -> None:
    told = str(TAPE.exchanges)
    assert "anna-pass1" not in told
    assert "Authorization" not in told
    assert '"api_key":"removed"' in told


def test_my_list(connector: Connector) -> None:
    pages = asked(connector, pulled)
    items = items_of(pages)
    assert pages[-1].complete
    assert len(items) == pages[0].total
    assert {relation for item in items.values() for relation in item.relations} <= {
        Relation.MINE,
        Relation.CANDIDATE,
    }
    item = items[KEY]
    assert item.title == "Demande de congé no 5"
    assert (item.state, item.native_state, item.kind) == (WorkItemState.RESERVED, "New", "Bug")
    assert item.requester is not None and item.requester.name == "Ben Test"


def test_the_team_s_list(connector: Connector) -> None:
    items = items_of(asked(connector, lambda c: pulled(c, scope=Scope.TEAM)))
    assert items and all(item.relations == {Relation.TEAM} for item in items.values())


def test_an_opened_item(connector: Connector) -> None:
    detail = asked(connector, lambda c: c.detail(KEY))
    assert detail.body is not None and detail.body.text == "First line\nSecond line of 5"
    kinds = {offer.id: offer.kind for offer in detail.offers}
    assert kinds["5"] is ActionKind.COMPLETE
    assert kinds["2"] is ActionKind.OTHER
    assert "1" not in kinds


def test_the_picker(connector: Connector) -> None:
    people = asked(connector, lambda c: c.people(KEY, "anna"))
    assert [person.name for person in people] == ["Anna Test"]


def test_what_is_not_there(connector: Connector) -> None:
    missing = WorkItemKey("tickets", ("99999",))
    assert asked(connector, lambda c: c.read(missing)) == Gone(missing)


def test_a_refusal(connector: Connector) -> None:
    async def send(connector: Connector) -> SendResult:
        detail = await connector.detail(KEY)
        offer = offer_of(detail, lambda one: one.kind is ActionKind.SET_DUE)
        return await connector.send(decided(detail, offer, due=REFUSED))

    result = asked(connector, send)
    assert isinstance(result, Refused)
    assert result.reason.value("message") == "Due date is not a valid date"
