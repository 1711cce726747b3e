from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from odx_desktop.domain.errors import Refusal
from odx_desktop.settings.catalogue import SETTINGS
from odx_desktop.settings.policy import Policy, read_policy, read_policy_file
from odx_desktop.settings.user_file import read_user_file, write_user_values
from odx_desktop.settings.values import Origin, change, read_values

NO_POLICY = Policy()


def policy(folder: Path, name: str, plain: object) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(plain), "utf-8")
    return path


def codes(found: Policy) -> list[str]:
    return [problem.code for problem in found.problems]


def test_every_default_is_a_value_of_its_setting() -> None:
    assert [(one.name, one.fault(one.default)) for one in SETTINGS if one.fault(one.default)] == []


def test_default_then_suggestion_then_user_then_lock(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    machine = tmp_path / "policy.d"
    assert read_values(file, NO_POLICY).get("theme").origin is Origin.DEFAULT
    policy(machine, "10.json", {"theme": {"value": "dark", "locked": False}})
    suggested = read_policy(folder=machine)
    assert read_values(file, suggested).get("theme").value == "dark"
    mine = change(file, suggested, "theme", "light").get("theme")
    assert (mine.value, mine.origin, mine.locked) == ("light", Origin.USER, False)
    path = policy(machine, "20.json", {"theme": {"value": "contrast"}})
    locked = read_policy(folder=machine)
    value = read_values(file, locked).get("theme")
    assert (value.value, value.origin, value.locked, value.file) == (
        "contrast",
        Origin.MACHINE,
        True,
        str(path),
    )
    with pytest.raises(Refusal) as refused:
        change(file, locked, "theme", "dark")
    assert refused.value.reason.code == "setting.locked"


def test_a_file_on_the_command_line_adds_but_lifts_no_lock(tmp_path: Path) -> None:
    machine = tmp_path / "policy.d"
    policy(machine, "10.json", {"undo_hold_s": {"value": 30}})
    extra = policy(tmp_path, "pilot.json", {"undo_hold_s": {"value": 0}, "language": {"value": "fr"}})
    found = read_policy(extra, machine)
    assert (found.values["undo_hold_s"].value, found.values["language"].value) == (30, "fr")
    assert codes(found) == ["policy.locked_already"]


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ({"colour": {"value": 1}}, "policy.unknown_setting"),
        ({"theme": "dark"}, "policy.no_value"),
        ({"theme": {"locked": True}}, "policy.no_value"),
        ({"theme": {"value": "pink"}}, "policy.wrong_value"),
        ({"theme": {"value": "dark", "lokced": True}}, "policy.unknown_key"),
        ({"theme": {"value": "dark", "locked": "yes"}}, "policy.wrong_value"),
        ({"undo_hold_s": {"value": 61}}, "policy.wrong_value"),
        ({"undo_hold_s": {"value": True}}, "policy.wrong_value"),
        ({"sources": {"value": [{"source": "HR"}]}}, "policy.wrong_source"),
        ({"sources": {"value": ["hr"]}}, "policy.wrong_source"),
        ([1], "policy.not_json"),
    ],
)
def test_a_bad_entry_is_told_and_spoils_no_other(tmp_path: Path, plain: Any, code: str) -> None:
    if isinstance(plain, dict):
        plain["density"] = {"value": "compact"}
    found = read_policy_file(policy(tmp_path, "p.json", plain))
    assert set(codes(found)) == {code}
    assert list(found.values) == (["density"] if isinstance(plain, dict) else [])


def test_a_missing_folder_is_no_policy_and_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert read_policy(folder=tmp_path / "none") == Policy()
    assert codes(read_policy(tmp_path / "none.json", tmp_path / "none")) == ["policy.unreadable"]


def test_sources_of_the_organisation(tmp_path: Path) -> None:
    entry = {
        "source": "hr",
        "name": {"en": "HR", "fr": "RH"},
        "connector": "work-items",
        "url": "https://hr",
        "auth": "sign_on",
    }
    found = read_policy_file(policy(tmp_path, "p.json", {"sources": {"locked": True, "value": [entry]}}))
    (source,) = read_values(tmp_path / "s.json", found).sources
    assert (source.slug, source.name.fr, source.locked) == ("hr", "RH", True)
    assert source.settings == (("auth", "sign_on"),)


def test_hold_until_i_send(tmp_path: Path) -> None:
    assert read_values(tmp_path / "s.json", NO_POLICY).undo_hold_s == 10
    assert change(tmp_path / "s.json", NO_POLICY, "undo_hold_s", "manual").undo_hold_s is None
    assert change(tmp_path / "s.json", NO_POLICY, "undo_hold_s", None).undo_hold_s == 10


@pytest.mark.parametrize("value", [61, -1, "soon", True, None.__class__])
def test_a_wrong_value_is_refused_and_nothing_is_written(tmp_path: Path, value: object) -> None:
    with pytest.raises(Refusal) as refused:
        change(tmp_path / "s.json", NO_POLICY, "undo_hold_s", value)
    assert refused.value.reason.code == "setting.wrong_type"
    assert not (tmp_path / "s.json").exists()


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_means_defaults_and_is_kept(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    values = read_values(file, NO_POLICY)
    assert values.text("theme") == "system"
    assert values.problems[0].code.startswith("setting.unreadable")
    change(file, NO_POLICY, "theme", "dark")
    assert (tmp_path / "settings.json.damaged").read_bytes() == content
    assert read_values(file, NO_POLICY).problems == ()


def test_a_wrong_value_in_the_file_falls_back_and_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    write_user_values(file, {"theme": "pink", "a.later.release": 1})
    values = read_values(file, NO_POLICY)
    assert values.text("theme") == "system"
    assert [problem.code for problem in values.problems] == ["setting.wrong_type"]
    change(file, NO_POLICY, "theme", "dark")
    assert read_user_file(file).values["a.later.release"] == 1
