"""Writes a to-do as a VTODO (RFC 5545), one object a file, the way a calendar client would have."""

from __future__ import annotations

from datetime import date, datetime

from odx_desktop.demo.drafts import Draft
from odx_desktop.demo.filling import Filling


def vtodo(draft: Draft, filling: Filling) -> str:
    priority = 1 if draft.priority > 80 else 5 if draft.priority > 40 else 9
    rows = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Services du Nord//To-dos//FR",
        "BEGIN:VTODO",
        f"UID:{uid(draft)}",
        f"DTSTAMP:{_stamp(draft.created)}",
        f"CREATED:{_stamp(draft.created)}",
        f"LAST-MODIFIED:{_stamp(draft.created)}",
        f"SUMMARY:{_text(filling.title)}",
        f"DESCRIPTION:{_text(filling.body)}",
        f"PRIORITY:{priority}",
        "STATUS:NEEDS-ACTION",
        *_due(draft.due),
        # Nothing of ours: clients must keep what they do not know.
        f"X-SERVICES-NORD-FILE:{_text(draft.shared)}",
        "END:VTODO",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(row)}\r\n" for row in rows)


def uid(draft: Draft) -> str:
    return f"to-do-{draft.number}@services-nord.example"


def _due(due: date | datetime | None) -> list[str]:
    if due is None:
        return []
    if isinstance(due, datetime):
        return [f"DUE:{_stamp(due)}"]
    return [f"DUE;VALUE=DATE:{due:%Y%m%d}"]


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(row: str) -> str:
    """At most 75 octets a line, never inside a character (RFC 5545 section 3.1)."""
    parts, part = [], b""
    for letter in row:
        encoded = letter.encode()
        if len(part) + len(encoded) > 73:
            parts.append(part)
            part = b""
        part += encoded
    return b"\r\n ".join([*parts, part]).decode()
