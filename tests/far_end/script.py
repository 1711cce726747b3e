"""A far end of one function, for what the larger one has no reason to do: page styles, sessions, tokens."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any = None


@dataclass(frozen=True)
class Told:
    """`body` leaves as JSON; `{url}` in a header becomes the far end's own address."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@contextmanager
def scripted(answer: Callable[[Asked], Told]) -> Iterator[tuple[str, list[Asked]]]:
    """The address of a server that answers by this function, and the list of what it was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = json.loads(raw) if raw else None
            one = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
            asked.append(one)
            told = answer(one)
            content = json.dumps(told.body).replace("{url}", url).encode()
            self.send_response(told.status)
            for name, value in {"Content-Type": "application/json", **told.headers}.items():
                self.send_header(name, value.replace("{url}", url))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = _serve

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield url, asked
    finally:
        server.shutdown()
        server.server_close()
