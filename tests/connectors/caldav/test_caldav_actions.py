"""Decisions against a real server: once, with proof, and never over somebody else's change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.backends.radicale import Radicale, ics
from tests.connectors.caldav.conftest import LIST, Desk, decided, key

from odx_desktop.connectors.caldav.connector import CalDavConnector
from odx_desktop.domain.action import Action, ActionKind
from odx_desktop.domain.send_result import (
    Accepted,
    Conflict,
    InEffect,
    Later,
    NeedsInput,
    NotInEffect,
    Refused,
    SendResult,
    SignInNeeded,
    Verdict,
)
from odx_desktop.domain.work_item import Gone, WorkItem, WorkItemState

ONE = LIST + "one.ics"
ALARM = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:soon\r\nEND:VALARM"


@pytest.fixture
def act(desk: Desk) -> Act:
    return Act(desk)


class Act:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def decide(self, offer_id: str, **values: str) -> Action:
        """What a person decides on one.ics as it is now."""
        return decided(*self.desk.offer(key("one.ics"), offer_id), **values)

    def send(self, action: Action) -> SendResult:
        return self.desk.run(lambda connector: connector.send(action))

    def verify(self, action: Action) -> Verdict:
        return self.desk.run(lambda connector: connector.verify(action))


def current(result: SendResult | Verdict) -> WorkItem:
    item = result.current  # type: ignore[union-attr]
    assert isinstance(item, WorkItem)
    return item


def test_complete_with_a_note_is_accepted_after_reading_back(act: Act) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one", "STATUS:NEEDS-ACTION"))
    action = act.decide("complete", comment="Fait, voir le dossier; merci")

    result = act.send(action)

    assert isinstance(result, Accepted) and result.verified
    assert current(result).state is WorkItemState.COMPLETED
    written = act.desk.server.get(ONE)
    assert "STATUS:COMPLETED" in written and "COMPLETED:20261124T220000Z" in written
    assert written.count("COMMENT") == 1
    assert isinstance(act.verify(action), InEffect)


def test_sending_the_same_action_again_changes_nothing(act: Act) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one"))
    action = act.decide("comment", comment="once")
    act.send(action)
    etag = current(act.verify(action)).version

    result = act.send(action)

    assert isinstance(result, Accepted) and current(result).version == etag
    assert act.desk.server.get(ONE).count("COMMENT") == 1


def test_what_other_programs_wrote_is_kept(act: Act) -> None:
    body = ics(
        "SUMMARY:one",
        "X-APPLE-SORT-ORDER:123456",
        'X-OC-HIDESUBTASKS;X-ODD="a:b;c":1',
        "ATTACH;FMTTYPE=text/plain:https://example.org/a.txt",
        ALARM,
    )
    act.desk.server.put(ONE, body)
    act.send(act.decide("start"))

    written = act.desk.server.get(ONE)

    for kept in ("X-APPLE-SORT-ORDER:123456", "X-OC-HIDESUBTASKS", "FMTTYPE=text/plain", "TRIGGER:-PT15M"):
        assert kept in written
    assert "STATUS:IN-PROCESS" in written


@pytest.mark.parametrize(
    ("offer", "values", "expected"),
    [
        ("set_priority", {"priority": "1"}, "PRIORITY:1"),
        ("set_due", {"due": "2026-12-24"}, "DUE;VALUE=DATE:20261224"),
        ("start", {}, "STATUS:IN-PROCESS"),
    ],
)
def test_a_value_is_set(act: Act, offer: str, values: dict[str, str], expected: str) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one", "PRIORITY:5", "STATUS:NEEDS-ACTION"))
    action = act.decide(offer, **values)

    assert isinstance(act.send(action), Accepted)
    assert expected in act.desk.server.get(ONE)
    assert isinstance(act.verify(action), InEffect)


def test_a_new_due_day_keeps_the_time_of_day(act: Act) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one", "DUE:20261201T170000Z"))

    assert isinstance(act.send(act.decide("set_due", due="2026-12-24")), Accepted)
    assert "DUE:20261224T170000Z" in act.desk.server.get(ONE)


def test_reopen(act: Act) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one", "STATUS:COMPLETED", "COMPLETED:20260101T000000Z"))

    result = act.send(act.decide("reopen"))

    assert isinstance(result, Accepted) and current(result).state is WorkItemState.RESERVED


def test_changed_elsewhere_is_a_conflict_and_nothing_is_changed(act: Act) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one"))
    action = act.decide("complete")
    act.desk.server.put(ONE, ics("SUMMARY:one\\, but another"))

    result = act.send(action)

    assert isinstance(result, Conflict) and result.reason.code == "action.changed_elsewhere"
    assert current(result).title == "one, but another"
    assert "STATUS:COMPLETED" not in act.desk.server.get(ONE)
    verdict = act.verify(action)
    assert isinstance(verdict, NotInEffect) and not verdict.unchanged


def test_changed_between_reading_and_writing_is_a_conflict(act: Act) -> None:
    """The server's own 412, not our comparison."""
    act.desk.server.put(ONE, ics("SUMMARY:one"))
    action = act.decide("complete")

    async def overtaken(connector: CalDavConnector) -> SendResult:
        put = connector._dav.put

        async def later(path: str, etag: str, body: bytes):  # type: ignore[no-untyped-def]
            act.desk.server.put(ONE, ics("SUMMARY:faster"))
            return await put(path, etag, body)

        connector._dav.put = later  # type: ignore[method-assign]
        return await connector.send(action)

    result = act.desk.run(overtaken)

    assert isinstance(result, Conflict) and current(result).title == "faster"
    assert "STATUS:COMPLETED" not in act.desk.server.get(ONE)


def test_removed_elsewhere_is_a_conflict_with_what_is_gone(act: Act) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one"))
    action = act.decide("complete")
    act.desk.server.delete(ONE)

    result = act.send(action)

    assert isinstance(result, Conflict) and isinstance(result.current, Gone)
    assert isinstance(act.desk.run(lambda connector: connector.read(action.key)), Gone)


def test_not_in_effect_and_unchanged_may_be_sent_again(act: Act) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one"))

    verdict = act.verify(act.decide("complete", comment="note"))

    assert isinstance(verdict, NotInEffect) and verdict.unchanged and verdict.covers_comment


def test_down_is_later_and_a_wrong_password_is_sign_in(act: Act, server: Radicale) -> None:
    server.put(ONE, ics("SUMMARY:one"))
    action = act.decide("complete")
    server.change_password("anna", "another")
    assert isinstance(act.send(action), SignInNeeded)

    server.stop()
    assert isinstance(act.send(action), Later)


def test_what_is_missing_is_asked_for_before_anything_is_sent(act: Act) -> None:
    act.desk.server.put(ONE, ics("SUMMARY:one", "DTSTART:20261201T100000Z"))

    for offer, values, code in (
        ("comment", {"comment": " "}, "action.needs_comment"),
        ("set_due", {"due": "soon"}, "action.needs_param"),
        ("set_priority", {"priority": "11"}, "action.needs_param"),
        ("set_due", {"due": "2026-11-01"}, "action.due_before_start"),
    ):
        result = act.send(act.decide(offer, **values))
        assert isinstance(result, NeedsInput) and result.reason.code == code


def test_an_offer_that_is_gone_needs_the_person(act: Act) -> None:
    etag = act.desk.server.put(ONE, ics("SUMMARY:one", "STATUS:NEEDS-ACTION"))
    action = act.decide("start")
    act.desk.server.put(ONE, ics("SUMMARY:one", "STATUS:IN-PROCESS"))

    assert etag == action.base_version
    result = act.send(replace(action, base_version=None))

    assert isinstance(result, NeedsInput) and result.reason.code == "action.offer_gone"


def test_a_refusal_by_the_server_is_told_with_its_word(act: Act) -> None:
    """Radicale answers 409 `no-uid-conflict` when a UID is already there under another name."""
    act.desk.server.put(ONE, ics("SUMMARY:one"))
    act.desk.server.put(LIST + "two.ics", ics("SUMMARY:two", uid="two"))
    action = act.decide("complete")

    async def mangled(connector: CalDavConnector) -> SendResult:
        put = connector._dav.put

        async def other(path: str, etag: str, body: bytes):  # type: ignore[no-untyped-def]
            return await put(path, etag, body.replace(b"UID:one", b"UID:two"))

        connector._dav.put = other  # type: ignore[method-assign]
        return await connector.send(action)

    result = act.desk.run(mangled)

    assert isinstance(result, Refused)
    assert "STATUS:COMPLETED" not in act.desk.server.get(ONE)


def test_a_repeating_to_do_is_completed_one_instance_at_a_time(act: Act) -> None:
    act.desk.server.put(
        ONE,
        ics(
            "SUMMARY:weekly report",
            "DTSTART:20261102T090000Z",
            "DUE:20261102T170000Z",
            "RRULE:FREQ=WEEKLY;COUNT=2",
        ),
    )
    first = act.desk.items()["weekly report"]
    detail = act.desk.run(lambda connector: connector.detail(first.key))
    offer = next(one for one in detail.offers if one.kind is ActionKind.COMPLETE)
    action = decided(first, offer, comment="sent")

    result = act.send(action)

    assert isinstance(result, Accepted)
    second = current(result)
    assert second.state.is_open and first.due is not None and second.due is not None
    assert (second.due - first.due).days == 7  # type: ignore[operator]
    assert isinstance(act.send(action), Accepted), "sending again must not complete the next one"
    assert current(act.verify(action)).due == second.due
    detail = act.desk.run(lambda connector: connector.detail(first.key))
    offer = next(one for one in detail.offers if one.kind is ActionKind.COMPLETE)
    last = act.send(decided(detail.item, offer, id="action-2"))
    assert current(last).state is WorkItemState.COMPLETED
