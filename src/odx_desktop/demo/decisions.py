"""What an action does to a task and its case, after everything that could refuse it was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from odx_desktop.demo.clock import instant
from odx_desktop.demo.filling import Filling
from odx_desktop.demo.ledger import Entry, Ledger
from odx_desktop.demo.offers import CLOSING, Offer, is_per_line, offers_for
from odx_desktop.demo.organisation import Organisation
from odx_desktop.demo.problem import ProblemRaised
from odx_desktop.demo.task import Remark, Task, task_of
from odx_desktop.demo.task_book import TaskBook


@dataclass(frozen=True, slots=True)
class Order:
    """An action as it was asked for; `if_match` is None where the header was missing."""

    by: str
    offer: str
    if_match: str | None
    key: str
    comment: str = ""
    params: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)


class Decisions:
    def __init__(self, book: TaskBook, ledger: Ledger, person_json: Callable[[str], dict[str, Any]]) -> None:
        self._book = book
        self._ledger = ledger
        self._person_json = person_json

    def act(self, name: str, order: Order) -> Task:
        """Raises ProblemRaised, with nothing changed, in the order that the contract promises."""
        sight = self._book.sight(order.by)
        task = self._book.find(sight, name)
        relations = sight.relations(task.holding)
        self._refuse_late(task, relations)
        if order.if_match is None:
            raise ProblemRaised("precondition_required")
        if order.if_match != task.etag:
            raise ProblemRaised("stale", **self._who(task))
        filling = Filling(task.draft, self._book.organisation)
        offer = next((offer for offer in offers_for(task, relations) if offer.id == order.offer), None)
        if offer is None:
            raise ProblemRaised("offer_not_available", **self._who(task))
        self._check_input(task, offer, order, filling)
        if offer.id == "approve" and filling.refuses:
            raise ProblemRaised("rule_refused")
        self._apply(task, order, filling)
        return task

    def _refuse_late(self, task: Task, relations: list[str]) -> None:
        if not task.is_open:
            raise ProblemRaised("already_decided", outcome=task.outcome, **self._who(task))
        if not relations:
            raise ProblemRaised("claimed", **self._who(task))

    def _who(self, task: Task) -> dict[str, Any]:
        by = task.changed_by or task.draft.requester
        return {"changedBy": self._person_json(by), "changedAt": instant(task.updated), "etag": task.etag}

    def _check_input(self, task: Task, offer: Offer, order: Order, filling: Filling) -> None:
        if offer.comment == "required" and not order.comment.strip():
            raise ProblemRaised("comment_required", fields=[{"pointer": "/comment", "code": "required"}])
        for param in offer.params:
            pointer = f"/params/{param.name}"
            value = order.params.get(param.name, "")
            if not value:
                raise ProblemRaised("param_required", fields=[{"pointer": pointer, "code": "required"}])
            if not self._is_valid(param.type, value):
                raise ProblemRaised("param_invalid", fields=[{"pointer": pointer, "code": "invalid"}])
        self._check_lines(offer, order, filling)

    def _check_lines(self, offer: Offer, order: Order, filling: Filling) -> None:
        known = {str(index + 1) for index in range(len(filling.lines))}
        allowed = known if is_per_line(offer, bool(filling.lines)) else set()
        for line in order.lines:
            if line not in allowed:
                raise ProblemRaised("line_unknown", fields=[{"pointer": f"/lines/{line}", "code": "unknown"}])

    def _is_valid(self, kind: str, value: str) -> bool:
        if kind == "person":
            return value in self._book.organisation.by_system_id(self._book.system)
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return True

    def _apply(self, task: Task, order: Order, filling: Filling) -> None:
        before = task.holding
        now = self._book.clock.now()
        if order.comment:
            remark = Remark(f"{task.id}-c{task.version}", order.by, now, order.comment)
            task.remarks.append(remark)
        task.actions.append((order.by, order.key, order.offer, now))
        if order.offer in CLOSING:
            task.state, task.outcome = "Completed", order.offer
            task.completed_by, task.completed_at = order.by, now
            self._decide_lines(task, order, filling)
        elif order.offer == "request_info":
            task.state = "Suspended"
        elif order.offer == "claim":
            task.assignee, task.state = order.by, "Reserved"
        elif order.offer == "release":
            task.assignee, task.state = None, "Ready"
        elif order.offer in ("reassign", "delegate"):
            self._hand_over(task, order)
        elif order.offer == "set_due":
            task.due = date.fromisoformat(order.params["due"])
        self._book.touch(task, order.by, before)
        self._ledger.write(
            Entry(self._book.system, task.id, order.offer, order.by, instant(now), order.key, order.comment)
        )
        if order.offer == "approve" and task.draft.step < len(task.draft.steps):
            self._pass_on(task, order.comment)

    def _decide_lines(self, task: Task, order: Order, filling: Filling) -> None:
        if order.offer not in ("approve", "decline"):
            return
        words = {"approve": "approved", "decline": "declined"}
        for index in range(len(filling.lines)):
            decision = order.lines.get(str(index + 1), order.offer)
            task.line_states[str(index + 1)] = words[decision]

    def _hand_over(self, task: Task, order: Order) -> None:
        to = self._book.organisation.by_system_id(self._book.system)[order.params["to"]]
        if order.offer == "delegate":
            task.owner = task.assignee
        task.assignee, task.state = to.id, "Reserved"

    def _pass_on(self, task: Task, comment: str) -> None:
        """The case goes to its next approver as a task of its own."""
        step = task.draft.step + 1
        role, before = task.draft.steps[step - 1], task.draft.assignee
        assignee = next_approver(self._book.organisation, role, task.draft.requester, before)
        following = task_of(
            replace(task.draft, step=step, assignee=assignee, created=task.updated, closed="", due=task.due)
        )
        following.past = {
            **task.past,
            task.draft.step: (task.completed_by or "", "approved", task.updated, comment),
        }
        following.remarks = list(task.remarks)
        following.changed_by = task.completed_by
        if following.id not in self._book.tasks:
            self._book.add(following)


def next_approver(organisation: Organisation, role: str, requester: str, before: str | None) -> str:
    """The one of the requester's own team, where several stand at that step; nobody twice in a row."""
    people = [name for name in organisation.roles[role].people if name not in (requester, before)]
    people = people or list(organisation.roles[role].people)
    team = organisation.people[requester].team
    own = [name for name in people if organisation.people[name].team == team]
    return (own or people)[0]
