"""`doctor`, `policy`, `connectors check` and `try`: what IT and a support desk run first."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.odx import NearOdx
from tests.far_end.server import MANIFEST, FarEnd


@pytest.fixture
def near(tmp_path: Path) -> NearOdx:
    return NearOdx(tmp_path)


@pytest.fixture
def far() -> Iterator[FarEnd]:
    with FarEnd() as end:
        end.books.add("Order 1")
        yield end


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_doctor_tells_versions_store_sources_and_log(near: NearOdx, far: FarEnd, tmp_path: Path) -> None:
    manifest = written(tmp_path, "far-end.toml", MANIFEST)
    add = ["sources", "add", manifest, "--name", "T", "--url", far.url, "--user", "anna", "--secret-stdin"]
    assert near.run(*add, given="anna-pw").code == 0
    report = near.run("doctor", "--json").object
    assert report["ok"] and report["profile"]["keeps"]  # type: ignore[index]
    assert [one["source"] for one in report["sources"]] == ["t"]  # type: ignore[attr-defined]
    assert str(report["log"]).endswith("logs/odx-desktop.log")
    assert "T: " in near.run("doctor").out


def test_a_bundle_holds_the_report_and_the_log_and_no_secret(
    near: NearOdx, far: FarEnd, tmp_path: Path
) -> None:
    manifest = written(tmp_path, "far-end.toml", MANIFEST)
    add = ["sources", "add", manifest, "--name", "T", "--url", far.url, "--user", "anna", "--secret-stdin"]
    wrong = near.run(*add, given="canary-wrong")
    target = tmp_path / "bundle.zip"
    assert near.run("doctor", "--bundle", str(target)).code == 0
    with zipfile.ZipFile(target) as bundle:
        assert set(bundle.namelist()) == {"doctor.json", "logs/odx-desktop.log"}
        assert not [name for name in bundle.namelist() if b"canary-wrong" in bundle.read(name)]
        log = bundle.read("logs/odx-desktop.log").decode()
    code, reference = wrong.err.split("[")[1].split("]")[0].split()
    assert code == "source.wrong_secret" and f"{reference} {code}" in log


def test_a_bundle_that_cannot_be_written_is_told(near: NearOdx, tmp_path: Path) -> None:
    ended = near.run("doctor", "--bundle", str(tmp_path / "nowhere" / "bundle.zip"), "--json")
    assert ended.code == 1
    assert ended.object["error"]["code"] == "usage.file_not_written"  # type: ignore[index]


def test_doctor_tells_a_profile_that_cannot_be_opened(near: NearOdx, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    near.profile = tmp_path / "file" / "profile"
    ended = near.run("doctor", "--json")
    assert ended.code == 1
    assert not ended.object["profile"]["opens"]  # type: ignore[index]
    assert "store.read_only" in [one["code"] for one in ended.object["problems"]]  # type: ignore[attr-defined]


def test_a_policy_sets_locks_and_is_shown(near: NearOdx, tmp_path: Path) -> None:
    policy = written(
        tmp_path, "policy.json", json.dumps({"undo_hold_s": {"value": 30}, "theme": {"value": "blue"}})
    )
    shown = near.run("--policy", policy, "policy", "show", "--json").object
    values = {one["name"]: one for one in shown["settings"]}  # type: ignore[attr-defined]
    assert values["undo_hold_s"]["value"] == 30 and values["undo_hold_s"]["locked"]
    assert values["theme"]["origin"] == "default"
    assert "theme" in shown["problems"][0]["text"]  # type: ignore[index]
    assert "locked" in near.run("--policy", policy, "policy", "show").out


def test_a_policy_is_checked(near: NearOdx, tmp_path: Path) -> None:
    good = written(tmp_path, "good.json", json.dumps({"undo_hold_s": {"value": 30}}))
    assert near.run("policy", "check", good).code == 0
    for number, text in enumerate(["{", "[]", '{"nope": {"value": 1}}', '{"theme": {"value": 7}}']):
        bad = written(tmp_path, f"bad{number}.json", text)
        ended = near.run("policy", "check", bad, "--json")
        assert ended.code == 1 and ended.object["problems"], text
    assert near.run("policy", "check", str(tmp_path / "missing.json")).code == 1


def test_the_language_of_the_settings_is_spoken(near: NearOdx, tmp_path: Path) -> None:
    policy = written(tmp_path, "policy.json", json.dumps({"language": {"value": "fr"}}))
    own = NearOdx(tmp_path)
    own.lang = ""
    assert "Il n’y a pas encore de sources" in own.run("--policy", policy, "list").err
    assert "There are no sources yet" in near.run("--policy", policy, "list").err


def test_a_manifest_is_checked_with_line_and_nearest_word(near: NearOdx, tmp_path: Path) -> None:
    good = written(tmp_path, "good.toml", MANIFEST)
    assert near.run("connectors", "check", good).code == 0
    bad = written(tmp_path, "bad.toml", MANIFEST.replace("[identity]", "[identiy]"))
    ended = near.run("connectors", "check", bad, "--json")
    mistake = ended.object["mistakes"][0]  # type: ignore[index]
    assert ended.code == 1 and mistake["nearest"] == "identity" and mistake["line"] > 1
    assert "identity" in near.run("connectors", "check", bad).err
    missing = near.run("connectors", "check", str(tmp_path / "missing.toml"))
    assert missing.code == 1 and "usage.file" in missing.err


def test_a_broken_manifest_adds_no_source(near: NearOdx, far: FarEnd, tmp_path: Path) -> None:
    bad = written(tmp_path, "bad.toml", MANIFEST.replace("[identity]", "[identiy]"))
    ended = near.run("sources", "add", bad, "--name", "T", "--url", far.url)
    assert ended.code == 1 and "manifest.mistake" in ended.err
    assert near.run("sources", "list", "--json").object == {"sources": []}


def test_a_manifest_is_tried_and_nothing_is_saved(near: NearOdx, far: FarEnd, tmp_path: Path) -> None:
    manifest = written(tmp_path, "far-end.toml", MANIFEST)
    trial = ["connectors", "try", manifest, "--url", far.url, "--user", "anna", "--secret-stdin", "--json"]
    found = near.run(*trial, given="anna-pw")
    assert found.code == 0
    assert found.object["as"] == "Anna" and found.object["items"][0]["title"] == "Order 1"  # type: ignore[index]
    assert near.run(*trial, given="wrong").code == 3
    assert near.run("sources", "list", "--json").object == {"sources": []}
    assert not far.books.ledger


def test_doctor_finds_a_damaged_cache_and_the_next_start_mends_it(near: NearOdx, tmp_path: Path) -> None:
    near.run("list", "--json")
    cache = near.profile / "cache.db"
    with cache.open("r+b") as opened:
        opened.seek(cache.stat().st_size // 2)
        opened.write(os.urandom(3000))
    ended = near.run("doctor", "--json")
    assert ended.code == 1
    assert ended.object["profile"]["sound"] is False  # type: ignore[index]
    assert "store.corrupt" in [one["code"] for one in ended.object["problems"]]  # type: ignore[attr-defined]
    mended = near.run("doctor", "--json")
    codes = [one["code"] for one in mended.object["problems"]]  # type: ignore[attr-defined]
    assert "store.cache_rebuilt" in codes
    assert mended.object["profile"]["sound"] is True  # type: ignore[index]
