"""The ways in which sources cut a list into pages, each as: what to ask first, what to ask next, when to end.

A short page proves nothing (servers cut page sizes without a word), so without a total the end of an
offset or page list is its first empty page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from odx_desktop.connectors.declarative.answers import answer_getter
from odx_desktop.connectors.declarative.manifest import Paging
from odx_desktop.connectors.declarative.scope import as_text
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.http.message import HttpResponse, Pairs
from odx_desktop.http.origin import absolute

MOST_PAGES = 10_000
_LINK_NEXT = re.compile(r'<([^>]*)>\s*;[^,<]*\brel="?next"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the next request adds: parameters to the listing's own, or a whole address in its place."""

    query: Pairs = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PageSeen:
    """One page as the pager sees it: `count` items on it, `so_far` items with it, `total` if told."""

    response: HttpResponse
    document: object
    count: int
    so_far: int
    total: int | None


class Pager(Protocol):
    def first(self) -> Ask: ...

    def next(self, page: PageSeen) -> Ask | None:
        """None at the style's own end. Raises ContractBroken when the answer lacks what the style needs."""
        ...


def pager_for(spec: Paging) -> Pager:
    if spec.style in ("offset", "page"):
        return _Counted(spec)
    if spec.style == "has_more":
        return _HasMore(spec)
    if spec.style == "cursor":
        return _Cursor(spec)
    if spec.style in ("link_header", "next_url"):
        return _NextAddress(spec)
    return _OnePage()


class _OnePage:
    def first(self) -> Ask:
        return Ask()

    def next(self, page: PageSeen) -> Ask | None:
        return None


class _Counted:
    """Offset counts items, page counts pages. A page may hold fewer than asked for, so the offset goes on by
    what came."""

    def __init__(self, spec: Paging) -> None:
        self._spec = spec
        self._by_item = spec.style != "page"
        self._position = 0 if self._by_item else spec.first

    def first(self) -> Ask:
        size = ((self._spec.size, str(self._spec.page_size)),) if self._spec.size else ()
        return Ask(((self._spec.start, str(self._position)), *size))

    def next(self, page: PageSeen) -> Ask | None:
        if page.count == 0 or (page.total is not None and page.so_far >= page.total):
            return None
        self._position += page.count if self._by_item else 1
        return self.first()


class _HasMore(_Counted):
    def __init__(self, spec: Paging) -> None:
        super().__init__(spec)
        self._more = answer_getter(spec.more)

    def next(self, page: PageSeen) -> Ask | None:
        more = self._more(page.response, page.document)
        if not isinstance(more, bool):
            raise ContractBroken(page.response.url_path, f"true or false at {self._spec.more}", as_text(more))
        if not more:
            return None
        if page.count == 0:
            raise ContractBroken(page.response.url_path, "items, as more were announced", "an empty page")
        self._position += page.count
        return self.first()


class _Cursor:
    def __init__(self, spec: Paging) -> None:
        self._spec = spec
        self._next = answer_getter(spec.next)

    def first(self) -> Ask:
        return Ask(((self._spec.size, str(self._spec.page_size)),) if self._spec.size else ())

    def next(self, page: PageSeen) -> Ask | None:
        token = as_text(self._next(page.response, page.document))
        return Ask((*self.first().query, (self._spec.into, token))) if token else None


class _NextAddress:
    def __init__(self, spec: Paging) -> None:
        self._spec = spec
        self._next = answer_getter(spec.next) if spec.style == "next_url" else None

    def first(self) -> Ask:
        return Ask(((self._spec.size, str(self._spec.page_size)),) if self._spec.size else ())

    def next(self, page: PageSeen) -> Ask | None:
        if self._next is not None:
            target = as_text(self._next(page.response, page.document))
        else:
            match = _LINK_NEXT.search(page.response.headers.get("link", ""))
            target = match[1] if match is not None else ""
        return Ask(url=absolute(page.response.url, target)) if target else None
