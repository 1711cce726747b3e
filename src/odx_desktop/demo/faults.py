"""Ways in which a server can go wrong on order, so that tests meet them on a real connection. Test-only."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any

import msgspec
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from odx_desktop.demo.clock import Clock

BEFORE = frozenset({"busy", "too_many", "html", "redirect", "deep", "step_up", "error"})
AFTER = frozenset(
    {"error_after_applying", "cut_after_applying", "hang_after_applying", "truncated", "malformed_item"}
)
FAULTS = BEFORE | AFTER


@dataclass(slots=True)
class Fault:
    """`on` is `read`, `write` or `any`; `seconds` is Retry-After, or how long a hang lasts."""

    name: str
    times: int = 1
    on: str = "any"
    seconds: int = 2

    def concerns(self, method: str) -> bool:
        return self.on == "any" or (self.on == "write") == (method not in ("GET", "HEAD", "OPTIONS"))


class CuttableProtocol(H11Protocol):
    """uvicorn's own protocol, which remembers its connection so that a fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _open_connections[transport.get_extra_info("peername")[1]] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _open_connections.pop(self.transport.get_extra_info("peername")[1], None)
        super().connection_lost(exc)


_open_connections: dict[int, asyncio.Transport] = {}


class Faulty:
    """Wraps one server's application; without an order it changes nothing."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self.orders: list[Fault] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = self._next(scope["method"]) if scope["type"] == "http" else None
        send = self._dated(send)
        if fault is None:
            await self._app(scope, receive, send)
        elif fault.name in BEFORE:
            await _instead(fault)(scope, receive, send)
        else:
            answer = await self._applied(scope, receive)
            await _after(fault, answer, scope, receive, send)

    def _dated(self, send: Send) -> Send:
        """The Date header tells the house's time: clients reckon with the clock that stamps the items."""
        stamp = format_datetime(self._clock.now(), usegmt=True).encode()

        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"date", stamp)]
            await send(message)

        return send_dated

    def _next(self, method: str) -> Fault | None:
        for fault in self.orders:
            if fault.concerns(method):
                fault.times -= 1
                if fault.times <= 0:
                    self.orders.remove(fault)
                return fault
        return None

    async def _applied(self, scope: Scope, receive: Receive) -> Response:
        """Let the application do its work and keep its answer."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        body = b"".join(message.get("body", b"") for message in messages)
        response = Response(body, status_code=messages[0]["status"])
        response.raw_headers = list(messages[0]["headers"])
        return response


def _instead(fault: Fault) -> Response:
    if fault.name == "html":
        return HTMLResponse("<html><title>Network sign-in</title><form><input type=password></form></html>")
    if fault.name == "redirect":
        return RedirectResponse("http://portal.example/login", status_code=302)
    if fault.name == "deep":
        return Response(b'{"items":' + b"[" * 300 + b"]" * 300 + b"}", media_type="application/json")
    code, status = {
        "busy": ("unavailable", 503),
        "too_many": ("too_many_requests", 429),
        "step_up": ("step_up_required", 401),
        "error": ("unavailable", 500),
    }[fault.name]
    headers = {"Retry-After": str(fault.seconds)} if status in (429, 503) else {}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer error="insufficient_user_authentication"'
    body = {"type": f"urn:work-items:problem:{code}", "title": code, "status": status, "code": code}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


async def _after(fault: Fault, answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    body = bytes(answer.body)
    if fault.name == "cut_after_applying":
        _open_connections[scope["client"][1]].abort()
        await Response()(scope, receive, send)
        return
    if fault.name == "hang_after_applying":
        await asyncio.sleep(fault.seconds)
        await answer(scope, receive, send)
        return
    if fault.name == "error_after_applying":
        await Response("Internal Server Error", 500, media_type="text/plain")(scope, receive, send)
        return
    changed = body[: len(body) // 2] if fault.name == "truncated" else _with_one_bad_item(body)
    spoilt = Response(changed, answer.status_code)
    kept = [(name, value) for name, value in answer.raw_headers if name != b"content-length"]
    spoilt.raw_headers = [*kept, (b"content-length", str(len(changed)).encode())]
    await spoilt(scope, receive, send)


def _with_one_bad_item(body: bytes) -> bytes:
    page: dict[str, Any] = msgspec.json.decode(body)
    for name in ("items", "result"):
        if isinstance(page.get(name), list) and page[name]:
            never = {"value": "yesterday", "display_value": "yesterday"}
            page[name][0] |= {"created": "yesterday", "opened_at": never, "sys_created_on": never}
    return msgspec.json.encode(page)
