"""The colleague: each kind of step happens through the APIs, and the persona can see what it changed."""

from tests.demo.stage import Stage, all_pages


def test_each_kind_of_step_has_its_occasion(stage: Stage) -> None:
    client = stage.client("eprocurement")
    _, _, link = all_pages(client, "/tasks?scope=mine")
    steps = [stage.door.post("/colleague").json() for _ in range(4)]
    assert [step["did"] for step in steps] == ["pass_on", "report", "take", "talk"]
    arrived = steps[0]["item"].rpartition(".")
    assert arrived[2] == "1" or arrived[2] == "2"
    system = steps[0]["system"]
    following = f"{arrived[0]}.{int(arrived[2]) + 1}"
    assert stage.client(system).get(f"/tasks/{following}").json()["relations"][0] == "mine"
    items, removed, _ = all_pages(client, link)
    assert items or removed
    assert all(entry["by"] != "amelie" for entry in stage.ledger("eprocurement"))


def test_a_server_that_answers_nonsense_does_not_end_the_work(stage: Stage) -> None:
    for system in ("hr", "eprocurement"):
        stage.door.post("/faults", json={"system": system, "fault": "html", "times": 1}).raise_for_status()
    steps = [stage.door.post("/colleague").json()["did"] for _ in range(6)]
    assert steps[0] is None
    assert "take" in steps


def test_a_reported_incident_waits_for_the_persona_s_group(stage: Stage) -> None:
    stage.door.post("/colleague")
    reported = stage.door.post("/colleague").json()
    assert reported["did"] == "report"
    query = f"short_description={reported['item']}^assignment_groupDYNAMICd6435e965f510100a9ad2572f2b47744"
    found = stage.client("service-desk").get("/api/now/table/incident", params={"sysparm_query": query})
    assert found.headers["X-Total-Count"] == "1"
