"""Puts the demo organisation's servers together and opens their doors."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from odx_desktop.demo import todo_server
from odx_desktop.demo.clock import Clock
from odx_desktop.demo.colleague import Colleague
from odx_desktop.demo.contract_server import ContractServer
from odx_desktop.demo.desk_server import DeskServer
from odx_desktop.demo.desk_tables import DeskTables
from odx_desktop.demo.drafts import Draft, Drafting
from odx_desktop.demo.errand import Errand
from odx_desktop.demo.faults import Faulty
from odx_desktop.demo.ledger import Ledger
from odx_desktop.demo.listener import Listener
from odx_desktop.demo.organisation import Organisation, read_organisation
from odx_desktop.demo.provider import CLIENT, Provider
from odx_desktop.demo.rehearsal import Rehearsal
from odx_desktop.demo.sign_in import SIGN_ON, Passwords, SignIn
from odx_desktop.demo.task_book import TaskBook
from odx_desktop.demo.todo_server import TodoServer


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the demo was started with; `now` freezes the clock, `still` keeps the colleague at home."""

    organisation: Path
    contracts: Path | None = None
    persona: str = "employee"
    items: int = 400
    seed: int = 1
    still: bool = False
    now: datetime | None = None
    radicale: bool = True


class House:
    """All state is in memory and belongs to one event loop."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.organisation: Organisation = read_organisation(wishes.organisation)
        self.persona = self.organisation.people[self.organisation.personas[wishes.persona]]
        self.clock = Clock(wishes.now)
        self.ledger = Ledger()
        self.passwords = Passwords(self.organisation)
        self._colleague = Colleague(self.organisation, self.persona, wishes.seed, self._errand)
        self._at_work: asyncio.Task[None] | None = None
        self._token = secrets.token_urlsafe(16)
        self.rehearsal = Rehearsal(
            self._token, self.organisation, self.ledger, self.passwords, self._colleague.step
        )
        self._stage = Listener(self.rehearsal.app)
        self.provider = Provider(self.organisation, self.clock, self.passwords.knows, self._resources)
        self._open(SIGN_ON, self.provider.app)
        self.provider.issuer = self.rehearsal.listeners[SIGN_ON].origin
        self._drafts = self._draw()
        self.books: dict[str, TaskBook] = {}
        for system in self.organisation.systems.values():
            if system.speaks == "work-items":
                self._open(system.id, self._contract_app(system.id))
            elif system.speaks == "servicenow":
                self._open(system.id, self._desk_app(system.id))
        self._todos = self._open_todos(todo_server.SYSTEM)
        if self._todos is not None:
            self.passwords.on_change = self._todos.write_accounts

    def _open_todos(self, system: str) -> TodoServer | None:
        if not self.wishes.radicale or not todo_server.is_installed():
            return None
        todos = TodoServer(self.organisation, self.passwords, self.ledger, self.clock)
        todos.fill(self.persona, self._drafts[system])
        self._open(system, todos.app)
        return todos

    def _draw(self) -> dict[str, list[Draft]]:
        drafting = Drafting(self.organisation, self.persona.id, self.wishes.seed, self.clock.now())
        by_system: dict[str, list[Draft]] = {system: [] for system in self.organisation.systems}
        for draft in drafting.draw(self.wishes.items):
            by_system[draft.template.system].append(draft)
        return by_system

    def _contract_app(self, system: str) -> ASGIApp:
        book = TaskBook(self.organisation, system, self._drafts[system], self.clock)
        self.books[system] = book
        folder = self.wishes.contracts
        document = (folder / "work-items.yaml").read_bytes() if folder is not None else b""
        return ContractServer(book, self._sign_in(system), self.ledger, document).app

    def _desk_app(self, system: str) -> ASGIApp:
        tables = DeskTables(self.organisation, self._drafts[system], self.clock)
        return DeskServer(tables, self._sign_in(system), self.ledger).app

    def _sign_in(self, system: str) -> SignIn:
        return SignIn(self.organisation, system, self.passwords, self.provider.whose)

    def _open(self, system: str, app: ASGIApp) -> None:
        faulty = Faulty(app, self.clock)
        self.rehearsal.faulty[system] = faulty
        self.rehearsal.listeners[system] = Listener(faulty)

    async def start(self) -> None:
        await asyncio.gather(*(listener.start() for listener in self._doors()))
        if not self.wishes.still:
            self._at_work = asyncio.create_task(self._colleague.work())

    async def stop(self) -> None:
        if self._at_work is not None:
            self._at_work.cancel()
            await asyncio.gather(self._at_work, return_exceptions=True)
        await asyncio.gather(*(listener.stop() for listener in self._doors()))
        if self._todos is not None:
            self._todos.close()

    def _doors(self) -> list[Listener]:
        return [self._stage, *self.rehearsal.listeners.values()]

    def _errand(self, system: str, person: str) -> Errand:
        user = self.organisation.people[person].ids[system]
        return Errand(self._address(system), user, self.passwords.of(system, person))

    def announcement(self) -> dict[str, Any]:
        """The one line that the launcher waits for."""
        return {
            "ready": 1,
            "persona": {"id": self.persona.id, "name": self.persona.name, "email": self.persona.email},
            "systems": [
                {
                    "system": system,
                    "name": {
                        "en": self.organisation.systems[system].name.en,
                        "fr": self.organisation.systems[system].name.fr,
                    },
                    "speaks": self.organisation.systems[system].speaks,
                    "url": self._address(system),
                    "user": self.persona.ids[system],
                    "password": self.passwords.of(system, self.persona.id),
                }
                for system in self._systems()
            ],
            "provider": {
                "issuer": self.provider.issuer,
                "client_id": CLIENT,
                "user": self.persona.email,
                "password": self.passwords.of(SIGN_ON, self.persona.id),
            },
            "rehearsal": {"url": self._stage.origin, "token": self._token},
        }

    def _systems(self) -> list[str]:
        """Those with work in them that have a door."""
        return [system for system in self.organisation.systems if system in self.rehearsal.listeners]

    def _resources(self) -> dict[str, str]:
        return {system: self._address(system) for system in self._systems()}

    def _address(self, system: str) -> str:
        origin = self.rehearsal.listeners[system].origin
        speaks = self.organisation.systems[system].speaks
        return f"{origin}/work-items/v1" if speaks == "work-items" else origin
