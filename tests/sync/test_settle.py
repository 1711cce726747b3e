"""Each row of the outcome table, and what reading afterwards may and may not lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from odx_desktop.domain.action import Action, ActionKind, ActionState, Effect
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import (
    Accepted,
    CannotTell,
    Conflict,
    InEffect,
    Later,
    NeedsInput,
    NotInEffect,
    Refused,
    SendResult,
    SignInNeeded,
    Unknown,
    Unread,
)
from odx_desktop.sync.settle import settle, settle_doubt

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
WHY = Reason.of("action.refused", message="Budget closed")


@pytest.mark.parametrize(
    ("result", "state", "code"),
    [
        (Accepted(), ActionState.CONFIRMED, None),
        (Accepted(verified=False), ActionState.CONFIRMED, "action.not_verified"),
        (Unread(Reason.of("source.timeout")), ActionState.UNKNOWN, "action.read_back_failed"),
        (Refused(Reason.of("action.ignored")), ActionState.REFUSED, "action.ignored"),
        (Refused(WHY), ActionState.REFUSED, "action.refused"),
        (NeedsInput(Reason.of("action.needs_comment")), ActionState.NEEDS_YOU, "action.needs_comment"),
        (Conflict(Reason.of("action.conflict")), ActionState.CONFLICT, "action.conflict"),
        (SignInNeeded(Reason.of("source.sign_in")), ActionState.QUEUED, "source.sign_in"),
        (Later(Reason.of("source.not_reached")), ActionState.QUEUED, "source.not_reached"),
        (Unknown(Reason.of("action.no_answer")), ActionState.UNKNOWN, "action.no_answer"),
    ],
)
def test_every_row_of_the_table(result: SendResult, state: ActionState, code: str | None) -> None:
    settlement = settle(result)
    assert settlement.state is state
    assert (settlement.reason.code if settlement.reason else None) == code


def test_a_step_up_holds_back_its_own_row_only() -> None:
    assert settle(SignInNeeded(Reason.of("source.sign_in"))).source_waits
    assert not settle(SignInNeeded(Reason.of("source.step_up"), step_up=True)).source_waits


def test_a_conflict_says_who_and_when() -> None:
    settlement = settle(Conflict(Reason.of("action.conflict"), who="M. Roy", when=NOW))
    assert settlement.reason is not None
    assert settlement.reason.value("who") == "M. Roy"
    assert settlement.reason.value("when") == NOW.isoformat()


def _unknown(effect: Effect, comment: str = "", code: str = "action.no_answer") -> Action:
    return Action(
        id="0190-a",
        key=WorkItemKey("tickets", ("7",)),
        title="Seven",
        kind=ActionKind.COMPLETE,
        offer_id="5",
        offer_label=LocalizedText("Close", "Fermer"),
        effect=effect,
        created=NOW,
        state=ActionState.UNKNOWN,
        comment=comment,
        reason=Reason.of(code),
    )


def test_in_effect_is_confirmed() -> None:
    assert settle_doubt(_unknown(Effect.APPEND), InEffect()).state is ActionState.CONFIRMED


def test_only_an_unchanged_set_goes_out_again() -> None:
    again = NotInEffect(unchanged=True)
    assert settle_doubt(_unknown(Effect.SET), again).state is ActionState.QUEUED
    assert settle_doubt(_unknown(Effect.APPEND), again).state is ActionState.NEEDS_YOU
    assert settle_doubt(_unknown(Effect.SET), replace(again, unchanged=False)).state is ActionState.NEEDS_YOU


def test_a_set_with_a_comment_counts_as_append_unless_the_comment_was_looked_for() -> None:
    action = _unknown(Effect.SET, comment="Done")
    assert settle_doubt(action, NotInEffect(unchanged=True)).state is ActionState.NEEDS_YOU
    covered = NotInEffect(unchanged=True, covers_comment=True)
    assert settle_doubt(action, covered).state is ActionState.QUEUED


def test_what_the_source_accepted_once_is_never_sent_again() -> None:
    action = _unknown(Effect.SET, code="action.read_back_failed")
    assert settle_doubt(action, NotInEffect(unchanged=True)).state is ActionState.NEEDS_YOU


def test_what_reading_cannot_tell_is_the_persons_to_say() -> None:
    assert settle_doubt(_unknown(Effect.SET), CannotTell()).state is ActionState.NEEDS_YOU
