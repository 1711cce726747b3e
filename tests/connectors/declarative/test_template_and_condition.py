from __future__ import annotations

from typing import Any

import msgspec
import pytest

from odx_desktop.connectors.declarative.condition import Answer, compile_condition
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.shape import Condition
from odx_desktop.connectors.declarative.template import UnknownName, fill, fill_body, fill_path, fill_query
from odx_desktop.http.message import Headers

BINDINGS = Bindings(
    names={"id": "a/b", "me.id": "7", "comment": "", "quote": "l'été", "ctx": "/svc/v1", "offer.id": "5"},
    document={"project": {"id": 3}, "open": True, "n": 5, "tags": ["a", "b"], "none": None, "empty": ""},
    raw=frozenset({"ctx"}),
    lines=(("L1", "approve"), ("L2", "decline")),
)


def test_paths_are_encoded_and_settings_are_not() -> None:
    assert fill_path("{ctx}/items/{id}/{item.project.id}", BINDINGS) == "/svc/v1/items/a%2Fb/3"


def test_queries_are_left_to_the_client_and_lists_repeat() -> None:
    query = {"q": "name={quote}", "f[]": ["a", "b"], "n": 3, "c": "{comment|optional}"}
    assert fill_query(query, BINDINGS) == (("q", "name=l'été"), ("f[]", "a"), ("f[]", "b"), ("n", "3"))


def test_odata_doubles_quotes() -> None:
    assert fill("'{quote|odata}'", BINDINGS) == "'l''été'"


def test_bodies_keep_their_shape() -> None:
    body = {"n": "{me.id|int}", "c": "{comment|optional}", "deep": [{"x": "{id}"}, True, None]}
    assert fill_body(body, BINDINGS) == {"n": 7, "deep": [{"x": "a/b"}, True, None]}


def test_lines_become_a_list() -> None:
    body = {"lines": {"each": "lines", "of": {"id": "{line.id}", "is": "{line.offer}"}}}
    assert fill_body(body, BINDINGS) == {
        "lines": [{"id": "L1", "is": "approve"}, {"id": "L2", "is": "decline"}]
    }


@pytest.mark.parametrize("text", ["{secret}", "{password}", "{me.secret}", "{__class__}"])
def test_nothing_leads_to_what_is_not_named(text: str) -> None:
    with pytest.raises(UnknownName):
        fill(text, BINDINGS)


@pytest.mark.parametrize("text", ["{}", "{0}", "{a b}", "{id!r}", "{id:>9}", "{{id}"])
def test_only_holes_are_holes(text: str) -> None:
    assert fill(text, Bindings(names={"id": "x"})) in (text, "{x")


def holds(condition: dict[str, Any], answer: Answer | None = None) -> bool:
    return compile_condition(msgspec.convert(condition, Condition))(BINDINGS, answer)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"field": "open", "is": True}, True),
        ({"field": "open", "is": "true"}, True),
        ({"field": "n", "is": 5}, True),
        ({"field": "n", "is": "{offer.id}"}, True),
        ({"field": "n", "is": "{offer.nothing}"}, False),
        ({"field": "n", "is_not": 5}, False),
        ({"field": "n", "in": [4, 5]}, True),
        ({"field": "none", "present": False}, True),
        ({"field": "empty", "present": True}, False),
        ({"field": "tags", "contains": "b"}, True),
        ({"field": "tags", "contains": "ab"}, False),
        ({"field": "missing", "is": "x"}, False),
        ({"field": "missing", "is": ""}, True),
        ({"field": "missing", "is_not": "x"}, True),
        ({"any": [{"field": "n", "is": 1}, {"field": "n", "is": 5}]}, True),
        ({"all": [{"field": "n", "is": 1}, {"field": "n", "is": 5}]}, False),
        ({"not": {"field": "n", "is": 1}}, True),
        ({"field": "open", "is": True, "any": [{"field": "n", "is": 1}]}, False),
        ({"comment_shown": True}, False),
        ({"status": 409}, False),
        ({"field": "n", "matches_start": "5"}, True),
        ({"field": "missing", "matches_start": ""}, False),
    ],
)
def test_conditions_over_the_item(condition: dict[str, Any], expected: bool) -> None:
    assert holds(condition) is expected


def test_conditions_over_the_answer() -> None:
    answer = Answer(409, Headers((("X-Why", "taken"),)), ["You can only take"])
    assert holds({"status": [409, 412]}, answer)
    assert holds({"header": "x-why", "is": "taken"}, answer)
    assert holds({"status": 409, "body": "[0]", "contains": "only take"}, answer)
    assert not holds({"status": 200, "body": "[0]", "contains": "only take"}, answer)
