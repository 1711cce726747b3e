"""The servers' idea of now: the machine's, or one instant that never moves so that pictures agree."""

from __future__ import annotations

from datetime import UTC, datetime


class Clock:
    """Aware UTC, whole seconds (the systems that are played here store no fractions)."""

    def __init__(self, fixed: datetime | None = None) -> None:
        self._fixed = fixed

    @property
    def is_fixed(self) -> bool:
        return self._fixed is not None

    def now(self) -> datetime:
        moment = self._fixed if self._fixed is not None else datetime.now(UTC)
        return moment.astimezone(UTC).replace(microsecond=0)


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC with a Z, as the reference contract wants it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
