"""Answers that only faces need: summaries, forms and outcomes of orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odx_desktop.domain.action import Action
from odx_desktop.domain.query import Row
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Source, SourceStatus
from odx_desktop.domain.work_item import Person, WorkItemDetail


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A row and what is known of it in depth; `detail` is None until it was pulled once."""

    row: Row
    detail: WorkItemDetail | None
    source: SourceStatus
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures on the rail and in headings."""

    inbox: int = 0
    overdue: int = 0
    team: int = 0
    not_settled: int = 0
    on_the_way: int = 0
    sources_in_need: int = 0


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One person's load. `person` is None for what nobody owns; `oldest` is the earliest creation."""

    person: Person | None
    open: int
    overdue: int
    soon: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class TeamSummary:
    """`as_of` is the oldest of the sources counted; `cannot_tell` names the sources that are not counted."""

    as_of: datetime | None
    members: tuple[TeamMember, ...]
    unowned: int
    cannot_tell: tuple[SourceStatus, ...]


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    undone: tuple[str, ...]
    too_late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A source as typed, before it is tested. `secret` None keeps the one there is."""

    connector: str
    name: str
    url: str
    user: str = ""
    secret: str | None = None
    settings: tuple[tuple[str, str], ...] = ()
    slug: str | None = None
    name_fr: str | None = None

    def __repr__(self) -> str:
        return f"SourceDraft({self.connector!r}, {self.name!r}, {self.url!r}, user={self.user!r})"


@dataclass(frozen=True, slots=True)
class SourceTest:
    """What asking a source showed: it is saved only when `ok`."""

    status: SourceStatus
    ok: bool
    reason: Reason | None = None


class WaitingChoice(StrEnum):
    """What becomes of actions that wait when their source is removed or signed out."""

    SEND = "send"
    DISCARD = "discard"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class SourceRound:
    """What one round did for one source (the `sync` verb's row)."""

    source: Source
    status: SourceStatus
    pulled: int = 0
    changed: int = 0
    removed: int = 0
    rejected: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """One bulk: what was accepted, and which keys were not, each with why."""

    batch: str
    accepted: tuple[Action, ...]
    refused: tuple[tuple[str, Reason], ...]
