from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from odx_desktop.http.clock_header import LONGEST_WAIT, http_date, retry_after

NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("0", 0),
        ("90", 90),
        ("1.5", 1.5),
        (" 7 ", 7),
        ("-5", 0),
        ("Tue, 24 Nov 2026 12:01:00 GMT", 60),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
    ],
)
def test_the_forms_that_servers_send(text: str, wait: float) -> None:
    assert retry_after(text, NOW) == NOW + timedelta(seconds=wait)


@pytest.mark.parametrize("text", [None, "", "soon", "nan", "Tue, 99 Nov"])
def test_nonsense_is_no_time(text: str | None) -> None:
    assert retry_after(text, NOW) is None


def test_nobody_is_sent_away_for_longer_than_a_day() -> None:
    assert retry_after("1e300", NOW) in (None, NOW + LONGEST_WAIT)
    assert retry_after("99999999", NOW) == NOW + LONGEST_WAIT


def test_a_date_is_measured_on_the_server_s_own_clock() -> None:
    server = NOW + timedelta(hours=7)
    assert retry_after("Tue, 24 Nov 2026 19:01:00 GMT", NOW, server) == NOW + timedelta(minutes=1)


def test_a_date_without_a_zone_is_utc() -> None:
    assert http_date("Tue, 24 Nov 2026 12:00:00 -0000") == NOW
