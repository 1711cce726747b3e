"""Learns what changed in the lists: deltas by sync token (RFC 6578), full listings where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from odx_desktop.connectors.caldav.collection import TodoList
from odx_desktop.connectors.caldav.dav_client import DavClient, TokenRejected
from odx_desktop.connectors.caldav.multistatus import DAV, multiget, sync_collection, todo_query, url_of
from odx_desktop.domain.errors import ContractBroken, NoAccess, SourceUnavailable
from odx_desktop.domain.reason import Reason

TRUNCATED = 507
MOST_ROUNDS = 10_000
BATCH = 100


@dataclass(slots=True)
class Findings:
    """What one round found before any object was fetched. `changed` and `removed` are paths; `marks` where
    the next delta of each list resumes; `gap` why a listing cannot be called complete."""

    listing: bool
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    gap: Reason | None = None

    @property
    def resumable(self) -> bool:
        return bool(self.marks) and self.gap is None


async def full_listing(dav: DavClient, lists: Sequence[TodoList]) -> Findings:
    """Every to-do of every list. The marks were read before it, so nothing between is missed. A list that
    cannot be asked leaves a gap; the others are delivered."""
    found = Findings(listing=True)
    for todo_list in lists:
        try:
            await _list(dav, todo_list, found)
        except (NoAccess, SourceUnavailable, ContractBroken) as error:
            if len(lists) == 1:
                raise
            found.gap = error.reason
    _keep_marks(lists, found)
    return found


async def delta(dav: DavClient, lists: Sequence[TodoList], marks: dict[str, str]) -> Findings | None:
    """What changed since `marks`; None when only a full listing can tell: a list went away or its token is
    no longer known, or it has changed and knows no tokens."""
    if set(marks) - {todo_list.path for todo_list in lists}:
        return None
    found = Findings(listing=False)
    for todo_list in lists:
        since = marks.get(todo_list.path)
        if since is None:
            await _list(dav, todo_list, found)
        elif since != todo_list.mark:
            if not todo_list.can_delta:
                return None
            try:
                found.marks[todo_list.path] = await _changes(dav, todo_list.path, since, found)
            except TokenRejected:
                return None
    _keep_marks(lists, found)
    return found


def _keep_marks(lists: Iterable[TodoList], found: Findings) -> None:
    """A cursor only when every list has a mark: half a cursor would hide changes."""
    for todo_list in lists:
        if todo_list.mark is not None:
            found.marks.setdefault(todo_list.path, todo_list.mark)
    if any(todo_list.path not in found.marks for todo_list in lists):
        found.marks.clear()


async def _list(dav: DavClient, todo_list: TodoList, found: Findings) -> None:
    answer = await dav.report(todo_list.path, todo_query(), depth=1)
    for response in answer.responses:
        if response.status == TRUNCATED:
            found.gap = Reason.of("source.incomplete", detail=todo_list.name)
        elif response.property(f"{DAV}getetag") is not None and not response.path.endswith("/"):
            found.changed.append(response.path)


async def _changes(dav: DavClient, path: str, token: str, found: Findings) -> str:
    """All pages of a sync-collection report: 507 on the list itself says that there are more."""
    for _ in range(MOST_ROUNDS):
        answer = await dav.sync(path, sync_collection(token))
        truncated = False
        for response in answer.responses:
            if response.path.rstrip("/") == path.rstrip("/"):
                truncated = truncated or response.status == TRUNCATED
            elif response.status in (404, 410):
                found.removed.append(response.path)
            elif not response.path.endswith("/"):
                found.changed.append(response.path)
        if answer.sync_token is None:
            raise ContractBroken(url_of(path, dav.url), "a sync-token", "none")
        if not truncated:
            return answer.sync_token
        if answer.sync_token == token:
            raise ContractBroken(url_of(path, dav.url), "a new sync-token for more", "the same one")
        token = answer.sync_token
    raise ContractBroken(url_of(path, dav.url), f"at most {MOST_ROUNDS} pages", "more")


def batches(paths: Iterable[str]) -> Iterable[tuple[str, ...]]:
    """Up to 100 objects of one list each: servers answer a multiget only for what lies in the list asked."""
    by_list: dict[str, dict[str, None]] = {}
    for path in paths:
        by_list.setdefault(path.rpartition("/")[0], {})[path] = None
    for of_list in by_list.values():
        ordered = tuple(of_list)
        for start in range(0, len(ordered), BATCH):
            yield ordered[start : start + BATCH]


def multiget_of(dav: DavClient, paths: Iterable[str]) -> bytes:
    return multiget(url_of(path, dav.url).removeprefix(url_of("", dav.url)) for path in paths)
