"""What Sign-in says of one source, and what can be ordered for it; no Qt, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.text import current_language, ntr, tr
from odx_desktop.text.actions import health_words
from odx_desktop.text.formats import moment_words
from odx_desktop.text.reasons import next_step, sentence

# The sources that need the person come first, then those that need patience, then the rest.
_NEED = {
    Health.SIGN_IN_NEEDED: 0,
    Health.NO_ACCESS: 1,
    Health.BROKEN: 1,
    Health.NOT_REACHED: 2,
    Health.STALE: 3,
    None: 4,
    Health.OK: 5,
}
RELOAD = frozenset({Health.NOT_REACHED, Health.BROKEN, Health.STALE, Health.NO_ACCESS, None})


def in_fault(status: SourceStatus) -> bool:
    """It was reached and answered with a failure: another trouble than silence, so another word."""
    return (
        status.health is Health.NOT_REACHED
        and status.reason is not None
        and status.reason.code == "source.server_error"
    )


class Order(StrEnum):
    """What a person may order for a source."""

    SIGN_IN = "sign_in"
    CHECK = "check"
    EDIT = "edit"
    SIGN_OUT = "sign_out"
    OPEN = "open"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class SourceWords:
    """One row: the name, the state in a word, why it is so, when it was last heard."""

    name: str
    word: str
    why: str
    heard: str
    spoken: str


def look_key(status: SourceStatus) -> str:
    """The key of the state's look in the tokens."""
    if status.checking:
        return "checking"
    return status.health.value if status.health else "launch_only"


def words_of_source(status: SourceStatus, now: datetime) -> SourceWords:
    name = status.source.name.in_(current_language())
    word = _word(status)
    heard = tr("answered {time}", time=moment_words(status.as_of, now)) if status.as_of else tr("never heard")
    why = _why(status, now)
    whom = "" if status.health in (Health.OK, None) else _whom(status)
    spoken = " ".join(part for part in (f"{name}, {word}.", why, whom, heard) if part)
    return SourceWords(name, word, why, heard, spoken)


def _why(status: SourceStatus, now: datetime) -> str:
    """What waits comes first, because the end of a line is what a narrow row loses."""
    if status.health in (Health.OK, None):
        parts = [_whom(status), waiting_words(status)]
    else:
        parts = [waiting_words(status), cause_words(status, now)]
    return " ".join(part for part in parts if part)


def _word(status: SourceStatus) -> str:
    if status.checking:
        return tr("Checking…")
    return tr("In fault") if in_fault(status) else health_words(status.health)


def _whom(status: SourceStatus) -> str:
    return tr("Signed in as {who}.", who=status.as_whom) if status.as_whom else ""


def cause_words(status: SourceStatus, now: datetime) -> str:
    """Why it is as it is; "" where nothing is to be said."""
    return sentence(status.reason, now) if status.reason else ""


def waiting_words(status: SourceStatus) -> str:
    """How many decisions wait for this source; "" for none."""
    if not status.waiting_actions:
        return ""
    return ntr("{n} decision to send.", "{n} decisions to send.", status.waiting_actions)


def next_words(status: SourceStatus, now: datetime) -> str:
    """What the person can do, or when it is tried again."""
    parts = [next_step(status.reason, now) if status.reason and status.health is not Health.OK else ""]
    if status.retry_at is not None and status.retry_at > now:
        parts.append(tr("Next try at {time}.", time=moment_words(status.retry_at, now)))
    return " ".join(part for part in parts if part)


def by_need(sources: tuple[SourceStatus, ...]) -> list[SourceStatus]:
    """Those that need something first; among equals the person's own order."""
    return sorted(sources, key=lambda status: _NEED[status.health])


def at_once(status: SourceStatus) -> Order | None:
    """The one order that a row itself offers: none when all is well."""
    if status.checking or status.health is Health.OK:
        return None
    return Order.SIGN_IN if status.health is Health.SIGN_IN_NEEDED else Order.CHECK


def orders_of(status: SourceStatus) -> tuple[Order, ...]:
    """What may be ordered, the most usual first; a locked source can be neither changed nor removed."""
    first = Order.SIGN_IN if status.health is Health.SIGN_IN_NEEDED else Order.CHECK
    rest = [Order.CHECK] if first is Order.SIGN_IN else [Order.EDIT]
    rest += [Order.OPEN, Order.SIGN_OUT]
    if not status.source.locked:
        rest.append(Order.REMOVE)
    return (first, *rest)


def order_word(order: Order, status: SourceStatus) -> str:
    """The words on the button; an ellipsis means that it asks something first."""
    return {
        Order.SIGN_IN: tr("Sign in…"),
        Order.CHECK: tr("Try now") if status.health in RELOAD else tr("Check now"),
        Order.EDIT: tr("Change…"),
        Order.SIGN_OUT: tr("Sign out…") if status.waiting_actions else tr("Sign out"),
        Order.OPEN: tr("Open in the browser"),
        Order.REMOVE: tr("Remove…"),
    }[order]


def summary(sources: tuple[SourceStatus, ...]) -> str:
    """The place's subtitle: how many are ready, how many need the person, how many are not reached."""
    ready = sum(1 for status in sources if status.health is Health.OK)
    needs = sum(1 for status in sources if status.health in (Health.SIGN_IN_NEEDED, Health.NO_ACCESS))
    away = sum(1 for status in sources if status.health in (Health.NOT_REACHED, Health.BROKEN))
    parts = [tr("Up to date: {ready} of {all}", ready=ready, all=len(sources))]
    if needs:
        parts.append(ntr("{n} needs you", "{n} need you", needs))
    if away:
        parts.append(ntr("{n} out of reach or in fault", "{n} out of reach or in fault", away))
    return ", ".join(parts)
