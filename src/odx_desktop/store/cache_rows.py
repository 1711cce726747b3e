"""How listings, readings and details become rows of the cache, inside the caller's transaction."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import BodyFormat, Scope, WorkItem, WorkItemDetail
from odx_desktop.store import clock_marks as marks
from odx_desktop.store.codec import to_plain
from odx_desktop.store.database import Connection, first
from odx_desktop.store.item_rows import (
    CONTENT_COLUMNS,
    SCOPE_BITS,
    SCOPE_COLUMN,
    bits_of,
    content_values,
    places_of,
    places_sql,
)

_SET_CONTENT = ", ".join(f"{name}=excluded.{name}" for name in CONTENT_COLUMNS)
_HOLES = ",".join("?" * (len(CONTENT_COLUMNS) + 7))
_SIGNIFICANT = ("state", "native_state", "is_open", "due", "due_is_day", "amount", "assignee_id")


def _upsert_sql(column: str) -> str:
    """Unchanged content in an unchanged relation touches nothing and returns nothing."""
    lists = [f"excluded.{name}" if name == column else name for name in SCOPE_COLUMN.values()]
    inbox, team = places_sql("excluded.is_open", lists, "excluded.assignee_id")
    return (
        f"INSERT INTO item(source, native, {', '.join(CONTENT_COLUMNS)}, content, as_of, {column},"
        f" is_inbox, is_team) VALUES({_HOLES}) ON CONFLICT(source, native) DO UPDATE SET {_SET_CONTENT},"
        f" content=excluded.content, as_of=excluded.as_of, {column}=excluded.{column},"
        f" is_inbox={inbox}, is_team={team}"
        f" WHERE content IS NOT excluded.content OR {column} IS NOT excluded.{column}"
        " RETURNING id, native"
    )


_INBOX, _TEAM = places_sql("is_open", list(SCOPE_COLUMN.values()), "assignee_id")
_PLACES = f"is_inbox={_INBOX}, is_team={_TEAM}"
_UPSERT = {scope: _upsert_sql(column) for scope, column in SCOPE_COLUMN.items()}


def content_hash(values: Sequence[Any]) -> bytes:
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def changed_rows(
    connection: Connection, source: str, scope: Scope, items: Sequence[WorkItem], now: datetime
) -> list[tuple[Any, ...]]:
    """The rows of a page that are new or different, made before any lock is taken: a page that brings nothing
    new costs no transaction."""
    as_of = marks.to_us(now)
    column = SCOPE_COLUMN[scope]
    natives = json.dumps([item.key.native_text for item in items])
    sql = (
        f"SELECT native, content, {column} FROM item"
        " WHERE source=? AND native IN (SELECT value FROM json_each(?))"
    )
    known = {row[0]: row[1:] for row in connection.execute(sql, (source, natives))}
    rows = []
    for item in items:
        native = item.key.native_text
        values = content_values(item)
        content = content_hash(values)
        bits = bits_of(item.relations)
        if known.get(native) != (content, bits):
            assignee_id = None if item.assignee is None else item.assignee.id
            places = places_of(bits, item.state.is_open, assignee_id)
            rows.append((source, native, *values, content, as_of, bits, *places))
    return rows


def upsert(connection: Connection, scope: Scope, rows: Sequence[tuple[Any, ...]]) -> list[tuple[int, str]]:
    """Write rows of `changed_rows`; answers (id, native) of those that still differed."""
    return [(row[0], row[1]) for row in connection.executemany(_UPSERT[scope], rows)]


def put_read(connection: Connection, item: WorkItem, now: datetime, *, relations_known: bool) -> int:
    """What a reading of the item itself said; answers its row id.

    The hash of the last listing stays where nothing weighty differs, because a reading and a listing may
    show the same item in different depth and would otherwise overwrite each other for ever. Where the state,
    due, amount or assignee differ it goes, so that the next listing is believed whatever it says.
    """
    values = content_values(item)
    seen = dict(zip(CONTENT_COLUMNS, values, strict=True))
    key = (item.key.source, item.key.native_text)
    names = ", ".join(_SIGNIFICANT)
    stored = list(connection.execute(f"SELECT id, {names} FROM item WHERE source=? AND native=?", key))
    if not stored:
        return _insert_read(connection, item, values, now)
    row_id = int(stored[0][0])
    weighty = tuple(stored[0][1:]) != tuple(seen[name] for name in _SIGNIFICANT)
    settings = ", ".join(f"{name}=?" for name in CONTENT_COLUMNS)
    connection.execute(
        f"UPDATE item SET {settings}, as_of=? {', content=NULL' if weighty else ''} WHERE id=?",
        (*values, marks.to_us(now), row_id),
    )
    if relations_known:
        _relate(connection, row_id, bits_of(item.relations))
    _place(connection, row_id)
    return row_id


def _insert_read(connection: Connection, item: WorkItem, values: tuple[Any, ...], now: datetime) -> int:
    bits = bits_of(item.relations)
    columns = {scope: bits & SCOPE_BITS[scope] or None for scope in Scope}
    if not any(columns.values()):
        # Listed nowhere yet: the next complete listing of mine decides whether it stays.
        columns[Scope.MINE] = 0
    connection.execute(
        f"INSERT INTO item(source, native, {', '.join(CONTENT_COLUMNS)}, as_of, rel_mine, rel_team,"
        f" rel_reportees, is_inbox, is_team) VALUES({_HOLES},?)",
        (
            item.key.source,
            item.key.native_text,
            *values,
            marks.to_us(now),
            columns[Scope.MINE],
            columns[Scope.TEAM],
            columns[Scope.REPORTEES],
            0,
            0,
        ),
    )
    row_id = int(connection.last_insert_rowid())
    _place(connection, row_id)
    return row_id


def _place(connection: Connection, row_id: int) -> None:
    """Say anew in which places a row is seen."""
    connection.execute(f"UPDATE item SET {_PLACES} WHERE id=?", (row_id,))


def _relate(connection: Connection, row_id: int, bits: int) -> None:
    """A reading tells for certain whether the item is mine; that it is my team's is only ever added."""
    mine = bits & SCOPE_BITS[Scope.MINE]
    connection.execute(
        "UPDATE item SET rel_mine = CASE WHEN rel_mine IS NULL AND ?1 = 0 THEN NULL ELSE ?1 END,"
        " content = CASE WHEN rel_mine IS NOT ?1 THEN NULL ELSE content END WHERE id=?2",
        (mine, row_id),
    )
    for scope in (Scope.TEAM, Scope.REPORTEES):
        if more := bits & SCOPE_BITS[scope]:
            column = SCOPE_COLUMN[scope]
            connection.execute(
                f"UPDATE item SET {column} = coalesce({column}, 0) | ? WHERE id=?", (more, row_id)
            )


def put_detail(connection: Connection, row_id: int, detail: WorkItemDetail) -> None:
    plain = to_plain(detail)
    del plain["item"], plain["as_of"]
    body = "" if detail.body is None else plain_words(detail.body.text, detail.body.format)
    comments = [plain_words(one.text, one.format) for one in detail.comments]
    comments += (one.author.name for one in detail.comments if one.author is not None)
    connection.execute(
        "INSERT OR REPLACE INTO detail(id, as_of, rest, body, comments) VALUES(?,?,?,?,?)",
        (
            row_id,
            marks.to_us(detail.as_of),
            json.dumps(plain, ensure_ascii=False, separators=(",", ":")),
            body,
            "\n".join((*comments, *(line.title for line in detail.lines))),
        ),
    )


_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def plain_words(text: str, format: BodyFormat) -> str:
    """Only the words, for the search index; what is shown is cleaned by the faces."""
    return html.unescape(_TAG.sub(" ", text)) if format is BodyFormat.HTML else text


def row_id_of(connection: Connection, key: WorkItemKey) -> int | None:
    sql = "SELECT id FROM item WHERE source=? AND native=?"
    found = first(connection, sql, (key.source, key.native_text))
    return None if found is None else int(found)


def delete_rows(connection: Connection, ids: Collection[int]) -> None:
    numbers = [(one,) for one in ids]
    connection.executemany("DELETE FROM search WHERE rowid=?", numbers)
    connection.executemany("DELETE FROM detail WHERE id=?", numbers)
    connection.executemany("DELETE FROM item WHERE id=?", numbers)


def leave_scope(connection: Connection, scope: Scope, ids: Collection[int]) -> tuple[set[str], set[str]]:
    """Take rows off one list; those on no list any more go. Answers the native texts (changed, gone)."""
    column = SCOPE_COLUMN[scope]
    changed, gone, gone_ids = set[str](), set[str](), list[int]()
    sql = (
        f"UPDATE item SET {column}=NULL WHERE id=?"
        " RETURNING id, native, coalesce(rel_mine, rel_team, rel_reportees) IS NULL"
    )
    for row_id, native, is_last in connection.executemany(sql, [(one,) for one in ids]):
        if is_last:
            gone.add(native)
            gone_ids.append(row_id)
        else:
            changed.add(native)
            _place(connection, row_id)
    delete_rows(connection, gone_ids)
    return changed, gone


def absent_ids(connection: Connection, source: str, scope: Scope, present: Collection[str]) -> list[int]:
    """Rows on this list of this source whose native text is not `present`."""
    known = present if isinstance(present, set | frozenset) else frozenset(present)
    sql = f"SELECT id, native FROM item WHERE source=? AND {SCOPE_COLUMN[scope]} IS NOT NULL"
    return [row[0] for row in connection.execute(sql, (source,)) if row[1] not in known]
