"""Starts the demo organisation as a child process and tells which sources to set up for its persona."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Any

from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.reason import Reason

HIDDEN_VERB = "_demo-servers"
_CONNECTORS = {"work-items": "work-items", "servicenow": "servicenow", "caldav": "caldav"}


class DemoFailed(OdxError):
    """The servers did not come up; `demo.not_started` carries the end of what the child said."""


@dataclass(frozen=True, slots=True)
class DemoPersona:
    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Address and token of the test-only door (ledger, faults)."""

    url: str
    token: str


class DemoHandle:
    """A running demo. `sources` are plain dicts, ready for `sources add`:

    `{"source", "name": {"en", "fr"}, "connector", "url", "user", "secret"}`.
    """

    def __init__(
        self, child: subprocess.Popen[str], announcement: dict[str, Any], listener: threading.Thread
    ) -> None:
        self._child = child
        self._listener = listener
        self.persona = DemoPersona(**announcement["persona"])
        self.rehearsal = Rehearsal(**announcement["rehearsal"])
        self.sources: list[dict[str, Any]] = [
            {
                "source": system["system"],
                "name": system["name"],
                "connector": _CONNECTORS[system["speaks"]],
                "url": system["url"],
                "user": system["user"],
                "secret": system["password"],
            }
            for system in announcement["systems"]
        ]
        self.urls: dict[str, str] = {source["source"]: source["url"] for source in self.sources}
        self.provider: dict[str, str] | None = announcement.get("provider")

    @property
    def is_running(self) -> bool:
        return self._child.poll() is None

    @property
    def pid(self) -> int:
        return self._child.pid

    def stop(self, patience_s: float = 3.0) -> None:
        """Close the child's standard input, which ends it; then ask, then insist."""
        _end(self._child, patience_s)
        self._listener.join(patience_s)

    def __enter__(self) -> DemoHandle:
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop()


def start(arguments: Sequence[str] = (), patience_s: float = 60.0) -> DemoHandle:
    """Spawn the servers with the arguments of `odx_desktop.demo` and wait until they answer.

    Linux ends the child when the *thread* that called this ends, so call it from one that lives as long
    as the demo. Raises DemoFailed.
    """
    child = subprocess.Popen(
        [*_program(), *arguments, "--parent", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    said: list[str] = []
    listener = threading.Thread(target=_listen, args=(child, said), name="demo-stderr", daemon=True)
    listener.start()
    lines: Queue[str] = Queue()
    threading.Thread(target=_first_line, args=(child, lines), name="demo-ready", daemon=True).start()
    try:
        announcement = json.loads(lines.get(timeout=patience_s))
    except (Empty, ValueError):
        _end(child, patience_s=1.0)
        listener.join(1.0)
        raise DemoFailed(Reason.of("demo.not_started", said="".join(said[-5:]).strip())) from None
    return DemoHandle(child, announcement, listener)


def _program() -> list[str]:
    """The packaged program has no interpreter to call by module, so it calls itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN_VERB]
    return [sys.executable, "-m", "odx_desktop.demo"]


def _first_line(child: subprocess.Popen[str], lines: Queue[str]) -> None:
    if child.stdout is not None:
        lines.put(child.stdout.readline())


def _listen(child: subprocess.Popen[str], said: list[str]) -> None:
    if child.stderr is None:
        return
    with child.stderr:
        for line in child.stderr:
            said.append(line)
            del said[:-20]


def _end(child: subprocess.Popen[str], patience_s: float) -> None:
    if child.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
    try:
        child.wait(patience_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()
