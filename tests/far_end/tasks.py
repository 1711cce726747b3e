"""The far end's own books: tasks, who may do what, and a ledger of every write that took effect."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

CLOSING = frozenset({"approved", "declined", "done"})


def stamp(moment: datetime | None = None) -> str:
    return (moment or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True)
class Remark:
    id: str
    author: str
    text: str
    at: str


@dataclass(frozen=True)
class Task:
    id: str
    title: str
    state: str = "open"
    assignee: str | None = "anna"
    requester: str = "ben"
    due: str | None = None
    amount: str | None = None
    version: int = 1
    created: str = ""
    updated: str = ""
    changed_by: str = ""
    changed_at: str = ""
    remarks: tuple[Remark, ...] = ()
    lines: tuple[dict[str, object], ...] = ()
    files: tuple[dict[str, object], ...] = ()

    @property
    def offers(self) -> list[dict[str, object]]:
        if self.state != "open":
            return [{"id": "comment", "kind": "comment", "label": "Comment", "comment": "required"}]
        found: list[dict[str, object]] = [
            {"id": "approved", "kind": "approve", "label": "Approve", "comment": "optional"},
            {"id": "declined", "kind": "decline", "label": "Decline", "comment": "required"},
            {"id": "done", "kind": "complete", "label": "Complete", "comment": "optional"},
            {"id": "comment", "kind": "comment", "label": "Comment", "comment": "required"},
            {"id": "reassign", "kind": "reassign", "label": "Reassign", "comment": "optional"},
            {"id": "set_due", "kind": "set_due", "label": "Set due date", "comment": "none"},
        ]
        return found if self.assignee else [*found, {"id": "claim", "kind": "claim", "label": "Claim"}]


@dataclass(frozen=True)
class Applied:
    """One write that took effect: the ledger by which tests judge "once"."""

    task: str
    action: str
    by: str
    comment: str
    key: str
    at: str


class Refusal(Exception):
    """What the far end answers instead of doing it."""

    def __init__(self, status: int, code: str, message: str, task: Task | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.task = status, code, message, task


@dataclass
class Books:
    """Guarded by one lock, as requests come on many threads."""

    tasks: dict[str, Task] = field(default_factory=dict)
    ledger: list[Applied] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, title: str, **values: object) -> Task:
        with self.lock:
            now = stamp()
            made = Task(str(next(self._ids)), title, created=now, updated=now)
            made = replace(made, **values)  # type: ignore[arg-type]
            self.tasks[made.id] = made
            return made

    def apply(self, task_id: str, by: str, order: dict[str, object], key: str = "") -> Task:
        """Do what was ordered and write it into the ledger; raises Refusal."""
        with self.lock:
            task = self.tasks.get(task_id)
            if task is None:
                raise Refusal(404, "gone", "No such task")
            action, comment = str(order.get("action")), str(order.get("comment") or "")
            offer = next((one for one in task.offers if one["id"] == action), None)
            if offer is None:
                raise Refusal(409, "taken", "Already decided", task)
            if offer.get("comment") == "required" and not comment:
                raise Refusal(422, "comment_required", "Say why")
            changed = self._changed(task, action, by, order)
            now = stamp()
            remarks = task.remarks
            if comment:
                remarks = (*remarks, Remark(f"{task.id}-{len(remarks) + 1}", by, comment, now))
            changed = replace(
                changed, version=task.version + 1, updated=now, changed_by=by, changed_at=now, remarks=remarks
            )
            self.tasks[task.id] = changed
            self.ledger.append(Applied(task.id, action, by, comment, key, now))
            return changed

    def _changed(self, task: Task, action: str, by: str, order: dict[str, object]) -> Task:
        if action in CLOSING:
            return replace(task, state=action)
        if action == "claim":
            return replace(task, assignee=by)
        if action == "reassign":
            return replace(task, assignee=str(order["to"]))
        if action == "set_due":
            due = str(order["due"])
            if len(due) != 10:
                raise Refusal(422, "bad_date", "That is no date")
            return replace(task, due=due)
        return task

    def remove(self, task_id: str) -> None:
        with self.lock:
            del self.tasks[task_id]

    def applied(self, task_id: str) -> list[Applied]:
        with self.lock:
            return [one for one in self.ledger if one.task == task_id]
