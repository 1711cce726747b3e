"""What happened to a case before anybody looked: who approved when, and what was said."""

from __future__ import annotations

from datetime import datetime, timedelta

from odx_desktop.demo.organisation import Organisation, Person
from odx_desktop.demo.task import Task
from odx_desktop.domain.language import LocalizedText


class CaseHistory:
    """The same for the same task; what really happened during the run goes before what is made up."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation

    def past(self, task: Task, number: int) -> tuple[str, str, datetime, str]:
        """Who decided step `number`, how, when, and the comment. Nobody decides while away."""
        if number in task.past:
            return task.past[number]
        role = self._organisation.roles[task.draft.steps[number - 1]]
        busy = (task.draft.assignee, task.draft.requester)
        others = [n for n in role.people if n not in busy and self._organisation.people[n].away is None]
        by = (others or list(role.people))[task.draft.seed % len(others or role.people)]
        at = task.created - timedelta(hours=3 + task.draft.seed % 29 + 24 * (task.draft.step - 1 - number))
        remarks = self._organisation.remarks_for("approve", task.draft.template.system)
        remark = remarks[(task.draft.seed + number) % len(remarks)]
        return by, "approved", at, _in_language_of(self._organisation.people[by], remark)

    def earlier(self, task: Task) -> list[tuple[str, datetime, str]]:
        """Who said what when: earlier approvers, and the requester on one item in four."""
        steps = (self.past(task, number) for number in range(1, task.draft.step))
        said = [(by, at, comment) for by, _, at, comment in steps if comment]
        if task.draft.seed % 4 == 0:
            remarks = self._organisation.remarks_for("comment", task.draft.template.system)
            remark = remarks[task.draft.seed // 4 % len(remarks)]
            requester = self._organisation.people[task.draft.requester]
            at = task.created + timedelta(minutes=7)
            said.append((requester.id, at, _in_language_of(requester, remark)))
        return said


def _in_language_of(person: Person, text: LocalizedText) -> str:
    return text.fr if person.language == "fr" else text.en
