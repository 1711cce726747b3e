"""A manifest under test: checked as text, then tried against a real server without saving anything."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from odx_desktop.connectors.catalogue import Catalogue, Surroundings
from odx_desktop.connectors.contract import Page
from odx_desktop.connectors.declarative.check import check_manifest
from odx_desktop.connectors.declarative.loading import Mistake
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Source
from odx_desktop.domain.work_item import Scope, WorkItem


@dataclass(frozen=True, slots=True)
class Trial:
    """What a first page showed: whom the source takes us for, items, and why others were not understood."""

    identity: str
    items: tuple[WorkItem, ...]
    rejected: tuple[Reason, ...]
    total: int | None
    more: bool


def mistakes_of(text: str) -> tuple[Mistake, ...]:
    """Empty when the manifest can be used."""
    return check_manifest(text)


async def try_manifest(text: str, source: Source, secret: str, clock: Callable[[], datetime]) -> Trial:
    """Sign in and read the first page of my items. Raises SourceError, Refusal."""
    connector = Catalogue().connector_for(source, text, secret, Surroundings(clock))
    try:
        me = await connector.identify()
        pages = cast(AsyncGenerator[Page, None], connector.pull(Scope.MINE, None))
        async with aclosing(pages):
            page = await anext(pages, Page(last=True))
        reasons = tuple(one.reason for one in page.rejected)
        return Trial(me.name or me.id, page.items, reasons, page.total, not page.last)
    finally:
        await connector.aclose()


def draft_source(connector: str, url: str, user: str, settings: tuple[tuple[str, str], ...]) -> Source:
    return Source("trial", LocalizedText(connector, connector), connector, url, user, settings)
