"""Pulls one list: full listings that can prove absence, and deltas that resume where the last one ended."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from odx_desktop.connectors.contract import Identity, Page, Rejected
from odx_desktop.connectors.declarative.answers import AnswerGetter, answer_getter, list_at
from odx_desktop.connectors.declarative.caller import Caller
from odx_desktop.connectors.declarative.manifest import Listing
from odx_desktop.connectors.declarative.mapping import ItemMapper, Place
from odx_desktop.connectors.declarative.paging import MOST_PAGES, Ask, PageSeen, pager_for
from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.connectors.declarative.scope import Bindings, as_text
from odx_desktop.connectors.declarative.shape import Request
from odx_desktop.connectors.declarative.tally import Tally, whole_number
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import WorkItem
from odx_desktop.http.message import HttpRequest, HttpResponse


class _CursorGone(Exception):
    """The source no longer knows the token."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the source, read: what became of its items, and the answer for who needs more of it."""

    items: tuple[WorkItem, ...]
    rejected: tuple[Rejected, ...]
    total: int | None
    response: HttpResponse
    document: object


class List:
    """One `[[list]]` of a manifest, compiled."""

    def __init__(self, spec: Listing, caller: Caller, mapper: ItemMapper) -> None:
        self.spec = spec
        self._caller, self._mapper = caller, mapper
        self._items = getter(spec.items)
        self._total: AnswerGetter | None = answer_getter(spec.page.total) if spec.page.total else None
        self._parents = getter(spec.for_each.items) if spec.for_each is not None else None

    async def walk(
        self,
        me: Identity,
        bindings: Bindings,
        tally: Tally,
        place: Place,
        request: Request,
        start: str | None = None,
    ) -> AsyncIterator[Shown]:
        """All pages in order, each counted in `tally`; `start` is a whole address to begin at instead.

        Raises as HttpClient.checked; ContractBroken also for a page that is not one, or a circle.
        """
        async for here in self._rounds(bindings):
            tally.begin_round()
            pager = pager_for(self.spec.page)
            ask: Ask | None = Ask(url=start) if start is not None else pager.first()
            counted = 0
            asked: set[str] = set()
            while ask is not None:
                sent = self._request(ask, request, here)
                if len(asked) >= MOST_PAGES or f"{sent.url}?{sent.query}" in asked:
                    raise ContractBroken(sent.url, "an end of the list", f"page {len(asked) + 1}")
                asked.add(f"{sent.url}?{sent.query}")
                resumes = start is not None and len(asked) == 1
                answer = await self._answer(sent, resumes=resumes)
                shown = self._page(answer, me, here, place)
                count = len(shown.items) + len(shown.rejected)
                counted += count
                tally.add(shown.items, shown.rejected, shown.total, shown.response.url_path)
                yield shown
                seen = PageSeen(shown.response, shown.document, count, counted, shown.total)
                ask = pager.next(seen)

    async def _rounds(self, bindings: Bindings) -> AsyncIterator[Bindings]:
        """Once, or once for each parent (`for_each`): lists of lists."""
        parent = self.spec.for_each
        if parent is None or self._parents is None:
            yield bindings
            return
        response, document = await self._caller.json(self._caller.build(Request(path=parent.path), bindings))
        for entry in list_at(document, self._parents, response.url_path, parent.items):
            if isinstance(entry, dict):
                names = {f"{parent.as_}.{key}": as_text(value) for key, value in entry.items()}
                yield bindings.with_names(names)

    def _request(self, ask: Ask, request: Request, bindings: Bindings) -> HttpRequest:
        if ask.url is not None:
            return self._caller.address(ask.url)
        built = self._caller.build(request, bindings)
        return HttpRequest(built.method, built.url, (*built.query, *ask.query), built.headers, built.body)

    async def _answer(self, sent: HttpRequest, *, resumes: bool) -> HttpResponse:
        response = await self._caller.http.read(sent)
        if resumes and response.status in self.spec.delta.reset:
            raise _CursorGone
        self._caller.http.require(response)
        return response

    def _page(self, response: HttpResponse, me: Identity, bindings: Bindings, place: Place) -> Shown:
        document = response.json()
        items: list[WorkItem] = []
        rejected: list[Rejected] = []
        for entry in list_at(document, self._items, response.url_path, self.spec.items):
            read = self._item(entry, me, bindings, place)
            if isinstance(read, Rejected):
                rejected.append(read)
            else:
                items.append(read)
        total = whole_number(self._total(response, document)) if self._total is not None else None
        return Shown(tuple(items), tuple(rejected), total, response, document)

    def _item(self, entry: object, me: Identity, bindings: Bindings, place: Place) -> WorkItem | Rejected:
        key = self._mapper.key(entry)
        if key is None:
            return Rejected(None, Reason.of("item.unreadable", detail="it has no id"))
        try:
            return self._mapper.item(entry, key, me, bindings, place)
        except (ValueError, ArithmeticError) as error:
            return Rejected(key, Reason.of("item.unreadable", item=key.native_text, detail=str(error)))


class Pull:
    """One pull over all lists of a scope: a full listing, or a delta from a cursor."""

    def __init__(self, lists: Sequence[List], mapper: ItemMapper, caller: Caller, now: datetime) -> None:
        self._lists, self._mapper, self._caller = lists, mapper, caller
        self._started = now + (caller.http.skew or timedelta(0))

    async def full(self, me: Identity, bindings: Bindings) -> AsyncIterator[Page]:
        """Pages of a complete listing, then a last one that says whether absence from it proves removal.

        A list that moved while it was read is read once more, then called incomplete.
        """
        doubt: Reason | None = None
        cursors: list[str | None] = []
        for one in self._lists:
            for _ in range(2):
                tally = Tally(tells_total=bool(one.spec.page.total))
                shown: Shown | None = None
                place = Place(one.spec.scope, trusted=True)
                async for shown in one.walk(me, bindings, tally, place, one.spec.request):
                    yield Page(shown.items, shown.rejected, total=shown.total)
                if not tally.changed_on_the_way:
                    break
            doubt = doubt or tally.doubt()
            cursors.append(self._cursor(one, shown))
        cursor = None if None in cursors else json.dumps(cursors)
        yield Page(cursor=cursor, complete=doubt is None, last=True, incomplete_reason=doubt)

    async def delta(self, cursor: str, me: Identity, bindings: Bindings) -> AsyncIterator[Page]:
        """What changed since `cursor`; a source that no longer knows it is listed in full instead."""
        tokens = _tokens(cursor, len(self._lists))
        if tokens is None:
            async for page in self.full(me, bindings):
                yield page
            return
        renewed: list[str | None] = []
        for one, token in zip(self._lists, tokens, strict=True):
            shown: Shown | None = None
            request, start, place = self._resumed(one, token)
            tally = Tally(tells_total=False)
            try:
                async for shown in one.walk(me, bindings, tally, place, request, start):
                    yield self._delta_page(one, shown, place)
            except _CursorGone:
                async for page in self.full(me, bindings):
                    yield page
                return
            renewed.append(self._cursor(one, shown))
        kept = None if None in renewed else json.dumps(renewed)
        yield Page(cursor=kept, complete=True, listing=False, last=True)

    def _resumed(self, one: List, token: str) -> tuple[Request, str | None, Place]:
        delta, request = one.spec.delta, one.spec.request
        if delta.style == "token_url":
            return request, token, Place(one.spec.scope, trusted=True)
        since = datetime.fromisoformat(token) - timedelta(seconds=delta.overlap_s)
        written = delta.format.replace("{since}", since.astimezone(UTC).strftime(delta.time_format))
        query = {name: value for name, value in request.query.items() if name not in delta.drop}
        changed = Request(
            method=request.method,
            path=request.path,
            query={**query, **delta.query, delta.param: written},
            headers=request.headers,
            body=request.body,
        )
        return changed, None, Place(one.spec.scope, trusted=not delta.drop)

    def _delta_page(self, one: List, shown: Shown, place: Place) -> Page:
        """An item that the source shows and that is not ours (any more) has left: it was read itself."""
        stayed = tuple(item for item in shown.items if item.relations)
        left = [item.key for item in shown.items if not item.relations]
        return Page(stayed, shown.rejected, (*left, *self._removed(one, shown)), listing=False)

    def _removed(self, one: List, shown: Shown) -> list[WorkItemKey]:
        delta = one.spec.delta
        if not delta.removed:
            return []
        entries = getter(delta.removed)(shown.document)
        found: list[WorkItemKey] = []
        for entry in entries if isinstance(entries, list) else []:
            key = self._mapper.key(entry) if isinstance(entry, dict) else self._mapper.key_of_text(entry)
            if key is None:
                raise ContractBroken(
                    shown.response.url_path, "an id of what was removed", as_text(entry)[:80]
                )
            found.append(key)
        return found

    def _cursor(self, one: List, shown: Shown | None) -> str | None:
        """Where the next delta begins: the source's own token, or when this pull began on its clock."""
        delta = one.spec.delta
        if delta.style == "since":
            return self._started.isoformat()
        if delta.style == "token_url" and shown is not None:
            return as_text(answer_getter(delta.delta_link)(shown.response, shown.document)) or None
        return None


def _tokens(cursor: str, count: int) -> list[str] | None:
    """The tokens in a cursor, None when it is not one of this manifest's (it may be of an older one)."""
    try:
        tokens = json.loads(cursor)
    except ValueError:
        return None
    if not isinstance(tokens, list) or len(tokens) != count or not all(isinstance(t, str) for t in tokens):
        return None
    return tokens
