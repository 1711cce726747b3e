"""The stage door: faults come when ordered, once, and the ledger tells what was applied in spite of them."""

import uuid
from typing import Any

import httpx
import pytest
from tests.demo.stage import Stage


def order(stage: Stage, fault: str, **more: Any) -> None:
    stage.door.post("/faults", json={"system": "eprocurement", "fault": fault, **more}).raise_for_status()


def comment(client: httpx.Client, key: str) -> httpx.Response:
    headers = {"If-Match": '"1"', "Idempotency-Key": key}
    body = {"offer": "comment", "comment": "Vu."}
    return client.post("/tasks/PO-4411.2/actions", json=body, headers=headers)


@pytest.mark.parametrize(
    ("fault", "status", "content"),
    [
        ("busy", 503, b"unavailable"),
        ("too_many", 429, b"too_many_requests"),
        ("html", 200, b"<form>"),
        ("redirect", 302, b""),
        ("step_up", 401, b"step_up_required"),
        ("error", 500, b"unavailable"),
        ("deep", 200, b"[[[["),
    ],
)
def test_a_fault_comes_once_instead_of_the_answer(
    stage: Stage, fault: str, status: int, content: bytes
) -> None:
    client = stage.client("eprocurement", judged=False)
    order(stage, fault)
    answer = client.get("/me")
    assert answer.status_code == status
    assert content in answer.content
    assert ("Retry-After" in answer.headers) == (status in (429, 503))
    assert client.get("/me").json()["id"] == "AGAUTHIER"


@pytest.mark.parametrize("fault", ["error_after_applying", "cut_after_applying", "truncated"])
def test_a_lost_answer_was_applied_and_can_be_asked_for_again(stage: Stage, fault: str) -> None:
    client = stage.client("eprocurement", judged=False)
    key = str(uuid.uuid4())
    order(stage, fault, on="write")
    assert client.get("/tasks/PO-4411.2").status_code == 200
    if fault == "cut_after_applying":
        with pytest.raises(httpx.RemoteProtocolError):
            comment(client, key)
    else:
        answer = comment(client, key)
        assert answer.status_code == (500 if fault == "error_after_applying" else 200)
    assert [entry["key"] for entry in stage.ledger("eprocurement")] == [key]
    assert comment(client, key).headers["Idempotency-Replayed"] == "true"
    assert len(stage.ledger("eprocurement")) == 1


def test_one_item_of_a_page_can_be_spoilt(stage: Stage) -> None:
    client = stage.client("eprocurement", judged=False)
    order(stage, "malformed_item", on="read")
    spoilt = client.get("/tasks").json()["items"]
    right = client.get("/tasks").json()["items"]
    assert spoilt[0]["created"] == "yesterday"
    assert spoilt[1:] == right[1:]


def test_a_server_goes_down_and_comes_back_at_the_same_address(stage: Stage) -> None:
    client = stage.client("eprocurement")
    assert client.get("/me").status_code == 200
    stage.door.post("/down", json={"system": "eprocurement"}).raise_for_status()
    with pytest.raises(httpx.ConnectError):
        client.get("/me")
    assert stage.client("hr").get("/me").status_code == 200
    stage.door.post("/up", json={"system": "eprocurement"}).raise_for_status()
    assert client.get("/me").status_code == 200


def test_a_password_changes_at_one_system_only(stage: Stage) -> None:
    client, other = stage.client("eprocurement"), stage.client("hr")
    change = {"system": "eprocurement", "person": "amelie", "password": "new"}
    stage.door.post("/password", json=change).raise_for_status()
    assert client.get("/me").status_code == 401
    assert client.get("/me", auth=("AGAUTHIER", "new")).status_code == 200
    assert other.get("/me").status_code == 200


def test_the_door_opens_only_with_the_token(stage: Stage) -> None:
    assert stage.door.get("/ledger", headers={"Authorization": "Bearer no"}).status_code == 401
    assert stage.door.post("/faults", json={"system": "hr", "fault": "none"}).status_code == 400
    found = stage.door.get("/credentials", params={"person": "lena"}).json()
    assert found["service-desk"]["user"] == "lena.okafor"
