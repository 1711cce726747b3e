"""Times that servers put into headers: when to come back, and what they think the time is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# A source that asks for more than a day has a bug; a person who waits a day notices.
LONGEST_WAIT = timedelta(days=1)


def http_date(text: str) -> datetime | None:
    """An HTTP date (RFC 9110 section 5.6.7) as aware UTC, None when it is not one."""
    try:
        read = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def retry_after(text: str | None, now: datetime, server_now: datetime | None = None) -> datetime | None:
    """Retry-After as an instant on our clock: seconds (also fractional, as Graph sends them) or an HTTP
    date, which is measured against the server's own clock where its Date is known."""
    if text is None:
        return None
    try:
        wait = timedelta(seconds=float(text.strip()))
    except (ValueError, OverflowError):
        date = http_date(text)
        if date is None:
            return None
        wait = date - (server_now or now)
    return now + min(max(wait, timedelta(0)), LONGEST_WAIT)
