from __future__ import annotations

import pytest
from tests.cli.conftest import Run
from tests.cli.far_inbox import FarInbox, action, status, work_item

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.errors import ContractBroken, Refusal, SignInRequired, SourceUnavailable, StoreFailed
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.inbox.views import SourceTest, UndoOutcome, WaitingChoice


def test_list_gives_items_and_sources(run: Run) -> None:
    ran = run("list", "--json")
    assert ran.code == 0
    item = ran.object["items"][0]  # type: ignore[index]
    assert item["key"] == "tickets/12"
    assert item["amount"] == {"value": "12.50", "currency": "CAD"}
    assert item["due"] == "2020-01-02"
    assert item["why"].startswith("Overdue")
    assert [one["id"] for one in item["actions"]] == ["5", "6", "give", "note"]
    assert ran.object["total"] == 1
    assert set(ran.object["sources"][0]) == {"source", "name", "as_of", "health", "reason"}  # type: ignore[index]


def test_list_as_text_is_one_line_an_item(run: Run) -> None:
    ran = run("list")
    assert ran.code == 0 and ran.out.count("\n") == 1
    assert "Printer on fire" in ran.out and "$12.50" in ran.out


def test_list_says_which_source_is_not_current_and_still_ends_well(run: Run, far: FarInbox) -> None:
    far.known = (
        status(health=Health.NOT_REACHED, reason=Reason.of("source.not_reached", host="tickets.example")),
    )
    ran = run("list")
    assert ran.code == 0
    assert "We could not reach tickets.example" in ran.err


def test_an_empty_list_is_not_silent(run: Run, far: FarInbox) -> None:
    far.item = None
    assert "Nothing waits here." in run("list").err
    far.known = ()
    assert "There are no sources yet" in run("list").err


def test_search_hands_on_the_words_and_the_limit(run: Run, far: FarInbox) -> None:
    run("search", "conge", "annuel", "--limit", "5")
    assert far.orders == [("order", "all", "conge annuel", 5)]


def test_show_gives_the_whole_item(run: Run) -> None:
    shown = run("show", "tickets/12", "--json").object
    assert {"body", "lines", "route", "comments", "attachments", "link", "key", "actions"} <= shown.keys()
    assert "Smoke\n\nand fire" in run("show", "tickets/12").out
    assert "alert" not in run("show", "tickets/12").out


@pytest.mark.parametrize("key", ["tickets/99", "nonsense", "", "tickets/"])
def test_an_unknown_key_is_told(run: Run, key: str) -> None:
    ran = run("show", key, "--json")
    assert ran.code == 1
    assert ran.object["error"]["code"] == "item.unknown"  # type: ignore[index]


def test_hostile_titles_cannot_act_on_the_terminal(run: Run, far: FarInbox) -> None:
    far.item = work_item("\x1b[2Jpay \u202egpj.exe\nsecond line")
    text, as_json = run("list").out, run("list", "--json").out
    assert "\x1b" not in text and "\u202e" not in text and text.count("\n") == 1
    assert "\x1b" not in as_json and "\u202e" not in as_json
    assert run("list", "--json").object["items"][0]["title"] == far.item.title  # type: ignore[index]


def test_act_is_held_and_promised(run: Run, far: FarInbox) -> None:
    ran = run("act", "tickets/12", "5", "--json")
    assert ran.code == 0
    assert ran.object == {"id": "0190-a", "key": "tickets/12", "state": "held", "reason": None}
    assert far.orders == [("submit", "tickets/12", "5", "", {}, None)]


def test_act_now_and_wait_ends_with_what_became_of_it(run: Run, far: FarInbox) -> None:
    ran = run("act", "tickets/12", "comment", "--comment", "done", "--now", "--wait", "--json")
    assert ran.code == 0 and ran.object["state"] == "confirmed"
    assert far.orders[0] == ("submit", "tickets/12", "note", "done", {}, 0.0)
    assert far.orders[1] == ("wait_settled", "0190-a", 60.0)


@pytest.mark.parametrize(
    ("state", "code", "exit_code"),
    [
        (ActionState.CONFIRMED, None, 0),
        (ActionState.CONFIRMED, "action.not_verified", 0),
        (ActionState.REFUSED, "action.ignored", 1),
        (ActionState.CONFLICT, "action.changed_elsewhere", 1),
        (ActionState.NEEDS_YOU, "action.needs_comment", 1),
        (ActionState.QUEUED, "source.wrong_secret", 3),
        (ActionState.QUEUED, "source.step_up", 3),
        (ActionState.QUEUED, "source.not_reached", 4),
        (ActionState.QUEUED, None, 4),
        (ActionState.UNKNOWN, "action.no_answer", 4),
        (ActionState.UNKNOWN, "action.read_back_failed", 4),
    ],
)
def test_the_exit_column_of_the_outcome_table(
    run: Run, far: FarInbox, state: ActionState, code: str | None, exit_code: int
) -> None:
    far.settled = action(state, Reason.of(code) if code else None)
    ran = run("act", "tickets/12", "5", "--now", "--wait", "--json")
    assert ran.code == exit_code
    assert ran.object["state"] == state.value


@pytest.mark.parametrize(
    ("wanted", "code"), [("approve", "action.unknown"), ("complete", "action.ambiguous")]
)
def test_a_wrong_action_lists_the_offers(run: Run, far: FarInbox, wanted: str, code: str) -> None:
    ran = run("act", "tickets/12", wanted, "--json")
    assert ran.code == 2 and not far.orders
    error = ran.object["error"]
    assert error["code"] == code and "5 (complete)" in error["next"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("typed", "carried"),
    [
        ("Priya Raman", "7"),
        ("PRIYA@x.example", "7"),
        ("Li Wei", "Li Wei"),  # two of them: nobody guesses
        ("7", "7"),
        ("Priya", "Priya"),
    ],
)
def test_a_person_can_be_named(run: Run, far: FarInbox, typed: str, carried: str) -> None:
    assert run("act", "tickets/12", "reassign", "--param", f"to={typed}").code == 0
    assert far.orders[-1] == ("submit", "tickets/12", "give", "", {"to": carried}, None)


def test_missing_offers_are_read_first(run: Run, far: FarInbox) -> None:
    from dataclasses import replace

    from tests.cli.far_inbox import detail

    assert far.item is not None
    far.detail = replace(detail(far.item), offers_as_of=None, offers=())
    assert run("act", "tickets/12", "5").code == 0
    assert far.orders[0] == ("refresh_item", "tickets/12")


def test_a_refused_order_writes_an_error_and_nothing_else(run: Run, far: FarInbox) -> None:
    far.fails = Refusal(Reason.of("action.needs_comment"))
    ran = run("act", "tickets/12", "5", "--json")
    assert ran.code == 1 and set(ran.object) == {"error"}
    assert set(ran.object["error"]) == {"code", "message", "next", "reference"}  # type: ignore[arg-type]
    assert ran.err.startswith("odx-desktop: This action needs a comment. Nothing was sent.")


def test_sync_takes_the_highest_exit(run: Run, far: FarInbox) -> None:
    far.known = (
        status("a"),
        status("b", Health.SIGN_IN_NEEDED, Reason.of("source.wrong_secret", host="b.example")),
    )
    ran = run("sync", "--json")
    assert ran.code == 3
    assert [one["health"] for one in ran.object["sources"]] == ["ok", "sign_in_needed"]  # type: ignore[attr-defined]
    text = run("sync")
    assert text.out.count("\n") == 2
    assert "Tickets: 3 items, 1 changed." in text.out
    far.known += (status("c", Health.BROKEN, Reason.of("source.portal")),)
    assert run("sync").code == 4
    far.known = (status("d", Health.NO_ACCESS, Reason.of("source.no_access")),)
    assert run("sync").code == 1


def test_sync_without_sources_says_so(run: Run, far: FarInbox) -> None:
    far.known = ()
    ran = run("sync", "--json")
    assert ran.code == 0 and ran.object == {"sources": []}
    assert "no sources yet" in ran.err


def test_adding_a_source_passes_what_was_typed(
    run: Run, far: FarInbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("pé ss\n\n".encode())))
    ran = run(
        *["sources", "add", "trackers", "--name", "Tickets", "--url", "https://t.example"],
        *["--user", "ana", "--secret-stdin", "--json"],
    )
    assert ran.code == 0
    assert far.orders == [("add_source", "trackers", "Tickets", "https://t.example", "ana", "pé ss\n")]
    assert set(ran.object) == {"source", "name", "connector", "health", "as", "reason"}


def test_no_secret_on_standard_input_is_told(
    run: Run, far: FarInbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n")))
    ran = run("sources", "edit", "tickets", "--secret-stdin")
    assert ran.code == 1 and not far.orders and "No secret came" in ran.err


@pytest.mark.parametrize(
    ("health", "code", "exit_code"),
    [
        (Health.SIGN_IN_NEEDED, "source.wrong_secret", 3),
        (Health.NOT_REACHED, "source.not_reached", 4),
        (Health.BROKEN, "source.portal", 1),
        (Health.NO_ACCESS, "source.no_access", 1),
    ],
)
def test_a_source_that_fails_its_test_is_not_saved(
    run: Run, far: FarInbox, health: Health, code: str, exit_code: int
) -> None:
    reason = Reason.of(code, host="t.example")
    far.test = SourceTest(status(health=health, reason=reason), ok=False, reason=reason)
    ran = run("sources", "add", "trackers", "--name", "T", "--url", "https://t.example", "--json")
    assert ran.code == exit_code
    assert ran.object["source"] is None and ran.object["health"] == health.value
    assert code in ran.err


@pytest.mark.parametrize("code", ["connector.unknown", "source.name_taken"])
def test_adding_what_cannot_be_is_wrong_usage(run: Run, far: FarInbox, code: str) -> None:
    far.fails = Refusal(Reason.of(code, name="T", connector="x"))
    assert run("sources", "add", "x", "--name", "T", "--url", "https://t.example").code == 2


def test_editing_an_unknown_source(run: Run) -> None:
    ran = run("sources", "edit", "nope", "--name", "New", "--json")
    assert ran.code == 2
    assert ran.object["error"]["code"] == "source.unknown"  # type: ignore[index]


def test_removing_with_actions_waiting_needs_a_word(run: Run, far: FarInbox) -> None:
    far.fails = Refusal(Reason.of("source.actions_wait", count="3"))
    ran = run("sources", "remove", "tickets")
    assert ran.code == 1 and "still wait to be sent: 3" in ran.err
    far.fails = None
    assert run("sources", "remove", "tickets", "--discard").code == 0
    assert far.orders[-1] == ("remove_source", "tickets", WaitingChoice.DISCARD)


def test_signing_out_says_what_becomes_of_what_waits(run: Run, far: FarInbox) -> None:
    assert run("sign-out", "--keep").code == 0
    assert far.orders == [("sign_out_source", "tickets", WaitingChoice.KEEP)]


def test_activity_undo_retry_discard(run: Run, far: FarInbox) -> None:
    listed = run("activity", "--json").object["actions"]
    assert set(listed[0]) == {  # type: ignore[index]
        *("id", "batch", "key", "title", "kind", "action", "state", "at", "reason", "history")
    }
    assert run("activity", "--state", "refused", "--json").object == {"actions": []}
    assert run("undo", "0190-a", "--json").object == {"undone": ["0190-a"], "too_late": []}
    far.outcome = UndoOutcome((), ("0190-a",))
    assert run("undo", "0190-a").code == 1
    assert run("discard", "0190-a", "--json").object["state"] == "discarded"
    assert run("discard", "nope", "--json").object["error"]["code"] == "action.no_such_action"  # type: ignore[index]
    run("retry", "0190-a", "--send-again")
    run("retry", "0190-a", "--it-is-there")
    run("retry", "0190-a")
    assert [order[0] for order in far.orders] == ["send_again", "confirm_done", "retry"]


def test_team_status_connectors(run: Run) -> None:
    team = run("team", "--json").object
    assert set(team) == {"as_of", "people", "unowned", "items", "cannot_tell"}
    assert team["cannot_tell"] == ["todos"] and team["unowned"] == 2
    assert run("status", "--json").object["sources"][0]["as"] == "Ana Roy"  # type: ignore[index]
    assert run("connectors", "list", "--json").object["connectors"][0]["id"] == "trackers"  # type: ignore[index]


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (SignInRequired(Reason.of("source.sign_in")), 3),
        (SourceUnavailable(Reason.of("source.timeout")), 4),
        (ContractBroken("page 1", "a list", "an object"), 4),
        (StoreFailed(Reason.of("store.full")), 1),
        (ValueError("a defect of ours"), 1),
    ],
)
def test_no_failure_shows_a_traceback(run: Run, far: FarInbox, error: Exception, exit_code: int) -> None:
    far.fails = error
    ran = run("list", "--json")
    assert ran.code == exit_code
    assert "Traceback" not in ran.err + ran.out
    assert set(ran.object) == {"error"}


def test_a_notice_of_the_store_is_told_and_the_verb_goes_on(run: Run) -> None:
    ran = run("list", notices=(Reason.of("store.cache_rebuilt"),))
    assert ran.code == 0 and "was made anew" in ran.err


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["sources", "add", "trackers", "--name", "T", "--url", "https://t.example"], 1),
        (["act", "tickets/12", "5"], 1),
        (["act", "tickets/12", "5", "--now"], 1),
        (["act", "tickets/12", "5", "--now", "--wait"], 0),
        (["list"], 0),
    ],
)
def test_without_a_key_that_lasts_nothing_is_promised(
    run: Run, far: FarInbox, arguments: list[str], exit_code: int
) -> None:
    ran = run(*arguments, keeps=False)
    assert ran.code == exit_code
    if exit_code:
        assert "store.no_keyring" in ran.err and "--key-file" in ran.err and not far.orders


def test_what_is_not_built_says_so(run: Run) -> None:
    ran = run("playbooks", "list", "--json")
    assert ran.code == 1
    assert ran.object["error"]["code"] == "program.not_in_release"  # type: ignore[index]
