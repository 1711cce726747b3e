"""An action as one row of the vault with its history, and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from odx_desktop.domain.action import Action, ActionState, ActionStep
from odx_desktop.domain.reason import Reason
from odx_desktop.store import clock_marks as marks
from odx_desktop.store.codec import dumps, loads
from odx_desktop.store.database import Connection, first

ACTION_COLUMNS = "seq, rest, state, not_before, attempts, base_version, reason"

UNSETTLED = (
    ActionState.HELD,
    ActionState.QUEUED,
    ActionState.SENDING,
    ActionState.UNKNOWN,
    ActionState.NEEDS_YOU,
)
UNSETTLED_SQL = "('held','queued','sending','unknown','needs_you')"


def folded(text: str) -> str:
    """Lower case without accents, so that `conge` finds `Congé`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def content_of(action: Action) -> str:
    """What makes two decisions on one offer the same decision."""
    return dumps((action.params, action.comment, action.lines))


def insert(connection: Connection, action: Action) -> None:
    """Add the row and the first line of its history, inside the caller's transaction."""
    accepted = replace(action, history=(), reason=None)
    words = (action.title, action.comment, str(action.key), action.kind, action.offer_id)
    labels = (action.offer_label.en, action.offer_label.fr, *(value for _, value in action.params))
    connection.execute(
        "INSERT INTO action(id, source, native, kind, leaves, offer_id, content, batch, created, words, rest,"
        " state, not_before, attempts, base_version, reason) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            action.id,
            action.key.source,
            action.key.native_text,
            action.kind.value,
            int(action.kind.leaves_inbox),
            action.offer_id,
            content_of(action),
            action.batch,
            marks.to_us(action.created),
            folded("\n".join((*words, *labels))),
            dumps(accepted),
            action.state.value,
            marks.optional_us(action.not_before),
            action.attempts,
            action.base_version,
            _reason_text(action.reason),
        ),
    )
    seq = connection.last_insert_rowid()
    for step in action.history or (ActionStep(action.created, action.state, action.reason),):
        add_step(connection, seq, step)


def add_step(connection: Connection, seq: int, step: ActionStep) -> None:
    connection.execute(
        "INSERT INTO step(action, at, state, reason) VALUES(?,?,?,?)",
        (seq, marks.to_us(step.at), step.state.value, _reason_text(step.reason)),
    )


def set_state(
    connection: Connection, seq: int, to: ActionState, reason: Reason | None, now: datetime
) -> None:
    """The move itself and its line of history; `settled` is when it left our hands."""
    settled = None if to in UNSETTLED else marks.to_us(now)
    connection.execute(
        "UPDATE action SET state=?, reason=?, settled=? WHERE seq=?",
        (to.value, _reason_text(reason), settled, seq),
    )
    add_step(connection, seq, ActionStep(now, to, reason))


def select(connection: Connection, where: str, values: Sequence[Any] = ()) -> tuple[Action, ...]:
    """The actions of a WHERE clause (with its ORDER BY and LIMIT), each with its history."""
    rows = list(connection.execute(f"SELECT {ACTION_COLUMNS} FROM action WHERE {where}", tuple(values)))
    histories = _histories(connection, [row[0] for row in rows])
    return tuple(_action(row, histories.get(row[0], ())) for row in rows)


def by_id(connection: Connection, action_id: str) -> Action | None:
    found = select(connection, "id = ?", (action_id,))
    return found[0] if found else None


def seq_of(connection: Connection, action_id: str) -> int | None:
    seq = first(connection, "SELECT seq FROM action WHERE id = ?", (action_id,))
    return None if seq is None else int(seq)


def _action(row: Sequence[Any], history: tuple[ActionStep, ...]) -> Action:
    return replace(
        loads(Action, row[1]),
        state=ActionState(row[2]),
        not_before=marks.optional_instant(row[3]),
        attempts=row[4],
        base_version=row[5],
        reason=_reason(row[6]),
        history=history,
    )


def _histories(connection: Connection, seqs: Sequence[int]) -> dict[int, tuple[ActionStep, ...]]:
    found: dict[int, list[ActionStep]] = {}
    for start in range(0, len(seqs), 500):
        some = tuple(seqs[start : start + 500])
        sql = f"SELECT action, at, state, reason FROM step WHERE action IN ({_holes(some)}) ORDER BY rowid"
        for seq, at, state, reason in connection.execute(sql, some):
            step = ActionStep(marks.from_us(at), ActionState(state), _reason(reason))
            found.setdefault(seq, []).append(step)
    return {seq: tuple(steps) for seq, steps in found.items()}


def _holes(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _reason_text(reason: Reason | None) -> str | None:
    return None if reason is None else dumps(reason)


def _reason(text: str | None) -> Reason | None:
    return None if text is None else loads(Reason, text)
