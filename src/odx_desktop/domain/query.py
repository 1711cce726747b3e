"""What a face asks the list for, and what comes back: ids in order, then windows of rows."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.work_item import WorkItem


class View(StrEnum):
    """INBOX: open and mine or candidate. TEAM: open and of my people and groups, or owned by nobody.
    ALL: everything in the cache, for search."""

    INBOX = "inbox"
    TEAM = "team"
    ALL = "all"


class SortBy(StrEnum):
    """EXPLAINED: overdue first, then by due, priority and amount; PERSON groups the team's queue."""

    EXPLAINED = "explained"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Query:
    """`now` decides what is overdue (aware UTC); `day_ends` is the end of the person's own day (aware UTC),
    `week_ends` the end of their week. `text` is what was typed into search."""

    view: View
    now: datetime
    day_ends: datetime
    week_ends: datetime
    text: str = ""
    sources: tuple[str, ...] = ()
    sort: SortBy = SortBy.EXPLAINED
    limit: int | None = None


class SectionKind(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"
    NO_DUE = "no_due"
    NOBODY = "nobody"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of the order: `start` indexes `Order.ids`; sums by currency; `person` for PERSON sections.

    Where it is not `counted`, `count` is only what `Order.ids` holds of it: no figure for a person.
    """

    kind: SectionKind
    start: int
    count: int
    sums: tuple[tuple[str, Decimal], ...] = ()
    person: str = ""
    overdue: int = 0
    oldest: datetime | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """Row ids (8 bytes each) in order, and the sections they fall into.

    Where it is not `counted`, only the beginning was read: `total` is what was read, no figure for a person.
    """

    ids: array[int] = field(default_factory=lambda: array("q"))
    sections: tuple[Section, ...] = ()
    total: int = 0
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A pending or unsettled action laid over the source's snapshot, never mixed into it."""

    action_id: str
    state: ActionState
    kind: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row in view: the source's snapshot, what of ours lies over it, and how old the snapshot is.

    `gone`: its item has left the list, and the row only stays so that nothing moves under the eyes."""

    id: int
    item: WorkItem
    unread: bool = False
    mark: Mark | None = None
    as_of: datetime | None = None
    gone: bool = False
