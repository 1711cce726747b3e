"""Acting on a reference-contract system: once, in time, by whom it is allowed, and told to everybody else."""

import uuid
from typing import Any

import httpx
from tests.demo.stage import Stage, all_pages


def act(client: httpx.Client, task: dict[str, Any], offer: str, **more: Any) -> httpx.Response:
    key = more.pop("key", None) or str(uuid.uuid4())
    headers = {"If-Match": more.pop("etag", task["etag"]), "Idempotency-Key": key}
    return client.post(f"/tasks/{task['id']}/actions", json={"offer": offer, **more}, headers=headers)


def told(stage: Stage) -> dict[str, Any]:
    task: dict[str, Any] = stage.client("eprocurement").get("/tasks/PO-4411.2").json()
    return task


def test_approving_passes_the_case_on(stage: Stage) -> None:
    client = stage.client("eprocurement")
    done = act(client, told(stage), "approve", comment="Bon prix.")
    assert (done.status_code, done.json()["outcome"]) == (200, "approve")
    assert done.headers["ETag"] == done.json()["etag"] != '"1"'
    following = stage.client("eprocurement", "denise").get("/tasks/PO-4411.3").json()
    assert following["assignee"]["name"] == "Denise Papineau"
    assert following["route"][1]["comment"] == "Bon prix."


def test_the_same_key_acts_once(stage: Stage) -> None:
    client = stage.client("eprocurement")
    task, key = told(stage), str(uuid.uuid4())
    answers = [act(client, task, "comment", comment="Une fois.", key=key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.headers.get("Idempotency-Replayed") for answer in answers] == [None, "true", "true"]
    assert answers[0].content == answers[2].content
    assert [entry["key"] for entry in stage.ledger("eprocurement")] == [key]
    now = told(stage)
    assert [done["key"] for done in now["myActions"]] == [key]
    assert [comment["text"] for comment in now["comments"]].count("Une fois.") == 1
    assert stage.client("eprocurement", "helene").get("/tasks/PO-4411.2").json()["myActions"] == []


def test_the_same_key_for_something_else_is_refused(stage: Stage) -> None:
    client = stage.client("eprocurement")
    task, key = told(stage), str(uuid.uuid4())
    act(client, task, "comment", comment="Une fois.", key=key)
    assert _code(act(client, task, "comment", comment="Autre.", key=key)) == (422, "idempotency_key_reused")


def test_a_stale_version_names_who_was_faster(stage: Stage) -> None:
    task = told(stage)
    helene = stage.client("eprocurement", "helene")
    assert act(helene, task, "comment", comment="Un instant.").status_code == 200
    late = act(stage.client("eprocurement"), task, "approve")
    assert _code(late) == (412, "stale")
    assert late.json()["changedBy"]["name"] == "Hélène Marchand"


def test_a_decided_task_is_a_conflict_and_names_the_decision(stage: Stage) -> None:
    client = stage.client("eprocurement")
    task = told(stage)
    done = act(client, task, "decline", comment="Trop cher.").json()
    again = act(client, done, "approve")
    assert _code(again) == (409, "already_decided")
    assert (again.json()["outcome"], again.json()["changedBy"]["name"]) == ("decline", "Amélie Gauthier")


def test_what_is_missing_is_named_and_changes_nothing(stage: Stage) -> None:
    client, task = stage.client("eprocurement"), told(stage)
    assert _code(act(client, task, "decline")) == (422, "comment_required")
    assert _code(act(client, task, "reassign")) == (422, "param_required")
    assert _code(act(client, task, "reassign", params={"to": "NOBODY"})) == (422, "param_invalid")
    lines = [{"id": "99", "decision": "decline"}]
    assert _code(act(client, task, "approve", lines=lines)) == (422, "line_unknown")
    assert _code(act(client, task, "claim")) == (409, "offer_not_available")
    assert _code(act(client, task, "approve", surprise=1)) == (400, "bad_request")
    address = f"/tasks/{task['id']}/actions"
    assert _code(client.post(address, json={"offer": "approve"})) == (400, "idempotency_key_missing")
    keyed = {"Idempotency-Key": str(uuid.uuid4())}
    assert _code(client.post(address, json={"offer": "approve"}, headers=keyed)) == (
        428,
        "precondition_required",
    )
    assert told(stage)["etag"] == task["etag"]
    assert stage.ledger("eprocurement") == []


def test_lines_are_decided_one_by_one(stage: Stage) -> None:
    lines = [{"id": "2", "decision": "decline"}]
    done = act(stage.client("eprocurement"), told(stage), "approve", lines=lines).json()
    assert [line["state"] for line in done["lines"]] == ["approved", "declined", "approved"]


def test_a_rule_of_the_business_may_refuse(stage: Stage) -> None:
    client = stage.client("eprocurement")
    task = client.get("/tasks/INV-66390").json()
    assert _code(act(client, task, "approve")) == (422, "rule_refused")
    assert act(client, task, "decline", comment="Hors budget.").status_code == 200


def test_a_delta_equals_a_new_listing(stage: Stage) -> None:
    client = stage.client("eprocurement")
    before, _, link = all_pages(client, "/tasks?scope=mine&limit=4")
    known = {task["id"]: task for task in before}
    candidates = [task for task in before if "candidate" in task["relations"]]
    owen = stage.client("eprocurement", "owen")
    taken = act(owen, owen.get(f"/tasks/{candidates[0]['id']}").json(), "claim")
    # A later change, by which it has not been mine for long, must not hide that it left.
    assert act(owen, taken.json(), "comment", comment="Je m’en occupe.").status_code == 200
    assert act(client, told(stage), "approve").status_code == 200
    mine = [t for t in before if "mine" in t["relations"] and not t["id"].startswith("PO-4411")]
    assert act(client, mine[0], "comment", comment="Vu.").status_code == 200
    items, removed, link = all_pages(client, link)
    reasons = {gone["id"]: gone["reason"] for gone in removed}
    assert reasons == {candidates[0]["id"]: "claimed", "PO-4411.2": "completed"}
    assert removed[0]["changedBy"]["name"] in ("Owen Castellan", "Amélie Gauthier")
    known.update({task["id"]: task for task in items})
    for name in reasons:
        del known[name]
    after, _, _ = all_pages(client, "/tasks?scope=mine")
    assert sorted(known.values(), key=lambda task: task["id"]) == after
    assert all_pages(client, link)[:2] == ([], [])


def test_a_task_that_came_and_left_meanwhile_is_told_as_removed(stage: Stage) -> None:
    amelie, helene = stage.client("eprocurement"), stage.client("eprocurement", "helene")
    _, _, link = all_pages(amelie, "/tasks?scope=mine")
    tasks, _, _ = all_pages(helene, "/tasks?scope=reportees")
    other = next(t for t in tasks if t.get("assignee", {}).get("name") == "Marcus Bell")
    taken = act(helene, helene.get(f"/tasks/{other['id']}").json(), "reassign", params={"to": "AGAUTHIER"})
    assert act(helene, taken.json(), "reassign", params={"to": "MBELL2"}).status_code == 200
    items, removed, _ = all_pages(amelie, link)
    assert items == []
    assert [gone["id"] for gone in removed] == [other["id"]]


def test_a_token_of_another_run_has_expired(stage: Stage) -> None:
    client = stage.client("hr")
    _, _, link = all_pages(client, "/tasks")
    stage.house.books["hr"].boot = "0"
    assert _code(client.get(link)) == (410, "delta_expired")


def _code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]
