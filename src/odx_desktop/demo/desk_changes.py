"""What a change to a service desk record does, and the rules by which the desk refuses one."""

from __future__ import annotations

from odx_desktop.demo.clock import instant
from odx_desktop.demo.desk_choices import CLOSING, is_state
from odx_desktop.demo.desk_tables import TABLE, DeskTables, Record, stamp
from odx_desktop.demo.ledger import Entry, Ledger
from odx_desktop.demo.organisation import Person

_JOURNAL = ("comments", "work_notes")
_WRITABLE = frozenset(
    {
        "state",
        "assigned_to",
        "assignment_group",
        "short_description",
        "description",
        "priority",
        "due_date",
        "close_notes",
        "close_code",
        "caller_id",
        "requested_for",
    }
)


class DeskRefused(Exception):
    """`status`, `message` and `detail` as the desk's error body has them."""

    def __init__(self, status: int, message: str, detail: str | None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.detail = detail


class DeskChanges:
    def __init__(self, tables: DeskTables, ledger: Ledger) -> None:
        self._tables = tables
        self._ledger = ledger

    def patch(self, record: Record, fields: dict[str, str], person: Person) -> Record:
        """Unknown fields and values that no choice list has are left out in silence, as the desk does."""
        table = record[TABLE]
        if table == "sysapproval_approver":
            self._check_approval(record, fields, person)
        elif table in CLOSING:
            self._check_task(record, fields, person)
        else:
            raise _acl("Update")
        self._apply(record, fields, person)
        return record

    def create(self, table: str, fields: dict[str, str], person: Person) -> Record:
        if table not in CLOSING:
            raise _acl("Insert")
        count = len(self._tables.tables[table])
        number = f"{'INC' if table == 'incident' else 'SCTASK'}00{95000 + count}"
        now = self._tables.clock.now()
        user = self._tables.user(person)
        record = self._tables.add(
            table,
            number,
            person.ids["service-desk"],
            now,
            number=number,
            short_description="",
            description="",
            state="1",
            priority="3",
            active="true",
            assigned_to="",
            assignment_group="",
            opened_at=stamp(now),
            opened_by=user,
            caller_id=user,
            due_date="",
            approval="not requested",
        )
        record.update({name: value for name, value in fields.items() if name in _WRITABLE})
        self._write_down(record, "create", person, fields.get("comments", ""))
        return record

    def _check_approval(self, record: Record, fields: dict[str, str], person: Person) -> None:
        if record["approver"] != self._tables.user(person) or record["state"] != "requested":
            raise _acl("Update")
        if fields.get("state") == "rejected" and not fields.get("comments", "").strip():
            raise DeskRefused(403, "Operation Failed", "Comments are required when rejecting an approval")

    def _check_task(self, record: Record, fields: dict[str, str], person: Person) -> None:
        user = self._tables.user(person)
        insider = record["assignment_group"] in self._tables.groups_of(user)
        manages = user in (
            self._tables.walk(record, "assigned_to.manager"),
            self._tables.walk(record, "assignment_group.parent.manager"),
        )
        if record["active"] != "true" or not (record["assigned_to"] == user or insider or manages):
            raise _acl("Update")
        closes = fields.get("state") in CLOSING[record[TABLE]]
        if closes and record[TABLE] == "incident" and not fields.get("close_notes", "").strip():
            detail = "Data Policy Exception: The following fields are mandatory: Resolution notes"
            raise DeskRefused(403, "Operation Failed", detail)

    def _apply(self, record: Record, fields: dict[str, str], person: Person) -> None:
        table = record[TABLE]
        now = self._tables.clock.now()
        by = person.ids["service-desk"]
        for name in _JOURNAL:
            if fields.get(name, "").strip():
                self._tables.note(record, name, fields[name], by, now)
        told = []
        for name, value in fields.items():
            if name in _WRITABLE and self._is_known(table, name, value) and record.get(name) != value:
                record[name] = value
                told.append(f"{name}={value}")
        if table in CLOSING and record["state"] in CLOSING[table]:
            record["active"] = "false"
        record["sys_mod_count"] = str(int(record["sys_mod_count"]) + 1)
        record["sys_updated_on"], record["sys_updated_by"] = stamp(now), by
        if table == "sysapproval_approver":
            self._settle_request(record, by)
        self._write_down(record, ",".join(told) or "note", person, fields.get("comments", ""))

    def _is_known(self, table: str, name: str, value: str) -> bool:
        if name == "state":
            return is_state(table, value)
        if name in ("assigned_to", "assignment_group") and value:
            target = "sys_user" if name == "assigned_to" else "sys_user_group"
            return value in self._tables.tables[target]
        return True

    def _settle_request(self, approval: Record, by: str) -> None:
        request = self._tables.find("task", approval["sysapproval"])
        if request is not None and approval["state"] in ("approved", "rejected"):
            request["approval"] = approval["state"]
            request["sys_updated_on"], request["sys_updated_by"] = approval["sys_updated_on"], by

    def _write_down(self, record: Record, action: str, person: Person, comment: str) -> None:
        at = instant(self._tables.clock.now())
        self._ledger.write(Entry("service-desk", record["sys_id"], action, person.id, at, "", comment))


def _acl(what: str) -> DeskRefused:
    detail = f"ACL Exception {what} Failed due to security constraints"
    return DeskRefused(403, "Operation Failed", detail)
