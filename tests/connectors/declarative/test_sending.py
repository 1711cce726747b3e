"""Every row of the outcome table (design.md section 5) against a far end that keeps a ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from tests.contract.far_end_rig import SOURCE, connect
from tests.contract.rig import decided, offer_of, sent_again
from tests.far_end.fault import Fault
from tests.far_end.server import MANIFEST, FarEnd

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import Action, ActionKind
from odx_desktop.domain.keys import WorkItemKey
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
    Verdict,
)
from odx_desktop.domain.work_item import WorkItem


@dataclass
class Decision:
    """One item, decided; what was sent of it, and what reading says."""

    far: FarEnd
    task: str
    action: Action

    def send(self, manifest: str = MANIFEST) -> SendResult:
        return self._ask(lambda c: c.send(self.action), manifest)

    def verify(self, manifest: str = MANIFEST) -> Verdict:
        return self._ask(lambda c: c.verify(self.action), manifest)

    def _ask(self, question, manifest):  # type: ignore[no-untyped-def]
        async def ask():  # type: ignore[no-untyped-def]
            connector = connect(self.far, manifest=manifest)
            try:
                return await question(connector)
            finally:
                await connector.aclose()

        return asyncio.run(ask())

    @property
    def times(self) -> int:
        return len(self.far.books.applied(self.task))


@pytest.fixture
def far() -> Iterator[FarEnd]:
    with FarEnd() as far:
        yield far


def decide(
    far: FarEnd,
    kind: ActionKind = ActionKind.APPROVE,
    comment: str = "",
    manifest: str = MANIFEST,
    **params: str,
) -> Decision:
    task = far.books.add("Order", amount="12.50")

    async def ask(connector: Connector) -> Action:
        try:
            detail = await connector.detail(WorkItemKey(SOURCE, (task.id,)))
        finally:
            await connector.aclose()
        return decided(detail, offer_of(detail, lambda one: one.kind is kind), comment, **params)

    return Decision(far, task.id, asyncio.run(ask(connect(far, manifest=manifest))))


def test_a_204_that_changed_nothing_is_noticed(far: FarEnd) -> None:
    decision = decide(far)
    far.fail("POST", "/tasks", Fault.ignored())
    result = decision.send()
    assert isinstance(result, Refused)
    assert result.reason.code == "action.ignored"
    assert decision.times == 0


def test_done_but_not_read_back_is_unread(far: FarEnd) -> None:
    decision = decide(far)
    path = f"/tasks/{decision.task}"
    original = far.books.apply

    def apply_and_break(*args: object, **kwargs: object) -> object:
        far.fail("GET", path, Fault.answer(500))
        return original(*args, **kwargs)  # type: ignore[arg-type]

    far.books.apply = apply_and_break  # type: ignore[assignment,method-assign]
    assert isinstance(decision.send(), Unread)
    assert decision.times == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault.hang_up_after_applying(),
        Fault.error_after_applying(),
        Fault.portal(applies=True),
        Fault.truncated(),
        Fault.answer(302, b"", applies=True, location="https://elsewhere.example/"),
    ],
)
def test_applied_without_a_usable_answer_is_unknown_and_settled_by_reading(far: FarEnd, fault: Fault) -> None:
    decision = decide(far, comment="Checked")
    far.fail("POST", "/tasks", fault)
    assert isinstance(decision.send(), Unknown)
    assert decision.times == 1
    assert isinstance(decision.verify(), InEffect)


@pytest.mark.parametrize("fault", [Fault.hang_up(), Fault.answer(500), Fault.portal()])
def test_not_applied_without_a_usable_answer_is_unknown_and_reading_says_not_in_effect(
    far: FarEnd, fault: Fault
) -> None:
    decision = decide(far, comment="Checked")
    far.fail("POST", "/tasks", fault)
    assert isinstance(decision.send(), Unknown)
    verdict = decision.verify()
    assert isinstance(verdict, NotInEffect)
    assert verdict.unchanged and verdict.covers_comment
    assert decision.times == 0


def test_a_write_is_never_repeated_by_itself(far: FarEnd) -> None:
    decision = decide(far)
    far.fail("POST", "/tasks", Fault.hang_up_after_applying())
    decision.send()
    assert [method for method, _ in far.requests].count("POST") == 1


def test_the_second_attempt_of_what_took_effect_is_accepted_and_not_sent(far: FarEnd) -> None:
    decision = decide(far, comment="Checked")
    far.fail("POST", "/tasks", Fault.hang_up_after_applying())
    decision.send()
    again = replace(decision, action=sent_again(decision.action))
    assert isinstance(again.send(), Accepted)
    assert decision.times == 1


def test_busy_is_later_with_its_time(far: FarEnd) -> None:
    decision = decide(far)
    far.fail("POST", "/tasks", Fault.answer(429, Retry_After="1.5"))
    result = decision.send()
    assert isinstance(result, Later)
    assert result.at is not None
    assert decision.times == 0


@pytest.mark.parametrize("status", [400, 405, 418, 422])
def test_any_other_refusal_is_refused_with_the_source_s_words(far: FarEnd, status: int) -> None:
    decision = decide(far)
    far.fail("POST", "/tasks", Fault.answer(status, b'{"message":"Over your limit"}'))
    result = decision.send()
    assert isinstance(result, Refused)
    assert result.reason.value("message") == "Over your limit"


def test_forbidden_is_refused(far: FarEnd) -> None:
    decision = decide(far)
    far.fail("POST", "/tasks", Fault.answer(403))
    result = decision.send()
    assert isinstance(result, Refused)
    assert result.reason.code == "action.forbidden"


def test_a_401_waits_for_the_sign_in(far: FarEnd) -> None:
    decision = decide(far)
    far.fail("POST", "/tasks", Fault.answer(401))
    assert isinstance(decision.send(), SignInNeeded)


def test_the_rule_of_the_manifest_comes_before_the_default(far: FarEnd) -> None:
    decision = decide(far)
    far.fail("POST", "/tasks", Fault.answer(422, b'{"code":"comment_required","message":"Say why"}'))
    assert isinstance(decision.send(), NeedsInput)


def test_taken_in_the_last_moment_says_who_was_faster(far: FarEnd) -> None:
    decision = decide(far)
    refused = b'{"code":"taken","changedBy":{"id":"ben","name":"Ben"},"changedAt":"2026-11-24T10:00:00Z"}'
    far.fail("POST", "/tasks", Fault.answer(409, refused))
    result = decision.send()
    assert isinstance(result, Conflict)
    assert result.who == "Ben"
    assert result.when is not None
    assert isinstance(result.current, WorkItem)


def test_decided_by_another_says_who_and_when(far: FarEnd) -> None:
    decision = decide(far)
    far.books.apply(decision.task, "ben", {"action": "declined", "comment": "No"})
    result = decision.send()
    assert isinstance(result, Conflict)
    assert (result.who, result.reason.code) == ("Ben", "action.conflict")
    assert result.when is not None


def test_approved_by_another_is_a_conflict_too(far: FarEnd) -> None:
    decision = decide(far)
    far.books.apply(decision.task, "ben", {"action": "approved"})
    result = decision.send()
    assert isinstance(result, Conflict)
    assert result.who == "Ben"


def test_approved_by_me_in_the_browser_is_accepted(far: FarEnd) -> None:
    decision = decide(far)
    far.books.apply(decision.task, "anna", {"action": "approved"})
    assert isinstance(decision.send(), Accepted)
    assert decision.times == 1


def test_another_amount_is_a_conflict(far: FarEnd) -> None:
    decision = decide(far)
    far.books.tasks[decision.task] = replace(far.books.tasks[decision.task], amount="99.00")
    assert isinstance(decision.send(), Conflict)
    assert decision.times == 0


def test_other_lines_are_a_conflict(far: FarEnd) -> None:
    task = far.books.add("Order", lines=({"id": 1, "title": "Paper", "quantity": 2, "amount": "10"},))

    async def ask(connector: Connector) -> Action:
        detail = await connector.detail(WorkItemKey(SOURCE, (task.id,)))
        await connector.aclose()
        assert detail.lines[0].amount is not None
        return decided(detail, offer_of(detail, lambda one: one.kind is ActionKind.APPROVE))

    action = asyncio.run(ask(connect(far)))
    lines = ({"id": 1, "title": "Paper", "quantity": 200, "amount": "1000"},)
    far.books.tasks[task.id] = replace(far.books.tasks[task.id], lines=lines)
    assert isinstance(Decision(far, task.id, action).send(), Conflict)


def test_a_remark_by_another_stops_nothing(far: FarEnd) -> None:
    decision = decide(far)
    far.books.apply(decision.task, "ben", {"action": "comment", "comment": "By the way"})
    assert isinstance(decision.send(), Accepted)


def test_a_removed_item_is_a_conflict(far: FarEnd) -> None:
    decision = decide(far)
    far.books.remove(decision.task)
    result = decision.send()
    assert isinstance(result, Conflict)
    assert result.reason.code == "action.gone"


def test_given_away_is_confirmed_though_it_is_no_longer_mine(far: FarEnd) -> None:
    decision = decide(far, ActionKind.REASSIGN, to="ben")
    result = decision.send()
    assert isinstance(result, Accepted) and result.verified
    assert far.books.tasks[decision.task].assignee == "ben"


def test_a_parameter_that_is_missing_needs_the_person(far: FarEnd) -> None:
    decision = decide(far, ActionKind.REASSIGN)
    result = decision.send()
    assert isinstance(result, NeedsInput)
    assert result.reason.value("name") == "to"


def test_a_remark_said_twice_is_said_twice(far: FarEnd) -> None:
    first = decide(far, ActionKind.COMMENT, "ok")
    assert isinstance(first.send(), Accepted)
    detail_again = replace(first, action=replace(first.action, id="another"))
    result = detail_again.send()
    assert isinstance(result, Accepted) and result.verified
    assert first.times == 2


def test_an_old_remark_with_the_same_words_proves_nothing(far: FarEnd) -> None:
    decision = decide(far, ActionKind.COMMENT, "ok")
    task = far.books.tasks[decision.task]
    far.books.apply(task.id, "anna", {"action": "comment", "comment": "ok"})
    spoken = far.books.tasks[task.id].remarks[0]
    old = replace(spoken, at="2026-01-01T00:00:00Z")
    far.books.tasks[task.id] = replace(far.books.tasks[task.id], remarks=(old,))
    assert isinstance(decision.verify(), NotInEffect)


def test_another_person_s_remark_with_the_same_words_proves_nothing(far: FarEnd) -> None:
    decision = decide(far, ActionKind.COMMENT, "ok")
    far.books.apply(decision.task, "ben", {"action": "comment", "comment": "ok"})
    assert isinstance(decision.verify(), NotInEffect)


def test_what_another_made_so_is_not_taken_for_ours(far: FarEnd) -> None:
    decision = decide(far)
    far.books.apply(decision.task, "ben", {"action": "approved"})
    verdict = decision.verify()
    assert isinstance(verdict, NotInEffect)
    assert not verdict.unchanged


def test_a_changed_item_is_told_from_an_unchanged_one(far: FarEnd) -> None:
    decision = decide(far)
    far.books.apply(decision.task, "ben", {"action": "comment", "comment": "hm"})
    verdict = decision.verify()
    assert isinstance(verdict, NotInEffect)
    assert not verdict.unchanged


def test_an_append_that_nothing_proves_is_for_the_person(far: FarEnd) -> None:
    blind = MANIFEST.replace("applied_when = { comment_shown = true }\n", "")
    decision = decide(far, ActionKind.COMMENT, "hello", manifest=blind)
    assert isinstance(decision.verify(blind), CannotTell)
    result = decision.send(blind)
    assert isinstance(result, Accepted) and not result.verified


def test_a_set_whose_comment_cannot_be_proved_says_so(far: FarEnd) -> None:
    blind = MANIFEST.replace('is = "{offer.id}", comment_shown = true', 'is = "{offer.id}"')
    decision = decide(far, comment="hello", manifest=blind)
    verdict = decision.verify(blind)
    assert isinstance(verdict, NotInEffect)
    assert not verdict.covers_comment


def test_an_item_that_is_kept_from_us_after_doubt_is_for_the_person(far: FarEnd) -> None:
    decision = decide(far)
    far.fail("GET", f"/tasks/{decision.task}", Fault.answer(403))
    assert isinstance(decision.verify(), CannotTell)


def test_given_away_to_where_we_cannot_look_is_accepted_unverified(far: FarEnd) -> None:
    decision = decide(far, ActionKind.REASSIGN, to="ben")
    original = far.books.apply

    def apply_and_hide(*args: object, **kwargs: object) -> object:
        far.fail("GET", f"/tasks/{decision.task}", Fault.answer(403))
        return original(*args, **kwargs)  # type: ignore[arg-type]

    far.books.apply = apply_and_hide  # type: ignore[assignment,method-assign]
    result = decision.send()
    assert isinstance(result, Accepted) and not result.verified
    assert decision.times == 1


def test_the_same_words_from_before_do_not_prove_what_was_ignored_now(far: FarEnd) -> None:
    decision = decide(far, ActionKind.COMMENT, "ok")
    assert isinstance(decision.send(), Accepted)
    far.fail("POST", "/tasks", Fault.ignored())
    assert isinstance(decision.send(), Refused)
    assert decision.times == 1


def test_a_comment_taken_and_a_change_ignored_are_told_apart(far: FarEnd) -> None:
    decision = decide(far, ActionKind.APPROVE, "Within budget")
    original = far.books._changed
    far.books._changed = lambda task, *_rest: task  # type: ignore[method-assign]
    result = decision.send()
    far.books._changed = original  # type: ignore[method-assign]
    assert isinstance(result, Refused)
    assert result.reason.code == "action.partly_ignored"


@pytest.mark.parametrize("typed", ["nobody", "1_0", "\uff11\uff12"])
def test_a_value_that_cannot_be_sent_is_asked_again_and_never_sent(far: FarEnd, typed: str) -> None:
    numbered = MANIFEST.replace('"{param.to}"', '"{param.to|int}"')
    assert numbered != MANIFEST
    decision = decide(far, ActionKind.REASSIGN, manifest=numbered, to=typed)
    result = decision.send(numbered)
    assert isinstance(result, NeedsInput)
    assert (result.reason.code, result.reason.value("value")) == ("action.unusable_value", typed)
    assert decision.times == 0


def test_doubt_with_the_comment_there_and_the_change_not_is_never_sent_again(far: FarEnd) -> None:
    decision = decide(far, ActionKind.APPROVE, "Within budget")
    original = far.books._changed
    far.books._changed = lambda task, *_rest: task  # type: ignore[method-assign]
    decision.send()
    far.books._changed = original  # type: ignore[method-assign]
    # A source whose version does not move with a comment: the reading looks unchanged.
    moved = replace(decision.action, base_version=str(far.books.tasks[decision.task].version))
    verdict = Decision(far, decision.task, moved).verify()
    assert isinstance(verdict, NotInEffect)
    assert not verdict.unchanged
