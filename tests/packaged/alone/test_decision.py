"""IT's roll-out: the package, one policy file, a person's secret; then a decision reaches a real server."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.backends.radicale import Radicale, ics, running
from tests.packaged.clean_system import CleanSystem, clean_system

pytestmark = pytest.mark.packaged

POLICY = "etc/odx-desktop/policy.d/10-organisation.json"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Radicale]:
    with running(tmp_path) as server:
        server.make_list("/anna/tasks/")
        server.put("/anna/tasks/lease.ics", ics("SUMMARY:Sign the lease", "STATUS:NEEDS-ACTION", uid="lease"))
        yield server


@pytest.fixture
def desktop(server: Radicale) -> CleanSystem:
    """The clean system with the organisation's policy, laid down as an administrator would."""
    system = clean_system()
    source = {
        "source": "to-dos",
        "name": {"en": "To-dos", "fr": "Choses à faire"},
        "connector": "caldav",
        "url": f"{server.url}/",
        "auth": "basic",
    }
    policy = {
        "sources": {"locked": True, "value": [source]},
        "store.key_file": {"value": "~/.config/odx-desktop/key"},
    }
    (system.root / POLICY).write_text(json.dumps(policy), encoding="utf-8")
    return system


def answer(system: CleanSystem, *command: str, text: str = "") -> dict[str, list[dict[str, object]]]:
    run = system.run("odx-desktop", *command, "--json", text=text)
    assert run.returncode == 0, (run.stdout, run.stderr)
    found = json.loads(run.stdout)
    assert isinstance(found, dict)
    return found


def test_the_policy_s_source_gives_an_item_and_takes_the_decision(
    server: Radicale, desktop: CleanSystem
) -> None:
    answer(desktop, "sources", "edit", "to-dos", "--user", "anna", "--secret-stdin", text="anna-pw\n")
    assert answer(desktop, "sync")["sources"][0]["health"] == "ok"
    (item,) = answer(desktop, "list")["items"]
    assert item["title"] == "Sign the lease"
    decided = answer(desktop, "act", str(item["key"]), "complete", "--now", "--wait")
    assert decided["state"] == "confirmed"
    assert "STATUS:COMPLETED" in server.get("/anna/tasks/lease.ics")
    assert answer(desktop, "list")["items"] == []
    assert len(answer(desktop, "activity")["actions"]) == 1


def test_a_person_cannot_remove_what_the_organisation_set(desktop: CleanSystem) -> None:
    refused = desktop.run("odx-desktop", "sources", "remove", "to-dos")
    assert refused.returncode == 1
    assert "organisation" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_key_and_the_files_are_the_person_s_alone(desktop: CleanSystem) -> None:
    key = desktop.home / ".config/odx-desktop/key"
    assert key.stat().st_mode & 0o077 == 0
    assert b"Sign the lease" not in b"".join(path.read_bytes() for path in desktop.home.rglob("*.db*"))
