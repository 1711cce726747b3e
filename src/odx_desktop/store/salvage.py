"""What is done with a damaged file: it is set aside, never deleted, and what can still be read is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.store.database import Connection, failures_named, open_database, transaction

# Order matters only for reading along: nothing refers to anything by a foreign key.
_TABLES = ("action", "step", "source", "manifest", "secret", "draft", "seen")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many actions were read back, and how many of them could have been sent already."""

    actions: int = 0
    doubtful: int = 0


def set_aside(path: Path, folder: Path) -> Path:
    """Move a database and its log into `folder` under a name of its own; answers where it is now."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    target = folder / f"{path.stem}-{stamp}{path.suffix}"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem}-{stamp}-{number}{path.suffix}"
    for suffix in ("-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(target.with_name(target.name + suffix))
    return target


def salvage(damaged: Path, key: bytes, into: Connection) -> Salvaged:
    """Copy row by row what the damaged vault still gives into a fresh one.

    A held or queued row may have been sent since, where the page that says so was lost: every row that was
    on its way becomes unknown, which is settled by reading and never by sending again.
    """
    try:
        with failures_named():
            source = open_database(damaged, key, durable=True, readable_only=True)
    except StoreFailed:
        return Salvaged()
    try:
        with transaction(into):
            for table in _TABLES:
                _copy(source, into, table)
            return _doubt(into)
    finally:
        source.close()


def _doubt(into: Connection) -> Salvaged:
    where = "WHERE state IN ('held', 'queued', 'sending')"
    into.execute(
        "INSERT INTO step(action, at, state, reason)"
        " SELECT seq, unixepoch() * 1000000, 'unknown', '{\"code\":\"action.salvaged\"}'"
        f" FROM action {where}"
    )
    into.execute(f"UPDATE action SET state='unknown', reason='{{\"code\":\"action.salvaged\"}}' {where}")
    doubtful = into.changes()
    total = next(iter(into.execute("SELECT count(*) FROM action")))[0]
    return Salvaged(total, doubtful)


def _copy(source: Connection, into: Connection, table: str) -> None:
    columns = [row[1] for row in into.execute(f"PRAGMA table_info({table})")]
    names, holes = ", ".join(columns), ",".join("?" * len(columns))
    for row in _readable(source, table, names):
        into.execute(f"INSERT OR IGNORE INTO {table}({names}) VALUES({holes})", row)


def _readable(source: Connection, table: str, names: str) -> Iterator[Sequence[Any]]:
    """The rows that can be read: in one go, else by stepping over what fails."""

    try:
        with failures_named():
            yield from source.execute(f"SELECT {names} FROM {table}")
            return
    except StoreFailed:
        pass
    if table not in ("action", "step"):
        return
    yield from _by_rowid(source, table, names)


def _by_rowid(source: Connection, table: str, names: str) -> Iterator[Sequence[Any]]:
    misses, rowid = 0, 0
    while misses < 10_000:
        rowid += 1
        try:
            with failures_named():
                found = list(source.execute(f"SELECT {names} FROM {table} WHERE rowid = ?", (rowid,)))
        except StoreFailed:
            found = []
        misses = 0 if found else misses + 1
        yield from found
