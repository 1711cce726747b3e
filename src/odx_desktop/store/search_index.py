"""The full-text index of the cache: kept row by row, or filled in chunks after a first sync.

The index holds no text of its own (contentless), so a row is replaced without knowing its old words.
`meta.filled` is the highest row id that is indexed while a fill is under way, and absent otherwise; it moves
in the same transaction as the rows it speaks of, so a fill that was killed goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable

from odx_desktop.store.database import Connection, first

CHUNK = 1_000

_INSERT = (
    "INSERT OR REPLACE INTO search(rowid, title, requester, facts, body, comments)"
    " SELECT i.id, i.title, i.requester, i.facts, d.body, d.comments"
    " FROM item i LEFT JOIN detail d ON d.id = i.id WHERE "
)


def filled_to(connection: Connection) -> int | None:
    """The last row id a fill under way has reached; None when the index is whole."""
    found = first(connection, "SELECT value FROM meta WHERE name='filled'")
    return None if found is None else int(found)


def index_rows(connection: Connection, ids: Iterable[int]) -> None:
    """Bring these rows' words up to date; those that a fill under way has yet to reach are left to it."""
    limit = filled_to(connection)
    wanted = [(one,) for one in ids if limit is None or one <= limit]
    connection.executemany(f"{_INSERT} i.id=?", wanted)


def begin_fill(connection: Connection) -> None:
    """Empty the index and say so, inside the caller's transaction."""
    connection.execute("INSERT INTO search(search) VALUES('delete-all')")
    connection.execute("INSERT OR REPLACE INTO meta(name, value) VALUES('filled', 0)")


def fill_some(connection: Connection) -> bool:
    """One chunk, inside the caller's transaction; False when nothing was left and the index is whole."""
    start = filled_to(connection)
    if start is None:
        return False
    sql = "SELECT max(id) FROM (SELECT id FROM item WHERE id > ? ORDER BY id LIMIT ?)"
    end = first(connection, sql, (start, CHUNK))
    if end is None:
        connection.execute("DELETE FROM meta WHERE name='filled'")
        return False
    connection.execute(f"{_INSERT} i.id > ? AND i.id <= ?", (start, end))
    connection.execute("INSERT OR REPLACE INTO meta(name, value) VALUES('filled', ?)", (end,))
    return True


def expression(text: str) -> str | None:
    """What was typed as an FTS5 expression: every word a quoted prefix, so that no character is an operator.

    None when nothing in it is a letter or digit, which no row can match.
    """
    words = [word.replace("\0", "") for word in text.split()]
    wanted = [word for word in words if any(letter.isalnum() for letter in word)]
    if not wanted:
        return None
    return " ".join('"' + word.replace('"', '""') + '"*' for word in wanted)
