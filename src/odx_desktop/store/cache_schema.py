"""The tables of cache.db: what a source can give again; another version is dropped, not migrated."""

from __future__ import annotations

from odx_desktop.store.database import Connection, first, transaction

VERSION = 2

# One row an item. `rel_*` are bits of Relation (item_rows.py), NULL where that scope does not list the item.
# `content` is the hash of what a listing last said: equal content costs no write. `is_inbox` and `is_team`
# follow from state, relations and assignee (item_rows.py); the two indexes hold exactly the rows that a place
# shows, in its order, with all that an order asks. They are plain columns: SQLite never takes an index as
# covering when a generated column is named.
_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE item(
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL, native TEXT NOT NULL,
  kind TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, native_state TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  priority INTEGER, created INTEGER, updated INTEGER, due INTEGER, due_is_day INTEGER NOT NULL,
  amount TEXT, currency TEXT, amount_sort REAL, amount_e4 INTEGER,
  assignee_id TEXT, assignee_name TEXT, requester TEXT NOT NULL,
  version TEXT, rest TEXT NOT NULL, facts TEXT NOT NULL,
  content BLOB, as_of INTEGER NOT NULL,
  rel_mine INTEGER, rel_team INTEGER, rel_reportees INTEGER,
  is_inbox INTEGER NOT NULL, is_team INTEGER NOT NULL,
  UNIQUE(source, native)
);
CREATE INDEX item_inbox ON item(due, priority DESC, amount_sort DESC, created, id,
  due_is_day, source, currency, amount_e4, is_inbox) WHERE is_inbox;
CREATE INDEX item_team ON item(due, priority DESC, amount_sort DESC, created, id,
  due_is_day, source, currency, amount_e4, assignee_id, assignee_name, is_team) WHERE is_team;
CREATE TABLE detail(
  id INTEGER PRIMARY KEY, as_of INTEGER NOT NULL,
  rest TEXT NOT NULL, body TEXT NOT NULL, comments TEXT NOT NULL
);
CREATE TABLE status(
  source TEXT PRIMARY KEY, health TEXT, reason TEXT, as_whom TEXT NOT NULL, attempt INTEGER, as_of INTEGER,
  retry_at INTEGER, tells_team INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE cursor(source TEXT, scope TEXT, cursor TEXT NOT NULL, PRIMARY KEY(source, scope)) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(
  title, requester, facts, body, comments,
  content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
);
"""


def is_current(connection: Connection) -> bool:
    return bool(first(connection, "PRAGMA user_version") == VERSION)


def is_empty(connection: Connection) -> bool:
    return not first(connection, "SELECT count(*) FROM sqlite_master")


def create(connection: Connection) -> None:
    with transaction(connection):
        connection.execute(_TABLES)
        connection.execute(f"PRAGMA user_version={VERSION}")
