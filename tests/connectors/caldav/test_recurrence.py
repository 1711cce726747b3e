"""Which instance is open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.backends.radicale import ics

from odx_desktop.connectors.caldav.recurrence import open_instance
from odx_desktop.connectors.caldav.todo import read_todo

TORONTO = ZoneInfo("America/Toronto")


def test_days() -> None:
    assert open_instance(date(2026, 1, 31), "FREQ=MONTHLY;COUNT=3", []) == date(2026, 1, 31)
    assert open_instance(date(2026, 1, 31), "FREQ=MONTHLY;COUNT=3", [date(2026, 1, 31)]) == date(2026, 3, 31)


def test_the_clock_on_the_wall_survives_the_end_of_summer_time() -> None:
    anchor = datetime(2026, 10, 30, 9, 0, tzinfo=TORONTO)
    done = [datetime(2026, 10, 30, 13, 0, tzinfo=UTC)]

    found = open_instance(anchor, "FREQ=DAILY;INTERVAL=3", done)

    assert found == datetime(2026, 11, 2, 9, 0, tzinfo=TORONTO)


def test_a_series_ends_with_until_in_utc() -> None:
    anchor = datetime(2026, 11, 2, 9, 0, tzinfo=TORONTO)

    assert open_instance(anchor, "FREQ=DAILY;UNTIL=20261102T140000Z", []) == anchor
    assert open_instance(anchor, "FREQ=DAILY;UNTIL=20261102T140000Z", [anchor]) is None


def test_excluded_instances_and_moved_ones_count() -> None:
    override = (
        "BEGIN:VTODO\r\nUID:one\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID;VALUE=DATE:20261103\r\n"
        "SUMMARY:moved\r\nDUE;VALUE=DATE:20261110\r\nEND:VTODO\r\n"
    )
    body = ics(
        "SUMMARY:daily",
        "DUE;VALUE=DATE:20261102",
        "RRULE:FREQ=DAILY",
        "EXDATE;VALUE=DATE:20261102",
        after=override,
    )

    todo = read_todo(body.encode())

    assert todo is not None and todo.repeats
    assert (todo.instance, todo.summary, todo.due) == (date(2026, 11, 3), "moved", date(2026, 11, 10))


@pytest.mark.parametrize("rule", ["FREQ=SOMETIMES", "COUNT=2", "FREQ=DAILY;UNTIL=soon"])
def test_a_rule_that_is_none_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_todo(ics("SUMMARY:a", "DUE;VALUE=DATE:20261102", f"RRULE:{rule}").encode())
