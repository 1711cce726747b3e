"""What was really applied, so that a test can say "once" without asking the product."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One applied write. `key` is the idempotency key where the client sent one; `at` an RFC 3339 instant."""

    system: str
    task: str
    action: str
    by: str
    at: str
    key: str = ""
    comment: str = ""


class Ledger:
    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._lock = threading.Lock()

    def write(self, entry: Entry) -> None:
        with self._lock:
            self._entries.append(entry)

    def rows(self, system: str | None = None) -> list[dict[str, str]]:
        with self._lock:
            return [asdict(entry) for entry in self._entries if system in (None, entry.system)]
