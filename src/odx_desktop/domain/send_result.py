"""What became of one attempt to send an action: the left side of the outcome table (design.md section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import Gone, WorkItem


@dataclass(frozen=True, slots=True)
class Accepted:
    """Done; `verified` when reading back agrees. `current` is what was read back, when something was."""

    verified: bool = True
    current: WorkItem | Gone | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Done, but the read-back failed: read later, never resent."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Refused:
    """The source said no, or said yes and ignored it (`action.ignored`)."""

    reason: Reason
    current: WorkItem | Gone | None = None


@dataclass(frozen=True, slots=True)
class NeedsInput:
    """A comment, a value or a line is missing, or the offer is gone."""

    reason: Reason
    current: WorkItem | Gone | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """The item moved on; nothing was sent or changed. `who` and `when` only where the source tells."""

    reason: Reason
    current: WorkItem | Gone | None = None
    who: str | None = None
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignInNeeded:
    """The row stays queued; with `step_up` it waits alone and the source goes on."""

    reason: Reason
    step_up: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was processed; try again, not before `at` where the source named a time (aware UTC)."""

    reason: Reason
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes left and no usable answer came; only reading the item can tell."""

    reason: Reason


SendResult = Accepted | Unread | Refused | NeedsInput | Conflict | SignInNeeded | Later | Unknown


@dataclass(frozen=True, slots=True)
class InEffect:
    """Reading shows that the action is in effect."""

    current: WorkItem | Gone | None = None


@dataclass(frozen=True, slots=True)
class NotInEffect:
    """Reading shows that it is not; `unchanged` when the version is still the one the person saw.

    `covers_comment`: the reading also proved that the comment is not there (`applied_when` looks for it), so
    that a set with a comment may be sent again; without it such a set counts as an append.
    """

    unchanged: bool
    covers_comment: bool = False
    current: WorkItem | Gone | None = None


@dataclass(frozen=True, slots=True)
class CannotTell:
    """Reading cannot prove it either way (an append without `applied_when`)."""

    current: WorkItem | Gone | None = None


Verdict = InEffect | NotInEffect | CannotTell
