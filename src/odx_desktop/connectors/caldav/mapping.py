"""From a to-do to the neutral unit; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from odx_desktop.connectors.caldav.collection import Account, TodoList
from odx_desktop.connectors.caldav.offers import offers_of
from odx_desktop.connectors.caldav.todo import Participant, Todo
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.work_item import (
    Attribute,
    AttributeType,
    Body,
    CaseKey,
    Comment,
    Person,
    Relation,
    WorkItem,
    WorkItemDetail,
    WorkItemState,
)

KIND, KIND_FR = "To-do", "Tâche"
MOST_TEXT = 1024 * 1024
MOST_TITLE = 1000

# STATUS of a VTODO (RFC 5545 section 3.8.1.11) in the words of WS-HumanTask.
_STATES = {
    "NEEDS-ACTION": WorkItemState.RESERVED,
    "IN-PROCESS": WorkItemState.IN_PROGRESS,
    "COMPLETED": WorkItemState.COMPLETED,
    "CANCELLED": WorkItemState.EXITED,
}
# Properties by which other programs say which business case a to-do belongs to.
_CASE_PROPERTIES = ("X-CASE", "X-TICKET", "X-REQUISITION", "X-PURCHASE-ORDER")


def key_of(source: str, path: str) -> WorkItemKey:
    """The list's path and the object's name: what the server's tombstones name, and what addresses the
    object without a search. A UID would need a look-up for both. Raises ValueError for no object's path."""
    folder, _, name = path.rpartition("/")
    return WorkItemKey(source, (f"{folder}/", name))


def path_of_key(key: WorkItemKey) -> str:
    """Raises ValueError for a key that is not of this connector."""
    if len(key.native) != 2 or not key.native[0].startswith("/"):
        raise ValueError(f"{key} names no calendar object")
    return key.native[0] + key.native[1]


def work_item(
    source: str, origin: str, account: Account, todo_list: TodoList, path: str, etag: str | None, todo: Todo
) -> WorkItem:
    me = Person(account.principal, account.name)
    mine = not todo_list.shared or any(who.address in account.addresses for who in todo.attendees)
    return WorkItem(
        key=key_of(source, path),
        kind=KIND,
        kind_fr=KIND_FR,
        title=todo.summary[:MOST_TITLE] or todo.uid,
        state=_STATES.get(todo.status, WorkItemState.RESERVED),
        native_state=todo.status,
        priority=priority_100(todo.priority),
        created=todo.created,
        updated=todo.modified,
        due=todo.due,
        assignee=me if mine else None,
        requester=_person(todo.organizer),
        relations=frozenset({Relation.MINE if mine else Relation.CANDIDATE}),
        attributes=tuple(_attributes(todo, todo_list)),
        case_keys=tuple(_case_keys(todo)),
        link=_link(todo.url, origin),
        version=etag,
    )


def work_item_detail(item: WorkItem, todo_list: TodoList, todo: Todo, now: datetime) -> WorkItemDetail:
    comments = tuple(
        Comment(str(at), None, None, note.text[:MOST_TEXT]) for at, note in enumerate(todo.comments)
    )
    body = Body(todo.body[:MOST_TEXT], cut=len(todo.body) > MOST_TEXT) if todo.body else None
    return WorkItemDetail(
        item=item,
        as_of=now,
        body=body,
        comments=comments,
        offers=offers_of(todo, writable=todo_list.writable),
        offers_as_of=now,
    )


def priority_100(priority: int) -> int | None:
    """1 (highest) .. 9 (lowest) -> 100 .. 0; 0 says none (RFC 5545 section 3.8.1.9)."""
    return round((9 - priority) * 100 / 8) if 1 <= priority <= 9 else None


def _person(participant: Participant | None) -> Person | None:
    if participant is None or not participant.address:
        return None
    is_mail = participant.address.startswith("mailto:")
    email = participant.address.removeprefix("mailto:") if is_mail else None
    return Person(participant.address, participant.name, email)


def _attributes(todo: Todo, todo_list: TodoList) -> Iterator[Attribute]:
    yield Attribute(LocalizedText("List", "Liste"), todo_list.name, rank=10)
    if todo.categories:
        yield Attribute(LocalizedText("Categories", "Catégories"), ", ".join(todo.categories), rank=8)
    if todo.percent:
        yield Attribute(
            LocalizedText("Percent done", "Pourcentage fait"), str(todo.percent), AttributeType.NUMBER, 6
        )
    if todo.start is not None:
        kind = AttributeType.DATETIME if isinstance(todo.start, datetime) else AttributeType.DATE
        yield Attribute(LocalizedText("Start", "Début"), todo.start.isoformat(), kind, 5)
    if todo.location:
        yield Attribute(LocalizedText("Place", "Lieu"), todo.location, rank=4)


def _case_keys(todo: Todo) -> Iterator[CaseKey]:
    for related in todo.related:
        yield CaseKey("to_do", related)
    for name, value in todo.extra:
        if name in _CASE_PROPERTIES and value.strip():
            yield CaseKey(name[2:].lower().replace("-", "_"), value.strip())


def _link(url: str, origin: str) -> str | None:
    """Only a web page on the source's own origin (design.md section 5)."""
    parts = urlsplit(url)
    own = urlsplit(origin)
    return url if parts.scheme in ("http", "https") and parts.netloc == own.netloc else None
