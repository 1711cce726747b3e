"""How anything is written to the vault: one thread, one transaction a job, the note beside it kept true."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from odx_desktop.store.database import Connection, check, first, transaction
from odx_desktop.store.lanes import WriteLane
from odx_desktop.store.pending import write_note

T = TypeVar("T")


class VaultLane:
    """Owns the vault's writing connection. `mark` tells its key from another in pending.json."""

    def __init__(self, connection: Connection, pending: Path, mark: str) -> None:
        self._pending = pending
        self._mark = mark
        self._lane = WriteLane(connection, "vault")

    def close(self) -> None:
        self._lane.close()

    def check(self) -> Future[None]:
        """StoreFailed `store.corrupt` when a page cannot be read."""
        return self._ask(check)

    def data_version(self) -> Future[int]:
        """Changes when another process has committed to the vault, never for our own commits."""
        return self._ask(lambda connection: int(first(connection, "PRAGMA data_version")))

    def _ask(self, job: Callable[[Connection], T]) -> Future[T]:
        return self._lane.submit(job)

    def _write(self, job: Callable[[Connection], T]) -> Future[T]:
        def within(connection: Connection) -> T:
            with transaction(connection):
                return job(connection)

        return self._ask(within)

    def _noted(self, job: Callable[[Connection], T], *, inside: bool = False) -> Future[T]:
        """Run it (inside a transaction when the job brings none), then write pending.json anew."""

        def noted(connection: Connection) -> T:
            if inside:
                with transaction(connection):
                    answer = job(connection)
            else:
                answer = job(connection)
            if answer:
                write_note(self._pending, connection, self._mark)
            return answer

        return self._ask(noted)
