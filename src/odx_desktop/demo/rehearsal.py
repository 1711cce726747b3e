"""The stage door for tests: what was really applied, and orders to go wrong. No product code may know it."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from odx_desktop.demo.faults import FAULTS, Fault, Faulty
from odx_desktop.demo.ledger import Ledger
from odx_desktop.demo.listener import Listener
from odx_desktop.demo.organisation import Organisation
from odx_desktop.demo.sign_in import SIGN_ON, Passwords


class Rehearsal:
    """GET /ledger[?system=], GET /credentials?person=, POST /faults, /password, /down, /up, /colleague."""

    def __init__(
        self,
        token: str,
        organisation: Organisation,
        ledger: Ledger,
        passwords: Passwords,
        colleague_step: Callable[[], Awaitable[dict[str, Any]]],
    ) -> None:
        self._token = token
        self._organisation = organisation
        self._ledger = ledger
        self._passwords = passwords
        self._colleague_step = colleague_step
        self.listeners: dict[str, Listener] = {}
        self.faulty: dict[str, Faulty] = {}
        self.app = Starlette(
            routes=[
                Route("/ledger", self._guarded(self._read_ledger)),
                Route("/credentials", self._guarded(self._credentials)),
                Route("/faults", self._guarded(self._order_fault), methods=["POST", "DELETE"]),
                Route("/password", self._guarded(self._change_password), methods=["POST"]),
                Route("/down", self._guarded(self._down), methods=["POST"]),
                Route("/up", self._guarded(self._up), methods=["POST"]),
                Route("/colleague", self._guarded(self._colleague), methods=["POST"]),
            ]
        )

    def _guarded(
        self, endpoint: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            given = request.headers.get("authorization", "")
            if not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
                return JSONResponse({"error": "token"}, 401)
            try:
                return await endpoint(request)
            except (KeyError, TypeError, ValueError) as error:
                return JSONResponse({"error": repr(error)}, 400)

        return answer

    async def _read_ledger(self, request: Request) -> Response:
        return JSONResponse({"entries": self._ledger.rows(request.query_params.get("system"))})

    async def _credentials(self, request: Request) -> Response:
        person = self._organisation.people[request.query_params["person"]]
        found = {
            system: {
                "user": person.ids.get(system, person.email),
                "password": self._passwords.of(system, person.id),
            }
            for system in (*self._organisation.systems, SIGN_ON)
        }
        return JSONResponse(found)

    async def _order_fault(self, request: Request) -> Response:
        if request.method == "DELETE":
            for faulty in self.faulty.values():
                faulty.orders.clear()
            return JSONResponse({})
        asked = await request.json()
        system = asked.pop("system")
        asked["name"] = asked.pop("fault")
        if asked["name"] not in FAULTS:
            raise KeyError(asked["name"])
        self.faulty[system].orders.append(Fault(**asked))
        return JSONResponse({})

    async def _change_password(self, request: Request) -> Response:
        asked = await request.json()
        self._passwords.of(asked["system"], asked["person"])
        self._passwords.change(asked["system"], asked["person"], asked["password"])
        return JSONResponse({})

    async def _down(self, request: Request) -> Response:
        await self.listeners[(await request.json())["system"]].stop()
        return JSONResponse({})

    async def _up(self, request: Request) -> Response:
        await self.listeners[(await request.json())["system"]].restart()
        return JSONResponse({})

    async def _colleague(self, request: Request) -> Response:
        return JSONResponse(await self._colleague_step())
