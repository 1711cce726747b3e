"""The outcome table, once (design.md section 5): what became of an attempt -> what the outbox row becomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from odx_desktop.domain.action import Action, ActionState, Effect
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import (
    Accepted,
    CannotTell,
    Conflict,
    InEffect,
    Later,
    NeedsInput,
    NotInEffect,
    Refused,
    SendResult,
    SignInNeeded,
    Unknown,
    Unread,
    Verdict,
)
from odx_desktop.domain.work_item import Gone, WorkItem

READ_BACK_FAILED = "action.read_back_failed"
LEFT_SENDING = "action.left_sending"


@dataclass(frozen=True, slots=True)
class Settlement:
    """The row's next state. `source_waits`: no further row of this source is worth an attempt now.
    `person_waits`: no clock brings this row on; it goes out after the person has signed in."""

    state: ActionState
    reason: Reason | None = None
    not_before: datetime | None = None
    current: WorkItem | Gone | None = None
    source_waits: bool = False
    person_waits: bool = False


def settle(result: SendResult) -> Settlement:
    """One attempt's result to the row's next state."""
    match result:
        case Accepted(verified=True, current=current):
            return Settlement(ActionState.CONFIRMED, None, current=current)
        case Accepted(current=current):
            return Settlement(ActionState.CONFIRMED, Reason.of("action.not_verified"), current=current)
        case Unread(reason=cause):
            return Settlement(
                ActionState.UNKNOWN, Reason.of(READ_BACK_FAILED, cause=cause.code), source_waits=True
            )
        case Refused(reason=reason, current=current):
            return Settlement(ActionState.REFUSED, reason, current=current)
        case NeedsInput(reason=reason, current=current):
            return Settlement(ActionState.NEEDS_YOU, reason, current=current)
        case Conflict():
            return Settlement(ActionState.CONFLICT, _conflict_reason(result), current=result.current)
        case SignInNeeded(reason=reason, step_up=step_up):
            return Settlement(ActionState.QUEUED, reason, source_waits=not step_up, person_waits=True)
        case Later(reason=reason, at=at):
            return Settlement(ActionState.QUEUED, reason, not_before=at, source_waits=True)
        case Unknown(reason=reason):
            return Settlement(ActionState.UNKNOWN, reason)


def settle_doubt(action: Action, verdict: Verdict) -> Settlement:
    """An unknown row after reading: in effect, safe to send again with the same id, or the person's to say.

    What the source had accepted (its read-back failed) is never sent again, whatever reading shows later.
    """
    match verdict:
        case InEffect(current=current):
            return Settlement(ActionState.CONFIRMED, None, current=current)
        case NotInEffect(unchanged=True, covers_comment=covers, current=current) if _may_resend(
            action, covers
        ):
            return Settlement(ActionState.QUEUED, Reason.of("action.not_in_effect"), current=current)
        case NotInEffect(current=current):
            return Settlement(ActionState.NEEDS_YOU, Reason.of("action.doubt_changed"), current=current)
        case CannotTell(current=current):
            return Settlement(ActionState.NEEDS_YOU, Reason.of("action.doubt_unprovable"), current=current)


def _may_resend(action: Action, covers_comment: bool) -> bool:
    accepted_once = action.reason is not None and action.reason.code == READ_BACK_FAILED
    return action.effect is Effect.SET and not accepted_once and (covers_comment or not action.comment)


def _conflict_reason(conflict: Conflict) -> Reason:
    values = dict(conflict.reason.values)
    if conflict.who:
        values["who"] = conflict.who
    if conflict.when:
        values["when"] = conflict.when.isoformat()
    return Reason.of(conflict.reason.code, **values)
