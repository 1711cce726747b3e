"""The far ends a kill can be judged at: each adds items, names its source, and counts what was applied."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.backends.radicale import Radicale, free_port, ics, running
from tests.backends.redmine import Redmine
from tests.faults.ledger_server import MANIFEST, SECRET, USER, Ledger, LedgerServer
from tests.real.redmine_rig import CLOSED, RedmineRig

from odx_desktop.domain.keys import WorkItemKey

NAME = "kills"
FAR_ENDS = ("ledger", "redmine", "to-dos")


class FarEnd(Protocol):
    """`connector`, `url`, `user` and `secret` are what `sources add` is given; `finishing` is the id of the
    action that closes an item."""

    connector: str
    url: str
    user: str
    secret: str
    finishing: str

    def add_item(self, number: int) -> WorkItemKey: ...

    def count(self, key: WorkItemKey, note: str) -> int:
        """How often a decision with this note was applied."""
        ...


class LedgerFarEnd:
    """A server that writes down all that it applies."""

    def __init__(self, url: str, ledger: Ledger) -> None:
        self.connector, self.url, self.user, self.secret = str(MANIFEST), url, USER, SECRET
        self.finishing = "complete"
        self._ledger = ledger

    def add_item(self, number: int) -> WorkItemKey:
        self._ledger.add_task(str(number))
        return WorkItemKey(NAME, (str(number),))

    def count(self, key: WorkItemKey, note: str) -> int:
        return self._ledger.count(note)


class ToDoFarEnd:
    """A real Radicale; what it holds is read as another program would."""

    def __init__(self, server: Radicale) -> None:
        server.make_list("/anna/tasks/")
        self.connector, self.url, self.user = "caldav", server.url, "anna"
        self.secret = server.passwords["anna"]
        self.finishing = "complete"
        self._server = server

    def add_item(self, number: int) -> WorkItemKey:
        self._server.put(f"/anna/tasks/{number}.ics", ics(f"SUMMARY:To-do {number}", uid=str(number)))
        return WorkItemKey(NAME, ("/anna/tasks/", f"{number}.ics"))

    def count(self, key: WorkItemKey, note: str) -> int:
        unfolded = self._server.get("".join(key.native)).replace("\r\n ", "")
        return sum(line.startswith("COMMENT") and line.endswith(f":{note}") for line in unfolded.splitlines())


class RedmineFarEnd:
    """A real Redmine; its journals are read through its own API, as another person."""

    def __init__(self, server: Redmine) -> None:
        self.connector, self.url, self.user, self.secret = "redmine", server.url, "anna", "anna-pass1"
        self.finishing = str(CLOSED)
        self._books = RedmineRig(server)

    def add_item(self, number: int) -> WorkItemKey:
        return WorkItemKey(NAME, self._books.make(f"Ticket {number}").native)

    def count(self, key: WorkItemKey, note: str) -> int:
        return self._books.comments_like(key, note)


@contextmanager
def open_far_end(name: str, folder: Path, *, honours_keys: bool = False) -> Iterator[FarEnd]:
    """One of FAR_ENDS. ODX_REDMINE_FOLDER keeps a seeded Redmine between runs."""
    if name == "ledger":
        ledger = Ledger(honours_keys=honours_keys)
        with LedgerServer(ledger) as url:
            yield LedgerFarEnd(url, ledger)
    elif name == "redmine":
        kept = Path(os.environ.get("ODX_REDMINE_FOLDER", folder / "redmine"))
        kept.mkdir(parents=True, exist_ok=True)
        with Redmine(kept, free_port()) as redmine:
            yield RedmineFarEnd(redmine)
    else:
        with running(folder) as server:
            yield ToDoFarEnd(server)
