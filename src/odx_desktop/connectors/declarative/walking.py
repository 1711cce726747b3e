"""Goes through a loaded manifest and finds its paths and templates, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from odx_desktop.connectors.declarative import manifest as whole
from odx_desktop.connectors.declarative import shape
from odx_desktop.connectors.declarative.shape import Part


@dataclass(frozen=True, slots=True)
class Found:
    """A text of the manifest: the table it is in (as `$.list[0].page`), its key there, and the text."""

    table: str
    key: str
    text: str


# In these tables every text is a path in the source's JSON; in the others only the keys named.
_ALL_PATHS = (
    shape.PersonSpec,
    shape.PeopleList,
    shape.AttributeList,
    whole.IdentityMap,
    whole.LineMap,
    whole.RouteMap,
    whole.CommentMap,
    whole.AttachmentMap,
    whole.PeopleMap,
    whole.OfferMap,
    whole.ChangedBy,
    shape.Map,
)
_SOME_PATHS: dict[type[Part], frozenset[str]] = {
    shape.FieldSpec: frozenset({"path", "currency_path"}),
    shape.AttributeSpec: frozenset({"path"}),
    shape.CaseKeySpec: frozenset({"path"}),
    shape.Condition: frozenset({"field", "body"}),
    whole.Paging: frozenset({"total", "more", "next"}),
    whole.Delta: frozenset({"delta_link", "removed"}),
    whole.ForEach: frozenset({"items"}),
    whole.Listing: frozenset({"items"}),
    whole.GroupsSpec: frozenset({"items", "id"}),
    whole.BodySpec: frozenset({"path", "format_path"}),
    whole.Lines: frozenset({"items"}),
    whole.Route: frozenset({"items"}),
    whole.Comments: frozenset({"items"}),
    whole.Attachments: frozenset({"items"}),
    whole.Probe: frozenset({"items"}),
    whole.Detail: frozenset({"item"}),
    whole.PeopleSpec: frozenset({"items"}),
    whole.ActionsFrom: frozenset({"items"}),
    whole.KindBy: frozenset({"field"}),
    whole.ErrorSpec: frozenset({"message"}),
}
# Here `path` is one into the JSON; elsewhere it is an address.
_JSON_PATHS = (shape.FieldSpec, shape.AttributeSpec, shape.CaseKeySpec, whole.BodySpec)
_HEADER = "header:"


def parts(part: Part, table: str = "$") -> Iterator[tuple[str, Part]]:
    """Every table of the manifest with its place."""
    yield table, part
    for field in msgspec.structs.fields(part):
        here = f"{table}.{field.encode_name}"
        value = getattr(part, field.name)
        if isinstance(value, Part):
            yield from parts(value, here)
        elif isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, Part):
                    yield from parts(one, f"{here}[{index}]")
        elif isinstance(value, dict):
            for key, one in value.items():
                if isinstance(one, Part):
                    yield from parts(one, f"{here}.{key}")


def _texts(part: Part, table: str) -> Iterator[Found]:
    for field in msgspec.structs.fields(part):
        value = getattr(part, field.name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one:
                yield Found(table, field.encode_name, one)


def paths(root: Part) -> Iterator[Found]:
    """Every path; those into headers are none."""
    for table, part in parts(root):
        named = _SOME_PATHS.get(type(part), frozenset())
        for found in _texts(part, table):
            if (type(part) in _ALL_PATHS or found.key in named) and not found.text.startswith(_HEADER):
                yield found
        if isinstance(part, whole.IdentityMap):
            yield from (Found(f"{table}.more", name, path) for name, path in part.more.items())


def templates(root: Part) -> Iterator[Found]:
    """Every text that is filled: addresses, queries, headers, bodies, and what conditions compare with."""
    for table, part in parts(root):
        for name in ("path", "fetch", "url"):
            value = getattr(part, name, None)
            if isinstance(value, str) and type(part) not in _JSON_PATHS:
                yield Found(table, name, value)
        for name in ("query", "headers", "body"):
            yield from _inside(getattr(part, name, None), f"{table}.{name}")
        if isinstance(part, shape.Condition):
            compared = (part.is_, part.not_value, part.contains, part.matches_start, *(part.in_ or []))
            yield from (Found(table, "is", one) for one in compared if isinstance(one, str))


def _inside(value: object, table: str) -> Iterator[Found]:
    if isinstance(value, str):
        yield Found(table, "", value)
    elif isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, str):
                yield Found(table, str(key), one)
            else:
                yield from _inside(one, f"{table}.{key}")
    elif isinstance(value, list):
        for one in value:
            yield from _inside(one, table)
