"""A work item as one row of the cache, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.work_item import (
    Attribute,
    AttributeType,
    CaseKey,
    Money,
    Person,
    PersonKind,
    Relation,
    Scope,
    WorkItem,
    WorkItemState,
)
from odx_desktop.store import clock_marks as marks

RELATION_BITS = {
    Relation.MINE: 1,
    Relation.CANDIDATE: 2,
    Relation.TEAM: 4,
    Relation.REPORTEE: 8,
    Relation.SUBSTITUTE: 16,
}
SCOPE_COLUMN = {Scope.MINE: "rel_mine", Scope.TEAM: "rel_team", Scope.REPORTEES: "rel_reportees"}
SCOPE_BITS = {Scope.MINE: 1 | 2 | 16, Scope.TEAM: 4, Scope.REPORTEES: 8}

CONTENT_COLUMNS = (
    "kind", "title", "state", "native_state", "is_open", "priority", "created", "updated", "due",
    "due_is_day", "amount", "currency", "amount_sort", "amount_e4", "assignee_id", "assignee_name",
    "requester", "version", "rest", "facts",
)  # fmt: skip

ITEM_COLUMNS = (
    "i.id, i.source, i.native, i.kind, i.title, i.state, i.native_state, i.priority, i.created, i.updated,"
    " i.due, i.due_is_day, i.amount, i.currency, i.assignee_id, i.assignee_name, i.version, i.rest,"
    " coalesce(i.rel_mine,0)|coalesce(i.rel_team,0)|coalesce(i.rel_reportees,0), i.as_of,"
    " (SELECT d.as_of FROM detail d WHERE d.id = i.id)"
)

# A sum of 100,000 of these still fits SQLite's 64 bits; larger amounts are added up as Decimal.
_LARGEST_E4 = 90_000_000_000_000

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


INBOX_BITS = 1 | 2 | 16
TEAM_BITS = 4 | 8
_CANDIDATE_BIT = 2


def places_sql(is_open: str, lists: Sequence[str], assignee_id: str) -> tuple[str, str]:
    """SQL for (is_inbox, is_team) of a row: the Inbox has what is mine to act on; the Team place what my
    people and groups have, and what could be mine and is nobody's yet."""
    bits = f"({'|'.join(f'coalesce({one},0)' for one in lists)})"
    inbox = f"({is_open} AND ({bits} & {INBOX_BITS}) != 0)"
    nobodys = f"({assignee_id} IS NULL AND ({bits} & {_CANDIDATE_BIT}) != 0)"
    return inbox, f"({is_open} AND (({bits} & {TEAM_BITS}) != 0 OR {nobodys}))"


def places_of(bits: int, is_open: bool, assignee_id: str | None) -> tuple[int, int]:
    """The same for a new row, which is on one list only."""
    if not is_open:
        return 0, 0
    nobodys = assignee_id is None and bits & _CANDIDATE_BIT
    return int(bits & INBOX_BITS != 0), int(bits & TEAM_BITS != 0 or bool(nobodys))


def bits_of(relations: frozenset[Relation]) -> int:
    total = 0
    for relation in relations:
        total |= RELATION_BITS[relation]
    return total


def relations_of(bits: int) -> frozenset[Relation]:
    return frozenset(relation for relation, bit in RELATION_BITS.items() if bits & bit)


def content_values(item: WorkItem) -> tuple[Any, ...]:
    """The values of CONTENT_COLUMNS: all that the source said, without how it concerns the person."""
    amount = item.amount
    due, due_is_day = _due(item.due)
    assignee = item.assignee
    return (
        item.kind,
        item.title,
        item.state.value,
        item.native_state,
        int(item.state.is_open),
        item.priority,
        marks.optional_us(item.created),
        marks.optional_us(item.updated),
        due,
        due_is_day,
        None if amount is None else str(amount.value),
        None if amount is None else amount.currency,
        None if amount is None else float(amount.value),
        None if amount is None else _e4(amount.value),
        None if assignee is None else assignee.id,
        None if assignee is None else assignee.name,
        "" if item.requester is None else item.requester.name,
        item.version,
        _rest(item),
        _facts(item),
    )


def _due(due: date | datetime | None) -> tuple[int | None, int]:
    if due is None:
        return None, 0
    if isinstance(due, datetime):
        return marks.to_us(due), 0
    return marks.day_end_us(due), 1


def _e4(value: Decimal) -> int | None:
    if not value.is_finite() or abs(value) > 10**12:
        return None
    scaled = value.scaleb(4)
    whole = int(scaled)
    return whole if whole == scaled and abs(whole) < _LARGEST_E4 else None


def _rest(item: WorkItem) -> str:
    """What no query asks for, as JSON; empty when there is none, which is common and cheap.

    Lists by position, not objects: this runs for every item of every page.
    """
    rest: dict[str, Any] = {}
    if item.assignee is not None and (item.assignee.email or item.assignee.kind is not PersonKind.PERSON):
        rest["assignee"] = _plain_person(item.assignee)
    if item.owner is not None:
        rest["owner"] = _plain_person(item.owner)
    if item.requester is not None:
        rest["requester"] = _plain_person(item.requester)
    if item.kind_fr:
        rest["kind_fr"] = item.kind_fr
    if item.link is not None:
        rest["link"] = item.link
    if item.candidates:
        rest["candidates"] = [_plain_person(one) for one in item.candidates]
    if item.attributes:
        rest["attributes"] = [
            (one.label.en, one.label.fr, one.label.from_source, one.value, one.type, one.rank)
            for one in item.attributes
        ]
    if item.case_keys:
        rest["case_keys"] = [(one.kind, one.value) for one in item.case_keys]
    return _encode(rest) if rest else ""


def _plain_person(person: Person) -> tuple[str | None, ...]:
    return person.id, person.name, person.email, person.kind


def _facts(item: WorkItem) -> str:
    """The words of keys, labels and values, for search."""
    words = [*item.key.native, item.kind, item.kind_fr]
    words += (case.value for case in item.case_keys)
    if item.assignee is not None:
        words.append(item.assignee.name)
    for attribute in item.attributes:
        words += (attribute.label.en, attribute.label.fr, attribute.value)
    return "\n".join(words)


def item_of(row: Sequence[Any]) -> WorkItem:
    """The work item of a row of ITEM_COLUMNS."""
    rest: dict[str, Any] = json.loads(row[17]) if row[17] else {}
    due: date | datetime | None = None
    if row[10] is not None:
        due = marks.day_of_end(row[10]) if row[11] else marks.from_us(row[10])
    return WorkItem(
        key=WorkItemKey.from_native_text(row[1], row[2]),
        kind=row[3],
        title=row[4],
        state=WorkItemState(row[5]),
        native_state=row[6],
        priority=row[7],
        created=marks.optional_instant(row[8]),
        updated=marks.optional_instant(row[9]),
        due=due,
        amount=None if row[12] is None else Money(Decimal(row[12]), row[13]),
        assignee=_assignee(row, rest),
        owner=_person(rest, "owner"),
        requester=_person(rest, "requester"),
        candidates=tuple(_person_of(one) for one in rest.get("candidates", ())),
        attributes=tuple(_attribute_of(*one) for one in rest.get("attributes", ())),
        case_keys=tuple(CaseKey(*one) for one in rest.get("case_keys", ())),
        kind_fr=rest.get("kind_fr", ""),
        link=rest.get("link"),
        version=row[16],
        relations=relations_of(row[18]),
        detail_as_of=marks.optional_instant(row[20]),
    )


def _assignee(row: Sequence[Any], rest: dict[str, Any]) -> Person | None:
    if "assignee" in rest:
        return _person(rest, "assignee")
    return None if row[14] is None else Person(row[14], row[15])


def _person(rest: dict[str, Any], name: str) -> Person | None:
    plain = rest.get(name)
    return None if plain is None else _person_of(plain)


def _person_of(plain: Sequence[Any]) -> Person:
    return Person(plain[0], plain[1], plain[2], PersonKind(plain[3]))


def _attribute_of(en: str, fr: str, from_source: bool, value: str, kind: str, rank: int) -> Attribute:
    return Attribute(LocalizedText(en, fr, from_source), value, AttributeType(kind), rank)
