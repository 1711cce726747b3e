"""One VTODO as typed values, read with icalendar; nothing here writes (see content_lines)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Component

from odx_desktop.connectors.caldav.recurrence import Moment, open_instance, wall_clock

ACTION_PARAM = "X-ODX-ACTION"
CLOSED = frozenset({"COMPLETED", "CANCELLED"})


@dataclass(frozen=True, slots=True)
class Participant:
    """An ORGANIZER or ATTENDEE: `address` is the calendar user address (`mailto:...`), lower case."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class TodoComment:
    """A COMMENT property; `action_id` names the action of ours that wrote it."""

    text: str
    action_id: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """What one calendar object says of its to-do. Instants are aware UTC, `due` and `start` may be days.

    `instance` is the open instance of a repeating to-do, in the form RECURRENCE-ID wants; `part` the index
    of the VTODO that speaks for it, `master` that of the series.
    """

    uid: str
    summary: str
    status: str
    body: str = ""
    percent: int | None = None
    priority: int = 0
    due: Moment | None = None
    start: Moment | None = None
    created: datetime | None = None
    modified: datetime | None = None
    categories: tuple[str, ...] = ()
    location: str = ""
    url: str = ""
    organizer: Participant | None = None
    attendees: tuple[Participant, ...] = ()
    related: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    comments: tuple[TodoComment, ...] = ()
    repeats: bool = False
    instance: Moment | None = None
    closed_instances: tuple[str, ...] = ()
    can_advance: bool = True
    part: int = 0
    master: int = 0

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED


def read_todo(body: bytes) -> Todo | None:
    """None when the object holds no to-do (an event in a mixed collection). Raises ValueError for what
    cannot be understood; the message is for the log and for the list of rejected items."""
    calendar = _parsed(body)
    parts = [part for part in calendar.subcomponents if part.name == "VTODO"]
    if not parts:
        return None
    try:
        return _read(parts)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"a to-do that cannot be read: {error}") from error


def _parsed(body: bytes) -> Component:
    try:
        calendar: Component = Calendar.from_ical(body)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(str(error)) from error
    if calendar.name != "VCALENDAR":
        raise ValueError("no VCALENDAR")
    return calendar


def _read(parts: Sequence[Component]) -> Todo:
    master = next((at for at, part in enumerate(parts) if "RECURRENCE-ID" not in part), 0)
    whole = parts[master]
    rule = _first(whole, "RRULE")
    anchor = _moment(whole, "DTSTART") or _moment(whole, "DUE")
    if rule is None or anchor is None or _status(whole) in CLOSED:
        return _single(whole, master)
    overrides = [
        (at, part, moment)
        for at, part in enumerate(parts)
        if (moment := _moment(part, "RECURRENCE-ID")) is not None
    ]
    done = [moment for _, part, moment in overrides if _status(part) in CLOSED]
    instance = open_instance(anchor, rule.to_ical().decode(), [*done, *_moments(whole, "EXDATE")])
    return _series(whole, master, anchor, instance, overrides, done)


def _single(part: Component, at: int) -> Todo:
    return Todo(
        **_facts(part), due=_utc(_due(part)), start=_utc(_moment(part, "DTSTART")), part=at, master=at
    )


def _series(
    whole: Component,
    master: int,
    anchor: Moment,
    instance: Moment | None,
    overrides: Sequence[tuple[int, Component, Moment]],
    done: Sequence[Moment],
) -> Todo:
    facts = _facts(whole)
    zone = anchor.tzinfo if isinstance(anchor, datetime) else None
    facts["repeats"] = True
    facts["can_advance"] = "RDATE" not in whole
    facts["closed_instances"] = tuple(instance_text(moment, zone) for moment in done)
    facts["comments"] = (*facts["comments"], *(note for _, part, _ in overrides for note in _comments(part)))
    if instance is None:
        return Todo(**{**facts, "status": "COMPLETED"}, part=master, master=master)
    at, part = master, whole
    for place, override, moment in overrides:
        if wall_clock(moment, zone) == wall_clock(instance, zone):
            at, part = place, override
            facts |= {"summary": _text(part, "SUMMARY") or facts["summary"], "status": _status(part)}
    due, start = _due(part), _moment(part, "DTSTART")
    if part is whole:
        shift = wall_clock(instance, zone) - wall_clock(anchor, zone)
        due, start = _shifted(due, shift), _shifted(start, shift)
    return Todo(**facts, due=_utc(due), start=_utc(start), instance=instance, part=at, master=master)


def instance_text(moment: Moment, zone: Any = None) -> str:
    """An instance's name inside an offer's id: its time on the series' own clock."""
    own = zone if zone is not None else getattr(moment, "tzinfo", None)
    if not isinstance(moment, datetime):
        return moment.strftime("%Y%m%d")
    return wall_clock(moment, own).strftime("%Y%m%dT%H%M%S")


def _facts(part: Component) -> dict[str, Any]:
    uid = _text(part, "UID")
    if not uid:
        raise ValueError("a to-do without UID")
    return {
        "uid": uid,
        "summary": _text(part, "SUMMARY"),
        "status": _status(part),
        "body": _text(part, "DESCRIPTION"),
        "percent": _number(part, "PERCENT-COMPLETE"),
        "priority": _number(part, "PRIORITY") or 0,
        "created": _instant(part, "CREATED"),
        "modified": _instant(part, "LAST-MODIFIED") or _instant(part, "DTSTAMP"),
        "categories": tuple(
            str(name) for found in _all(part, "CATEGORIES") for name in found.cats if str(name)
        ),
        "location": _text(part, "LOCATION"),
        "url": _text(part, "URL"),
        "organizer": next(_participants(part, "ORGANIZER"), None),
        "attendees": tuple(_participants(part, "ATTENDEE")),
        "related": tuple(str(value) for value in _all(part, "RELATED-TO")),
        "extra": tuple(
            (name.upper(), str(_first(part, name))) for name in part if name.upper().startswith("X-")
        ),
        "comments": tuple(_comments(part)),
    }


def _status(part: Component) -> str:
    """STATUS, or what its absence means: COMPLETED says more than no STATUS (RFC 5545 section 3.8.2.1)."""
    said = _text(part, "STATUS").upper()
    if said:
        return said
    return "COMPLETED" if "COMPLETED" in part else "NEEDS-ACTION"


def _all(part: Component, name: str) -> list[Any]:
    value = part.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(part: Component, name: str) -> Any:
    return next(iter(_all(part, name)), None)


def _text(part: Component, name: str) -> str:
    value = _first(part, name)
    return "" if value is None else str(value).strip()


def _number(part: Component, name: str) -> int | None:
    value = _first(part, name)
    return None if value is None else int(value)


def _moment(part: Component, name: str) -> Moment | None:
    value = _first(part, name)
    if value is None:
        return None
    moment = value.dt
    if not isinstance(moment, date):
        raise ValueError(f"{name} is no date")
    return moment


def _moments(part: Component, name: str) -> Iterator[Moment]:
    for found in _all(part, name):
        yield from (value.dt for value in found.dts)


def _instant(part: Component, name: str) -> datetime | None:
    moment = _utc(_moment(part, name))
    return moment if isinstance(moment, datetime) else None


def _due(part: Component) -> Moment | None:
    """DUE, or DTSTART and DURATION (the two exclude each other, RFC 5545 section 3.6.2)."""
    due = _moment(part, "DUE")
    if due is not None:
        return due
    start, length = _moment(part, "DTSTART"), _first(part, "DURATION")
    return start + length.dt if start is not None and length is not None else None


def _shifted(moment: Moment | None, shift: timedelta) -> Moment | None:
    return None if moment is None else moment + shift


def _utc(moment: Moment | None) -> Moment | None:
    """Instants in UTC; a floating time is taken on this desk's clock (RFC 5545 section 3.3.5)."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _participants(part: Component, name: str) -> Iterator[Participant]:
    for value in _all(part, name):
        address = str(value).strip().lower()
        yield Participant(address, str(value.params.get("CN", "")) or address.removeprefix("mailto:"))


def _comments(part: Component) -> Iterator[TodoComment]:
    for value in _all(part, "COMMENT"):
        yield TodoComment(str(value), str(value.params.get(ACTION_PARAM, "")))
