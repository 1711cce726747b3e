"""Listing and deltas against a real server."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.backends.radicale import Radicale, ics
from tests.connectors.caldav.conftest import LIST, Desk, key

from odx_desktop.connectors.caldav.connector import CalDavConnector
from odx_desktop.connectors.contract import Page
from odx_desktop.domain.errors import ContractBroken, SignInRequired, SourceUnavailable
from odx_desktop.domain.language import Language
from odx_desktop.domain.work_item import CaseKey, Relation, Scope, WorkItemState
from odx_desktop.http.limits import HttpLimits


def titles(pages: list[Page]) -> list[str]:
    return sorted(item.title for page in pages for item in page.items)


@pytest.mark.parametrize("path", ["/", "/anna/", "/anna/tasks/", "/anna/tasks", ""])
def test_any_address_a_person_may_have_finds_the_list(desk: Desk, path: str) -> None:
    desk.server.put(LIST + "one.ics", ics("SUMMARY:Call the mayor"))

    assert titles(desk.pull(path=path)) == ["Call the mayor"]


def test_a_to_do_becomes_a_work_item(desk: Desk) -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:America/Toronto\r\nBEGIN:STANDARD\r\nDTSTART:19701101T020000\r\n"
        "TZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    body = ics(
        "SUMMARY:Relire l'ébauche\\, puis signer",
        "DUE;TZID=America/Toronto:20261201T170000",
        "PRIORITY:1",
        "STATUS:IN-PROCESS",
        "PERCENT-COMPLETE:40",
        "CATEGORIES:finances,été",
        "RELATED-TO:parent-uid",
        "X-REQUISITION:REQ-104",
        'ORGANIZER;CN="Bé Tremblay":mailto:be@example.org',
        before=zone,
    )
    desk.server.put(LIST + "one.ics", body)

    (item,) = desk.items().values()

    assert item.key == key("one.ics")
    assert item.title == "Relire l'ébauche, puis signer"
    assert [item.kind_in(language) for language in Language] == ["To-do", "Tâche"]
    assert item.due == datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
    assert (item.priority, item.state, item.native_state) == (100, WorkItemState.IN_PROGRESS, "IN-PROCESS")
    assert item.relations == {Relation.MINE}
    assert item.requester is not None and item.requester.name == "Bé Tremblay"
    assert item.requester.email == "be@example.org"
    assert set(item.case_keys) == {CaseKey("to_do", "parent-uid"), CaseKey("requisition", "REQ-104")}
    assert {one.label.en: one.value for one in item.attributes} == {
        "List": "Tasks",
        "Categories": "finances, été",
        "Percent done": "40",
    }


def test_a_due_day_stays_a_day(desk: Desk) -> None:
    desk.server.put(LIST + "one.ics", ics("SUMMARY:a", "DUE;VALUE=DATE:20261201"))

    assert desk.items()["a"].due == date(2026, 12, 1)


def test_a_full_listing_holds_the_open_ones_and_is_complete(desk: Desk) -> None:
    for number in range(120):
        desk.server.put(f"{LIST}{number}.ics", ics(f"SUMMARY:{number}", uid=str(number)))
    desk.server.put(LIST + "done.ics", ics("SUMMARY:done", "STATUS:COMPLETED", uid="done"))

    pages = desk.pull()

    assert len(titles(pages)) == 120
    assert [page.last for page in pages][-1] and pages[-1].complete and pages[-1].cursor
    assert all(page.listing for page in pages)


def test_a_delta_tells_what_is_new_changed_closed_and_removed(desk: Desk) -> None:
    for name in ("kept", "changed", "closed", "removed"):
        desk.server.put(f"{LIST}{name}.ics", ics(f"SUMMARY:{name}", uid=name))
    cursor = desk.pull()[-1].cursor
    desk.server.put(LIST + "changed.ics", ics("SUMMARY:changed twice", uid="changed"))
    desk.server.put(LIST + "closed.ics", ics("SUMMARY:closed", "STATUS:COMPLETED", uid="closed"))
    desk.server.put(LIST + "new.ics", ics("SUMMARY:new", uid="new"))
    desk.server.delete(LIST + "removed.ics")

    pages = desk.pull(cursor)

    assert titles(pages) == ["changed twice", "closed", "new"]
    assert [one for page in pages for one in page.removed] == [key("removed.ics")]
    assert not any(page.listing for page in pages) and pages[-1].complete
    assert titles(desk.pull(pages[-1].cursor)) == []


def test_a_rejected_token_ends_in_a_full_listing(desk: Desk) -> None:
    desk.server.put(LIST + "one.ics", ics("SUMMARY:one"))
    cursor = desk.pull()[-1].cursor
    assert cursor is not None
    desk.server.put(LIST + "two.ics", ics("SUMMARY:two", uid="two"))

    pages = desk.pull(cursor.replace("/sync/", "/sync/0000"))

    assert titles(pages) == ["one", "two"]
    assert all(page.listing for page in pages) and pages[-1].complete


def test_a_cursor_of_another_version_ends_in_a_full_listing(desk: Desk) -> None:
    desk.server.put(LIST + "one.ics", ics("SUMMARY:one"))

    assert desk.pull('{"version": 0}')[-1].listing


def test_a_new_list_arrives_whole_and_a_list_that_went_asks_for_everything(desk: Desk) -> None:
    desk.server.put(LIST + "one.ics", ics("SUMMARY:one"))
    cursor = desk.pull(path="/anna/")[-1].cursor
    desk.server.make_list("/anna/more/", name="More")
    desk.server.put("/anna/more/two.ics", ics("SUMMARY:two", uid="two"))

    pages = desk.pull(cursor, "/anna/")
    assert titles(pages) == ["two"] and not pages[-1].listing

    desk.server.delete("/anna/more/")
    pages = desk.pull(pages[-1].cursor, "/anna/")
    assert titles(pages) == ["one"] and pages[-1].listing and pages[-1].complete


def test_events_in_a_mixed_list_are_none_of_our_business(desk: Desk) -> None:
    event = ics("SUMMARY:meeting", "DTSTART:20261201T100000Z", uid="m").replace("VTODO", "VEVENT")
    desk.server.ask("MKCALENDAR", "/anna/mixed/")
    desk.server.put("/anna/mixed/meeting.ics", event)
    desk.server.put("/anna/mixed/one.ics", ics("SUMMARY:one"))
    pages = desk.pull(path="/anna/mixed/")
    desk.server.put("/anna/mixed/meeting2.ics", event.replace("UID:m", "UID:n"))

    assert titles(pages) == ["one"]
    later = desk.pull(pages[-1].cursor, "/anna/mixed/")
    assert titles(later) == [] and not any(page.rejected for page in later)


def test_a_malformed_object_is_rejected_alone(desk: Desk) -> None:
    desk.server.put(LIST + "one.ics", ics("SUMMARY:one"))
    desk.server.put(LIST + "odd.ics", ics("SUMMARY:odd", "PRIORITY:urgent", uid="odd"))

    pages = desk.pull()

    assert titles(pages) == ["one"]
    assert [one.key for page in pages for one in page.rejected] == [key("odd.ics")]
    assert pages[-1].complete


def test_a_huge_object_is_rejected_alone_and_a_large_page_is_asked_in_parts(desk: Desk) -> None:
    for number in range(9):
        body = ics(f"SUMMARY:{number}", "DESCRIPTION:" + "x" * 4000, uid=str(number))
        desk.server.put(f"{LIST}{number}.ics", body)
    desk.server.put(LIST + "huge.ics", ics("SUMMARY:huge", "DESCRIPTION:" + "x" * 30_000, uid="huge"))

    pages = desk.pull(limits=HttpLimits(body_bytes=20_000))

    assert titles(pages) == [str(number) for number in range(9)]
    assert [one.key for page in pages for one in page.rejected] == [key("huge.ics")]
    assert pages[-1].complete


def test_a_wrong_password_asks_for_sign_in(desk: Desk) -> None:
    desk.server.change_password("anna", "another")

    with pytest.raises(SignInRequired):
        desk.pull()


def test_a_server_that_is_down_is_not_an_empty_list(server: Radicale, desk: Desk) -> None:
    server.stop()

    with pytest.raises(SourceUnavailable):
        desk.pull()


def test_an_account_without_lists_is_not_an_empty_list(desk: Desk) -> None:
    async def first_page(connector: CalDavConnector) -> Page:
        return await anext(connector.pull(Scope.MINE, None))

    with pytest.raises(ContractBroken) as failed:
        desk.run(first_page, "/ben/", user="ben", password="ben-pw")

    assert failed.value.reason.code == "source.no_todo_lists"
