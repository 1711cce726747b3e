from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.connectors.declarative.test_values import JSON
from tests.far_end.server import MANIFEST

from odx_desktop.connectors.catalogue import Catalogue
from odx_desktop.connectors.contract import Identity
from odx_desktop.connectors.declarative.loading import load_manifest
from odx_desktop.connectors.declarative.mapping import ItemMapper, Place
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.domain.work_item import Relation, Scope, WorkItem, WorkItemState
from odx_desktop.http.origin import Origin

ME = Identity("anna", "Anna", groups=("finance",))
GOOD: dict[str, Any] = {
    "id": 7,
    "title": "Order",
    "state": "open",
    "assignee": {"id": "anna", "name": "Anna"},
    "updated": "2026-11-24T10:00:00Z",
    "version": 3,
    "amount": "12.50",
}


def mapper_of(text: str, hosts: frozenset[str] = frozenset()) -> ItemMapper:
    return ItemMapper(load_manifest(text), "far", Origin.of("https://far.example"), hosts)


def mapped(
    document: object, *, place: Place | None = None, text: str = MANIFEST, hosts: frozenset[str] = frozenset()
) -> WorkItem:
    mapper = mapper_of(text, hosts)
    key = mapper.key(document)
    assert key is not None
    bindings = Bindings(names={"base_url": "https://far.example/app"}, raw=frozenset({"base_url"}))
    return mapper.item(document, key, ME, bindings, place or Place(Scope.MINE, trusted=True))


@pytest.mark.parametrize(
    ("assignee", "place", "relations"),
    [
        ("anna", Place(Scope.MINE, trusted=True), {Relation.MINE}),
        ("finance", Place(Scope.MINE, trusted=True), {Relation.CANDIDATE}),
        ("a-group-we-do-not-know", Place(Scope.MINE, trusted=True), {Relation.CANDIDATE}),
        (None, Place(Scope.MINE, trusted=True), {Relation.CANDIDATE}),
        ("ben", Place(Scope.MINE, trusted=False), set()),
        (None, Place(Scope.MINE, trusted=False), set()),
        ("anna", Place(), {Relation.MINE}),
        ("ben", Place(), set()),
        ("ben", Place(Scope.TEAM), {Relation.TEAM}),
        ("ben", Place(Scope.REPORTEES), {Relation.REPORTEE}),
    ],
)
def test_how_an_item_concerns_me(assignee: str | None, place: Place, relations: set[Relation]) -> None:
    document = GOOD | {"assignee": {"id": assignee, "name": "x"} if assignee else None}
    assert mapped(document, place=place).relations == relations


def test_where_the_source_tells_no_assignee_its_list_is_mine() -> None:
    text = MANIFEST.replace('assignee = { id = "assignee.id", name = "assignee.name" }\n', "")
    assert mapped(GOOD, text=text).relations == {Relation.MINE}


def test_the_first_rule_that_fits_gives_the_state() -> None:
    assert mapped(GOOD).state is WorkItemState.RESERVED
    assert mapped(GOOD | {"state": "done"}).state is WorkItemState.COMPLETED
    assert mapped(GOOD | {"assignee": None}).state is WorkItemState.READY


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("{base_url}/tasks/{id}", "https://far.example/app/tasks/7"),
        ("{item.where}", None),
        ("javascript:alert(1)", None),
        ("https://far.example.evil.example/{id}", None),
        ("https://allowed.example/{id}", "https://allowed.example/7"),
        ("{base_url}/{item.nothing}/{nobody}", None),
    ],
)
def test_a_link_leads_to_the_source_or_to_an_allowed_host(url: str, link: str | None) -> None:
    text = MANIFEST.replace('url = "{base_url}/tasks/{id}"', f'url = "{url}"')
    document = GOOD | {"where": "https://elsewhere.example/"}
    assert mapped(document, text=text, hosts=frozenset({"allowed.example"})).link == link


def test_an_id_with_slashes_stays_one_part_of_the_link() -> None:
    assert mapped(GOOD | {"id": "a/../b?c#d"}).link == "https://far.example/app/tasks/a%2F..%2Fb%3Fc%23d"


@given(JSON, st.sampled_from(sorted(GOOD)))
@settings(max_examples=300, deadline=None)
def test_one_spoilt_field_breaks_nothing_but_its_item(value: object, field: str) -> None:
    document = GOOD | {field: value}
    if MAPPER.key(document) is None:
        return
    with contextlib.suppress(ValueError, ArithmeticError):
        mapped(document)


MAPPER = mapper_of(MANIFEST)


@given(JSON)
@settings(max_examples=200, deadline=None)
def test_no_document_of_any_shape_breaks_a_manifest_of_ours(document: object) -> None:
    for mapper in OURS:
        key = mapper.key(document)
        if key is not None:
            with contextlib.suppress(ValueError, ArithmeticError):
                mapper.item(document, key, ME, Bindings(), Place())


OURS = [
    mapper_of(Catalogue().manifest_text(one)) for one in Catalogue().ids() if not Catalogue().is_code(one)
]
