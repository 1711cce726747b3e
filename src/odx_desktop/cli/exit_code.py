"""What the shell is told (design.md section 12): one number for each way that a verb can end."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.errors import (
    ContractBroken,
    NoAccess,
    OdxError,
    SignInRequired,
    SourceUnavailable,
)
from odx_desktop.domain.source import Health


class ExitCode(IntEnum):
    """DONE also means accepted; FAILED is refused, conflict, needs you; UNREACHED says that what could be
    done was done and the rest is kept."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    SIGN_IN = 3
    UNREACHED = 4


_OF_HEALTH = {
    Health.OK: ExitCode.DONE,
    Health.STALE: ExitCode.UNREACHED,
    Health.SIGN_IN_NEEDED: ExitCode.SIGN_IN,
    Health.NO_ACCESS: ExitCode.FAILED,
    Health.NOT_REACHED: ExitCode.UNREACHED,
    Health.BROKEN: ExitCode.UNREACHED,
}
_SIGN_IN_CODES = frozenset({"source.sign_in", "source.wrong_secret", "source.step_up", "source.signed_out"})
_USAGE_CODES = frozenset(
    {
        "usage.wrong",
        "connector.unknown",
        "source.name_taken",
        "source.unknown",
        "action.unknown",
        "action.ambiguous",
        "action.unknown_param",
        "setting.unknown",
    }
)


def of_health(health: Health | None) -> ExitCode:
    """A source that was never asked is not wrong."""
    return ExitCode.DONE if health is None else _OF_HEALTH[health]


def of_error(error: OdxError) -> ExitCode:
    match error:
        case SignInRequired():
            return ExitCode.SIGN_IN
        case SourceUnavailable() | ContractBroken():
            return ExitCode.UNREACHED
        case NoAccess():
            return ExitCode.FAILED
    return ExitCode.USAGE if error.reason.code in _USAGE_CODES else ExitCode.FAILED


def of_accepted(action: Action) -> ExitCode:
    """Right after the row was written: held and queued are promises kept, the rest by the outcome table."""
    if action.state in {ActionState.HELD, ActionState.QUEUED, ActionState.SENDING}:
        return ExitCode.DONE
    return of_settled(action)


def of_settled(action: Action) -> ExitCode:
    """After waiting: the exit column of the outcome table (design.md section 5)."""
    match action.state:
        case ActionState.CONFIRMED | ActionState.DISCARDED:
            return ExitCode.DONE
        case ActionState.REFUSED | ActionState.CONFLICT | ActionState.NEEDS_YOU:
            return ExitCode.FAILED
    waits_for_sign_in = action.reason is not None and action.reason.code in _SIGN_IN_CODES
    return ExitCode.SIGN_IN if waits_for_sign_in else ExitCode.UNREACHED


def highest(codes: Iterable[ExitCode]) -> ExitCode:
    return max(codes, default=ExitCode.DONE)
