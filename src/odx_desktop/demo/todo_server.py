"""The persona's to-dos on Radicale, where that is installed: it is GPL, so packages leave it out."""

from __future__ import annotations

import base64
import logging
import tempfile
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from odx_desktop.demo.clock import Clock, instant
from odx_desktop.demo.drafts import Draft
from odx_desktop.demo.filling import Filling
from odx_desktop.demo.ledger import Entry, Ledger
from odx_desktop.demo.organisation import Organisation, Person
from odx_desktop.demo.sign_in import Passwords
from odx_desktop.demo.vtodo import uid, vtodo
from odx_desktop.demo.wsgi_bridge import Answer, WsgiApp, WsgiBridge, call

SYSTEM = "to-dos"
_WRITES = ("PUT", "DELETE", "MOVE", "PROPPATCH")
_MKCOL = """<?xml version="1.0" encoding="utf-8"?>
<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>
<resourcetype><collection/><C:calendar/></resourcetype><displayname>Tâches</displayname>
<C:supported-calendar-component-set><C:comp name="VTODO"/></C:supported-calendar-component-set>
</prop></set></mkcol>"""


def is_installed() -> bool:
    return find_spec("radicale") is not None


class TodoServer:
    """Radicale over a folder that goes with the demo; other people have accounts and no list."""

    def __init__(
        self, organisation: Organisation, passwords: Passwords, ledger: Ledger, clock: Clock
    ) -> None:
        self._organisation = organisation
        self._passwords = passwords
        self._ledger = ledger
        self._clock = clock
        self._folder = tempfile.TemporaryDirectory(prefix="odx-to-dos-")
        self._accounts = Path(self._folder.name) / "accounts"
        self.write_accounts()
        self._radicale = self._application()
        self.app = WsgiBridge(self._radicale, self._watch)

    def write_accounts(self) -> None:
        """Radicale reads the file at each sign-in, so a changed password counts at once."""
        people = self._organisation.people.values()
        rows = [f"{person.ids[SYSTEM]}:{self._passwords.of(SYSTEM, person.id)}\n" for person in people]
        self._accounts.touch(mode=0o600)
        self._accounts.write_text("".join(rows), encoding="utf-8")

    def fill(self, persona: Person, drafts: Iterable[Draft]) -> None:
        """Put the persona's list in place, over the server's own methods. Raises RuntimeError."""
        home = f"/{persona.ids[SYSTEM]}/tasks/"
        self._ask(persona, "MKCOL", home, _MKCOL, "application/xml")
        for draft in drafts:
            text = vtodo(draft, Filling(draft, self._organisation))
            self._ask(persona, "PUT", f"{home}{uid(draft).partition('@')[0]}.ics", text, "text/calendar")

    def close(self) -> None:
        self._folder.cleanup()

    def _ask(self, persona: Person, method: str, path: str, body: str, media: str) -> Answer:
        secret = f"{persona.ids[SYSTEM]}:{self._passwords.of(SYSTEM, persona.id)}"
        headers = {
            "authorization": f"Basic {base64.b64encode(secret.encode()).decode()}",
            "content-type": f"{media}; charset=utf-8",
        }
        answer = call(self._radicale, method, path, headers, body.encode())
        if answer.status != 201:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:200]!r}")
        return answer

    def _application(self) -> WsgiApp:
        logging.getLogger("radicale").setLevel(logging.CRITICAL)
        configuration = import_module("radicale.config").load()
        settings = {
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(self._accounts),
                "htpasswd_encryption": "plain",
                "delay": "0",
            },
            "rights": {"type": "owner_only"},
            "storage": {"filesystem_folder": str(Path(self._folder.name) / "collections")},
            "web": {"type": "none"},
            "logging": {"level": "critical"},
        }
        configuration.update(settings, "demo", privileged=True)
        application: WsgiApp = import_module("radicale.app").Application(configuration)
        return application

    def _watch(self, method: str, path: str, authorization: str, status: int) -> None:
        if method not in _WRITES or not 200 <= status < 300:
            return
        user = base64.b64decode(authorization.partition(" ")[2]).decode().partition(":")[0]
        person = self._organisation.by_system_id(SYSTEM)[user]
        now = instant(self._clock.now())
        self._ledger.write(Entry(SYSTEM, path.rpartition("/")[2], method, person.id, now))
