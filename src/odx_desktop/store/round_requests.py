"""Rounds that one process asks of the one that holds the profile's lock; rows, so no socket is needed."""

from __future__ import annotations

from datetime import datetime

from odx_desktop.store import clock_marks as marks
from odx_desktop.store.database import Connection


def put(connection: Connection, slug: str, at: datetime) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO round_request(source, at) VALUES(?,?)", (slug, marks.to_us(at))
    )


def take(connection: Connection) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute("DELETE FROM round_request RETURNING source"))


def any_waiting(connection: Connection) -> bool:
    return bool(list(connection.execute("SELECT 1 FROM round_request LIMIT 1")))
