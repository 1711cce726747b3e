"""How sources fare and where their deltas resume, as rows of the cache."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.domain.work_item import Scope
from odx_desktop.store import clock_marks as marks
from odx_desktop.store.codec import dumps, loads
from odx_desktop.store.database import Connection, first


@dataclass(frozen=True, slots=True)
class StoredStatus:
    """What is kept of a source's health from one start to the next; times are aware UTC."""

    health: Health | None = None
    reason: Reason | None = None
    as_whom: str = ""
    attempt: datetime | None = None
    as_of: datetime | None = None
    retry_at: datetime | None = None
    tells_team: bool = False


def put(connection: Connection, slug: str, status: StoredStatus) -> None:
    connection.execute(
        "INSERT INTO status(source, health, reason, as_whom, attempt, as_of, retry_at, tells_team)"
        " VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(source) DO UPDATE SET health=excluded.health,"
        " reason=excluded.reason, attempt=excluded.attempt,"
        " as_whom=CASE excluded.as_whom WHEN '' THEN as_whom ELSE excluded.as_whom END,"
        " as_of=coalesce(excluded.as_of, as_of), retry_at=excluded.retry_at, tells_team=excluded.tells_team",
        (
            slug,
            status.health,
            None if status.reason is None else dumps(status.reason),
            status.as_whom,
            marks.optional_us(status.attempt),
            marks.optional_us(status.as_of),
            marks.optional_us(status.retry_at),
            int(status.tells_team),
        ),
    )


def every(connection: Connection) -> dict[str, StoredStatus]:
    sql = "SELECT source, health, reason, as_whom, attempt, as_of, retry_at, tells_team FROM status"
    return {
        row[0]: StoredStatus(
            None if row[1] is None else Health(row[1]),
            None if row[2] is None else loads(Reason, row[2]),
            row[3],
            marks.optional_instant(row[4]),
            marks.optional_instant(row[5]),
            marks.optional_instant(row[6]),
            bool(row[7]),
        )
        for row in connection.execute(sql)
    }


def forget(connection: Connection, slug: str) -> None:
    connection.execute("DELETE FROM status WHERE source=?", (slug,))
    connection.execute("DELETE FROM cursor WHERE source=?", (slug,))


def put_cursor(connection: Connection, source: str, scope: Scope, cursor: str | None) -> None:
    if cursor is None:
        connection.execute("DELETE FROM cursor WHERE source=? AND scope=?", (source, scope.value))
    else:
        sql = "INSERT OR REPLACE INTO cursor(source, scope, cursor) VALUES(?,?,?)"
        connection.execute(sql, (source, scope.value, cursor))


def cursor(connection: Connection, source: str, scope: Scope) -> str | None:
    found = first(connection, "SELECT cursor FROM cursor WHERE source=? AND scope=?", (source, scope.value))
    return None if found is None else str(found)
