"""Somebody else at work: through the same HTTP APIs, items arrive, are taken and are talked about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from odx_desktop.demo.content import Template
from odx_desktop.demo.errand import Errand, Json
from odx_desktop.demo.organisation import Organisation, Person
from odx_desktop.domain.language import LocalizedText

_PAUSE_S = (18.0, 45.0)
_CONTRACTS = ("eprocurement", "hr")
_DESK = "service-desk"

# errand_of(system, person's short id)
ErrandOf = Callable[[str, str], Errand]


class Colleague:
    """Takes one step after the other, in turn; a step for which there is no occasion is passed over."""

    def __init__(self, organisation: Organisation, persona: Person, seed: int, errand_of: ErrandOf) -> None:
        self._organisation = organisation
        self._persona = persona
        self._random = Random(seed)
        self._errand_of = errand_of
        self._turns = self._in_turn()

    async def work(self) -> None:
        """Until cancelled. A server that is down on order is no reason to stop."""
        while True:
            await asyncio.sleep(self._random.uniform(*_PAUSE_S))
            await self.step()

    async def step(self) -> dict[str, Any]:
        """`{"did": what, "who", "system", "item"}`, or `{"did": None}` when there was no occasion."""
        try:
            return await asyncio.to_thread(self._one_step)
        except (OSError, ValueError, LookupError) as error:
            # Down, or answering nonsense, on a test's order: tomorrow is another day.
            return {"did": None, "why": repr(error)}

    def _one_step(self) -> dict[str, Any]:
        for _ in range(4):
            done = next(self._turns)()
            if done is not None:
                return done
        return {"did": None}

    def _in_turn(self) -> Iterator[Callable[[], dict[str, Any] | None]]:
        while True:
            yield self._pass_on
            yield self._report_incident
            yield self._take
            yield self._talk

    def _others(self) -> list[Person]:
        people = [p for p in self._organisation.people.values() if p is not self._persona and p.away is None]
        self._random.shuffle(people)
        return people

    def _pass_on(self) -> dict[str, Any] | None:
        """Approve as an earlier approver what comes to the persona next."""
        for system in _CONTRACTS:
            for person in self._others():
                errand = self._errand_of(system, person.id)
                for task in errand.get("/tasks", scope="mine")["items"]:
                    step = task.get("step")
                    if step is None or step["number"] == step["of"]:
                        continue
                    detail = errand.get(f"/tasks/{task['id']}")
                    remark = self._say("approve", system, person)
                    if self._is_next(system, detail) and errand.act(detail, "approve", remark):
                        return _told("pass_on", person, system, detail["id"])
        return None

    def _is_next(self, system: str, detail: Json) -> bool:
        following = [step for step in detail["route"] if step["state"] == "next"]
        return bool(following) and following[0]["person"]["id"] == self._persona.ids[system]

    def _report_incident(self) -> dict[str, Any] | None:
        person = self._others()[0]
        template = self._random.choice([t for t in self._organisation.templates if t.id == "incident"])
        queues = [q.id for q in self._organisation.queues.values() if self._persona.team in q.teams]
        errand = self._errand_of(_DESK, person.id)
        groups = errand.get("/api/now/table/sys_user_group", sysparm_fields="sys_id,name")["result"]
        names = {q.name.en for q in self._organisation.queues.values() if q.id in queues and not q.neglected}
        group = next((row["sys_id"] for row in groups if row["name"] in names), "")
        title = self._title(template, person)
        fields = {
            "short_description": title,
            "description": title,
            "assignment_group": group,
            "priority": "2",
        }
        if not errand.write("POST", "/api/now/table/incident", fields):
            return None
        return _told("report", person, _DESK, title)

    def _title(self, template: Template, person: Person) -> str:
        thing = self._words(self._random.choice(template.things), person)
        return thing.replace("{place}", self._random.choice(self._organisation.places))

    def _take(self) -> dict[str, Any] | None:
        """Claim what the persona could have claimed."""
        for system in _CONTRACTS:
            for person in self._others():
                if person.team != self._persona.team:
                    continue
                errand = self._errand_of(system, person.id)
                tasks = errand.get("/tasks", scope="mine")["items"]
                free = [task for task in tasks if "candidate" in task["relations"]]
                if free:
                    task = self._random.choice(free)
                    if errand.act(task, "claim"):
                        return _told("take", person, system, task["id"])
        return None

    def _talk(self) -> dict[str, Any] | None:
        """Comment on something of the persona's, as who may see it."""
        for system in _CONTRACTS:
            for person in self._others():
                errand = self._errand_of(system, person.id)
                tasks = errand.get("/tasks", scope="team")["items"]
                theirs = [t for t in tasks if t.get("assignee", {}).get("id") == self._persona.ids[system]]
                if theirs:
                    task = self._random.choice(theirs)
                    if errand.act(task, "comment", self._say("comment", system, person)):
                        return _told("talk", person, system, task["id"])
        return None

    def _say(self, kind: str, system: str, person: Person) -> str:
        return self._words(self._random.choice(self._organisation.remarks_for(kind, system)), person)

    def _words(self, text: LocalizedText, person: Person) -> str:
        return text.fr if person.language == "fr" else text.en


def _told(did: str, person: Person, system: str, item: str) -> dict[str, Any]:
    return {"did": did, "who": person.id, "system": system, "item": item}
