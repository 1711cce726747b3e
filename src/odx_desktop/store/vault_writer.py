"""The one writer of vault.db: the outbox, and with it sources, secrets and what the person left half done."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.source import Source
from odx_desktop.store import person_rows, round_requests
from odx_desktop.store.database import Connection, first, transaction
from odx_desktop.store.outbox_writer import OutboxWriter


class VaultWriter(OutboxWriter):
    """Every method returns a future of the vault's own thread."""

    # -- sources and their secrets --------------------------------------------------------------------------

    def sources(self) -> Future[tuple[Source, ...]]:
        """In the order in which they were added."""
        return self._ask(person_rows.sources)

    def put_source(self, source: Source, manifest_text: str | None = None) -> Future[None]:
        """Add it or replace the one of the same slug; the manifest is kept under `source.manifest_digest`."""
        return self._write(lambda connection: person_rows.put_source(connection, source, manifest_text))

    def delete_source(self, slug: str) -> Future[None]:
        """The source and its secret go; its actions stay in the history."""
        return self._write(lambda connection: person_rows.delete_source(connection, slug))

    def manifest(self, digest: str) -> Future[str | None]:
        sql = "SELECT text FROM manifest WHERE digest = ?"
        return self._ask(lambda connection: first(connection, sql, (digest,)))

    def secret(self, slug: str) -> Future[str | None]:
        sql = "SELECT text FROM secret WHERE slug = ?"
        return self._ask(lambda connection: first(connection, sql, (slug,)))

    def put_secret(self, slug: str, text: str) -> Future[None]:
        return self._write(lambda connection: person_rows.put_secret(connection, slug, text))

    def delete_secret(self, slug: str) -> Future[None]:
        return self._write(lambda connection: person_rows.delete_secret(connection, slug))

    # -- rounds asked of another process ------------------------------------------------------------------

    def request_round(self, slug: str, at: datetime) -> Future[None]:
        """Ask whoever holds the profile's lock for a round of this source."""
        return self._write(lambda connection: round_requests.put(connection, slug, at))

    def take_round_requests(self) -> Future[tuple[str, ...]]:
        """What others asked for, taken once; a quiet moment takes no write lock."""

        def job(connection: Connection) -> tuple[str, ...]:
            if not round_requests.any_waiting(connection):
                return ()
            with transaction(connection):
                return round_requests.take(connection)

        return self._ask(job)

    # -- the person's own ------------------------------------------------------------------------------

    def draft(self, key: WorkItemKey) -> Future[str]:
        """The unsent comment on an item, empty when there is none."""
        return self._ask(lambda connection: person_rows.draft(connection, key))

    def put_draft(self, key: WorkItemKey, text: str) -> Future[None]:
        """Empty text deletes it."""
        return self._write(lambda connection: person_rows.put_draft(connection, key, text))

    def mark_read(self, key: WorkItemKey) -> Future[bool]:
        """True when it was unread."""
        return self._write(lambda connection: person_rows.mark_read(connection, key))

    def read_keys(self) -> Future[frozenset[WorkItemKey]]:
        return self._ask(person_rows.read_keys)
