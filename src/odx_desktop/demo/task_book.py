"""All tasks of one reference-contract system, what changed and in which order, so that no removal is silent.

Called from one event loop only; no method waits, so each is atomic.
"""

from __future__ import annotations

import secrets
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from odx_desktop.demo.clock import Clock
from odx_desktop.demo.drafts import Draft
from odx_desktop.demo.organisation import Organisation
from odx_desktop.demo.problem import ProblemRaised
from odx_desktop.demo.task import Holding, Sight, Task, task_of

_LISTINGS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Change:
    """What the change with this number found: how the task was held before (None: it did not exist)."""

    number: int
    task: str
    before: Holding | None


@dataclass(frozen=True, slots=True)
class Slice:
    """One page: `after` is the id to go on from, None on the last page."""

    items: list[Task]
    removed: list[Task]
    total: int
    after: str | None


class TaskBook:
    """`boot` marks tokens of this run: state lives in memory, so one of another run has expired."""

    def __init__(
        self, organisation: Organisation, system: str, drafts: Iterable[Draft], clock: Clock
    ) -> None:
        self.organisation = organisation
        self.system = system
        self.clock = clock
        self.boot = secrets.token_hex(4)
        self.tasks: dict[str, Task] = {}
        for draft in drafts:
            task = task_of(draft)
            self.tasks[task.id] = task
        self._changes: list[Change] = []
        self._listings: dict[tuple[str, str, int], list[str]] = {}

    @property
    def latest(self) -> int:
        """The number of the latest change; 0 at the start."""
        return len(self._changes)

    def sight(self, viewer: str) -> Sight:
        return Sight(self.organisation, viewer, self.clock.now().date())

    def page(self, sight: Sight, scope: str, after: str, limit: int) -> Slice:
        ids = self._listing(sight, scope)
        start = bisect_right(ids, after)
        chosen = ids[start : start + limit]
        more = start + limit < len(ids)
        return Slice([self.tasks[name] for name in chosen], [], len(ids), chosen[-1] if more else None)

    def delta(self, sight: Sight, scope: str, since: int, after: str, limit: int) -> Slice:
        """Changed since, by id. A task that was in the scope at any moment since and left is removed."""
        if not 0 <= since <= self.latest:
            raise ProblemRaised("delta_expired")
        was_seen: dict[str, bool] = {}
        for change in self._changes[since:]:
            seen = change.before is not None and sight.sees(scope, change.before)
            was_seen[change.task] = was_seen.get(change.task, False) or seen
        names = sorted(name for name in was_seen if name > after)
        told = [name for name in names if was_seen[name] or sight.sees(scope, self.tasks[name].holding)]
        chosen = told[:limit]
        items = [self.tasks[name] for name in chosen if sight.sees(scope, self.tasks[name].holding)]
        removed = [self.tasks[name] for name in chosen if not sight.sees(scope, self.tasks[name].holding)]
        return Slice(items, removed, len(told), chosen[-1] if len(told) > limit else None)

    def find(self, sight: Sight, name: str) -> Task:
        """Raises `not_found` also for what the viewer may not see: existence is not told."""
        task = self.tasks.get(name)
        if task is None:
            raise ProblemRaised("not_found")
        if not sight.relations(task.holding) and sight.viewer not in task.took_part:
            raise ProblemRaised("not_found")
        return task

    def touch(self, task: Task, by: str, before: Holding) -> None:
        """Record a change that was just made to the task."""
        task.version += 1
        task.updated = self.clock.now()
        task.changed_by = by
        task.took_part.add(by)
        if task.assignee:
            task.took_part.add(task.assignee)
        self._changes.append(Change(len(self._changes) + 1, task.id, before))

    def add(self, task: Task) -> None:
        self.tasks[task.id] = task
        self._changes.append(Change(len(self._changes) + 1, task.id, None))

    def _listing(self, sight: Sight, scope: str) -> list[str]:
        asked = (sight.viewer, scope, self.latest)
        known = self._listings.get(asked)
        if known is None:
            known = sorted(name for name, task in self.tasks.items() if sight.sees(scope, task.holding))
            while len(self._listings) >= _LISTINGS_KEPT:
                del self._listings[next(iter(self._listings))]
            self._listings[asked] = known
        return known
