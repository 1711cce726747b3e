"""What a source allows on an item now, and what a person decided, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason


class ActionKind(StrEnum):
    """The neutral verbs; keys, bulk and playbooks bind to these. Decline is our word for reject and deny."""

    APPROVE = "approve"
    DECLINE = "decline"
    SEND_BACK = "send_back"
    REQUEST_INFO = "request_info"
    CLAIM = "claim"
    RELEASE = "release"
    START = "start"
    COMPLETE = "complete"
    REOPEN = "reopen"
    COMMENT = "comment"
    REASSIGN = "reassign"
    DELEGATE = "delegate"
    SET_DUE = "set_due"
    SET_PRIORITY = "set_priority"
    OTHER = "other"

    @property
    def leaves_inbox(self) -> bool:
        """After its hold the row of such an action is no longer mine to look at (design.md section 6)."""
        return self in LEAVING_KINDS


LEAVING_KINDS = frozenset(
    {
        ActionKind.APPROVE,
        ActionKind.DECLINE,
        ActionKind.SEND_BACK,
        ActionKind.COMPLETE,
        ActionKind.REASSIGN,
    }
)


class Nature(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


class CommentRule(StrEnum):
    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class ParamType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    PERSON = "person"


class Effect(StrEnum):
    """SET may be sent again when a reading shows it did not happen; APPEND never on a guess."""

    SET = "set"
    APPEND = "append"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: LocalizedText


@dataclass(frozen=True, slots=True)
class ActionParam:
    """One typed value the source needs; `person` has a picker fed by the connector's `people`."""

    name: str
    type: ParamType
    label: LocalizedText
    required: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionOffer:
    """One thing the source allows on one item at the moment it was asked; `id` is the source's own."""

    id: str
    kind: ActionKind
    label: LocalizedText
    nature: Nature = Nature.NEUTRAL
    comment: CommentRule = CommentRule.NONE
    params: tuple[ActionParam, ...] = ()
    per_line: bool = False
    effect: Effect = Effect.SET


class ActionState(StrEnum):
    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    NEEDS_YOU = "needs_you"
    DISCARDED = "discarded"

    @property
    def section(self) -> ActivitySection | None:
        """Where Activity shows it; discarded rows stay in the history, in no section."""
        return SECTION_OF.get(self)


class ActivitySection(StrEnum):
    NOT_SETTLED = "not_settled"
    ON_THE_WAY = "on_the_way"
    CONFIRMED = "confirmed"


SECTION_OF = {
    ActionState.UNKNOWN: ActivitySection.NOT_SETTLED,
    ActionState.NEEDS_YOU: ActivitySection.NOT_SETTLED,
    ActionState.CONFLICT: ActivitySection.NOT_SETTLED,
    ActionState.REFUSED: ActivitySection.NOT_SETTLED,
    ActionState.HELD: ActivitySection.ON_THE_WAY,
    ActionState.QUEUED: ActivitySection.ON_THE_WAY,
    ActionState.SENDING: ActivitySection.ON_THE_WAY,
    ActionState.CONFIRMED: ActivitySection.CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """What the person saw when deciding; a change in any of these is a conflict (design.md section 5)."""

    state: str = ""
    native_state: str = ""
    assignee: str = ""
    amount: str = ""
    lines: str = ""


@dataclass(frozen=True, slots=True)
class ActionStep:
    """One line of an action's history."""

    at: datetime
    state: ActionState
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """An outbox row, self-contained, so that the cache may vanish. `id` (UUIDv7) is the idempotency key.

    `not_before` is when the hold ends (None while held "until I send"); `batch` names one bulk.
    `params` values are the source's own ids or ISO text; `lines` maps a line id to an offer id.
    """

    id: str
    key: WorkItemKey
    title: str
    kind: ActionKind
    offer_id: str
    offer_label: LocalizedText
    effect: Effect
    created: datetime
    state: ActionState
    not_before: datetime | None = None
    params: tuple[tuple[str, str], ...] = ()
    comment: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    base_version: str | None = None
    base: BaseFacts = field(default_factory=BaseFacts)
    connector: str = ""
    manifest_digest: str = ""
    person: str = ""
    batch: str = ""
    attempts: int = 0
    reason: Reason | None = None
    history: tuple[ActionStep, ...] = ()

    def param(self, name: str) -> str | None:
        return dict(self.params).get(name)
