"""The tables of vault.db, what no back end can give again: numbered migrations, a backup before each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.reason import Reason
from odx_desktop.store.database import Connection, first, transaction

# Never edited after a release: a change is a new entry. `action.rest` is the whole Action as it was accepted;
# the columns beside it are what moves or is asked for. `leaves` is ActionKind.leaves_inbox.
MIGRATIONS: tuple[str, ...] = (
    """
CREATE TABLE action(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL, native TEXT NOT NULL,
  kind TEXT NOT NULL, leaves INTEGER NOT NULL, offer_id TEXT NOT NULL, content TEXT NOT NULL,
  batch TEXT NOT NULL, created INTEGER NOT NULL, words TEXT NOT NULL, rest TEXT NOT NULL,
  state TEXT NOT NULL, not_before INTEGER, attempts INTEGER NOT NULL, base_version TEXT, reason TEXT,
  settled INTEGER
);
CREATE INDEX action_item ON action(source, native, seq);
CREATE INDEX action_state ON action(state, not_before);
CREATE INDEX action_batch ON action(batch) WHERE batch != '';
CREATE TABLE step(
  action INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT
);
CREATE INDEX step_action ON step(action);
CREATE TABLE source(slug TEXT PRIMARY KEY, position INTEGER NOT NULL, rest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE manifest(digest TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE secret(slug TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE round_request(source TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE draft(source TEXT, native TEXT, text TEXT NOT NULL, PRIMARY KEY(source, native)) WITHOUT ROWID;
CREATE TABLE seen(source TEXT, native TEXT, at INTEGER NOT NULL, PRIMARY KEY(source, native)) WITHOUT ROWID;
""",
)


def version_of(connection: Connection) -> int:
    return int(first(connection, "PRAGMA user_version"))


def migrate(connection: Connection, backups: Path, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring the vault to the newest version, one transaction a step; StoreFailed `store.newer` when a later
    release wrote it, because guessing at its tables could lose an action."""
    version = version_of(connection)
    if version > len(migrations):
        raise StoreFailed(Reason.of("store.newer", found=str(version), known=str(len(migrations))))
    for number in range(version, len(migrations)):
        if number:
            backup(connection, backups / f"vault-version-{number}.db")
        with transaction(connection):
            # Another process may have been first: its step is not done twice.
            if version_of(connection) == number:
                connection.execute(migrations[number])
                connection.execute(f"PRAGMA user_version={number + 1}")


def backup(connection: Connection, target: Path) -> None:
    """An encrypted copy under the same key; replaces an older copy of the same name only once it is whole."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(part),))
    part.replace(target)
