"""A person's whole way with a to-do: the real program as a process, a real server, nothing in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.backends.radicale import Radicale, ics, running
from tests.faults.program import Ended, Program

ONE = "/anna/tasks/one.ics"


class Desk:
    def __init__(self, folder: Path, server: Radicale) -> None:
        self.server = server
        self.program = Program(folder)

    def add(self, password: str = "anna-pw") -> Ended:
        where = ("--name", "To-dos", "--url", self.server.url, "--user", "anna", "--secret-stdin")
        return self.program.run("sources", "add", "caldav", *where, "--json", secret=password)

    def json(self, *verb: str, code: int = 0) -> Any:
        ended = self.program.run(*verb, "--json")
        assert ended.code == code, (ended.out, ended.err)
        return json.loads(ended.out)

    def only_item(self) -> Any:
        (item,) = self.json("list")["items"]
        return item


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running(tmp_path / "server") as server:
        server.make_list("/anna/tasks/")
        server.put(ONE, ics("SUMMARY:Relire l'ébauche", "STATUS:NEEDS-ACTION", "X-OTHER:kept"))
        (tmp_path / "desk").mkdir()
        yield Desk(tmp_path / "desk", server)


def test_from_the_list_to_the_server(desk: Desk) -> None:
    assert json.loads(desk.add().out)["health"] == "ok"
    (told,) = desk.json("sync")["sources"]
    assert (told["source"], told["health"], told["pulled"]) == ("to-dos", "ok", 1)
    item = desk.only_item()
    assert item["title"] == "Relire l'ébauche"
    assert "complete" in {offer["id"] for offer in item["actions"]}

    done = desk.json("act", item["key"], "complete", "--comment", "relu, merci", "--now", "--wait")

    assert done["state"] == "confirmed"
    written = desk.server.get(ONE)
    assert "STATUS:COMPLETED" in written and written.count("relu\\, merci") == 1 and "X-OTHER:kept" in written
    assert desk.json("list")["items"] == []


def test_changed_by_somebody_else_is_told_and_not_written_over(desk: Desk) -> None:
    desk.add()
    desk.json("sync")
    key = desk.only_item()["key"]
    desk.server.put(ONE, ics("SUMMARY:somebody was here", "STATUS:NEEDS-ACTION"))

    done = desk.json("act", key, "complete", "--now", "--wait", code=1)

    assert (done["state"], done["reason"]["code"]) == ("conflict", "action.changed_elsewhere")
    assert "STATUS:NEEDS-ACTION" in desk.server.get(ONE)


def test_a_wrong_password_a_changed_one_and_a_server_that_is_down(desk: Desk) -> None:
    assert desk.add("wrong").code == 3
    assert desk.add().code == 0
    desk.json("sync")

    desk.server.change_password("anna", "another")
    (told,) = desk.json("sync", code=3)["sources"]
    assert told["health"] == "sign_in_needed"
    desk.server.stop()
    (told,) = desk.json("sync", code=4)["sources"]

    assert told["health"] == "not_reached"
    assert desk.only_item()["title"] == "Relire l'ébauche", "what was known stays"


@pytest.mark.parametrize("path", ["nope/x/", "ben/"])
def test_an_address_where_nothing_of_mine_is_is_refused(desk: Desk, path: str) -> None:
    url = desk.server.url.rstrip("/").removesuffix("/anna/tasks").removesuffix("/anna") + "/" + path
    where = ("--name", "Elsewhere", "--url", url, "--user", "anna", "--secret-stdin")
    ended = desk.program.run("sources", "add", "caldav", *where, "--json", secret="anna-pw")
    assert ended.code == 1, (ended.out, ended.err)
    assert desk.json("sources", "list")["sources"] == []
