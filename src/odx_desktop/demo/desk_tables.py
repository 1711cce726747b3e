"""The service desk's records as its Table API knows them: every scalar is text, references are sys_ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from odx_desktop.demo.clock import Clock
from odx_desktop.demo.drafts import Draft
from odx_desktop.demo.filling import Filling
from odx_desktop.demo.organisation import Organisation, Person
from odx_desktop.domain.language import LocalizedText

Record = dict[str, str]

EXTENDS_TASK = ("incident", "sc_task", "sc_request", "sc_req_item")
REFERENCES = {
    "assigned_to": "sys_user",
    "assignment_group": "sys_user_group",
    "opened_by": "sys_user",
    "caller_id": "sys_user",
    "requested_for": "sys_user",
    "approver": "sys_user",
    "sysapproval": "task",
    "document_id": "task",
    "request": "sc_request",
    "manager": "sys_user",
    "parent": "sys_user_group",
    "user": "sys_user",
    "group": "sys_user_group",
}
DIVISION = "division"
# Our own note of where a record lives; only tasks have a class that the API shows.
TABLE = "~table"


def sys_id(table: str, name: str) -> str:
    """32 hexadecimal digits, the same for the same record in every run."""
    return hashlib.md5(f"{table}:{name}".encode(), usedforsecurity=False).hexdigest()


def stamp(moment: datetime) -> str:
    """`YYYY-MM-DD hh:mm:ss` in GMT, the API's only form of time."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


class DeskTables:
    """`tables` maps a table's name to its records by sys_id. One event loop only; nothing here waits."""

    def __init__(self, organisation: Organisation, drafts: Iterable[Draft], clock: Clock) -> None:
        self.organisation = organisation
        self.clock = clock
        names = (
            "sys_user",
            "sys_user_group",
            "sys_user_grmember",
            "sysapproval_approver",
            "sys_journal_field",
        )
        self.tables: dict[str, dict[str, Record]] = {name: {} for name in (*names, *EXTENDS_TASK)}
        self.fields: set[str] = set()
        self._add_people()
        for draft in drafts:
            self._add_draft(draft)

    def rows(self, table: str) -> Iterator[Record]:
        """All records, those of the tables that extend it included; KeyError for an unknown table."""
        if table == "task":
            for name in EXTENDS_TASK:
                yield from self.tables[name].values()
        else:
            yield from self.tables[table].values()

    def find(self, table: str, name: str) -> Record | None:
        if table != "task":
            return self.tables[table].get(name)
        return next((self.tables[t][name] for t in EXTENDS_TASK if name in self.tables[t]), None)

    def walk(self, record: Record, path: str) -> str:
        """The value at a dotted path through references; empty where it leads nowhere."""
        field, _, rest = path.partition(".")
        value = record.get(field, "")
        if not rest or not value:
            return value if not rest else ""
        target = self.find(REFERENCES[field], value) if field in REFERENCES else None
        return self.walk(target, rest) if target is not None else ""

    def holder(self, record: Record, path: str) -> Record:
        """The record that holds the last field of a dotted path; the record itself where it leads nowhere."""
        field, _, rest = path.partition(".")
        if not rest:
            return record
        target = self.find(REFERENCES[field], record.get(field, "")) if field in REFERENCES else None
        return self.holder(target, rest) if target is not None else record

    def user(self, person: Person) -> str:
        return sys_id("sys_user", person.ids["service-desk"])

    def groups_of(self, user: str) -> frozenset[str]:
        members = self.tables["sys_user_grmember"].values()
        return frozenset(record["group"] for record in members if record["user"] == user)

    def add(self, table: str, native: str, by: str, moment: datetime, /, **fields: str) -> Record:
        record = {
            "sys_id": sys_id(table, native),
            TABLE: table,
            "sys_created_on": stamp(moment),
            "sys_created_by": by,
            "sys_updated_on": stamp(moment),
            "sys_updated_by": by,
            "sys_mod_count": "0",
            **fields,
        }
        if table in EXTENDS_TASK:
            record["sys_class_name"] = table
        self.tables[table][record["sys_id"]] = record
        self.fields.update(record)
        return record

    def note(self, record: Record, element: str, text: str, by: str, moment: datetime) -> None:
        """One comment or work note, which the API keeps in a table of its own."""
        journal = self.tables["sys_journal_field"]
        name = f"{record['sys_id']}:{len(journal)}"
        self.add(
            "sys_journal_field",
            name,
            by,
            moment,
            element_id=record["sys_id"],
            element=element,
            name=record[TABLE],
            value=text,
        )

    def _add_people(self) -> None:
        began = self.clock.now() - timedelta(days=900)
        organisation = self.organisation
        for person in organisation.people.values():
            manager = organisation.teams[person.team].manager
            self.add(
                "sys_user",
                person.ids["service-desk"],
                "admin",
                began,
                user_name=person.ids["service-desk"],
                name=person.name,
                email=person.email,
                title=person.title.fr if person.language == "fr" else person.title.en,
                active="true",
                preferred_language=person.desk_language,
                manager=self.user(organisation.people[manager]) if manager else "",
            )
        director = organisation.people[organisation.personas["manager"]]
        self.add(
            "sys_user_group", DIVISION, "admin", began, name="Service Delivery", manager=self.user(director)
        )
        for queue in organisation.queues.values():
            if queue.system == "service-desk":
                owner = self.user(organisation.people[queue.owner]) if queue.owner else ""
                division = sys_id("sys_user_group", DIVISION)
                group = self.add(
                    "sys_user_group",
                    queue.id,
                    "admin",
                    began,
                    name=queue.name.en,
                    manager=owner,
                    parent=division,
                )
                for member in organisation.claimants(queue):
                    user = self.user(organisation.people[member])
                    name = f"{queue.id}:{member}"
                    self.add("sys_user_grmember", name, "admin", began, user=user, group=group["sys_id"])

    def _add_draft(self, draft: Draft) -> None:
        filling = Filling(draft, self.organisation)
        requester = self.organisation.people[draft.requester]
        by = requester.ids["service-desk"]
        table = draft.template.table
        closed = bool(draft.closed)
        group = sys_id("sys_user_group", draft.queue) if draft.queue else ""
        assignee = self.user(self.organisation.people[draft.assignee]) if draft.assignee else ""
        is_request = table == "sc_request"
        task = self.add(
            table,
            draft.case,
            by,
            draft.created,
            number=draft.case,
            short_description=filling.title,
            description=filling.body,
            state=("3" if table != "incident" else "7")
            if closed
            else "2"
            if assignee and not is_request
            else "1",
            priority=_priority(draft.priority),
            active="false" if closed else "true",
            assigned_to="" if is_request else assignee,
            assignment_group=group,
            opened_at=stamp(draft.created),
            opened_by=self.user(requester),
            due_date=due_stamp(draft.due),
            approval="requested" if is_request and not closed else "not requested",
        )
        task["caller_id" if table == "incident" else "requested_for"] = self.user(requester)
        if is_request:
            self._add_request(draft, filling, task, assignee, by)
        if draft.seed % 3 == 0:
            self._add_remark(task, draft, by)

    def _add_request(self, draft: Draft, filling: Filling, request: Record, approver: str, by: str) -> None:
        request["price"] = str(filling.amount or 0)
        for index, line in enumerate(filling.lines, start=1):
            self.add(
                "sc_req_item",
                f"{draft.case}:{index}",
                by,
                draft.created,
                number=f"RITM00{draft.number * 10 + index}",
                request=request["sys_id"],
                short_description=line.title,
                quantity=str(line.quantity),
                price=str(line.price),
                recurring_price="0",
                state="1",
                active="false",
                stage="request_approved" if draft.closed else "waiting_for_approval",
            )
        self.add(
            "sysapproval_approver",
            draft.case,
            by,
            draft.created,
            approver=approver,
            sysapproval=request["sys_id"],
            document_id=request["sys_id"],
            source_table="sc_request",
            state={"": "requested", "approve": "approved"}.get(draft.closed, "rejected"),
            comments="",
            due_date=request["due_date"],
        )

    def _add_remark(self, task: Record, draft: Draft, by: str) -> None:
        remarks = self.organisation.remarks_for("comment", "service-desk")
        remark: LocalizedText = remarks[draft.seed // 3 % len(remarks)]
        text = remark.fr if self.organisation.people[draft.requester].language == "fr" else remark.en
        self.note(task, "comments", text, by, draft.created + timedelta(minutes=11))


def due_stamp(due: date | datetime | None) -> str:
    """The table has only instants: a plain day ends with the office, 21:00 GMT."""
    if due is None:
        return ""
    return stamp(due) if isinstance(due, datetime) else f"{due.isoformat()} 21:00:00"


def _priority(percent: int) -> str:
    return "1" if percent > 90 else "2" if percent > 70 else "3" if percent > 40 else "4"
