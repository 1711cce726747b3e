"""Reads one item by its key: the only word that counts before an action, after it and after doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from odx_desktop.connectors.contract import Identity
from odx_desktop.connectors.declarative.answers import list_at
from odx_desktop.connectors.declarative.caller import Caller
from odx_desktop.connectors.declarative.detail_map import (
    AttachmentPlace,
    attachments_of,
    body_getter,
    comments_of,
    lines_of,
    route_of,
)
from odx_desktop.connectors.declarative.manifest import Attachments, Comments, Lines, Manifest
from odx_desktop.connectors.declarative.mapping import ItemMapper, Place
from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.shape import Request
from odx_desktop.connectors.declarative.ways import Ways
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import Comment, Gone, Line, Relation, Scope, WorkItem, WorkItemDetail

_HEADER = "header:"


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer about one item: its JSON (`document`), the neutral item, what templates may say of it."""

    key: WorkItemKey
    document: object
    item: WorkItem
    me: Identity
    bindings: Bindings


class ItemReader:
    """Compiled from a manifest's `detail`."""

    def __init__(self, manifest: Manifest, caller: Caller, mapper: ItemMapper, ways: Ways) -> None:
        self._spec = manifest.detail
        self._version = manifest.map.version
        self._caller, self._mapper, self._ways = caller, mapper, ways
        self._item_at = getter(self._spec.item)
        self._body = body_getter(self._spec.body) if self._spec.body is not None else None
        self._has_team = any(one.scope is Scope.TEAM for one in manifest.listings)

    async def read(self, key: WorkItemKey, me: Identity, bindings: Bindings) -> Reading | Gone:
        """Raises as HttpClient.checked; a 404 or 410 is Gone unless it is an HTML page."""
        here = bindings.with_names(self._mapper.key_names(key))
        request = self._caller.build(Request(path=self._spec.path, query=self._spec.query), here)
        response = await self._caller.http.read(request)
        if response.status in (404, 410) and not response.is_html:
            return Gone(key)
        self._caller.http.require(response)
        document = self._item_at(response.json())
        where = response.url_path
        if not isinstance(document, dict) or self._mapper.key(document) != key:
            raise ContractBroken(where, f"the item {key.native_text} at {self._spec.item}", "something else")
        try:
            item = self._mapper.item(document, key, me, here, Place())
        except (ValueError, ArithmeticError) as error:
            raise ContractBroken(where, "an item as the manifest maps it", str(error)) from None
        if isinstance(self._version, str) and self._version.startswith(_HEADER):
            item = replace(item, version=response.headers.get(self._version.removeprefix(_HEADER)))
        item = await self._related(item, here)
        return Reading(key, document, item, me, here.with_document(document, item))

    async def _related(self, item: WorkItem, bindings: Bindings) -> WorkItem:
        """Where the item alone does not tell whether it is mine, the source is asked; what is not mine and
        still shown to me concerns my team."""
        if item.relations:
            return item
        probe = self._spec.mine
        if probe is not None and item.assignee is not None:
            request = self._caller.build(Request(path=probe.path, query=probe.query), bindings)
            response, document = await self._caller.json(request)
            if list_at(document, getter(probe.items), response.url_path, probe.items):
                return replace(item, relations=frozenset({Relation.CANDIDATE}))
        return replace(item, relations=frozenset({Relation.TEAM})) if self._has_team else item

    async def _rows(self, spec: Lines | Comments | Attachments | None, reading: Reading) -> list[object]:
        if spec is None:
            return []
        if not spec.path:
            found = getter(spec.items)(reading.document)
            return found if isinstance(found, list) else []
        request = self._caller.build(Request(path=spec.path, query=spec.query), reading.bindings)
        response, document = await self._caller.json(request)
        return list_at(document, getter(spec.items), response.url_path, spec.items)

    async def lines(self, reading: Reading) -> tuple[Line, ...]:
        spec = self._spec.lines
        if spec is None:
            return ()
        rows = await self._rows(spec, reading)
        try:
            return lines_of(spec, rows)
        except (ValueError, ArithmeticError) as error:
            raise ContractBroken(self._spec.path, "lines as the manifest maps them", str(error)) from None

    async def comments(self, reading: Reading) -> tuple[Comment, ...]:
        spec = self._spec.comments
        if spec is None:
            return ()
        rows = await self._rows(spec, reading)
        try:
            return comments_of(spec, rows)
        except (ValueError, ArithmeticError) as error:
            raise ContractBroken(self._spec.path, "comments as the manifest maps them", str(error)) from None

    async def attachments(self, reading: Reading) -> tuple[AttachmentPlace, ...]:
        spec = self._spec.attachments
        return attachments_of(spec, await self._rows(spec, reading)) if spec is not None else ()

    async def served(self, reading: Reading) -> object:
        """The JSON that holds the server's own list of actions: the item's, or an answer of its own."""
        if not self._ways.served_path:
            return reading.document
        request = self._caller.build(Request(path=self._ways.served_path), reading.bindings)
        return (await self._caller.json(request))[1]

    async def detail(self, reading: Reading, now: datetime) -> WorkItemDetail:
        offered = self._ways.on(reading.bindings, await self.served(reading))
        route = getter(self._spec.route.items)(reading.document) if self._spec.route is not None else None
        steps = route if isinstance(route, list) else []
        return WorkItemDetail(
            replace(reading.item, detail_as_of=now),
            now,
            self._body(reading.document) if self._body is not None else None,
            await self.lines(reading),
            route_of(self._spec.route, steps, reading.me) if self._spec.route is not None else (),
            await self.comments(reading),
            tuple(place.attachment for place in await self.attachments(reading)),
            tuple(one.offer for one in offered),
            now,
        )
