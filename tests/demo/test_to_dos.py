"""The persona's to-dos on the real CalDAV server, behind the same faults and ledger as the other systems."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import icalendar
import pytest
from tests.demo.stage import ORGANISATION, Stage, house_open

from odx_desktop.demo.content import read_templates
from odx_desktop.demo.drafts import Draft
from odx_desktop.demo.filling import Filling
from odx_desktop.demo.organisation import read_organisation
from odx_desktop.demo.vtodo import vtodo

QUERY = (
    '<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop><getetag/></prop>'
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VTODO"/>'
    "</C:comp-filter></C:filter></C:calendar-query>"
)


@pytest.fixture
def with_todos() -> Iterator[Stage]:
    with house_open(items=40, radicale=True) as running:
        yield running


def test_the_persona_has_a_list_and_others_may_not_look(with_todos: Stage) -> None:
    client = with_todos.client("to-dos")
    found = client.request("REPORT", "/amelie/tasks/", content=QUERY)
    assert found.status_code == 207
    assert found.text.count("getetag") >= 10
    other = with_todos.client("to-dos", "marcus")
    assert other.request("REPORT", "/amelie/tasks/", content=QUERY).status_code == 403


def test_writes_are_in_the_ledger_and_stale_ones_are_not(with_todos: Stage) -> None:
    client = with_todos.client("to-dos")
    address = "/amelie/tasks/to-do-900.ics"
    before = client.get(address)
    done = before.text.replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED")
    headers = {"If-Match": before.headers["ETag"], "Content-Type": "text/calendar"}
    assert client.put(address, content=done, headers=headers).status_code in (201, 204)
    assert client.put(address, content=done, headers=headers).status_code == 412
    assert "X-SERVICES-NORD-FILE:REQ-10874" in client.get(address).text
    written = with_todos.ledger("to-dos")
    assert [(entry["task"], entry["action"], entry["by"]) for entry in written] == [
        ("to-do-900.ics", "PUT", "amelie")
    ]


def test_a_changed_password_and_a_fault_reach_this_server_too(with_todos: Stage) -> None:
    client = with_todos.client("to-dos")
    with_todos.door.post("/faults", json={"system": "to-dos", "fault": "html"}).raise_for_status()
    assert client.get("/").headers["content-type"].startswith("text/html")
    change = {"system": "to-dos", "person": "amelie", "password": "new"}
    with_todos.door.post("/password", json=change).raise_for_status()
    assert client.request("PROPFIND", "/").status_code == 401
    assert client.request("PROPFIND", "/", auth=("amelie", "new")).status_code == 207


@pytest.mark.parametrize("due", [None, date(2026, 11, 27), datetime(2026, 11, 27, 20, 0, tzinfo=UTC)])
def test_a_to_do_is_a_valid_object(due: date | None) -> None:
    organisation = read_organisation(ORGANISATION)
    template = read_templates(ORGANISATION.parent / "to-dos.toml")[0]
    now = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    for seed in range(12):
        draft = Draft(template, 7, seed, "amelie", "amelie", None, now, due, 50, shared="REQ-10874")
        filling = Filling(draft, organisation)
        text = vtodo(draft, filling)
        assert all(len(row.encode()) <= 75 for row in text.split("\r\n"))
        read = icalendar.Calendar.from_ical(text).walk("VTODO")[0]
        assert read["SUMMARY"] == filling.title
        assert read["DESCRIPTION"] == filling.body
        assert (read["DUE"].dt if due is not None else None) == due


def test_a_house_without_the_server_says_so_by_leaving_it_out(with_todos: Stage) -> None:
    assert [one["system"] for one in with_todos.house.announcement()["systems"]][-1] == "to-dos"
    with house_open(items=40, radicale=False) as without:
        assert "to-dos" not in {one["system"] for one in without.house.announcement()["systems"]}
        with pytest.raises(StopIteration):
            without.client("to-dos")
