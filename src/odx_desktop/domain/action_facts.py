"""The facts a decision rests on, as comparable text: taken at submit, compared again before sending."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from odx_desktop.domain.action import BaseFacts
from odx_desktop.domain.work_item import Line, Money, WorkItem


def base_facts(item: WorkItem, lines: Sequence[Line]) -> BaseFacts:
    """State, assignee, amount and lines of what the person sees; other changes never stop an action."""
    return BaseFacts(
        state=item.state.value,
        native_state=item.native_state,
        assignee=item.assignee.id if item.assignee is not None else "",
        amount=_money(item.amount),
        lines=_digest(lines),
    )


def moved(base: BaseFacts, now: BaseFacts) -> bool:
    """Whether what the decision rested on is different now.

    Facts that were not known at submit (all empty, or no lines because the detail had not come) stop nothing.
    """
    if base == BaseFacts():
        return False
    known = (base.state, base.native_state, base.assignee, base.amount)
    if known != (now.state, now.native_state, now.assignee, now.amount):
        return True
    return bool(base.lines) and base.lines != now.lines


def _money(amount: Money | None) -> str:
    return f"{amount.value.normalize():f} {amount.currency}" if amount is not None else ""


def _digest(lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    told = "\n".join(f"{line.id}\t{_money(line.amount)}\t{line.quantity}\t{line.state}" for line in lines)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
