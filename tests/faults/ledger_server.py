"""A far end that writes down each change it applies and refuses none, so that a judge can count them."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).with_name("ledger.toml")
USER, SECRET = "anna", "anna-secret"


@dataclass(frozen=True, slots=True)
class Applied:
    """One change as applied: which task, what, with which note, under which idempotency key."""

    task: str
    verb: str
    note: str
    key: str


@dataclass(slots=True)
class Ledger:
    """Tasks and what was done to them. With `honours_keys` a repeated idempotency key changes nothing."""

    honours_keys: bool = False
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    applied: list[Applied] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add_task(self, task: str) -> None:
        with self.lock:
            title = f"Task {task}"
            self.tasks[task] = {"id": task, "title": title, "state": "open", "version": 1, "notes": []}

    def apply(self, task: str, verb: str, note: str, key: str) -> None:
        """A second completion is applied and written down again: the server does not cover for a client."""
        with self.lock:
            if self.honours_keys and any(one.key == key for one in self.applied):
                return
            self.applied.append(Applied(task, verb, note, key))
            row = self.tasks[task]
            row["version"] += 1
            if verb == "complete":
                row["state"] = "done"
            if note:
                row["notes"].append({"id": str(len(row["notes"]) + 1), "text": note})

    def count(self, note: str) -> int:
        with self.lock:
            return sum(one.note == note for one in self.applied)


class LedgerServer:
    """On loopback, in a thread of the rig, so that killing the program never touches it."""

    def __init__(self, ledger: Ledger) -> None:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (_Answers,), {"ledger": ledger}))
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    def __enter__(self) -> str:
        """Its address."""
        self._thread.start()
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class _Answers(BaseHTTPRequestHandler):
    ledger: Ledger

    def do_GET(self) -> None:
        parts = self.path.partition("?")[0].strip("/").split("/")
        with self.ledger.lock:
            if parts == ["me"]:
                answer: Any = {"id": USER, "name": "Anna"}
            elif parts == ["tasks"]:
                rows = [row for row in self.ledger.tasks.values() if row["state"] == "open"]
                answer = {"tasks": [_short(row) for row in rows], "total": len(rows)}
            else:
                row = self.ledger.tasks.get(parts[-1])
                answer = {"task": row} if row is not None else None
            content = json.dumps(answer).encode()
        self._answer(200 if answer is not None else 404, content)

    def do_POST(self) -> None:
        _, task, verb = self.path.strip("/").split("/")
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
        self.ledger.apply(task, verb, said.get("note", ""), self.headers.get("Idempotency-Key", ""))
        self._answer(200, b"{}")

    def log_message(self, *_: object) -> None:
        """The ledger is the log."""

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _short(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "notes"}
