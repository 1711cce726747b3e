"""The instants at which a kill is most dangerous, named, so that the fault rig can aim at them.

In normal life `reached` does nothing. The composition installs an observer only when the environment asks.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class CrashPoint(StrEnum):
    BEFORE_VAULT_COMMIT = "before_vault_commit"
    AFTER_VAULT_COMMIT = "after_vault_commit"
    BEFORE_FIRST_BYTE = "before_first_byte"
    AFTER_SERVER_APPLIED = "after_server_applied"
    BEFORE_SETTLE = "before_settle"


_observer: Callable[[CrashPoint], None] | None = None


def observe(observer: Callable[[CrashPoint], None] | None) -> None:
    global _observer
    _observer = observer


def reached(point: CrashPoint) -> None:
    if _observer is not None:
        _observer(point)
