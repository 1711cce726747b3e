"""The neutral unit of work and everything known about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from odx_desktop.domain.action import ActionOffer
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import Language, LocalizedText


class WorkItemState(StrEnum):
    """The life cycle of WS-HumanTask 1.1 (OASIS), plus Gone: no longer there, nobody said why."""

    CREATED = "Created"
    READY = "Ready"
    RESERVED = "Reserved"
    IN_PROGRESS = "InProgress"
    SUSPENDED = "Suspended"
    COMPLETED = "Completed"
    FAILED = "Failed"
    ERROR = "Error"
    EXITED = "Exited"
    OBSOLETE = "Obsolete"
    GONE = "Gone"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATES


OPEN_STATES = frozenset(
    {
        WorkItemState.CREATED,
        WorkItemState.READY,
        WorkItemState.RESERVED,
        WorkItemState.IN_PROGRESS,
        WorkItemState.SUSPENDED,
    }
)


class Relation(StrEnum):
    """How the item concerns the person."""

    MINE = "mine"
    CANDIDATE = "candidate"
    TEAM = "team"
    REPORTEE = "reportee"
    SUBSTITUTE = "substitute"


class Scope(StrEnum):
    """Which list of a source is asked."""

    MINE = "mine"
    TEAM = "team"
    REPORTEES = "reportees"


class PersonKind(StrEnum):
    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a group, as one source knows them; `id` is the source's own."""

    id: str
    name: str
    email: str | None = None
    kind: PersonKind = PersonKind.PERSON


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its ISO 4217 currency."""

    value: Decimal
    currency: str


class AttributeType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One fact; `value` in the neutral form of its type (ISO 8601, "12.50 CAD", plain text)."""

    label: LocalizedText
    value: str
    type: AttributeType = AttributeType.TEXT
    rank: int = 0


@dataclass(frozen=True, slots=True)
class CaseKey:
    """A business number that ties items of several sources together (a purchase order, a ticket)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class WorkItem:
    """What a source last said of one item. Times are aware UTC; `due` is a whole day or an instant."""

    key: WorkItemKey
    kind: str
    title: str
    state: WorkItemState
    native_state: str = ""
    priority: int | None = None
    created: datetime | None = None
    updated: datetime | None = None
    due: date | datetime | None = None
    assignee: Person | None = None
    owner: Person | None = None
    requester: Person | None = None
    candidates: tuple[Person, ...] = ()
    relations: frozenset[Relation] = frozenset()
    amount: Money | None = None
    attributes: tuple[Attribute, ...] = ()
    case_keys: tuple[CaseKey, ...] = ()
    link: str | None = None
    version: str | None = None
    detail_as_of: datetime | None = None
    kind_fr: str = ""

    def kind_in(self, language: Language) -> str:
        """The kind's name; `kind_fr` where the source has names in both languages, else its one word."""
        return self.kind_fr if language is Language.FR and self.kind_fr else self.kind

    @property
    def concerns_me(self) -> bool:
        """Open, and mine to act on now."""
        return self.state.is_open and bool(
            self.relations & {Relation.MINE, Relation.CANDIDATE, Relation.SUBSTITUTE}
        )


class BodyFormat(StrEnum):
    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Body:
    """What the item says at length, still as the source wrote it; faces clean HTML before showing it."""

    text: str
    format: BodyFormat = BodyFormat.TEXT
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a requisition, expense report or the like."""

    id: str
    title: str
    quantity: Decimal | None = None
    unit_price: Money | None = None
    amount: Money | None = None
    state: str = ""


class RouteStatus(StrEnum):
    DONE = "done"
    CURRENT = "current"
    NEXT = "next"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One approver on the way: who decided before, who is asked now, who is next."""

    person: Person
    status: RouteStatus
    at: datetime | None = None
    note: str = ""
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    author: Person | None
    at: datetime | None
    text: str
    format: BodyFormat = BodyFormat.TEXT


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file at the source; `size` in bytes when the source tells it."""

    id: str
    name: str
    size: int | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class WorkItemDetail:
    """All that one item shows when it is opened, read at `as_of` together with its offers."""

    item: WorkItem
    as_of: datetime
    body: Body | None = None
    lines: tuple[Line, ...] = ()
    route: tuple[RouteStep, ...] = ()
    comments: tuple[Comment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    offers: tuple[ActionOffer, ...] = ()
    offers_as_of: datetime | None = None

    @property
    def key(self) -> WorkItemKey:
        return self.item.key


@dataclass(frozen=True, slots=True)
class Gone:
    """The source was asked for the item itself and no longer has it for us."""

    key: WorkItemKey
    reason: str = ""
