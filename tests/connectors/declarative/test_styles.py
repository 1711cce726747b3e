"""Page styles, deltas by token, lists of lists, sessions and credentials, each against a small far end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from tests.contract.rig import decided, now, offer_of
from tests.contract.suite import asked, items_of, pulled
from tests.far_end.script import Asked, Told, scripted

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.connectors.contract import Connector, Page
from odx_desktop.connectors.declarative.check import check_manifest
from odx_desktop.domain.action import ActionKind
from odx_desktop.domain.errors import ContractBroken, SignInRequired
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.send_result import Accepted, SendResult
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import WorkItemDetail

MANIFEST = """
schema = 1
[connector]
id = "small"
title = "Small"
AUTH
[[list]]
scope = "mine"
items = "items"
request = { path = "/items" }
page = { PAGE }
delta = { DELTA }
EACH
[map]
key = ["id"]
title = "name"
version = "version"
assignee = "who"
native_state = "state"
[enum.state]
rules = [{ when = { field = "state", is = "done" }, is = "Completed" }]
[detail]
path = "/items/{id}"
[[action]]
id = "finish"
kind = "complete"
label = { en = "Finish", fr = "Terminer" }
applied_when = { field = "state", is = "done" }
request = { method = "POST", path = "/items/{id}/finish", body = { id = "{id}" } }
"""
ITEMS = [{"id": number, "name": f"Item {number}", "who": "anna", "version": "1"} for number in range(1, 8)]
Answer = Callable[[Asked], Told]


def manifest(
    page: str = 'style = "none"', delta: str = 'style = "none"', auth: str = "", each: str = ""
) -> str:
    text = MANIFEST.replace("PAGE", page).replace("DELTA", delta).replace("AUTH", auth).replace("EACH", each)
    assert check_manifest(text) == ()
    return text


def connect(url: str, text: str, around: Surroundings | None = None, secret: str = "s3cret") -> Connector:
    source = Source("small", LocalizedText("Small", "Petit"), "small", url, "anna")
    return Catalogue().connector_for(source, text, secret, around or Surroundings(clock=now))


def pages_from(answer: Answer, text: str, cursor: str | None = None) -> list[Page]:
    with scripted(answer) as (url, _):
        return asked(connect(url, text), lambda c: pulled(c, cursor))


def by_page(one: Asked) -> Told:
    start = (int(one.query["page"]) - 1) * 3
    return Told({"items": ITEMS[start : start + 3]})


def by_more(one: Asked) -> Told:
    start = int(one.query["offset"])
    return Told({"items": ITEMS[start : start + 3], "more": start + 3 < len(ITEMS)})


def by_cursor(one: Asked) -> Told:
    start = int(one.query.get("after", "0"))
    return Told({"items": ITEMS[start : start + 3], "next": str(start + 3) if start + 3 < 7 else None})


def by_link(one: Asked) -> Told:
    start = int(one.query.get("from", "0"))
    further = f'<{{url}}/items?from={start + 3}>; rel="next", <{{url}}/items>; rel="first"'
    return Told({"items": ITEMS[start : start + 3]}, headers={"Link": further} if start + 3 < 7 else {})


def by_address(one: Asked) -> Told:
    start = int(one.query.get("from", "0"))
    body: dict[str, object] = {"items": ITEMS[start : start + 3]}
    if start + 3 < 7:
        body["@next"] = f"/items?from={start + 3}"
    return Told(body)


@pytest.mark.parametrize(
    ("answer", "page", "requests"),
    [
        (by_page, 'style = "page", start = "page", size = "per", page_size = 3', 4),
        (by_more, 'style = "has_more", start = "offset", more = "more"', 3),
        (by_cursor, 'style = "cursor", next = "next", into = "after"', 3),
        (by_link, 'style = "link_header"', 3),
        (by_address, 'style = "next_url", next = \'"@next"\'', 3),
    ],
)
def test_each_page_style_reads_to_its_own_end(answer: Answer, page: str, requests: int) -> None:
    with scripted(answer) as (url, heard):
        pages = asked(connect(url, manifest(page)), pulled)
    assert len(items_of(pages)) == 7
    assert pages[-1].complete
    assert len(heard) == requests


@pytest.mark.parametrize(
    ("told", "page"),
    [
        ({"items": ITEMS}, 'style = "has_more", start = "offset", more = "more"'),
        ({"items": [], "more": True}, 'style = "has_more", start = "offset", more = "more"'),
        ({"items": ITEMS, "next": "same"}, 'style = "cursor", next = "next", into = "after"'),
        ({"items": ITEMS, "next": "/items"}, 'style = "next_url", next = "next"'),
        ({"items": ITEMS, "next": "https://elsewhere.example/"}, 'style = "next_url", next = "next"'),
        ({"items": [], "next": "/items"}, 'style = "next_url", next = "next"'),
    ],
)
def test_a_list_without_an_honest_end_is_broken(told: object, page: str) -> None:
    with pytest.raises(ContractBroken):
        pages_from(lambda _: Told(told), manifest(page))


TOKEN = 'style = "token_url", delta_link = "delta", removed = "removed"'


def with_tokens(one: Asked) -> Told:
    if one.path == "/expired":
        return Told({"code": "gone"}, 410)
    if one.path == "/delta":
        return Told(
            {
                "items": [ITEMS[0] | {"name": "New name"}],
                "removed": [2, {"id": "3"}],
                "delta": "{url}/delta?2",
            }
        )
    return Told({"items": ITEMS, "delta": "{url}/delta?1"})


def test_a_delta_by_token_tells_what_left_and_goes_on() -> None:
    with scripted(with_tokens) as (url, _):
        first = asked(connect(url, manifest(delta=TOKEN)), pulled)
        pages = asked(connect(url, manifest(delta=TOKEN)), lambda c: pulled(c, first[-1].cursor))
        assert pages[-1].cursor == f'["{url}/delta?2"]'
    assert [item.title for item in items_of(pages).values()] == ["New name"]
    removed = [key.native for page in pages for key in page.removed]
    assert removed == [("2",), ("3",)]
    assert not any(page.listing for page in pages)


def test_a_token_that_is_no_longer_known_means_listing_anew() -> None:
    with scripted(with_tokens) as (url, _):
        pages = asked(connect(url, manifest(delta=TOKEN)), lambda c: pulled(c, f'["{url}/expired"]'))
    assert pages[-1].complete and pages[-1].listing
    assert len(items_of(pages)) == 7


def test_a_token_that_leads_elsewhere_is_not_followed() -> None:
    with scripted(with_tokens) as (url, heard):
        with pytest.raises(ContractBroken):
            asked(connect(url, manifest(delta=TOKEN)), lambda c: pulled(c, '["https://elsewhere.example/"]'))
        assert heard == []


def test_a_removed_item_without_an_id_is_broken() -> None:
    def nameless(one: Asked) -> Told:
        return Told({"items": [], "removed": [None], "delta": "{url}/delta"})

    with scripted(nameless) as (url, _), pytest.raises(ContractBroken):
        asked(connect(url, manifest(delta=TOKEN)), lambda c: pulled(c, f'["{url}/delta"]'))


def test_lists_of_lists() -> None:
    def answer(one: Asked) -> Told:
        if one.path == "/boards":
            return Told({"boards": [{"id": "a"}, {"id": "b"}]})
        items = ITEMS[:3] if one.query["board"] == "a" else ITEMS[3:]
        start = int(one.query["offset"])
        return Told({"items": items[start : start + 2], "total": len(items)})

    page = 'style = "offset", total = "total", page_size = 2'
    text = manifest(page, each='for_each = { path = "/boards", items = "boards", as = "board" }').replace(
        'path = "/items" }', 'path = "/items", query = { board = "{board.id}" } }', 1
    )
    pages = pages_from(answer, text)
    assert len(items_of(pages)) == 7
    assert pages[-1].complete


def test_a_bare_array_is_a_list_too() -> None:
    text = manifest().replace('items = "items"', 'items = "@"')
    assert len(items_of(pages_from(lambda _: Told(ITEMS), text))) == 7


def test_an_item_without_an_id_is_doubt_also_where_no_total_is_told() -> None:
    pages = pages_from(lambda _: Told({"items": [*ITEMS, {"name": "Nobody knows"}]}), manifest())
    assert len(items_of(pages)) == 7
    assert not pages[-1].complete


@pytest.mark.parametrize(
    ("auth", "name", "value"),
    [
        ('[auth]\nkind = "bearer"', "authorization", "Bearer s3cret"),
        ('[auth]\nkind = "header"\nheader = "X-Key"\nformat = "key {secret}"', "x-key", "key s3cret"),
        ('[auth]\nkind = "none"', "authorization", None),
    ],
)
def test_credentials_travel_as_the_manifest_says(auth: str, name: str, value: str | None) -> None:
    with scripted(lambda _: Told({"items": []})) as (url, heard):
        asked(connect(url, manifest(auth=auth)), pulled)
    assert heard[0].headers.get(name) == value


SESSION = """[auth]
kind = "session"
[auth.login]
token = "token"
send = "X-Session"
request = { method = "POST", path = "/login", body = { user = "{user}", password = "{secret}" } }
"""


class Sessions:
    """Gives tokens 1, 2, …; only the last one is good."""

    def __init__(self) -> None:
        self.last = 0

    def answer(self, one: Asked) -> Told:
        if one.path == "/login":
            if one.body != {"user": "anna", "password": "s3cret"}:
                return Told({}, 401)
            self.last += 1
            return Told({"token": f"t{self.last}"})
        good = one.headers.get("x-session") == f"t{self.last}"
        return Told({"items": ITEMS}) if good else Told({}, 401)


def test_a_session_is_opened_once_and_again_when_it_has_ended() -> None:
    sessions = Sessions()

    async def three_times(connector: Connector) -> None:
        await pulled(connector)
        await pulled(connector)
        sessions.last += 1
        assert len(items_of(await pulled(connector))) == 7

    with scripted(sessions.answer) as (url, heard):
        asked(connect(url, manifest(auth=SESSION)), three_times)
    assert [one.path for one in heard].count("/login") == 2


def test_a_session_that_is_refused_asks_for_a_sign_in() -> None:
    with scripted(Sessions().answer) as (url, _), pytest.raises(SignInRequired):
        asked(connect(url, manifest(auth=SESSION), secret="wrong"), pulled)


def test_the_one_sign_on_brings_the_token_and_renews_it_once() -> None:
    asked_for: list[bool] = []

    async def sign_on(renewed: bool) -> str:
        asked_for.append(renewed)
        return "fresh" if renewed else "stale"

    def answer(one: Asked) -> Told:
        return Told({"items": ITEMS}) if one.headers.get("authorization") == "Bearer fresh" else Told({}, 401)

    text = manifest(auth='[auth]\nkind = "sign_on"\n[sign_on]\nscopes = ["tasks"]')
    with scripted(answer) as (url, _):
        pages = asked(connect(url, text, Surroundings(clock=now, sign_on=sign_on)), pulled)
        assert len(items_of(pages)) == 7
        assert asked_for == [False, True]
        with pytest.raises(SignInRequired):
            asked(connect(url, text), pulled)


CSRF = """[csrf]
read = "header:X-CSRF-Token"
send = "header:X-CSRF-Token"
fetch = { method = "GET", path = "/", headers = { "X-CSRF-Token" = "Fetch" } }
refresh_on = { status = 403, header = "X-CSRF-Token", is = "Required" }
[http]
keep_cookies = true
"""


class Guarded:
    """Wants the token and the cookie that belong together; `times` counts what took effect."""

    def __init__(self) -> None:
        self.token, self.times = 1, 0

    def answer(self, one: Asked) -> Told:
        if one.path == "/":
            return Told({}, headers={"X-CSRF-Token": f"t{self.token}", "Set-Cookie": f"s={self.token}"})
        if one.method == "POST":
            if (one.headers.get("x-csrf-token"), one.headers.get("cookie")) != (
                f"t{self.token}",
                f"s={self.token}",
            ):
                return Told({}, 403, {"X-CSRF-Token": "Required"})
            self.times += 1
            return Told({})
        return Told(ITEMS[0] | ({"state": "done"} if self.times else {}))


def finish(connector: Connector) -> tuple[SendResult, WorkItemDetail]:
    async def act(connector: Connector) -> tuple[SendResult, WorkItemDetail]:
        detail = await connector.detail(WorkItemKey("small", ("1",)))
        offer = offer_of(detail, lambda one: one.kind is ActionKind.COMPLETE)
        return await connector.send(decided(detail, offer)), detail

    return asked(connector, act)


def test_a_write_carries_its_anti_forgery_token() -> None:
    guarded = Guarded()
    with scripted(guarded.answer) as (url, _):
        result, _ = finish(connect(url, manifest(auth=CSRF)))
    assert isinstance(result, Accepted)
    assert guarded.times == 1


def test_a_stale_anti_forgery_token_is_fetched_again_once() -> None:
    guarded = Guarded()

    def aging(one: Asked) -> Told:
        told = guarded.answer(one)
        if one.path == "/" and guarded.token == 1:
            guarded.token = 2
        return told

    with scripted(aging) as (url, heard):
        result, _ = finish(connect(url, manifest(auth=CSRF)))
    assert isinstance(result, Accepted)
    assert guarded.times == 1
    assert [one.method for one in heard].count("POST") == 2


def test_closing_a_connector_leaves_nothing_open() -> None:
    async def open_and_close(url: str) -> None:
        connector = connect(url, manifest(auth=SESSION))
        await pulled(connector)
        await connector.aclose()

    with scripted(Sessions().answer) as (url, _):
        asyncio.run(open_and_close(url))
