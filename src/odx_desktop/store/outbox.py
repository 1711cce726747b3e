"""What may happen to an action in the vault: accepted once, moved by compare-and-set, taken in its order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import EllipsisType
from typing import Any

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.store import action_rows as rows
from odx_desktop.store import clock_marks as marks
from odx_desktop.store.action_rows import UNSETTLED_SQL
from odx_desktop.store.database import Connection, first

RESENT_FROM = (ActionState.REFUSED, ActionState.CONFLICT, ActionState.NEEDS_YOU)


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one action: it happens only from one of the `expected` states. `...` leaves a value be."""

    action_id: str
    expected: Collection[ActionState]
    to: ActionState
    reason: Reason | None
    now: datetime
    attempts_plus: bool = False
    not_before: datetime | EllipsisType | None = ...
    base_version: str | EllipsisType | None = ...


def accept(connection: Connection, action: Action) -> Action:
    """Add one action inside the caller's transaction. The same id twice is one action: the row that is there
    is returned. Refusal `action.already_waiting` when an earlier decision on the item is not settled."""
    known = rows.by_id(connection, action.id)
    if known is not None:
        return known
    _refuse_second(connection, action)
    rows.insert(connection, action)
    stored = rows.by_id(connection, action.id)
    assert stored is not None
    return stored


def _refuse_second(connection: Connection, action: Action) -> None:
    sql = (
        f"SELECT id FROM action WHERE source=? AND native=? AND state IN {UNSETTLED_SQL}"
        " AND ((leaves AND ?) OR (offer_id=? AND content=?)) LIMIT 1"
    )
    item = (action.key.source, action.key.native_text)
    values = (*item, action.kind.leaves_inbox, action.offer_id, rows.content_of(action))
    waiting = first(connection, sql, values)
    if waiting is not None:
        raise Refusal(Reason.of("action.already_waiting", key=str(action.key), action=str(waiting)))


def retire(connection: Connection, action_id: str, now: datetime) -> None:
    """Discard the one that a resend replaces, inside the caller's transaction; Refusal
    `action.not_resendable` when it is not in a state that can be resent as a new action."""
    if step(connection, Move(action_id, RESENT_FROM, ActionState.DISCARDED, None, now)) is None:
        raise Refusal(Reason.of("action.not_resendable", action=action_id))


def step(connection: Connection, move: Move) -> Action | None:
    """Carry out a move inside the caller's transaction; None, and nothing changed, from another state."""
    found = list(connection.execute("SELECT seq, state FROM action WHERE id=?", (move.action_id,)))
    if not found or found[0][1] not in {state.value for state in move.expected}:
        return None
    seq = found[0][0]
    rows.set_state(connection, seq, move.to, move.reason, move.now)
    if move.attempts_plus:
        connection.execute("UPDATE action SET attempts=attempts+1 WHERE seq=?", (seq,))
    if not isinstance(move.not_before, EllipsisType):
        not_before = marks.optional_us(move.not_before)
        connection.execute("UPDATE action SET not_before=? WHERE seq=?", (not_before, seq))
    if not isinstance(move.base_version, EllipsisType):
        connection.execute("UPDATE action SET base_version=? WHERE seq=?", (move.base_version, seq))
    return rows.by_id(connection, move.action_id)


def has_run_out(connection: Connection, now: datetime) -> bool:
    """Is there a hold to end? Asked first, so that a quiet minute takes no write lock."""
    sql = "SELECT 1 FROM action WHERE state='held' AND not_before <= ? LIMIT 1"
    return first(connection, sql, (marks.to_us(now),)) is not None


def end_holds(connection: Connection, now: datetime) -> None:
    """Held rows whose time has passed become queued, whoever held them; by-hand rows have no time."""
    sql = "SELECT seq FROM action WHERE state='held' AND not_before <= ? ORDER BY seq"
    for (seq,) in list(connection.execute(sql, (marks.to_us(now),))):
        rows.set_state(connection, seq, ActionState.QUEUED, None, now)
        connection.execute("UPDATE action SET not_before=NULL WHERE seq=?", (seq,))


# An earlier row of the same item goes first, and one in doubt stops what follows it. A row held by hand does
# not: the person has decided the later one and left the earlier for another day.
_DUE = """
state='queued' AND (not_before IS NULL OR not_before <= ?)
AND NOT EXISTS (SELECT 1 FROM action earlier WHERE earlier.source=action.source
  AND earlier.native=action.native AND earlier.seq < action.seq
  AND (earlier.state IN ('queued','sending','unknown')
       OR (earlier.state='held' AND earlier.not_before IS NOT NULL)))
ORDER BY seq
"""


def due(connection: Connection, now: datetime) -> tuple[Action, ...]:
    return rows.select(connection, _DUE, (marks.to_us(now),))


def doubt_left_over(connection: Connection, now: datetime) -> tuple[Action, ...]:
    """What was being sent when a process died may have arrived: only reading can tell."""
    ids = [row[0] for row in connection.execute("SELECT id FROM action WHERE state='sending' ORDER BY seq")]
    reason = Reason.of("action.interrupted")
    for one in ids:
        step(connection, Move(one, (ActionState.SENDING,), ActionState.UNKNOWN, reason, now))
    return tuple(found for one in ids if (found := rows.by_id(connection, one)) is not None)


def listing(
    connection: Connection, states: Collection[ActionState], text: str, limit: int
) -> tuple[Action, ...]:
    """Newest first; every word of `text` is somewhere in the title, comment, key, action or values."""
    clauses, values = ["1"], list[Any]()
    if states:
        clauses.append(f"state IN ({','.join('?' * len(states))})")
        values += [state.value for state in states]
    for word in rows.folded(text).split():
        clauses.append("instr(words, ?)")
        values.append(word)
    return rows.select(connection, f"{' AND '.join(clauses)} ORDER BY seq DESC LIMIT ?", (*values, limit))


def find(connection: Connection, text: str) -> Action | None:
    """By its id, or by a beginning of it that only one action has."""
    if (exact := rows.by_id(connection, text)) is not None:
        return exact
    if not text:
        return None
    found = rows.select(connection, "substr(id, 1, ?) = ? LIMIT 2", (len(text), text))
    return found[0] if len(found) == 1 else None


def rebase_later(connection: Connection, key: WorkItemKey, version: str | None) -> None:
    """Rows of the item that are still to be sent were decided on top of our own confirmed one."""
    connection.execute(
        "UPDATE action SET base_version=? WHERE source=? AND native=? AND state IN ('held','queued')",
        (version, key.source, key.native_text),
    )


def counts(connection: Connection) -> dict[str, int]:
    sql = f"SELECT source, count(*) FROM action WHERE state IN {UNSETTLED_SQL} GROUP BY source"
    return {row[0]: row[1] for row in connection.execute(sql)}


def prune(connection: Connection, before: datetime) -> int:
    """Forget settled actions older than the retention; unsettled ones stay whatever their age."""
    sql = "SELECT seq FROM action WHERE settled IS NOT NULL AND settled < ?"
    seqs: Sequence[int] = [row[0] for row in connection.execute(sql, (marks.to_us(before),))]
    for seq in seqs:
        connection.execute("DELETE FROM step WHERE action=?", (seq,))
        connection.execute("DELETE FROM action WHERE seq=?", (seq,))
    return len(seqs)
