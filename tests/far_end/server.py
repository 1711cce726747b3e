"""A small back end that can be told to misbehave: real HTTP on loopback, in a thread of the test's process.

    with FarEnd() as far:
        task = far.books.add("Order 12")
        far.fail("POST", "/tasks", Fault.hang_up_after_applying())
        ...
        assert len(far.books.applied(task.id)) == 1

`MANIFEST` is the manifest that speaks to it; users are `anna` and `ben` with `anna-pw` and `ben-pw`.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from tests.far_end.fault import Fault, Kind
from tests.far_end.tasks import Books, Refusal, Task

MANIFEST = Path(__file__).with_name("far-end.toml").read_text(encoding="utf-8")
PORTAL = b"<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>"
Page = dict[str, object]


@dataclass
class Expected:
    """A fault waiting for the request it is meant for."""

    method: str
    path: str
    fault: Fault
    times: int


@dataclass
class FarEnd:
    """`mangle(page, query)` may rewrite each page of a list before it leaves."""

    books: Books = field(default_factory=Books)
    users: dict[str, str] = field(default_factory=lambda: {"anna": "anna-pw", "ben": "ben-pw"})
    groups: dict[str, list[str]] = field(default_factory=lambda: {"anna": ["finance"], "ben": []})
    honours_keys: bool = False
    mangle: Callable[[Page, dict[str, str]], Page] | None = None
    requests: list[tuple[str, str]] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)
    seen_headers: list[dict[str, str]] = field(default_factory=list)
    _expected: list[Expected] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        far = self

        class Handler(_Handler):
            end = far

        self._server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def fail(self, method: str, path: str, fault: Fault, times: int = 1) -> None:
        """The next `times` requests of `method` whose path begins with `path` meet `fault`."""
        self._expected.append(Expected(method, path, fault, times))

    def forgive(self) -> None:
        """Behave again, whatever was to come."""
        with self.books.lock:
            self._expected.clear()

    def take_fault(self, method: str, path: str) -> Fault | None:
        with self.books.lock:
            for expected in self._expected:
                if expected.times > 0 and expected.method == method and path.startswith(expected.path):
                    expected.times -= 1
                    return expected.fault
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    end: FarEnd
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def _serve(self, method: str) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.end.requests.append((method, self.path))
        self.end.connections.append(self.client_address[1])
        self.end.seen_headers.append(dict(self.headers.items()))
        fault = self.end.take_fault(method, parts.path)
        if fault is not None and fault.kind is Kind.SILENT:
            self.end.closing.wait(60)
        if fault is not None and not fault.applies:
            return self._misbehave(fault)
        user = self._user()
        if user is None:
            return self._answer(401, {"message": "Who are you?"})
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        try:
            status, answer = self._routed(method, parts.path, query, body, user)
        except Refusal as refusal:
            status, answer = refusal.status, _problem(refusal)
        if fault is not None:
            return self._misbehave(fault, json.dumps(answer).encode())
        return self._answer(status, answer)

    def _routed(
        self, method: str, path: str, query: dict[str, str], body: bytes, user: str
    ) -> tuple[int, object]:
        if method == "POST":
            return 200, self._ordered(path.split("/")[2], json.loads(body), user)
        if path == "/me":
            return 200, {"id": user, "name": user.capitalize(), "groups": self.end.groups.get(user, [])}
        if path == "/people":
            names = [name for name in sorted(self.end.users) if query.get("text", "") in name]
            return 200, {"people": [{"id": name, "name": name.capitalize()} for name in names]}
        if path == "/tasks":
            return 200, self._page(query, user)
        if path.startswith("/tasks/"):
            task = self.end.books.tasks.get(path.split("/")[2])
            if task is None:
                raise Refusal(404, "gone", "No such task")
            return 200, shown(task, whole=True)
        raise Refusal(404, "no_such_path", path)

    def _ordered(self, task_id: str, order: dict[str, object], user: str) -> object:
        key = self.headers.get("Idempotency-Key") or ""
        with self.end.books.lock:
            if self.end.honours_keys and key in {one.key for one in self.end.books.ledger if one.key}:
                return {"ok": True, "replayed": True}
            self.end.books.apply(task_id, user, order, key or str(order.get("key") or ""))
        return {"ok": True}

    def _page(self, query: dict[str, str], user: str) -> Page:
        with self.end.books.lock:
            found = [
                task for task in self.end.books.tasks.values() if _asked_for(task, query, user, self.end)
            ]
        offset, limit = int(query.get("offset", 0)), min(int(query.get("limit", 25)), 50)
        rows = [shown(task, whole=False) for task in found[offset : offset + limit]]
        page: Page = {"items": rows, "total": len(found), "offset": offset}
        return self.end.mangle(page, query) if self.end.mangle is not None else page

    def _user(self) -> str | None:
        scheme, _, token = (self.headers.get("Authorization") or "").partition(" ")
        if scheme != "Basic":
            return None
        name, _, secret = base64.b64decode(token).decode().partition(":")
        return name if self.end.users.get(name) == secret else None

    def _answer(self, status: int, answer: object) -> None:
        self._send(status, {"Content-Type": "application/json"}, json.dumps(answer).encode())

    def _send(self, status: int, headers: dict[str, str], body: bytes, told: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if told is None else told))
        self.end_headers()
        self.wfile.write(body)

    def _misbehave(self, fault: Fault, body: bytes = b"") -> None:
        self.close_connection = True
        if fault.kind is Kind.HANG_UP:
            return
        if fault.kind is Kind.PORTAL:
            self._send(200, {"Content-Type": "text/html"}, PORTAL)
        elif fault.kind is Kind.TRUNCATED:
            self._send(200, {"Content-Type": "application/json"}, body[:-5], len(body))
        else:
            told = {"Content-Type": "application/json", **fault.headers}
            self._send(fault.status, told, fault.body if fault.body is not None else b"{}")


def _asked_for(task: Task, query: dict[str, str], user: str, end: FarEnd) -> bool:
    if "since" in query:
        return task.updated >= query["since"]
    ours = {user, *end.groups.get(user, [])}
    mine = task.assignee in ours
    return task.state == "open" and (mine if query.get("scope", "mine") == "mine" else not mine)


def shown(task: Task, *, whole: bool) -> Page:
    """A task as the far end tells it: briefly in lists, whole by itself."""
    page: Page = {
        "id": int(task.id),
        "title": task.title,
        "state": task.state,
        "assignee": {"id": task.assignee, "name": task.assignee.capitalize()} if task.assignee else None,
        "requester": {"id": task.requester, "name": task.requester.capitalize()},
        "due": task.due,
        "amount": task.amount,
        "version": task.version,
        "created": task.created,
        "updated": task.updated,
    }
    if whole:
        page |= {
            "changedBy": {"id": task.changed_by, "name": task.changed_by.capitalize()},
            "changedAt": task.changed_at or None,
            "remarks": [vars(remark) for remark in task.remarks],
            "lines": list(task.lines),
            "files": list(task.files),
            "offers": task.offers,
        }
    return page


def _problem(refusal: Refusal) -> object:
    told: Page = {"code": refusal.code, "message": refusal.message}
    if refusal.task is not None:
        told |= {
            "changedBy": {"id": refusal.task.changed_by, "name": refusal.task.changed_by.capitalize()},
            "changedAt": refusal.task.changed_at,
        }
    return told
