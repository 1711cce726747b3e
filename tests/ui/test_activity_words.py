"""What Activity says is true of the state, and each state offers what design.md section 5 allows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.ui.decisions import NOW, decision

from odx_desktop.domain.action import ActionKind, ActionState, ActionStep, Effect
from odx_desktop.domain.reason import Reason
from odx_desktop.ui.activity_steps import gathered
from odx_desktop.ui.activity_words import (
    Choice,
    advice,
    choice_word,
    choices_of,
    headline,
    risk,
    word_of,
    words_of,
)

NAMES = {"hr": "HR"}


def test_a_hold_counts_down_in_words() -> None:
    held = decision("a", ActionState.HELD, not_before=NOW + timedelta(seconds=7))
    assert words_of(held, NAMES, NOW).says == "Will be sent in 7\u00a0s, to HR."
    by_hand = decision("a", ActionState.HELD)
    assert words_of(by_hand, NAMES, NOW).says == "Held until you send it, to HR."


def test_what_could_not_be_read_back_is_not_called_confirmed() -> None:
    action = decision("a", ActionState.CONFIRMED, reason=Reason.of("action.not_verified"))
    assert word_of(action) == "Not verified"
    assert word_of(decision("b", ActionState.CONFIRMED)) == "Confirmed"


@pytest.mark.parametrize("state", list(ActionState))
def test_every_state_says_something_and_is_spoken_whole(state: ActionState) -> None:
    action = decision("a", state)
    words = words_of(action, NAMES, NOW)
    assert words.says
    assert headline(action)
    assert words.spoken.startswith(words.word)
    assert action.title in words.spoken


def test_undo_is_offered_only_before_the_first_byte() -> None:
    offering = {state for state in ActionState if Choice.UNDO in choices_of(decision("a", state))}
    assert offering == {ActionState.HELD, ActionState.QUEUED}


def test_doubt_is_the_persons_to_settle() -> None:
    doubt = decision("a", ActionState.NEEDS_YOU, reason=Reason.of("action.doubt_unprovable"))
    assert choices_of(doubt)[:2] == (Choice.IT_IS_THERE, Choice.SEND_AGAIN)
    missing = decision("a", ActionState.NEEDS_YOU, reason=Reason.of("action.needs_comment"))
    assert choices_of(missing)[0] is Choice.EDIT
    assert advice(missing, NOW)


def test_the_risk_of_sending_again_is_told_by_its_effect() -> None:
    append = decision("a", ActionState.NEEDS_YOU, effect=Effect.APPEND)
    same = decision("a", ActionState.NEEDS_YOU, effect=Effect.SET)
    assert "twice" in risk(Choice.SEND_AGAIN, append, "HR")
    assert risk(Choice.SEND_AGAIN, append, "HR") != risk(Choice.SEND_AGAIN, same, "HR")


@pytest.mark.parametrize("state", list(ActionState))
def test_every_choice_has_words(state: ActionState) -> None:
    action = decision("a", state)
    assert all(choice_word(choice, action) for choice in choices_of(action))


def test_a_night_of_failed_tries_is_one_line() -> None:
    away = Reason.of("source.not_reached", host="hr.example")
    steps = [ActionStep(NOW, ActionState.HELD), ActionStep(NOW, ActionState.QUEUED)]
    for minute in range(300):
        at = NOW + timedelta(minutes=minute)
        steps += [ActionStep(at, ActionState.SENDING), ActionStep(at, ActionState.QUEUED, away)]
    steps += [ActionStep(NOW, ActionState.SENDING), ActionStep(NOW, ActionState.CONFIRMED)]
    told = gathered(steps)
    assert [(step.state, tries) for step, tries in told] == [
        (ActionState.HELD, 1),
        (ActionState.QUEUED, 1),
        (ActionState.SENDING, 1),
        (ActionState.QUEUED, 300),
        (ActionState.SENDING, 1),
        (ActionState.CONFIRMED, 1),
    ]
    assert told[3][0].at == NOW + timedelta(minutes=299)


def test_a_claim_in_conflict_has_no_words_to_edit() -> None:
    claim = decision("a", ActionState.CONFLICT, kind=ActionKind.CLAIM)
    assert Choice.EDIT not in choices_of(claim)
    assert Choice.EDIT in choices_of(decision("b", ActionState.CONFLICT))
