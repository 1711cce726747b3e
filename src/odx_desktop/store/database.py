"""The only module that knows SQLite: opens an encrypted file, and says in our words what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import apsw

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.reason import Reason

Connection = apsw.Connection
Superseded = apsw.InterruptError

BUSY_TIMEOUT_MS = 5_000

# Lies beside the files once one of them was called damaged.
SUSPECT = "suspect"

_CODES: tuple[tuple[type[Exception], str], ...] = (
    (apsw.FullError, "store.full"),
    (apsw.BusyError, "store.locked"),
    (apsw.LockedError, "store.locked"),
    (apsw.ReadOnlyError, "store.read_only"),
    (apsw.CantOpenError, "store.read_only"),
    (apsw.PermissionsError, "store.read_only"),
    (apsw.NotADBError, "store.corrupt"),
    (apsw.CorruptError, "store.corrupt"),
)

# On a disk without a byte left, WAL's shared memory cannot grow: SQLite calls that an I/O error.
_NO_ROOM = frozenset({apsw.SQLITE_IOERR_SHMSIZE})


def failure(error: Exception) -> StoreFailed:
    """SQLite's error as ours; the text never holds the key, because no statement binds it by name."""
    code = next((code for kind, code in _CODES if isinstance(error, kind)), "store.failed")
    if getattr(error, "extendedresult", None) in _NO_ROOM:
        code = "store.full"
    return StoreFailed(Reason.of(code, detail=f"{type(error).__name__}: {error}"))


@contextmanager
def failures_named() -> Iterator[None]:
    """Turns SQLite's and the disk's errors into StoreFailed; an interrupted question stays `Superseded`."""
    try:
        yield
    except apsw.InterruptError:
        raise
    except apsw.Error as error:
        raise failure(error) from error
    except OSError as error:
        raise StoreFailed(Reason.of(_os_code(error), detail=str(error))) from error


def _os_code(error: OSError) -> str:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "store.full"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "store.read_only"
    return "store.failed"


def _key_text(key: bytes) -> str:
    """A raw key costs 0.3 ms to open; `hexkey` would derive for 31 ms (research/architecture.md, trap 7)."""
    return f"raw:{key.hex()}"


def open_database(path: Path, key: bytes, *, durable: bool, readable_only: bool = False) -> Connection:
    """A connection to one encrypted file, created when missing unless `readable_only`.

    `durable` asks for synchronous=FULL: a commit that returned survives a power cut. A wrong key and a
    damaged file both show here, as apsw's NotADBError or CorruptError.
    """
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_NOMUTEX
    if not readable_only:
        flags |= apsw.SQLITE_OPEN_CREATE
    connection = Connection(str(path), flags=flags)
    try:
        _unlock(connection, key)
        connection.set_busy_timeout(BUSY_TIMEOUT_MS)
        first(connection, "SELECT count(*) FROM sqlite_master")
        if readable_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA cache_size=-16000")
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher='chacha20'")
    connection.execute(f"PRAGMA key='{_key_text(key)}'")


def attach(connection: Connection, path: Path, key: bytes, name: str) -> None:
    """Join a second encrypted file under `name`."""
    connection.execute(f"ATTACH ? AS {name} KEY '{_key_text(key)}'", (str(path),))


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE, then COMMIT or ROLLBACK.

    Not apsw's `with connection`: that begins deferred ("database is locked" whatever the timeout) and
    commits with the GIL held, which the window would feel (research/architecture.md, trap 1).
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Several questions answered from one state of the files, whatever is committed meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")


def first(connection: Connection, sql: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> Any:
    """The first column of the first row, or None."""
    for row in connection.execute(sql, values):
        return row[0]
    return None


def is_sound(connection: Connection) -> bool:
    """SQLite's own quick check of every page; False for damage that only shows on reading."""
    try:
        return bool(first(connection, "PRAGMA quick_check(1)") == "ok")
    except (apsw.CorruptError, apsw.NotADBError):
        return False


def check(connection: Connection) -> None:
    """StoreFailed `store.corrupt` when the quick check finds damage."""
    if not is_sound(connection):
        raise StoreFailed(Reason.of("store.corrupt", detail="quick_check"))


def suspect_after(error: BaseException, connection: Connection) -> None:
    """Leave a durable mark beside a file that was called damaged: only the next open may set it aside."""
    if isinstance(error, StoreFailed) and error.reason.code == "store.corrupt":
        with suppress(OSError):
            Path(connection.filename).with_name(SUSPECT).touch(mode=0o600)
