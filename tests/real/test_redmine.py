"""What only the real Redmine can tell: groups, pages, files, statuses, and changes that it ignores."""

from __future__ import annotations

import json
import urllib.request
from base64 import b64encode
from datetime import date

import pytest
from tests.contract.rig import decided, fresh_title, now, offer_of
from tests.contract.suite import asked, items_of, pulled
from tests.real.redmine_rig import ANNA, BEN, CLOSED, SOURCE, RedmineRig

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import ActionKind, CommentRule
from odx_desktop.domain.errors import SignInRequired
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.send_result import Accepted, Conflict, Refused, SendResult
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import PersonKind, Relation, Scope, WorkItem, WorkItemDetail

pytestmark = pytest.mark.real_server
MANIFEST = Catalogue().manifest_text("redmine")


def with_manifest(redmine: RedmineRig, text: str) -> Connector:
    source = Source(SOURCE, LocalizedText("Tickets", "Billets"), "redmine", redmine.server.url, "anna")
    return Catalogue().connector_for(source, text, "anna-pass1", Surroundings(clock=now))


def finance(redmine: RedmineRig) -> int:
    members = redmine.api("GET", "/projects/office/memberships.json")["memberships"]
    return next(int(member["group"]["id"]) for member in members if "group" in member)


def test_small_pages_make_the_same_list(redmine: RedmineRig) -> None:
    whole = items_of(asked(redmine.connector(), pulled))
    small = MANIFEST.replace("page_size = 100", "page_size = 7")
    pages = asked(with_manifest(redmine, small), pulled)
    assert len(pages) > 3 and pages[-1].complete
    assert items_of(pages) == whole


def test_my_group_s_item_makes_me_a_candidate_in_the_list_and_when_read(redmine: RedmineRig) -> None:
    key = redmine.make(fresh_title(), finance(redmine))

    async def both(connector: Connector) -> tuple[WorkItem, object]:
        return items_of(await pulled(connector))[key], await connector.read(key)

    listed, read = asked(redmine.connector(), both)
    assert listed.relations == {Relation.CANDIDATE}
    assert isinstance(read, WorkItem)
    assert read.relations == {Relation.CANDIDATE}


def test_the_team_s_list_has_colleagues_items_and_nobody_s(redmine: RedmineRig) -> None:
    ben_s, nobody_s = redmine.make(fresh_title(), BEN), redmine.make(fresh_title(), None)
    mine = redmine.make(fresh_title(), ANNA)
    items = items_of(asked(redmine.connector(), lambda c: pulled(c, scope=Scope.TEAM)))
    assert items[ben_s].relations == items[nobody_s].relations == {Relation.TEAM}
    assert items[nobody_s].assignee is None
    assert mine not in items


def test_the_detail_has_body_comments_offers_and_files(redmine: RedmineRig) -> None:
    content = "Pièce jointe\n".encode() * 1000
    token = upload(redmine, content)
    uploads = [{"token": token, "filename": "reçu 1.txt", "content_type": "text/plain"}]
    key = redmine.make(fresh_title(), description="Première ligne\nDeuxième", uploads=uploads)
    redmine.change(key, notes="Vu, merci")

    async def opened(connector: Connector) -> tuple[WorkItemDetail, bytes]:
        detail = await connector.detail(key)
        parts = [part async for part in connector.attachment(key, detail.attachments[0].id)]
        return detail, b"".join(parts)

    detail, file = asked(redmine.connector(), opened)
    assert detail.body is not None and detail.body.text.startswith("Première ligne")
    assert [(one.text, one.author.id if one.author else "") for one in detail.comments] == [
        ("Vu, merci", str(BEN))
    ]
    assert (detail.attachments[0].name, detail.attachments[0].size) == ("reçu 1.txt", len(content))
    assert file == content
    kinds = [offer.kind for offer in detail.offers]
    assert kinds.count(ActionKind.COMPLETE) == 2
    assert {ActionKind.COMMENT, ActionKind.REASSIGN, ActionKind.SET_DUE} <= set(kinds)
    assert "1" not in {offer.id for offer in detail.offers}, "the status that it has is no offer"


def upload(redmine: RedmineRig, content: bytes) -> str:
    token = b64encode(b"ben:ben-pass1").decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/octet-stream"}
    url = f"{redmine.server.url}/uploads.json?filename=r.txt"
    sent = urllib.request.Request(url, content, headers, method="POST")
    with urllib.request.urlopen(sent, timeout=30) as answer:
        return str(json.loads(answer.read())["upload"]["token"])


def act(redmine: RedmineRig, title: str, kind: ActionKind, comment: str = "", **params: str) -> SendResult:
    key = redmine.make(title)

    async def do(connector: Connector) -> SendResult:
        detail = await connector.detail(key)
        return await connector.send(
            decided(detail, offer_of(detail, lambda o: o.kind is kind), comment, **params)
        )

    return asked(redmine.connector(), do)


def test_reassigning_goes_to_whom_the_picker_offers(redmine: RedmineRig) -> None:
    key = redmine.make(fresh_title())

    async def pick(connector: Connector) -> tuple[object, SendResult]:
        people = await connector.people(key, "béN")
        detail = await connector.detail(key)
        offer = offer_of(detail, lambda one: one.kind is ActionKind.REASSIGN)
        return people, await connector.send(decided(detail, offer, "À toi", to=people[0].id))

    people, result = asked(redmine.connector(), pick)
    assert isinstance(people, tuple) and [one.name for one in people] == ["Ben Test"]
    assert isinstance(result, Accepted) and result.verified
    assert redmine.issue(key)["assigned_to"]["id"] == BEN
    assert redmine.comments_like(key, "À toi") == 1


def test_the_picker_offers_groups_as_groups(redmine: RedmineRig) -> None:
    key = redmine.make(fresh_title())
    people = asked(redmine.connector(), lambda c: c.people(key, "finance"))
    assert [one.kind for one in people] == [PersonKind.GROUP]


def test_a_new_due_date_is_set(redmine: RedmineRig) -> None:
    result = act(redmine, fresh_title(), ActionKind.SET_DUE, due="2027-02-03")
    assert isinstance(result, Accepted)
    assert isinstance(result.current, WorkItem)
    assert result.current.due == date(2027, 2, 3)


def test_a_refusal_comes_in_redmine_s_own_words(redmine: RedmineRig) -> None:
    result = act(redmine, fresh_title(), ActionKind.SET_DUE, due="2027-02-30")
    assert isinstance(result, Refused)
    assert result.reason.value("message") == "Due date is not a valid date"


def test_a_change_that_redmine_ignores_with_204_is_noticed(redmine: RedmineRig) -> None:
    key = redmine.make(fresh_title())
    ignored = MANIFEST.replace('status_id = "{offer.id|int}"', "status_id = 999")
    assert ignored != MANIFEST

    async def do(connector: Connector) -> SendResult:
        detail = await connector.detail(key)
        offer = offer_of(detail, lambda one: one.id == str(CLOSED))
        assert offer.comment is CommentRule.OPTIONAL
        return await connector.send(decided(detail, offer))

    result = asked(with_manifest(redmine, ignored), do)
    assert isinstance(result, Refused)
    assert result.reason.code == "action.ignored"
    assert redmine.times_finished(key) == 0


def test_a_conflict_says_who_was_faster(redmine: RedmineRig) -> None:
    key = redmine.make(fresh_title())

    async def late(connector: Connector) -> SendResult:
        detail = await connector.detail(key)
        redmine.finish_elsewhere(key)
        return await connector.send(decided(detail, redmine.finishing(detail)))

    result = asked(redmine.connector(), late)
    assert isinstance(result, Conflict)
    assert result.who == "Ben Test"
    assert result.when is not None


def test_what_is_finished_leaves_by_a_delta_as_closed(redmine: RedmineRig) -> None:
    key = redmine.make(fresh_title())

    async def twice(connector: Connector) -> WorkItem:
        first = await pulled(connector)
        assert items_of(first)[key].state.is_open
        redmine.finish_elsewhere(key)
        return items_of(await pulled(connector, first[-1].cursor))[key]

    assert not asked(redmine.connector(), twice).state.is_open


def test_the_team_s_delta_shows_what_changed_and_what_was_closed(redmine: RedmineRig) -> None:
    old, closing = redmine.make(fresh_title(), BEN), redmine.make(fresh_title(), BEN)

    async def twice(connector: Connector) -> dict[WorkItemKey, WorkItem]:
        first = await pulled(connector, scope=Scope.TEAM)
        assert first[-1].cursor is not None
        redmine.finish_elsewhere(closing)
        # A cursor of now, without the overlap that would show everything made by this test.
        late = MANIFEST.replace("overlap_s = 120", "overlap_s = 0")
        other = with_manifest(redmine, late)
        try:
            return items_of(await pulled(other, first[-1].cursor, Scope.TEAM))
        finally:
            await other.aclose()

    items = asked(redmine.connector(), twice)
    assert not items[closing].state.is_open
    assert old not in items or items[old].state.is_open


def test_a_password_changed_at_the_server_asks_for_a_sign_in(redmine: RedmineRig) -> None:
    set_password(redmine, "another-pass2")
    try:
        with pytest.raises(SignInRequired) as caught:
            asked(redmine.connector(), pulled)
        assert caught.value.reason.code == "source.wrong_secret"
        assert asked(redmine.connector(secret="another-pass2"), lambda c: c.identify()).id == str(ANNA)
    finally:
        set_password(redmine, "anna-pass1")


def set_password(redmine: RedmineRig, word: str) -> None:
    redmine.server.runner(
        f"u = User.find_by_login('anna'); u.password = u.password_confirmation = '{word}'; u.save!"
    )
