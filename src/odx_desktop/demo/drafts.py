"""Which work exists at the start, who has it and since when: one seed, one month, the same every time.

A draft is small on purpose; its texts are filled in when somebody asks, so that 100,000 start in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from odx_desktop.demo.content import Template
from odx_desktop.demo.organisation import Organisation, Person, Queue, ToldItem

_TODO_SHARE = 0.03
_LEAST_TODOS, _MOST_TODOS = 10, 60
_HISTORY_SHARE = 0.25
_MOST_HISTORY = 400
_UNCLAIMED = 0.25


@dataclass(slots=True)
class Draft:
    """`step` counts from 1 within `steps` (role ids); `closed` is the outcome of what is history."""

    template: Template
    number: int
    seed: int
    requester: str
    assignee: str | None
    queue: str | None
    created: datetime
    due: date | datetime | None
    priority: int
    steps: tuple[str, ...] = ()
    step: int = 1
    closed: str = ""
    told: ToldItem | None = None
    shared: str = ""

    @property
    def case(self) -> str:
        return self.template.number_text(self.number)

    @property
    def due_day(self) -> date | None:
        return self.due.date() if isinstance(self.due, datetime) else self.due


class Drafting:
    """Draws all drafts of one organisation. `items` counts the open ones, to-dos included."""

    def __init__(self, organisation: Organisation, persona: str, seed: int, now: datetime) -> None:
        self._organisation = organisation
        self._persona = persona
        self._random = Random(seed)
        self._seed = seed
        self._now = now
        self._next_number: dict[str, int] = {}
        self._told_numbers = {(told.template, told.number) for told in organisation.told}
        self._roles_of = {
            person: {role.id for role in organisation.roles.values() if person in role.people}
            for person in organisation.people
        }
        self._shared: list[str] = []
        self._templates = {template.id: template for template in organisation.templates}
        everybody = list(organisation.people.values())
        self._people = everybody
        self._loads = list(accumulate(person.load for person in everybody))

    def draw(self, items: int) -> Iterator[Draft]:
        for told in self._organisation.told:
            yield self._tell(told)
        open_items = items - sum(1 for told in self._organisation.told if not told.closed)
        todos = max(_LEAST_TODOS, min(_MOST_TODOS, round(items * _TODO_SHARE)))
        yield from self._draw_many(max(0, open_items - todos), closed=False)
        yield from self._draw_many(min(_MOST_HISTORY, round(items * _HISTORY_SHARE)), closed=True)
        own = [template for template in self._organisation.templates if template.system == "to-dos"]
        for _ in range(min(todos, max(0, open_items))):
            yield self._todo(own[0])

    def _draw_many(self, count: int, closed: bool) -> Iterator[Draft]:
        ordinary = [template for template in self._organisation.templates if template.system != "to-dos"]
        # Lenders of numbers first, so that the others have something to mention from the first item on.
        ordinary.sort(key=lambda template: not template.shared)
        shares = list(accumulate(template.share for template in ordinary))
        for template in self._random.choices(ordinary, cum_weights=shares, k=count):
            yield self._one(template, closed)

    def _one(self, template: Template, closed: bool) -> Draft:
        queue = self._organisation.queues[template.queue] if template.queue else None
        assignee = self._somebody(queue, closed)
        steps, step = self._route(template, assignee)
        neglected = queue is not None and queue.neglected
        overloaded = assignee is not None and assignee.load >= 2.5
        late = 0.5 if neglected else 0.3 if overloaded else 0.08
        created, due = self._times(template, late, worst=1 if self._is_tidy(assignee, neglected) else 12)
        if closed:
            created -= timedelta(days=self._random.uniform(2, 12))
        draft = Draft(
            template=template,
            number=self._number(template),
            seed=self._random.getrandbits(48),
            requester=self._requester(assignee).id,
            assignee=None if assignee is None else assignee.id,
            queue=template.queue,
            created=created,
            due=due,
            priority=self._random.choices((25, 50, 75, 95), cum_weights=(15, 80, 96, 100))[0],
            steps=steps,
            step=step,
            closed=self._outcome(template) if closed else "",
            shared=self._mention(),
        )
        if template.shared:
            self._lend(draft.case)
        return draft

    def _somebody(self, queue: Queue | None, closed: bool) -> Person | None:
        if queue is not None:
            if not closed and (queue.neglected or self._random.random() < _UNCLAIMED):
                return None
            members = [self._organisation.people[name] for name in self._organisation.around(queue)]
            return self._random.choices(members, weights=[person.load for person in members])[0]
        return self._random.choices(self._people, cum_weights=self._loads)[0]

    def _requester(self, assignee: Person | None) -> Person:
        while True:
            person = self._random.choice(self._people)
            if person is not assignee and person.team not in ("direction", "control"):
                return person

    def _is_tidy(self, assignee: Person | None, neglected: bool) -> bool:
        """The persona and the queues that are looked after: there the told items stand out."""
        return not neglected if assignee is None else assignee.id == self._persona

    def _route(self, template: Template, assignee: Person | None) -> tuple[tuple[str, ...], int]:
        """A route, and the step that waits now: the assignee's own where they have a role on it."""
        if not template.steps or assignee is None:
            return (), 1
        held = self._roles_of[assignee.id]
        fitting = [steps for steps in template.steps if not held.isdisjoint(steps)]
        steps = self._random.choice(fitting or template.steps)
        own = [number for number, role in enumerate(steps, start=1) if role in held]
        return steps, self._random.choice(own or list(range(1, len(steps) + 1)))

    def _times(
        self, template: Template, late: float, worst: int = 12
    ) -> tuple[datetime, date | datetime | None]:
        """When it came and when it is due, at most `worst` days ago; at night nobody files anything."""
        kind = self._random.random()
        if kind < late:
            offset = -min(worst, 1 + int(self._random.expovariate(0.35)))
        elif kind < late + 0.09:
            offset = 0
        elif kind < late + 0.45:
            offset = self._random.randint(1, 6)
        else:
            offset = self._random.randint(7, 26)
        due = _working_day(self._now.date() + timedelta(days=offset))
        lead = self._random.randint(*template.sla_days)
        waited = timedelta(days=int(self._random.expovariate(0.4)))
        began = min(due - timedelta(days=lead), self._now.date() - waited)
        created = self._working_hour(began)
        if self._random.random() < 0.05:
            return created, None
        if template.sla_days[0] <= 2 and offset >= 0:
            return created, datetime(due.year, due.month, due.day, 20, 0, tzinfo=self._now.tzinfo)
        return created, due

    def _working_hour(self, when: date) -> datetime:
        if when.weekday() >= 5:
            when -= timedelta(days=when.weekday() - 4)
        minute = self._random.randint(12 * 60 + 30, 21 * 60)
        created = datetime(
            when.year, when.month, when.day, minute // 60, minute % 60, tzinfo=self._now.tzinfo
        )
        if created >= self._now:
            created = self._now - timedelta(minutes=self._random.randint(20, 900))
        return created

    def _outcome(self, template: Template) -> str:
        if template.flow == "work":
            return "complete"
        return self._random.choices(("approve", "decline", "send_back"), cum_weights=(84, 94, 100))[0]

    def _number(self, template: Template) -> int:
        number = self._next_number.get(template.id, template.first_number) + 1
        while (template.id, number) in self._told_numbers:
            number += 1
        self._next_number[template.id] = number
        return number

    def _lend(self, case: str) -> None:
        self._shared.append(case)
        del self._shared[:-40]

    def _mention(self) -> str:
        return self._random.choice(self._shared) if self._shared else "REQ-10874"

    def _todo(self, template: Template) -> Draft:
        created, due = self._times(template, late=0.1, worst=1)
        return Draft(
            template=template,
            number=self._number(template),
            seed=self._random.getrandbits(48),
            requester=self._persona,
            assignee=self._persona,
            queue=None,
            created=created,
            due=due,
            priority=self._random.choice((25, 50, 50, 90)),
            shared=self._mention(),
        )

    def _tell(self, told: ToldItem) -> Draft:
        template = self._templates[told.template]
        due = self._now.date() + timedelta(days=told.due_days)
        created = self._working_hour(self._now.date() + timedelta(days=told.created_days))
        if template.shared:
            self._lend(template.number_text(told.number))
        return Draft(
            template=template,
            number=told.number,
            seed=told.number,
            requester=told.requester,
            assignee=self._persona if told.assignee == "persona" else told.assignee,
            queue=told.queue or template.queue,
            created=created,
            due=due,
            priority=75,
            steps=told.steps
            or (template.steps[-2] if len(template.steps) > 1 else (template.steps or ((),))[0]),
            step=told.step,
            closed=told.closed,
            told=told,
            shared=str(told.slots.get("shared", self._mention())),
        )


def _working_day(day: date) -> date:
    """Nothing falls due on a weekend: the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
