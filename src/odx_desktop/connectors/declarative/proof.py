"""Is this action in effect? Decided by what the source shows, never by what we remember having sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from odx_desktop.connectors.contract import Identity
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.shape import Condition
from odx_desktop.connectors.declarative.ways import Offered
from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.work_item import Comment

# Sources write whole seconds, rounded down; their Date header does too.
_ROUNDING = timedelta(seconds=2)


def proves_comment(condition: Condition | None) -> bool:
    """Whether `applied_when` can hold only when the comment is there."""
    if condition is None:
        return False
    if condition.comment_shown is True or any(proves_comment(one) for one in condition.all or []):
        return True
    return bool(condition.any) and all(proves_comment(one) for one in condition.any or [])


@dataclass(frozen=True, slots=True)
class CommentProof:
    """Looks for a comment of mine with these words: one that was not there `before` it was sent, or, when
    nobody knows what was there before, one that is not older than its sending (on the source's clock)."""

    text: str
    me: Identity
    before: Collection[str] | None = None
    not_older_than: datetime | None = None

    def shown_in(self, comments: Sequence[Comment]) -> bool:
        return any(self._is_it(comment) for comment in comments)

    def _is_it(self, comment: Comment) -> bool:
        if _flat(comment.text) != _flat(self.text):
            return False
        if comment.author is not None and comment.author.id not in (
            self.me.id,
            dict(self.me.ids).get("login"),
        ):
            return False
        if self.before is not None:
            return comment.id not in self.before
        if self.not_older_than is None or comment.at is None:
            return False
        return comment.at >= self.not_older_than - _ROUNDING


def sent_at(action: Action, skew: timedelta | None) -> datetime:
    """When its first byte can have left, on the source's clock: the earliest `sending`, else its creation."""
    sendings = [step.at for step in action.history if step.state is ActionState.SENDING]
    return (min(sendings) if sendings else action.created) + (skew or timedelta(0))


def was_sent_before(action: Action) -> bool:
    """Whether an earlier attempt may have reached the source (this one is in the history already)."""
    return sum(step.state is ActionState.SENDING for step in action.history) > 1


def applied(offered: Offered, action: Action, bindings: Bindings, shown: bool) -> bool:
    """Whether `applied_when` holds; `shown` is what was found of the comment (true when there is none)."""
    return offered.in_effect(replace(bindings, comment_shown=shown or not action.comment.strip()))


def _flat(text: str) -> str:
    """Sources change line ends and trim; the words are what counts."""
    return " ".join(text.split())
