"""The time, handed in, so that tests and frozen demonstrations own it."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """`now` is wall time (aware UTC) for what is stored and shown; `monotonic` seconds for every wait."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    def jitter(self) -> float: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def jitter(self) -> float:
        return random.random()


class FrozenClock:
    """Wall time stands still (`--now`); waits still pass."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return time.monotonic()

    def jitter(self) -> float:
        return 0.5
