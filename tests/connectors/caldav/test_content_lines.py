"""Editing must leave every byte alone that the edit is not about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.backends.radicale import ics

from odx_desktop.connectors.caldav.content_lines import (
    AddProperty,
    CalendarObject,
    DropProperty,
    SetProperty,
    escaped,
    folded,
    unescaped,
)
from odx_desktop.connectors.caldav.todo import read_todo

ALARM = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nSUMMARY:of the alarm\r\nEND:VALARM"
plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)


def edited(body: str, *edits: SetProperty | AddProperty | DropProperty) -> str:
    return CalendarObject.parse(body.encode()).edited(0, edits).decode()


def test_one_line_is_replaced_in_its_place_and_the_rest_is_the_same() -> None:
    body = ics('X-ODD;A="b:c;d":1', "STATUS:NEEDS-ACTION", "summary;language=fr:fait", ALARM, uid="x")

    after = edited(body, SetProperty("STATUS", "COMPLETED"))

    assert after == body.replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED")


def test_the_alarm_inside_is_not_touched() -> None:
    body = ics(ALARM)

    after = edited(body, SetProperty("SUMMARY", "of the to-do"), DropProperty("ACTION"))

    assert "SUMMARY:of the alarm" in after and "ACTION:DISPLAY" in after
    assert after.index("SUMMARY:of the to-do") < after.index("BEGIN:VALARM")


def test_folded_lines_are_kept_folded_and_replaced_whole() -> None:
    body = ics("DESCRIPTION:long\r\n  er\r\n\t still", "STATUS:NEEDS\r\n -ACTION")

    after = edited(body, SetProperty("STATUS", "COMPLETED"))

    assert "DESCRIPTION:long\r\n  er\r\n\t still\r\n" in after
    assert "-ACTION" not in after


def test_repeated_lines_become_one_and_dropped_ones_go() -> None:
    body = ics("STATUS:NEEDS-ACTION", "X-A:1", "STATUS:IN-PROCESS", "COMPLETED:20260101T000000Z")

    after = edited(body, SetProperty("STATUS", "COMPLETED"), DropProperty("COMPLETED"))

    assert after.count("STATUS:") == 1 and "X-A:1" in after and "COMPLETED:2026" not in after


def test_lone_line_feeds_stay_lone() -> None:
    body = ics("STATUS:NEEDS-ACTION").replace("\r\n", "\n")

    after = edited(body, SetProperty("STATUS", "COMPLETED"), AddProperty("COMMENT", "a"))

    assert "\r" not in after and after.endswith("END:VCALENDAR\n")


def test_a_missing_last_line_end_is_no_reason_to_glue_lines() -> None:
    body = ics("STATUS:NEEDS-ACTION").rstrip("\r\n")

    assert edited(body, AddProperty("COMMENT", "a")).endswith("END:VTODO\r\nEND:VCALENDAR\r\n")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "hello",
        "BEGIN:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nEND:VCALENDAR\r\nEND:VTODO\r\n",
        "SUMMARY:outside\r\n",
        "BEGIN:VCALENDAR\r\nno value\r\nEND:VCALENDAR\r\n",
    ],
)
def test_what_is_no_calendar_object_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        CalendarObject.parse(body.encode())


@given(comment=plain, summary=plain)
def test_any_text_comes_back_as_it_was_and_no_line_is_too_long(comment: str, summary: str) -> None:
    body = ics(f"SUMMARY:{escaped(summary)}")

    after = edited(body, AddProperty("COMMENT", escaped(comment), "X-ODX-ACTION=a1"))

    todo = read_todo(after.encode())
    assert todo is not None
    assert [note.action_id for note in todo.comments] == ["a1"]
    assert todo.comments[0].text == comment
    own = [line for line in after.splitlines() if "COMMENT" in line]
    assert all(len(line.encode()) <= 75 for line in own)
    assert unescaped(escaped(comment)) == comment


@given(plain)
def test_folding_is_undone_by_unfolding(text: str) -> None:
    line = folded(f"SUMMARY:{text}")

    assert line.replace(b"\r\n ", b"").decode() == f"SUMMARY:{text}\r\n"
