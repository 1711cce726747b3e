"""Lets a WSGI application stand behind the same listener and faults as our own servers."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# Who wrote (method, path, user, status): called after each answered request.
Watch = Callable[[str, str, str, int], None]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


def call(app: WsgiApp, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """One request, in this thread (PEP 3333); `path` is decoded."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "0",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": headers.get("content-type", ""),
        "REMOTE_ADDR": "127.0.0.1",
        "REMOTE_HOST": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    environ.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()})
    started: list[tuple[str, list[tuple[str, str]]]] = []
    content = b"".join(app(environ, lambda status, fields, *_: started.append((status, fields))))
    status, fields = started[0]
    return Answer(int(status.split()[0]), fields, content)


class WsgiBridge:
    """An ASGI application; each request runs in a worker thread."""

    def __init__(self, app: WsgiApp, watch: Watch) -> None:
        self._app = app
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        headers = dict(request.headers)
        answer = await asyncio.to_thread(call, self._app, request.method, scope["path"], headers, body)
        self._watch(request.method, scope["path"], headers.get("authorization", ""), answer.status)
        response = Response(answer.body, answer.status)
        kept = [(n, v) for n, v in answer.headers if n.lower() not in ("content-length", "date")]
        response.raw_headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in kept
        ]
        response.raw_headers.append((b"content-length", str(len(answer.body)).encode()))
        await response(scope, receive, send)
