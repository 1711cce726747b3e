"""The command line as processes, against a real store and a real far end over HTTP."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.odx import NearOdx, Odx
from tests.far_end.fault import Fault
from tests.far_end.server import MANIFEST, FarEnd

NO_QT = """
import sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6", "qasync"}:
            raise ImportError(name + " is not here")
sys.meta_path.insert(0, NoQt())
"""


@pytest.fixture
def odx(tmp_path: Path) -> Odx:
    return Odx(tmp_path)


@pytest.fixture
def near(tmp_path: Path) -> NearOdx:
    return NearOdx(tmp_path)


@pytest.fixture
def far() -> Iterator[FarEnd]:
    with FarEnd() as end:
        for number in range(3):
            end.books.add(f"Order {number}")
        yield end


@pytest.fixture
def manifest(tmp_path: Path) -> str:
    path = tmp_path / "far-end.toml"
    path.write_text(MANIFEST, encoding="utf-8")
    return str(path)


def add(odx: Odx, far: FarEnd, manifest: str, secret: str = "anna-pw", name: str = "Tickets") -> int:
    return odx.run(
        *["sources", "add", manifest, "--name", name, "--url", far.url],
        *["--user", "anna", "--secret-stdin"],
        given=f"{secret}\n",
    ).code


def test_from_a_source_to_a_confirmed_decision(odx: Odx, far: FarEnd, manifest: str) -> None:
    assert add(odx, far, manifest) == 0
    assert odx.run("sync").code == 0
    listed = odx.run("list", "--json").object
    assert listed["total"] == 3
    key = listed["items"][0]["key"]  # type: ignore[index]
    acted = odx.run("act", key, "approve", "--comment", "fine", "--now", "--wait", "--json")
    assert acted.code == 0 and acted.object["state"] == "confirmed"
    assert [(one.action, one.comment) for one in far.books.ledger] == [("approved", "fine")]
    assert odx.run("list", "--json").object["total"] == 2
    history = odx.run("activity", "--json").object["actions"][0]["history"]  # type: ignore[index]
    assert [step["state"] for step in history] == ["queued", "sending", "confirmed"]


def test_a_held_decision_can_be_undone_and_is_then_never_sent(
    near: NearOdx, far: FarEnd, manifest: str
) -> None:
    add(near, far, manifest)
    near.run("sync")
    key = near.run("list", "--json").object["items"][0]["key"]  # type: ignore[index]
    held = near.run("act", key, "approve", "--json").object
    assert held["state"] == "held"
    assert near.run("undo", str(held["id"])).code == 0
    assert near.run("sync").code == 0
    assert not far.books.ledger


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_wrong_password_saves_nothing(near: NearOdx, far: FarEnd, manifest: str, lang: str) -> None:
    ended = near.run(
        *["--lang", lang, "sources", "add", manifest, "--name", "Tickets", "--url", far.url],
        *["--user", "anna", "--secret-stdin"],
        given="wrong\n",
    )
    assert ended.code == 3
    assert {"en": "did not accept", "fr": "n’a pas accepté"}[lang] in ended.err
    assert near.run("sources", "list", "--json").object == {"sources": []}


@pytest.mark.parametrize(
    ("connector", "url", "exit_code", "code"),
    [
        ("nope", "http://127.0.0.1:9", 2, "connector.unknown"),
        (None, "http://127.0.0.1:9", 4, "source.not_reached"),
        (None, "not an address", 1, "source.bad_url"),
        (None, "ftp://127.0.0.1/", 1, "source.bad_url"),
        (None, "http://ana:secret@127.0.0.1:9/", 1, "source.secret_in_url"),
    ],
)
def test_a_source_that_cannot_be(
    near: NearOdx, manifest: str, connector: str | None, url: str, exit_code: int, code: str
) -> None:
    ended = near.run("sources", "add", connector or manifest, "--name", "T", "--url", url)
    assert ended.code == exit_code
    assert code in ended.err and "secret@" not in ended.err


FAULTS = {
    "portal": (Fault.portal(), 4, "broken"),
    "deep": (Fault.deep(300), 4, "broken"),
    "cut short": (Fault.truncated(), 4, "not_reached"),
    "server error": (Fault.answer(500), 4, "not_reached"),
    "no access": (Fault.answer(403), 1, "no_access"),
    "hung up": (Fault.hang_up(), 4, "not_reached"),
    "not JSON": (Fault.answer(200, b"{"), 4, "broken"),
    # Last: the time it names is respected from then on.
    "throttled": (Fault.answer(503, Retry_After="300"), 4, "not_reached"),
}


def test_a_source_in_trouble_is_told_and_no_row_vanishes(near: NearOdx, far: FarEnd, manifest: str) -> None:
    add(near, far, manifest)
    assert near.run("sync").code == 0
    for name, (what, exit_code, health) in FAULTS.items():
        far.fail("GET", "/", what, times=50)
        ended = near.run("sync", "--json")
        far.forgive()
        assert ended.code == exit_code, name
        told = ended.object["sources"][0]  # type: ignore[index]
        assert told["reason"]["text"] and told["health"] != "ok", name
        assert health in {None, told["health"]}, name
    listed = near.run("list", "--json")
    assert listed.code == 0 and listed.object["total"] == 3
    assert listed.object["sources"][0]["health"] != "ok"  # type: ignore[index]
    waiting = near.run("sync")
    assert waiting.code == 4 and "asks us to wait until" in waiting.out


def test_one_bad_item_is_set_aside_alone(near: NearOdx, far: FarEnd, manifest: str) -> None:
    add(near, far, manifest)

    def spoil(page: dict[str, object], query: dict[str, str]) -> dict[str, object]:
        rows = page["items"]
        assert isinstance(rows, list)
        if rows:
            rows[0]["due"] = "the day after never"
        return page

    far.mangle = spoil
    ended = near.run("sync", "--json")
    assert ended.code == 0
    told = ended.object["sources"][0]  # type: ignore[index]
    assert told["rejected"] >= 1 and told["health"] == "ok"
    assert near.run("list", "--json").object["total"] == 2
    assert "could not be read" in near.run("sync").out


def test_the_other_sources_go_on(near: NearOdx, far: FarEnd, manifest: str) -> None:
    add(near, far, manifest)
    with FarEnd() as dead:
        assert add(near, dead, manifest, name="Gone") == 0
    ended = near.run("sync", "--json")
    assert ended.code == 4
    health = {one["source"]: one["health"] for one in ended.object["sources"]}  # type: ignore[attr-defined]
    assert health == {"tickets": "ok", "gone": "not_reached"}
    assert near.run("list", "--json").object["total"] == 3


def test_a_corrupt_cache_is_made_anew_and_decisions_stay(near: NearOdx, far: FarEnd, manifest: str) -> None:
    add(near, far, manifest)
    near.run("sync")
    key = near.run("list", "--json").object["items"][0]["key"]  # type: ignore[index]
    near.run("act", key, "approve")
    (near.profile / "cache.db").write_bytes(b"\0" * 4096)
    ended = near.run("list", "--json")
    assert ended.code == 0 and "store.cache_rebuilt" in ended.err
    assert len(near.run("activity", "--json").object["actions"]) == 1  # type: ignore[arg-type]
    near.run("sync")
    assert near.run("list", "--json").object["total"] >= 2  # type: ignore[operator]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_a_keyring_nothing_is_promised(tmp_path: Path, far: FarEnd, manifest: str, lang: str) -> None:
    odx = Odx(tmp_path, with_key=False)
    ended = odx.run("--lang", lang, "sources", "add", manifest, "--name", "T", "--url", far.url)
    assert ended.code == 1
    assert "store.no_keyring" in ended.err and "--key-file" in ended.err
    assert {"en": "no keyring", "fr": "pas ici de trousseau"}[lang] in ended.err


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    near = NearOdx(tmp_path)
    (tmp_path / "file").write_text("")
    near.profile = tmp_path / "file" / "profile"
    ended = near.run("list", "--json")
    assert ended.code == 1
    assert ended.object["error"]["code"] == "store.read_only"  # type: ignore[index]


def test_a_key_file_that_others_can_read_is_refused(near: NearOdx, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"k" * 32)
    (tmp_path / "key").chmod(0o644)
    ended = near.run("list")
    assert ended.code == 1 and "store.key_file_readable" in ended.err


def test_files_are_encrypted_and_the_secret_is_nowhere(near: NearOdx, far: FarEnd, manifest: str) -> None:
    far.users["anna"] = "canary-7f3k"
    assert add(near, far, manifest, secret="canary-7f3k") == 0
    near.run("sync")
    with closing(sqlite3.connect(near.profile / "vault.db")) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    for path in near.home.rglob("*"):
        if path.is_file():
            assert b"canary-7f3k" not in path.read_bytes(), path


def test_no_display_and_no_qt(tmp_path: Path) -> None:
    odx = Odx(tmp_path, before=NO_QT)
    assert odx.run("list").code == 0
    ended = odx.run("--self-test")
    facts = json.loads(ended.out)
    assert ended.code == 0 and facts["ok"] and facts["store"]["encrypted"] and facts["store"]["fts5"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_sync_at_once(
    near: NearOdx, odx: Odx, far: FarEnd, manifest: str, number: signal.Signals
) -> None:
    add(near, far, manifest)
    near.run("sync")
    far.fail("GET", "/", Fault.silent(), times=50)
    running = odx.start("sync")
    asked = len(far.requests)
    deadline = time.monotonic() + 30
    while len(far.requests) == asked and time.monotonic() < deadline:
        time.sleep(0.05)
    begun = time.monotonic()
    running.send_signal(number)
    out, err = running.communicate(timeout=30)
    assert time.monotonic() - begun < 2
    assert running.returncode == 128 + number
    assert "Traceback" not in err and "Stopped." in err and not out
    assert near.run("list", "--json").object["total"] == 3


def test_a_sync_that_was_given_too_little_time_says_so(near: NearOdx, far: FarEnd, manifest: str) -> None:
    add(near, far, manifest)
    assert near.run("sync").code == 0
    far.fail("GET", "/", Fault.silent(), times=50)
    ended = near.run("sync", "--timeout", "0.5", "--json")
    assert ended.code == 4
    told = ended.object["sources"][0]  # type: ignore[index]
    assert told["health"] == "not_reached" and told["reason"]["code"] == "source.gave_up"


def test_a_source_with_a_manifest_of_its_own_can_be_edited(near: NearOdx, far: FarEnd, manifest: str) -> None:
    add(near, far, manifest)
    Path(manifest).unlink()
    far.users["anna"] = "new"
    assert near.run("sync").code == 3
    assert near.run("sources", "edit", "tickets", "--secret-stdin", given="wrong").code == 3
    assert near.run("sources", "edit", "tickets", "--secret-stdin", given="new\n").code == 0
    assert near.run("sync").code == 0


def test_two_at_once_share_one_profile(near: NearOdx, odx: Odx, far: FarEnd, manifest: str) -> None:
    add(near, far, manifest)
    near.run("sync")
    keys = [one["key"] for one in near.run("list", "--json").object["items"]]  # type: ignore[attr-defined]
    running = [odx.start("act", key, "approve", "--now", "--wait", "--json") for key in keys]
    answers = [json.loads(one.communicate(timeout=60)[0]) for one in running]
    assert {one["state"] for one in answers} == {"confirmed"}
    assert len(far.books.ledger) == len(keys)


def test_a_reader_that_leaves_early_is_no_error(odx: Odx) -> None:
    running = odx.start("policy", "show")
    assert running.stdout is not None and running.stderr is not None
    with running.stderr:
        running.stdout.close()
        assert "Traceback" not in running.stderr.read()
        assert running.wait(30) == 0


def test_a_full_disk_under_stdout_is_told(odx: Odx) -> None:
    import subprocess

    with open("/dev/full", "w") as full:  # noqa: PTH123
        ended = subprocess.run(
            odx.command("policy", "show", "--json"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=odx.environment,
            check=False,
        )
    assert ended.returncode == 1
    assert "output.failed" in ended.stderr and "Traceback" not in ended.stderr
