from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.store.samples import NOW, action

from odx_desktop.domain.action import Action, ActionKind, ActionState, BaseFacts
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Source
from odx_desktop.store.key import StoreKey
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.store import Store

LATER = NOW + timedelta(seconds=10)


def accept(store: Store, made: Action) -> Action:
    return store.vault.insert_action(made).result()


def test_an_action_comes_back_as_it_was_accepted_with_its_first_step(store: Store) -> None:
    made = action(
        "é/1,2",
        params=(("to", "ann"),),
        lines=(("1", "approve"), ("2", "decline")),
        comment="Bien reçu",
        base_version="7",
        base=BaseFacts(state="Ready", amount="12.50 CAD"),
        not_before=LATER,
        batch="b",
        state=ActionState.HELD,
    )
    stored = accept(store, made)
    assert [step.state for step in stored.history] == [ActionState.HELD]
    assert {**_fields(stored), "history": ()} == _fields(made)
    assert store.vault.action(made.id[:9]).result() == stored
    assert store.vault.batch("b").result() == (stored,)


def _fields(made: Action) -> dict[str, object]:
    return {name: getattr(made, name) for name in made.__slots__}


def test_the_same_id_twice_is_one_action(store: Store) -> None:
    made = action("1")
    assert accept(store, made) == accept(store, made)
    assert len(store.vault.actions().result()) == 1


@pytest.mark.parametrize("state", ["held", "queued", "sending", "unknown", "needs_you"])
def test_a_second_decision_is_refused_while_the_first_is_not_settled(store: Store, state: str) -> None:
    accept(store, action("1", state=ActionState(state)))
    with pytest.raises(Refusal) as refused:
        accept(store, action("1", kind=ActionKind.DECLINE, offer_id="decline"))
    assert refused.value.reason.code == "action.already_waiting"


@pytest.mark.parametrize("state", ["confirmed", "refused", "conflict", "discarded"])
def test_a_settled_decision_stands_in_nobodys_way(store: Store, state: str) -> None:
    accept(store, action("1", state=ActionState(state)))
    accept(store, action("1"))


def test_two_different_comments_may_wait_but_not_the_same_one_twice(store: Store) -> None:
    comment = {"kind": ActionKind.COMMENT, "offer_id": "comment"}
    accept(store, action("1", comment="one", **comment))
    accept(store, action("1", comment="two", **comment))
    with pytest.raises(Refusal):
        accept(store, action("1", comment="one", **comment))


def test_a_bulk_is_accepted_whole_or_not_at_all(store: Store) -> None:
    accept(store, action("2"))
    with pytest.raises(Refusal):
        store.vault.insert_actions([action("1"), action("2"), action("3")]).result()
    assert len(store.vault.actions().result()) == 1


def test_a_resend_discards_what_it_replaces(store: Store) -> None:
    old = accept(store, action("1", state=ActionState.NEEDS_YOU))
    new = store.vault.insert_action(action("1"), replaces=old.id).result()
    states = {one.id: one.state for one in store.vault.actions().result()}
    assert states == {old.id: ActionState.DISCARDED, new.id: ActionState.QUEUED}


def test_move_is_a_compare_and_set_with_history(store: Store) -> None:
    made = accept(store, action("1"))
    reason = Reason.of("source.not_reached", host="x")
    moved = store.vault.move(
        made.id,
        expected={ActionState.QUEUED},
        to=ActionState.SENDING,
        reason=reason,
        now=LATER,
        attempts_plus=True,
        not_before=LATER,
        base_version="8",
    ).result()
    assert moved is not None
    assert (moved.state, moved.attempts, moved.not_before, moved.base_version, moved.reason) == (
        ActionState.SENDING,
        1,
        LATER,
        "8",
        reason,
    )
    assert [step.state for step in moved.history] == [ActionState.QUEUED, ActionState.SENDING]
    undo = store.vault.move(
        made.id,
        expected={ActionState.HELD, ActionState.QUEUED},
        to=ActionState.DISCARDED,
        reason=None,
        now=LATER,
    )
    assert undo.result() is None
    assert store.vault.action(made.id).result() == moved


def test_take_due_ends_holds_and_keeps_the_order_of_an_item(store: Store) -> None:
    comment = {"kind": ActionKind.COMMENT, "offer_id": "comment", "state": ActionState.HELD}
    first = accept(store, action("1", comment="a", not_before=LATER, **comment))
    accept(store, action("1", comment="b", not_before=NOW, **comment))
    by_hand = accept(store, action("2", comment="c", not_before=None, **comment))
    other = accept(store, action("2", comment="d", not_before=NOW, **comment))
    assert [one.id for one in store.vault.take_due(NOW).result()] == [other.id]
    assert {one.id for one in store.vault.take_due(LATER).result()} == {first.id, other.id}
    held = store.vault.actions([ActionState.HELD]).result()
    assert [one.id for one in held] == [by_hand.id]


@pytest.mark.parametrize("state", ["sending", "unknown"])
def test_nothing_overtakes_an_earlier_action_in_doubt(store: Store, state: str) -> None:
    comment = {"kind": ActionKind.COMMENT, "offer_id": "comment"}
    accept(store, action("1", comment="a", state=ActionState(state), **comment))
    accept(store, action("1", comment="b", **comment))
    assert store.vault.take_due(NOW).result() == ()


def test_a_retry_time_is_waited_for(store: Store) -> None:
    made = accept(store, action("1", not_before=LATER))
    assert store.vault.take_due(NOW).result() == ()
    assert [one.id for one in store.vault.take_due(LATER).result()] == [made.id]


def test_what_was_being_sent_at_a_crash_is_in_doubt(store: Store) -> None:
    made = accept(store, action("1", state=ActionState.SENDING))
    (doubtful,) = store.vault.sending_left_over(LATER).result()
    assert (doubtful.id, doubtful.state) == (made.id, ActionState.UNKNOWN)
    assert store.vault.sending_left_over(LATER).result() == ()


def test_search_in_activity_folds_accents(store: Store) -> None:
    made = accept(store, action("1", title="Congé d’été", offer_label=LocalizedText("Approve", "Approuver")))
    accept(store, action("2"))
    assert [one.id for one in store.vault.actions(text="ETE conge").result()] == [made.id]
    assert store.vault.actions(text="%").result() == ()


def test_waiting_counts_and_the_note_beside_the_vault(store: Store, profile: ProfilePaths) -> None:
    accept(store, action("1"))
    accept(store, action("1", source="desk", state=ActionState.UNKNOWN))
    done = accept(store, action("2", source="desk"))
    store.vault.move(
        done.id, expected={ActionState.QUEUED}, to=ActionState.CONFIRMED, reason=None, now=LATER
    ).result()
    assert store.vault.waiting_counts().result() == {"hr": 1, "desk": 1}
    states = {ActionState.QUEUED: 1, ActionState.UNKNOWN: 1, ActionState.CONFIRMED: 1}
    assert store.vault.state_counts().result() == states
    note = json.loads(profile.pending.read_text())
    assert (note["count"], note["sources"]) == (2, ["desk", "hr"])
    assert "Request" not in profile.pending.read_text()


def test_prune_forgets_only_what_is_settled(store: Store) -> None:
    done = accept(store, action("1", state=ActionState.SENDING))
    waiting = accept(store, action("2"))
    store.vault.move(
        done.id, expected={ActionState.SENDING}, to=ActionState.CONFIRMED, reason=None, now=NOW
    ).result()
    assert store.vault.prune(LATER).result() == 1
    assert [one.id for one in store.vault.actions().result()] == [waiting.id]


def test_sources_secrets_drafts_and_what_was_read(store: Store) -> None:
    hr = Source("hr", LocalizedText("HR", "RH"), "work-items", "https://hr", manifest_digest="d1")
    desk = Source("desk", LocalizedText("Desk", "Bureau"), "desk", "https://d")
    store.vault.put_source(hr, "text of the manifest").result()
    store.vault.put_source(desk, None).result()
    store.vault.put_source(hr, None).result()
    store.vault.put_secret("hr", "s3cret").result()
    assert store.vault.sources().result() == (hr, desk)
    assert store.vault.manifest("d1").result() == "text of the manifest"
    assert store.vault.secret("hr").result() == "s3cret"
    key = action("1").key
    store.vault.put_draft(key, "half a sent").result()
    assert store.vault.draft(key).result() == "half a sent"
    assert store.vault.mark_read(key).result() is True
    assert store.vault.mark_read(key).result() is False
    assert store.vault.read_keys().result() == {key}
    store.vault.delete_source("hr").result()
    assert store.vault.sources().result() == (desk,)
    assert store.vault.secret("hr").result() is None
    assert store.vault.draft(key).result() == ""


def test_another_process_is_noticed_and_our_own_commits_are_not(
    store: Store, profile: ProfilePaths, key: StoreKey
) -> None:
    before = store.vault.data_version().result()
    accept(store, action("1"))
    assert store.vault.data_version().result() == before
    other = Store.open(profile, key)
    accept(other, action("2"))
    other.close()
    assert store.vault.data_version().result() != before
    assert len(store.vault.actions().result()) == 2
