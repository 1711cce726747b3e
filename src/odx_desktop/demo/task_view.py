"""Writes tasks the way the reference contract says, for one viewer at one address."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from odx_desktop.demo.case_history import CaseHistory
from odx_desktop.demo.clock import instant
from odx_desktop.demo.decisions import next_approver
from odx_desktop.demo.files import File, files_of
from odx_desktop.demo.filling import Filling
from odx_desktop.demo.offers import offer_json, offers_for
from odx_desktop.demo.organisation import Organisation, Queue
from odx_desktop.demo.task import Sight, Task
from odx_desktop.domain.language import LocalizedText

Json = dict[str, Any]


class TaskView:
    """`address` is the base URL that people and clients use, without a slash at the end."""

    def __init__(self, organisation: Organisation, system: str, address: str, today: date) -> None:
        self._organisation = organisation
        self._history = CaseHistory(organisation)
        self._system = system
        self._address = address
        self._today = today

    def person(self, name: str) -> Json:
        person = self._organisation.people[name]
        return {"id": person.ids[self._system], "name": person.name, "email": person.email}

    def card(self, name: str) -> Json:
        """A person as the picker shows them: with title, and until when they are away."""
        person = self._organisation.people[name]
        found = {**self.person(name), "title": local_json(person.title)}
        if person.away is not None:
            found["away"] = {
                "until": (self._today + timedelta(days=person.away.until_days)).isoformat(),
                "substitute": self.person(person.away.substitute),
            }
        return found

    def group(self, name: str) -> Json:
        return {"id": name, "name": local_json(self._organisation.queues[name].name)}

    def task(self, task: Task, sight: Sight) -> Json:
        filling = Filling(task.draft, self._organisation)
        return self._summary(task, sight, filling)

    def detail(self, task: Task, sight: Sight) -> Json:
        filling = Filling(task.draft, self._organisation)
        offers = offers_for(task, sight.relations(task.holding))
        return {
            **self._summary(task, sight, filling),
            "body": {"format": task.draft.template.body_format, "text": filling.body},
            "lines": self._lines(task, filling),
            "route": self._route(task, filling),
            "comments": self._comments(task),
            "attachments": [self._attachment(task, file) for file in self.files(task)],
            "myActions": [
                {"key": key, "offer": offer, "at": instant(at)}
                for by, key, offer, at in task.actions
                if by == sight.viewer
            ],
            "offers": [offer_json(offer, bool(filling.lines)) for offer in offers],
        }

    def removal(self, task: Task) -> Json:
        found: Json = {"id": task.id, "reason": _why_removed(task), "changedAt": instant(task.updated)}
        if task.changed_by:
            found["changedBy"] = self.person(task.changed_by)
        return found

    def files(self, task: Task) -> list[File]:
        filling = Filling(task.draft, self._organisation)
        return files_of(task.draft.template.attachments, task.draft.case, filling)

    def _summary(self, task: Task, sight: Sight, filling: Filling) -> Json:
        template = task.draft.template
        found: Json = {
            "id": task.id,
            "etag": task.etag,
            "kind": {"code": template.kind_code, **local_json(template.kind)},
            "title": filling.title,
            "language": filling.language,
            "state": task.state,
            "nativeState": _NATIVE_STATES[task.state],
            "priority": task.priority,
            "created": instant(task.created),
            "updated": instant(task.updated),
            "requester": self.person(task.draft.requester),
            "relations": sight.relations(task.holding),
            "caseKeys": self._case_keys(task),
            "attributes": self._attributes(task, filling),
            "link": f"{self._address}/ui/tasks/{task.id}",
            "commentCount": len(self._history.earlier(task)) + len(task.remarks),
            "attachmentCount": len(template.attachments),
        }
        found.update(self._optional(task, filling))
        found.update(self._of_the_case(task))
        return found

    def _optional(self, task: Task, filling: Filling) -> Json:
        found: Json = {}
        if task.due is not None:
            found["due"] = instant(task.due) if isinstance(task.due, datetime) else task.due.isoformat()
        for name, person in (
            ("assignee", task.assignee),
            ("owner", task.owner),
            ("changedBy", task.changed_by),
        ):
            if person:
                found[name] = self.person(person)
        if task.changed_by:
            found["changedAt"] = instant(task.updated)
        if task.queue is not None:
            found["candidateGroups"] = [self.group(task.queue)]
        if filling.amount is not None:
            found["amount"] = self._money(str(filling.amount))
        return found

    def _of_the_case(self, task: Task) -> Json:
        found: Json = {}
        if task.draft.steps:
            role = self._organisation.roles[task.draft.steps[task.draft.step - 1]]
            found["step"] = {
                "number": task.draft.step,
                "of": len(task.draft.steps),
                "name": local_json(role.name),
            }
        if task.draft.template.rule is not None:
            found["rule"] = local_json(task.draft.template.rule)
        if task.outcome:
            found["outcome"] = task.outcome
        if task.completed_by and task.completed_at:
            found["completedBy"] = self.person(task.completed_by)
            found["completedAt"] = instant(task.completed_at)
        return found

    def _money(self, value: str) -> Json:
        return {"value": value, "currency": self._organisation.currency}

    def _case_keys(self, task: Task) -> list[Json]:
        keys = [{"kind": task.draft.template.case_kind, "value": task.draft.case}]
        texts = (task.draft.template.title.en, task.draft.template.body.en)
        named = any("{shared}" in text for text in texts) or any(
            "{shared}" in attribute.value for attribute in task.draft.template.attributes
        )
        if named:
            keys.append({"kind": "requisition", "value": task.draft.shared})
        return keys

    def _attributes(self, task: Task, filling: Filling) -> list[Json]:
        found = []
        for rank, template in enumerate(task.draft.template.attributes, start=1):
            value = filling.attribute(template)
            attribute: Json = {
                "name": template.name,
                "label": local_json(template.label),
                "value": value,
                "type": template.type,
                "rank": rank,
            }
            if template.type == "money":
                attribute["currency"] = self._organisation.currency
            found.append(attribute)
        return found

    def _lines(self, task: Task, filling: Filling) -> list[Json]:
        return [
            {
                "id": str(index + 1),
                "title": line.title,
                "quantity": str(line.quantity),
                "unit": line.unit,
                "unitPrice": self._money(str(line.price)),
                "amount": self._money(str(line.amount)),
                "state": task.line_states.get(str(index + 1), "pending"),
            }
            for index, line in enumerate(filling.lines)
        ]

    def _route(self, task: Task, filling: Filling) -> list[Json]:
        steps = []
        before = task.draft.assignee
        for number, role in enumerate(task.draft.steps, start=1):
            step: Json = {"number": number, "name": local_json(self._organisation.roles[role].name)}
            if number < task.draft.step:
                by, state, at, comment = self._history.past(task, number)
                step |= {"person": self.person(by), "state": state, "at": instant(at), "comment": comment}
            elif number == task.draft.step:
                step |= self._present(task)
            else:
                following = next_approver(self._organisation, role, task.draft.requester, before)
                before = following
                step |= {"person": self.person(following), "state": "next"}
            steps.append(step)
        return steps

    def _present(self, task: Task) -> Json:
        if task.is_open:
            return {"state": "current", **({"person": self.person(task.assignee)} if task.assignee else {})}
        words = {"approve": "approved", "decline": "declined", "send_back": "sent_back", "complete": "done"}
        by, at = task.completed_by or task.draft.requester, task.completed_at or task.updated
        return {"state": words.get(task.outcome, "skipped"), "person": self.person(by), "at": instant(at)}

    def _comments(self, task: Task) -> list[Json]:
        found: list[Json] = [
            {"id": f"{task.id}-e{index}", "person": self.person(by), "at": instant(at), "text": text}
            for index, (by, at, text) in enumerate(self._history.earlier(task), start=1)
        ]
        found += [
            {"id": said.id, "person": self.person(said.by), "at": instant(said.at), "text": said.text}
            for said in task.remarks
        ]
        return found

    def _attachment(self, task: Task, file: File) -> Json:
        return {
            "id": file.id,
            "name": file.name,
            "size": len(file.content),
            "type": file.type,
            "href": f"{self._address}/tasks/{task.id}/attachments/{file.id}",
        }


def local_json(text: LocalizedText) -> dict[str, str]:
    return {"en": text.en, "fr": text.fr}


def group_json(queue: Queue) -> Json:
    return {"id": queue.id, "name": local_json(queue.name)}


def _why_removed(task: Task) -> str:
    if not task.is_open:
        return "completed" if task.outcome in ("approve", "decline", "send_back", "complete") else "withdrawn"
    if task.assignee is None:
        return "not_visible"
    return "claimed" if task.queue is not None else "reassigned"


_NATIVE_STATES = {
    "Ready": "OPEN",
    "Reserved": "PENDING",
    "InProgress": "WORKING",
    "Suspended": "INFO",
    "Completed": "DONE",
}
