"""The service desk's Table API: what a client relies on, and what the real one does against expectation."""

from typing import Any

import httpx
from tests.demo.stage import Stage

ME = "javascript:gs.getUserID()"


def rows(client: httpx.Client, table: str, query: str, **more: str) -> list[dict[str, Any]]:
    params = {"sysparm_query": query, **{f"sysparm_{name}": value for name, value in more.items()}}
    found: list[dict[str, Any]] = (
        client.get(f"/api/now/table/{table}", params=params).raise_for_status().json()["result"]
    )
    return found


def patch(client: httpx.Client, table: str, name: str, **fields: str) -> httpx.Response:
    return client.patch(f"/api/now/table/{table}/{name}", json=fields)


def test_pages_give_the_full_set(stage: Stage) -> None:
    client = stage.client("service-desk")
    address = (
        "/api/now/table/task?sysparm_query=active=true^ORDERBYsys_id&sysparm_fields=sys_id&sysparm_limit=7"
    )
    found: list[str] = []
    totals = set()
    while True:
        page = client.get(address)
        found += [row["sys_id"] for row in page.json()["result"]]
        totals.add(page.headers["X-Total-Count"])
        if "next" not in page.links:
            break
        address = page.links["next"]["url"]
    assert found == sorted(set(found))
    assert totals == {str(len(found))}


def test_queries_select_as_the_guide_says(stage: Stage) -> None:
    client = stage.client("service-desk")
    everything = rows(client, "task", "active=true")
    mine = rows(client, "task", f"assigned_to={ME}^active=true")
    assert mine
    assert all(
        row["assigned_to"]["value"] == rows(client, "sys_user", f"sys_id={ME}")[0]["sys_id"] for row in mine
    )
    unclaimed = rows(client, "task", "active=true^assigned_toISEMPTY")
    claimed = rows(client, "task", "active=true^assigned_toISNOTEMPTY")
    assert len(unclaimed) + len(claimed) == len(everything)
    either = rows(client, "task", "active=true^sys_class_name=incident^ORsys_class_name=sc_task")
    listed = rows(client, "task", "active=true^sys_class_nameINincident,sc_task")
    two = rows(client, "task", "active=true^sys_class_name=incident^NQactive=true^sys_class_name=sc_task")
    assert (
        {row["sys_id"] for row in either} == {row["sys_id"] for row in listed} == {r["sys_id"] for r in two}
    )
    groups = rows(client, "task", "active=true^assignment_groupDYNAMICd6435e965f510100a9ad2572f2b47744")
    assert 0 < len(groups) < len(everything)
    ordered = rows(client, "task", "active=true^ORDERBYDESCopened_at")
    assert [row["opened_at"] for row in ordered] == sorted((r["opened_at"] for r in ordered), reverse=True)


def test_a_condition_on_an_unknown_field_widens_the_answer(stage: Stage) -> None:
    client = stage.client("service-desk")
    assert len(rows(client, "incident", "no_such_field=1")) == len(rows(client, "incident", ""))


def test_the_queue_nobody_owns_reaches_the_manager(stage: Stage) -> None:
    client = stage.client("service-desk", "helene")
    query = f"active=true^assigned_toISEMPTY^assignment_group.parent.manager={ME}"
    found = rows(client, "task", query, fields="number,assignment_group.name,assignment_group.manager")
    neglected = [row for row in found if row["assignment_group.manager"] == ""]
    assert {row["assignment_group.name"] for row in neglected} == {"Counter equipment"}


def test_display_values_are_in_the_reader_s_language(stage: Stage) -> None:
    wanted = {"fields": "state,assigned_to", "limit": "1", "exclude_reference_link": "true"}
    query = "sys_class_name=incident^state=2^assigned_toISNOTEMPTY"
    shown = {
        style: [
            rows(stage.client("service-desk", person), "task", query, display_value=style, **wanted)[0]
            for person in ("benoit", "marcus")
        ]
        for style in ("false", "true", "all")
    }
    assert [row["state"] for row in shown["false"]] == ["2", "2"]
    assert [row["state"] for row in shown["true"]] == ["En cours", "In progress"]
    assert shown["all"][0]["state"] == {"value": "2", "display_value": "En cours"}
    assert shown["all"][0]["assigned_to"]["display_value"] == shown["true"][0]["assigned_to"]
    assert shown["all"][0]["assigned_to"]["value"] == shown["false"][0]["assigned_to"]


def test_approving_settles_the_request_and_is_written_down_once(stage: Stage) -> None:
    approval, client = _approval(stage)
    done = patch(client, "sysapproval_approver", approval["sys_id"], state="approved", comments="D’accord.")
    assert done.json()["result"]["state"] == "approved"
    request = client.get(f"/api/now/table/sc_request/{approval['sysapproval']['value']}").json()["result"]
    assert request["approval"] == "approved"
    notes = rows(client, "sys_journal_field", f"element_id={approval['sys_id']}^element=comments")
    assert [note["value"] for note in notes] == ["D’accord."]
    assert [entry["action"] for entry in stage.ledger("service-desk")] == ["state=approved"]


def test_refusals_are_bodies_of_the_desk(stage: Stage) -> None:
    approval, client = _approval(stage)
    name = approval["sys_id"]
    assert _failure(patch(client, "sysapproval_approver", name, state="rejected"))[0] == 403
    assert "ACL" in _failure(patch(stage.client("service-desk", "owen"), "sysapproval_approver", name))[2]
    patch(client, "sysapproval_approver", name, state="approved")
    assert "ACL" in _failure(patch(client, "sysapproval_approver", name, state="rejected", comments="Non"))[2]
    assert _failure(client.get("/api/now/table/nothing"))[:2] == (400, "Invalid table nothing")
    assert _failure(client.get("/api/now/table/task/12"))[:2] == (404, "No Record found")
    wrong = client.get("/api/now/table/task", auth=("amelie.gauthier", "wrong"))
    assert _failure(wrong)[:2] == (401, "User Not Authenticated")
    bad = client.patch(f"/api/now/table/sysapproval_approver/{name}", content=b"[]")
    assert _failure(bad)[0] == 400


def test_an_incident_closes_only_with_notes(stage: Stage) -> None:
    marcus = stage.client("service-desk", "marcus")
    incident = rows(marcus, "incident", f"assigned_to={ME}^active=true")[0]
    assert "Resolution notes" in _failure(patch(marcus, "incident", incident["sys_id"], state="6"))[2]
    done = patch(marcus, "incident", incident["sys_id"], state="6", close_notes="Câble remplacé.").json()[
        "result"
    ]
    assert (done["state"], done["active"], done["sys_mod_count"]) == ("6", "false", "1")


def test_a_value_outside_the_choices_is_ignored_with_200(stage: Stage) -> None:
    marcus = stage.client("service-desk", "marcus")
    incident = rows(marcus, "incident", f"assigned_to={ME}^active=true")[0]
    ignored = patch(marcus, "incident", incident["sys_id"], state="99", assigned_to="nobody")
    assert ignored.status_code == 200
    assert ignored.json()["result"]["state"] == incident["state"]
    assert ignored.json()["result"]["assigned_to"]["value"] == incident["assigned_to"]["value"]


def test_incidents_arrive_by_the_same_api(stage: Stage) -> None:
    client = stage.client("service-desk")
    before = len(rows(client, "incident", "active=true"))
    made = client.post("/api/now/table/incident", json={"short_description": "Écran noir", "priority": "2"})
    assert made.status_code == 201
    assert len(rows(client, "incident", "active=true")) == before + 1
    assert client.post("/api/now/table/sys_user", json={}).status_code == 403


def _approval(stage: Stage) -> tuple[dict[str, Any], httpx.Client]:
    for person in stage.house.organisation.people:
        client = stage.client("service-desk", person)
        found = rows(client, "sysapproval_approver", f"approver={ME}^state=requested")
        if found:
            return found[0], client
    raise AssertionError("nobody has an approval")


def _failure(response: httpx.Response) -> tuple[int, str, str]:
    body = response.json()
    assert body["status"] == "failure"
    return response.status_code, body["error"]["message"], body["error"]["detail"] or ""
