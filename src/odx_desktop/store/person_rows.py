"""The vault's rows that are not actions: sources, manifests, secrets, drafts and what was read."""

from __future__ import annotations

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.source import Source
from odx_desktop.store.codec import dumps, loads
from odx_desktop.store.database import Connection, first


def sources(connection: Connection) -> tuple[Source, ...]:
    sql = "SELECT rest FROM source ORDER BY position, slug"
    return tuple(loads(Source, row[0]) for row in connection.execute(sql))


def put_source(connection: Connection, source: Source, manifest_text: str | None) -> None:
    connection.execute(
        "INSERT INTO source(slug, position, rest)"
        " VALUES(?, (SELECT coalesce(max(position), 0) + 1 FROM source), ?)"
        " ON CONFLICT(slug) DO UPDATE SET rest = excluded.rest",
        (source.slug, dumps(source)),
    )
    if manifest_text is not None and source.manifest_digest:
        connection.execute(
            "INSERT OR IGNORE INTO manifest(digest, text) VALUES(?, ?)",
            (source.manifest_digest, manifest_text),
        )


def delete_source(connection: Connection, slug: str) -> None:
    connection.execute("DELETE FROM source WHERE slug = ?", (slug,))
    for table in ("draft", "seen"):
        connection.execute(f"DELETE FROM {table} WHERE source = ?", (slug,))
    delete_secret(connection, slug)


def put_secret(connection: Connection, slug: str, text: str) -> None:
    connection.execute("INSERT OR REPLACE INTO secret(slug, text) VALUES(?, ?)", (slug, text))


def delete_secret(connection: Connection, slug: str) -> None:
    connection.execute("DELETE FROM secret WHERE slug = ?", (slug,))


def draft(connection: Connection, key: WorkItemKey) -> str:
    sql = "SELECT text FROM draft WHERE source = ? AND native = ?"
    return str(first(connection, sql, (key.source, key.native_text)) or "")


def put_draft(connection: Connection, key: WorkItemKey, text: str) -> None:
    if text:
        sql = "INSERT OR REPLACE INTO draft(source, native, text) VALUES(?, ?, ?)"
        connection.execute(sql, (key.source, key.native_text, text))
    else:
        connection.execute("DELETE FROM draft WHERE source = ? AND native = ?", (key.source, key.native_text))


def mark_read(connection: Connection, key: WorkItemKey) -> bool:
    sql = "INSERT OR IGNORE INTO seen(source, native, at) VALUES(?, ?, unixepoch() * 1000000)"
    connection.execute(sql, (key.source, key.native_text))
    return bool(connection.changes())


def read_keys(connection: Connection) -> frozenset[WorkItemKey]:
    sql = "SELECT source, native FROM seen"
    return frozenset(WorkItemKey.from_native_text(row[0], row[1]) for row in connection.execute(sql))
