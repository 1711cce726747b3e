"""Exchanges recorded from a real server, played back to the true client: `Tape.play()` is a server again.

A recording holds method, path, query, status, headers that matter and the body; never a credential.
"""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

KEPT_HEADERS = ("Content-Type", "ETag", "Link", "Location", "Retry-After", "X-Total-Count")


@dataclass(frozen=True)
class Exchange:
    """`query` as sorted pairs; `body` as text, as JSON is."""

    method: str
    path: str
    query: list[list[str]]
    status: int
    headers: dict[str, str]
    body: str

    @property
    def asked(self) -> tuple[str, str, tuple[tuple[str, ...], ...]]:
        return self.method, self.path, tuple(tuple(pair) for pair in self.query)


@dataclass
class Tape:
    exchanges: list[Exchange] = field(default_factory=list)

    @classmethod
    def load(cls, file: Path) -> Tape:
        return cls([Exchange(**one) for one in json.loads(file.read_text(encoding="utf-8"))])

    def save(self, file: Path) -> None:
        told = json.dumps([asdict(one) for one in self.exchanges], ensure_ascii=False, indent=1)
        file.write_text(f"{told}\n", encoding="utf-8")

    @contextmanager
    def play(self) -> Iterator[str]:
        """A server on loopback that answers as recorded, and 500 to what was never asked."""
        answers = {one.asked: one for one in self.exchanges}

        class Player(_Quiet):
            def answer(self, method: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
                found = answers.get(asked_of(method, self.path))
                if found is None:
                    return 500, {"Content-Type": "text/plain"}, f"never recorded: {self.path}".encode()
                return found.status, found.headers, found.body.encode()

        with _serving(Player) as url:
            yield url

    @contextmanager
    def record(self, upstream: str) -> Iterator[str]:
        """A server on loopback that passes everything on to `upstream` and writes it down."""
        tape = self

        class Recorder(_Quiet):
            def answer(self, method: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
                status, headers, content = _passed_on(upstream + self.path, method, dict(self.headers), body)
                kept = {name: headers[name] for name in KEPT_HEADERS if name in headers}
                _, path, query = asked_of(method, self.path)
                pairs = [list(pair) for pair in query]
                tape.exchanges.append(Exchange(method, path, pairs, status, kept, content.decode()))
                return status, kept, content

        with _serving(Recorder) as url:
            yield url


def asked_of(method: str, target: str) -> tuple[str, str, tuple[tuple[str, ...], ...]]:
    parts = urlsplit(target)
    return method, parts.path, tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))


class _Quiet(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, method: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        raise NotImplementedError

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._answered("GET")

    def do_PUT(self) -> None:
        self._answered("PUT")

    def do_POST(self) -> None:
        self._answered("POST")

    def do_PATCH(self) -> None:
        self._answered("PATCH")

    def _answered(self, method: str) -> None:
        status, headers, content = self.answer(
            method, self.rfile.read(int(self.headers.get("Content-Length") or 0))
        )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if status != 204:
            self.wfile.write(content)


@contextmanager
def _serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _passed_on(
    url: str, method: str, headers: dict[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    passed = {name: value for name, value in headers.items() if name in ("Authorization", "Content-Type")}
    asked = urllib.request.Request(url, body or None, passed, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()
