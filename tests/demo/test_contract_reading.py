"""Reading from a reference-contract system; the client fixture judges every answer by the document."""

from typing import Any

import httpx
from openapi_spec_validator import validate
from tests.demo.stage import Contract, Stage, all_pages, house_open


def test_the_document_is_valid_openapi() -> None:
    validate(Contract().document)


def test_who_am_i_differs_by_system(untouched: Stage) -> None:
    assert untouched.client("hr").get("/me").json()["id"] == "00104283"
    assert untouched.client("eprocurement").get("/me").json()["id"] == "AGAUTHIER"
    assert untouched.client("hr").get("/me").json()["substituteFor"][0]["name"] == "Étienne Lafrenière"
    assert "reportees" in untouched.client("hr", "helene").get("/me").json()["scopes"]


def test_small_pages_give_the_full_set(untouched: Stage) -> None:
    client = untouched.client("eprocurement", "helene")
    whole, _, _ = all_pages(client, "/tasks?scope=reportees&limit=1000")
    parts, _, _ = all_pages(client, "/tasks?scope=reportees&limit=3")
    assert [task["id"] for task in parts] == [task["id"] for task in whole]
    assert len(whole) == client.get("/tasks?scope=reportees&limit=1").json()["total"] > 20


def test_scopes_say_why_one_sees_a_task(untouched: Stage) -> None:
    mine, _, _ = all_pages(untouched.client("eprocurement"), "/tasks?scope=mine")
    assert all({"mine", "candidate", "substitute"} & set(task["relations"]) for task in mine)
    reportees, _, _ = all_pages(untouched.client("eprocurement", "helene"), "/tasks?scope=reportees")
    assert all("reportee" in task["relations"] for task in reportees)
    assert any("assignee" not in task for task in reportees)


def test_the_detail_of_every_kind_is_as_the_contract_says(untouched: Stage) -> None:
    for system in ("hr", "eprocurement"):
        client = untouched.client(system, "helene")
        tasks, _, _ = all_pages(client, "/tasks?scope=team")
        for task in {task["kind"]["code"]: task for task in tasks}.values():
            detail = client.get(f"/tasks/{task['id']}").json()
            assert {name: detail[name] for name in task} == task
            assert len(detail["comments"]) == task["commentCount"]
            assert len(detail["attachments"]) == task["attachmentCount"]


def test_an_unchanged_detail_is_not_sent_again(untouched: Stage) -> None:
    client = untouched.client("eprocurement")
    first = client.get("/tasks/PO-4411.2")
    again = client.get("/tasks/PO-4411.2", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_second_of_three_approvers_sees_what_happened_before(untouched: Stage) -> None:
    task = untouched.client("eprocurement").get("/tasks/PO-4411.2").json()
    assert [step["state"] for step in task["route"]] == ["approved", "current", "next"]
    assert task["amount"] == {"value": "48250.00", "currency": "CAD"}
    assert {"kind": "requisition", "value": "REQ-10874"} in task["caseKeys"]


def test_attachments_open(untouched: Stage) -> None:
    client = untouched.client("eprocurement")
    for attachment in client.get("/tasks/PO-4411.2").json()["attachments"]:
        file = client.get(attachment["href"])
        assert len(file.content) == attachment["size"]
        assert file.headers["content-type"].startswith(attachment["type"])
        assert file.content.startswith(b"%PDF-1.4") == (attachment["type"] == "application/pdf")


def test_people_are_found_without_accents(untouched: Stage) -> None:
    found = untouched.client("hr").get("/people", params={"q": "lafreniere"}).json()["items"]
    assert [person["name"] for person in found] == ["Étienne Lafrenière"]
    assert found[0]["away"]["substitute"]["name"] == "Amélie Gauthier"


def test_only_a_manager_has_reportees(untouched: Stage) -> None:
    assert untouched.client("hr").get("/reportees").json() == {"items": []}
    assert len(untouched.client("hr", "helene").get("/reportees").json()["items"]) == 18


def test_bad_requests_are_told_apart(untouched: Stage) -> None:
    client = untouched.client("hr")
    assert _code(client.get("/tasks", params={"scope": "all"})) == (400, "bad_request")
    assert _code(client.get("/tasks", params={"limit": "0"})) == (400, "bad_request")
    assert _code(client.get("/tasks", params={"cursor": "eyJ9"})) == (400, "cursor_unknown")
    assert _code(client.get("/tasks/delta", params={"token": "é"})) == (400, "cursor_unknown")
    assert _code(client.get("/tasks/none")) == (404, "not_found")
    assert _code(client.get("/tasks", auth=("00104283", "wrong"))) == (401, "sign_in_required")
    assert _code(client.get("/tasks", auth=("nobody", "wrong"))) == (401, "sign_in_required")


def test_a_task_of_others_is_not_admitted_to_exist(untouched: Stage) -> None:
    tasks, _, _ = all_pages(untouched.client("hr", "lena"), "/tasks?scope=mine")
    others = [task for task in tasks if task["relations"][0] == "mine" and "Amélie" not in str(task)]
    assert _code(untouched.client("hr").get(f"/tasks/{others[0]['id']}")) == (404, "not_found")


def test_the_same_seed_gives_the_same_work(untouched: Stage) -> None:
    with house_open(items=160) as other:
        assert _listed(untouched) == _listed(other)
    with house_open(items=160, seed=2) as different:
        assert _listed(untouched) != _listed(different)


def _listed(stage: Stage) -> list[Any]:
    tasks, _, _ = all_pages(stage.client("hr", "helene"), "/tasks?scope=team")
    return [{**task, "link": ""} for task in tasks]


def _code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]
