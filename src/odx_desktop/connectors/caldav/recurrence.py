"""Which instance of a repeating to-do is the one to do now (RFC 5545 section 3.8.5).

Completing a series' master would end the series; so an instance is completed by an override component with
its RECURRENCE-ID, and the item shows the first instance that is neither excluded nor closed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, tzinfo
from itertools import islice

from dateutil.rrule import rrulestr

Moment = date | datetime

MOST_INSTANCES = 10_000

_UNTIL = re.compile(r"UNTIL=([0-9TZ]+);?", re.IGNORECASE)


def wall_clock(moment: Moment, zone: tzinfo | None) -> datetime:
    """The moment on the series' own clock, without zone, so that instances compare across DST."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if moment.tzinfo is not None and zone is not None:
        return moment.astimezone(zone).replace(tzinfo=None)
    return moment.replace(tzinfo=None)


def open_instance(anchor: Moment, rule: str, closed: Collection[Moment]) -> Moment | None:
    """The first instance that is not among `closed` (excluded or done), in the form of `anchor`.

    None when the series is over. `rule` is the RRULE's value. Raises ValueError for a rule that is none.
    """
    zone = anchor.tzinfo if isinstance(anchor, datetime) else None
    taken = {wall_clock(moment, zone) for moment in closed}
    for instance in islice(_instances(wall_clock(anchor, zone), rule, zone), MOST_INSTANCES):
        if instance not in taken:
            return instance.replace(tzinfo=zone) if isinstance(anchor, datetime) else instance.date()
    return None


def _instances(start: datetime, rule: str, zone: tzinfo | None) -> Iterator[datetime]:
    """Instances as naive times; UNTIL is taken out and compared here, since it may be in UTC."""
    found = _UNTIL.search(rule)
    until = _until(found[1], zone) if found else None
    bare = _UNTIL.sub("", rule).strip(";")
    for instance in rrulestr(f"RRULE:{bare}", dtstart=start):
        if until is not None and instance > until:
            return
        yield instance


def _until(text: str, zone: tzinfo | None) -> datetime:
    if "T" not in text:
        return datetime.combine(datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date(), time.max)
    moment = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return (
        moment.astimezone(zone).replace(tzinfo=None)
        if text.endswith("Z") and zone
        else moment.replace(tzinfo=None)
    )
