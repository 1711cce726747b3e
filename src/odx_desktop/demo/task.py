"""One task of a reference-contract system as it stands, and who may see it under which heading."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from odx_desktop.demo.drafts import Draft
from odx_desktop.demo.organisation import Organisation

OPEN = frozenset({"Created", "Ready", "Reserved", "InProgress", "Suspended"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment."""

    id: str
    by: str
    at: datetime
    text: str


@dataclass(slots=True)
class Task:
    """People and queues are named by the organisation's own short ids; the server translates.

    `actions` are (by, key, offer, at) of this run; `past` is (by, state, at, comment) by number of a step.
    """

    id: str
    draft: Draft
    state: str
    assignee: str | None
    queue: str | None
    created: datetime
    updated: datetime
    due: date | datetime | None
    priority: int
    version: int = 1
    owner: str | None = None
    changed_by: str | None = None
    outcome: str = ""
    completed_by: str | None = None
    completed_at: datetime | None = None
    took_part: set[str] = field(default_factory=set)
    actions: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    line_states: dict[str, str] = field(default_factory=dict)
    past: dict[int, tuple[str, str, datetime, str]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def etag(self) -> str:
        return f'"{self.version}"'

    @property
    def holding(self) -> Holding:
        return Holding(self.is_open, self.assignee, self.queue, self.owner)


@dataclass(frozen=True, slots=True)
class Holding:
    """What of a task decides who sees it."""

    is_open: bool
    assignee: str | None
    queue: str | None
    owner: str | None


class Sight:
    """What one person sees, by scope. Built once a request; asking is a few set look-ups."""

    def __init__(self, organisation: Organisation, viewer: str, today: date) -> None:
        person = organisation.people[viewer]
        self.viewer = viewer
        self.queues = {q.id for q in organisation.queues.values() if viewer in organisation.claimants(q)}
        self.substituted = {
            p.id
            for p in organisation.people.values()
            if p.away is not None
            and p.away.substitute == viewer
            and _is_away(p.away.from_days, p.away.until_days)
        }
        self.reportees = organisation.reportees(viewer)
        team = organisation.teams[person.team]
        self.team = set(team.members) | self.reportees
        led = {t.id for t in organisation.teams.values() if t.manager == viewer}
        self.answered = {
            q.id for q in organisation.queues.values() if q.owner == viewer or (led and led & set(q.teams))
        }
        self.today = today

    def relations(self, held: Holding) -> list[str]:
        """Every heading under which the viewer sees it, the strongest first; empty when not to be seen."""
        if not held.is_open:
            return []
        found = []
        if held.assignee == self.viewer:
            found.append("mine")
        if held.assignee is None and held.queue in self.queues:
            found.append("candidate")
        if held.assignee in self.substituted:
            found.append("substitute")
        if self._is_reportees(held):
            found.append("reportee")
        if self._is_teams(held):
            found.append("team")
        return found

    def sees(self, scope: str, held: Holding) -> bool:
        if not held.is_open:
            return False
        if scope == "mine":
            return (
                held.assignee == self.viewer
                or (held.assignee is None and held.queue in self.queues)
                or held.assignee in self.substituted
            )
        return self._is_teams(held) if scope == "team" else self._is_reportees(held)

    def _is_teams(self, held: Holding) -> bool:
        return held.assignee in self.team if held.assignee else held.queue in (self.queues | self.answered)

    def _is_reportees(self, held: Holding) -> bool:
        return held.assignee in self.reportees if held.assignee else held.queue in self.answered


def _is_away(from_days: int, until_days: int) -> bool:
    return from_days <= 0 <= until_days


def task_of(draft: Draft) -> Task:
    """The task as it stands at the start."""
    open_state = "Reserved" if draft.assignee else "Ready"
    task = Task(
        id=f"{draft.case}.{draft.step}" if len(draft.steps) > 1 else draft.case,
        draft=draft,
        state="Completed" if draft.closed else open_state,
        assignee=draft.assignee,
        queue=draft.queue,
        created=draft.created,
        updated=draft.created,
        due=draft.due,
        priority=draft.priority,
    )
    if draft.closed:
        task.outcome = draft.closed
        task.completed_by = draft.assignee or draft.requester
        task.completed_at = task.updated = draft.created + timedelta(hours=draft.seed % 60)
        task.changed_by = task.completed_by
        task.version = 2
    task.took_part.update(name for name in (draft.assignee, draft.requester) if name)
    return task
