"""The two files of a profile opened together: vault first, cache second, readers last."""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import Future
from pathlib import Path

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.reason import Reason
from odx_desktop.store import cache_schema, vault_schema
from odx_desktop.store.cache_writer import CacheWriter
from odx_desktop.store.database import Connection, check, failures_named, open_database
from odx_desktop.store.key_value import StoreKey
from odx_desktop.store.opened import open_reading
from odx_desktop.store.pending import key_mark, read_note, write_note
from odx_desktop.store.profile import FileLock, ProfilePaths
from odx_desktop.store.reader import Reader
from odx_desktop.store.salvage import salvage, set_aside
from odx_desktop.store.vault_writer import VaultWriter

# A quick check of a large cache after a crash, and some.
OPENING_PATIENCE_S = 30.0


class Store:
    """What one process has open of a profile. `notices` tell what had to be set aside to open it."""

    def __init__(
        self, vault: VaultWriter, cache: CacheWriter, reader: Reader, in_use: FileLock, temporary: Path | None
    ) -> None:
        self.vault = vault
        self.cache = cache
        self.reader = reader
        self.notices: tuple[Reason, ...] = ()
        self._in_use = in_use
        self._temporary = temporary

    @classmethod
    def open(cls, profile: ProfilePaths, key: StoreKey) -> Store:
        """Open or make the files. A key that lives in memory only gets a temporary folder, gone at `close`.

        Damaged files, and files of a lost key, are set aside and made anew (`notices` says so), never while
        another process has them open. StoreFailed: `store.newer`, `store.read_only`, `store.full`,
        `store.locked`, `store.corrupt`.
        """
        temporary = None
        if not key.persists:
            temporary = Path(tempfile.mkdtemp(prefix="odx-desktop-"))
            profile = ProfilePaths(temporary)
        profile.ensure()
        try:
            return _open_or_mend(profile, key, temporary)
        except BaseException:
            if temporary is not None:
                shutil.rmtree(temporary, ignore_errors=True)
            raise

    def check(self) -> tuple[Future[None], Future[None]]:
        """SQLite's quick check of the vault and of the cache; StoreFailed `store.corrupt` in the futures."""
        return self.vault.check(), self.cache.check()

    def close(self) -> None:
        """Let accepted writes finish, then close every connection in its own thread."""
        self.reader.close()
        self.cache.close()
        self.vault.close()
        self._in_use.release()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)


def _open_or_mend(profile: ProfilePaths, key: StoreKey, temporary: Path | None) -> Store:
    """Damage that shows only after the files were opened: once more from the start, with both checked."""
    try:
        return _Opening(profile, key).open(temporary)
    except StoreFailed as failed:
        if failed.reason.code != "store.corrupt":
            raise
        profile.suspect.touch(mode=0o600)
    return _Opening(profile, key).open(temporary)


class _Opening:
    """The steps of opening, and what has to be closed again when one fails."""

    def __init__(self, profile: ProfilePaths, key: StoreKey) -> None:
        self.profile = profile
        self.key = key
        self.notices: list[Reason] = []
        self.connections: list[Connection] = []
        self.in_use = FileLock(profile.in_use)
        self.alone = False
        self.suspect = False

    def open(self, temporary: Path | None) -> Store:
        try:
            with failures_named():
                return self.run(temporary)
        except BaseException:
            self.give_up()
            raise

    def run(self, temporary: Path | None) -> Store:
        turn = FileLock(self.profile.opening)
        if not turn.acquire_within(OPENING_PATIENCE_S):
            raise StoreFailed(Reason.of("store.locked", detail="another process is opening the profile"))
        try:
            # One at a time: nobody may have a file open that another is about to set aside.
            self.alone = self.in_use.acquire()
            self.suspect = self.alone and self.profile.suspect.exists()
            vault = self._keep(self._vault())
            cache = self._keep(self._cache())
            if self.suspect:
                self.profile.suspect.unlink(missing_ok=True)
            self.in_use.share()
        finally:
            turn.release()
        ordering = self._keep(open_reading(self.profile, self.key.value))
        looking = self._keep(open_reading(self.profile, self.key.value))
        mark = key_mark(self.key.value)
        write_note(self.profile.pending, vault, mark)
        store = Store(
            VaultWriter(vault, self.profile.pending, mark),
            CacheWriter(cache),
            Reader(ordering, looking),
            self.in_use,
            temporary,
        )
        store.notices = tuple(self.notices)
        return store

    def give_up(self) -> None:
        for connection in self.connections:
            connection.close()
        self.in_use.release()

    def _keep(self, connection: Connection) -> Connection:
        self.connections.append(connection)
        return connection

    def _vault(self) -> Connection:
        try:
            with failures_named():
                return self._open_vault()
        except StoreFailed as failed:
            if failed.reason.code != "store.corrupt" or not self.alone:
                raise
        aside = set_aside(self.profile.vault, self.profile.backups)
        connection = self._open_vault()
        note = read_note(self.profile.pending)
        if note.key_mark and note.key_mark != key_mark(self.key.value):
            self.notices.append(note.reason("store.key_lost", file=str(aside)))
        else:
            saved = salvage(aside, self.key.value, connection)
            told = {"file": str(aside), "saved": str(saved.actions)}
            self.notices.append(note.reason("store.vault_set_aside", **told))
            if saved.actions:
                counts = {"count": str(saved.actions), "doubtful": str(saved.doubtful)}
                self.notices.append(Reason.of("store.salvaged", **counts))
        return connection

    def _open_vault(self) -> Connection:
        unclean = self._left_open(self.profile.vault)
        connection = open_database(self.profile.vault, self.key.value, durable=True)
        try:
            if unclean:
                check(connection)
            vault_schema.migrate(connection, self.profile.backups)
        except BaseException:
            connection.close()
            raise
        return connection

    def _cache(self) -> Connection:
        try:
            with failures_named():
                connection = self._open_cache()
            if connection is not None:
                return connection
        except StoreFailed as failed:
            if failed.reason.code != "store.corrupt" or not self.alone:
                raise
            set_aside(self.profile.cache, self.profile.backups)
            self.notices.append(Reason.of("store.cache_rebuilt"))
        else:
            self._drop_cache()
        connection = self._open_cache()
        assert connection is not None
        return connection

    def _open_cache(self) -> Connection | None:
        """None when another release made it: it is dropped and pulled again."""
        unclean = self._left_open(self.profile.cache)
        connection = open_database(self.profile.cache, self.key.value, durable=False)
        try:
            if unclean:
                check(connection)
            if cache_schema.is_empty(connection):
                cache_schema.create(connection)
            if cache_schema.is_current(connection):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None

    def _left_open(self, path: Path) -> bool:
        """A log that nobody is using was left by a process that died; a suspect file is as good as that."""
        if self.suspect:
            return True
        log = path.with_name(f"{path.name}-wal")
        return self.alone and log.exists() and log.stat().st_size > 0

    def _drop_cache(self) -> None:
        if not self.alone:
            raise StoreFailed(Reason.of("store.locked", detail="the cache is another release's and in use"))
        for suffix in ("", "-wal", "-shm"):
            self.profile.cache.with_name(f"{self.profile.cache.name}{suffix}").unlink(missing_ok=True)
